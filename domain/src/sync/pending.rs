//! A command in the outbox, and the events it shows as until the server's come down.

use serde_json::value::RawValue;

use super::message::Answer;
use crate::command::{Command, SCHEMA};
use crate::decide::Ruling;
use crate::event::{Event, Opened, StandIn};
use crate::id::{Cursor, StreamId};
use crate::log;

/// A command that is saved here and whose outcome has not come down yet.
#[derive(Clone, Debug)]
pub struct Pending {
    pub command: Command,
    /// The bytes as stored: what is pushed, and what the server hashes.
    pub raw: Box<RawValue>,
    pub answer: Option<Answer>,
    /// What this tablet thinks of it, on the state it has.
    pub ruling: Ruling,
    /// Who did it in whose name, should it be taken.
    pub stand_ins: Vec<StandIn>,
}

pub(super) fn pending_events(pending: &Pending, stream: StreamId) -> Vec<Opened> {
    let Ok(facts) = &pending.ruling else {
        return Vec::new();
    };
    let command = &pending.command;
    facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.stream == stream)
        .filter_map(|(index, new)| {
            let event = Event {
                schema: SCHEMA,
                recorded_by: command.recorded_by,
                conducted_by: command.conducted_by.clone(),
                moment: command.moment,
                received_at: None,
                said: None,
                seen_at: None,
                clock_doubtful: false,
                brought_in_by: None,
                stand_ins: pending.stand_ins.clone(),
                fact: new.fact.clone(),
            };
            log::pack(command, stream, event, Cursor(0), index).map(|(_, opened)| opened)
        })
        .collect()
}
