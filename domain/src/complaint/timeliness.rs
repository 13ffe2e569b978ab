//! 及时 or late, by the limit set at dispatch.

use super::Complaint;
use crate::id::Instant;

/// How an item stands towards its limit. Computed whenever asked, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeliness {
    /// Handled, and nobody had set a limit: it counts neither way.
    WithoutLimit,
    /// Not handled yet, and the limit has not passed, or there is none.
    Running,
    /// Not handled yet, and the limit has passed.
    Overdue,
    /// Handled within the limit.
    Timely,
    /// Handled after it.
    Late,
}

/// Handled exactly at the limit is still in time.
#[must_use]
pub fn timeliness(limit: Option<Instant>, handled_at: Option<Instant>, now: Instant) -> Timeliness {
    match (limit, handled_at) {
        (None, Some(_)) => Timeliness::WithoutLimit,
        (None, None) => Timeliness::Running,
        (Some(limit), Some(handled)) if handled <= limit => Timeliness::Timely,
        (Some(_), Some(_)) => Timeliness::Late,
        (Some(limit), None) if now <= limit => Timeliness::Running,
        (Some(_), None) => Timeliness::Overdue,
    }
}

impl Complaint {
    #[must_use]
    pub fn timeliness(&self, now: Instant) -> Timeliness {
        timeliness(self.limit, self.handled_at, now)
    }
}
