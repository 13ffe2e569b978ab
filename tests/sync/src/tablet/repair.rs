//! Commands written anew: under another id, or under another device.

use domain::command::Command;
use domain::id::{CommandId, DeviceId, Digest, WriterNumber};
use domain::sync::replica::OutboxKey;
use serde_json::value::RawValue;

use super::Tablet;
use crate::bug::Bug;

impl Tablet {
    /// The id is taken by something else. The same tablet, or a copy of it, finds the same new one.
    pub(super) fn rename(&mut self, taken: CommandId) {
        let unanswered = self.unanswered();
        let first = unanswered.iter().find(|command| command.id == taken);
        let Some(first) = first.map(|command| (command.writer, command.number)) else {
            return;
        };
        let fresh = CommandId::instead_of(taken, first.0, first.1);
        for mut command in unanswered {
            let was = (command.writer, command.number);
            // What builds on it stands after it, so the server has not taken it yet.
            let builds_on = command.after.contains(&taken);
            if was == first {
                command.id = fresh;
            } else if !builds_on {
                continue;
            }
            for before in &mut command.after {
                if *before == taken {
                    *before = fresh;
                }
            }
            self.rewrite(was, &command);
        }
        self.restart();
    }

    /// This profile is a copy, or has one: what the server did not take goes up under a new device id.
    ///
    /// Everything the other one may have sent has been answered by then: writers are dealt with one by one, and what
    /// both hold came before the number at which they part. What waits behind that is this one's own.
    pub fn begin_anew(&mut self, device: DeviceId) {
        self.disk.device = device;
        self.disk.numbers.clear();
        for mut command in self.unanswered() {
            let was = (command.writer, command.number);
            if self.is(Bug::CopyDropsWork) {
                self.disk.outbox.remove(&was);
                continue;
            }
            let last = self.disk.numbers.entry(command.recorded_by).or_default();
            *last = WriterNumber(last.0 + 1);
            command.number = *last;
            command.writer.device = device;
            command.signature = None;
            self.rewrite(was, &command);
        }
        self.frozen = None;
        self.has_copy = false;
        self.restart();
    }

    /// Whether all that can still be sent under the old device id was sent, and its events are here: afterwards nobody
    /// could ask for them in its name.
    #[must_use]
    pub fn must_begin_anew(&self) -> bool {
        let mut waiting = self.tab.replica.outbox().iter();
        let all_down = waiting.all(|pending| pending.answer.is_none());
        let only_copies = self.tab.apart == self.tab.copied && self.batch(1).is_none();
        !self.tab.copied.is_empty() && ((only_copies && all_down) || self.is(Bug::CopySendsAll))
    }

    fn unanswered(&self) -> Vec<Command> {
        self.tab
            .replica
            .outbox()
            .iter()
            .filter(|pending| pending.answer.is_none())
            .map(|pending| pending.command.clone())
            .collect()
    }

    fn rewrite(&mut self, was: OutboxKey, command: &Command) {
        let Ok(raw) = serde_json::value::to_raw_value(command) else {
            return;
        };
        let raw: Box<RawValue> = raw;
        let key = (command.writer, command.number);
        self.disk.outbox.remove(&was);
        self.disk.outbox.insert(key, raw.get().to_owned());
        for told in self.told.iter_mut().filter(|told| told.key == was) {
            told.id = command.id;
            told.key = key;
            told.digest = Digest::of(&[raw.get().as_bytes()]);
        }
    }
}
