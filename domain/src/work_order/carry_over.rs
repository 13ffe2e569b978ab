//! Go-live: a slip that is still open on paper is carried over with the request it was made from.

use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::complaint::carry_over::{already, begins, fact, happened, numbered};
use crate::decide::Ruling;
use crate::event::complaint::{CarriedOver, RequestKind, Stage};
use crate::event::work_order::{CarriedSlip, Handover, Slip, SlipStage};
use crate::event::{ComplaintFact, Fact, NewFact, WorkOrderFact};
use crate::id::{CaseId, WorkOrderId};
use crate::reads::Scene;
use crate::rejection::{Field, Rejection};

use super::command::CarriedOrder;

/// By those who carry complaints over: the paper of a repair spans the register's desk and Engineering's, and this is
/// no work of either, but the office's going live. The same paper twice changes nothing.
pub(super) fn carry_over(id: WorkOrderId, carried: &CarriedOrder, scene: &Scene<'_>) -> Ruling {
    scene.authorise(
        Act::CarryOverWorkOrder,
        carried.request.registration.department,
    )?;
    let request = &carried.request;
    if request.registration.request != RequestKind::Repair || request.stage != Stage::Registered {
        return Err(Rejection::invalid(Field::Entry, Clause::C2));
    }
    numbered(&request.old_number)?;
    let office = scene.reads.office;
    if id != WorkOrderId::carried_over(office, &request.old_number)
        || carried.case != CaseId::carried_request(office, &request.old_number)
    {
        return Err(Rejection::invalid(Field::Reference, Clause::Ours));
    }
    if scene.work_order(id).is_some()
        && let Some(known) = scene.complaint(carried.case)
    {
        return already(known, request, scene).map(|()| Vec::new());
    }
    begins(request, scene)?;
    happened(carried.made_at, scene)?;
    if carried.made_at < request.registered_at {
        // A slip is made from a registration (C4), not before it.
        return Err(Rejection::invalid(Field::HappenedAt, Clause::C4));
    }
    if let SlipStage::Assigned { technician } = carried.stage {
        scene.staff(technician)?;
    }
    Ok(vec![
        fact(carried.case, request),
        NewFact {
            stream: id.stream(),
            fact: Fact::WorkOrder(WorkOrderFact::CarriedOver(Box::new(slip(
                carried, request, scene,
            )))),
        },
        NewFact {
            stream: carried.case.stream(),
            fact: Fact::Complaint(ComplaintFact::WorkOrderMade { work_order: id }),
        },
    ])
}

/// It has no limit: nobody counted the minutes of its delivery, and a guess would make it late or in time (C4).
fn slip(carried: &CarriedOrder, request: &CarriedOver, scene: &Scene<'_>) -> CarriedSlip {
    CarriedSlip {
        old_number: request.old_number.clone(),
        slip: Slip {
            case: carried.case,
            ordinal: 1,
            unit: request.registration.unit,
            unit_code: request.registration.unit_code.clone(),
            trade: carried.trade,
            handover: Handover::OnPaper,
            registered_at: request.registered_at,
            limit: None,
            policy: scene.policy.version,
        },
        made_at: carried.made_at,
        stage: carried.stage,
    }
}

impl WorkOrder {
    /// As its paper stood. When Engineering had it and who was sent when is not known, so it is not said.
    pub(super) fn stands_as(&mut self, carried: &CarriedSlip) {
        self.made_at = carried.made_at;
        match carried.stage {
            SlipStage::Made => {}
            SlipStage::Received => self.phase = Phase::Received,
            SlipStage::Assigned { technician } => {
                self.phase = Phase::Assigned;
                self.technician = Some(technician);
            }
        }
    }
}
