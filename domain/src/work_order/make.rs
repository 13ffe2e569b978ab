//! The slip: made from a registration, handed to Engineering within its minutes, or not wanted any more (C4).

use super::step::{Facts, on_order, stands};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::work_order::{Handover, Slip, Trade};
use crate::event::{ComplaintFact, Fact, NewFact, WorkOrderFact};
use crate::id::{CaseId, Instant, WorkOrderId};
use crate::policy::Policy;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing, Value};

const MINUTE_MILLIS: i64 = 60_000;

/// The clock starts at registration (our reading), so the limit is stamped from there. Where Engineering is told to
/// collect, the text gives no minutes.
pub(super) fn make(
    id: WorkOrderId,
    case: CaseId,
    ordinal: u16,
    trade: Trade,
    handover: Handover,
    scene: &Scene<'_>,
) -> Ruling {
    let complaint = scene.complaint(case);
    scene.authorise(
        Act::MakeWorkOrder,
        complaint.and_then(|case| case.department),
    )?;
    let complaint = complaint.ok_or_else(|| Rejection::unknown(Thing::Case))?;
    if complaint.set_aside.is_some() {
        return Err(Rejection::new(RejectionCode::SetAside, Clause::C4));
    }
    if handover == Handover::OnPaper {
        // A slip made here is handed over here.
        return Err(Rejection::invalid(Field::Entry, Clause::C4));
    }
    if scene.work_order(id).is_some() {
        return Err(Rejection::new(RejectionCode::AlreadyExists, Clause::C4));
    }
    let made = u16::try_from(complaint.work_orders.len()).unwrap_or(u16::MAX);
    if ordinal != made.saturating_add(1) {
        // Somebody made a slip meanwhile: a person says whether a second one is wanted.
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Count(ordinal.saturating_sub(1)),
                mine: Value::Count(ordinal),
                theirs: Value::Count(made),
            },
            Clause::C4,
        ));
    }
    let registered_at = complaint.registered_at;
    let limit = limit(registered_at, scene.policy);
    let slip = Slip {
        case,
        ordinal,
        unit: complaint.unit,
        unit_code: complaint.unit_code.clone(),
        trade,
        handover,
        registered_at,
        limit: (handover == Handover::Delivered).then_some(limit),
        policy: scene.policy.version,
    };
    Ok(vec![
        NewFact {
            stream: id.stream(),
            fact: Fact::WorkOrder(WorkOrderFact::Made(slip)),
        },
        NewFact {
            stream: case.stream(),
            fact: Fact::Complaint(ComplaintFact::WorkOrderMade { work_order: id }),
        },
    ])
}

/// Until when a slip that is delivered must reach Engineering.
fn limit(registered_at: Instant, policy: &Policy) -> Instant {
    let minutes = i64::from(policy.figures.delivery_minutes);
    Instant(registered_at.0.saturating_add(minutes * MINUTE_MILLIS))
}

/// Until Engineering has it. The minutes run from the registration by the version the slip was stamped with, whenever
/// it is switched; and a limit that passed while it stood to be delivered is not switched away: judged by when the
/// switch was entered, which nobody can date back.
pub(super) fn switch(
    order: &WorkOrder,
    was: Handover,
    handover: Handover,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::SwitchHandover, None)?;
    let is = order.slip.handover;
    if is == handover {
        return Ok(Vec::new());
    }
    if is != was {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Handover(was),
                mine: Value::Handover(handover),
                theirs: Value::Handover(is),
            },
            Clause::C4,
        ));
    }
    stands(order, &[Phase::Made], Clause::C4)?;
    if is == Handover::OnPaper || handover == Handover::OnPaper {
        // Its minutes were counted by nobody, or are counted here.
        return Err(Rejection::invalid(Field::Entry, Clause::C4));
    }
    let stamped = scene
        .office
        .policies
        .iter()
        .find(|policy| policy.version == order.slip.policy)
        .unwrap_or(scene.policy);
    let entered_at = scene.command.moment.entered_at();
    let limit = match handover {
        Handover::Delivered => Some(limit(order.slip.registered_at, stamped)),
        Handover::ToldToCollect | Handover::OnPaper => {
            order.slip.limit.filter(|limit| *limit < entered_at)
        }
    };
    Ok(vec![WorkOrderFact::HandoverSwitched { handover, limit }])
}

/// Stops the clock; a late one says why.
pub(super) fn receive(order: &WorkOrder, late_reason: Option<&str>, scene: &Scene<'_>) -> Facts {
    scene.authorise(Act::ReceiveWorkOrder, None)?;
    if order.received_at.is_some() {
        return Ok(Vec::new());
    }
    stands(order, &[Phase::Made], Clause::C4)?;
    scene.happened_on()?;
    let at = scene.command.moment.happened_at;
    let late = order.delivery(at).is_late();
    let reason = late_reason.filter(|reason| !reason.trim().is_empty());
    if late && reason.is_none() {
        return Err(Rejection::missing(Field::LateReason, Clause::C4));
    }
    Ok(vec![WorkOrderFact::Received {
        late_reason: reason.filter(|_| late).map(str::to_owned),
    }])
}

pub(super) fn withdraw(order: &WorkOrder, was: Phase, reason: &str, scene: &Scene<'_>) -> Ruling {
    scene.authorise(Act::WithdrawWorkOrder, None)?;
    if order.phase == Phase::Withdrawn {
        return Ok(Vec::new());
    }
    if order.phase != was {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Phase(was),
                mine: Value::Phase(Phase::Withdrawn),
                theirs: Value::Phase(order.phase),
            },
            Clause::Ours,
        ));
    }
    if order.phase == Phase::Completed {
        let is = order.phase;
        return Err(Rejection::new(
            RejectionCode::OutOfOrder { is },
            Clause::Ours,
        ));
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    let withdrawn = WorkOrderFact::Withdrawn {
        reason: reason.to_owned(),
    };
    let mut facts = on_order(order, vec![withdrawn]);
    facts.push(NewFact {
        stream: order.slip.case.stream(),
        fact: Fact::Complaint(ComplaintFact::WorkOrderWithdrawn {
            work_order: order.id,
        }),
    });
    Ok(facts)
}
