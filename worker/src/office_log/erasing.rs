//! Photos and signatures of who left: their bytes leave the bucket once the log says that they were erased.

use super::OfficeLog;
use super::schedule::Due;
use crate::log;
use crate::reply::Fault;
use crate::routes::photos;

/// Tried again after so long, should the bucket not answer or this object be ended in between.
const AGAIN_MILLIS: i64 = 60_000;

impl OfficeLog {
    /// An empty object takes the place of each: a tablet that still has the bytes cannot bring them back.
    pub(super) async fn erase_photos(&self) -> Result<(), Fault> {
        let sql = self.sql();
        let waiting = log::photos_to_erase(&sql)?;
        let Some(meta) = self.meta(&sql)?.filter(|_| !waiting.is_empty()) else {
            return Ok(());
        };
        self.plan(Due::Photos, AGAIN_MILLIS).await?;
        let bucket = self.env.bucket(photos::BUCKET)?;
        for digest in waiting {
            let key = photos::key(meta.office, digest);
            bucket.put(key, Vec::<u8>::new()).execute().await?;
            log::photo_erased(&sql, digest)?;
        }
        Ok(())
    }
}
