//! What goes up next.

use std::collections::BTreeSet;

use super::message::{BATCH_BYTES, BATCH_COMMANDS, PushRequest};
use super::replica::{Pending, Replica};
use crate::id::{CommandId, Writer};

impl Replica {
    /// The next batch: unanswered commands in order, within the limits of one push.
    #[must_use]
    pub fn batch(&self, most: usize) -> Option<PushRequest> {
        self.batch_of(most, |_| true)
    }

    /// The same where the server does not take from some writers now, because they are signed out here or a copied
    /// profile took their numbers. They hold up nobody but what builds on their work: sent ahead of it, that would be
    /// refused.
    #[must_use]
    pub fn batch_of(&self, most: usize, may: impl Fn(Writer) -> bool) -> Option<PushRequest> {
        self.batch_behind(most, may, BTreeSet::new())
    }

    /// The same behind commands that the server has lost and that are still to be sent again.
    #[must_use]
    pub fn batch_behind(
        &self,
        most: usize,
        may: impl Fn(Writer) -> bool,
        mut waiting: BTreeSet<CommandId>,
    ) -> Option<PushRequest> {
        if self.has_earlier_work() {
            return None;
        }
        let mut waiting_writers = BTreeSet::new();
        let mut bytes = 0;
        let goes = |pending: &&Pending| {
            let command = &pending.command;
            let waits = !may(command.writer)
                || waiting_writers.contains(&command.writer)
                || command.after.iter().any(|before| waiting.contains(before));
            if waits {
                waiting.insert(command.id);
                waiting_writers.insert(command.writer);
            }
            !waits
        };
        let commands: Vec<_> = self
            .outbox()
            .iter()
            .filter(|pending| pending.answer.is_none())
            .filter(goes)
            .take(most.clamp(1, BATCH_COMMANDS))
            .take_while(|pending| {
                let fits = bytes == 0 || bytes + pending.raw.get().len() <= BATCH_BYTES;
                bytes += pending.raw.get().len();
                fits
            })
            .map(|pending| pending.raw.clone())
            .collect();
        (!commands.is_empty()).then_some(PushRequest {
            epoch: self.epoch,
            at: Some((self.cursor, self.hash)),
            commands,
        })
    }
}
