//! What a tablet says of itself with its requests: what has not arrived yet, and how much room it has.

use domain::sync::report::TabletReport;
use worker::{Request, SqlStorage};

use super::{Caller, REPORT_HEADER};
use crate::log::Row;
use crate::reply::Fault;
use crate::{clock, limits};

/// Keeps it, where it says something new. What cannot be read is not kept, and holds up nobody.
pub fn note(sql: &SqlStorage, caller: Caller, request: &Request) -> Result<(), Fault> {
    let Some(said) = request.headers().get(REPORT_HEADER)? else {
        return Ok(());
    };
    if said.len() > limits::REPORT_BYTES || serde_json::from_str::<TabletReport>(&said).is_err() {
        return Ok(());
    }
    let device = caller.device.to_string();
    let at = clock::real().0;
    let query = "SELECT 1 FROM devices WHERE id = ? AND report = ? AND reported_at > ?";
    let fresh = at.saturating_sub(limits::REPORT_TOUCH_MILLIS);
    let values = vec![device.as_str().into(), said.as_str().into(), fresh.into()];
    if Row::first(sql, "devices", query, values)?.is_none() {
        sql.exec(
            "UPDATE devices SET report = ?, reported_at = ?, last_seen = ? WHERE id = ?",
            vec![said.into(), at.into(), at.into(), device.into()],
        )?;
    }
    Ok(())
}
