//! What a person does about a violation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::measure::Measure;
use crate::command::Class;
use crate::event::violation::{Arrears, Observation, ProofOfService, Proposal, ViolationOutcome};
use crate::follow_up::Severity;
use crate::id::{CaseId, CommandId, Digest, PersonId, StreamId};
use crate::personal::Personal;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViolationCommand {
    NoticeViolation {
        case: CaseId,
        observation: Observation,
        /// What was said at once to persuade; absent when nobody was there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        persuasion: Option<Personal>,
        /// They stopped at once.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        stopped: bool,
    },
    Persuade {
        case: CaseId,
        words: Personal,
        stopped: bool,
    },
    DecideViolationSeverity {
        case: CaseId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Severity>,
        severity: Severity,
    },
    SendTeamLeader {
        case: CaseId,
        person: PersonId,
    },
    ReferRenovation {
        case: CaseId,
        reference: String,
    },
    StateArrears {
        case: CaseId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Arrears>,
        arrears: Arrears,
    },
    ClaimSpecialReason {
        case: CaseId,
        reason: Personal,
    },
    JudgeSpecialReason {
        case: CaseId,
        accepted: bool,
        reason: String,
    },
    ProposeDisposition {
        case: CaseId,
        proposal: Proposal,
    },
    WeighDisposition {
        case: CaseId,
        disposition: CommandId,
        weighing: String,
    },
    CountersignDisposition {
        case: CaseId,
        disposition: CommandId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skip_reason: Option<String>,
    },
    DeclineDisposition {
        case: CaseId,
        disposition: CommandId,
        reason: String,
    },
    DecideForCompany {
        case: CaseId,
        disposition: CommandId,
        approved: bool,
        decision: String,
    },
    MarkNotApplicable {
        case: CaseId,
        measure: Measure,
        reason: String,
    },
    CarryOutDisposition {
        case: CaseId,
        disposition: CommandId,
    },
    ServeNotice {
        case: CaseId,
        disposition: CommandId,
        on: NaiveDate,
        /// What stood on the paper where its number belongs.
        paper: String,
        proof: ProofOfService,
    },
    SettleStanding {
        case: CaseId,
        disposition: CommandId,
        decision: String,
    },
    RecordCompliance {
        case: CaseId,
        disposition: CommandId,
        complied: bool,
        note: String,
    },
    RecheckRectification {
        case: CaseId,
        disposition: CommandId,
        rectified: bool,
        note: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<Digest>,
    },
    RecordReconciliation {
        case: CaseId,
        disposition: CommandId,
        words: Personal,
    },
    CloseViolation {
        case: CaseId,
        outcome: ViolationOutcome,
        note: String,
    },
    WithdrawProposal {
        case: CaseId,
        disposition: CommandId,
        reason: String,
    },
    ReopenViolation {
        case: CaseId,
        was: ViolationOutcome,
        reason: String,
    },
    JoinViolation {
        case: CaseId,
        of: CaseId,
    },
    PartViolation {
        case: CaseId,
    },
    VoidEntry {
        case: CaseId,
        entry: CommandId,
        reason: String,
    },
    /// By somebody an entry names who did not type it, or in whose name it was brought in.
    ConfirmConduct {
        case: CaseId,
        command: CommandId,
    },
    DenyConduct {
        case: CaseId,
        command: CommandId,
        reason: String,
    },
}

impl ViolationCommand {
    #[must_use]
    pub fn case(&self) -> CaseId {
        match self {
            ViolationCommand::NoticeViolation { case, .. }
            | ViolationCommand::Persuade { case, .. }
            | ViolationCommand::DecideViolationSeverity { case, .. }
            | ViolationCommand::SendTeamLeader { case, .. }
            | ViolationCommand::ReferRenovation { case, .. }
            | ViolationCommand::StateArrears { case, .. }
            | ViolationCommand::ClaimSpecialReason { case, .. }
            | ViolationCommand::JudgeSpecialReason { case, .. }
            | ViolationCommand::ProposeDisposition { case, .. }
            | ViolationCommand::WeighDisposition { case, .. }
            | ViolationCommand::CountersignDisposition { case, .. }
            | ViolationCommand::DeclineDisposition { case, .. }
            | ViolationCommand::DecideForCompany { case, .. }
            | ViolationCommand::MarkNotApplicable { case, .. }
            | ViolationCommand::CarryOutDisposition { case, .. }
            | ViolationCommand::ServeNotice { case, .. }
            | ViolationCommand::SettleStanding { case, .. }
            | ViolationCommand::RecordCompliance { case, .. }
            | ViolationCommand::RecheckRectification { case, .. }
            | ViolationCommand::RecordReconciliation { case, .. }
            | ViolationCommand::CloseViolation { case, .. }
            | ViolationCommand::WithdrawProposal { case, .. }
            | ViolationCommand::ReopenViolation { case, .. }
            | ViolationCommand::JoinViolation { case, .. }
            | ViolationCommand::PartViolation { case }
            | ViolationCommand::VoidEntry { case, .. }
            | ViolationCommand::ConfirmConduct { case, .. }
            | ViolationCommand::DenyConduct { case, .. } => *case,
        }
    }

    /// What was seen, said, served or checked has happened; a signature and all that leans on one is judged at the
    /// head, so that two tablets never bring out the same measure or number twice.
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            ViolationCommand::NoticeViolation { .. }
            | ViolationCommand::Persuade { .. }
            | ViolationCommand::ClaimSpecialReason { .. }
            | ViolationCommand::ServeNotice { .. }
            | ViolationCommand::ConfirmConduct { .. }
            | ViolationCommand::DenyConduct { .. }
            | ViolationCommand::RecordReconciliation { .. } => Class::Fact,
            ViolationCommand::DecideViolationSeverity { .. }
            | ViolationCommand::StateArrears { .. }
            | ViolationCommand::ReferRenovation { .. }
            | ViolationCommand::RecordCompliance { .. }
            | ViolationCommand::RecheckRectification { .. }
            | ViolationCommand::CloseViolation { .. }
            | ViolationCommand::ReopenViolation { .. } => Class::Guarded,
            ViolationCommand::SendTeamLeader { .. }
            | ViolationCommand::JudgeSpecialReason { .. }
            | ViolationCommand::ProposeDisposition { .. }
            | ViolationCommand::WeighDisposition { .. }
            | ViolationCommand::CountersignDisposition { .. }
            | ViolationCommand::DeclineDisposition { .. }
            | ViolationCommand::DecideForCompany { .. }
            | ViolationCommand::MarkNotApplicable { .. }
            | ViolationCommand::CarryOutDisposition { .. }
            | ViolationCommand::SettleStanding { .. }
            | ViolationCommand::WithdrawProposal { .. }
            | ViolationCommand::JoinViolation { .. }
            | ViolationCommand::PartViolation { .. }
            | ViolationCommand::VoidEntry { .. } => Class::Authority,
        }
    }

    /// The streams it names beside its own.
    pub(crate) fn reads(&self) -> Vec<StreamId> {
        match self {
            ViolationCommand::NoticeViolation { observation, .. } => {
                vec![observation.unit.stream()]
            }
            ViolationCommand::SendTeamLeader { person, .. } => vec![person.stream()],
            ViolationCommand::JoinViolation { of, .. } => vec![of.stream()],
            ViolationCommand::ProposeDisposition { proposal, .. } => {
                let people = proposal.executors.iter();
                people.map(|person| person.stream()).collect()
            }
            _ => Vec::new(),
        }
    }
}
