//! What travels about the window.

use serde::{Deserialize, Serialize};

use super::Window;
use crate::calendar::Period;
use crate::head::HeadRow;
use crate::id::{Cursor, Instant, StreamId};
use crate::quota::{LastDay, Quota};
use crate::report::{MonthFigures, RepairFigures, TimelinessFigures};
use crate::satisfaction::SatisfactionRate;

/// Where a part of a first sync begins. Streams come by how long they live: the open ones, then by their last event,
/// the latest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartKey {
    pub until: Cursor,
    pub stream: StreamId,
}

/// `POST /api/streams`: these, whole up to `at`. A stream the log has not up to there is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamsRequest {
    pub streams: Vec<StreamId>,
    pub at: Cursor,
}

/// `GET /api/window`: where each month begins from which a tablet may hold, the earliest first; the last is the one it
/// should. Empty while the office is younger than that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowReply {
    pub starts: Vec<Window>,
    pub server_time: Instant,
}

/// `GET /api/older?unit=…`, `?number=…` or `?month=…`: what is found, with what stays with it, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OlderReply {
    pub heads: Vec<HeadRow>,
    /// There are more than one answer has room for.
    pub more: bool,
}

/// `GET /api/figures?month=…`: a month as the board shows it, over everything there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresReply {
    pub month: Period,
    /// `None` where no procedure was in force on its first day.
    pub figures: Option<Figures>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub complaints: Counted,
    /// Households favourable, and households asked.
    pub favourable: u64,
    pub asked: u64,
    pub repairs: Counted,
    pub delivered_late: u64,
    /// Complaints handled within their limit, and of how many.
    pub timely: u64,
    pub with_limit: u64,
}

/// A quota, as it travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub base: u64,
    pub done: u64,
    pub required: Option<u64>,
    pub missing: Option<u64>,
    pub last_day: Option<chrono::NaiveDate>,
    /// Missing, and nothing left that could be done.
    pub gone: bool,
}

impl Figures {
    #[must_use]
    pub fn of(
        complaints: &MonthFigures,
        repairs: &RepairFigures,
        timeliness: &TimelinessFigures,
    ) -> Self {
        Figures {
            complaints: Counted::of(complaints.coverage),
            favourable: complaints.satisfaction.favourable,
            asked: complaints.satisfaction.base,
            repairs: Counted::of(repairs.coverage),
            delivered_late: repairs.delivered_late.len() as u64,
            timely: timeliness.timely.len() as u64,
            with_limit: timeliness.base(),
        }
    }

    #[must_use]
    pub fn satisfaction(&self) -> SatisfactionRate {
        SatisfactionRate {
            favourable: self.favourable,
            base: self.asked,
        }
    }
}

impl Counted {
    fn of(quota: Quota) -> Self {
        Counted {
            base: quota.base,
            done: quota.done,
            required: quota.required,
            missing: quota.missing,
            last_day: match quota.last_day {
                LastDay::On(day) => Some(day),
                LastDay::NotNeeded | LastDay::Gone => None,
            },
            gone: quota.last_day == LastDay::Gone,
        }
    }

    #[must_use]
    pub fn quota(&self) -> Quota {
        Quota {
            base: self.base,
            done: self.done,
            required: self.required,
            missing: self.missing,
            last_day: match (self.last_day, self.gone) {
                (Some(day), _) => LastDay::On(day),
                (None, true) => LastDay::Gone,
                (None, false) => LastDay::NotNeeded,
            },
        }
    }
}
