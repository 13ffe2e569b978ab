//! Who hands in, remarks and says done, and when.

use super::{MonthlyDispatchSummary, SummaryCommand};
use crate::act::{self, Act, seats};
use crate::apply::State;
use crate::calendar::{Period, PeriodLength};
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::summary::Point;
use crate::event::{Fact, NewFact, SummaryFact};
use crate::id::CommandId;
use crate::personal::Personal;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing, Value};

/// More points than anybody follows through; a longer list is another paper.
const MOST_POINTS: usize = 50;

/// Decides a command about a month's summary.
///
/// # Errors
/// The first thing that stands against it.
pub fn decide(command: &SummaryCommand, scene: &Scene<'_>) -> Ruling {
    let stream = command.summary(scene.reads.office).stream();
    let known = match scene.reads.streams.get(&stream) {
        Some(State::Summary(summary)) => Some(&**summary),
        _ => None,
    };
    let fact = match command {
        SummaryCommand::SubmitSummary {
            month,
            was,
            analysis,
        } => submit(*month, *was, *analysis, known, scene)?,
        SummaryCommand::RemarkOnSummary {
            month,
            of,
            remark,
            points,
        } => {
            let remark = Remark {
                month: *month,
                of: *of,
                words: *remark,
                points,
            };
            seal(&remark, known, scene)?
        }
        SummaryCommand::FinishPoint { point, result, .. } => {
            Some(finish(*point, *result, known, scene)?)
        }
    };
    let facts = fact.map(|fact| NewFact {
        stream,
        fact: Fact::Summary(fact),
    });
    Ok(facts.into_iter().collect())
}

/// A summary is a paper its author answers for: nobody writes one, or remarks on it, for somebody who went along.
fn in_own_name(act: Act, scene: &Scene<'_>) -> Result<(), Rejection> {
    let of = seats(act, scene.policy);
    let roles = scene.roles(scene.command.recorded_by, None)?;
    if act::held(&of.seats, &[roles], scene.policy) {
        Ok(())
    } else {
        Err(Rejection::beyond_authority(
            of.needs(scene.policy),
            of.clause,
        ))
    }
}

fn contested(was: bool, clause: Clause) -> Rejection {
    Rejection::new(
        RejectionCode::Contested {
            base: if was { Value::Text } else { Value::None },
            mine: Value::Text,
            theirs: Value::Text,
        },
        clause,
    )
}

fn submit(
    month: Period,
    was: Option<CommandId>,
    analysis: Personal,
    known: Option<&MonthlyDispatchSummary>,
    scene: &Scene<'_>,
) -> Result<Option<SummaryFact>, Rejection> {
    let clause = Clause::G3_5_5;
    in_own_name(Act::SubmitSummary, scene)?;
    scene.happened_on()?;
    // Before it worked by a procedure the office had nothing to sum up.
    let first = scene.office.policies.first();
    let worked = first.is_some_and(|first| first.effective_on <= month.last_day());
    if month.length() != PeriodLength::Month || !worked {
        return Err(Rejection::invalid(Field::Month, clause));
    }
    if scene.entered_on() <= month.last_day() {
        return Err(Rejection::new(
            RejectionCode::MonthNotOver {
                last: month.last_day(),
            },
            clause,
        ));
    }
    let words = scene.text(analysis).trim();
    if words.is_empty() {
        return Err(Rejection::missing(Field::Analysis, Clause::S3_3_2d));
    }
    if let Some(known) = known {
        let last = &known.submission;
        if last.analysis.trim() == words {
            return Ok(None);
        }
        if known.seal.is_some() {
            return Err(Rejection::new(RejectionCode::Sealed, Clause::S3_3_2d));
        }
        if Some(last.hand.command) != was {
            return Err(contested(was.is_some(), clause));
        }
    }
    Ok(Some(SummaryFact::Submitted {
        month,
        analysis,
        figures: scene.reads.counted.clone(),
    }))
}

struct Remark<'a> {
    month: Period,
    of: CommandId,
    words: Personal,
    points: &'a [Point],
}

fn seal(
    remark: &Remark<'_>,
    known: Option<&MonthlyDispatchSummary>,
    scene: &Scene<'_>,
) -> Result<Option<SummaryFact>, Rejection> {
    let clause = Clause::S3_3_2d;
    in_own_name(Act::RemarkOnSummary, scene)?;
    let on = scene.happened_on()?;
    let known = known.ok_or_else(|| Rejection::unknown(Thing::Summary))?;
    let words = scene.text(remark.words).trim();
    if let Some(seal) = &known.seal {
        let again = seal.of == remark.of
            && seal.remark.trim() == words
            && seal.points.len() == remark.points.len();
        return if again {
            Ok(None)
        } else {
            Err(Rejection::new(RejectionCode::Sealed, clause))
        };
    }
    if words.is_empty() {
        return Err(Rejection::missing(Field::Remark, clause));
    }
    if remark.points.len() > MOST_POINTS {
        return Err(Rejection::invalid(Field::Point, Clause::Ours));
    }
    for point in remark.points {
        if scene.text(point.measure).trim().is_empty() {
            return Err(Rejection::missing(Field::Point, Clause::G3_5_5));
        }
        scene.staff(point.person)?;
        if point.until < on {
            return Err(Rejection::invalid(Field::Until, Clause::G3_5_5));
        }
    }
    if known.submission.hand.command != remark.of {
        // What they read was replaced meanwhile.
        return Err(contested(true, clause));
    }
    Ok(Some(SummaryFact::Sealed {
        month: remark.month,
        of: remark.of,
        remark: remark.words,
        points: remark.points.to_vec(),
        figures: scene.reads.counted.clone(),
    }))
}

fn finish(
    point: u16,
    result: Personal,
    known: Option<&MonthlyDispatchSummary>,
    scene: &Scene<'_>,
) -> Result<SummaryFact, Rejection> {
    let points = known
        .and_then(|known| known.seal.as_ref())
        .map(|seal| &seal.points);
    let named = points.and_then(|points| points.get(usize::from(point)));
    let theirs = named.is_some_and(|point| point.person == scene.command.recorded_by);
    if !theirs {
        in_own_name(Act::FinishPoint, scene)?;
    }
    scene.happened_on()?;
    if named.is_none() {
        return Err(Rejection::unknown(Thing::Point));
    }
    if scene.text(result).trim().is_empty() {
        return Err(Rejection::missing(Field::Result, Clause::G3_5_5));
    }
    Ok(SummaryFact::PointFinished { point, result })
}
