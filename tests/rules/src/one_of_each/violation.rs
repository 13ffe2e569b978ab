//! A violation.

use domain::event::violation::{Arrears, Observation, ProofOfService, Proposal, ViolationOutcome};
use domain::follow_up::Severity;
use domain::id::Digest;
use domain::violation::{Item, Measure, PerMille, ViolationCommand};

use super::{Standing, text};

/// A violation as somebody sees it.
#[must_use]
pub fn observation(of: &Standing) -> Observation {
    Observation {
        unit: of.unit,
        unit_code: "A-101".to_owned(),
        occupant: of.words,
        item: Item::Littering,
        seen: of.words,
        debt: None,
        severity_proposed: None,
        photos: Vec::new(),
    }
}

pub(super) fn of_violation(of: &Standing) -> Vec<ViolationCommand> {
    let case = of.violation;
    let disposition = of.disposition;
    let today = of.today;
    let rate: PerMille = "3.00".parse().unwrap_or_else(|error| panic!("{error}"));
    vec![
        ViolationCommand::NoticeViolation {
            case: of.fresh_case,
            observation: observation(of),
            persuasion: None,
            stopped: false,
        },
        ViolationCommand::Persuade {
            case,
            words: of.words,
            stopped: true,
        },
        ViolationCommand::DecideViolationSeverity {
            case,
            was: None,
            severity: Severity::Major,
        },
        ViolationCommand::SendTeamLeader {
            case,
            person: of.technician,
        },
        ViolationCommand::ReferRenovation {
            case,
            reference: text(),
        },
        ViolationCommand::StateArrears {
            case,
            was: None,
            arrears: Arrears {
                principal_fen: 1_000_000,
                per_mille: rate,
                last_day: today,
                contract: text(),
            },
        },
        ViolationCommand::ClaimSpecialReason {
            case,
            reason: of.words,
        },
        ViolationCommand::JudgeSpecialReason {
            case,
            accepted: true,
            reason: text(),
        },
        ViolationCommand::ProposeDisposition {
            case,
            proposal: Proposal {
                measure: Measure::DemandNotice,
                opinion: text(),
                executors: vec![of.technician],
                last_day: Some(today),
                amount_fen: None,
            },
        },
        ViolationCommand::WeighDisposition {
            case,
            disposition,
            weighing: text(),
        },
        ViolationCommand::CountersignDisposition {
            case,
            disposition,
            skip_reason: None,
        },
        ViolationCommand::DeclineDisposition {
            case,
            disposition,
            reason: text(),
        },
        ViolationCommand::DecideForCompany {
            case,
            disposition,
            approved: true,
            decision: text(),
        },
        ViolationCommand::MarkNotApplicable {
            case,
            measure: Measure::Compensation,
            reason: text(),
        },
        ViolationCommand::CarryOutDisposition { case, disposition },
        ViolationCommand::ServeNotice {
            case,
            disposition,
            on: today,
            paper: text(),
            proof: ProofOfService::SignedFor {
                by: of.words,
                signature: Digest::of(&[b"strokes"]),
            },
        },
        ViolationCommand::SettleStanding {
            case,
            disposition,
            decision: text(),
        },
        ViolationCommand::RecordCompliance {
            case,
            disposition,
            complied: true,
            note: text(),
        },
        ViolationCommand::RecheckRectification {
            case,
            disposition,
            rectified: true,
            note: text(),
            photos: Vec::new(),
        },
        ViolationCommand::RecordReconciliation {
            case,
            disposition,
            words: of.words,
        },
        ViolationCommand::CloseViolation {
            case,
            outcome: ViolationOutcome::Stopped,
            note: text(),
        },
        ViolationCommand::WithdrawProposal {
            case,
            disposition,
            reason: text(),
        },
        ViolationCommand::ReopenViolation {
            case,
            was: ViolationOutcome::Stopped,
            reason: text(),
        },
        ViolationCommand::JoinViolation {
            case,
            of: of.fresh_case,
        },
        ViolationCommand::PartViolation { case },
    ]
}
