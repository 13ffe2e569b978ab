//! The journals of tablets, sent again to a log that was set back. What it knows is remembered as answered; what it lost
//! is decided anew. Nothing happens twice.

use serde_json::value::RawValue;

use super::push::{PushOutcome, Pushing, take};
use super::{Append, HeldBytes, Record, SetBackLog, Shelf};
use crate::command::Command;
use crate::event::{Fact, Opened, RefusalFact};
use crate::id::{Digest, WriterNumber};
use crate::sync::journal::ReplayRequest;
use crate::sync::message::{Answer, CommandAnswer, PushFault};

/// Takes a batch in order; every command gets the answer it has now. A writer's numbers may begin later than this log
/// expects: what came before is older than any journal.
///
/// # Errors
/// Only when the storage fails; then nothing of the batch may stand.
pub fn replay<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    request: &ReplayRequest,
) -> Result<PushOutcome, L::Error> {
    let mut outcome = PushOutcome {
        answers: Vec::with_capacity(request.commands.len()),
        fault: None,
    };
    shelf.make_room();
    for (writer, first) in &request.first {
        if !pushing.may_write_as(*writer) {
            outcome.fault = Some(PushFault::NotTheirDevice {
                person: writer.person,
            });
            return Ok(outcome);
        }
        let last = log.writer(*writer)?.map_or(0, |state| state.number.0);
        if last.saturating_add(1) < first.0 {
            log.skip_to(*writer, WriterNumber(first.0.saturating_sub(1)))?;
        }
    }
    for (index, raw) in request.commands.iter().enumerate() {
        let Ok(command) = Command::read(raw.get()) else {
            outcome.fault = Some(PushFault::Unreadable { index });
            return Ok(outcome);
        };
        let id = command.id;
        match again(log, shelf, pushing, &command, raw)? {
            Ok(answer) => outcome.answers.push(CommandAnswer { id, answer }),
            Err(fault) => {
                outcome.fault = Some(fault);
                return Ok(outcome);
            }
        }
    }
    Ok(outcome)
}

fn again<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    command: &Command,
    raw: &RawValue,
) -> Result<Result<Answer, PushFault>, L::Error> {
    let writer = command.writer;
    let last = log.writer(writer)?.map_or(0, |state| state.number.0);
    let next = command.number.0 == last.saturating_add(1);
    let theirs = command.recorded_by == writer.person && pushing.may_write_as(writer);
    let stands = if next && theirs {
        standing(log, command)?
    } else {
        None
    };
    let Some(answer) = stands else {
        return take(log, shelf, pushing, command, raw);
    };
    let held = matches!(answer, Answer::Held { .. }).then(|| HeldBytes {
        command: command.id,
        bytes: raw.get().to_owned(),
        received_at: pushing.now,
    });
    log.append(&Append {
        envelopes: Vec::new(),
        hashes: Vec::new(),
        heads: Vec::new(),
        record: Some(Record {
            command: command.id,
            writer,
            number: command.number,
            digest: Digest::of(&[raw.get().as_bytes()]),
            answer: answer.clone(),
        }),
        numbered: None,
        held,
    })?;
    Ok(Ok(answer))
}

/// What this very command was answered with, by the events it left. Another one that only has its id left none.
fn standing<L: SetBackLog>(log: &L, command: &Command) -> Result<Option<Answer>, L::Error> {
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
