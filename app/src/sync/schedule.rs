//! When to try again: full jitter from one second to two minutes, back to the start on any sign of life.

use crate::random;

const FIRST_MILLIS: u32 = 1_000;
const MOST_MILLIS: u32 = 120_000;
/// Without a live wire, how often the server is asked all the same.
pub const QUIET_MILLIS: u32 = 30_000;

/// The back-off of one queue.
#[derive(Clone, Copy, Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The server answered, or the user or the browser says the network is back.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// The wait after one more failure; `draw` is any random number.
    pub fn failed(&mut self, draw: u32) -> u32 {
        let most = FIRST_MILLIS
            .saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX))
            .min(MOST_MILLIS);
        self.failures = self.failures.saturating_add(1);
        FIRST_MILLIS / 2 + draw % most
    }

    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }
}

/// A random number for [`Backoff::failed`].
#[must_use]
pub fn draw() -> u32 {
    u32::from_le_bytes(random::bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_with_every_failure_and_never_passes_its_limit() {
        let mut backoff = Backoff::default();
        let waits: Vec<u32> = (0..40).map(|_| backoff.failed(u32::MAX - 1)).collect();
        assert!(waits.iter().all(|wait| *wait >= 500 && *wait <= 120_500));
        assert!(backoff.failures() == 40);
    }

    #[test]
    fn a_sign_of_life_starts_the_wait_anew() {
        let mut backoff = Backoff::default();
        for _ in 0..10 {
            backoff.failed(7);
        }
        backoff.reset();
        assert!(backoff.failed(999) < 1_500);
    }
}
