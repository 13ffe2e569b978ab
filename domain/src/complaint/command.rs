//! What a person does about a complaint.

use serde::{Deserialize, Serialize};

use super::Status;
use crate::command::Class;
use crate::event::complaint::{AttemptFailure, CarriedOver, Contents, PaperEntry, Registration};
use crate::follow_up::{Channel, Severity};
use crate::id::{CaseId, CommandId, DepartmentId, Digest, Instant, PersonId};
use crate::personal::Personal;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintCommand {
    Register {
        case: CaseId,
        registration: Registration,
    },
    /// At go-live: what is still open in the paper register, as it stands there.
    CarryOver {
        case: CaseId,
        carried: Box<CarriedOver>,
    },
    HandUp {
        case: CaseId,
        was: Status,
        reason: String,
    },
    Open {
        case: CaseId,
        was: Status,
    },
    Dispatch {
        case: CaseId,
        was: Status,
        department: DepartmentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignee: Option<PersonId>,
        limit: Instant,
    },
    DecideSeverity {
        case: CaseId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Severity>,
        severity: Severity,
    },
    NameDepartment {
        case: CaseId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<DepartmentId>,
        department: DepartmentId,
    },
    Handle {
        case: CaseId,
        was: Status,
        result: Personal,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<Digest>,
    },
    CloseOut {
        case: CaseId,
        was: Status,
    },
    ScheduleFollowUp {
        case: CaseId,
        round: u16,
        people: Vec<PersonId>,
        on: chrono::NaiveDate,
    },
    SendTechnician {
        case: CaseId,
        round: u16,
        technician: PersonId,
    },
    RecordFollowUp(Box<FollowUpEntry>),
    RecordAttempt {
        case: CaseId,
        round: u16,
        channel: Channel,
        failure: AttemptFailure,
    },
    EndUnreachable {
        case: CaseId,
        round: u16,
        reason: String,
    },
    ConfirmConduct {
        case: CaseId,
        command: CommandId,
    },
    DenyConduct {
        case: CaseId,
        command: CommandId,
        reason: String,
    },
    /// 商户投诉处理联系单; `referral` is its number on the case, from 1 (C1).
    Refer {
        case: CaseId,
        referral: u16,
        department: DepartmentId,
        content: Personal,
        limit: Instant,
    },
    AnswerReferral {
        case: CaseId,
        referral: u16,
        answer: Personal,
    },
    /// The counter-step of the last step.
    StepBack {
        case: CaseId,
        was: Status,
        reason: String,
    },
    /// The case was taken down twice; what goes on, goes on at `of`.
    JoinDuplicate {
        case: CaseId,
        of: CaseId,
    },
    PartDuplicate {
        case: CaseId,
    },
    /// Takes back what one command entered.
    VoidEntry {
        case: CaseId,
        entry: CommandId,
        reason: String,
    },
}

/// A follow-up as taken down; who went and when stand in the command around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpEntry {
    pub case: CaseId,
    pub round: u16,
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_reason: Option<String>,
    pub contents: Contents,
    pub problem_left: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsigned_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperEntry>,
}

impl ComplaintCommand {
    #[must_use]
    pub fn case(&self) -> CaseId {
        match self {
            ComplaintCommand::Register { case, .. }
            | ComplaintCommand::CarryOver { case, .. }
            | ComplaintCommand::HandUp { case, .. }
            | ComplaintCommand::Open { case, .. }
            | ComplaintCommand::Dispatch { case, .. }
            | ComplaintCommand::DecideSeverity { case, .. }
            | ComplaintCommand::NameDepartment { case, .. }
            | ComplaintCommand::Handle { case, .. }
            | ComplaintCommand::CloseOut { case, .. }
            | ComplaintCommand::ScheduleFollowUp { case, .. }
            | ComplaintCommand::SendTechnician { case, .. }
            | ComplaintCommand::RecordAttempt { case, .. }
            | ComplaintCommand::EndUnreachable { case, .. }
            | ComplaintCommand::ConfirmConduct { case, .. }
            | ComplaintCommand::DenyConduct { case, .. }
            | ComplaintCommand::Refer { case, .. }
            | ComplaintCommand::AnswerReferral { case, .. }
            | ComplaintCommand::StepBack { case, .. }
            | ComplaintCommand::JoinDuplicate { case, .. }
            | ComplaintCommand::PartDuplicate { case }
            | ComplaintCommand::VoidEntry { case, .. } => *case,
            ComplaintCommand::RecordFollowUp(entry) => entry.case,
        }
    }

    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            ComplaintCommand::Register { .. }
            | ComplaintCommand::RecordFollowUp(_)
            | ComplaintCommand::RecordAttempt { .. }
            | ComplaintCommand::ConfirmConduct { .. }
            | ComplaintCommand::DenyConduct { .. }
            | ComplaintCommand::AnswerReferral { .. } => Class::Fact,
            ComplaintCommand::HandUp { .. }
            | ComplaintCommand::Open { .. }
            | ComplaintCommand::Dispatch { .. }
            | ComplaintCommand::DecideSeverity { .. }
            | ComplaintCommand::NameDepartment { .. }
            | ComplaintCommand::Handle { .. }
            | ComplaintCommand::CloseOut { .. }
            | ComplaintCommand::Refer { .. }
            | ComplaintCommand::StepBack { .. } => Class::Guarded,
            ComplaintCommand::CarryOver { .. }
            | ComplaintCommand::ScheduleFollowUp { .. }
            | ComplaintCommand::SendTechnician { .. }
            | ComplaintCommand::EndUnreachable { .. }
            | ComplaintCommand::JoinDuplicate { .. }
            | ComplaintCommand::PartDuplicate { .. }
            | ComplaintCommand::VoidEntry { .. } => Class::Authority,
        }
    }
}
