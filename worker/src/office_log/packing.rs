//! The parts of a first sync, made ready at night and whenever a tablet had to wait for them.

use domain::id::Cursor;
use worker::{Response, ResponseBuilder, SqlStorage, Url};

use super::backup::HOUR_MILLIS;
use super::exchange::{self, number, text};
use super::schedule::{Due, due};
use super::{OfficeLog, now};
use crate::limits;
use crate::log::packed::{self, Kind};
use crate::log::{self, Meta, window};
use crate::reply::{self, Answered, Fault};

impl OfficeLog {
    /// What a first sync will bring. Who finds nothing ready in a long log is the last one to.
    pub(super) async fn first(&self, sql: &SqlStorage, meta: &Meta) -> Answered {
        let reply = exchange::first(sql, meta)?;
        if reply.packed.is_empty()
            && reply.at.0 >= limits::PACK_FROM
            && due(sql, Due::Pack)?.is_none()
        {
            // Whether that can be planned or not, this tablet has its answer.
            let _ = self.plan(Due::Pack, limits::PACK_PAUSE_MILLIS).await;
        }
        reply::json(&reply)
    }

    /// Some parts; what is left comes after a pause.
    pub(super) async fn pack(&self) -> Result<(), Fault> {
        let sql = self.sql();
        let Some(meta) = self.meta(&sql)? else {
            return Ok(());
        };
        let made = log::in_transaction(&self.state, || {
            let window = window::present(&sql, meta.office, now(&meta))?;
            packed::make_some(&sql, &meta, window)
        });
        match made {
            Ok(true) => Ok(()),
            Ok(false) => self.plan(Due::Pack, limits::PACK_PAUSE_MILLIS).await,
            Err(fault) => {
                self.plan(Due::Pack, HOUR_MILLIS).await?;
                Err(fault.into())
            }
        }
    }
}

/// One part as it lies ready.
pub fn part(sql: &SqlStorage, url: &Url) -> Answered {
    let kind = text(url, "kind").and_then(|kind| Kind::parse(&kind));
    let kind = kind.ok_or(Fault::Invalid { field: "kind" })?;
    let at = Cursor(number(url, "at")?);
    let bytes = packed::bytes(sql, at, number(url, "part")?, kind)?.ok_or(Fault::NotFound)?;
    as_they_are(bytes)
}

/// Not named as compressed: what lies between would unpack and pack them again.
fn as_they_are(bytes: Vec<u8>) -> Result<Response, Fault> {
    let builder = ResponseBuilder::new()
        .with_header("Cache-Control", "no-store")?
        .with_header("Content-Type", "application/octet-stream")?;
    Ok(builder.from_bytes(bytes)?)
}
