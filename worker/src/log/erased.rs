//! Blanking personal values where they rest: beside the bodies, and in what is held unread.
//!
//! The bodies and their hashes are not touched, so every chain still holds. Answers hold no personal value.

use domain::event::{Envelope, ErasureFact, Fact};
use domain::id::{Cursor, Digest, Instant};
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
    // They would bring it to the next tablet.
    super::packed::forget(sql)?;
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

/// The photos an erasure names are noted with it, so that their bytes go whatever happens to this request.
pub fn note_photos(sql: &SqlStorage, envelopes: &[Envelope]) -> Result<(), StorageFault> {
    for envelope in envelopes {
        // Most bodies are not even looked at: an erasure names itself.
        if !envelope.body.get().contains("personal_data_erased") {
            continue;
        }
        let Ok(opened) = envelope.open() else {
            continue;
        };
        let Fact::Erasure(ErasureFact::PersonalDataErased { photos, .. }) = opened.event.fact
        else {
            continue;
        };
        for digest in photos {
            sql.exec(
                "INSERT INTO photos_to_erase (digest) VALUES (?) ON CONFLICT (digest) DO NOTHING",
                vec![digest.to_string().into()],
            )?;
        }
    }
    Ok(())
}

/// Those whose bytes are still there.
pub fn photos_to_erase(sql: &SqlStorage) -> Result<Vec<Digest>, StorageFault> {
    const TABLE: &str = "photos_to_erase";
    Row::all(sql, TABLE, "SELECT digest FROM photos_to_erase", Vec::new())?
        .iter()
        .map(|row| Digest::parse(row.text(0)?).ok_or(StorageFault::Row(TABLE)))
        .collect()
}

pub fn photo_erased(sql: &SqlStorage, digest: Digest) -> Result<(), StorageFault> {
    sql.exec(
        "DELETE FROM photos_to_erase WHERE digest = ?",
        vec![digest.to_string().into()],
    )?;
    Ok(())
}
