//! What people do about repairs: the slip, and its steps in an order that not everybody keeps.

use domain::command::CommandBody;
use domain::event::work_order::{
    Handover, MaterialCheck, PhotoTime, Thousandths, Trade, TrialWay, Witness,
};
use domain::head::{ComplaintHead, WorkOrderHead};
use domain::id::{CaseId, CommandId, Digest, Instant, WorkOrderId};
use domain::role::Role;
use domain::work_order::Phase;
use domain::work_order::command::{
    CheckedMaterial, Consent, MaterialEntry, TrialOutcome, WorkOrderCommand,
};
use fastrand::Rng;
use uuid::Uuid;

use super::follow_up_entry;
use crate::office::{first, sealed};

/// Whose it is to do, and what.
type Deed = (Role, CommandBody);

/// A slip for a case they see; the ordinal is the one of their own tablet.
pub fn slip(rng: &mut Rng, case: CaseId, head: &ComplaintHead) -> Deed {
    let body = WorkOrderCommand::MakeWorkOrder {
        work_order: WorkOrderId(Uuid::from_u128(rng.u128(..))),
        case,
        ordinal: u16::try_from(head.work_orders.len()).unwrap_or(0) + 1,
        trade: Trade::Plumbing,
        handover: if rng.bool() {
            Handover::Delivered
        } else {
            Handover::ToldToCollect
        },
    };
    (Role::PropertyAssistant, body.into())
}

/// Something that might be done next about an order.
pub fn next(
    rng: &mut Rng,
    work_order: WorkOrderId,
    head: &WorkOrderHead,
    signed: Option<&CommandId>,
    now: Instant,
) -> Deed {
    let by = |role: Role, body: WorkOrderCommand| (role, body.into());
    let technician = |body: WorkOrderCommand| by(Role::Technician, body);
    let text = || "words".to_owned();
    match rng.u8(..48) {
        0 => {
            return by(
                Role::EngineeringDept,
                WorkOrderCommand::AssignTechnician {
                    work_order,
                    was: head.technician,
                    technician: first(Role::Technician),
                    reason: Some(text()),
                },
            );
        }
        1 => {
            return technician(WorkOrderCommand::GiveBack {
                work_order,
                was: first(Role::Technician),
                reason: text(),
            });
        }
        2 => return technician(incident(rng, work_order)),
        3 => {
            return by(
                Role::PropertyAssistant,
                WorkOrderCommand::WithdrawWorkOrder {
                    work_order,
                    was: head.phase,
                    reason: text(),
                },
            );
        }
        4..8 if head.phase == Phase::Made => {
            return by(Role::PropertyAssistant, switch(work_order, head.handover));
        }
        // Wrongly signed for: by the technician the same day, later by the manager, who is not always asked.
        4..12 => {
            if let Some(entry) = signed {
                let who = if rng.bool() {
                    Role::Technician
                } else {
                    Role::PropertyManager
                };
                let void = WorkOrderCommand::VoidSignOff {
                    work_order,
                    entry: *entry,
                    reason: text(),
                };
                return by(who, void);
            }
        }
        _ => {}
    }
    match head.phase {
        Phase::Made | Phase::Withdrawn => by(
            Role::EngineeringDept,
            WorkOrderCommand::ReceiveWorkOrder {
                work_order,
                late_reason: Some(text()),
            },
        ),
        Phase::Received => by(
            Role::EngineeringDept,
            WorkOrderCommand::AssignTechnician {
                work_order,
                was: head.technician,
                technician: first(Role::Technician),
                reason: None,
            },
        ),
        Phase::Assigned | Phase::ConsentRefused | Phase::Paused => {
            technician(WorkOrderCommand::Arrive {
                work_order,
                purpose: text(),
            })
        }
        Phase::Arrived => technician(WorkOrderCommand::AskConsent {
            work_order,
            consent: if rng.u8(..4) == 0 {
                Consent::Refused {
                    words: sealed("words").digest,
                    appointment: Some(Instant(now.0 + 86_400_000)),
                }
            } else {
                Consent::Given
            },
        }),
        Phase::LetIn => technician(WorkOrderCommand::ConfirmItems {
            work_order,
            items: vec![text()],
        }),
        Phase::ItemsConfirmed => technician(WorkOrderCommand::BeginWork { work_order }),
        Phase::Working if rng.bool() => technician(WorkOrderCommand::SetCharge {
            work_order,
            lines: Vec::new(),
        }),
        Phase::Working => technician(WorkOrderCommand::FinishWork {
            work_order,
            result: sealed("repaired").digest,
        }),
        Phase::Finished => technician(WorkOrderCommand::RecordTrial {
            work_order,
            way: TrialWay::TriedOut,
            outcome: if rng.u8(..4) == 0 {
                TrialOutcome::NotRight {
                    words: sealed("words").digest,
                }
            } else {
                TrialOutcome::Right
            },
        }),
        Phase::FoundRight => technician(signature(rng, work_order, head)),
        Phase::Completed => {
            let round = head.rounds.last().map_or(1, |round| round.round);
            by(
                Role::SiteTeamLeader,
                WorkOrderCommand::RecordFollowUp {
                    work_order,
                    entry: Box::new(follow_up_entry(rng, head.case, round)),
                },
            )
        }
    }
}

/// Collected after all, or delivered after all.
fn switch(work_order: WorkOrderId, was: Handover) -> WorkOrderCommand {
    WorkOrderCommand::SwitchHandover {
        work_order,
        was,
        handover: match was {
            Handover::Delivered => Handover::ToldToCollect,
            Handover::ToldToCollect | Handover::OnPaper => Handover::Delivered,
        },
    }
}

fn signature(rng: &mut Rng, work_order: WorkOrderId, head: &WorkOrderHead) -> WorkOrderCommand {
    if rng.bool() {
        WorkOrderCommand::SignOff {
            work_order,
            signature: Digest::of(&[b"strokes"]),
            amount_fen: head.total_fen,
        }
    } else {
        WorkOrderCommand::RefuseSignature {
            work_order,
            witness: Witness::Named(sealed("words").digest),
            reason: "too dear".to_owned(),
            amount_fen: head.total_fen,
        }
    }
}

/// What comes between the steps.
fn incident(rng: &mut Rng, work_order: WorkOrderId) -> WorkOrderCommand {
    match rng.u8(..5) {
        0 => WorkOrderCommand::AddCompanyMaterial {
            work_order,
            lines: vec![MaterialEntry {
                name: "tape".to_owned(),
                quantity: Thousandths(rng.u64(1..5_000)),
                unit: "m".to_owned(),
                unit_price_fen: rng.u64(..1_000),
            }],
        },
        1 => WorkOrderCommand::CheckOccupantMaterial {
            work_order,
            checks: vec![CheckedMaterial {
                name: "tap".to_owned(),
                check: MaterialCheck::Rejected,
                remark: "cracked".to_owned(),
            }],
        },
        2 => WorkOrderCommand::AddPhotos {
            work_order,
            when: PhotoTime::Before,
            photos: vec![Digest::of(&[b"photo"])],
        },
        3 => WorkOrderCommand::VoidEntry {
            work_order,
            entry: CommandId(Uuid::from_u128(rng.u128(..))),
            reason: "wrong".to_owned(),
        },
        _ => WorkOrderCommand::PauseWork {
            work_order,
            reason: "lunch".to_owned(),
            continue_at: None,
        },
    }
}
