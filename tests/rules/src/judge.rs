//! One JSON question in, one JSON answer out. Every answer carries its clause; a question that
//! cannot be understood is answered with an error, never with a guess.

mod question;
mod violation;

use chrono::{Datelike, NaiveDate};
use domain::act::{Asked, FOLLOW_UP_ACTS};
use domain::authority::NoRow;
use domain::clause::Clause;
use domain::follow_up::{
    Category, DoneStanding, FollowUpKind, Right, Severity, Standing, Window, done_standing,
    standing, window,
};
use domain::policy::{Percent, Policy, ProfileName};
use domain::quota::{coverage, missing, required};
use domain::role::{Role, Roles};
use domain::satisfaction::SatisfactionRate;
use domain::violation::RungVerdict;
use serde::Serialize;

use question::{Day, Question};

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Window {
        opens: Day,
        closes: Day,
        clause: Clause,
    },
    Standing {
        standing: Standing,
        clause: Clause,
    },
    Done {
        standing: DoneStanding,
        clause: Clause,
    },
    Quota {
        required: Option<u64>,
        missing: Option<u64>,
        clause: Clause,
    },
    Rate {
        text: String,
        meets: Option<bool>,
        clause: Clause,
    },
    May {
        allowed: bool,
        needs: Vec<Vec<String>>,
        clause: Clause,
    },
    LateFee {
        days: u32,
        fen: u64,
        capped: bool,
        clause: Clause,
    },
    Rung {
        allowed: bool,
        why: RungVerdict,
        clause: Clause,
    },
    Error {
        error: String,
    },
}

/// Answers one line. Never fails: what cannot be answered is an answer of its own.
#[must_use]
pub fn answer(line: &[u8]) -> String {
    let answer = judge(line).unwrap_or_else(|error| Answer::Error { error });
    // Serializing these plain structs cannot fail, but a judge that stops is worse than a poor line.
    serde_json::to_string(&answer)
        .unwrap_or_else(|_| r#"{"error":"the answer cannot be written"}"#.to_owned())
}

fn judge(line: &[u8]) -> Result<Answer, String> {
    match question::read(line)? {
        Question::Window {
            profile,
            kind,
            category,
            anchor,
        } => {
            let window = window_of(profile, kind, category, anchor)?;
            Ok(Answer::Window {
                opens: Day(window.opens),
                closes: Day(window.closes),
                clause: window.clause,
            })
        }
        Question::Standing {
            profile,
            kind,
            category,
            anchor,
            on,
            done,
        } => {
            let window = window_of(profile, kind, category, anchor)?;
            let clause = window.clause;
            match (done, on) {
                (Some(done), _) => Ok(Answer::Done {
                    standing: done_standing(&window, done.0),
                    clause,
                }),
                (None, Some(on)) => Ok(Answer::Standing {
                    standing: standing(&window, on.0),
                    clause,
                }),
                (None, None) => Err("missing field `on`".to_owned()),
            }
        }
        Question::Quota {
            profile,
            kind,
            base,
            done,
            rate_percent,
        } => {
            let (built_in, clause) = coverage(&policy(profile), kind);
            let required = rate_percent.or(built_in).map(|rate| required(rate, base));
            Ok(Answer::Quota {
                required,
                missing: required.map(|required| missing(required, done)),
                clause,
            })
        }
        Question::Rate {
            favourable,
            base,
            threshold_percent,
        } => rate(favourable, base, threshold_percent),
        Question::May {
            profile,
            act,
            kind,
            severity,
            measure,
            roles,
            sent_by,
        } => match domain::authority::row(&act, severity, measure) {
            Err(NoRow::UnknownAct) => {
                if measure.is_some() {
                    return Err(format!("no `measure` belongs to {act:?}"));
                }
                may(profile, &act, kind, severity, &roles, sent_by)
            }
            Err(error) => Err(error.to_string()),
            Ok(_) if kind.is_some() || sent_by.is_some() => {
                Err(format!("no `kind` and no `sent_by` belong to {act:?}"))
            }
            Ok(row) => {
                let roles = roles.into_iter().collect();
                Ok(answer_may(row.seats.right(&policy(profile), &roles)))
            }
        },
        Question::LateFee {
            principal_fen,
            per_mille,
            last_day,
            on,
        } => Ok(violation::fee(principal_fen, per_mille, last_day, on)),
        Question::Rung {
            ladder,
            debt,
            taken,
            next,
            roles,
            skip_reason,
        } => Ok(violation::rung(
            ladder,
            debt,
            &taken,
            &next,
            &roles,
            skip_reason.as_deref(),
        )),
    }
}

fn window_of(
    profile: ProfileName,
    kind: FollowUpKind,
    category: Option<Category>,
    anchor: Day,
) -> Result<Window, String> {
    let window = window(&policy(profile), kind, category, anchor.0);
    if window.closes.year() > 9999 {
        return Err("the window ends after the year 9999".to_owned());
    }
    Ok(window)
}

fn rate(favourable: u64, base: u64, threshold: Option<Percent>) -> Result<Answer, String> {
    if favourable > base {
        return Err(format!("{favourable} favourable out of {base} cannot be"));
    }
    let rate = SatisfactionRate { favourable, base };
    Ok(Answer::Rate {
        text: rate.text(),
        meets: threshold.and_then(|threshold| rate.meets(threshold)),
        clause: if threshold.is_some() {
            Clause::S3_1_3d
        } else {
            Clause::S3_1_3c
        },
    })
}

fn may(
    profile: ProfileName,
    act: &str,
    kind: Option<FollowUpKind>,
    severity: Option<Severity>,
    roles: &[Role],
    sent_by: Option<Vec<Role>>,
) -> Result<Answer, String> {
    let kind = match kind {
        Some(kind) => kind,
        // Planning and making one are asked about every kind of work; the other commands are a complaint's first.
        None if matches!(act, "follow_up" | "schedule_follow_up") => {
            return Err("missing field `kind`".to_owned());
        }
        None => FollowUpKind::Complaint,
    };
    let of_follow_up = act == "follow_up" || FOLLOW_UP_ACTS.contains(&act);
    let by_severity = profile == ProfileName::Mall && kind == FollowUpKind::Complaint;
    if of_follow_up && by_severity && severity.is_none() {
        return Err("missing field `severity`".to_owned());
    }
    // The question lists roles, not people: each stands for a person of their own.
    let people: Vec<Roles> = roles.iter().map(|role| Roles::from([*role])).collect();
    let sent_by = sent_by.unwrap_or_default().into_iter().collect();
    let asked = Asked {
        kind,
        severity,
        people: &people,
        sent_by: &sent_by,
    };
    domain::act::may(act, asked, &policy(profile))
        .map(answer_may)
        .ok_or_else(|| format!("no command is called {act:?}"))
}

fn answer_may(right: Right) -> Answer {
    let needs = right
        .needs
        .iter()
        .map(|roles| {
            let mut names: Vec<String> = roles.iter().map(|role| role_name(*role)).collect();
            names.sort_unstable();
            names
        })
        .collect();
    Answer::May {
        allowed: right.allowed,
        needs,
        clause: right.clause,
    }
}

fn role_name(role: Role) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => format!("{role:?}"),
    }
}

/// The built-in version: the judge knows no office, so no override and no effective day.
fn policy(profile: ProfileName) -> Policy {
    Policy::built_in(profile, NaiveDate::MIN)
}
