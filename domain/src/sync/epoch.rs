//! What a server that was set back takes with it on this side: answers and heads of a log that is no more.

use super::replica::Replica;
use super::settle::place_of;
use crate::id::{Cursor, Digest};

impl Replica {
    /// Where this replica stands: after a start from storage, or at the fixed head of a first sync.
    pub fn stand_at(&mut self, epoch: u64, cursor: Cursor, hash: Digest) {
        self.adopt(epoch);
        self.cursor = cursor;
        self.hash = hash;
    }

    /// Goes on in another epoch. What the server answered in an earlier one it may have forgotten: all that waits here
    /// is sent again, and what the server knows it answers as before.
    pub fn adopt(&mut self, epoch: u64) {
        if self.epoch != epoch {
            self.epoch = epoch;
            for pending in &mut self.outbox {
                pending.answer = None;
            }
        }
    }

    /// A head here is newer than the events: pages bring heads as they are by then. After a set-back it may be of what
    /// was lost, and only taking the log anew tells.
    #[must_use]
    pub fn sees_beyond(&self) -> bool {
        self.head_rows().any(|row| row.last > self.cursor)
    }

    /// The server says where its log ends. What it said it put behind that is not there any more.
    pub fn heard_head(&mut self, head: Cursor) {
        for pending in &mut self.outbox {
            if place_of(pending.answer.as_ref()).is_some_and(|place| place > head) {
                pending.answer = None;
            }
        }
    }
}
