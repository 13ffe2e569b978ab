//! What leaves the outbox, and what is written anew in it.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::message::{Answer, PullReply, PushReply};
use super::replica::{OutboxKey, Pending, Replica};
use crate::command::Command;
use crate::gather::set_of;
use crate::id::{CommandId, Cursor};

impl Replica {
    /// What [`Replica::pulled`] will settle. The owner writes first and takes the reply in only when that stands:
    /// otherwise the cursor here runs ahead of the storage, and a later write covers a gap.
    #[must_use]
    pub fn settles(&self, reply: &PullReply) -> Vec<OutboxKey> {
        let told = Told::by(reply);
        let cursor = self.cursor.max(reply.cursor);
        self.outbox
            .iter()
            .filter(|pending| is_down(told.answer(pending).as_ref(), cursor))
            .map(|pending| (pending.command.writer, pending.command.number))
            .collect()
    }

    /// What [`Replica::pushed`] will settle: what the log holds up to here, or what changed nothing.
    #[must_use]
    pub fn settles_on(&self, reply: &PushReply) -> Vec<OutboxKey> {
        let answer = |pending: &Pending| {
            let answers = reply.answers.iter();
            let given = answers.rev().find(|it| it.id == pending.command.id);
            given.map(|it| it.answer.clone()).or(pending.answer.clone())
        };
        self.outbox
            .iter()
            .filter(|pending| is_down(answer(pending).as_ref(), self.cursor))
            .map(|pending| (pending.command.writer, pending.command.number))
            .collect()
    }

    /// The unanswered commands as they read after one whose id the server knows for something else got a fresh one:
    /// it, and what builds on it. A copy of this tablet finds the same id.
    #[must_use]
    pub fn renamed(&self, taken: CommandId) -> Vec<Command> {
        let unanswered = || {
            self.outbox
                .iter()
                .filter(|pending| pending.answer.is_none())
        };
        let Some(first) = unanswered().find(|pending| pending.command.id == taken) else {
            return Vec::new();
        };
        let fresh = CommandId::instead_of(taken, first.command.writer, first.command.number);
        unanswered()
            .filter_map(|pending| {
                let mut command = pending.command.clone();
                let is_first = command.writer == first.command.writer
                    && command.number == first.command.number;
                if is_first {
                    command.id = fresh;
                } else if !command.after.contains(&taken) {
                    return None;
                }
                for before in &mut command.after {
                    if *before == taken {
                        *before = fresh;
                    }
                }
                Some(command)
            })
            .collect()
    }

    /// Commands whose bytes were written anew under the same number, once that is durable.
    pub fn rewritten(&mut self, commands: Vec<(Command, Box<RawValue>)>) {
        for (command, raw) in commands {
            let key: OutboxKey = (command.writer, command.number);
            let known = self
                .outbox
                .iter_mut()
                .find(|pending| (pending.command.writer, pending.command.number) == key);
            if let Some(pending) = known {
                pending.command = command;
                pending.raw = raw;
            }
        }
        self.redecide();
    }
}

/// What the events of one pull say about commands whose answer may have been lost.
pub(super) struct Told {
    at: Cursor,
    down: BTreeSet<CommandId>,
    /// A page may end in the middle of a command's events: the rest comes with the next one.
    cut: Option<CommandId>,
}

impl Told {
    pub(super) fn by(reply: &PullReply) -> Self {
        let last = reply.events.last().map(|last| last.command);
        Told {
            at: reply.cursor,
            down: set_of(reply.events.iter().map(|envelope| envelope.command)),
            cut: last.filter(|_| reply.cursor < reply.head),
        }
    }

    /// The answer a command has after this pull.
    pub(super) fn answer(&self, pending: &Pending) -> Option<Answer> {
        let id = pending.command.id;
        if !self.down.contains(&id) {
            let place = place_of(pending.answer.as_ref());
            // Something else stands where the server said this stands: it was set back, and does not have it.
            let gone = place.is_some_and(|place| place <= self.at);
            return pending.answer.clone().filter(|_| !gone);
        }
        let last = Cursor(self.at.0.saturating_add(u64::from(self.cut == Some(id))));
        Some(match &pending.answer {
            // The answer was lost, but here are its events.
            None => Answer::Accepted {
                first: self.at,
                last,
            },
            Some(Answer::Accepted { first, last: known }) => Answer::Accepted {
                first: *first,
                last: last.max(*known),
            },
            Some(other) => other.clone(),
        })
    }
}

/// Where the last event of an answered command stands.
pub(super) fn place_of(answer: Option<&Answer>) -> Option<Cursor> {
    match answer? {
        Answer::Unchanged => None,
        Answer::Accepted { last: at, .. } | Answer::Refused { at, .. } | Answer::Held { at } => {
            Some(*at)
        }
    }
}

pub(super) fn is_down(answer: Option<&Answer>, cursor: Cursor) -> bool {
    match (answer, place_of(answer)) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(_), Some(place)) => place <= cursor,
    }
}
