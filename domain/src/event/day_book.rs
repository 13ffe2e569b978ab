//! Facts of a day's book: what somebody wrote in by hand, and took back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::day_book::BookName;
use crate::id::CommandId;
use crate::personal::Personal;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayBookFact {
    Written {
        book: BookName,
        day: NaiveDate,
        words: Personal,
    },
    /// What was written counts for nothing any more; it stays to be read.
    Voided { entry: CommandId, reason: String },
}
