//! The office's tablets, as those who look after them see them.

use domain::id::{DeviceId, Instant, PersonId};
use domain::sync::report::TabletReport;
use serde::Serialize;
use worker::SqlStorage;

use super::{OfficeLog, enrolment, staff};
use crate::clock;
use crate::log::{Meta, Row};
use crate::reply::{self, Answered, Fault};

#[derive(Serialize)]
struct Devices {
    devices: Vec<Device>,
}

#[derive(Serialize)]
struct Device {
    id: DeviceId,
    label: String,
    enrolled_at: Instant,
    last_seen: Instant,
    /// 1 号, 2 号: in the order they came.
    number: u64,
    /// What it said of itself last, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    reported_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<TabletReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_at: Option<Instant>,
    people: Vec<PersonId>,
}

pub fn list(sql: &SqlStorage, meta: &Meta, who: PersonId) -> Answered {
    staff::require_manager(sql, meta, who)?;
    let query = "SELECT id, label, enrolled_at, last_seen, revoked_at, number, reported_at, report
         FROM devices ORDER BY number";
    let mut devices = Vec::new();
    for row in Row::all(sql, "devices", query, Vec::new())? {
        let id = row.parsed(0)?;
        devices.push(Device {
            id,
            label: row.text(1)?.to_owned(),
            enrolled_at: Instant(row.integer(2)?),
            last_seen: Instant(row.integer(3)?),
            revoked_at: row.maybe_integer(4)?.map(Instant),
            number: row.natural(5)?,
            reported_at: row.maybe_integer(6)?.map(Instant),
            report: row
                .maybe_text(7)?
                .and_then(|said| serde_json::from_str(said).ok()),
            people: enrolment::people_of(sql, id)?.into_iter().collect(),
        });
    }
    reply::json(&Devices { devices })
}

impl OfficeLog {
    /// Its sessions stay, so that it is told at its next contact why it is out.
    pub(super) fn revoke(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        who: PersonId,
        device: DeviceId,
    ) -> Answered {
        staff::require_manager(sql, meta, who)?;
        let known = "SELECT 1 FROM devices WHERE id = ?";
        Row::first(sql, "devices", known, vec![device.to_string().into()])?
            .ok_or(Fault::NotFound)?;
        sql.exec(
            "UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
            vec![clock::real().0.into(), device.to_string().into()],
        )?;
        self.hang_up(device);
        reply::done()
    }
}
