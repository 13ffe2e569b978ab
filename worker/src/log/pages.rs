//! The log as pages of text, verbatim and hashed: what a backup and an export are made of.
//!
//! A page is lines of JSON: the events of a stretch of the log as they rest, then what was answered while the log
//! stood there. The last line of all holds the small tables and what everything before it must come to.

use domain::event::Envelope;
use domain::id::{Cursor, Digest, OfficeId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use worker::SqlStorage;

use super::read::LINE;
use super::{Row, StorageFault, integer};
use crate::limits;

/// The form of the lines; raised when a reader of an older one would misread it.
pub const FORMAT: u32 = 1;

/// A stretch of the log.
#[derive(Serialize, Deserialize)]
pub struct Page {
    pub first: Cursor,
    pub last: Cursor,
    /// SHA-256 of the text.
    pub sum: Digest,
    pub text: String,
}

/// One line of a page.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    Event(Envelope),
    Answer(AnswerLine),
}

/// What a writer's command was answered with, and where the log stood then.
#[derive(Serialize, Deserialize)]
pub struct AnswerLine {
    pub person: String,
    pub device: String,
    pub number: u64,
    pub digest: String,
    pub answer: Box<RawValue>,
    pub at: u64,
}

/// What stands after the last page.
#[derive(Serialize, Deserialize)]
pub struct End {
    pub format: u32,
    pub office: OfficeId,
    pub epoch: u64,
    pub demo: bool,
    pub clock_moved_by: i64,
    /// Where the log ends, and its hash there.
    pub at: Cursor,
    pub hash: Digest,
    pub numbers: Vec<(i64, i64)>,
    pub months: Vec<(String, String)>,
    pub held: Vec<(String, String, i64)>,
    pub devices: Vec<DeviceLine>,
    pub device_people: Vec<(String, String)>,
    /// What tablets hold marks of; a file of an older version has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal_key: Option<Digest>,
}

/// A tablet keeps its place and its number in a restored office; whoever works on it signs in anew.
#[derive(Serialize, Deserialize)]
pub struct DeviceLine {
    pub id: String,
    pub secret_hash: String,
    pub label: String,
    pub enrolled_at: i64,
    pub last_seen: i64,
    pub revoked_at: Option<i64>,
    pub number: i64,
}

/// The page after a cursor, at most up to `to`; `None` where there is nothing.
pub fn page(sql: &SqlStorage, after: Cursor, to: Cursor) -> Result<Option<Page>, StorageFault> {
    let query = format!(
        "SELECT '{{\"event\":' || {LINE} || '}}', seq FROM (
             SELECT *, sum(length(body) + length(personal)) OVER (ORDER BY seq) AS size
             FROM (SELECT * FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?))
         WHERE size <= ? OR seq = ? ORDER BY seq"
    );
    let values = vec![
        integer(after.0),
        integer(to.0),
        i64::from(limits::PULL_EVENTS).into(),
        i64::from(limits::PULL_BYTES).into(),
        integer(after.0.saturating_add(1)),
    ];
    let rows = Row::all(sql, "events", &query, values)?;
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    let last = Cursor(last.natural(1)?);
    let mut text = String::new();
    for row in &rows {
        text.push_str(row.text(0)?);
        text.push('\n');
    }
    // What changed nothing stands at the head it found: at a page's end it is told once more with the next page.
    let query = "SELECT json_object('answer', json_object('person', person, 'device', device, 'number', number,
             'digest', digest, 'answer', json(answer), 'at', at))
         FROM answers WHERE at >= ? AND at <= ? ORDER BY at, person, device, number";
    for row in Row::all(
        sql,
        "answers",
        query,
        vec![integer(after.0), integer(last.0)],
    )? {
        text.push_str(row.text(0)?);
        text.push('\n');
    }
    Ok(Some(Page {
        first: Cursor(after.0.saturating_add(1)),
        last,
        sum: Digest::of(&[text.as_bytes()]),
        text,
    }))
}

/// The small tables, as they stand now.
pub fn end(
    sql: &SqlStorage,
    meta: &super::Meta,
    (at, hash): (Cursor, Digest),
) -> Result<End, StorageFault> {
    let rows = |what, query| Row::all(sql, what, query, Vec::new());
    let devices =
        "SELECT id, secret_hash, label, enrolled_at, last_seen, revoked_at, number FROM devices";
    Ok(End {
        format: FORMAT,
        office: meta.office,
        epoch: meta.epoch,
        demo: meta.demo,
        clock_moved_by: meta.clock_moved_by,
        at,
        hash,
        numbers: rows("numbers", "SELECT year, next FROM numbers")?
            .iter()
            .map(|row| Ok((row.integer(0)?, row.integer(1)?)))
            .collect::<Result<_, StorageFault>>()?,
        months: rows("months", "SELECT month, hash FROM months")?
            .iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
            .collect::<Result<_, StorageFault>>()?,
        held: rows("held", "SELECT command, bytes, received_at FROM held")?
            .iter()
            .map(|row| {
                Ok((
                    row.text(0)?.to_owned(),
                    row.text(1)?.to_owned(),
                    row.integer(2)?,
                ))
            })
            .collect::<Result<_, StorageFault>>()?,
        devices: rows("devices", devices)?
            .iter()
            .map(|row| {
                Ok(DeviceLine {
                    id: row.text(0)?.to_owned(),
                    secret_hash: row.text(1)?.to_owned(),
                    label: row.text(2)?.to_owned(),
                    enrolled_at: row.integer(3)?,
                    last_seen: row.integer(4)?,
                    revoked_at: row.maybe_integer(5)?,
                    number: row.integer(6)?,
                })
            })
            .collect::<Result<_, StorageFault>>()?,
        device_people: rows("device_people", "SELECT device, person FROM device_people")?
            .iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
            .collect::<Result<_, StorageFault>>()?,
        seal_key: Some(Digest(meta.key.0)),
    })
}

/// A value beside an event was erased: the page that holds it is written anew the next night.
pub fn made_stale(sql: &SqlStorage, at: Cursor) -> Result<(), StorageFault> {
    sql.exec(
        "UPDATE pages SET stale = 1 WHERE first <= ?1 AND last >= ?1",
        vec![integer(at.0)],
    )?;
    Ok(())
}
