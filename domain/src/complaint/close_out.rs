//! 销项: in an estate the day that anchors the follow-up (G3.5.1, G3.5.3).

use super::handle::owed_from;
use super::step::{Facts, begin};
use super::{Complaint, Status};
use crate::act::{Act, seats};
use crate::event::ComplaintFact;
use crate::policy::ComplaintAnchor;
use crate::reads::Scene;

/// By the seat the procedure gives it to.
pub(super) fn close_out(complaint: &Complaint, was: Status, scene: &Scene<'_>) -> Facts {
    let clause = seats(Act::CloseOut, scene.policy).clause;
    scene.authorise(Act::CloseOut, complaint.department)?;
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
    let anchors = scene.policy_on(on).complaint_anchor == ComplaintAnchor::ClosedOut;
    if anchors && complaint.request.is_complaint() {
        facts.push(ComplaintFact::FollowUpOwed(owed_from(complaint, on, scene)));
    }
    Ok(facts)
}
