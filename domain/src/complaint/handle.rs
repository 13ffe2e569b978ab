//! 处理完毕: in a mall the day that anchors the follow-up (M4(2)a).

use super::step::Facts;
use super::{Complaint, Status};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::ComplaintFact;
use crate::event::complaint::Obligation;
use crate::follow_up::{FollowUpKind, window};
use crate::id::Digest;
use crate::personal::Personal;
use crate::policy::ComplaintAnchor;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Value};

/// The one assigned, the department concerned, or those who answer for the case. The text leaves this open; a
/// PropertyAssistant handles what is within the own duty straight from the register (C0).
pub(super) fn handle(
    complaint: &Complaint,
    was: Status,
    result: Personal,
    photos: &[Digest],
    scene: &Scene<'_>,
) -> Facts {
    let assigned = complaint
        .assignee
        .is_some_and(|assignee| scene.command.conducted_by.contains(&assignee));
    if !assigned {
        scene.authorise(Act::Handle, complaint.department)?;
    }
    let is = complaint.status;
    if is != was {
        // Even where both say "handled", each wrote a result: the second comes back for a person, not away.
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Status(was),
                mine: Value::Status(Status::Handled),
                theirs: Value::Status(is),
            },
            Clause::C0,
        ));
    }
    if !matches!(
        is,
        Status::Registered | Status::HandedUp | Status::Opened | Status::Dispatched
    ) {
        return Err(Rejection::new(
            RejectionCode::WrongStatus { is },
            Clause::C0,
        ));
    }
    if complaint.department.is_none() && complaint.request.is_complaint() {
        return Err(Rejection::missing(Field::Department, Clause::M4_4b));
    }
    if scene.text(result).trim().is_empty() {
        return Err(Rejection::missing(Field::Result, Clause::C0));
    }
    let on = scene.happened_on()?;
    let mut facts = vec![ComplaintFact::Handled {
        on,
        result,
        photos: photos.to_vec(),
    }];
    let anchors = scene.policy_on(on).complaint_anchor == ComplaintAnchor::Handled;
    // A repair request is followed up from its work order's sign-off (M4(2)b), not from here.
    if anchors && complaint.request.is_complaint() {
        facts.push(ComplaintFact::FollowUpOwed(owed_from(complaint, on, scene)));
    }
    Ok(facts)
}

/// The obligation stamped with the version in force on its anchor day.
pub(super) fn owed_from(
    complaint: &Complaint,
    anchor: chrono::NaiveDate,
    scene: &Scene<'_>,
) -> Obligation {
    let policy = scene.policy_on(anchor);
    let round = complaint.last_round.saturating_add(1);
    Obligation {
        round,
        anchor,
        window: window(
            policy,
            FollowUpKind::Complaint,
            Some(complaint.category),
            anchor,
        ),
        policy: policy.version,
        // A lapsed round left nothing behind: the next one is a first one again.
        off_sample: !complaint.owed.is_empty(),
    }
}
