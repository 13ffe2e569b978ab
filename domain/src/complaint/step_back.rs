//! A step is undone by its counter-step, never deleted; what the step made owed lapses (this system's own rule).

use super::step::Facts;
use super::{Complaint, OwedState, Status};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::ComplaintFact;
use crate::policy::ComplaintAnchor;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Value};

pub(super) fn step_back(
    complaint: &Complaint,
    was: Status,
    reason: &str,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::StepBack, complaint.department)?;
    let is = complaint.status;
    let to = complaint.stood.last().copied();
    if is != was {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Status(was),
                mine: to.map_or(Value::None, Value::Status),
                theirs: Value::Status(is),
            },
            Clause::Ours,
        ));
    }
    let to = to.ok_or_else(|| Rejection::new(RejectionCode::WrongStatus { is }, Clause::Ours))?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    let anchored = match scene.policy.complaint_anchor {
        ComplaintAnchor::Handled => is == Status::Handled,
        ComplaintAnchor::ClosedOut => is == Status::ClosedOut,
    };
    let lapsed = complaint
        .owed
        .iter()
        .filter(|owed| anchored && owed.state == OwedState::Owed)
        .map(|owed| owed.obligation.round)
        .collect();
    Ok(vec![ComplaintFact::SteppedBack {
        from: is,
        to,
        reason: reason.to_owned(),
        lapsed,
    }])
}
