//! A line of the slip, a photo or a follow-up entered by mistake is voided by the register's rule; steps are not.

use super::WorkOrder;
use super::step::Facts;
use crate::clause::Clause;
use crate::complaint::void::may_void;
use crate::event::{FollowUpStep, WorkOrderFact};
use crate::id::CommandId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, Thing};

pub(super) fn void(order: &WorkOrder, entry: CommandId, reason: &str, scene: &Scene<'_>) -> Facts {
    let line = order
        .timeline
        .iter()
        .find(|line| line.command == entry)
        .ok_or_else(|| Rejection::unknown(Thing::Command))?;
    may_void(line.recorded_by, line.entered_at, None, scene)?;
    let is_fact = matches!(
        line.fact,
        WorkOrderFact::CompanyMaterialAdded(_)
            | WorkOrderFact::OccupantMaterialChecked { .. }
            | WorkOrderFact::PhotosTaken { .. }
            | WorkOrderFact::FollowUp(FollowUpStep::Recorded(_) | FollowUpStep::Attempted { .. })
    );
    // What was signed for is not changed behind the signature.
    let on_the_slip = matches!(
        line.fact,
        WorkOrderFact::CompanyMaterialAdded(_) | WorkOrderFact::OccupantMaterialChecked { .. }
    );
    if !is_fact || (on_the_slip && !order.completions.is_empty()) {
        return Err(Rejection::invalid(Field::Entry, Clause::Ours));
    }
    if line.voided {
        return Ok(Vec::new());
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    Ok(vec![WorkOrderFact::EntryVoided {
        entry,
        reason: reason.to_owned(),
    }])
}
