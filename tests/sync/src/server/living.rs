//! How long streams live: the statements of the Worker's own `log/window.rs`.

use std::collections::BTreeMap;

use domain::event::Envelope;
use domain::head::{HeadData, HeadRow};
use domain::id::{Cursor, StreamId};
use domain::sync::window::{lives, root};
use rusqlite::params;

use super::sqlite::{EVENT, SqliteLog, StorageFault, parsed};

impl SqliteLog {
    /// The heads of what is open, or was written on since.
    pub fn heads_living(&self, cut: Cursor) -> Result<Vec<HeadRow>, StorageFault> {
        self.head_rows(
            "SELECT row FROM heads WHERE live >= ? ORDER BY live DESC, stream",
            params![cut.0],
        )
    }

    /// Until when each stream lives, as it is kept.
    pub fn living(&self) -> Result<BTreeMap<StreamId, Cursor>, StorageFault> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT stream, live FROM heads")?;
        let rows = statement.query_map([], |row| Ok((parsed(row, 0)?, Cursor(row.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// These streams, whole up to a cursor.
    pub fn whole(&self, streams: &[StreamId], at: Cursor) -> Result<Vec<Envelope>, StorageFault> {
        let query = format!(
            "SELECT {EVENT} FROM events WHERE stream IN (SELECT value FROM json_each(?)) AND seq <= ? ORDER BY seq"
        );
        self.envelopes(&query, params![serde_json::to_string(streams)?, at.0])
    }

    fn rows_of(&self, streams: &[StreamId]) -> Result<Vec<HeadRow>, StorageFault> {
        self.head_rows(
            "SELECT row FROM heads WHERE stream IN (SELECT value FROM json_each(?))",
            params![serde_json::to_string(streams)?],
        )
    }

    pub(super) fn stay_together(&self, row: &HeadRow) -> Result<(), StorageFault> {
        let root = root(row);
        let Some(above) = self.rows_of(&[root])?.pop() else {
            return Ok(());
        };
        let below: Vec<StreamId> = match &above.data {
            HeadData::Complaint(case) => case.work_orders.iter().map(|it| it.stream()).collect(),
            _ => Vec::new(),
        };
        if below.is_empty() {
            return Ok(());
        }
        let mut all = self.rows_of(&below)?;
        all.push(above);
        let streams: Vec<StreamId> = all.iter().map(|row| row.stream).collect();
        if let Some(until) = lives(&all).get(&root) {
            self.connection
                .prepare_cached(
                    "UPDATE heads SET live = ?1
                     WHERE live <> ?1 AND stream IN (SELECT value FROM json_each(?2))",
                )?
                .execute(params![until.0, serde_json::to_string(&streams)?])?;
        }
        Ok(())
    }
}
