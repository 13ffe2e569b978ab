//! Violations in the simulated office: noticed by anybody, and taken up the ladder by several tablets at once.

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::event::violation::{Observation, ProofOfService, Proposal, ViolationOutcome};
use domain::follow_up::Severity;
use domain::head::ViolationHead;
use domain::id::{CaseId, Digest, Instant};
use domain::role::Role;
use domain::violation::{Item, Measure, Stage, ViolationCommand};
use fastrand::Rng;
use uuid::Uuid;

use crate::office::{SEATS, UTC_OFFSET_MINUTES, first, sealed, unit};

const ITEMS: [Item; 3] = [Item::Littering, Item::FireLaneBlocked, Item::NoiseMade];
/// Mostly the one that takes fewest signatures, so that many papers go out.
const MEASURES: [Measure; 6] = [
    Measure::RectificationOrder,
    Measure::RectificationOrder,
    Measure::RectificationOrder,
    Measure::Compensation,
    Measure::PublicCriticism,
    Measure::Litigation,
];

/// Something a person might do next about one of the violations they see, or a new one; and whose it is.
pub fn next(
    rng: &mut Rng,
    violations: &[(CaseId, &ViolationHead)],
    now: Instant,
) -> (Role, CommandBody) {
    let (role, command) = match violations.len() {
        0 => notice(rng),
        1 if rng.u8(..) < 60 => notice(rng),
        _ if rng.u8(..) < 5 => notice(rng),
        count => {
            let (case, head) = &violations[rng.usize(..count)];
            about(
                rng,
                *case,
                head,
                domain::command::day(now, UTC_OFFSET_MINUTES),
            )
        }
    };
    (role, CommandBody::Violation(command))
}

fn anybody(rng: &mut Rng) -> Role {
    SEATS[rng.usize(..SEATS.len())]
}

fn notice(rng: &mut Rng) -> (Role, ViolationCommand) {
    let (unit, unit_code) = unit(rng.u8(..5));
    let command = ViolationCommand::NoticeViolation {
        case: CaseId(Uuid::from_u128(rng.u128(..))),
        observation: Observation {
            unit,
            unit_code,
            occupant: sealed("shop").digest,
            item: ITEMS[rng.usize(..ITEMS.len())],
            seen: sealed("words").digest,
            debt: None,
            severity_proposed: None,
            photos: Vec::new(),
        },
        persuasion: rng.bool().then(|| sealed("words").digest),
        stopped: false,
    };
    (anybody(rng), command)
}

fn about(
    rng: &mut Rng,
    case: CaseId,
    head: &ViolationHead,
    today: NaiveDate,
) -> (Role, ViolationCommand) {
    let reason = || "for a reason".to_owned();
    if !head.severity_decided {
        let severity = Severity::General;
        let decide = ViolationCommand::DecideViolationSeverity {
            case,
            was: None,
            severity,
        };
        return (Role::SiteManager, decide);
    }
    let open: Vec<_> = head
        .dispositions
        .iter()
        .filter(|one| {
            !matches!(
                one.stage,
                Stage::CarriedOut | Stage::Declined | Stage::Withdrawn
            )
        })
        .collect();
    if !open.is_empty() && rng.u8(..) < 235 {
        let one = open[rng.usize(..open.len())];
        let disposition = one.id;
        return match one.stage {
            Stage::ToWeigh => (
                Role::SiteManager,
                ViolationCommand::WeighDisposition {
                    case,
                    disposition,
                    weighing: reason(),
                },
            ),
            Stage::ToDecide => (
                Role::CompanyExecutive,
                ViolationCommand::DecideForCompany {
                    case,
                    disposition,
                    approved: rng.u8(..) < 200,
                    decision: reason(),
                },
            ),
            Stage::ToSign if rng.u8(..) < 40 => (
                Role::Director,
                ViolationCommand::DeclineDisposition {
                    case,
                    disposition,
                    reason: reason(),
                },
            ),
            Stage::ToSign => (
                Role::Director,
                ViolationCommand::CountersignDisposition {
                    case,
                    disposition,
                    skip_reason: Some(reason()),
                },
            ),
            Stage::InEffect | Stage::CarriedOut | Stage::Declined | Stage::Withdrawn => (
                Role::SiteTeamLeader,
                ViolationCommand::CarryOutDisposition { case, disposition },
            ),
        };
    }
    let unserved = head
        .dispositions
        .iter()
        .find(|one| one.stage == Stage::CarriedOut && !one.served);
    match (unserved, rng.u8(..4)) {
        (Some(one), 0 | 1) => (
            Role::SiteTeamLeader,
            ViolationCommand::ServeNotice {
                case,
                disposition: one.id,
                on: today,
                paper: one.number.clone().unwrap_or_else(|| "to come".to_owned()),
                proof: ProofOfService::SignedFor {
                    by: sealed("shop").digest,
                    signature: Digest::of(&[b"strokes"]),
                },
            },
        ),
        (_, 2) if rng.u8(..) < 60 => (
            Role::SiteManager,
            ViolationCommand::CloseViolation {
                case,
                outcome: ViolationOutcome::Stopped,
                note: reason(),
            },
        ),
        _ => (
            Role::SiteManager,
            ViolationCommand::ProposeDisposition {
                case,
                proposal: Proposal {
                    measure: MEASURES[rng.usize(..MEASURES.len())],
                    opinion: reason(),
                    executors: vec![first(Role::SiteTeamLeader)],
                    last_day: Some(today),
                    amount_fen: Some(10_000),
                },
            },
        ),
    }
}
