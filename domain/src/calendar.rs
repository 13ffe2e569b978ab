//! Day arithmetic. Every window of the procedures counts calendar days where the office is, so an
//! instant becomes a day exactly once, here, with the office's offset given.

use std::fmt;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::Instant;

/// The day on the office's wall when `instant` happened, `offset_minutes` east of UTC
/// (China is 480).
#[must_use]
pub fn day_of(instant: DateTime<Utc>, offset_minutes: i32) -> NaiveDate {
    instant
        .naive_utc()
        .checked_add_signed(TimeDelta::minutes(i64::from(offset_minutes)))
        .unwrap_or_else(|| instant.naive_utc())
        .date()
}

/// The last millisecond of a day on the office's wall.
#[must_use]
pub fn last_instant(day: NaiveDate, offset_minutes: i32) -> Instant {
    let midnight = plus_days(day, 1).and_time(chrono::NaiveTime::MIN).and_utc();
    let offset = i64::from(offset_minutes).saturating_mul(60_000);
    Instant(
        midnight
            .timestamp_millis()
            .saturating_sub(offset)
            .saturating_sub(1),
    )
}

/// `day` plus `days` calendar days; stays at the calendar's end instead of failing.
#[must_use]
pub fn plus_days(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// `day` plus calendar months, clamped to the last day of a shorter month (31 January plus one
/// month is 28 or 29 February).
#[must_use]
pub fn plus_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// How long a [`Period`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodLength {
    Month,
    Quarter,
    Year,
}

impl PeriodLength {
    const fn months(self) -> u32 {
        match self {
            PeriodLength::Month => 1,
            PeriodLength::Quarter => 3,
            PeriodLength::Year => 12,
        }
    }
}

/// A month, quarter or year that figures are counted over. Written `2026-11`, `2026-Q4`, `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: NaiveDate,
    length: PeriodLength,
}

/// A text that names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no period")]
pub struct UnknownPeriod(pub String);

impl Period {
    /// The period of that length which `day` falls in.
    #[must_use]
    pub fn containing(day: NaiveDate, length: PeriodLength) -> Self {
        let first_month = day.month0() - day.month0() % length.months();
        let first = day
            .with_day(1)
            .and_then(|first| first.with_month0(first_month))
            .unwrap_or(day);
        Self { first, length }
    }

    /// The month `day` falls in.
    #[must_use]
    pub fn month_of(day: NaiveDate) -> Self {
        Self::containing(day, PeriodLength::Month)
    }

    /// The quarter `day` falls in.
    #[must_use]
    pub fn quarter_of(day: NaiveDate) -> Self {
        Self::containing(day, PeriodLength::Quarter)
    }

    /// The year `day` falls in.
    #[must_use]
    pub fn year_of(day: NaiveDate) -> Self {
        Self::containing(day, PeriodLength::Year)
    }

    #[must_use]
    pub const fn length(self) -> PeriodLength {
        self.length
    }

    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first
    }

    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        plus_months(self.first, self.length.months())
            .pred_opt()
            .unwrap_or(NaiveDate::MAX)
    }

    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last_day()
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self::containing(plus_months(self.first, self.length.months()), self.length)
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self::containing(self.first.pred_opt().unwrap_or(NaiveDate::MIN), self.length)
    }

    /// Reads what [`Period`]'s display writes.
    ///
    /// # Errors
    /// [`UnknownPeriod`] for anything else.
    pub fn parse(text: &str) -> Result<Self, UnknownPeriod> {
        let unknown = || UnknownPeriod(text.to_owned());
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let year: i32 = year.parse().map_err(|_| unknown())?;
        let number = |digits: &str| digits.parse::<u32>().map_err(|_| unknown());
        let (month, length) = match rest {
            None => (1, PeriodLength::Year),
            Some(rest) => match rest.strip_prefix('Q') {
                Some(quarter) => match number(quarter)? {
                    quarter @ 1..=4 => (quarter * 3 - 2, PeriodLength::Quarter),
                    _ => return Err(unknown()),
                },
                None => (number(rest)?, PeriodLength::Month),
            },
        };
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or_else(unknown)?;
        let period = Self { first, length };
        // One spelling per period: it is a key of streams and samples.
        if period.to_string() == text {
            Ok(period)
        } else {
            Err(unknown())
        }
    }
}

impl std::str::FromStr for Period {
    type Err = UnknownPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.length {
            PeriodLength::Month => write!(formatter, "{year:04}-{:02}", self.first.month()),
            PeriodLength::Quarter => {
                write!(formatter, "{year:04}-Q{}", self.first.month0() / 3 + 1)
            }
            PeriodLength::Year => write!(formatter, "{year:04}"),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
