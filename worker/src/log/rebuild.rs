//! Heads are derived: rows of an older fold version are written anew from the events.

use domain::apply::apply;
use domain::head::{FOLD_VERSION, HeadData, HeadRow};
use domain::id::Digest;
use domain::log::EventLog as _;
use worker::SqlStorage;

use super::schema::WINDOWED;
use super::window::{self, Offset};
use super::{Row, SqlLog, StorageFault, set_meta};

/// Rebuilds every row that was folded by another version. Runs in the caller's transaction.
pub fn rebuild_heads(sql: &SqlStorage, schema: u32) -> Result<(), StorageFault> {
    let log = SqlLog::new(sql.clone());
    let offset = Offset::default();
    let query = "SELECT stream FROM heads WHERE fold <> ?";
    for row in Row::all(sql, "heads", query, vec![i64::from(FOLD_VERSION).into()])? {
        let stream = row.parsed(0)?;
        let mut state = None;
        let mut tip = Digest::ZERO;
        let mut last = None;
        for envelope in log.stream(stream)? {
            tip = envelope.chain(tip);
            if let Ok(opened) = envelope.open() {
                state = apply(state, &opened);
                last = Some(opened.seq);
            }
        }
        let (Some(state), Some(last)) = (state, last) else {
            continue;
        };
        let head = HeadRow {
            stream,
            last,
            fold: FOLD_VERSION,
            tip,
            data: HeadData::of(&state),
        };
        sql.exec(
            "UPDATE heads SET fold = ?, row = ? WHERE stream = ?",
            vec![
                i64::from(FOLD_VERSION).into(),
                serde_json::to_string(&head)?.into(),
                stream.to_string().into(),
            ],
        )?;
        // An office of an older schema is noted whole by the step it lacks.
        if schema >= WINDOWED {
            window::note_anew(sql, &offset, &head)?;
        }
    }
    set_meta(sql, "fold", &FOLD_VERSION.to_string())
}
