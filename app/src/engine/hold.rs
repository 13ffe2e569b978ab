//! A batch the server fails on is halved, and a single entry it fails on is set aside there, so that the rest goes on.
//!
//! The counts live as long as the page: after a restart everything is tried again, and meanwhile the server may have
//! been mended.

use domain::id::CommandId;
use domain::sync::hold::{HOLD_AFTER, HOLD_BYTES, HoldReply, HoldRequest, Trouble};
use domain::sync::message::BATCH_COMMANDS;
use domain::sync::replica::{OutboxKey, Replica};
use serde::Deserialize;

use super::{Engine, Open};
use crate::sync::http::{self, NetFault};

/// What the next try is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Again later, perhaps with fewer.
    Again,
    /// This one is set aside.
    Hold(OutboxKey),
}

/// How often the server failed on what begins here, and how many are sent at once because of it.
#[derive(Clone, Debug)]
pub(crate) struct Patience {
    most: usize,
    failing: Option<(OutboxKey, usize)>,
    times: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            most: BATCH_COMMANDS,
            failing: None,
            times: 0,
        }
    }
}

impl Patience {
    /// How many go in the next batch.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// The server failed on a batch of so many that begins with this one.
    pub(super) fn failed(&mut self, first: OutboxKey, size: usize) -> Step {
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
            self.most = (size / 2).max(1);
            return Step::Again;
        }
        Step::Hold(first)
    }

    /// Something was taken: the next batch is twice as large, up to the whole.
    pub(super) fn passed(&mut self) {
        self.most = self.most.saturating_mul(2).min(BATCH_COMMANDS);
        self.failing = None;
        self.times = 0;
    }
}

/// What is sent to be held, byte for byte as it was saved; `None` where it is too large even for that.
fn request(replica: &Replica, key: OutboxKey, trouble: Trouble) -> Option<HoldRequest> {
    let pending = replica
        .outbox()
        .iter()
        .find(|pending| (pending.command.writer, pending.command.number) == key)?;
    (pending.raw.get().len() <= HOLD_BYTES).then(|| HoldRequest {
        epoch: replica.epoch,
        writer: pending.command.writer,
        number: pending.command.number,
        id: pending.command.id,
        command: pending.raw.get().to_owned(),
        trouble,
    })
}

impl Engine {
    /// The bytes of what is held at the server.
    pub(super) async fn held(&self, command: CommandId) -> Option<String> {
        #[derive(Deserialize)]
        struct Kept {
            bytes: String,
        }
        let answered = http::get(&format!("/api/held/{command}")).await.ok()?;
        let kept: Kept = answered.ok().then(|| answered.read().ok())??;
        Some(kept.bytes)
    }

    /// The server failed on a batch. Whether it can go on at once, because what was in the way is held now.
    pub(super) async fn goes_on_after(
        &self,
        open: &Open,
        (first, size): (Option<OutboxKey>, usize),
        trouble: Trouble,
    ) -> Result<bool, NetFault> {
        let Some(first) = first else {
            return Ok(false);
        };
        let step = self.patience.borrow_mut().failed(first, size);
        let Step::Hold(key) = step else {
            return Ok(false);
        };
        let Some(request) = request(&open.replica.borrow(), key, trouble) else {
            return Ok(false);
        };
        let answered = http::post("/api/hold", &request).await?;
        if answered.status != 200 {
            return Ok(false);
        }
        let reply: HoldReply = answered.read()?;
        self.take_answers(open, reply.epoch, vec![reply.answer])
            .await;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{replica, save};
    use crate::store::memory::MemoryStore;
    use domain::sync::message::{Answer, CommandAnswer, PushReply};
    use futures::executor::block_on;

    fn key(place: u64) -> OutboxKey {
        let store = MemoryStore::default();
        let replica = replica();
        block_on(save(&store, &replica, 1));
        let writer = replica.borrow().outbox()[0].command.writer;
        (writer, domain::id::WriterNumber(place))
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
        patience.passed();
        assert_eq!(patience.most(), 2);
        for _ in 0..2 {
            assert_eq!(patience.failed(key(2), 1), Step::Again);
        }
        assert_eq!(patience.failed(key(2), 1), Step::Hold(key(2)));
        for _ in 0..8 {
            patience.passed();
        }
        assert_eq!(patience.most(), BATCH_COMMANDS);
    }

    #[test]
    fn the_bytes_go_as_they_were_saved_and_the_entry_leaves_when_its_event_comes_down() {
        let store = MemoryStore::default();
        let replica = replica();
        let id = block_on(save(&store, &replica, 1));
        let pending = replica.borrow().outbox()[0].clone();
        let key = (pending.command.writer, pending.command.number);
        let request = request(&replica.borrow(), key, Trouble::Unreadable).unwrap();
        assert_eq!(request.command, pending.raw.get());
        assert_eq!((request.id, request.number), (id, pending.command.number));
        let at = domain::id::Cursor(4);
        let reply = PushReply {
            epoch: 1,
            answers: vec![CommandAnswer {
                id,
                answer: Answer::Held { at },
            }],
            head: at,
            server_time: domain::id::Instant(9),
        };
        assert!(replica.borrow_mut().pushed(&reply).is_empty());
        assert_eq!(replica.borrow().outbox().len(), 1);
        replica.borrow_mut().cursor = at;
        assert_eq!(replica.borrow_mut().pushed(&reply), [key]);
    }
}
