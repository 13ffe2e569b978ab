//! What goes up next.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::message::{BATCH_BYTES, BATCH_COMMANDS, PushRequest};
use super::replica::{OutboxKey, Pending, Replica};
use crate::command::Command;
use crate::id::{CommandId, Writer};

/// Where a command of a batch stands among its writer's; `None` where it cannot be read.
#[must_use]
pub fn key_of(raw: &RawValue) -> Option<OutboxKey> {
    let command = Command::read(raw.get()).ok()?;
    Some((command.writer, command.number))
}

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

    /// The same behind commands that the server has lost and that are still to be sent again. What builds on something
    /// answered waits for its events in any case.
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
        // What builds on something answered goes up once that is here: a server that was set back in between would have
        // lost the one and refuse the other, and only the next pull shows it.
        let answered = self.outbox().iter().filter(|it| it.answer.is_some());
        waiting.extend(answered.map(|it| it.command.id));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::id::{Cursor, DeviceId, Digest, Instant, OfficeId};
    use crate::sync::message::{Answer, CommandAnswer, PullReply, PushReply};
    use crate::sync::trial::save;
    use serde_json::value::RawValue;
    use uuid::Uuid;

    fn goes(replica: &Replica) -> Vec<u128> {
        let read = |raw: &RawValue| Command::read(raw.get()).unwrap().id.0.as_u128();
        let batch = replica.batch(9).map(|request| request.commands);
        batch.iter().flatten().map(|raw| read(raw)).collect()
    }

    #[test]
    fn what_builds_on_something_answered_goes_up_once_that_is_here_or_is_sent_again() {
        let mut replica = Replica::new(OfficeId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
        save(&mut replica, 10, 1, 7);
        save(&mut replica, 11, 2, 7);
        save(&mut replica, 12, 3, 8);
        assert_eq!(goes(&replica), [1, 2, 3]);
        replica.pushed(&PushReply {
            epoch: 0,
            answers: vec![CommandAnswer {
                id: CommandId(Uuid::from_u128(1)),
                answer: Answer::Accepted {
                    first: Cursor(5),
                    last: Cursor(5),
                },
            }],
            head: Cursor(5),
            server_time: at(),
        });
        assert_eq!(goes(&replica), [3]);
        // Something else stands there: the server was set back meanwhile.
        replica.pulled(&PullReply {
            epoch: 0,
            events: Vec::new(),
            heads: Vec::new(),
            cursor: Cursor(5),
            hash: Digest::ZERO,
            head: Cursor(5),
            server_time: at(),
            seal: None,
        });
        assert_eq!(goes(&replica), [1, 2, 3]);
    }

    fn at() -> Instant {
        Instant(9)
    }
}
