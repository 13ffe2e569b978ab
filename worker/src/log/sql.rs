//! The only SQL that appends to the log.

use domain::calendar::Period;
use domain::event::Envelope;
use domain::head::{ComplaintHead, HeadRow};
use domain::id::{CommandId, Cursor, Digest, Instant, StreamId, UnitId, Writer, WriterNumber};
use domain::log::{Append, EventLog, LogHead, WriterState};
use domain::personal::Personal;
use domain::sync::message::Answer;
use domain::sync::window::lives_until;
use worker::{SqlStorage, SqlStorageValue};

use super::read::envelopes;
use super::set_back::EVENTS;
use super::signed::{self, Months};
use super::window::{self, Offset};
use super::{Row, StorageFault, integer};
use super::{counted, erased};

/// The log behind [`EventLog`]. Whoever pushes holds the transaction.
pub struct SqlLog {
    pub(super) sql: SqlStorage,
    signed: Months,
    offset: Offset,
}

impl SqlLog {
    pub fn new(sql: SqlStorage) -> Self {
        SqlLog {
            sql,
            signed: Months::new(),
            offset: Offset::default(),
        }
    }

    /// A statement that writes; what it read is counted too.
    pub(super) fn run(
        &self,
        query: &str,
        values: Vec<SqlStorageValue>,
    ) -> Result<(), StorageFault> {
        let cursor = self.sql.exec(query, values)?;
        counted::add(cursor.rows_read());
        Ok(())
    }

    /// The months in which a repair was signed for since this was asked last.
    pub fn take_signed(&mut self) -> Months {
        std::mem::take(&mut self.signed)
    }
}

pub(super) fn of_writer(writer: Writer) -> Vec<SqlStorageValue> {
    vec![
        writer.person.to_string().into(),
        writer.device.to_string().into(),
    ]
}

pub(super) fn digest(row: &Row, column: usize) -> Result<Digest, StorageFault> {
    Digest::parse(row.text(column)?).ok_or(StorageFault::Row("digests"))
}

impl EventLog for SqlLog {
    type Error = StorageFault;

    fn head(&self) -> Result<LogHead, StorageFault> {
        let query = "SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1";
        Ok(match Row::first(&self.sql, "events", query, Vec::new())? {
            Some(row) => LogHead {
                cursor: Cursor(row.natural(0)?),
                hash: digest(&row, 1)?,
            },
            None => LogHead {
                cursor: Cursor(0),
                hash: Digest::ZERO,
            },
        })
    }

    fn stream(&self, stream: StreamId) -> Result<Vec<Envelope>, StorageFault> {
        envelopes(
            &self.sql,
            "SELECT seq, stream, command, idx, body, personal FROM events WHERE stream = ? ORDER BY seq",
            vec![stream.to_string().into()],
        )
    }

    fn writer(&self, writer: Writer) -> Result<Option<WriterState>, StorageFault> {
        let query = "SELECT number, digest FROM writers WHERE person = ? AND device = ?";
        Row::first(&self.sql, "writers", query, of_writer(writer))?
            .map(|row| {
                Ok(WriterState {
                    number: WriterNumber(row.natural(0)?),
                    digest: digest(&row, 1)?,
                })
            })
            .transpose()
    }

    fn answer(
        &self,
        writer: Writer,
        number: WriterNumber,
    ) -> Result<Option<(Digest, Answer)>, StorageFault> {
        let query =
            "SELECT digest, answer FROM answers WHERE person = ? AND device = ? AND number = ?";
        let mut values = of_writer(writer);
        values.push(integer(number.0));
        Row::first(&self.sql, "answers", query, values)?
            .map(|row| Ok((digest(&row, 0)?, serde_json::from_str(row.text(1)?)?)))
            .transpose()
    }

    fn knows(&self, command: CommandId) -> Result<bool, StorageFault> {
        let query = "SELECT 1 FROM events WHERE command = ? LIMIT 1";
        let values = vec![command.to_string().into()];
        Ok(Row::first(&self.sql, "events", query, values)?.is_some())
    }

    fn of_command(&self, command: CommandId) -> Result<Vec<Envelope>, StorageFault> {
        let query = format!("{EVENTS} WHERE command = ? ORDER BY seq");
        envelopes(&self.sql, &query, vec![command.to_string().into()])
    }

    fn next_number(&self, year: i32) -> Result<u32, StorageFault> {
        let query = "SELECT next FROM numbers WHERE year = ?";
        let row = Row::first(&self.sql, "numbers", query, vec![year.into()])?;
        let next = row.map(|row| row.integer(0)).transpose()?.unwrap_or(1);
        u32::try_from(next).map_err(|_| StorageFault::Row("numbers"))
    }

    fn received_at(&self, at: Cursor) -> Result<Option<Instant>, StorageFault> {
        let query = "SELECT json_extract(body, '$.received_at') FROM events WHERE seq = ?";
        let row = Row::first(&self.sql, "events", query, vec![integer(at.0)])?;
        Ok(row
            .map(|row| row.maybe_integer(0))
            .transpose()?
            .flatten()
            .map(Instant))
    }

    fn naming(&self, unit: UnitId) -> Result<Vec<StreamId>, StorageFault> {
        let query = "SELECT DISTINCT stream FROM events WHERE stream = ?1 OR instr(body, ?1) > 0";
        Row::all(&self.sql, "events", query, vec![unit.to_string().into()])?
            .iter()
            .map(|row| row.parsed(0))
            .collect()
    }

    fn refusals(&self) -> Result<Vec<HeadRow>, StorageFault> {
        let query = "SELECT row FROM heads WHERE kind = 'refusal'";
        Row::all(&self.sql, "heads", query, Vec::new())?
            .iter()
            .map(|row| Ok(serde_json::from_str(row.text(0)?)?))
            .collect()
    }

    fn complaints(
        &self,
        month: Period,
        wanted: &dyn Fn(&ComplaintHead) -> bool,
    ) -> Result<Vec<(StreamId, ComplaintHead)>, StorageFault> {
        window::complaints_of(&self.sql, month, wanted)
    }

    fn blank(&mut self, values: &[Personal], texts: &[String]) -> Result<(), StorageFault> {
        erased::blank(&self.sql, values, texts)
    }

    fn append(&mut self, append: &Append) -> Result<(), StorageFault> {
        for (envelope, hash) in append.envelopes.iter().zip(&append.hashes) {
            self.run(
                "INSERT INTO events (seq, stream, command, idx, body, personal, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                vec![
                    integer(envelope.seq.0),
                    envelope.stream.to_string().into(),
                    envelope.command.to_string().into(),
                    i64::from(envelope.index).into(),
                    envelope.body.get().into(),
                    serde_json::to_string(&envelope.personal)?.into(),
                    hash.to_string().into(),
                ],
            )?;
        }
        erased::note_photos(&self.sql, &append.envelopes)?;
        for row in &append.heads {
            self.run(
                "INSERT INTO heads (stream, began, kind, last, fold, row, live)
                 VALUES (?, (SELECT coalesce(max(began), -1) + 1 FROM heads), ?, ?, ?, ?, ?)
                 ON CONFLICT (stream) DO UPDATE
                 SET last = excluded.last, fold = excluded.fold, row = excluded.row, live = excluded.live",
                vec![
                    row.stream.to_string().into(),
                    row.data.kind().into(),
                    integer(row.last.0),
                    i64::from(row.fold).into(),
                    serde_json::to_string(row)?.into(),
                    integer(lives_until(row).0),
                ],
            )?;
            window::note(&self.sql, &self.offset, row)?;
            self.signed.extend(signed::note(&self.sql, row)?);
        }
        if let Some(record) = &append.record {
            let mut values = of_writer(record.writer);
            values.push(integer(record.number.0));
            values.push(record.digest.to_string().into());
            self.run(
                "INSERT INTO writers (person, device, number, digest) VALUES (?, ?, ?, ?)
                 ON CONFLICT (person, device) DO UPDATE SET number = excluded.number, digest = excluded.digest",
                values.clone(),
            )?;
            values.push(serde_json::to_string(&record.answer)?.into());
            self.run(
                // `at`: what was answered while the log stood here; a backup page takes it along.
                "INSERT INTO answers (person, device, number, digest, answer, at)
                 VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) FROM events))",
                values,
            )?;
        }
        if let Some(held) = &append.held {
            self.run(
                "INSERT INTO held (command, bytes, received_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                vec![
                    held.command.to_string().into(),
                    held.bytes.as_str().into(),
                    held.received_at.0.into(),
                ],
            )?;
        }
        if let Some(year) = append.numbered {
            self.run(
                "INSERT INTO numbers (year, next) VALUES (?, 2) ON CONFLICT (year) DO UPDATE SET next = next + 1",
                vec![year.into()],
            )?;
        }
        Ok(())
    }
}
