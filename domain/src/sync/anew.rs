//! Going on under another device id: a copied profile, or a device that was revoked and enrolled again.
//!
//! What one tablet wrote under an earlier id the server takes from nobody any more. It is written anew under the id
//! the tablet has now, in the order it stands in, numbered without a gap. A command keeps its id, so that what builds
//! on it still does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::replica::{OutboxKey, Pending, Replica};
use crate::command::Command;
use crate::id::{DeviceId, PersonId, Writer, WriterNumber};

/// A command that reads otherwise under the new device id, and where it stood.
#[derive(Clone, Debug)]
pub struct Anew {
    pub was: OutboxKey,
    pub command: Command,
}

impl Replica {
    /// This tablet is another device from here on. Numbers used under the earlier id do not count for it.
    pub fn becomes(&mut self, device: DeviceId) {
        if self.device != device {
            self.device = device;
            self.numbers.clear();
        }
    }

    /// Something here was written under an earlier device id and is not answered. Until it is written anew nothing is
    /// sent: what was written since builds on it.
    #[must_use]
    pub fn has_earlier_work(&self) -> bool {
        unanswered(self).any(|pending| pending.command.writer.device != self.device)
    }

    /// Whether everything that can still be sent under this device id was sent and its events are here, so that nothing
    /// is left but what these writers' copies took the numbers of. Before that a new id would leave commands nobody
    /// could ask for in their old name.
    #[must_use]
    pub fn only_copied_are_left(&self, copied: &BTreeSet<Writer>) -> bool {
        let all_down = self.outbox().len() == unanswered(self).count();
        !copied.is_empty()
            && all_down
            && self
                .batch_of(1, |writer| !copied.contains(&writer))
                .is_none()
    }

    /// Every unanswered command as it reads under this tablet's device id. To be asked for when the events of all the
    /// server took under an earlier id are here: what it took must not be sent twice.
    ///
    /// Also what was written under the new id already: it comes after what it builds on, and nothing of it was sent.
    #[must_use]
    pub fn anew(&self) -> Vec<Anew> {
        let mut next: BTreeMap<PersonId, WriterNumber> = BTreeMap::new();
        for pending in unanswered(self) {
            let command = &pending.command;
            if command.writer.device == self.device {
                let first = next.entry(command.recorded_by).or_insert(command.number);
                *first = (*first).min(command.number);
            }
        }
        let mut anew = Vec::new();
        for pending in unanswered(self) {
            let mut command = pending.command.clone();
            let was = (command.writer, command.number);
            let number = next
                .entry(command.recorded_by)
                .or_insert_with(|| after(self.last_used(was.0.person)));
            command.writer.device = self.device;
            command.number = *number;
            // It covers the writer and the number.
            command.signature = None;
            *number = after(*number);
            anew.push(Anew { was, command });
        }
        anew
    }

    /// Commands that were written anew under this device id, once that is durable.
    pub fn begun_anew(&mut self, written: Vec<(Anew, Box<RawValue>)>) {
        let mut by_key: BTreeMap<OutboxKey, (Command, Box<RawValue>)> = written
            .into_iter()
            .map(|(anew, raw)| (anew.was, (anew.command, raw)))
            .collect();
        let mut used = Vec::new();
        for pending in &mut self.outbox {
            let key = (pending.command.writer, pending.command.number);
            if let Some((command, raw)) = by_key.remove(&key) {
                used.push((command.recorded_by, command.number));
                pending.command = command;
                pending.raw = raw;
            }
        }
        for (person, number) in used {
            self.used(person, number);
        }
        self.redecide();
    }
}

fn after(number: WriterNumber) -> WriterNumber {
    WriterNumber(number.0.saturating_add(1))
}

fn unanswered(replica: &Replica) -> impl Iterator<Item = &Pending> {
    let outbox = replica.outbox().iter();
    outbox.filter(|pending| pending.answer.is_none())
}
