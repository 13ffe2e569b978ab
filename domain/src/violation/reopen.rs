//! The counter-step of closing: what was closed wrongly goes on where it stood (this system's own rule). What happens
//! again is another violation: see the head of [`super`].

use super::right::ViolationAct;
use super::step::{Case, Facts};
use crate::clause::Clause;
use crate::event::ViolationFact;
use crate::event::violation::ViolationOutcome;
use crate::rejection::{Field, Rejection, RejectionCode, Value};

pub(super) fn reopen(case: &Case<'_>, was: ViolationOutcome, reason: &str) -> Facts {
    let clause = Clause::V3;
    case.require(ViolationAct::ReopenViolation)?;
    let Some(is) = case.violation.outcome else {
        return Ok(Vec::new());
    };
    if is != was {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Outcome(was),
                mine: Value::None,
                theirs: Value::Outcome(is),
            },
            clause,
        ));
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::Reopened {
        from: is,
        reason: reason.to_owned(),
    }])
}
