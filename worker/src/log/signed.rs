//! Which repairs were signed for in which month, and where the log stood when a month began: what draws are made of.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::head::{HeadData, HeadRow, WorkOrderHead};
use domain::id::{Digest, OfficeId, StreamId};
use worker::SqlStorage;

use super::{Row, StorageFault};

/// The office's time zone, from its head: one row.
pub fn utc_offset_minutes(sql: &SqlStorage, office: OfficeId) -> Result<i32, StorageFault> {
    let query = "SELECT row FROM heads WHERE stream = ?";
    let row = Row::first(sql, "heads", query, vec![office.to_string().into()])?
        .ok_or(StorageFault::Row("heads"))?;
    let head: HeadRow = serde_json::from_str(row.text(0)?)?;
    match head.data {
        HeadData::Office(office) => Ok(office.utc_offset_minutes),
        _ => Err(StorageFault::Row("heads")),
    }
}

/// Keeps where the log ends when the first batch of a month comes. Later ones of the month change nothing.
pub fn begin_month(sql: &SqlStorage, today: NaiveDate, head: Digest) -> Result<(), StorageFault> {
    sql.exec(
        "INSERT INTO months (month, hash) VALUES (?, ?) ON CONFLICT (month) DO NOTHING",
        vec![
            Period::month_of(today).to_string().into(),
            head.to_string().into(),
        ],
    )?;
    Ok(())
}

/// The head hash a month began with. In a month nobody sent anything the log stayed as the next one found it.
pub fn seed(sql: &SqlStorage, month: Period) -> Result<Option<Digest>, StorageFault> {
    let query = "SELECT hash FROM months WHERE month >= ? ORDER BY month LIMIT 1";
    let Some(row) = Row::first(sql, "months", query, vec![month.to_string().into()])? else {
        return Ok(None);
    };
    Digest::parse(row.text(0)?)
        .map(Some)
        .ok_or(StorageFault::Row("months"))
}

/// Notes the month a work order's first signature falls in, and that one voided falls in none any more: the months
/// whose sample is to be drawn anew.
pub fn note(sql: &SqlStorage, row: &HeadRow) -> Result<Months, StorageFault> {
    let HeadData::WorkOrder(order) = &row.data else {
        return Ok(Months::new());
    };
    let first = order.rounds.iter().find(|round| !round.off_sample);
    let month = first.map(|first| Period::month_of(first.anchor));
    let known = known(sql, row.stream)?;
    if known == month {
        return Ok(Months::new());
    }
    if known.is_some() {
        sql.exec(
            "DELETE FROM signed WHERE stream = ?",
            vec![row.stream.to_string().into()],
        )?;
    }
    if let Some(month) = month {
        sql.exec(
            "INSERT INTO signed (month, stream) VALUES (?, ?)",
            vec![month.to_string().into(), row.stream.to_string().into()],
        )?;
    }
    Ok(known.into_iter().chain(month).collect())
}

/// The month a work order is noted under.
fn known(sql: &SqlStorage, stream: StreamId) -> Result<Option<Period>, StorageFault> {
    let query = "SELECT month FROM signed WHERE stream = ?";
    let Some(row) = Row::first(sql, "signed", query, vec![stream.to_string().into()])? else {
        return Ok(None);
    };
    row.text(0)?
        .parse()
        .map(Some)
        .map_err(|_| StorageFault::Row("signed"))
}

/// The heads of the work orders signed for in a month: all a draw of it may choose from.
pub fn orders(
    sql: &SqlStorage,
    month: Period,
) -> Result<Vec<(StreamId, WorkOrderHead)>, StorageFault> {
    let query = "SELECT h.row FROM signed s JOIN heads h ON h.stream = s.stream WHERE s.month = ?";
    let rows = Row::all(sql, "heads", query, vec![month.to_string().into()])?;
    let mut orders = Vec::with_capacity(rows.len());
    for row in rows {
        let head: HeadRow = serde_json::from_str(row.text(0)?)?;
        if let HeadData::WorkOrder(order) = head.data {
            orders.push((head.stream, Arc::unwrap_or_clone(order)));
        }
    }
    Ok(orders)
}

/// Months in which repairs were signed for.
pub type Months = BTreeSet<Period>;
