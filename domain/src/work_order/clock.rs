//! The minutes that are counted: from registration to Engineering's receipt (C4), from there to the technician (C5).

use super::WorkOrder;
use crate::head::WorkOrderHead;
use crate::id::Instant;

/// How the delivery of a slip stands. Computed whenever asked, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Engineering was told to collect it: the text gives no limit.
    Collected,
    /// On its way, with this much time left.
    Running {
        left_millis: i64,
    },
    /// On its way, and the limit has passed.
    Overdue {
        by_millis: i64,
    },
    InTime,
    /// Nobody wanted it any more before its limit had passed.
    Withdrawn,
    Late {
        by_millis: i64,
    },
}

impl Delivery {
    #[must_use]
    pub fn of(
        limit: Option<Instant>,
        received_at: Option<Instant>,
        withdrawn_at: Option<Instant>,
        now: Instant,
    ) -> Self {
        let Some(limit) = limit else {
            return Delivery::Collected;
        };
        // Whatever came first stops the clock; withdrawn late, it was late.
        let stopped = received_at.or(withdrawn_at);
        let past = stopped.unwrap_or(now).0.saturating_sub(limit.0);
        match (stopped, received_at) {
            (Some(_), Some(_)) if past <= 0 => Delivery::InTime,
            (Some(_), None) if past <= 0 => Delivery::Withdrawn,
            (Some(_), _) => Delivery::Late { by_millis: past },
            (None, _) if past <= 0 => Delivery::Running { left_millis: -past },
            (None, _) => Delivery::Overdue { by_millis: past },
        }
    }

    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Delivery::Overdue { .. } | Delivery::Late { .. })
    }
}

impl WorkOrderHead {
    #[must_use]
    pub fn delivery(&self, now: Instant) -> Delivery {
        Delivery::of(self.limit, self.received_at, self.withdrawn_at, now)
    }
}

impl WorkOrder {
    #[must_use]
    pub fn delivery(&self, now: Instant) -> Delivery {
        Delivery::of(self.slip.limit, self.received_at, self.withdrawn_at, now)
    }

    /// Whole minutes from receipt to the first technician, or until now: shown, without a limit (C5).
    #[must_use]
    pub fn minutes_until_assigned(&self, now: Instant) -> Option<i64> {
        let received = self.received_at?;
        let until = self.assigned_at.unwrap_or(now);
        Some(until.0.saturating_sub(received.0).max(0) / 60_000)
    }
}
