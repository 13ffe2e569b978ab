//! What may be done about a month's summary.

use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::command::Class;
use crate::event::summary::Point;
use crate::id::{CommandId, OfficeId, StreamId, SummaryId};
use crate::personal::Personal;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SummaryCommand {
    /// By the Dispatcher, from the first day of the next month on.
    SubmitSummary {
        month: Period,
        /// What was handed in before and is replaced by this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<CommandId>,
        analysis: Personal,
    },
    /// By the head of management, once: it seals the summary.
    RemarkOnSummary {
        month: Period,
        /// What was read.
        of: CommandId,
        remark: Personal,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        points: Vec<Point>,
    },
    /// By who is to do it, or by the head of management.
    FinishPoint {
        month: Period,
        /// Its place among the points, from 0.
        point: u16,
        result: Personal,
    },
}

impl SummaryCommand {
    #[must_use]
    pub const fn month(&self) -> Period {
        match self {
            SummaryCommand::SubmitSummary { month, .. }
            | SummaryCommand::RemarkOnSummary { month, .. }
            | SummaryCommand::FinishPoint { month, .. } => *month,
        }
    }

    #[must_use]
    pub fn summary(&self, office: OfficeId) -> SummaryId {
        SummaryId::of(office, self.month())
    }

    pub(crate) const fn class(&self) -> Class {
        match self {
            SummaryCommand::SubmitSummary { .. } => Class::Guarded,
            // Its seal closes the month.
            SummaryCommand::RemarkOnSummary { .. } => Class::Authority,
            SummaryCommand::FinishPoint { .. } => Class::Fact,
        }
    }

    /// Whether the server counts the month for it.
    pub(crate) const fn is_counted(&self) -> bool {
        !matches!(self, SummaryCommand::FinishPoint { .. })
    }

    pub(crate) fn reads(&self) -> Vec<StreamId> {
        match self {
            SummaryCommand::RemarkOnSummary { points, .. } => {
                points.iter().map(|point| point.person.stream()).collect()
            }
            _ => Vec::new(),
        }
    }
}
