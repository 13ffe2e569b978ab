//! 销项: in an estate the day that anchors the follow-up (G3.5.1, G3.5.3).

use super::dispatch::step_clause;
use super::handle::owed_from;
use super::step::{Facts, begin};
use super::{Complaint, Status};
use crate::event::ComplaintFact;
use crate::policy::ComplaintAnchor;
use crate::reads::Scene;

/// By the seat the procedure gives it to.
pub(super) fn close_out(complaint: &Complaint, was: Status, scene: &Scene<'_>) -> Facts {
    let role = scene.policy.steps.closes_out;
    let clause = step_clause(scene);
    scene.require(&[role], complaint.department, clause)?;
    if !begin(
        complaint,
        was,
        Status::ClosedOut,
        &[Status::Handled],
        clause,
    )? {
        return Ok(Vec::new());
    }
    let on = scene.happened_on()?;
    let mut facts = vec![ComplaintFact::ClosedOut { on }];
    if scene.policy_on(on).complaint_anchor == ComplaintAnchor::ClosedOut {
        facts.push(ComplaintFact::FollowUpOwed(owed_from(complaint, on, scene)));
    }
    Ok(facts)
}
