//! Commands written anew: under another id, or under another device.

use std::collections::BTreeMap;

use domain::command::Command;
use domain::id::{CommandId, DeviceId, Digest};
use domain::sync::anew::Anew;
use domain::sync::replica::OutboxKey;

use super::{Tab, Tablet};
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
        self.renamed += 1;
        let mut renamed = Vec::new();
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
            renamed.push((was, command));
        }
        self.rewrite(renamed);
        self.restart();
    }

    /// This profile is a copy, or has one: what the server did not take goes up under a new device id.
    ///
    /// Everything the other one may have sent has been answered by then: writers are dealt with one by one, and what
    /// both hold came before the number at which they part. What waits behind that is this one's own.
    pub fn begin_anew(&mut self, device: DeviceId) {
        self.disk.device = device;
        self.disk.numbers.clear();
        self.tab.replica.becomes(device);
        self.write_anew();
        self.frozen = None;
        self.has_copy = false;
        self.restart();
    }

    /// What waits under an earlier device id is written under this one: one transaction.
    fn write_anew(&mut self) {
        let anew = self.tab.replica.anew();
        if self.is(Bug::CopyDropsWork) {
            for anew in &anew {
                self.disk.outbox.remove(&anew.was);
            }
            return;
        }
        for Anew { command, .. } in &anew {
            let last = self.disk.numbers.entry(command.recorded_by).or_default();
            *last = (*last).max(command.number);
        }
        self.rewrite(
            anew.into_iter()
                .map(|anew| (anew.was, anew.command))
                .collect(),
        );
    }

    /// Whether all that can still be sent under the old device id was sent, and its events are here: afterwards nobody
    /// could ask for them in its name.
    #[must_use]
    pub fn must_begin_anew(&self) -> bool {
        let Tab {
            replica,
            copied,
            apart,
            ..
        } = &self.tab;
        let sends_all = self.is(Bug::CopySendsAll) && !copied.is_empty();
        (apart == copied && replica.only_copied_are_left(copied)) || sends_all
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

    /// The commands as they read now, by where they stood: one transaction.
    fn rewrite(&mut self, commands: Vec<(OutboxKey, Command)>) {
        let mut moved = BTreeMap::new();
        for (was, command) in commands {
            let Ok(raw) = serde_json::value::to_raw_value(&command) else {
                return;
            };
            moved.insert(was, (command, raw.get().to_owned()));
        }
        for was in moved.keys() {
            self.disk.outbox.remove(was);
        }
        for (command, text) in moved.values() {
            let key = (command.writer, command.number);
            self.disk.outbox.insert(key, text.clone());
        }
        for told in &mut self.told {
            if let Some((command, text)) = moved.get(&told.key) {
                told.id = command.id;
                told.key = (command.writer, command.number);
                told.digest = Digest::of(&[text.as_bytes()]);
            }
        }
    }
}
