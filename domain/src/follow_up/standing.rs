//! Where a follow-up stands on a day. Computed whenever asked, never stored: it changes at
//! midnight without anything happening.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Window;

/// Where a follow-up that is still owed stands. It stays doable in every standing: before the
/// window with a reason and marked too early, after it with a reason and recorded as late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    TooEarly,
    Open,
    DueToday,
    Late,
}

/// How a follow-up that was made stands: all three count for coverage, only `Done` as on time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoneStanding {
    DoneTooEarly,
    Done,
    DoneLate,
}

impl DoneStanding {
    /// Outside the window a reason is asked for.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        match self {
            DoneStanding::DoneTooEarly | DoneStanding::DoneLate => true,
            DoneStanding::Done => false,
        }
    }
}

/// The standing on `on` of a follow-up not yet made.
#[must_use]
pub fn standing(window: &Window, on: NaiveDate) -> Standing {
    if on < window.opens {
        Standing::TooEarly
    } else if on < window.closes {
        Standing::Open
    } else if on == window.closes {
        Standing::DueToday
    } else {
        Standing::Late
    }
}

/// The standing of a follow-up that happened on `on`, by the day it happened, not the day it was
/// entered.
#[must_use]
pub fn done_standing(window: &Window, on: NaiveDate) -> DoneStanding {
    if on < window.opens {
        DoneStanding::DoneTooEarly
    } else if on <= window.closes {
        DoneStanding::Done
    } else {
        DoneStanding::DoneLate
    }
}
