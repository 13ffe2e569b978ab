//! Which verb decides which command, and what they share: the one who has the order acts, and steps keep their order.

use super::command::WorkOrderCommand;
use super::{
    Phase, WorkOrder, assign, carry_over, charge, finish, follow_up, make, material, visit, void,
    work,
};
use crate::act::{self, Act};
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{Fact, NewFact, WorkOrderFact};
use crate::reads::Scene;
use crate::rejection::{Rejection, RejectionCode, Thing};

pub(super) type Facts = Result<Vec<WorkOrderFact>, Rejection>;

/// Decides one command about a work order.
///
/// # Errors
/// The first thing that stands against it; right comes before the order of steps, the order before content.
pub fn decide(command: &WorkOrderCommand, scene: &Scene<'_>) -> Ruling {
    use WorkOrderCommand as C;
    let id = command.work_order();
    if let C::MakeWorkOrder {
        case,
        ordinal,
        trade,
        handover,
        ..
    } = command
    {
        return make::make(id, *case, *ordinal, *trade, *handover, scene);
    }
    if let C::CarryOverWorkOrder { carried, .. } = command {
        return carry_over::carry_over(id, carried, scene);
    }
    let order = scene
        .work_order(id)
        .ok_or_else(|| Rejection::unknown(Thing::WorkOrder))?;
    let facts = match command {
        C::MakeWorkOrder { .. } | C::CarryOverWorkOrder { .. } => Ok(Vec::new()),
        C::SwitchHandover { was, handover, .. } => make::switch(order, *was, *handover, scene),
        C::ReceiveWorkOrder { late_reason, .. } => {
            make::receive(order, late_reason.as_deref(), scene)
        }
        C::AssignTechnician {
            was,
            technician,
            reason,
            ..
        } => assign::assign(order, *was, *technician, reason.as_deref(), scene),
        C::PassOn {
            was,
            technician,
            reason,
            ..
        } => assign::pass_on(order, *was, *technician, reason, scene),
        C::GiveBack { was, reason, .. } => assign::give_back(order, *was, reason, scene),
        C::Arrive { purpose, .. } => visit::arrive(order, purpose, scene),
        C::AskConsent { consent, .. } => visit::ask_consent(order, consent, scene),
        C::Reappoint {
            was, appointment, ..
        } => visit::reappoint(order, *was, *appointment, scene),
        C::ConfirmItems { items, .. } => work::confirm_items(order, items, scene),
        C::AddCompanyMaterial { lines, .. } => material::add(order, lines, scene),
        C::CheckOccupantMaterial { checks, .. } => material::check(order, checks, scene),
        C::BuildInMaterial { material, line, .. } => {
            material::build_in(order, *material, *line, scene)
        }
        C::AddPhotos { when, photos, .. } => work::photos(*when, photos, scene),
        C::BeginWork { .. } => work::begin(order, scene),
        C::PauseWork {
            reason,
            continue_at,
            ..
        } => work::pause(order, reason, *continue_at, scene),
        C::FinishWork { result, .. } => work::finish(order, *result, scene),
        C::SetCharge { lines, .. } => charge::set(order, lines, scene),
        C::RecordTrial { way, outcome, .. } => finish::trial(order, *way, outcome, scene),
        C::SignOff {
            signature,
            amount_fen,
            ..
        } => return finish::sign_off(order, *signature, *amount_fen, scene),
        C::RefuseSignature {
            witness,
            reason,
            amount_fen,
            ..
        } => return finish::refuse(order, *witness, reason, *amount_fen, scene),
        C::WithdrawWorkOrder { was, reason, .. } => {
            return make::withdraw(order, *was, reason, scene);
        }
        C::VoidSignOff { entry, reason, .. } => {
            return void::void_sign_off(order, *entry, reason, scene);
        }
        C::VoidEntry { entry, reason, .. } => void::void(order, *entry, reason, scene),
        C::ScheduleFollowUp { .. }
        | C::RecordFollowUp { .. }
        | C::RecordAttempt { .. }
        | C::EndUnreachable { .. }
        | C::ConfirmConduct { .. }
        | C::DenyConduct { .. } => follow_up::decide(order, command, scene),
    }?;
    Ok(on_order(order, facts))
}

pub(super) fn on_order(order: &WorkOrder, facts: Vec<WorkOrderFact>) -> Vec<NewFact> {
    facts
        .into_iter()
        .map(|fact| NewFact {
            stream: order.id.stream(),
            fact: Fact::WorkOrder(fact),
        })
        .collect()
}

/// The technician who has the order is one of those who went.
pub(super) fn technician(
    order: &WorkOrder,
    act: Act,
    scene: &Scene<'_>,
) -> Result<Clause, Rejection> {
    scene.authorise(act, None)?;
    let of = act::seats(act, scene.policy);
    let theirs = order
        .technician
        .is_some_and(|technician| scene.command.conducted_by.contains(&technician));
    if theirs {
        Ok(of.clause)
    } else {
        Err(Rejection::beyond_authority(
            of.needs(scene.policy),
            of.clause,
        ))
    }
}

/// Steps keep their order: what comes before has been done.
pub(super) fn stands(order: &WorkOrder, phases: &[Phase], clause: Clause) -> Result<(), Rejection> {
    if phases.contains(&order.phase) {
        Ok(())
    } else {
        let is = order.phase;
        Err(Rejection::new(RejectionCode::OutOfOrder { is }, clause))
    }
}
