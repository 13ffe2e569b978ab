//! One batch of commands: deduplicated by writer and number, decided again, appended.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::clock::Bounds;
use super::count::counted;
use super::standing::{answered_anew, still_so};
use super::{Append, EventLog, HeldBytes, Record, Shelf, erasure};
use crate::apply::State;
use crate::clause::Clause;
use crate::command::{Class, Command, CommandBody, Moment, SCHEMA};
use crate::complaint::command::ComplaintCommand;
use crate::decide::{decide, of_another_kind};
use crate::event::envelope::NewFact;
use crate::event::{Envelope, Event, Fact, Opened, RefusalFact, StandIn};
use crate::head::HeadRow;
use crate::id::{
    CommandId, Cursor, DeviceId, Digest, Instant, OfficeId, PersonId, StreamId, Writer,
    WriterNumber,
};
use crate::origin::stand_ins;
use crate::personal::{Personal, PersonalValue};
use crate::reads::{NextNumber, Reads, Scene, reads};
use crate::rejection::{Rejection, RejectionCode};
use crate::sync::message::{Answer, CommandAnswer, PushFault};
use crate::sync::refusal::{RefusalCommand, Settlement};

/// Who pushes, and when the server received it.
pub struct Pushing<'a> {
    pub office: OfficeId,
    pub now: Instant,
    /// The device of the session; `None` for the server's own hand.
    pub device: Option<DeviceId>,
    /// Whether this device may write for a person: they were signed in on it.
    pub may_write: &'a dyn Fn(PersonId) -> bool,
}

impl Pushing<'_> {
    /// From this device, for somebody who was signed in on it.
    pub(super) fn may_write_as(&self, writer: Writer) -> bool {
        self.device.is_none_or(|device| device == writer.device) && (self.may_write)(writer.person)
    }
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

pub(super) fn take<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    command: &Command,
    raw: &RawValue,
) -> Result<Result<Answer, PushFault>, L::Error> {
    let writer = command.writer;
    if command.recorded_by != writer.person || !pushing.may_write_as(writer) {
        return Ok(Err(PushFault::NotTheirDevice {
            person: writer.person,
        }));
    }
    let digest = Digest::of(&[raw.get().as_bytes()]);
    match turn(log, shelf, writer, (command.number, command.id), digest)? {
        Turn::Next => {}
        Turn::Known(answer) => return Ok(Ok(still_so(log, command, answer)?)),
        Turn::Fault(fault) => {
            // Its own events may have come back without it: then the id is taken by this very command.
            let again = match fault {
                PushFault::IdTaken { .. } => answered_anew(log, pushing.now, command, raw)?,
                _ => None,
            };
            return Ok(again.ok_or(fault));
        }
    }
    let bounds = Bounds::of(log, command, pushing.now)?;
    let moved = bounds.moved(command.moment);
    let judged = moved.map(|moment| Command {
        moment,
        ..command.clone()
    });
    let ruling = rule(log, shelf, pushing, judged.as_ref().unwrap_or(command))?;
    let ruling = match ruling {
        Ok(ruled) => {
            erasure::spread(log, shelf, ruled.facts)?.map(|facts| Ruled { facts, ..ruled })
        }
        Err(rejection) => Err(rejection),
    };
    let numbered = match &ruling {
        Ok(ruled) if takes_a_number(&command.body) && !ruled.facts.is_empty() => ruled.year,
        _ => None,
    };
    let (facts, stand_ins, rejection) = match ruling {
        Ok(ruled) => (ruled.facts, ruled.stand_ins, None),
        Err(rejection) => (
            vec![refusal(command, &rejection, pushing.office)],
            Vec::new(),
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
    let writing = Writing {
        bounds,
        moved,
        record: Some(record),
        numbered,
        held: None,
        stand_ins,
    };
    write(log, shelf, command, facts, writing)?;
    Ok(Ok(answer))
}

/// Where a command stands among those of its writer.
pub(super) enum Turn {
    Next,
    /// It was answered before.
    Known(Answer),
    Fault(PushFault),
}

pub(super) fn turn<L: EventLog>(
    log: &L,
    shelf: &mut Shelf,
    writer: Writer,
    (number, id): (WriterNumber, CommandId),
    digest: Digest,
) -> Result<Turn, L::Error> {
    let last = log.writer(writer)?.map_or(0, |state| state.number.0);
    if number.0 <= last {
        return Ok(match log.answer(writer, number)? {
            Some((known, answer)) if known == digest => Turn::Known(answer),
            _ => Turn::Fault(PushFault::Cloned { writer }),
        });
    }
    let expected = WriterNumber(last.saturating_add(1));
    if number != expected {
        return Ok(Turn::Fault(PushFault::Gap { writer, expected }));
    }
    // Tablets tell commands apart by their ids: with one id twice, the answer to one would be taken for the other's.
    if log.knows(id)? || shelf.state(id.stream(), log)?.is_some() {
        return Ok(Turn::Fault(PushFault::IdTaken { command: id }));
    }
    Ok(Turn::Next)
}

/// A registration uses the next number of its year, also where it was held and is taken now.
fn takes_a_number(body: &CommandBody) -> bool {
    match body {
        CommandBody::Complaint(ComplaintCommand::Register { .. }) => true,
        CommandBody::Refusal(RefusalCommand::Take { command, .. }) => takes_a_number(&command.body),
        _ => false,
    }
}

/// Something this office has known for so long, and whoever wrote this did not.
const STALE_MILLIS: i64 = 30 * 24 * 3_600_000;

/// Whether it is for a manager to take or to leave: its author was removed since, or it was decided on a state that has
/// not been the office's for thirty days.
fn held<L: EventLog>(
    log: &L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    command: &Command,
) -> Result<bool, L::Error> {
    if let Some(seen) = command.streams.iter().map(|seen| seen.seen).max() {
        let next = Cursor(seen.0.saturating_add(1));
        if let Some(known_since) = log.received_at(next)?
            && pushing.now.0.saturating_sub(known_since.0) > STALE_MILLIS
        {
            return Ok(true);
        }
    }
    let Some(State::Office(office)) = shelf.state(pushing.office.stream(), log)? else {
        return Ok(false);
    };
    let today = crate::command::day(pushing.now, office.utc_offset_minutes);
    Ok(matches!(
        shelf.state(command.recorded_by.stream(), log)?,
        Some(State::Person(author)) if !author.on_staff(today)
    ))
}

/// What an accepted command leaves, by whose authority, and the office's year.
struct Ruled {
    facts: Vec<NewFact>,
    stand_ins: Vec<StandIn>,
    year: Option<i32>,
}

fn rule<L: EventLog>(
    log: &L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    command: &Command,
) -> Result<Result<Ruled, Rejection>, L::Error> {
    if held(log, shelf, pushing, command)? {
        return Ok(Err(Rejection::new(RejectionCode::Held, Clause::Ours)));
    }
    let class = command.body.class();
    if class != Class::Fact {
        for before in &command.after {
            let stands_refused = match shelf.state(before.stream(), log)? {
                Some(State::Refusal(before)) => before.settled != Some(Settlement::Taken),
                Some(State::Held(_)) => true,
                _ => false,
            };
            if stands_refused {
                return Ok(Err(Rejection::new(
                    RejectionCode::FollowsRefused { of: *before },
                    Clause::Ours,
                )));
            }
        }
    }
    let latest = command.streams.iter().map(|seen| seen.seen).max();
    let mut streams = BTreeMap::new();
    let begun = command
        .body
        .begins()
        .then(|| command.body.target(pushing.office));
    for stream in reads(command, pushing.office) {
        if shelf.unreadable(stream, log)? {
            return Ok(Err(Rejection::new(RejectionCode::Held, Clause::Ours)));
        }
        let state = if class == Class::Fact && begun != Some(stream) {
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
    let counted = match &office {
        Some(office) => counted(log, office, &command.body, pushing.now)?,
        None => None,
    };
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
        counted,
    };
    let facts = match decide(command, &reads) {
        Ok(facts) => facts,
        Err(rejection) => return Ok(Err(rejection)),
    };
    for new in &facts {
        if !shelf.takes(new, log)? {
            return Ok(Err(of_another_kind()));
        }
    }
    Ok(Ok(Ruled {
        stand_ins: stand_ins(command, &reads),
        facts,
        year,
    }))
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
    let writing = Writing {
        bounds: Bounds {
            seen_at: None,
            received_at: now,
        },
        moved: None,
        record: None,
        numbered: None,
        held: None,
        stand_ins: Vec::new(),
    };
    write(log, shelf, command, facts, writing)
}

/// What is written with a command's facts.
pub(super) struct Writing {
    pub bounds: Bounds,
    /// The command's moment as it counts, where it is not as the tablet said.
    pub moved: Option<Moment>,
    pub record: Option<Record>,
    pub numbered: Option<i32>,
    pub held: Option<HeldBytes>,
    /// Who did it in whose name.
    pub stand_ins: Vec<StandIn>,
}

pub(super) fn write<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    command: &Command,
    facts: Vec<NewFact>,
    writing: Writing,
) -> Result<(), L::Error> {
    erasure::blank(log, shelf, &facts)?;
    let head = log.head()?;
    let mut hash = head.hash;
    let mut append = Append {
        envelopes: Vec::with_capacity(facts.len()),
        hashes: Vec::with_capacity(facts.len()),
        heads: Vec::new(),
        record: writing.record,
        numbered: writing.numbered,
        held: writing.held,
    };
    let mut rows: BTreeMap<StreamId, HeadRow> = BTreeMap::new();
    for (index, new) in facts.into_iter().enumerate() {
        let seq = Cursor(head.cursor.0.saturating_add(index as u64).saturating_add(1));
        let event = Event {
            schema: SCHEMA,
            recorded_by: command.recorded_by,
            conducted_by: command.conducted_by.clone(),
            moment: writing.moved.unwrap_or(command.moment),
            said: writing.moved.map(|_| command.moment),
            received_at: Some(writing.bounds.received_at),
            seen_at: writing.bounds.seen_at,
            clock_doubtful: writing.moved.is_some(),
            brought_in_by: shelf.brought_in_by,
            stand_ins: writing.stand_ins.clone(),
            fact: new.fact,
        };
        let Some((envelope, opened)) = pack(command, new.stream, event, seq, index) else {
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
pub(crate) fn pack(
    command: &Command,
    stream: StreamId,
    event: Event,
    seq: Cursor,
    index: usize,
) -> Option<(Envelope, Opened)> {
    let body = serde_json::value::to_raw_value(&event).ok()?;
    // An erasure names what is gone; nothing rides beside it.
    let erases = matches!(event.fact, Fact::Erasure(_));
    let named = |value: &&PersonalValue| !erases && names(body.get(), value.digest);
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
