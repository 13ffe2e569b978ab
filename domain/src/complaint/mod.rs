//! A complaint: registered → (handed up) → opened → dispatched → handled → closed out, followed up when its window is
//! open, complete or going on.

pub(crate) mod carry_over;
mod close_out;
pub mod command;
mod dispatch;
mod duplicate;
mod fold;
pub(crate) mod follow_up;
mod handle;
mod refer;
mod register;
pub(crate) mod rounds;
mod step;
mod step_back;
mod timeliness;
pub(crate) mod void;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::complaint::{
    AttemptFailure, Contents, FollowUp, GoesOn, Obligation, RequestKind,
};
use crate::event::{ComplaintFact, Erased};
use crate::follow_up::{Category, Channel, Grade, Severity};
use crate::id::{CaseId, CommandId, DepartmentId, Digest, Instant, PersonId, UnitId, WorkOrderId};
use crate::origin::Origin;

pub use step::decide;
pub use timeliness::{Timeliness, timeliness};

/// Where a case stands. The follow-up has its own standing beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Registered,
    HandedUp,
    Opened,
    Dispatched,
    Handled,
    ClosedOut,
}

/// How an obligation to follow up ended, or that it did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwedState {
    Owed,
    /// Followed up on this day, early, in time or late.
    Done {
        on: NaiveDate,
    },
    Unreachable,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub obligation: Obligation,
    pub state: OwedState,
    pub scheduled: Option<Schedule>,
    pub technician_sent: Option<PersonId>,
    pub attempts: Vec<Attempt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub people: Vec<PersonId>,
    pub on: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub command: CommandId,
    pub on: NaiveDate,
    pub channel: Channel,
    pub failure: AttemptFailure,
}

/// One follow-up made, with its texts read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpMade {
    pub command: CommandId,
    pub fact: FollowUp,
    pub shortcomings: String,
    pub suggestions: String,
    pub finding: String,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    /// Conductors who did not record it and have confirmed.
    pub confirmed_by: Vec<PersonId>,
    pub denied_by: Vec<PersonId>,
    /// Taken back with a reason: it counts for nothing and stays to be read.
    pub voided: bool,
}

/// 商户投诉处理联系单: what another department was asked to handle, and what it said (C1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    pub number: u16,
    pub department: DepartmentId,
    pub content: String,
    pub limit: Instant,
    pub at: Instant,
    pub answers: Vec<ReferralAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralAnswer {
    pub command: CommandId,
    pub by: PersonId,
    pub at: Instant,
    pub text: String,
}

/// Why nothing more is done on a case: it is another's double, or its registration was voided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetAside {
    DuplicateOf { case: CaseId },
    Voided,
}

/// One line of the timeline: who, when it happened, when it was entered and when the server received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub command: CommandId,
    pub index: u16,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    pub happened_at: Instant,
    pub entered_at: Instant,
    pub received_at: Option<Instant>,
    pub clock_doubtful: bool,
    pub pending: bool,
    /// Counts for nothing any more.
    pub voided: bool,
    pub origin: Origin,
    pub fact: ComplaintFact,
}

/// The fold of a complaint's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub case: CaseId,
    pub number: Option<String>,
    pub request: RequestKind,
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: String,
    pub content: String,
    pub phone: Option<String>,
    pub appointment: Option<Instant>,
    pub category: Category,
    pub department: Option<DepartmentId>,
    pub severity_proposed: Option<Severity>,
    pub severity: Option<Severity>,
    pub status: Status,
    pub registered_at: Instant,
    pub assignee: Option<PersonId>,
    pub limit: Option<Instant>,
    pub handled_on: Option<NaiveDate>,
    pub handled_at: Option<Instant>,
    pub result: String,
    pub closed_out_on: Option<NaiveDate>,
    pub photos: Vec<Digest>,
    pub owed: Vec<Owed>,
    pub follow_ups: Vec<FollowUpMade>,
    pub complete: bool,
    pub goes_on: Option<GoesOn>,
    pub referrals: Vec<Referral>,
    pub work_orders: Vec<WorkOrderId>,
    /// Of those, the ones completed or withdrawn.
    pub settled_work_orders: BTreeSet<WorkOrderId>,
    /// Who did the work of its work orders (G3.5.3).
    pub technicians: BTreeSet<PersonId>,
    pub set_aside: Option<SetAside>,
    /// Cases that turned out to be doubles of this one.
    pub duplicates: Vec<CaseId>,
    pub timeline: Vec<Entry>,
    /// What was erased of it, with the personal data of who left.
    pub erased: Vec<Erased>,
    /// The highest round that was ever owed: a lapsed one's number is not used again.
    pub(crate) last_round: u16,
    /// Where it stood before each step, for the counter-step.
    pub(crate) stood: Vec<Status>,
    /// Where it stood before a follow-up kept it going.
    pub(crate) before_going_on: Option<(Status, Option<NaiveDate>)>,
}

impl Complaint {
    /// The obligation that waits for somebody to go.
    #[must_use]
    pub fn owed_now(&self) -> Option<&Owed> {
        if self.set_aside.is_some() {
            return None;
        }
        self.owed
            .iter()
            .rev()
            .find(|owed| owed.state == OwedState::Owed)
    }

    /// Whether somebody is still to go for one of its slips, or one was signed for.
    pub(crate) fn slip_stands(&self) -> bool {
        let settled = |order| self.settled_work_orders.contains(order);
        !self.technicians.is_empty() || !self.work_orders.iter().all(settled)
    }

    /// Referrals nobody has answered yet.
    pub fn unanswered(&self) -> impl Iterator<Item = &Referral> {
        self.referrals
            .iter()
            .filter(|referral| referral.answers.is_empty())
    }

    /// Decided, else proposed, else general: an undecided case must not keep anybody from going.
    #[must_use]
    pub fn severity_for_follow_up(&self) -> Severity {
        self.severity
            .or(self.severity_proposed)
            .unwrap_or(Severity::General)
    }
}

impl Contents {
    /// Why the item goes on, if it does (G3.5.4): only the satisfaction grade and a problem left count.
    #[must_use]
    pub fn goes_on(&self, problem_left: bool) -> Option<GoesOn> {
        GoesOn::after(self.satisfaction, problem_left)
    }
}

impl GoesOn {
    /// The rule behind [`Contents::goes_on`], also for a form that is still being filled in.
    #[must_use]
    pub fn after(satisfaction: Option<Grade>, problem_left: bool) -> Option<Self> {
        if satisfaction == Some(Grade::Dissatisfied) {
            Some(GoesOn::Dissatisfied)
        } else if problem_left {
            Some(GoesOn::ProblemLeft)
        } else {
            None
        }
    }
}
