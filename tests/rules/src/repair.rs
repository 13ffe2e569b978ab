//! A repair at the desk: from the phone call to the signature, step by step.

use std::collections::BTreeSet;

use domain::clause::Clause;
use domain::event::complaint::{Registration, RequestKind};
use domain::event::person::Grant;
use domain::event::price_list::PriceItem;
use domain::event::work_order::{Handover, MaterialCheck, Thousandths, Trade, TrialWay};
use domain::id::{CaseId, Digest, PersonId, WorkOrderId};
use domain::person::PersonCommand;
use domain::price_list::PriceListCommand;
use domain::rejection::{Field, Rejection, RejectionCode};
use domain::role::Role;
use domain::work_order::Phase;
use domain::work_order::command::{
    ChargeEntry, CheckedMaterial, Consent, MaterialEntry, TrialOutcome, WorkOrderCommand,
};

use crate::desk::{Desk, Outcome, person, registration, sealed};

/// A repair somebody called about.
#[must_use]
pub fn request() -> Registration {
    Registration {
        request: RequestKind::Repair,
        ..registration()
    }
}

/// The desk's technician knows plumbing.
///
/// # Panics
/// When that is not taken.
pub fn teach(desk: &mut Desk, technician: PersonId, trades: &[Trade]) {
    let command = PersonCommand::SetTrades {
        person: technician,
        trades: trades.iter().copied().collect::<BTreeSet<_>>(),
    };
    assert_eq!(desk.did(&[person(Role::Director)], command), Ok(()));
}

/// A second technician, a plumber too.
///
/// # Panics
/// When that is not taken.
pub fn colleague(desk: &mut Desk) -> PersonId {
    let other = PersonId(desk.mint());
    let from = desk.today;
    let command = PersonCommand::Add {
        person: other,
        name: sealed("none").digest,
        sign_in_name: "second".to_owned(),
        phone: None,
        roles: vec![Grant {
            role: Role::Technician,
            department: None,
            from,
            until: None,
        }],
    };
    assert_eq!(desk.did(&[person(Role::Director)], command), Ok(()));
    teach(desk, other, &[Trade::Plumbing]);
    other
}

/// One service of the price list.
#[must_use]
pub fn price(code: &str, unit_price_fen: u64) -> PriceItem {
    PriceItem {
        code: code.to_owned(),
        name: "tap".to_owned(),
        trade: Some(Trade::Plumbing),
        unit: "piece".to_owned(),
        unit_price_fen,
    }
}

#[must_use]
pub fn import(effective_on: chrono::NaiveDate, items: Vec<PriceItem>) -> PriceListCommand {
    PriceListCommand::ImportPriceList {
        effective_on,
        items,
    }
}

/// The slip of a case, made by the property assistant.
///
/// # Errors
/// As [`Desk::did`].
pub fn make(desk: &mut Desk, case: CaseId, handover: Handover) -> Result<WorkOrderId, Rejection> {
    let work_order = WorkOrderId(desk.mint());
    let made = desk.complaint(case).work_orders.len();
    desk.did(
        &[person(Role::PropertyAssistant)],
        WorkOrderCommand::MakeWorkOrder {
            work_order,
            case,
            ordinal: u16::try_from(made).unwrap_or(u16::MAX) + 1,
            trade: Trade::Plumbing,
            handover,
        },
    )?;
    Ok(work_order)
}

/// The next step of a repair without incident, as its phase asks for it.
///
/// # Errors
/// As [`Desk::did`].
///
/// # Panics
/// When there is no next step.
pub fn next(desk: &mut Desk, work_order: WorkOrderId) -> Outcome {
    let order = desk.work_order(work_order);
    let technician = person(Role::Technician);
    let (who, command) = match order.phase {
        Phase::Made => (
            person(Role::EngineeringDept),
            WorkOrderCommand::ReceiveWorkOrder {
                work_order,
                late_reason: None,
            },
        ),
        Phase::Received => (
            person(Role::EngineeringDept),
            WorkOrderCommand::AssignTechnician {
                work_order,
                was: None,
                technician,
                reason: None,
            },
        ),
        Phase::Assigned | Phase::ConsentRefused | Phase::Paused => (
            technician,
            WorkOrderCommand::Arrive {
                work_order,
                purpose: "the tap".to_owned(),
            },
        ),
        Phase::Arrived => (
            technician,
            WorkOrderCommand::AskConsent {
                work_order,
                consent: Consent::Given,
            },
        ),
        Phase::LetIn => (
            technician,
            WorkOrderCommand::ConfirmItems {
                work_order,
                items: vec!["tap".to_owned()],
            },
        ),
        Phase::ItemsConfirmed => (technician, WorkOrderCommand::BeginWork { work_order }),
        Phase::Working => (
            technician,
            WorkOrderCommand::FinishWork {
                work_order,
                result: sealed("cleaned").digest,
            },
        ),
        Phase::Finished if order.charge.is_none() => (
            technician,
            WorkOrderCommand::SetCharge {
                work_order,
                lines: Vec::new(),
            },
        ),
        Phase::Finished => (
            technician,
            WorkOrderCommand::RecordTrial {
                work_order,
                way: TrialWay::TriedOut,
                outcome: TrialOutcome::Right,
            },
        ),
        Phase::FoundRight => (technician, sign(work_order, order.total_fen())),
        Phase::Completed | Phase::Withdrawn => panic!("{:?} has no next step", order.phase),
    };
    desk.did(&[who], command)
}

/// A signature under an amount.
#[must_use]
pub fn sign(work_order: WorkOrderId, amount_fen: u64) -> WorkOrderCommand {
    WorkOrderCommand::SignOff {
        work_order,
        signature: Digest::of(&[b"strokes"]),
        amount_fen,
    }
}

/// So much of a service, at its listed price.
#[must_use]
pub fn service(code: &str, thousandths: u64) -> ChargeEntry {
    ChargeEntry {
        code: code.to_owned(),
        quantity: Thousandths(thousandths),
        adjusted: None,
    }
}

/// A repair that stands at a phase.
///
/// # Panics
/// When it does not get there.
pub fn at(desk: &mut Desk, phase: Phase) -> (CaseId, WorkOrderId) {
    teach(desk, person(Role::Technician), &[Trade::Plumbing]);
    let Ok(case) = desk.register(request()) else {
        panic!("not registered");
    };
    let Ok(work_order) = make(desk, case, Handover::ToldToCollect) else {
        panic!("no slip");
    };
    go_on(desk, work_order, phase);
    (case, work_order)
}

/// Goes on step by step until the phase.
///
/// # Panics
/// When a step is refused.
pub fn go_on(desk: &mut Desk, work_order: WorkOrderId, phase: Phase) {
    while desk.work_order(work_order).phase != phase {
        assert_eq!(next(desk, work_order), Ok(()));
    }
}

/// The technician acts alone.
///
/// # Errors
/// As [`Desk::did`].
pub fn technician(desk: &mut Desk, command: WorkOrderCommand) -> Outcome {
    desk.did(&[person(Role::Technician)], command)
}

/// The clause of a refusal with this code.
///
/// # Panics
/// When it was taken, or refused for something else.
#[must_use]
pub fn clause_of(outcome: Outcome, code: &RejectionCode) -> Clause {
    match outcome {
        Ok(()) => panic!("taken"),
        Err(refused) => {
            assert_eq!(&refused.code, code);
            refused.clause
        }
    }
}

#[must_use]
pub fn beyond_authority(outcome: Outcome) -> Clause {
    clause_of(outcome, &RejectionCode::BeyondAuthority)
}

#[must_use]
pub fn out_of_order(outcome: Outcome, is: Phase) -> Clause {
    clause_of(outcome, &RejectionCode::OutOfOrder { is })
}

/// # Errors
/// Always: the refusal for a missing answer.
pub fn missing(field: Field, clause: Clause) -> Outcome {
    Err(Rejection::missing(field, clause))
}

/// # Errors
/// Always: the refusal for an answer that cannot be right.
pub fn invalid(field: Field, clause: Clause) -> Outcome {
    Err(Rejection::invalid(field, clause))
}

#[must_use]
pub fn finish(work_order: WorkOrderId) -> WorkOrderCommand {
    WorkOrderCommand::FinishWork {
        work_order,
        result: sealed("cleaned").digest,
    }
}

#[must_use]
pub fn receive(work_order: WorkOrderId, late_reason: Option<&str>) -> WorkOrderCommand {
    WorkOrderCommand::ReceiveWorkOrder {
        work_order,
        late_reason: late_reason.map(str::to_owned),
    }
}

/// Company material by the metre.
#[must_use]
pub fn metres(name: &str, quantity: u64, unit_price_fen: u64) -> MaterialEntry {
    MaterialEntry {
        name: name.to_owned(),
        quantity: Thousandths(quantity),
        unit: "m".to_owned(),
        unit_price_fen,
    }
}

/// A tap the occupant brought, checked.
#[must_use]
pub fn tap(check: MaterialCheck, remark: &str) -> CheckedMaterial {
    CheckedMaterial {
        name: "tap".to_owned(),
        check,
        remark: remark.to_owned(),
    }
}
