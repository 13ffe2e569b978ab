//! Keeping a command that cannot be taken up, so that its writer's numbers go on.

use serde_json::value::RawValue;

use super::clock::Bounds;
use super::push::{Pushing, Turn, Writing, turn, write};
use super::replay::begin_at;
use super::standing::{answered_anew, note};
use super::{HeldBytes, Record, SetBackLog, Shelf};
use crate::apply::State;
use crate::command::{Command, CommandBody, Moment, SCHEMA};
use crate::event::envelope::NewFact;
use crate::event::refusal::HeldCommand;
use crate::event::{Fact, RefusalFact};
use crate::id::{Cursor, Digest, Instant};
use crate::sync::hold::{Held, HoldRequest};
use crate::sync::message::{Answer, PushFault};
use crate::sync::refusal::RefusalCommand;

/// Keeps the bytes of one command unread and answers its number; the same request again gives the same answer.
///
/// # Errors
/// Only when the storage fails; then nothing of it may stand.
pub fn hold<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    request: &HoldRequest,
) -> Result<Result<Answer, PushFault>, L::Error> {
    let writer = request.writer;
    if !pushing.may_write_as(writer) {
        return Ok(Err(PushFault::NotTheirDevice {
            person: writer.person,
        }));
    }
    shelf.make_room();
    if let Some(first) = request.first {
        begin_at(log, writer, first)?;
    }
    let digest = Digest::of(&[request.command.as_bytes()]);
    match turn(log, shelf, writer, (request.number, request.id), digest)? {
        Turn::Next => {}
        Turn::Known(answer) => return Ok(Ok(answer)),
        Turn::Fault(fault) => {
            // Its own event may have come back without its answer: then the id is taken by this very request.
            let again = match fault {
                PushFault::IdTaken { .. } => match shelf.state(request.id.stream(), log)? {
                    Some(State::Held(known)) => {
                        held_anew(log, &known, pushing.now, request, digest)?
                    }
                    _ => taken_anew(log, pushing.now, request)?,
                },
                _ => None,
            };
            return Ok(again.ok_or(fault));
        }
    }
    let at = Cursor(log.head()?.cursor.0.saturating_add(1));
    let answer = Answer::Held { at };
    let fact = NewFact {
        stream: request.id.stream(),
        fact: Fact::Refusal(RefusalFact::CommandHeld(HeldCommand {
            number: request.number,
            digest,
            bytes: request.command.len() as u64,
            trouble: request.trouble,
        })),
    };
    let writing = Writing {
        bounds: Bounds {
            seen_at: None,
            received_at: pushing.now,
        },
        moved: None,
        record: Some(record_of(request, digest, &answer)),
        numbered: None,
        held: Some(bytes_of(request, pushing.now)),
        stand_ins: Vec::new(),
    };
    write(log, shelf, &named(request, pushing), vec![fact], writing)?;
    Ok(Ok(answer))
}

/// The answer it had, where its event stands and its answer does not; noted, so that it is given again.
fn held_anew<L: SetBackLog>(
    log: &mut L,
    known: &Held,
    now: Instant,
    request: &HoldRequest,
    digest: Digest,
) -> Result<Option<Answer>, L::Error> {
    let theirs = known.author == request.writer.person;
    if !theirs || known.held.number != request.number || known.held.digest != digest {
        return Ok(None);
    }
    let events = log.of_command(request.id)?;
    let Some(at) = events.last().map(|event| event.seq) else {
        return Ok(None);
    };
    let answer = Answer::Held { at };
    let record = record_of(request, digest, &answer);
    note(log, record, Some(bytes_of(request, now)))?;
    Ok(Some(answer))
}

/// The same where it was taken before the log was set back, by a server that did not fail on it: it is not held beside
/// what it came to. It is read only to know its own events by; nothing is decided on it.
fn taken_anew<L: SetBackLog>(
    log: &mut L,
    now: Instant,
    request: &HoldRequest,
) -> Result<Option<Answer>, L::Error> {
    let raw = RawValue::from_string(request.command.clone());
    let (Ok(raw), Ok(command)) = (raw, Command::read(&request.command)) else {
        return Ok(None);
    };
    let is_it = command.id == request.id
        && command.writer == request.writer
        && command.number == request.number;
    if is_it {
        answered_anew(log, now, &command, &raw)
    } else {
        Ok(None)
    }
}

fn record_of(request: &HoldRequest, digest: Digest, answer: &Answer) -> Record {
    Record {
        command: request.id,
        writer: request.writer,
        number: request.number,
        digest,
        answer: answer.clone(),
    }
}

fn bytes_of(request: &HoldRequest, received_at: Instant) -> HeldBytes {
    HeldBytes {
        command: request.id,
        bytes: request.command.clone(),
        received_at,
    }
}

/// Who sent what nobody has read: all of a command that is known of it.
fn named(request: &HoldRequest, pushing: &Pushing<'_>) -> Command {
    Command {
        id: request.id,
        writer: request.writer,
        number: request.number,
        after: Vec::new(),
        streams: Vec::new(),
        recorded_by: request.writer.person,
        conducted_by: vec![request.writer.person],
        moment: Moment {
            happened_at: pushing.now,
            entered_at: pushing.now,
            clock_offset: 0,
        },
        // Never decided and kept nowhere.
        body: CommandBody::Refusal(RefusalCommand::KeepAsObservation {
            refused: request.id,
        }),
        personal: Vec::new(),
        photos: Vec::new(),
        schema: SCHEMA,
        app: String::new(),
        signature: None,
    }
}
