//! Which months the Dispatcher still has to sum up (G3.5.5).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::calendar::Period;

/// Longer ago nobody asks for it any more: a year, and the month now ending.
const MONTHS_BACK: usize = 12;

/// The ended months without a summary, the latest first. `since` is the day the office began to work
/// by its procedure: before it there is nothing to sum up.
#[must_use]
pub fn owed_months(
    since: NaiveDate,
    today: NaiveDate,
    handed_in: &BTreeSet<Period>,
) -> Vec<Period> {
    let first = Period::month_of(since);
    let mut month = Period::month_of(today);
    let mut owed = Vec::new();
    for _ in 0..MONTHS_BACK {
        month = month.previous();
        if month < first {
            break;
        }
        if !handed_in.contains(&month) {
            owed.push(month);
        }
    }
    owed
}
