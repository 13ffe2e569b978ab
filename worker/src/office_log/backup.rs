//! Every night the new pages of the log go to a second bucket, and those in which something was erased go again.

use std::io::Read as _;

use domain::id::{Cursor, Digest};
use domain::log::EventLog as _;
use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use worker::{Bucket, SqlStorage};

use super::OfficeLog;
use super::schedule::{Due, due};
use crate::log::packed::gzip;
use crate::log::pages::{self, End, Page};
use crate::log::{Meta, Row, SqlLog, StorageFault, integer, signed};
use crate::reply::Fault;
use crate::{clock, limits};

const BUCKET: &str = "BACKUP";
pub(super) const HOUR_MILLIS: i64 = 3_600_000;
const DAY_MILLIS: i64 = 24 * HOUR_MILLIS;

/// What a backup holds, written last: without it the pages are not yet one.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    pub pages: Vec<Kept>,
    pub end: End,
    /// SHA-256 of `end` as it stands here.
    pub sum: Digest,
}

/// One page in the bucket.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    pub first: Cursor,
    pub last: Cursor,
    pub sum: Digest,
}

fn kept(sql: &SqlStorage) -> Result<Vec<Kept>, StorageFault> {
    let query = "SELECT first, last, sum FROM pages ORDER BY first";
    Row::all(sql, "pages", query, Vec::new())?
        .iter()
        .map(|row| {
            Ok(Kept {
                first: Cursor(row.natural(0)?),
                last: Cursor(row.natural(1)?),
                sum: Digest::parse(row.text(2)?).ok_or(StorageFault::Row("pages"))?,
            })
        })
        .collect()
}

/// The next page to write: a stale one, else the one after the last; `None` when all is there.
fn next(sql: &SqlStorage, head: Cursor) -> Result<Option<Page>, StorageFault> {
    let stale = "SELECT first, last FROM pages WHERE stale = 1 ORDER BY first LIMIT 1";
    if let Some(row) = Row::first(sql, "pages", stale, Vec::new())? {
        let (first, last) = (row.natural(0)?, row.natural(1)?);
        return pages::page(sql, Cursor(first.saturating_sub(1)), Cursor(last));
    }
    let last = Row::first(sql, "pages", "SELECT max(last) FROM pages", Vec::new())?
        .map(|row| row.maybe_integer(0))
        .transpose()?
        .flatten();
    let after = last.and_then(|last| u64::try_from(last).ok()).unwrap_or(0);
    pages::page(sql, Cursor(after), head)
}

fn key(meta: &Meta, name: &str) -> String {
    format!("{}/{name}", meta.office)
}

fn page_name(first: Cursor) -> String {
    format!("{:012}.jsonl.gz", first.0)
}

impl OfficeLog {
    /// After the head moved: tonight, unless that is planned already.
    pub(super) async fn plan_backup(&self, sql: &SqlStorage, meta: &Meta) -> Result<(), Fault> {
        if due(sql, Due::Backup)?.is_some() {
            return Ok(());
        }
        let offset = signed::utc_offset_minutes(sql, meta.office)?;
        self.plan(Due::Backup, until_night(clock::real().0, offset))
            .await
    }

    pub(super) async fn back_up(&self) -> Result<(), Fault> {
        let sql = self.sql();
        // Whether there is a bucket or not, whoever comes tomorrow finds their parts ready.
        self.plan(Due::Pack, 0).await?;
        let (Some(meta), Ok(bucket)) = (self.meta(&sql)?, self.env.bucket(BUCKET)) else {
            return Ok(());
        };
        match self.write_pages(&sql, &meta, &bucket).await {
            Ok(true) => self.write_manifest(&sql, &meta, &bucket).await,
            Ok(false) => self.plan(Due::Backup, limits::BACKUP_PAUSE_MILLIS).await,
            Err(fault) => {
                self.plan(Due::Backup, HOUR_MILLIS).await?;
                Err(fault)
            }
        }
    }

    /// Some pages; whether these were the last.
    async fn write_pages(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        bucket: &Bucket,
    ) -> Result<bool, Fault> {
        for _ in 0..limits::BACKUP_PAGES {
            let head = SqlLog::new(sql.clone()).head()?.cursor;
            let Some(page) = next(sql, head)? else {
                return Ok(true);
            };
            let packed = pack(&page.text)?;
            bucket
                .put(key(meta, &page_name(page.first)), packed)
                .execute()
                .await?;
            sql.exec(
                "INSERT INTO pages (first, last, sum, stale) VALUES (?, ?, ?, 0)
                 ON CONFLICT (first) DO UPDATE SET last = excluded.last, sum = excluded.sum, stale = 0",
                vec![
                    integer(page.first.0),
                    integer(page.last.0),
                    page.sum.to_string().into(),
                ],
            )?;
        }
        Ok(false)
    }

    async fn write_manifest(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        bucket: &Bucket,
    ) -> Result<(), Fault> {
        let pages = kept(sql)?;
        let at = pages.last().map_or(Cursor(0), |page| page.last);
        let hash = crate::log::hash_at(sql, at)?.ok_or(Fault::Failed)?;
        let end = pages::end(sql, meta, (at, hash))?;
        let text = serde_json::to_string(&end).map_err(|_| Fault::Failed)?;
        let manifest = Manifest {
            pages,
            end,
            sum: Digest::of(&[text.as_bytes()]),
        };
        let text = serde_json::to_string(&manifest).map_err(|_| Fault::Failed)?;
        bucket
            .put(key(meta, "manifest.json.gz"), pack(&text)?)
            .execute()
            .await?;
        Ok(())
    }

    /// What the bucket holds of this office: its manifest, or the page that begins at `first`.
    pub(super) async fn backed_up(
        &self,
        meta: &Meta,
        first: Option<Cursor>,
    ) -> Result<Option<String>, Fault> {
        let name = first.map_or_else(|| "manifest.json.gz".to_owned(), page_name);
        let bucket = self.env.bucket(BUCKET)?;
        let Some(object) = bucket.get(key(meta, &name)).execute().await? else {
            return Ok(None);
        };
        let body = object.body().ok_or(Fault::Failed)?;
        let packed = body.bytes().await?;
        let mut text = String::new();
        GzDecoder::new(packed.as_slice())
            .read_to_string(&mut text)
            .map_err(|_| Fault::Failed)?;
        Ok(Some(text))
    }
}

fn pack(text: &str) -> Result<Vec<u8>, Fault> {
    gzip(text.as_bytes()).map_err(|_| Fault::Failed)
}

/// Milliseconds until three in the morning at the office, when nobody waits for an answer.
fn until_night(now: i64, utc_offset_minutes: i32) -> i64 {
    let there = now.saturating_add(i64::from(utc_offset_minutes).saturating_mul(60_000));
    let into_day = there.rem_euclid(DAY_MILLIS);
    let night = 3 * HOUR_MILLIS;
    let wait = night.saturating_sub(into_day);
    if wait > 0 {
        wait
    } else {
        wait.saturating_add(DAY_MILLIS)
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY_MILLIS, HOUR_MILLIS, until_night};

    #[test]
    fn the_night_is_the_offices_own() {
        let table = [
            // 02:00 UTC is 10:00 at UTC+8: 17 hours until three.
            (2 * HOUR_MILLIS, 480, 17 * HOUR_MILLIS),
            // 18:59 UTC is 02:59 there.
            (19 * HOUR_MILLIS - 60_000, 480, 60_000),
            // Three o'clock itself: the next one.
            (19 * HOUR_MILLIS, 480, DAY_MILLIS),
            (0, -720, 15 * HOUR_MILLIS),
        ];
        for (now, offset, wait) in table {
            assert_eq!(until_night(now, offset), wait, "{now} at {offset}");
        }
    }
}
