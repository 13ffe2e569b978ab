//! What a log that was set back keeps while it takes back what tablets hold.

use domain::command::day;
use domain::event::Envelope;
use domain::id::{Cursor, Digest, Instant, OfficeId, Writer, WriterNumber};
use domain::log::SetBackLog;
use domain::log::set_back::Claim;
use domain::sync::hand_back::TakingBack;
use worker::SqlStorageValue;

use super::read::{envelopes, hash_at};
use super::sql::{digest, of_writer};
use super::{Row, SqlLog, StorageFault, integer, set_meta, signed};

pub(super) const EVENTS: &str = "SELECT seq, stream, command, idx, body, personal FROM events";

fn naturals(row: &Row, columns: [usize; 4]) -> Result<[Cursor; 4], StorageFault> {
    let mut all = [Cursor(0); 4];
    for (cursor, column) in all.iter_mut().zip(columns) {
        *cursor = Cursor(row.natural(column)?);
    }
    Ok(all)
}

impl SqlLog {
    fn staged_events(
        &self,
        query: &str,
        values: Vec<SqlStorageValue>,
    ) -> Result<Vec<Envelope>, StorageFault> {
        Row::all(&self.sql, "staged", query, values)?
            .iter()
            .map(|row| Ok(serde_json::from_str(row.text(0)?)?))
            .collect()
    }
}

impl SetBackLog for SqlLog {
    fn epoch(&self) -> Result<u64, StorageFault> {
        let query = "SELECT value FROM meta WHERE key = 'epoch'";
        Row::first(&self.sql, "meta", query, Vec::new())?
            .ok_or(StorageFault::Row("meta"))?
            .parsed(0)
    }

    fn set_epoch(&mut self, epoch: u64) -> Result<(), StorageFault> {
        set_meta(&self.sql, "epoch", &epoch.to_string())
    }

    fn hash_at(&self, at: Cursor) -> Result<Option<Digest>, StorageFault> {
        hash_at(&self.sql, at)
    }

    fn event_at(&self, at: Cursor) -> Result<Option<Envelope>, StorageFault> {
        let query = format!("{EVENTS} WHERE seq = ?");
        Ok(envelopes(&self.sql, &query, vec![integer(at.0)])?.pop())
    }

    fn taking_back(&self) -> Result<Option<TakingBack>, StorageFault> {
        let query = "SELECT taking FROM set_backs ORDER BY epoch DESC LIMIT 1";
        Row::first(&self.sql, "set_backs", query, Vec::new())?
            .map(|row| Ok(serde_json::from_str(row.text(0)?)?))
            .transpose()
    }

    fn keep_taking_back(&mut self, taking: &TakingBack) -> Result<(), StorageFault> {
        self.run(
            "INSERT INTO set_backs (epoch, taking) VALUES (?, ?)
             ON CONFLICT (epoch) DO UPDATE SET taking = excluded.taking",
            vec![integer(taking.epoch), serde_json::to_string(taking)?.into()],
        )
    }

    fn claims(&self) -> Result<Vec<Claim>, StorageFault> {
        let query = "SELECT hash, at, low, sent, top, whole, taken FROM claims ORDER BY at, hash";
        Row::all(&self.sql, "claims", query, Vec::new())?
            .iter()
            .map(|row| {
                let [at, low, sent, top] = naturals(row, [1, 2, 3, 4])?;
                let taken = row.maybe_integer(6)?;
                Ok(Claim {
                    hash: digest(row, 0)?,
                    at,
                    whole: row.integer(5)? == 1,
                    low,
                    sent,
                    top,
                    taken: taken.and_then(|taken| u64::try_from(taken).ok().map(Cursor)),
                })
            })
            .collect()
    }

    fn keep_claim(&mut self, claim: &Claim) -> Result<(), StorageFault> {
        self.run(
            "INSERT INTO claims (hash, at, low, sent, top, whole, taken) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (hash) DO UPDATE SET low = excluded.low, sent = excluded.sent, top = excluded.top,
                 whole = excluded.whole, taken = excluded.taken",
            vec![
                claim.hash.to_string().into(),
                integer(claim.at.0),
                integer(claim.low.0),
                integer(claim.sent.0),
                integer(claim.top.0),
                i64::from(claim.whole).into(),
                claim
                    .taken
                    .map_or(SqlStorageValue::Null, |taken| integer(taken.0)),
            ],
        )
    }

    fn forget_claims(&mut self) -> Result<(), StorageFault> {
        for query in ["DELETE FROM claims", "DELETE FROM staged"] {
            self.run(query, Vec::new())?;
        }
        Ok(())
    }

    fn unstage(&mut self, claim: Digest) -> Result<(), StorageFault> {
        let query = "DELETE FROM staged WHERE claim = ?";
        self.run(query, vec![claim.to_string().into()])
    }

    fn stage(&mut self, claim: Digest, events: &[Envelope]) -> Result<(), StorageFault> {
        for event in events {
            self.run(
                "INSERT INTO staged (claim, seq, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                vec![
                    claim.to_string().into(),
                    integer(event.seq.0),
                    serde_json::to_string(event)?.into(),
                ],
            )?;
        }
        Ok(())
    }

    fn staged(
        &self,
        claim: Digest,
        after: Cursor,
        most: usize,
    ) -> Result<Vec<Envelope>, StorageFault> {
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        self.staged_events(
            "SELECT event FROM staged WHERE claim = ? AND seq > ? ORDER BY seq LIMIT ?",
            vec![claim.to_string().into(), integer(after.0), integer(most)],
        )
    }

    fn staged_elsewhere(
        &self,
        claim: Digest,
        at: Cursor,
    ) -> Result<Option<Envelope>, StorageFault> {
        let query = "SELECT event FROM staged WHERE claim <> ? AND seq = ? ORDER BY claim LIMIT 1";
        let values = vec![claim.to_string().into(), integer(at.0)];
        Ok(self.staged_events(query, values)?.pop())
    }

    fn number_used(&mut self, year: i32, number: u32) -> Result<(), StorageFault> {
        self.run(
            "INSERT INTO numbers (year, next) VALUES (?, ?)
             ON CONFLICT (year) DO UPDATE SET next = max(next, excluded.next)",
            vec![year.into(), i64::from(number).saturating_add(1).into()],
        )
    }

    fn skip_to(&mut self, writer: Writer, number: WriterNumber) -> Result<(), StorageFault> {
        let mut values = of_writer(writer);
        values.push(integer(number.0));
        values.push(Digest::ZERO.to_string().into());
        self.run(
            "INSERT INTO writers (person, device, number, digest) VALUES (?, ?, ?, ?)
             ON CONFLICT (person, device) DO UPDATE SET number = excluded.number, digest = excluded.digest",
            values,
        )
    }

    fn came_back(
        &mut self,
        office: OfficeId,
        received_at: Instant,
        before: Digest,
    ) -> Result<(), StorageFault> {
        let offset = signed::utc_offset_minutes(&self.sql, office)?;
        signed::begin_month(&self.sql, day(received_at, offset), before)
    }
}
