//! The tables of an office.

use domain::id::{Digest, OfficeId};
use domain::sync::seal::SealKey;
use worker::{SqlStorage, SqlStorageValue};

use super::restore::RESTORING;
use super::{Row, StorageFault, signed, window};
use crate::auth::token;

const TABLES: [&str; 10] = [
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    // `stream`, `command` and `hash` are texts: the log is also read by people with a SQLite shell.
    "CREATE TABLE events (
        seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, command TEXT NOT NULL, idx INTEGER NOT NULL,
        body TEXT NOT NULL, personal TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
    "CREATE INDEX events_of_stream ON events (stream, seq)",
    // `began` numbers the streams in the order of their first event.
    "CREATE TABLE heads (
        stream TEXT PRIMARY KEY, began INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL, last INTEGER NOT NULL,
        fold INTEGER NOT NULL, row TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE writers (
        person TEXT NOT NULL, device TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (person, device)) STRICT, WITHOUT ROWID",
    "CREATE TABLE answers (
        person TEXT NOT NULL, device TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (person, device, number)) STRICT, WITHOUT ROWID",
    "CREATE TABLE numbers (year INTEGER PRIMARY KEY, next INTEGER NOT NULL) STRICT",
    "CREATE TABLE devices (
        id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, label TEXT NOT NULL, enrolled_at INTEGER NOT NULL,
        last_seen INTEGER NOT NULL, revoked_at INTEGER) STRICT, WITHOUT ROWID",
    "CREATE TABLE device_people (
        device TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (device, person)) STRICT, WITHOUT ROWID",
    "CREATE TABLE sessions (
        token_hash TEXT PRIMARY KEY, person TEXT NOT NULL, device TEXT NOT NULL,
        expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
];

/// The steps since then, by the number of the schema they lead to: an office founded earlier takes those it lacks, in
/// order, and a new one all of them.
const STEPS: [(u32, &[&str]); 10] = [
    (
        2,
        // Whether a command's id is used already, without reading the log.
        &["CREATE INDEX events_of_command ON events (command)"],
    ),
    (
        3,
        &[
            // Where the log ended when the first batch of a month came: what that month's sample is drawn from.
            "CREATE TABLE months (month TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID",
            // The work orders first signed for in a month: a draw reads that month's and no others.
            "CREATE TABLE signed (
                month TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (month, stream)) STRICT, WITHOUT ROWID",
        ],
    ),
    (
        4,
        // Where the office wants to hear of what moved; one row, or none.
        &["CREATE TABLE webhook (
            one INTEGER PRIMARY KEY CHECK (one = 1), url TEXT NOT NULL, sent INTEGER NOT NULL,
            failures INTEGER NOT NULL) STRICT"],
    ),
    (
        5,
        // Whether it is switched on, and what was answered there last.
        &[
            "ALTER TABLE webhook ADD COLUMN working INTEGER NOT NULL DEFAULT 1",
            "ALTER TABLE webhook ADD COLUMN delivered_at INTEGER",
            "ALTER TABLE webhook ADD COLUMN failed_at INTEGER",
            "ALTER TABLE webhook ADD COLUMN status INTEGER",
            "ALTER TABLE webhook ADD COLUMN answer TEXT NOT NULL DEFAULT ''",
        ],
    ),
    (
        6,
        &[
            // Commands nobody has read, as they came.
            "CREATE TABLE held (
                command TEXT PRIMARY KEY, bytes TEXT NOT NULL, received_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            // Where the log stood when it was answered: what a page of a backup takes along.
            "ALTER TABLE answers ADD COLUMN at INTEGER NOT NULL DEFAULT 0",
            "UPDATE answers SET at = coalesce(
                json_extract(answer, '$.accepted.last'), json_extract(answer, '$.refused.at'), 0)",
            "CREATE INDEX answers_at ON answers (at)",
            // Tablets are numbered in the order they came: 1 号, 2 号.
            "ALTER TABLE devices ADD COLUMN number INTEGER NOT NULL DEFAULT 0",
            "UPDATE devices SET number = (SELECT count(*) FROM devices d
                WHERE (d.enrolled_at, d.id) <= (devices.enrolled_at, devices.id))",
            // What a tablet said of itself when it was here last.
            "ALTER TABLE devices ADD COLUMN reported_at INTEGER",
            "ALTER TABLE devices ADD COLUMN report TEXT",
            // What the one alarm of the object is for, and when each is due.
            "CREATE TABLE schedule (what TEXT PRIMARY KEY, due INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            // The pages of the log in the backup; a stale one is written anew.
            "CREATE TABLE pages (
                first INTEGER PRIMARY KEY, last INTEGER NOT NULL, sum TEXT NOT NULL,
                stale INTEGER NOT NULL) STRICT",
        ],
    ),
    (
        7,
        // A signature that is voided is in no month any more: the order is looked up by itself.
        &["CREATE INDEX signed_of ON signed (stream)"],
    ),
    (
        8,
        // Photos and signatures that were erased and whose bytes have still to go.
        &["CREATE TABLE photos_to_erase (digest TEXT PRIMARY KEY) STRICT, WITHOUT ROWID"],
    ),
    (
        9,
        // The server was set back: each time, what tablets claim to hold, and what they handed in that is not proven yet.
        &[
            "CREATE TABLE set_backs (epoch INTEGER PRIMARY KEY, taking TEXT NOT NULL) STRICT",
            "CREATE TABLE claims (
                hash TEXT PRIMARY KEY, at INTEGER NOT NULL, whole INTEGER NOT NULL, low INTEGER NOT NULL,
                sent INTEGER NOT NULL, top INTEGER NOT NULL, taken INTEGER) STRICT, WITHOUT ROWID",
            "CREATE TABLE staged (
                claim TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL,
                PRIMARY KEY (claim, seq)) STRICT, WITHOUT ROWID",
        ],
    ),
    (
        WINDOWED,
        &[
            // Until which event it, or what it stays with, is on every tablet; at first as if all were open.
            "ALTER TABLE heads ADD COLUMN live INTEGER NOT NULL DEFAULT 9007199254740991",
            "CREATE INDEX heads_live ON heads (live DESC, stream)",
            // By unit, number on paper and month: what leads to a stream no tablet holds.
            "CREATE TABLE finds (
                key TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (key, stream)) STRICT, WITHOUT ROWID",
        ],
    ),
    (
        11,
        &[
            // The parts of a first sync as they lie ready; one set of them, and at most one that is being made.
            "CREATE TABLE packs (at INTEGER PRIMARY KEY, pack TEXT NOT NULL, whole INTEGER NOT NULL) STRICT",
            "CREATE TABLE packed (
                at INTEGER NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL, bytes BLOB NOT NULL,
                PRIMARY KEY (at, part, kind)) STRICT",
        ],
    ),
];
/// From here on heads say how long they live.
pub const WINDOWED: u32 = 10;
/// The schema the tables of [`TABLES`] are.
const FIRST_SCHEMA: u32 = 1;
/// The schema this build reads and writes.
pub const SCHEMA: u32 = 11;
/// What places of the log are sealed with.
pub const SEAL_KEY: &str = "seal_key";

/// What an office knows of itself.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    pub office: OfficeId,
    /// Raised when the server was set back to an earlier point.
    pub epoch: u64,
    pub demo: bool,
    /// Milliseconds a demo office's clock was moved by.
    pub clock_moved_by: i64,
    /// The fold version every head row was written with.
    pub fold: u32,
    /// The schema of its tables.
    pub schema: u32,
    /// What it seals places of its log with.
    pub key: SealKey,
}

/// Creates the tables of an office that is being founded.
pub fn create(sql: &SqlStorage, meta: &Meta) -> Result<(), StorageFault> {
    for table in TABLES {
        sql.exec(table, None)?;
    }
    set_meta(sql, SEAL_KEY, &Digest(meta.key.0).to_string())?;
    migrate(sql, FIRST_SCHEMA)?;
    set_meta(sql, "office", &meta.office.to_string())?;
    set_meta(sql, "epoch", &meta.epoch.to_string())?;
    set_meta(sql, "demo", if meta.demo { "1" } else { "0" })?;
    set_meta(sql, "clock_moved_by", &meta.clock_moved_by.to_string())?;
    set_meta(sql, "fold", &meta.fold.to_string())
}

/// Takes the steps an office lacks. Runs in the caller's transaction.
pub fn migrate(sql: &SqlStorage, from: u32) -> Result<(), StorageFault> {
    for (_, statements) in STEPS.iter().filter(|(schema, _)| *schema > from) {
        for statement in *statements {
            sql.exec(statement, None)?;
        }
    }
    note_signed(sql)?;
    if seal_key(sql)?.is_none() {
        let key = token::random().map_err(|_| StorageFault::Unfinished)?;
        set_meta(sql, SEAL_KEY, &Digest(key).to_string())?;
    }
    if from < WINDOWED {
        window::note_all(sql)?;
    }
    set_meta(sql, "schema", &SCHEMA.to_string())
}

/// The orders that were signed for before their months were kept.
fn note_signed(sql: &SqlStorage) -> Result<(), StorageFault> {
    let query = "SELECT row FROM heads WHERE kind = 'work_order'";
    for row in Row::all(sql, "heads", query, Vec::new())? {
        signed::note(sql, &serde_json::from_str(row.text(0)?)?)?;
    }
    Ok(())
}

fn has_tables(sql: &SqlStorage) -> Result<bool, StorageFault> {
    let tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'meta'";
    let founded = Row::first(sql, "sqlite_master", tables, Vec::new())?
        .map(|row| row.integer(0))
        .transpose()?;
    Ok(founded == Some(1))
}

/// Whether an office is on its way back, and not all here.
pub fn is_restoring(sql: &SqlStorage) -> Result<bool, StorageFault> {
    Ok(has_tables(sql)? && maybe_value::<u8>(sql, RESTORING)?.is_some())
}

/// `None` where no office was founded here, or not all of one is back.
pub fn meta(sql: &SqlStorage) -> Result<Option<Meta>, StorageFault> {
    if !has_tables(sql)? || maybe_value::<u8>(sql, RESTORING)?.is_some() {
        return Ok(None);
    }
    Ok(Some(Meta {
        office: value(sql, "office")?,
        epoch: value(sql, "epoch")?,
        demo: value::<u8>(sql, "demo")? == 1,
        clock_moved_by: value(sql, "clock_moved_by")?,
        fold: value(sql, "fold")?,
        schema: maybe_value(sql, "schema")?.unwrap_or(FIRST_SCHEMA),
        // Of an older schema there is none: its steps come before anything is sealed.
        key: seal_key(sql)?.unwrap_or(SealKey([0; 32])),
    }))
}

fn seal_key(sql: &SqlStorage) -> Result<Option<SealKey>, StorageFault> {
    let Some(text) = maybe_value::<String>(sql, SEAL_KEY)? else {
        return Ok(None);
    };
    let key = Digest::parse(&text).ok_or(StorageFault::Row("meta"))?;
    Ok(Some(SealKey(key.0)))
}

pub fn set_meta(sql: &SqlStorage, key: &str, value: &str) -> Result<(), StorageFault> {
    sql.exec(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        vec![key.into(), value.into()],
    )?;
    Ok(())
}

fn value<T: std::str::FromStr>(sql: &SqlStorage, key: &str) -> Result<T, StorageFault> {
    maybe_value(sql, key)?.ok_or(StorageFault::Row("meta"))
}

fn maybe_value<T: std::str::FromStr>(
    sql: &SqlStorage,
    key: &str,
) -> Result<Option<T>, StorageFault> {
    let key = SqlStorageValue::from(key);
    Row::first(
        sql,
        "meta",
        "SELECT value FROM meta WHERE key = ?",
        vec![key],
    )?
    .map(|row| row.parsed(0))
    .transpose()
}
