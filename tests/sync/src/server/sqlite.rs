//! The log on SQLite: the statements of the Worker's own `log/sql.rs`, on the same tables.

use std::cell::Cell;
use std::sync::Arc;

use domain::calendar::Period;
use domain::event::Envelope;
use domain::head::{ComplaintHead, HeadData, HeadRow};
use domain::id::{CommandId, Cursor, Digest, Instant, StreamId, UnitId, Writer, WriterNumber};
use domain::log::{Append, EventLog, LogHead, WriterState};
use domain::personal::Personal;
use domain::sync::message::Answer;
use domain::sync::window::lives_until;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::value::RawValue;

use crate::bug::Bug;

#[derive(Debug, thiserror::Error)]
pub enum StorageFault {
    #[error("{0}")]
    Sql(#[from] rusqlite::Error),
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// Drawn, not real.
    #[error("the storage failed")]
    Drawn,
}

const TABLES: &str = "
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, command TEXT NOT NULL, idx INTEGER NOT NULL,
        body TEXT NOT NULL, personal TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE INDEX events_of_stream ON events (stream, seq);
    CREATE INDEX events_of_command ON events (command);
    CREATE TABLE heads (
        stream TEXT PRIMARY KEY, began INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL, last INTEGER NOT NULL,
        fold INTEGER NOT NULL, row TEXT NOT NULL, live INTEGER NOT NULL DEFAULT 9007199254740991) STRICT, WITHOUT ROWID;
    CREATE INDEX heads_live ON heads (live DESC, stream);
    CREATE TABLE writers (
        person TEXT NOT NULL, device TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (person, device)) STRICT, WITHOUT ROWID;
    CREATE TABLE answers (
        person TEXT NOT NULL, device TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (person, device, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE numbers (year INTEGER PRIMARY KEY, next INTEGER NOT NULL) STRICT;
    CREATE TABLE held (command TEXT PRIMARY KEY, bytes TEXT NOT NULL) STRICT, WITHOUT ROWID;";

const KNOWS: &str = "SELECT 1 FROM events WHERE command = ? LIMIT 1";

pub(super) const EVENT: &str = "seq, stream, command, idx, body, personal";

pub struct SqliteLog {
    pub(super) connection: Connection,
    /// After so many statements one fails.
    pub fails_in: Cell<Option<u32>>,
    /// The number of the command at hand, for the bug that forgets what came before.
    pub pretended: Cell<u64>,
    pub(super) bug: Option<Bug>,
}

pub(super) fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    row.get_ref(column)?
        .as_str()?
        .parse()
        .map_err(|_| rusqlite::Error::InvalidColumnType(column, "an id".to_owned(), Type::Text))
}

pub(super) fn digest(row: &Row<'_>, column: usize) -> rusqlite::Result<Digest> {
    let text = row.get_ref(column)?;
    Digest::parse(text.as_str()?).ok_or_else(|| {
        rusqlite::Error::InvalidColumnType(column, "a digest".to_owned(), Type::Text)
    })
}

fn read<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

fn envelope(row: &Row<'_>) -> rusqlite::Result<Envelope> {
    let body = RawValue::from_string(row.get(4)?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(4, Type::Text, Box::new(error))
    })?;
    Ok(Envelope {
        seq: Cursor(row.get(0)?),
        stream: parsed(row, 1)?,
        command: parsed(row, 2)?,
        index: row.get(3)?,
        body,
        personal: read(row, 5)?,
    })
}

impl SqliteLog {
    /// # Errors
    /// When SQLite itself does not work here.
    pub fn new(bug: Option<Bug>) -> Result<Self, StorageFault> {
        let connection = Connection::open_in_memory()?;
        connection.set_prepared_statement_cache_capacity(32);
        connection.execute_batch(TABLES)?;
        connection.execute_batch(super::set_back::TABLES)?;
        Ok(SqliteLog {
            connection,
            fails_in: Cell::new(None),
            pretended: Cell::new(0),
            bug,
        })
    }

    pub(super) fn is(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// Counts one statement, and fails where that was drawn.
    pub(super) fn touch(&self) -> Result<(), StorageFault> {
        match self.fails_in.get() {
            None => Ok(()),
            Some(0) => {
                self.fails_in.set(None);
                Err(StorageFault::Drawn)
            }
            Some(left) => {
                self.fails_in.set(Some(left - 1));
                Ok(())
            }
        }
    }

    pub fn begin(&self) -> Result<(), StorageFault> {
        if !self.is(Bug::SplitTransaction) {
            self.connection.execute_batch("BEGIN")?;
        }
        Ok(())
    }

    pub fn commit(&self) -> Result<(), StorageFault> {
        if !self.is(Bug::SplitTransaction) {
            self.connection.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    pub fn roll_back(&self) -> Result<(), StorageFault> {
        if !self.is(Bug::SplitTransaction) {
            self.connection.execute_batch("ROLLBACK")?;
        }
        Ok(())
    }

    pub(super) fn envelopes(
        &self,
        query: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Envelope>, StorageFault> {
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map(values, envelope)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Events after a cursor, at most so many.
    pub fn after(&self, cursor: Cursor, most: usize) -> Result<Vec<Envelope>, StorageFault> {
        let query = format!("SELECT {EVENT} FROM events WHERE seq > ? ORDER BY seq LIMIT ?");
        self.envelopes(&query, params![cursor.0, most])
    }

    /// Everything up to a cursor.
    pub fn up_to(&self, cursor: Cursor) -> Result<Vec<Envelope>, StorageFault> {
        let query = format!("SELECT {EVENT} FROM events WHERE seq <= ? ORDER BY seq");
        self.envelopes(&query, params![cursor.0])
    }

    /// The hash after an event; `None` where no such event stands.
    pub fn hash_at(&self, cursor: Cursor) -> Result<Option<Digest>, StorageFault> {
        if cursor == Cursor(0) {
            return Ok(Some(Digest::ZERO));
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT hash FROM events WHERE seq = ?")?;
        Ok(statement
            .query_row(params![cursor.0], |row| digest(row, 0))
            .optional()?)
    }

    pub fn heads(&self) -> Result<Vec<HeadRow>, StorageFault> {
        self.head_rows("SELECT row FROM heads ORDER BY began", params![])
    }

    /// The heads of the streams with events in `(after, to]`.
    pub fn heads_between(&self, after: Cursor, to: Cursor) -> Result<Vec<HeadRow>, StorageFault> {
        self.head_rows(
            "SELECT row FROM heads WHERE stream IN
                 (SELECT stream FROM events WHERE seq > ? AND seq <= ?) ORDER BY began",
            params![after.0, to.0],
        )
    }

    pub(super) fn head_rows(
        &self,
        query: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<HeadRow>, StorageFault> {
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map(values, |row| read(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl EventLog for SqliteLog {
    type Error = StorageFault;

    fn head(&self) -> Result<LogHead, StorageFault> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")?;
        let head = statement
            .query_row([], |row| {
                Ok(LogHead {
                    cursor: Cursor(row.get(0)?),
                    hash: digest(row, 1)?,
                })
            })
            .optional()?;
        Ok(head.unwrap_or(LogHead {
            cursor: Cursor(0),
            hash: Digest::ZERO,
        }))
    }

    fn stream(&self, stream: StreamId) -> Result<Vec<Envelope>, StorageFault> {
        self.touch()?;
        let query = format!("SELECT {EVENT} FROM events WHERE stream = ? ORDER BY seq");
        self.envelopes(&query, params![stream.to_string()])
    }

    fn writer(&self, writer: Writer) -> Result<Option<WriterState>, StorageFault> {
        self.touch()?;
        if self.is(Bug::NoDedupe) {
            return Ok(Some(WriterState {
                number: WriterNumber(self.pretended.get().saturating_sub(1)),
                digest: Digest::ZERO,
            }));
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, digest FROM writers WHERE person = ? AND device = ?")?;
        Ok(statement
            .query_row(
                params![writer.person.to_string(), writer.device.to_string()],
                |row| {
                    Ok(WriterState {
                        number: WriterNumber(row.get(0)?),
                        digest: digest(row, 1)?,
                    })
                },
            )
            .optional()?)
    }

    fn answer(
        &self,
        writer: Writer,
        number: WriterNumber,
    ) -> Result<Option<(Digest, Answer)>, StorageFault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT digest, answer FROM answers WHERE person = ? AND device = ? AND number = ?",
        )?;
        Ok(statement
            .query_row(
                params![
                    writer.person.to_string(),
                    writer.device.to_string(),
                    number.0
                ],
                |row| Ok((digest(row, 0)?, read(row, 1)?)),
            )
            .optional()?)
    }

    fn knows(&self, command: CommandId) -> Result<bool, StorageFault> {
        self.touch()?;
        if self.is(Bug::NoDedupe) {
            return Ok(false);
        }
        let mut statement = self.connection.prepare_cached(KNOWS)?;
        Ok(statement.exists(params![command.to_string()])?)
    }

    fn of_command(&self, command: CommandId) -> Result<Vec<Envelope>, StorageFault> {
        self.touch()?;
        let query = format!("SELECT {EVENT} FROM events WHERE command = ? ORDER BY seq");
        self.envelopes(&query, params![command.to_string()])
    }

    fn next_number(&self, year: i32) -> Result<u32, StorageFault> {
        self.touch()?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT next FROM numbers WHERE year = ?")?;
        let next = statement
            .query_row(params![year], |row| row.get(0))
            .optional()?;
        Ok(next.unwrap_or(1))
    }

    fn received_at(&self, at: Cursor) -> Result<Option<Instant>, StorageFault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT json_extract(body, '$.received_at') FROM events WHERE seq = ?",
        )?;
        let found: Option<Option<i64>> = statement
            .query_row(params![at.0], |row| row.get(0))
            .optional()?;
        Ok(found.flatten().map(Instant))
    }

    fn naming(&self, unit: UnitId) -> Result<Vec<StreamId>, StorageFault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT stream FROM events WHERE stream = ?1 OR instr(body, ?1) > 0",
        )?;
        let rows = statement.query_map(params![unit.to_string()], |row| parsed(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn refusals(&self) -> Result<Vec<HeadRow>, StorageFault> {
        self.head_rows("SELECT row FROM heads WHERE kind = 'refusal'", params![])
    }

    fn complaints(
        &self,
        _month: Period,
        wanted: &dyn Fn(&ComplaintHead) -> bool,
    ) -> Result<Vec<(StreamId, ComplaintHead)>, StorageFault> {
        let rows = self.head_rows("SELECT row FROM heads WHERE kind = 'complaint'", params![])?;
        let complaints = rows.into_iter().filter_map(|row| match row.data {
            HeadData::Complaint(head) => Some((row.stream, Arc::unwrap_or_clone(head))),
            _ => None,
        });
        Ok(complaints.filter(|(_, head)| wanted(head)).collect())
    }

    fn blank(&mut self, values: &[Personal], _texts: &[String]) -> Result<(), StorageFault> {
        // Nothing is held here: the simulated server reads every command.
        for value in values {
            self.touch()?;
            let query = format!("SELECT {EVENT} FROM events WHERE instr(personal, ?) > 0");
            for mut envelope in self.envelopes(&query, params![value.0.to_string()])? {
                for personal in &mut envelope.personal {
                    personal.blank(values);
                }
                self.connection
                    .prepare_cached("UPDATE events SET personal = ? WHERE seq = ?")?
                    .execute(params![
                        serde_json::to_string(&envelope.personal)?,
                        envelope.seq.0
                    ])?;
            }
        }
        Ok(())
    }

    fn append(&mut self, append: &Append) -> Result<(), StorageFault> {
        for (envelope, hash) in append.envelopes.iter().zip(&append.hashes) {
            self.touch()?;
            self.append_event(envelope, *hash)?;
        }
        for row in &append.heads {
            self.touch()?;
            let on_conflict = if self.is(Bug::StaleHead) {
                "NOTHING"
            } else {
                "UPDATE SET last = excluded.last, fold = excluded.fold, row = excluded.row, live = excluded.live"
            };
            let query = format!(
                "INSERT INTO heads (stream, began, kind, last, fold, row, live)
                 VALUES (?, (SELECT coalesce(max(began), -1) + 1 FROM heads), ?, ?, ?, ?, ?)
                 ON CONFLICT (stream) DO {on_conflict}"
            );
            self.connection.prepare_cached(&query)?.execute(params![
                row.stream.to_string(),
                row.data.kind(),
                row.last.0,
                row.fold,
                serde_json::to_string(row)?,
                lives_until(row).0,
            ])?;
            self.stay_together(row)?;
        }
        self.touch()?;
        self.remember(append)?;
        self.keep_held(append)
    }
}

impl SqliteLog {
    fn append_event(&self, envelope: &Envelope, hash: Digest) -> Result<(), StorageFault> {
        let refusal = envelope.stream == envelope.command.stream();
        if self.is(Bug::DroppedRejection) && refusal {
            return Ok(());
        }
        let personal = if self.is(Bug::LostPersonalValues) {
            "[]".to_owned()
        } else {
            serde_json::to_string(&envelope.personal)?
        };
        self.connection
            .prepare_cached(
                "INSERT INTO events (seq, stream, command, idx, body, personal, hash)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                envelope.seq.0,
                envelope.stream.to_string(),
                envelope.command.to_string(),
                envelope.index,
                envelope.body.get(),
                personal,
                hash.to_string(),
            ])?;
        Ok(())
    }

    fn remember(&self, append: &Append) -> Result<(), StorageFault> {
        if let Some(record) = &append.record {
            let [person, device] = [
                record.writer.person.to_string(),
                record.writer.device.to_string(),
            ];
            self.connection
                .prepare_cached(
                    "INSERT INTO writers (person, device, number, digest) VALUES (?, ?, ?, ?)
                     ON CONFLICT (person, device)
                     DO UPDATE SET number = excluded.number, digest = excluded.digest",
                )?
                .execute(params![
                    person,
                    device,
                    record.number.0,
                    record.digest.to_string()
                ])?;
            let insert = if self.is(Bug::NoDedupe) {
                "INSERT OR REPLACE"
            } else {
                "INSERT"
            };
            let query = format!(
                "{insert} INTO answers (person, device, number, digest, answer) VALUES (?, ?, ?, ?, ?)"
            );
            self.connection.prepare_cached(&query)?.execute(params![
                person,
                device,
                record.number.0,
                record.digest.to_string(),
                serde_json::to_string(&record.answer)?,
            ])?;
        }
        if let Some(year) = append.numbered
            && !self.is(Bug::NumberGivenTwice)
        {
            self.connection
                .prepare_cached(
                    "INSERT INTO numbers (year, next) VALUES (?, 2)
                     ON CONFLICT (year) DO UPDATE SET next = next + 1",
                )?
                .execute(params![year])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What SQLite says it does for a query: the rows a push reads must not grow with the log.
    fn plan(query: &str) -> String {
        let log = SqliteLog::new(None).unwrap();
        let explained = format!("EXPLAIN QUERY PLAN {query}");
        let mut statement = log.connection.prepare(&explained).unwrap();
        let rows = statement.query_map(["x"], |row| row.get::<_, String>(3));
        rows.unwrap()
            .collect::<Result<Vec<_>, _>>()
            .unwrap()
            .join("; ")
    }

    #[test]
    fn whether_a_command_is_known_is_looked_up_in_an_index() {
        let plan = plan(KNOWS);
        assert!(plan.starts_with("SEARCH"), "{plan}");
        assert!(plan.contains("events_of_command"), "{plan}");
    }
}
