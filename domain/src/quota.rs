//! How many follow-ups a period owes, what is missing, and until when it can still be met.

use chrono::NaiveDate;

use crate::clause::Clause;
use crate::follow_up::{FollowUpKind, Window};
use crate::policy::{Percent, Policy, ProfileName};

/// How one case of the base stands towards the quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotaStanding {
    /// Followed up, whether in time or not: it counts.
    Done,
    /// Not yet followed up; late ones stay doable.
    Owed,
    /// Ended without one: owed, not done, and no longer to be done.
    Unreachable,
}

/// One case whose anchor event falls in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaItem {
    pub window: Window,
    pub standing: QuotaStanding,
}

/// Until when a quota can be met within the windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LastDay {
    /// It is met, or no rate is set.
    NotNeeded,
    /// The closing day of the missing-th latest-closing owed item: from the day after, one of those
    /// needed is late for certain.
    On(NaiveDate),
    /// Fewer items are owed than missing.
    Gone,
}

/// The coverage of one kind over one period. `required` and `missing` are absent where no rate is
/// set: it is asked for, never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub base: u64,
    pub done: u64,
    pub required: Option<u64>,
    pub missing: Option<u64>,
    pub last_day: LastDay,
}

impl Quota {
    /// Counts a period's cases, each once, against the rate.
    #[must_use]
    pub fn count(rate: Option<Percent>, items: &[QuotaItem]) -> Self {
        let number = |standing: QuotaStanding| {
            items
                .iter()
                .filter(|item| item.standing == standing)
                .count() as u64
        };
        let base = items.len() as u64;
        let done = number(QuotaStanding::Done);
        let required = rate.map(|rate| required(rate, base));
        let missing = required.map(|required| missing(required, done));
        let last_day = match missing {
            None | Some(0) => LastDay::NotNeeded,
            Some(missing) => last_day(items, missing),
        };
        Quota {
            base,
            done,
            required,
            missing,
            last_day,
        }
    }
}

fn last_day(items: &[QuotaItem], missing: u64) -> LastDay {
    let mut closings: Vec<NaiveDate> = items
        .iter()
        .filter(|item| item.standing == QuotaStanding::Owed)
        .map(|item| item.window.closes)
        .collect();
    closings.sort_unstable_by(|one, other| other.cmp(one));
    usize::try_from(missing.saturating_sub(1))
        .ok()
        .and_then(|index| closings.get(index))
        .map_or(LastDay::Gone, |closes| LastDay::On(*closes))
}

/// The rate times the base, rounded up.
#[must_use]
pub fn required(rate: Percent, base: u64) -> u64 {
    let exact = u128::from(rate.get()) * u128::from(base);
    // At most the base, so it always fits.
    u64::try_from(exact.div_ceil(100)).unwrap_or(base)
}

/// What is still to be done; doing more than required makes up for nothing else.
#[must_use]
pub const fn missing(required: u64, done: u64) -> u64 {
    required.saturating_sub(done)
}

/// The share of a kind's cases to be followed up, and the clause that says so (M4(3), G3.5.1,
/// G3.3.1). `None` where nobody has set it yet.
#[must_use]
pub fn coverage(policy: &Policy, kind: FollowUpKind) -> (Option<Percent>, Clause) {
    let figures = &policy.figures;
    match kind {
        FollowUpKind::Complaint => (
            Some(figures.complaint_coverage),
            match policy.profile {
                ProfileName::Mall => Clause::M4_3a,
                ProfileName::Estate => Clause::G3_5_1,
            },
        ),
        FollowUpKind::Repair => (Some(figures.repair_coverage), Clause::M4_3b),
        FollowUpKind::Service => (figures.service_coverage, Clause::M4_3c),
        FollowUpKind::Incident => (Some(figures.incident_coverage), Clause::G3_3_1),
    }
}
