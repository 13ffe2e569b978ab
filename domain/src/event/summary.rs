//! Facts of a month's summary of complaint follow-ups (投诉调度记录月总结表): handed in, remarked on and sealed, followed
//! through.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::follow_up::Category;
use crate::id::{CaseId, CommandId, Cursor, DepartmentId, Instant, PersonId};
use crate::personal::Personal;
use crate::policy::PolicyVersion;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SummaryFact {
    /// Summed up by the Dispatcher (G3.5.5); handed in anew, it replaces what was handed in before.
    Submitted {
        month: Period,
        analysis: Personal,
        /// As the server counted them; a tablet has none of its own to write.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        figures: Option<Box<SummaryFigures>>,
    },
    /// Remarked on by the head of management, and archived with these figures (S3.3.2d).
    Sealed {
        month: Period,
        /// What was handed in and read.
        of: CommandId,
        remark: Personal,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        points: Vec<Point>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        figures: Option<Box<SummaryFigures>>,
    },
    /// A point of the remark was followed through, with this result (G3.5.5).
    PointFinished { point: u16, result: Personal },
}

/// What the remark wants done, by whom and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    pub measure: Personal,
    pub person: PersonId,
    pub until: NaiveDate,
}

/// A month's figures as they stood at one place of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryFigures {
    /// The last event they rest on.
    pub at: Cursor,
    /// When they were counted: a limit passes by the clock, not by an event.
    pub counted_at: Instant,
    /// The version of the counting; see [`crate::report::ENGINE`].
    pub engine: u16,
    /// The procedure in force on the first day of the month.
    pub policy: PolicyVersion,
    pub registered: u64,
    pub handled: u64,
    pub closed_out: u64,
    /// 及时率: handled within the limit, of what was handled or let its limit pass.
    pub timeliness: Share,
    /// 合格率: followed up without a problem left, of what was followed up.
    pub passed: Share,
    /// 投诉处理满意率, by household (S3.1.3c).
    pub satisfaction: Share,
    pub coverage: CoverageCounted,
    /// The follow-ups of the month, each once.
    pub follow_ups: Vec<FollowUpCounted>,
    /// Follow-ups of the month's cases nobody has made yet, by their last day.
    pub waiting: Vec<WaitingFollowUp>,
    /// 存在问题: what is not over.
    pub open_problems: Vec<OpenProblem>,
}

/// So many of so many; never a rounded number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub part: u64,
    pub base: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageCounted {
    pub base: u64,
    pub done: u64,
    pub required: u64,
    pub missing: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FollowUpCounted {
    pub case: CaseId,
    pub command: CommandId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WaitingFollowUp {
    /// The last day of its window.
    pub closes: NaiveDate,
    pub case: CaseId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenProblem {
    pub category: Category,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    pub why: ProblemKind,
    pub case: CaseId,
}

/// Why a case is an open problem; the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Goes on because the occupant is dissatisfied.
    Dissatisfied,
    /// Goes on because a problem was left.
    ProblemLeft,
    NotClosedOut,
}
