//! A line of the slip, a photo or a follow-up entered by mistake is voided by the register's rule, and so is a
//! signature that was wrongly given; other steps are not.

use super::step::{Facts, on_order, stands};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::complaint::OwedState;
use crate::complaint::void::may_void;
use crate::decide::Ruling;
use crate::event::{ComplaintFact, Fact, FollowUpStep, NewFact, WorkOrderFact};
use crate::id::CommandId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, Thing};

pub(super) fn void(order: &WorkOrder, entry: CommandId, reason: &str, scene: &Scene<'_>) -> Facts {
    let line = order
        .timeline
        .iter()
        .find(|line| line.command == entry)
        .ok_or_else(|| Rejection::unknown(Thing::Command))?;
    may_void(
        Act::VoidEntry,
        line.recorded_by,
        line.entered_at,
        None,
        scene,
    )?;
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
    // What was entered together is voided together.
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

/// Back to work, the case too; what was owed from that signature lapses, and the month's sample is drawn without it.
/// Only the signature the order stands completed by: one a follow-up took it on from is history.
pub(super) fn void_sign_off(
    order: &WorkOrder,
    entry: CommandId,
    reason: &str,
    scene: &Scene<'_>,
) -> Ruling {
    let signs = |fact: &WorkOrderFact| {
        matches!(
            fact,
            WorkOrderFact::SignedOff { .. } | WorkOrderFact::SignatureRefused { .. }
        )
    };
    let line = order
        .timeline
        .iter()
        .find(|line| line.command == entry && signs(&line.fact));
    let Some(line) = line else {
        scene.authorise(Act::VoidSignOff, None)?;
        return Err(Rejection::unknown(Thing::Command));
    };
    may_void(
        Act::VoidSignOff,
        line.recorded_by,
        line.entered_at,
        None,
        scene,
    )?;
    if line.voided {
        return Ok(Vec::new());
    }
    stands(order, &[Phase::Completed], Clause::C11)?;
    if order.completions.last().map(|last| last.command) != Some(entry) {
        return Err(Rejection::invalid(Field::Entry, Clause::C11));
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    let voided = WorkOrderFact::SignOffVoided {
        entry,
        reason: reason.to_owned(),
    };
    let mut facts = on_order(order, vec![voided]);
    facts.push(NewFact {
        stream: order.slip.case.stream(),
        fact: Fact::Complaint(ComplaintFact::RepairReopened {
            work_order: order.id,
        }),
    });
    Ok(facts)
}

impl WorkOrder {
    /// What hangs on the signature is computed anew.
    pub(super) fn sign_off_voided(&mut self, entry: CommandId) {
        for line in &mut self.timeline {
            line.voided |= line.command == entry;
        }
        let standing = self.completions.last().map(|last| last.command) == Some(entry);
        self.completions.retain(|known| known.command != entry);
        if !standing || self.phase != Phase::Completed {
            return;
        }
        self.phase = Phase::Working;
        self.complete = false;
        let lapses = |state: OwedState| !matches!(state, OwedState::Done { .. });
        if self.owed.last().is_some_and(|last| lapses(last.state))
            && let Some(lapsed) = self.owed.pop()
            && !lapsed.obligation.off_sample
        {
            self.drawn = false;
        }
    }
}
