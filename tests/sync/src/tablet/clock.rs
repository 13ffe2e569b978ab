//! A device's clock: off, too fast or slow, and jumping.

use domain::id::Instant;

#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// Milliseconds ahead of the office.
    pub ahead: i64,
    /// Millionths too fast.
    pub fast: i64,
}

impl Clock {
    /// What it shows when it is really `now`.
    pub fn shows(self, now: Instant, since: Instant) -> Instant {
        let drift = (now.0 - since.0).saturating_mul(self.fast) / 1_000_000;
        Instant(now.0 + drift + self.ahead)
    }
}
