//! What was written on this tablet in the last weeks and is in the log already: kept, because a server that was set back
//! has lost it, and sent again then. Nothing happens twice: the server knows a command by its id and its writer's number.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::again::{Entry, after_their_bases, still_waiting_before};
use super::batch::key_of;
use super::hold::{HoldRequest, Trouble};
use super::message::{BATCH_BYTES, BATCH_COMMANDS, CommandAnswer, PushFault, PushReply};
use super::replica::{OutboxKey, Replica};
use crate::id::{CommandId, Instant, Writer, WriterNumber};

/// As long as the longest time a server can be set back by, and some days.
pub const JOURNAL_DAYS: i64 = 35;
const DAY_MILLIS: i64 = 86_400_000;

/// One command that left the outbox, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// When its outcome was here, by the server's clock; and its place among those of the same answer.
    pub settled_at: Instant,
    pub place: u32,
    /// The bytes as they were saved: what is sent again.
    pub command: Box<RawValue>,
}

impl Kept {
    /// Whether no server is set back that far.
    #[must_use]
    pub fn is_past(&self, now: Instant) -> bool {
        self.settled_at.0 < now.0.saturating_sub(JOURNAL_DAYS * DAY_MILLIS)
    }
}

/// `POST /api/replay`: commands that were answered before, in the order in which they were.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReplayRequest {
    pub epoch: u64,
    /// The first number of each writer this tablet still has: what came before is older than the journal.
    pub first: Vec<(Writer, WriterNumber)>,
    pub commands: Vec<Box<RawValue>>,
}

/// The journal on its way to the server again, of the writers who owe it.
#[derive(Default)]
pub struct Replay {
    first: BTreeMap<Writer, WriterNumber>,
    left: Vec<Entry>,
    answered: BTreeSet<OutboxKey>,
}

impl Replica {
    /// What goes into the journal of the commands that leave the outbox now. To be asked before they have left.
    #[must_use]
    pub fn journal(&self, leaving: &[OutboxKey], settled_at: Instant) -> Vec<(OutboxKey, Kept)> {
        let leaves = |key: &OutboxKey| leaving.contains(key);
        let outbox = self.outbox().iter();
        outbox
            .map(|pending| {
                let key = (pending.command.writer, pending.command.number);
                (key, pending.raw.clone())
            })
            .filter(|(key, _)| leaves(key))
            .zip(0..)
            .map(|((key, command), place)| {
                let kept = Kept {
                    settled_at,
                    place,
                    command,
                };
                (key, kept)
            })
            .collect()
    }

    /// Everybody who wrote on this tablet: those who owe their journal to a server that was set back.
    #[must_use]
    pub fn writers(&self) -> BTreeSet<Writer> {
        let here = self.numbers().map(|(person, _)| Writer {
            person,
            device: self.device,
        });
        here.chain(self.outbox().iter().map(|pending| pending.command.writer))
            .collect()
    }
}

impl Replay {
    /// Of those who owe it, in the order in which it was answered the first time.
    #[must_use]
    pub fn of(
        journal: impl IntoIterator<Item = (OutboxKey, Kept)>,
        owed: &BTreeSet<Writer>,
        replica: &Replica,
    ) -> Self {
        if owed.is_empty() {
            return Replay::default();
        }
        let mut journal: Vec<(OutboxKey, Kept)> = journal.into_iter().collect();
        journal.sort_by_key(|((writer, number), kept)| {
            (kept.settled_at, kept.place, *writer, *number)
        });
        let journal: Vec<Entry> = journal
            .into_iter()
            .filter_map(|(key, kept)| Entry::read(key, kept.command))
            .collect();
        let mut owed = owed.clone();
        let entries = loop {
            let mut entries: Vec<Entry> = journal
                .iter()
                .filter(|it| owed.contains(&it.key.0))
                .cloned()
                .collect();
            entries.extend(still_waiting_before(&entries, replica));
            let known = owed.len();
            owed.extend(entries.iter().map(|entry| entry.key.0));
            // Whoever is drawn in is sent again whole: of their numbers, too, the server may have forgotten some.
            if owed.len() == known {
                break entries;
            }
        };
        let mut first: BTreeMap<Writer, WriterNumber> = BTreeMap::new();
        let waiting = replica
            .outbox()
            .iter()
            .map(|pending| (pending.command.writer, pending.command.number));
        for (writer, number) in entries.iter().map(|entry| entry.key).chain(waiting) {
            if owed.contains(&writer) {
                let lowest = first.entry(writer).or_insert(number);
                *lowest = (*lowest).min(number);
            }
        }
        for writer in &owed {
            let next = if writer.device == replica.device {
                replica.last_used(writer.person).0.saturating_add(1)
            } else {
                1
            };
            first.entry(*writer).or_insert(WriterNumber(next));
        }
        Replay {
            first,
            left: after_their_bases(entries),
            answered: BTreeSet::new(),
        }
    }

    /// The next batch, of those the server takes from now; `None` where nobody owes anything.
    #[must_use]
    pub fn batch(
        &self,
        epoch: u64,
        most: usize,
        may: impl Fn(Writer) -> bool,
    ) -> Option<ReplayRequest> {
        let first: Vec<_> = self
            .first
            .iter()
            .filter(|(writer, _)| may(**writer))
            .map(|(writer, number)| (*writer, *number))
            .collect();
        let mut bytes = 0;
        let commands = self.left.iter().filter(|entry| may(entry.key.0));
        let commands = commands
            .take(most.clamp(1, BATCH_COMMANDS))
            .take_while(|entry| {
                let fits = bytes == 0 || bytes + entry.raw.get().len() <= BATCH_BYTES;
                bytes += entry.raw.get().len();
                fits
            })
            .map(|entry| entry.raw.clone())
            .collect();
        (!first.is_empty()).then_some(ReplayRequest {
            epoch,
            first,
            commands,
        })
    }

    /// With what a batch begins, and how many there are: what the patience with it counts by.
    #[must_use]
    pub fn leading(request: &ReplayRequest) -> Option<(OutboxKey, usize)> {
        let first = key_of(request.commands.first()?)?;
        Some((first, request.commands.len()))
    }

    /// What is sent to be held of something the server failed on; `None` where it is too large even for that.
    #[must_use]
    pub fn to_be_held(&self, epoch: u64, key: OutboxKey, trouble: Trouble) -> Option<HoldRequest> {
        let entry = self.left.iter().find(|entry| entry.key == key)?;
        let first = self.first.get(&key.0).copied().unwrap_or(key.1);
        HoldRequest::of(epoch, (key, entry.id), &entry.raw, trouble, Some(first))
    }

    /// Takes what was answered before a batch stopped.
    pub fn noted(&mut self, answers: &[CommandAnswer]) {
        let answered: BTreeSet<CommandId> = answers.iter().map(|it| it.id).collect();
        let noted = self.left.iter().filter(|it| answered.contains(&it.id));
        self.answered.extend(noted.map(|entry| entry.key));
        self.left.retain(|entry| !answered.contains(&entry.id));
    }

    /// Whether a fault says that the server was set back once more while this went up: it expects what it has answered
    /// here. Then everybody's journal is due again, from its beginning. A number nobody sent is another thing.
    #[must_use]
    pub fn is_forgotten(&self, fault: &PushFault) -> bool {
        let PushFault::Gap { writer, expected } = fault else {
            return false;
        };
        self.answered.contains(&(*writer, *expected))
    }

    /// Takes the answers to a whole batch; gives those who owe nothing any more.
    pub fn answered(&mut self, request: &ReplayRequest, reply: &PushReply) -> Vec<Writer> {
        self.noted(&reply.answers);
        let owes = |writer: Writer| self.left.iter().any(|entry| entry.key.0 == writer);
        let named = request.first.iter().map(|(writer, _)| *writer);
        let done: Vec<Writer> = named.filter(|writer| !owes(*writer)).collect();
        for writer in &done {
            self.first.remove(writer);
        }
        done
    }

    /// The commands that are still to be sent again: what builds on them goes after them.
    #[must_use]
    pub fn waiting(&self) -> BTreeSet<CommandId> {
        self.left.iter().map(|entry| entry.id).collect()
    }

    /// How many they are.
    #[must_use]
    pub fn left(&self) -> usize {
        self.left.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::id::{Cursor, DeviceId, OfficeId, PersonId};
    use crate::sync::message::Answer;
    use crate::sync::trial;
    use uuid::Uuid;

    const DEVICE: DeviceId = DeviceId(Uuid::from_u128(2));

    fn replica() -> Replica {
        Replica::new(OfficeId(Uuid::from_u128(1)), DEVICE)
    }

    fn save(replica: &mut Replica, person: u128, id: u128) -> OutboxKey {
        // A case of its own, which is neither the office nor a person.
        trial::save(replica, person, id, 100 + id)
    }

    fn ids(request: &ReplayRequest) -> Vec<u128> {
        let read = |raw: &RawValue| Command::read(raw.get()).unwrap().id.0.as_u128();
        request.commands.iter().map(|raw| read(raw)).collect()
    }

    #[test]
    fn what_left_is_sent_again_in_the_order_it_was_answered_in_and_each_writers_own() {
        let mut replica = replica();
        let keys: Vec<_> = [(10, 1), (10, 2), (11, 3), (10, 4)]
            .map(|(person, id)| save(&mut replica, person, id))
            .into();
        // The third was there first; the second changed nothing and left before the first.
        let mut journal = replica.journal(&[keys[2]], Instant(100));
        journal.extend(replica.journal(&[keys[1]], Instant(150)));
        journal.extend(replica.journal(&[keys[0], keys[3]], Instant(200)));
        let replay = Replay::of(journal, &replica.writers(), &replica);
        let request = replay.batch(7, 200, |_| true).unwrap();
        assert_eq!(ids(&request), [3, 1, 2, 4]);
        assert_eq!(request.epoch, 7);
        assert!(request.first.iter().all(|(_, first)| first.0 == 1));
    }

    #[test]
    fn what_still_waits_before_something_that_left_is_sent_again_with_it() {
        let mut replica = replica();
        let keys = [1, 2, 3].map(|id| save(&mut replica, 10, id));
        let journal = replica.journal(&[keys[1]], Instant(100));
        let replay = Replay::of(journal, &replica.writers(), &replica);
        assert_eq!(ids(&replay.batch(7, 200, |_| true).unwrap()), [1, 2]);
    }

    #[test]
    fn what_it_builds_on_of_another_writer_waits_no_longer_than_it() {
        let mut replica = replica();
        // One registers and has not heard of it; another builds on it twice, and the second time changed nothing.
        save(&mut replica, 11, 1);
        let older = trial::save(&mut replica, 11, 2, 7);
        let built = trial::save(&mut replica, 10, 3, 7);
        let nothing = trial::save(&mut replica, 10, 4, 7);
        let journal = replica.journal(&[nothing], Instant(100));
        let owed = [built.0].into();
        let replay = Replay::of(journal, &owed, &replica);
        let request = replay.batch(7, 200, |_| true).unwrap();
        assert_eq!(ids(&request), [1, 2, 3, 4]);
        assert!(request.first.contains(&(older.0, WriterNumber(1))));
    }

    #[test]
    fn who_is_answered_owes_nothing_and_who_stands_aside_still_does() {
        let mut replica = replica();
        let keys = [save(&mut replica, 10, 1), save(&mut replica, 11, 2)];
        let journal = replica.journal(&keys, Instant(100));
        let mut replay = Replay::of(journal, &replica.writers(), &replica);
        let apart = keys[1].0;
        let request = replay.batch(7, 200, |writer| writer != apart).unwrap();
        assert_eq!(ids(&request), [1]);
        let reply = PushReply {
            epoch: 7,
            answers: vec![CommandAnswer {
                id: CommandId(Uuid::from_u128(1)),
                answer: Answer::Unchanged,
            }],
            head: Cursor(1),
            server_time: Instant(1),
        };
        assert_eq!(replay.answered(&request, &reply), [keys[0].0]);
        assert_eq!(replay.left(), 1);
        assert!(replay.batch(7, 200, |writer| writer != apart).is_none());
        assert!(replay.batch(7, 200, |_| true).is_some());
    }

    #[test]
    fn only_a_server_that_expects_what_it_answered_was_set_back_again() {
        let mut replica = replica();
        let keys = [1, 2, 3].map(|id| save(&mut replica, 10, id));
        let journal = replica.journal(&keys, Instant(100));
        let mut replay = Replay::of(journal, &replica.writers(), &replica);
        let gap = |number: usize| PushFault::Gap {
            writer: keys[0].0,
            expected: keys[number - 1].1,
        };
        assert!(!replay.is_forgotten(&gap(1)));
        replay.noted(&[1, 2].map(|id| CommandAnswer {
            id: CommandId(Uuid::from_u128(id)),
            answer: Answer::Unchanged,
        }));
        assert!(replay.is_forgotten(&gap(1)) && replay.is_forgotten(&gap(2)));
        assert!(!replay.is_forgotten(&gap(3)));
        let elsewhere = Writer {
            person: PersonId(Uuid::from_u128(11)),
            device: DEVICE,
        };
        assert!(!replay.is_forgotten(&PushFault::Gap {
            writer: elsewhere,
            expected: keys[0].1,
        }));
        assert!(!replay.is_forgotten(&PushFault::Cloned { writer: keys[0].0 }));
    }

    #[test]
    fn who_has_nothing_left_in_the_journal_says_which_number_comes_next() {
        let mut replica = replica();
        let person = PersonId(Uuid::from_u128(10));
        replica.used(person, WriterNumber(41));
        let replay = Replay::of(Vec::new(), &replica.writers(), &replica);
        let request = replay.batch(7, 200, |_| true).unwrap();
        let writer = Writer {
            person,
            device: DEVICE,
        };
        assert_eq!(request.first, [(writer, WriterNumber(42))]);
        assert!(request.commands.is_empty());
    }

    #[test]
    fn what_the_server_fails_on_is_held_with_its_bytes_and_the_first_number_of_its_writer() {
        let mut replica = replica();
        let keys = [1, 2].map(|id| save(&mut replica, 10, id));
        let journal = replica.journal(&keys, Instant(100));
        let mut replay = Replay::of(journal, &replica.writers(), &replica);
        let request = replay.batch(7, 1, |_| true).unwrap();
        assert_eq!(Replay::leading(&request), Some((keys[0], 1)));
        let trouble = Trouble::Failed { status: 500 };
        let held = replay.to_be_held(7, keys[0], trouble).unwrap();
        assert_eq!(held.command, request.commands[0].get());
        assert_eq!((held.epoch, held.number), (7, keys[0].1));
        assert_eq!(held.first, Some(WriterNumber(1)));
        assert_eq!(held.device_of(DeviceId(Uuid::from_u128(9))), None);
        replay.noted(&[CommandAnswer {
            id: held.id,
            answer: Answer::Held { at: Cursor(4) },
        }]);
        assert_eq!(ids(&replay.batch(7, 200, |_| true).unwrap()), [2]);
    }

    #[test]
    fn an_entry_is_past_after_five_weeks() {
        let kept = Kept {
            settled_at: Instant(0),
            place: 0,
            command: RawValue::from_string("{}".to_owned()).unwrap(),
        };
        assert!(!kept.is_past(Instant(JOURNAL_DAYS * DAY_MILLIS)));
        assert!(kept.is_past(Instant(JOURNAL_DAYS * DAY_MILLIS + 1)));
    }
}
