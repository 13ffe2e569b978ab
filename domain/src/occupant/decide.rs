//! Who may write into the directory of units, and what a line of it must say.

use super::{OccupantCommand, Unit, change};
use crate::act::Act;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{ErasureFact, Fact, NewFact, UnitFact};
use crate::id::UnitId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing, Value};

/// Decides one command about a unit's occupant.
///
/// # Errors
/// The first thing that stands against it.
pub fn decide(body: &OccupantCommand, scene: &Scene<'_>) -> Ruling {
    let act = match body {
        OccupantCommand::Record { .. } => Act::Record,
        OccupantCommand::ChangeOccupant { .. } => Act::ChangeOccupant,
        OccupantCommand::Leave { .. } => Act::Leave,
        OccupantCommand::ErasePersonalData { .. } => Act::ErasePersonalData,
    };
    scene.authorise(act, None)?;
    let unit = body.unit();
    let known = scene.unit(unit);
    let there = || known.ok_or_else(|| Rejection::unknown(Thing::Unit));
    let fact = match body {
        OccupantCommand::Record { record, .. } => {
            if record.code.trim().is_empty() || unit != UnitId::of(scene.reads.office, &record.code)
            {
                return Err(Rejection::invalid(Field::UnitCode, Clause::Ours));
            }
            if scene.text(record.name).trim().is_empty() {
                return Err(Rejection::missing(Field::Name, Clause::Ours));
            }
            if known == Some(&Unit::recorded(record, scene.book())) {
                return Ok(Vec::new());
            }
            // Where somebody is, nobody is put in their place unseen.
            if known.is_some_and(|known| known.left_on.is_none()) {
                return Err(change::contested());
            }
            UnitFact::OccupantRecorded(record.clone())
        }
        OccupantCommand::ChangeOccupant { changes, .. } => {
            match change::decide(body, changes, there()?, scene)? {
                Some(fact) => fact,
                None => return Ok(Vec::new()),
            }
        }
        OccupantCommand::Leave { occupant, on, .. } => {
            let known = there()?;
            if known.name != scene.text(*occupant) {
                // They left, and somebody else came, or goes by another name by now.
                return Err(change::contested());
            }
            if known.left_on == Some(*on) {
                return Ok(Vec::new());
            }
            if let Some(theirs) = known.left_on {
                return Err(Rejection::new(
                    RejectionCode::Contested {
                        base: Value::None,
                        mine: Value::Day(*on),
                        theirs: Value::Day(theirs),
                    },
                    Clause::Ours,
                ));
            }
            UnitFact::OccupantLeft { on: *on }
        }
        OccupantCommand::ErasePersonalData { reason, .. } => {
            if there()?.left_on.is_none_or(|on| on > scene.entered_on()) {
                return Err(Rejection::invalid(Field::Occupant, Clause::Ours));
            }
            if reason.trim().is_empty() {
                return Err(Rejection::missing(Field::Reason, Clause::Ours));
            }
            // Which values there are, only the server knows: it has the whole log.
            return Ok(vec![NewFact {
                stream: unit.stream(),
                fact: Fact::Erasure(ErasureFact::PersonalDataErased {
                    unit,
                    values: Vec::new(),
                    photos: Vec::new(),
                    reason: reason.trim().to_owned(),
                }),
            }]);
        }
    };
    Ok(vec![NewFact {
        stream: unit.stream(),
        fact: Fact::Unit(fact),
    }])
}
