//! What goes down: pages of the log, whole streams, heads.

use domain::event::Envelope;
use domain::head::HeadRow;
use domain::id::{Cursor, Digest, StreamId};
use serde_json::value::RawValue;
use worker::{SqlStorage, SqlStorageValue};

use super::{Row, StorageFault, integer};
use crate::limits;

/// Events after a cursor, with the heads of the streams they belong to.
pub struct Page {
    pub events: Vec<Envelope>,
    pub heads: Vec<HeadRow>,
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
    let events = envelopes(
        sql,
        "SELECT seq, stream, command, idx, body, personal FROM (
             SELECT *, sum(length(body) + length(personal)) OVER (ORDER BY seq) AS size
             FROM (SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?))
         WHERE size <= ? OR seq = ? ORDER BY seq",
        vec![
            integer(after.0),
            i64::from(limits::PULL_EVENTS).into(),
            i64::from(limits::PULL_BYTES).into(),
            integer(after.0.saturating_add(1)),
        ],
    )?;
    let cursor = events.last().map_or(after, |last| last.seq);
    let heads = head_rows(
        sql,
        "SELECT row FROM heads WHERE stream IN (SELECT stream FROM events WHERE seq > ? AND seq <= ?)
         ORDER BY began",
        vec![integer(after.0), integer(cursor.0)],
    )?;
    let hash = hash_at(sql, cursor)?.ok_or(StorageFault::Row("events"))?;
    Ok(Some(Page {
        events,
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

pub fn heads_part(sql: &SqlStorage, part: u64) -> Result<Vec<HeadRow>, StorageFault> {
    let [from, to] = bounds(part);
    head_rows(
        sql,
        "SELECT row FROM heads WHERE began >= ? AND began < ? ORDER BY began",
        vec![from, to],
    )
}

/// The whole streams of one part, up to a cursor.
pub fn events_part(sql: &SqlStorage, part: u64, at: Cursor) -> Result<Vec<Envelope>, StorageFault> {
    let [from, to] = bounds(part);
    envelopes(
        sql,
        "SELECT seq, stream, command, idx, body, personal FROM events
         WHERE stream IN (SELECT stream FROM heads WHERE began >= ? AND began < ?) AND seq <= ? ORDER BY seq",
        vec![from, to, integer(at.0)],
    )
}

pub fn whole_stream(sql: &SqlStorage, stream: StreamId) -> Result<Vec<Envelope>, StorageFault> {
    envelopes(
        sql,
        "SELECT seq, stream, command, idx, body, personal FROM events WHERE stream = ? ORDER BY seq",
        vec![stream.to_string().into()],
    )
}

fn bounds(part: u64) -> [SqlStorageValue; 2] {
    let from = part.saturating_mul(limits::PART_STREAMS);
    [
        integer(from),
        integer(from.saturating_add(limits::PART_STREAMS)),
    ]
}

fn hash_at(sql: &SqlStorage, cursor: Cursor) -> Result<Option<Digest>, StorageFault> {
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

fn head_rows(
    sql: &SqlStorage,
    query: &str,
    values: Vec<SqlStorageValue>,
) -> Result<Vec<HeadRow>, StorageFault> {
    Row::all(sql, "heads", query, values)?
        .iter()
        .map(|row| Ok(serde_json::from_str(row.text(0)?)?))
        .collect()
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
