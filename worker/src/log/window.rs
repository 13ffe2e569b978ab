//! How long streams live, what leads to them, and where months begin: what a tablet's window is drawn by.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use domain::calendar::Period;
use domain::command::day;
use domain::head::{ComplaintHead, HeadData, HeadRow};
use domain::id::{Cursor, Instant, OfficeId, StreamId};
use domain::log::EventLog as _;
use domain::sync::window::message::PartKey;
use domain::sync::window::{self, Finding, MONTHS, OPEN, Window};
use worker::{SqlStorage, SqlStorageValue};

use super::read::{LINE, List, joined, list};
use super::signed::utc_offset_minutes;
use super::{Row, SqlLog, StorageFault, counted, integer};
use crate::limits;

/// The office's time zone, read once for a batch: only cases need it.
#[derive(Default)]
pub struct Offset(Cell<Option<i32>>);

impl Offset {
    fn get(&self, sql: &SqlStorage) -> Result<i32, StorageFault> {
        if let Some(known) = self.0.get() {
            return Ok(known);
        }
        let query = "SELECT value FROM meta WHERE key = 'office'";
        let row = Row::first(sql, "meta", query, Vec::new())?;
        let office: OfficeId = row.ok_or(StorageFault::Row("meta"))?.parsed(0)?;
        let minutes = utc_offset_minutes(sql, office)?;
        self.0.set(Some(minutes));
        Ok(minutes)
    }
}

/// After a head was written with how long it lives by itself: what leads to it, and that it lives as long as what it
/// stays with.
pub fn note(sql: &SqlStorage, offset: &Offset, row: &HeadRow) -> Result<(), StorageFault> {
    if !matches!(
        row.data,
        HeadData::Complaint(_)
            | HeadData::WorkOrder(_)
            | HeadData::Violation(_)
            | HeadData::DayBook(_)
            | HeadData::Summary(_)
    ) {
        return Ok(());
    }
    let found = window::findings(&row.data, offset.get(sql)?);
    let keys: Vec<String> = found.iter().map(Finding::to_string).collect();
    run(
        sql,
        "INSERT OR IGNORE INTO finds (key, stream) SELECT value, ?1 FROM json_each(?2)",
        vec![
            row.stream.to_string().into(),
            serde_json::to_string(&keys)?.into(),
        ],
    )?;
    stay_together(sql, row)
}

fn stay_together(sql: &SqlStorage, row: &HeadRow) -> Result<(), StorageFault> {
    let root = window::root(row);
    let above = if root == row.stream {
        row.clone()
    } else {
        match rows_of(sql, &[root])?.pop() {
            Some(above) => above,
            None => return Ok(()),
        }
    };
    let below = match &above.data {
        HeadData::Complaint(case) => case.work_orders.iter().map(|it| it.stream()).collect(),
        _ => Vec::new(),
    };
    if below.is_empty() {
        return Ok(());
    }
    let mut all = rows_of(sql, &below)?;
    all.push(above);
    let Some(until) = window::lives(&all).get(&root).copied() else {
        return Ok(());
    };
    let streams: Vec<StreamId> = all.iter().map(|row| row.stream).collect();
    run(
        sql,
        "UPDATE heads SET live = ?1 WHERE live <> ?1 AND stream IN (SELECT value FROM json_each(?2))",
        vec![integer(until.0), serde_json::to_string(&streams)?.into()],
    )
}

fn rows_of(sql: &SqlStorage, streams: &[StreamId]) -> Result<Vec<HeadRow>, StorageFault> {
    let query = "SELECT row FROM heads WHERE stream IN (SELECT value FROM json_each(?))";
    let values = vec![serde_json::to_string(streams)?.into()];
    Row::all(sql, "heads", query, values)?
        .iter()
        .map(|row| Ok(serde_json::from_str(row.text(0)?)?))
        .collect()
}

/// The same for a head that was not written just now.
pub fn note_anew(sql: &SqlStorage, offset: &Offset, row: &HeadRow) -> Result<(), StorageFault> {
    run(
        sql,
        "UPDATE heads SET live = ?1 WHERE stream = ?2 AND live <> ?1",
        vec![
            integer(window::lives_until(row).0),
            row.stream.to_string().into(),
        ],
    )?;
    note(sql, offset, row)
}

/// Notes every head there is, some hundreds at a time: an office founded before has none of this.
pub fn note_all(sql: &SqlStorage) -> Result<(), StorageFault> {
    let offset = Offset::default();
    let mut from = 0_u64;
    loop {
        let to = from.saturating_add(limits::PART_STREAMS);
        let query = "SELECT row FROM heads WHERE began >= ? AND began < ? ORDER BY began";
        let rows = Row::all(sql, "heads", query, vec![integer(from), integer(to)])?;
        for row in &rows {
            let row: HeadRow = serde_json::from_str(row.text(0)?)?;
            note_anew(sql, &offset, &row)?;
        }
        if rows.is_empty() && super::read::first(sql)? <= from {
            return Ok(());
        }
        from = to;
    }
}

/// The first event received from then on, or the one after the last. Looked for by halves: the log is in the order of
/// its server's clock.
pub fn start_of(sql: &SqlStorage, at: Instant) -> Result<Cursor, StorageFault> {
    let log = SqlLog::new(sql.clone());
    let (mut low, mut high) = (1, log.head()?.cursor.0.saturating_add(1));
    while low < high {
        let middle = low.midpoint(high);
        let received = log.received_at(Cursor(middle))?.unwrap_or_default();
        if received < at {
            low = middle.saturating_add(1);
        } else {
            high = middle;
        }
    }
    Ok(Cursor(low))
}

/// Where each month begins from which a tablet may hold, those after `known` only.
pub fn starts(
    sql: &SqlStorage,
    office: OfficeId,
    now: Instant,
    known: Option<Period>,
) -> Result<Vec<Window>, StorageFault> {
    let offset = utc_offset_minutes(sql, office)?;
    let first = SqlLog::new(sql.clone()).received_at(Cursor(1))?;
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let last = window::first_month(day(now, offset), MONTHS);
    let began = Period::month_of(day(first, offset));
    let mut month = known.unwrap_or(began).max(began).next();
    let mut starts = Vec::new();
    while month.first_day() <= last.first_day() {
        starts.push(Window {
            from: month,
            cut: start_of(sql, window::begins_at(month, offset))?,
        });
        month = month.next();
    }
    Ok(starts)
}

/// What a tablet that comes now should hold from; `None` where that is everything.
pub fn present(
    sql: &SqlStorage,
    office: OfficeId,
    now: Instant,
) -> Result<Option<Window>, StorageFault> {
    let offset = utc_offset_minutes(sql, office)?;
    let before = window::first_month(day(now, offset), MONTHS).previous();
    Ok(starts(sql, office, now, Some(before))?.pop())
}

/// Where the parts of a first sync begin.
pub fn parts(sql: &SqlStorage, cut: Cursor) -> Result<Vec<PartKey>, StorageFault> {
    let query = "SELECT live, stream FROM (
            SELECT live, stream, row_number() OVER (ORDER BY live DESC, stream) - 1 AS place
            FROM heads WHERE live >= ?)
        WHERE place % ? = 0 ORDER BY place";
    let values = vec![integer(cut.0), integer(limits::PART_STREAMS)];
    Row::all(sql, "heads", query, values)?
        .iter()
        .map(|row| {
            Ok(PartKey {
                until: Cursor(row.natural(0)?),
                stream: row.parsed(1)?,
            })
        })
        .collect()
}

/// The heads from one key up to before the next, or the cut.
pub fn heads_from(
    sql: &SqlStorage,
    from: PartKey,
    to: Option<PartKey>,
    cut: Cursor,
) -> Result<List, StorageFault> {
    let query = format!("SELECT row FROM heads WHERE {WITHIN}");
    list(sql, "heads", &query, within(from, to, cut))
}

/// The streams of these heads.
pub fn streams_from(
    sql: &SqlStorage,
    from: PartKey,
    to: Option<PartKey>,
    cut: Cursor,
) -> Result<Vec<StreamId>, StorageFault> {
    let query = format!("SELECT stream FROM heads WHERE {WITHIN}");
    Row::all(sql, "heads", &query, within(from, to, cut))?
        .iter()
        .map(|row| row.parsed(0))
        .collect()
}

const WITHIN: &str = "live <= ?1 AND live >= ?3 AND (live < ?1 OR stream >= ?2) AND (?4 = '' OR live > ?3 OR stream < ?4)
    ORDER BY live DESC, stream";

fn within(from: PartKey, to: Option<PartKey>, cut: Cursor) -> Vec<SqlStorageValue> {
    let (least, before) = match to {
        Some(to) => (to.until, to.stream.to_string()),
        None => (cut, String::new()),
    };
    vec![
        integer(from.until.0),
        from.stream.to_string().into(),
        integer(least.0),
        before.into(),
    ]
}

/// These streams, whole up to a cursor.
pub fn streams(sql: &SqlStorage, streams: &[StreamId], at: Cursor) -> Result<List, StorageFault> {
    let query = format!(
        "SELECT {LINE} FROM events WHERE stream IN (SELECT value FROM json_each(?)) AND seq <= ? ORDER BY seq"
    );
    list(
        sql,
        "events",
        &query,
        vec![serde_json::to_string(streams)?.into(), integer(at.0)],
    )
}

/// What a finding leads to, with what stays with it, the latest first; and whether there is more.
pub fn found(sql: &SqlStorage, finding: &Finding) -> Result<(List, bool), StorageFault> {
    let query = "SELECT h.row FROM finds f JOIN heads h ON h.stream = f.stream
        WHERE f.key = ? ORDER BY h.last DESC LIMIT ?";
    let values = vec![
        SqlStorageValue::from(finding.to_string()),
        integer(limits::OLDER_HEADS.saturating_add(1)),
    ];
    let mut rows = Row::all(sql, "heads", query, values)?;
    let most = usize::try_from(limits::OLDER_HEADS).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let mut here = BTreeSet::new();
    let mut beside = BTreeSet::new();
    for row in &rows {
        let row: HeadRow = serde_json::from_str(row.text(0)?)?;
        here.insert(row.stream);
        beside.insert(window::root(&row));
        if let HeadData::Complaint(case) = &row.data {
            beside.extend(case.work_orders.iter().map(|it| it.stream()));
        }
    }
    let beside: Vec<StreamId> = beside.difference(&here).copied().collect();
    let query = "SELECT row FROM heads WHERE stream IN (SELECT value FROM json_each(?))";
    let values = vec![serde_json::to_string(&beside)?.into()];
    rows.extend(Row::all(sql, "heads", query, values)?);
    Ok((joined(&rows)?, more))
}

/// The heads of everything a month's figures may count.
pub fn of_month(sql: &SqlStorage, month: Period) -> Result<Vec<HeadRow>, StorageFault> {
    let query =
        "SELECT h.row FROM finds f JOIN heads h ON h.stream = f.stream WHERE f.key = ? AND h.kind IN
            ('complaint', 'work_order')";
    let key = Finding::Month(month).to_string();
    Row::all(sql, "heads", query, vec![key.into()])?
        .iter()
        .map(|row| Ok(serde_json::from_str(row.text(0)?)?))
        .collect()
}

/// The wanted heads among the complaints that are open or that the month leads to, one after the other: read at once,
/// a busy month would be all an object has room for.
pub fn complaints_of(
    sql: &SqlStorage,
    month: Period,
    wanted: &dyn Fn(&ComplaintHead) -> bool,
) -> Result<Vec<(StreamId, ComplaintHead)>, StorageFault> {
    let query = "SELECT row FROM heads WHERE kind = 'complaint' AND stream IN
            (SELECT stream FROM finds WHERE key = ?1 UNION SELECT stream FROM heads WHERE live = ?2)";
    let key = Finding::Month(month).to_string();
    let mut found = Vec::new();
    Row::each(
        sql,
        "heads",
        query,
        vec![key.into(), integer(OPEN.0)],
        |row| {
            let head: HeadRow = serde_json::from_str(row.text(0)?)?;
            if let HeadData::Complaint(complaint) = head.data
                && wanted(&complaint)
            {
                found.push((head.stream, Arc::unwrap_or_clone(complaint)));
            }
            Ok(())
        },
    )?;
    Ok(found)
}

/// Reads a key as a tablet gives it back: `<until>.<stream>`.
#[must_use]
pub fn key(text: &str) -> Option<PartKey> {
    let (until, stream) = text.split_once('.')?;
    let until = until.parse().ok().filter(|until| *until <= OPEN.0)?;
    Some(PartKey {
        until: Cursor(until),
        stream: stream.parse().ok()?,
    })
}

/// A statement that writes; what it read is counted too.
fn run(sql: &SqlStorage, query: &str, values: Vec<SqlStorageValue>) -> Result<(), StorageFault> {
    let cursor = sql.exec(query, values)?;
    counted::add(cursor.rows_read());
    Ok(())
}
