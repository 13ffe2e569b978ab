//! The values figures take.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{plus_days, plus_months};

/// A length of time as the texts give it: "within 3 days", "within 1 month".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Days(u32),
    Months(u32),
}

impl Span {
    /// The last day of the span that starts on `day`.
    #[must_use]
    pub fn from(self, day: NaiveDate) -> NaiveDate {
        match self {
            Span::Days(days) => plus_days(day, days),
            Span::Months(months) => plus_months(day, months),
        }
    }
}

/// A share in whole percent, at most 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Percent(u8);

/// More than the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} percent is more than the whole")]
pub struct PercentTooLarge(pub u32);

impl Percent {
    /// All of them.
    pub const WHOLE: Percent = Percent(100);

    /// # Errors
    /// [`PercentTooLarge`] above 100.
    pub fn new(percent: u32) -> Result<Self, PercentTooLarge> {
        match u8::try_from(percent) {
            Ok(small) if small <= 100 => Ok(Percent(small)),
            Ok(_) | Err(_) => Err(PercentTooLarge(percent)),
        }
    }

    /// For figures that stand in the source, where more than the whole cannot be written.
    pub(super) const fn built_in(percent: u8) -> Self {
        assert!(percent <= 100);
        Percent(percent)
    }

    #[must_use]
    pub fn get(self) -> u32 {
        u32::from(self.0)
    }
}

impl TryFrom<u32> for Percent {
    type Error = PercentTooLarge;

    fn try_from(percent: u32) -> Result<Self, Self::Error> {
        Percent::new(percent)
    }
}

impl From<Percent> for u32 {
    fn from(percent: Percent) -> Self {
        percent.get()
    }
}
