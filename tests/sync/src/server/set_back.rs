//! The server set back to an earlier copy of itself, and what it takes back: the Worker's `log/set_back.rs` on SQLite.

use domain::event::Envelope;
use domain::id::{Cursor, Digest, Instant, OfficeId, Writer, WriterNumber};
use domain::log::SetBackLog;
use domain::log::set_back::Claim;
use domain::sync::hand_back::TakingBack;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params};

use super::sqlite::{EVENT, SqliteLog, StorageFault, digest};
use crate::bug::Bug;

pub const TABLES: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE set_backs (epoch INTEGER PRIMARY KEY, taking TEXT NOT NULL) STRICT;
    CREATE TABLE claims (
        hash TEXT PRIMARY KEY, at INTEGER NOT NULL, whole INTEGER NOT NULL, low INTEGER NOT NULL,
        sent INTEGER NOT NULL, top INTEGER NOT NULL, taken INTEGER) STRICT, WITHOUT ROWID;
    CREATE TABLE staged (
        claim TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL,
        PRIMARY KEY (claim, seq)) STRICT, WITHOUT ROWID;
    INSERT INTO meta (key, value) VALUES ('epoch', '1');";

const ALL: [&str; 10] = [
    "events",
    "heads",
    "writers",
    "answers",
    "held",
    "numbers",
    "meta",
    "set_backs",
    "claims",
    "staged",
];

impl SqliteLog {
    /// Everything as it is now, to be set back to later.
    ///
    /// # Errors
    /// When SQLite itself does not work here.
    pub fn copied(&self) -> Result<Self, StorageFault> {
        let copy = SqliteLog::new(self.bug)?;
        copy.connection.execute_batch("DELETE FROM meta; BEGIN")?;
        for table in ALL {
            let query = format!("SELECT * FROM {table}");
            let mut statement = self.connection.prepare(&query)?;
            let columns = statement.column_count();
            let places = vec!["?"; columns].join(", ");
            let insert = format!("INSERT INTO {table} VALUES ({places})");
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values: Vec<Value> = (0..columns)
                    .map(|column| row.get(column))
                    .collect::<rusqlite::Result<_>>()?;
                copy.connection
                    .prepare_cached(&insert)?
                    .execute(rusqlite::params_from_iter(values))?;
            }
        }
        copy.connection.execute_batch("COMMIT")?;
        Ok(copy)
    }
}

impl SetBackLog for SqliteLog {
    fn epoch(&self) -> Result<u64, StorageFault> {
        let query = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'epoch'";
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }

    fn set_epoch(&mut self, epoch: u64) -> Result<(), StorageFault> {
        if self.is(Bug::EpochStays) {
            return Ok(());
        }
        self.touch()?;
        let query = "UPDATE meta SET value = ? WHERE key = 'epoch'";
        self.connection.execute(query, params![epoch.to_string()])?;
        Ok(())
    }

    fn hash_at(&self, at: Cursor) -> Result<Option<Digest>, StorageFault> {
        SqliteLog::hash_at(self, at)
    }

    fn event_at(&self, at: Cursor) -> Result<Option<Envelope>, StorageFault> {
        let query = format!("SELECT {EVENT} FROM events WHERE seq = ?");
        Ok(self.envelopes(&query, params![at.0])?.pop())
    }

    fn taking_back(&self) -> Result<Option<TakingBack>, StorageFault> {
        let query = "SELECT taking FROM set_backs ORDER BY epoch DESC LIMIT 1";
        let text: Option<String> = self
            .connection
            .query_row(query, [], |row| row.get(0))
            .optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    fn keep_taking_back(&mut self, taking: &TakingBack) -> Result<(), StorageFault> {
        self.touch()?;
        self.connection.execute(
            "INSERT OR REPLACE INTO set_backs (epoch, taking) VALUES (?, ?)",
            params![taking.epoch, serde_json::to_string(taking)?],
        )?;
        Ok(())
    }

    fn claims(&self) -> Result<Vec<Claim>, StorageFault> {
        let query = "SELECT hash, at, whole, low, sent, top, taken FROM claims ORDER BY at, hash";
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([], |row| {
            Ok(Claim {
                hash: digest(row, 0)?,
                at: Cursor(row.get(1)?),
                whole: row.get(2)?,
                low: Cursor(row.get(3)?),
                sent: Cursor(row.get(4)?),
                top: Cursor(row.get(5)?),
                taken: row.get::<_, Option<u64>>(6)?.map(Cursor),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn keep_claim(&mut self, claim: &Claim) -> Result<(), StorageFault> {
        self.touch()?;
        self.connection.execute(
            "INSERT OR REPLACE INTO claims (hash, at, whole, low, sent, top, taken) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                claim.hash.to_string(),
                claim.at.0,
                claim.whole,
                claim.low.0,
                claim.sent.0,
                claim.top.0,
                claim.taken.map(|taken| taken.0)
            ],
        )?;
        Ok(())
    }

    fn forget_claims(&mut self) -> Result<(), StorageFault> {
        self.touch()?;
        let query = "DELETE FROM claims; DELETE FROM staged";
        self.connection.execute_batch(query)?;
        Ok(())
    }

    fn unstage(&mut self, claim: Digest) -> Result<(), StorageFault> {
        self.touch()?;
        let query = "DELETE FROM staged WHERE claim = ?";
        self.connection.execute(query, params![claim.to_string()])?;
        Ok(())
    }

    fn stage(&mut self, claim: Digest, events: &[Envelope]) -> Result<(), StorageFault> {
        for event in events {
            self.touch()?;
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO staged (claim, seq, event) VALUES (?, ?, ?)",
                )?
                .execute(params![
                    claim.to_string(),
                    event.seq.0,
                    serde_json::to_string(event)?
                ])?;
        }
        Ok(())
    }

    fn staged(
        &self,
        claim: Digest,
        after: Cursor,
        most: usize,
    ) -> Result<Vec<Envelope>, StorageFault> {
        let query = "SELECT event FROM staged WHERE claim = ? AND seq > ? ORDER BY seq LIMIT ?";
        self.texts(query, params![claim.to_string(), after.0, most])
    }

    fn staged_elsewhere(
        &self,
        claim: Digest,
        at: Cursor,
    ) -> Result<Option<Envelope>, StorageFault> {
        let query = "SELECT event FROM staged WHERE claim <> ? AND seq = ? ORDER BY claim LIMIT 1";
        Ok(self.texts(query, params![claim.to_string(), at.0])?.pop())
    }

    fn number_used(&mut self, year: i32, number: u32) -> Result<(), StorageFault> {
        if self.is(Bug::NumbersBeginAgain) {
            return Ok(());
        }
        self.touch()?;
        self.connection.execute(
            "INSERT INTO numbers (year, next) VALUES (?, ?)
             ON CONFLICT (year) DO UPDATE SET next = max(next, excluded.next)",
            params![year, number.saturating_add(1)],
        )?;
        Ok(())
    }

    fn came_back(&mut self, _: OfficeId, _: Instant, _: Digest) -> Result<(), StorageFault> {
        // Nothing is drawn here.
        Ok(())
    }

    fn skip_to(&mut self, writer: Writer, number: WriterNumber) -> Result<(), StorageFault> {
        self.touch()?;
        self.connection.execute(
            "INSERT INTO writers (person, device, number, digest) VALUES (?, ?, ?, ?)
             ON CONFLICT (person, device) DO UPDATE SET number = excluded.number, digest = excluded.digest",
            params![
                writer.person.to_string(),
                writer.device.to_string(),
                number.0,
                Digest::ZERO.to_string()
            ],
        )?;
        Ok(())
    }
}

impl SqliteLog {
    fn texts(
        &self,
        query: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Envelope>, StorageFault> {
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map(values, |row| row.get::<_, String>(0))?;
        let texts: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        let read = |text: &String| Ok(serde_json::from_str(text)?);
        texts.iter().map(read).collect()
    }
}

/// Appends whatever is handed in, at the end: one of the deliberate bugs.
pub fn append_unchecked(log: &mut SqliteLog, events: &[Envelope]) -> Result<(), StorageFault> {
    use domain::log::{Append, EventLog as _};
    for event in events {
        let head = log.head()?;
        let event = Envelope {
            seq: Cursor(head.cursor.0 + 1),
            ..event.clone()
        };
        log.append(&Append {
            hashes: vec![event.head_hash(head.hash)],
            envelopes: vec![event],
            heads: Vec::new(),
            record: None,
            numbered: None,
            held: None,
        })?;
    }
    Ok(())
}
