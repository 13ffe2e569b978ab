//! An office comes back from its pages. Nothing of it is served before all of it is here and its hash is right.

use std::collections::{BTreeMap, BTreeSet};

use domain::apply::apply;
use domain::head::{FOLD_VERSION, HeadData, HeadRow};
use domain::id::{Cursor, Digest, OfficeId, StreamId};
use domain::log::EventLog as _;
use domain::log::set_back::begin as begin_taking_back;
use domain::sync::seal::SealKey;
use domain::sync::window::lives_until;
use worker::{SqlStorage, SqlStorageValue};

use super::pages::{End, FORMAT, Line, Page};
use super::window::{self, Offset};
use super::{Meta, Row, SEAL_KEY, SqlLog, StorageFault, create, integer, set_meta, signed};
use crate::auth::token;
use crate::clock;
use crate::office_log::enrolment;

/// Says in `meta` that an office is not all here yet.
pub const RESTORING: &str = "restoring";
/// How far the log was looked at for streams to fold.
const FOLDED: &str = "folded";
/// Events looked at in one request.
const EVENTS_AT_ONCE: i64 = 4_000;

/// Why pages are not an office.
#[derive(Debug, thiserror::Error)]
pub enum NotAnOffice {
    #[error("{0}")]
    Storage(#[from] StorageFault),
    #[error("a page is not what its sum says")]
    Sum,
    #[error("a line cannot be read")]
    Line,
    #[error("events are missing before {0:?}")]
    Gap(Cursor),
    #[error("a personal value does not belong to its digest")]
    Personal,
    #[error("the log does not end where it should")]
    End,
}

/// An empty office that waits for its pages.
pub fn begin(sql: &SqlStorage, office: OfficeId) -> Result<(), StorageFault> {
    let meta = Meta {
        office,
        epoch: 0,
        demo: false,
        clock_moved_by: 0,
        fold: FOLD_VERSION,
        schema: super::SCHEMA,
        key: SealKey(token::random().map_err(|_| StorageFault::Unfinished)?),
    };
    create(sql, &meta)?;
    set_meta(sql, RESTORING, "1")
}

/// One page after the other, in order.
pub fn take(sql: &SqlStorage, page: &Page) -> Result<(), NotAnOffice> {
    if Digest::of(&[page.text.as_bytes()]) != page.sum {
        return Err(NotAnOffice::Sum);
    }
    let head = SqlLog::new(sql.clone()).head()?;
    let (mut at, mut hash) = (head.cursor, head.hash);
    for line in page.text.lines() {
        match serde_json::from_str(line).map_err(|_| NotAnOffice::Line)? {
            Line::Event(envelope) => {
                at = Cursor(at.0.saturating_add(1));
                if envelope.seq != at {
                    return Err(NotAnOffice::Gap(envelope.seq));
                }
                if !envelope.personal.iter().all(|value| value.holds()) {
                    return Err(NotAnOffice::Personal);
                }
                hash = envelope.head_hash(hash);
                let personal =
                    serde_json::to_string(&envelope.personal).map_err(|_| NotAnOffice::Line)?;
                run(
                    sql,
                    "INSERT INTO events (seq, stream, command, idx, body, personal, hash)
                     VALUES (?, ?, ?, ?, ?, ?, ?)",
                    vec![
                        integer(at.0),
                        envelope.stream.to_string().into(),
                        envelope.command.to_string().into(),
                        i64::from(envelope.index).into(),
                        envelope.body.get().into(),
                        personal.into(),
                        hash.to_string().into(),
                    ],
                )?;
            }
            Line::Answer(line) => run(
                sql,
                "INSERT INTO answers (person, device, number, digest, answer, at) VALUES (?, ?, ?, ?, ?, ?)
                 ON CONFLICT DO NOTHING",
                vec![
                    line.person.into(),
                    line.device.into(),
                    integer(line.number),
                    line.digest.into(),
                    line.answer.get().into(),
                    integer(line.at),
                ],
            )?,
        }
    }
    if at != page.last {
        return Err(NotAnOffice::End);
    }
    Ok(())
}

/// After the last page: folds some streams, and says how many events wait. At zero the office is open.
pub fn finish(sql: &SqlStorage, end: &End, sum: Digest) -> Result<u64, NotAnOffice> {
    let head = SqlLog::new(sql.clone()).head()?;
    let text = serde_json::to_string(end).map_err(|_| NotAnOffice::Line)?;
    let right = Digest::of(&[text.as_bytes()]) == sum
        && end.format == FORMAT
        && (head.cursor, head.hash) == (end.at, end.hash);
    if !right {
        return Err(NotAnOffice::End);
    }
    let waiting = fold_some(sql)?;
    if waiting == 0 {
        tables(sql, end)?;
        let done = vec![RESTORING.into(), FOLDED.into()];
        sql.exec("DELETE FROM meta WHERE key IN (?, ?)", done)
            .map_err(StorageFault::from)?;
    }
    Ok(waiting)
}

/// Heads in the order their streams began, a stretch of the log at a time: a log of many years is not searched anew
/// with every request. Gives how many events are still to be looked at.
fn fold_some(sql: &SqlStorage) -> Result<u64, StorageFault> {
    let offset = Offset::default();
    let log = SqlLog::new(sql.clone());
    let key = vec![FOLDED.into()];
    let done = Row::first(sql, "meta", "SELECT value FROM meta WHERE key = ?", key)?
        .and_then(|row| row.text(0).ok()?.parse().ok())
        .unwrap_or(0_u64);
    let query = "SELECT seq, stream, command FROM events WHERE seq > ? ORDER BY seq LIMIT ?";
    let values = vec![integer(done), EVENTS_AT_ONCE.into()];
    let mut begun: Vec<Begun> = Vec::new();
    for row in Row::all(sql, "events", query, values)? {
        begun.push(Begun {
            seq: row.natural(0)?,
            stream: row.parsed(1)?,
            command: row.text(2)?.to_owned(),
        });
    }
    let whole = whole_commands(&begun);
    let mut at = done;
    for command in begun
        .get(..whole)
        .unwrap_or_default()
        .chunk_by(|one, next| one.command == next.command)
    {
        // Streams that begin with one command got their places by their ids, here as when they began.
        let streams: BTreeSet<StreamId> = command.iter().map(|one| one.stream).collect();
        for stream in streams {
            let known = vec![stream.to_string().into()];
            let query = "SELECT 1 FROM heads WHERE stream = ?";
            if Row::first(sql, "heads", query, known)?.is_none() {
                fold_stream(sql, &log, &offset, stream)?;
            }
        }
        at = command.last().map_or(at, |one| one.seq);
    }
    set_meta(sql, FOLDED, &at.to_string())?;
    Ok(log.head()?.cursor.0.saturating_sub(at))
}

/// An event on the way, as far as it says where a stream begins.
struct Begun {
    seq: u64,
    stream: StreamId,
    command: String,
}

/// How many of these are whole commands: what the stretch cuts is looked at with the next one.
fn whole_commands(begun: &[Begun]) -> usize {
    let full = i64::try_from(begun.len()).is_ok_and(|count| count == EVENTS_AT_ONCE);
    let cut = begun.last().filter(|_| full).and_then(|last| {
        begun
            .iter()
            .position(|one| one.command == last.command)
            .filter(|first| *first > 0)
    });
    cut.unwrap_or(begun.len())
}

fn fold_stream(
    sql: &SqlStorage,
    log: &SqlLog,
    offset: &Offset,
    stream: StreamId,
) -> Result<(), StorageFault> {
    let (mut state, mut tip, mut last) = (None, Digest::ZERO, None);
    for envelope in log.stream(stream)? {
        tip = envelope.chain(tip);
        if let Ok(opened) = envelope.open() {
            state = apply(state, &opened);
            last = Some(opened.seq);
        }
    }
    let (Some(state), Some(last)) = (state, last) else {
        return Ok(());
    };
    let head = HeadRow {
        stream,
        last,
        fold: FOLD_VERSION,
        tip,
        data: HeadData::of(&state),
    };
    sql.exec(
        "INSERT INTO heads (stream, began, kind, last, fold, row, live)
         VALUES (?, (SELECT coalesce(max(began), -1) + 1 FROM heads), ?, ?, ?, ?, ?)",
        vec![
            stream.to_string().into(),
            head.data.kind().into(),
            integer(last.0),
            i64::from(FOLD_VERSION).into(),
            serde_json::to_string(&head)?.into(),
            integer(lives_until(&head).0),
        ],
    )?;
    window::note(sql, offset, &head)?;
    signed::note(sql, &head)?;
    Ok(())
}

fn tables(sql: &SqlStorage, end: &End) -> Result<(), StorageFault> {
    // The last answer of each writer is where their numbers go on.
    run(
        sql,
        "INSERT INTO writers (person, device, number, digest)
         SELECT person, device, number, digest FROM answers a WHERE number =
             (SELECT max(number) FROM answers b WHERE b.person = a.person AND b.device = a.device)",
        Vec::new(),
    )?;
    for (year, next) in &end.numbers {
        let values = vec![(*year).into(), (*next).into()];
        run(
            sql,
            "INSERT INTO numbers (year, next) VALUES (?, ?)",
            values,
        )?;
    }
    let months: BTreeMap<&str, &str> = end
        .months
        .iter()
        .map(|(month, hash)| (month.as_str(), hash.as_str()))
        .collect();
    for (month, hash) in months {
        run(
            sql,
            "INSERT INTO months (month, hash) VALUES (?, ?)",
            vec![month.into(), hash.into()],
        )?;
    }
    for (command, bytes, received_at) in &end.held {
        run(
            sql,
            "INSERT INTO held (command, bytes, received_at) VALUES (?, ?, ?)",
            vec![
                command.as_str().into(),
                bytes.as_str().into(),
                (*received_at).into(),
            ],
        )?;
    }
    for device in &end.devices {
        run(
            sql,
            "INSERT INTO devices (id, secret_hash, label, enrolled_at, last_seen, revoked_at, number)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            vec![
                device.id.as_str().into(),
                device.secret_hash.as_str().into(),
                device.label.as_str().into(),
                device.enrolled_at.into(),
                device.last_seen.into(),
                device.revoked_at.map_or(SqlStorageValue::Null, Into::into),
                device.number.into(),
            ],
        )?;
    }
    for (device, person) in &end.device_people {
        run(
            sql,
            "INSERT INTO device_people (device, person) VALUES (?, ?)",
            vec![device.as_str().into(), person.as_str().into()],
        )?;
    }
    if let Some(key) = end.seal_key {
        set_meta(sql, SEAL_KEY, &key.to_string())?;
    }
    // What tablets saw after the point this comes from is not in it: they are asked for it.
    set_meta(sql, "epoch", &end.epoch.to_string())?;
    let now = clock::real();
    let devices = enrolment::may_hold(sql, now)?;
    begin_taking_back(&mut SqlLog::new(sql.clone()), end.epoch, now, devices)?;
    set_meta(sql, "demo", if end.demo { "1" } else { "0" })?;
    set_meta(sql, "clock_moved_by", &end.clock_moved_by.to_string())
}

fn run(sql: &SqlStorage, query: &str, values: Vec<SqlStorageValue>) -> Result<(), StorageFault> {
    sql.exec(query, values)?;
    Ok(())
}
