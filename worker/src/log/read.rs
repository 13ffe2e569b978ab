//! What goes down: pages of the log, whole streams, heads.
//!
//! Events and heads rest as JSON, and travel as it: SQLite joins an event's line together, and nothing of it is read
//! here. One text per row instead of six columns also spares most of the way from the runtime into the Worker.

use domain::event::Envelope;
use domain::id::{Cursor, Digest, StreamId};
use serde_json::value::RawValue;
use worker::{SqlStorage, SqlStorageValue};

use super::{Row, StorageFault, integer};
use crate::limits;

/// An event as [`Envelope`] writes itself.
pub(super) const LINE: &str = r#"'{"seq":' || seq || ',"stream":"' || stream || '","command":"' || command || '","index":' || idx
    || ',"body":' || body || ',"personal":' || personal || '}'"#;

/// A JSON list that nobody here has to read.
pub type List = Box<RawValue>;

/// Events after a cursor, with the heads of the streams they belong to.
pub struct Page {
    pub events: List,
    pub heads: List,
    pub cursor: Cursor,
    pub hash: Digest,
}

/// `None` when the log has no such cursor with such a hash.
pub fn page(
    sql: &SqlStorage,
    after: Cursor,
    hash: Option<Digest>,
) -> Result<Option<Page>, StorageFault> {
    let Some(known) = hash_at(sql, after)? else {
        return Ok(None);
    };
    if hash.is_some_and(|hash| hash != known) {
        return Ok(None);
    }
    // The first event always comes, however large; the others as long as the sum stays below the limit.
    let query = format!(
        "SELECT {LINE}, seq FROM (
             SELECT *, sum(length(body) + length(personal)) OVER (ORDER BY seq) AS size
             FROM (SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?))
         WHERE size <= ? OR seq = ? ORDER BY seq"
    );
    let rows = Row::all(
        sql,
        "events",
        &query,
        vec![
            integer(after.0),
            i64::from(limits::PULL_EVENTS).into(),
            i64::from(limits::PULL_BYTES).into(),
            integer(after.0.saturating_add(1)),
        ],
    )?;
    let cursor = match rows.last() {
        Some(last) => Cursor(last.natural(1)?),
        None => after,
    };
    let heads = list(
        sql,
        "heads",
        "SELECT row FROM heads WHERE stream IN (SELECT stream FROM events WHERE seq > ? AND seq <= ?)
         ORDER BY began",
        vec![integer(after.0), integer(cursor.0)],
    )?;
    let hash = hash_at(sql, cursor)?.ok_or(StorageFault::Row("events"))?;
    Ok(Some(Page {
        events: joined(&rows)?,
        heads,
        cursor,
        hash,
    }))
}

/// How many streams there are.
pub fn first(sql: &SqlStorage) -> Result<u64, StorageFault> {
    let query = "SELECT coalesce(max(began) + 1, 0) FROM heads";
    Row::first(sql, "heads", query, Vec::new())?
        .ok_or(StorageFault::Row("heads"))?
        .natural(0)
}

pub fn heads_part(sql: &SqlStorage, part: u64) -> Result<List, StorageFault> {
    let [from, to] = bounds(part);
    list(
        sql,
        "heads",
        "SELECT row FROM heads WHERE began >= ? AND began < ? ORDER BY began",
        vec![from, to],
    )
}

/// The whole streams of one part, up to a cursor.
pub fn events_part(sql: &SqlStorage, part: u64, at: Cursor) -> Result<List, StorageFault> {
    let [from, to] = bounds(part);
    let query = format!(
        "SELECT {LINE} FROM events
         WHERE stream IN (SELECT stream FROM heads WHERE began >= ? AND began < ?) AND seq <= ? ORDER BY seq"
    );
    list(sql, "events", &query, vec![from, to, integer(at.0)])
}

/// `None` for a stream that never began.
pub fn whole_stream(sql: &SqlStorage, stream: StreamId) -> Result<Option<List>, StorageFault> {
    let query = format!("SELECT {LINE} FROM events WHERE stream = ? ORDER BY seq");
    let rows = Row::all(sql, "events", &query, vec![stream.to_string().into()])?;
    if rows.is_empty() {
        return Ok(None);
    }
    joined(&rows).map(Some)
}

fn bounds(part: u64) -> [SqlStorageValue; 2] {
    let from = part.saturating_mul(limits::PART_STREAMS);
    [
        integer(from),
        integer(from.saturating_add(limits::PART_STREAMS)),
    ]
}

/// The hash after an event; `None` where no such event stands.
pub fn hash_at(sql: &SqlStorage, cursor: Cursor) -> Result<Option<Digest>, StorageFault> {
    if cursor == Cursor(0) {
        return Ok(Some(Digest::ZERO));
    }
    let query = "SELECT hash FROM events WHERE seq = ?";
    let Some(row) = Row::first(sql, "events", query, vec![integer(cursor.0)])? else {
        return Ok(None);
    };
    Digest::parse(row.text(0)?)
        .map(Some)
        .ok_or(StorageFault::Row("events"))
}

pub(super) fn list(
    sql: &SqlStorage,
    what: &'static str,
    query: &str,
    values: Vec<SqlStorageValue>,
) -> Result<List, StorageFault> {
    joined(&Row::all(sql, what, query, values)?)
}

/// The first column of all rows as one list; that it is JSON is checked, its content is not.
pub(super) fn joined(rows: &[Row]) -> Result<List, StorageFault> {
    let mut text = String::from("[");
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(row.text(0)?);
    }
    text.push(']');
    Ok(RawValue::from_string(text)?)
}

pub(super) fn envelopes(
    sql: &SqlStorage,
    query: &str,
    values: Vec<SqlStorageValue>,
) -> Result<Vec<Envelope>, StorageFault> {
    Row::all(sql, "events", query, values)?
        .iter()
        .map(|row| {
            Ok(Envelope {
                seq: Cursor(row.natural(0)?),
                stream: row.parsed(1)?,
                command: row.parsed(2)?,
                index: u16::try_from(row.integer(3)?).map_err(|_| StorageFault::Row("events"))?,
                body: RawValue::from_string(row.text(4)?.to_owned())?,
                personal: serde_json::from_str(row.text(5)?)?,
            })
        })
        .collect()
}
