//! The end: tried out or looked over, then signed for, or the refusal witnessed; completed only then (C11). From that
//! day the follow-up's window runs (M4(2)b).

use chrono::NaiveDate;

use super::command::TrialOutcome;
use super::step::{Facts, on_order, stands, technician};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::complaint::Obligation;
use crate::event::work_order::{TrialWay, Witness};
use crate::event::{ComplaintFact, Fact, FollowUpStep, NewFact, WorkOrderFact};
use crate::follow_up::{FollowUpKind, window};
use crate::id::Digest;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection};

pub(super) fn trial(
    order: &WorkOrder,
    way: TrialWay,
    outcome: &TrialOutcome,
    scene: &Scene<'_>,
) -> Facts {
    technician(order, Act::RecordTrial, scene)?;
    stands(order, &[Phase::Finished], Clause::C11)?;
    match outcome {
        TrialOutcome::Right => Ok(vec![WorkOrderFact::FoundRight { way }]),
        TrialOutcome::NotRight { words } if scene.text(*words).trim().is_empty() => {
            Err(Rejection::missing(Field::Finding, Clause::C11))
        }
        TrialOutcome::NotRight { words } => {
            Ok(vec![WorkOrderFact::FoundNotRight { way, words: *words }])
        }
    }
}

/// What is signed is what stands on the slip.
pub(super) fn sign_off(
    order: &WorkOrder,
    signature: Digest,
    amount_fen: u64,
    scene: &Scene<'_>,
) -> Ruling {
    technician(order, Act::SignOff, scene)?;
    stands(order, &[Phase::FoundRight], Clause::C11)?;
    let on = scene.happened_on()?;
    charged(order, amount_fen)?;
    if signature == Digest::ZERO {
        return Err(Rejection::missing(Field::Signature, Clause::C11));
    }
    let fact = WorkOrderFact::SignedOff {
        on,
        signature,
        amount_fen,
    };
    Ok(completed(order, fact, on, scene))
}

/// Who will not sign may not want to try it out either; somebody else saw that.
pub(super) fn refuse(
    order: &WorkOrder,
    witness: Witness,
    reason: &str,
    amount_fen: u64,
    scene: &Scene<'_>,
) -> Ruling {
    technician(order, Act::RefuseSignature, scene)?;
    stands(order, &[Phase::Finished, Phase::FoundRight], Clause::C11)?;
    let on = scene.happened_on()?;
    charged(order, amount_fen)?;
    match witness {
        Witness::Staff(person) => {
            scene.staff(person)?;
            if scene.command.conducted_by.contains(&person) {
                return Err(Rejection::invalid(Field::Witness, Clause::Ours));
            }
        }
        Witness::Named(name) if scene.text(name).trim().is_empty() => {
            return Err(Rejection::missing(Field::Witness, Clause::Ours));
        }
        Witness::Named(_) => {}
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    let fact = WorkOrderFact::SignatureRefused {
        on,
        witness,
        reason: reason.to_owned(),
        amount_fen,
    };
    Ok(completed(order, fact, on, scene))
}

/// The amount was said, be it nothing, and is the one on the slip (C10).
fn charged(order: &WorkOrder, amount_fen: u64) -> Result<(), Rejection> {
    if order.charge.is_none() {
        return Err(Rejection::missing(Field::Charge, Clause::C10));
    }
    if amount_fen != order.total_fen() {
        return Err(Rejection::invalid(Field::Charge, Clause::C10));
    }
    Ok(())
}

/// Completed: the case hears of it, and a follow-up can be owed. Whether it is, the sample says; one that is owed
/// because the order went on is owed whatever is drawn.
fn completed(
    order: &WorkOrder,
    fact: WorkOrderFact,
    on: NaiveDate,
    scene: &Scene<'_>,
) -> Vec<NewFact> {
    let policy = scene.policy_on(on);
    let round = order.last_round.saturating_add(1);
    let owed = FollowUpStep::Owed(Obligation {
        round,
        anchor: on,
        window: window(policy, FollowUpKind::Repair, None, on),
        policy: policy.version,
        // After one that was made; where the earlier ones lapsed with their signature this is the first.
        off_sample: !order.owed.is_empty(),
    });
    let mut facts = on_order(order, vec![fact, WorkOrderFact::FollowUp(owed)]);
    facts.push(NewFact {
        stream: order.slip.case.stream(),
        fact: Fact::Complaint(ComplaintFact::Repaired {
            work_order: order.id,
            on,
            technicians: order.worked.iter().copied().collect(),
        }),
    });
    facts
}
