//! A command whose events stand in the log while its answer does not: they came back after the log was set back, and the
//! answer did not. It is answered by what it left, and its writer's numbers go on.

use serde_json::value::RawValue;

use super::{Append, EventLog, HeldBytes, Record};
use crate::command::Command;
use crate::event::{Fact, Opened, RefusalFact};
use crate::id::{Digest, Instant};
use crate::sync::message::Answer;

/// The answer to its writer's next command, where it is one of these; noted, so that it is given again.
///
/// # Errors
/// When the storage fails.
pub(super) fn answered_anew<L: EventLog>(
    log: &mut L,
    now: Instant,
    command: &Command,
    raw: &RawValue,
) -> Result<Option<Answer>, L::Error> {
    let Some(answer) = standing(log, command)? else {
        return Ok(None);
    };
    let held = matches!(answer, Answer::Held { .. }).then(|| HeldBytes {
        command: command.id,
        bytes: raw.get().to_owned(),
        received_at: now,
    });
    let record = Record {
        command: command.id,
        writer: command.writer,
        number: command.number,
        digest: Digest::of(&[raw.get().as_bytes()]),
        answer: answer.clone(),
    };
    note(log, record, held)?;
    Ok(Some(answer))
}

/// Notes an answer to what left its events before.
pub(super) fn note<L: EventLog>(
    log: &mut L,
    record: Record,
    held: Option<HeldBytes>,
) -> Result<(), L::Error> {
    log.append(&Append {
        envelopes: Vec::new(),
        hashes: Vec::new(),
        heads: Vec::new(),
        record: Some(record),
        numbered: None,
        held,
    })
}

/// What it was answered before, unless it changed nothing then and its events stand all the same: a log that was set
/// back decided it again before a tablet handed back what it had come to the first time.
///
/// # Errors
/// When the storage fails.
pub(super) fn still_so<L: EventLog>(
    log: &L,
    command: &Command,
    answer: Answer,
) -> Result<Answer, L::Error> {
    if answer != Answer::Unchanged {
        return Ok(answer);
    }
    Ok(standing(log, command)?.unwrap_or(answer))
}

/// What this very command was answered with, by the events it left. Another one that only has its id left none.
fn standing<L: EventLog>(log: &L, command: &Command) -> Result<Option<Answer>, L::Error> {
    let events = log.of_command(command.id)?;
    let (Some(first), Some(last)) = (events.first(), events.last()) else {
        return Ok(None);
    };
    Ok(first
        .open()
        .ok()
        .filter(|opened| is_of(opened, command))
        .map(|opened| match opened.event.fact {
            Fact::Refusal(RefusalFact::CommandRefused { rejection, .. }) => Answer::Refused {
                rejection,
                at: last.seq,
            },
            Fact::Refusal(RefusalFact::CommandHeld(_)) => Answer::Held { at: last.seq },
            _ => Answer::Accepted {
                first: first.seq,
                last: last.seq,
            },
        }))
}

fn is_of(opened: &Opened, command: &Command) -> bool {
    let event = &opened.event;
    if let Fact::Refusal(RefusalFact::CommandHeld(held)) = &event.fact {
        // Nobody had read it: all that is known of it is who sent it, and under which number.
        return event.recorded_by == command.recorded_by && held.number == command.number;
    }
    event.recorded_by == command.recorded_by
        && event.conducted_by == command.conducted_by
        && event.said.unwrap_or(event.moment) == command.moment
}
