//! Blanking personal values where they rest: beside the bodies, and in what is held unread.
//!
//! The bodies and their hashes are not touched, so every chain still holds. Answers hold no personal value.

use domain::id::{Cursor, Instant};
use domain::log::HeldBytes;
use domain::personal::{Personal, PersonalValue};
use worker::SqlStorage;

use super::{Row, StorageFault, integer};

/// Reads the whole log, once for all values: an erasure happens a few times a year, and must miss nothing.
pub fn blank(sql: &SqlStorage, values: &[Personal], texts: &[String]) -> Result<(), StorageFault> {
    // One needle per value in one list: SQLite takes 100 bound parameters at most.
    let needles: Vec<String> = values.iter().map(|value| value.0.to_string()).collect();
    let needles = serde_json::to_string(&needles)?;
    let query = "SELECT e.seq, e.personal FROM events e
                 WHERE e.personal <> '[]' AND EXISTS
                     (SELECT 1 FROM json_each(?) n WHERE instr(e.personal, n.value) > 0)";
    for row in Row::all(sql, "events", query, vec![needles.into()])? {
        let mut personal: Vec<PersonalValue> = serde_json::from_str(row.text(1)?)?;
        let mut any = false;
        for value in &mut personal {
            any |= value.blank(values);
        }
        if any {
            let at = Cursor(row.natural(0)?);
            sql.exec(
                "UPDATE events SET personal = ? WHERE seq = ?",
                vec![serde_json::to_string(&personal)?.into(), integer(at.0)],
            )?;
            super::pages::made_stale(sql, at)?;
        }
    }
    for row in Row::all(
        sql,
        "held",
        "SELECT command, bytes, received_at FROM held",
        Vec::new(),
    )? {
        let mut held = HeldBytes {
            command: row.parsed(0)?,
            bytes: row.text(1)?.to_owned(),
            received_at: Instant(row.integer(2)?),
        };
        if held.without(texts) {
            sql.exec(
                "UPDATE held SET bytes = ? WHERE command = ?",
                vec![held.bytes.into(), held.command.to_string().into()],
            )?;
        }
    }
    Ok(())
}
