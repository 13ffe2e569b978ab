//! Facts of a complaint: the timeline that is its evidence.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::complaint::Status;
use crate::follow_up::{Category, Channel, Grade, ServiceArea, Severity, Window};
use crate::id::{CaseId, CommandId, DepartmentId, Digest, Instant, PersonId, UnitId, WorkOrderId};
use crate::personal::Personal;
use crate::policy::PolicyVersion;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintFact {
    Registered(Registration),
    /// At go-live, from the paper register: it was open there and goes on here.
    CarriedOver(Box<CarriedOver>),
    /// The paper number, given by the server on acceptance and never reused.
    NumberGiven {
        number: String,
    },
    /// Beyond the assistant's own duty: up to the PropertyManager (C0).
    HandedUp {
        reason: String,
    },
    Opened,
    Dispatched {
        department: DepartmentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignee: Option<PersonId>,
        limit: Instant,
    },
    SeverityDecided {
        severity: Severity,
    },
    DepartmentNamed {
        department: DepartmentId,
    },
    Handled {
        on: NaiveDate,
        result: Personal,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<Digest>,
    },
    ClosedOut {
        on: NaiveDate,
    },
    FollowUpOwed(Obligation),
    FollowUpScheduled {
        round: u16,
        people: Vec<PersonId>,
        on: NaiveDate,
    },
    /// The Dispatcher sends the technician who did the work (G3.5.3).
    TechnicianSent {
        round: u16,
        technician: PersonId,
    },
    FollowUpRecorded(Box<FollowUp>),
    FollowUpAttempted {
        round: u16,
        on: NaiveDate,
        channel: Channel,
        failure: AttemptFailure,
    },
    EndedUnreachable {
        round: u16,
        reason: String,
    },
    /// Followed up without a remaining problem: the item's record is complete (G3.5.4).
    Completed {
        round: u16,
    },
    /// Dissatisfied or a problem left: the item goes on and a new follow-up will be owed (G3.5.4).
    WentOn {
        round: u16,
        why: GoesOn,
    },
    ConductConfirmed {
        command: CommandId,
    },
    ConductDenied {
        command: CommandId,
        reason: String,
    },
    /// 商户投诉处理联系单: beyond the own department, to the one responsible, with a limit (C1).
    Referred {
        referral: u16,
        department: DepartmentId,
        content: Personal,
        limit: Instant,
    },
    /// What the department responsible says (C1).
    ReferralAnswered {
        referral: u16,
        answer: Personal,
    },
    /// A slip was made from this registration (C4).
    WorkOrderMade {
        work_order: WorkOrderId,
    },
    /// Nobody wants that slip's repair any more: the case waits for it no longer.
    WorkOrderWithdrawn {
        work_order: WorkOrderId,
    },
    /// The work order is completed: signed for, or its refusal witnessed (C11).
    Repaired {
        work_order: WorkOrderId,
        on: NaiveDate,
        technicians: Vec<PersonId>,
    },
    /// The signature on that work order was voided: its repair goes on, and so does the case.
    RepairReopened {
        work_order: WorkOrderId,
    },
    /// Taken down twice: what goes on, goes on there. Both timelines stay.
    DuplicateOf {
        case: CaseId,
    },
    /// The other side of [`ComplaintFact::DuplicateOf`].
    DuplicateJoined {
        case: CaseId,
    },
    /// The counter-step: they are two matters after all.
    DuplicateParted,
    DuplicateReleased {
        case: CaseId,
    },
    /// A counter-step: the case stands where it stood before its last step. What that step made owed lapses.
    SteppedBack {
        from: Status,
        to: Status,
        reason: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lapsed: Vec<u16>,
    },
    /// An entry counts for nothing any more; it stays to be read.
    EntryVoided {
        entry: CommandId,
        reason: String,
    },
}

/// What the register takes down: both in the same form (C2).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    #[default]
    Complaint,
    Repair,
}

impl RequestKind {
    #[must_use]
    pub fn is_complaint(&self) -> bool {
        *self == RequestKind::Complaint
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    #[serde(default, skip_serializing_if = "RequestKind::is_complaint")]
    pub request: RequestKind,
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: Personal,
    /// The complainant's words as said.
    pub content: Personal,
    /// Phone or appointment: one of the two (C3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Personal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Instant>,
    pub category: Category,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity_proposed: Option<Severity>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Digest>,
}

/// What the paper register says of a case that is still open when the office begins to work with this system.
///
/// The event's own time is when it was typed here; the paper's time stands in it, and deadlines and timeliness count
/// from that. It goes by its old number and takes none of the server's series. Only what was not yet handled is carried
/// over: a case that was would be owed a follow-up, and its month would then count the few that were carried over for
/// all that were handled, so what was handled on paper is followed up on paper. What is handled after go-live counts as
/// any other, against the limit that stood on the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedOver {
    pub old_number: String,
    pub registered_at: Instant,
    pub registration: Registration,
    pub stage: Stage,
}

/// How far the paper had come, before 处理完毕.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Registered,
    HandedUp,
    Opened,
    Dispatched {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignee: Option<PersonId>,
        limit: Instant,
    },
}

/// What is owed, until when, by which version of the rules; stamped once and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// 1 for the first follow-up of a case; each time it goes on, one more.
    pub round: u16,
    pub anchor: NaiveDate,
    pub window: Window,
    pub policy: PolicyVersion,
    /// Owed because the item went on: counts for coverage, not for a sample.
    pub off_sample: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    pub round: u16,
    pub on: NaiveDate,
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_reason: Option<String>,
    pub contents: Contents,
    /// A problem is left although they may be content with the rest.
    pub problem_left: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Digest>,
    /// Why there is no signature, when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsigned_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperEntry>,
    /// By which clause those who went were the right ones.
    pub right: Clause,
}

/// First written on paper, entered later: why, and a photo of the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperEntry {
    pub reason: String,
    pub photo: Digest,
}

/// What was asked: the five contents of M4(5) in a mall, area, grade and finding of S3.1 in an estate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Grade>,
    /// The only one that feeds the rates; absent when they would not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortcomings: Option<Personal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Personal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<ServiceArea>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Personal>,
}

/// Why an attempt came to nothing. It is recorded and is no follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptFailure {
    NobodyThere,
    Refused,
    MovedOut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoesOn {
    Dissatisfied,
    ProblemLeft,
}
