//! A batch the server fails on is halved, and a single entry it fails on is held there, so that the rest goes on.
//!
//! The counts live as long as the app: after a start everything is tried again, and meanwhile the server may have been
//! mended.

use super::hold::HOLD_AFTER;
use super::message::BATCH_COMMANDS;
use super::replica::OutboxKey;

/// What the next try is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Again later, perhaps with fewer.
    Again,
    /// This one is set aside.
    Hold(OutboxKey),
}

/// How often the server failed on what begins here, and how many are sent at once because of it.
#[derive(Clone, Debug)]
pub struct Patience {
    most: usize,
    failing: Option<(OutboxKey, usize)>,
    times: u32,
    /// Among so many of those that come next is one the server fails on.
    suspects: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            most: BATCH_COMMANDS,
            failing: None,
            times: 0,
            suspects: 0,
        }
    }
}

impl Patience {
    /// How many go in the next batch.
    #[must_use]
    pub fn most(&self) -> usize {
        self.most
    }

    /// The server failed on a batch of so many that begins with this one.
    pub fn failed(&mut self, first: OutboxKey, size: usize) -> Step {
        if self.failing != Some((first, size)) {
            self.failing = Some((first, size));
            self.times = 0;
        }
        self.times = self.times.saturating_add(1);
        if self.times < HOLD_AFTER {
            return Step::Again;
        }
        self.times = 0;
        self.failing = None;
        if size > 1 {
            self.suspects = size;
            self.most = half(size);
            return Step::Again;
        }
        self.suspects = 0;
        Step::Hold(first)
    }

    /// So many were taken. While the one the server fails on is still to come, half of where it must be is sent next;
    /// otherwise twice as many, up to the whole.
    pub fn passed(&mut self, sent: usize) {
        self.suspects = self.suspects.saturating_sub(sent);
        self.most = match self.suspects {
            0 => self.most.saturating_mul(2).min(BATCH_COMMANDS),
            left => half(left),
        };
        self.failing = None;
        self.times = 0;
    }
}

fn half(size: usize) -> usize {
    (size / 2).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{DeviceId, PersonId, Writer, WriterNumber};
    use uuid::Uuid;

    fn key(place: u64) -> OutboxKey {
        let writer = Writer {
            person: PersonId(Uuid::from_u128(1)),
            device: DeviceId(Uuid::from_u128(2)),
        };
        (writer, WriterNumber(place))
    }

    #[test]
    fn a_batch_that_fails_three_times_is_halved_until_one_is_left_and_that_one_is_held() {
        let mut patience = Patience::default();
        let mut sizes = vec![patience.most()];
        let held = loop {
            let size = patience.most();
            match patience.failed(key(1), size) {
                Step::Hold(key) => break key,
                Step::Again if patience.most() != size => sizes.push(patience.most()),
                Step::Again => {}
            }
        };
        assert_eq!(sizes, [200, 100, 50, 25, 12, 6, 3, 1]);
        assert_eq!(held, key(1));
    }

    #[test]
    fn what_passes_between_failures_begins_the_count_anew_and_batches_grow_again() {
        let mut patience = Patience::default();
        for _ in 0..3 {
            patience.failed(key(1), 2);
        }
        assert_eq!(patience.most(), 1);
        assert_eq!(patience.failed(key(1), 1), Step::Again);
        patience.passed(1);
        assert_eq!(
            patience.most(),
            1,
            "of the two one is left, and it must be that"
        );
        for _ in 0..2 {
            assert_eq!(patience.failed(key(2), 1), Step::Again);
        }
        assert_eq!(patience.failed(key(2), 1), Step::Hold(key(2)));
        for grown in [2, 4, 8, 16, 32, 64, 128, BATCH_COMMANDS] {
            patience.passed(patience.most());
            assert_eq!(patience.most(), grown);
        }
    }

    #[test]
    fn what_stands_before_the_one_the_server_fails_on_does_not_let_batches_grow_past_it() {
        let mut patience = Patience::default();
        let mut sizes = Vec::new();
        let mut taken = 0;
        let poison = 130;
        let held = loop {
            let size = patience.most();
            sizes.push(size);
            if taken + size <= poison {
                taken += size;
                patience.passed(size);
                continue;
            }
            let failed = (0..HOLD_AFTER).map(|_| patience.failed(key(taken as u64), size));
            if let Some(Step::Hold(held)) = failed.last() {
                break held;
            }
        };
        assert_eq!(sizes, [200, 100, 50, 25, 12, 6, 3, 1, 1, 1]);
        assert_eq!(held, key(poison as u64));
    }
}
