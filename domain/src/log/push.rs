//! One batch of commands: deduplicated by writer and number, decided again, appended.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{Append, EventLog, Record, Shelf};
use crate::apply::State;
use crate::clause::Clause;
use crate::command::{Class, Command, CommandBody, SCHEMA};
use crate::complaint::command::ComplaintCommand;
use crate::decide::decide;
use crate::event::envelope::NewFact;
use crate::event::{Envelope, Event, Fact, Opened, RefusalFact};
use crate::head::HeadRow;
use crate::id::{Cursor, Digest, Instant, OfficeId, PersonId, StreamId};
use crate::personal::{Personal, PersonalValue};
use crate::reads::{NextNumber, Reads, Scene, reads};
use crate::rejection::{Rejection, RejectionCode};
use crate::sync::message::{Answer, CommandAnswer, PushFault};

/// Entered-at may lie this far after received-at before it is marked.
const CLOCK_TOLERANCE_MILLIS: i64 = 120_000;

/// Who pushes, and when the server received it.
pub struct Pushing<'a> {
    pub office: OfficeId,
    pub now: Instant,
    /// The device of the session; `None` for the server's own hand.
    pub device: Option<crate::id::DeviceId>,
    /// Whether this device may write for a person: they were signed in on it.
    pub may_write: &'a dyn Fn(PersonId) -> bool,
}

#[derive(Clone, Debug)]
pub struct PushOutcome {
    pub answers: Vec<CommandAnswer>,
    /// Why it stopped before the end, if it did.
    pub fault: Option<PushFault>,
}

/// Takes a batch in order. Every command gets an answer: accepted, unchanged, or a refusal that is itself an event.
///
/// # Errors
/// Only when the storage fails; then nothing of the batch may stand.
pub fn push<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    commands: &[Box<RawValue>],
) -> Result<PushOutcome, L::Error> {
    let mut outcome = PushOutcome {
        answers: Vec::with_capacity(commands.len()),
        fault: None,
    };
    shelf.make_room();
    for (index, raw) in commands.iter().enumerate() {
        let Ok(command) = Command::read(raw.get()) else {
            outcome.fault = Some(PushFault::Unreadable { index });
            return Ok(outcome);
        };
        let id = command.id;
        match take(log, shelf, pushing, &command, raw)? {
            Ok(answer) => outcome.answers.push(CommandAnswer { id, answer }),
            Err(fault) => {
                outcome.fault = Some(fault);
                return Ok(outcome);
            }
        }
    }
    Ok(outcome)
}

fn take<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    command: &Command,
    raw: &RawValue,
) -> Result<Result<Answer, PushFault>, L::Error> {
    let writer = command.writer;
    let theirs = pushing.device.is_none_or(|device| device == writer.device)
        && (pushing.may_write)(writer.person)
        && command.recorded_by == writer.person;
    if !theirs {
        return Ok(Err(PushFault::NotTheirDevice {
            person: writer.person,
        }));
    }
    let digest = Digest::of(&[raw.get().as_bytes()]);
    let last = log.writer(writer)?.map_or(0, |state| state.number.0);
    if command.number.0 <= last {
        return Ok(match log.answer(writer, command.number)? {
            Some((known, answer)) if known == digest => Ok(answer),
            _ => Err(PushFault::Cloned { writer }),
        });
    }
    let expected = crate::id::WriterNumber(last.saturating_add(1));
    if command.number != expected {
        return Ok(Err(PushFault::Gap { writer, expected }));
    }
    // Tablets tell commands apart by their ids: with one id twice, the answer to one would be taken for the other's.
    if log.knows(command.id)? || shelf.state(command.id.stream(), log)?.is_some() {
        return Ok(Err(PushFault::IdTaken {
            command: command.id,
        }));
    }
    let ruling = rule(log, shelf, pushing, command)?;
    let numbered = match (&ruling, &command.body) {
        (Ok((facts, year)), CommandBody::Complaint(ComplaintCommand::Register { .. }))
            if !facts.is_empty() =>
        {
            *year
        }
        _ => None,
    };
    let (facts, rejection) = match ruling {
        Ok((facts, _)) => (facts, None),
        Err(rejection) => (
            vec![refusal(command, &rejection, pushing.office)],
            Some(rejection),
        ),
    };
    let head = log.head()?;
    let first = Cursor(head.cursor.0.saturating_add(1));
    let at = Cursor(head.cursor.0.saturating_add(facts.len() as u64));
    let answer = match rejection {
        Some(rejection) => Answer::Refused { rejection, at },
        None if facts.is_empty() => Answer::Unchanged,
        None => Answer::Accepted { first, last: at },
    };
    let record = Record {
        command: command.id,
        writer,
        number: command.number,
        digest,
        answer: answer.clone(),
    };
    write(
        log,
        shelf,
        pushing.now,
        command,
        facts,
        Some(record),
        numbered,
    )?;
    Ok(Ok(answer))
}

type Ruled = Result<(Vec<NewFact>, Option<i32>), Rejection>;

fn rule<L: EventLog>(
    log: &L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    command: &Command,
) -> Result<Ruled, L::Error> {
    let class = command.body.class();
    if class != Class::Fact {
        for before in &command.after {
            if let Some(State::Refusal(_)) = shelf.state(before.stream(), log)? {
                return Ok(Err(Rejection::new(
                    RejectionCode::FollowsRefused { of: *before },
                    Clause::Ours,
                )));
            }
        }
    }
    let latest = command.streams.iter().map(|seen| seen.seen).max();
    let mut streams = BTreeMap::new();
    for stream in reads(command, pushing.office) {
        if shelf.unreadable(stream, log)? {
            return Ok(Err(Rejection::new(RejectionCode::Held, Clause::Ours)));
        }
        let state = if class == Class::Fact {
            let seen = command
                .streams
                .iter()
                .find(|seen| seen.id == stream)
                .map(|seen| seen.seen)
                .or(latest)
                .unwrap_or_default();
            shelf.as_seen(stream, seen, &command.after, log)?
        } else {
            shelf.state(stream, log)?
        };
        if let Some(state) = state {
            streams.insert(stream, state);
        }
    }
    let office = match shelf.state(pushing.office.stream(), log)? {
        Some(State::Office(office)) => Some(office),
        _ => None,
    };
    if let (Some(office), Some(State::Person(author))) =
        (&office, shelf.state(command.recorded_by.stream(), log)?)
        && !author.on_staff(crate::command::day(pushing.now, office.utc_offset_minutes))
    {
        return Ok(Err(Rejection::new(RejectionCode::Held, Clause::Ours)));
    }
    let year = office.map(|office| Scene::year(&office, pushing.now));
    let next_number = match year {
        Some(year) => Some(NextNumber {
            year,
            number: log.next_number(year)?,
        }),
        None => None,
    };
    let reads = Reads {
        office: pushing.office,
        streams,
        next_number,
    };
    Ok(decide(command, &reads).map(|facts| (facts, year)))
}

fn refusal(command: &Command, rejection: &Rejection, office: OfficeId) -> NewFact {
    let mut kept = command.clone();
    kept.personal.clear();
    NewFact {
        stream: command.id.stream(),
        fact: Fact::Refusal(RefusalFact::CommandRefused {
            about: command.body.target(office),
            command: Box::new(kept),
            rejection: rejection.clone(),
        }),
    }
}

/// Facts the server itself writes, such as an office's founding, in the name of `command`'s author.
///
/// # Errors
/// When the storage fails.
pub fn append_as_server<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    now: Instant,
    command: &Command,
    facts: Vec<NewFact>,
) -> Result<(), L::Error> {
    write(log, shelf, now, command, facts, None, None)
}

fn write<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    now: Instant,
    command: &Command,
    facts: Vec<NewFact>,
    record: Option<Record>,
    numbered: Option<i32>,
) -> Result<(), L::Error> {
    let head = log.head()?;
    let mut hash = head.hash;
    let mut append = Append {
        envelopes: Vec::with_capacity(facts.len()),
        hashes: Vec::with_capacity(facts.len()),
        heads: Vec::new(),
        record,
        numbered,
    };
    let mut rows: BTreeMap<StreamId, HeadRow> = BTreeMap::new();
    for (index, new) in facts.into_iter().enumerate() {
        let seq = Cursor(head.cursor.0.saturating_add(index as u64).saturating_add(1));
        let Some((envelope, opened)) =
            envelope(command, new, seq, index, (now, shelf.brought_in_by))
        else {
            continue;
        };
        hash = envelope.head_hash(hash);
        append.hashes.push(hash);
        if let Some(row) = shelf.add(opened, &envelope, log)? {
            rows.insert(row.stream, row);
        }
        append.envelopes.push(envelope);
    }
    append.heads = rows.into_values().collect();
    log.append(&append)
}

/// An event's body is serialized once, here, and kept byte for byte from then on.
fn envelope(
    command: &Command,
    new: NewFact,
    seq: Cursor,
    index: usize,
    (now, brought_in_by): (Instant, Option<PersonId>),
) -> Option<(Envelope, Opened)> {
    let entered = command
        .moment
        .entered_at
        .0
        .saturating_add(command.moment.clock_offset);
    let event = Event {
        schema: SCHEMA,
        recorded_by: command.recorded_by,
        conducted_by: command.conducted_by.clone(),
        moment: command.moment,
        received_at: Some(now),
        clock_doubtful: entered > now.0.saturating_add(CLOCK_TOLERANCE_MILLIS),
        brought_in_by,
        fact: new.fact,
    };
    pack(command, new.stream, event, seq, index)
}

pub(crate) fn pack(
    command: &Command,
    stream: StreamId,
    event: Event,
    seq: Cursor,
    index: usize,
) -> Option<(Envelope, Opened)> {
    let body = serde_json::value::to_raw_value(&event).ok()?;
    let named = |value: &&PersonalValue| names(body.get(), value.digest);
    let personal: Vec<PersonalValue> = command.personal.iter().filter(named).cloned().collect();
    let index = u16::try_from(index).ok()?;
    let opened = Opened {
        seq,
        stream,
        command: command.id,
        index,
        event,
        personal: personal.clone(),
    };
    let envelope = Envelope {
        seq,
        stream,
        command: command.id,
        index,
        body,
        personal,
    };
    Some((envelope, opened))
}

/// Personal values ride only with the events whose body names their digest.
fn names(body: &str, digest: Personal) -> bool {
    body.contains(&digest.0.to_string())
}
