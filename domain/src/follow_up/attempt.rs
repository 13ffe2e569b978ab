//! Attempts that found nobody. They are recorded and are no follow-up.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Channel;
use crate::policy::Policy;

/// What was tried in vain: how often, on how many days, by how many channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    pub made: u8,
    pub days: u8,
    pub channels: u8,
}

impl Attempts {
    /// Counts the failed attempts of one obligation.
    #[must_use]
    pub fn count(attempts: impl IntoIterator<Item = (NaiveDate, Channel)>) -> Self {
        let mut made = 0u8;
        let mut days = BTreeSet::new();
        let mut channels = BTreeSet::new();
        for (on, channel) in attempts {
            made = made.saturating_add(1);
            days.insert(on);
            channels.insert(channel);
        }
        let small = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
        Attempts {
            made,
            days: small(days.len()),
            channels: small(channels.len()),
        }
    }

    /// Whether this is enough for the obligation to end as unreachable: owed, not done. The
    /// figures are the policy's (this system's own rule, no text states it).
    #[must_use]
    pub fn may_end_unreachable(self, policy: &Policy) -> bool {
        let figures = &policy.figures;
        u32::from(self.made) >= figures.unreachable_attempts
            && u32::from(self.days) >= figures.unreachable_days
            && u32::from(self.channels) >= figures.unreachable_channels
    }
}
