//! The parts of a first sync as they lie ready: made when nobody waits, so that a tablet that comes does not wait for them.
//!
//! They stand at one place of the log. What came since is pulled after them, as after any first sync; a case that moved
//! while they were made may be missing in them, and is asked for whole when the pull names it.

use std::io::Write as _;

use domain::head::FOLD_VERSION;
use domain::id::{Cursor, Digest};
use domain::log::EventLog as _;
use domain::sync::message::PackedPart;
use domain::sync::window::Window;
use domain::sync::window::message::PartKey;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

use super::{Meta, Row, SqlLog, StorageFault, hash_at, integer, window};
use crate::limits;

const PACKS: &str = "packs";

/// What a part is packed of.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Heads,
    Events,
}

impl Kind {
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "heads" => Some(Kind::Heads),
            "events" => Some(Kind::Events),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Heads => "heads",
            Kind::Events => "events",
        }
    }
}

/// All parts of one first sync.
#[derive(Serialize, Deserialize)]
pub struct Pack {
    epoch: u64,
    fold: u32,
    pub at: Cursor,
    pub hash: Digest,
    pub window: Option<Window>,
    pub keys: Vec<PartKey>,
    /// Those that are made.
    pub parts: Vec<PackedPart>,
}

impl Pack {
    /// Whether it is still what a tablet should hold: of this log as it stands, folded as today, from the same month on.
    fn holds(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        window: Option<Window>,
    ) -> Result<bool, StorageFault> {
        Ok(self.epoch == meta.epoch
            && self.fold == FOLD_VERSION
            && self.window == window
            && hash_at(sql, self.at)? == Some(self.hash))
    }
}

/// What lies ready, where it spares a tablet more than what came since costs it.
pub fn ready(
    sql: &SqlStorage,
    meta: &Meta,
    window: Option<Window>,
    head: Cursor,
) -> Result<Option<Pack>, StorageFault> {
    let Some(pack) = read(sql, true)? else {
        return Ok(None);
    };
    let near = head.0.saturating_sub(pack.at.0) <= limits::PACK_BEHIND;
    Ok((near && pack.holds(sql, meta, window)?).then_some(pack))
}

/// The bytes of one part; `None` where they do not lie here.
pub fn bytes(
    sql: &SqlStorage,
    at: Cursor,
    part: u64,
    kind: Kind,
) -> Result<Option<Vec<u8>>, StorageFault> {
    let query = "SELECT bytes FROM packed WHERE at = ? AND part = ? AND kind = ?
        AND at IN (SELECT at FROM packs WHERE whole = 1)";
    let values = vec![integer(at.0), integer(part), kind.name().into()];
    Row::first(sql, "packed", query, values)?
        .map(|row| row.into_bytes(0))
        .transpose()
}

/// Makes some more parts. Gives whether that was the last of them. Runs in the caller's transaction.
pub fn make_some(
    sql: &SqlStorage,
    meta: &Meta,
    window: Option<Window>,
) -> Result<bool, StorageFault> {
    let mut pack = match read(sql, false)? {
        Some(begun) if begun.holds(sql, meta, window)? => begun,
        _ => match begin(sql, meta, window)? {
            Some(begun) => begun,
            None => return Ok(true),
        },
    };
    let cut = window.map_or(Cursor(0), |window| window.cut);
    for _ in 0..limits::PACK_PARTS {
        let Some(from) = pack.keys.get(pack.parts.len()).copied() else {
            break;
        };
        let to = pack.keys.get(pack.parts.len().saturating_add(1)).copied();
        let heads = window::heads_from(sql, from, to, cut)?;
        let streams = window::streams_from(sql, from, to, cut)?;
        let events = window::streams(sql, &streams, pack.at)?;
        let part = PackedPart {
            heads: put(sql, &pack, Kind::Heads, heads.get())?,
            events: put(sql, &pack, Kind::Events, events.get())?,
        };
        pack.parts.push(part);
    }
    let whole = pack.parts.len() == pack.keys.len();
    sql.exec(
        "UPDATE packs SET pack = ?, whole = ? WHERE at = ?",
        vec![
            serde_json::to_string(&pack)?.into(),
            i64::from(whole).into(),
            integer(pack.at.0),
        ],
    )?;
    if whole {
        forget_all_but(sql, "at <> ?", pack.at)?;
    }
    Ok(whole)
}

/// Nothing lies ready any more.
pub fn forget(sql: &SqlStorage) -> Result<(), StorageFault> {
    forget_all_but(sql, "at >= ?", Cursor(0))
}

fn forget_all_but(sql: &SqlStorage, which: &str, at: Cursor) -> Result<(), StorageFault> {
    for table in ["packed", PACKS] {
        sql.exec(
            &format!("DELETE FROM {table} WHERE {which}"),
            vec![integer(at.0)],
        )?;
    }
    Ok(())
}

fn read(sql: &SqlStorage, whole: bool) -> Result<Option<Pack>, StorageFault> {
    let query = "SELECT pack FROM packs WHERE whole = ? ORDER BY at DESC LIMIT 1";
    Row::first(sql, PACKS, query, vec![i64::from(whole).into()])?
        .map(|row| Ok(serde_json::from_str(row.text(0)?)?))
        .transpose()
}

/// Begins anew at the end of the log; `None` where what lies ready stands there.
fn begin(
    sql: &SqlStorage,
    meta: &Meta,
    window: Option<Window>,
) -> Result<Option<Pack>, StorageFault> {
    let head = SqlLog::new(sql.clone()).head()?;
    let last = read(sql, true)?;
    if let Some(last) = last {
        let there = last.at == head.cursor;
        if there && last.holds(sql, meta, window)? {
            return Ok(None);
        }
        if there {
            forget(sql)?;
        }
    }
    for table in ["packed", PACKS] {
        let which = "at IN (SELECT at FROM packs WHERE whole = 0)";
        sql.exec(&format!("DELETE FROM {table} WHERE {which}"), None)?;
    }
    let pack = Pack {
        epoch: meta.epoch,
        fold: FOLD_VERSION,
        at: head.cursor,
        hash: head.hash,
        window,
        keys: window::parts(sql, window.map_or(Cursor(0), |window| window.cut))?,
        parts: Vec::new(),
    };
    sql.exec(
        "INSERT INTO packs (at, pack, whole) VALUES (?, ?, 0)",
        vec![integer(pack.at.0), serde_json::to_string(&pack)?.into()],
    )?;
    Ok(Some(pack))
}

fn put(sql: &SqlStorage, pack: &Pack, kind: Kind, list: &str) -> Result<Digest, StorageFault> {
    let bytes = gzip(list.as_bytes()).map_err(|_| StorageFault::Row("packed"))?;
    let digest = Digest::of(&[&bytes]);
    sql.exec(
        "INSERT INTO packed (at, part, kind, bytes) VALUES (?, ?, ?, ?)",
        vec![
            integer(pack.at.0),
            integer(pack.parts.len() as u64),
            kind.name().into(),
            bytes.into(),
        ],
    )?;
    Ok(digest)
}

/// For whatever lies compressed: pages of a backup, parts of a first sync.
pub fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(plain)?;
    packer.finish()
}
