//! Devices and sessions, beside the log: revoking and appending share one storage.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{DeviceId, Digest, Instant, PersonId};
use worker::SqlStorage;

use super::message::{OpenSession, OpenedSession, SessionFacts};
use super::{Caller, OfficeLog, now, staff};
use crate::auth::token;
use crate::log::{self, Meta, Row, StorageFault};
use crate::reply::{self, Answered, Fault};
use crate::{clock, limits};

/// A session that has not expired.
pub struct Session {
    pub person: PersonId,
    pub device: DeviceId,
    pub revoked: bool,
}

pub fn session(
    sql: &SqlStorage,
    token_hash: Digest,
    at: Instant,
) -> Result<Option<Session>, StorageFault> {
    let query = "SELECT s.person, s.device, s.expires_at, d.revoked_at FROM sessions s
                 JOIN devices d ON d.id = s.device WHERE s.token_hash = ? AND s.expires_at > ?";
    let values = vec![token_hash.to_string().into(), at.0.into()];
    let Some(row) = Row::first(sql, "sessions", query, values)? else {
        return Ok(None);
    };
    let session = Session {
        person: row.parsed(0)?,
        device: row.parsed(1)?,
        revoked: row.maybe_integer(3)?.is_some(),
    };
    let fresh = at.0.saturating_add(limits::SESSION_MILLIS);
    let worn = fresh.saturating_sub(row.integer(2)?) > limits::SESSION_TOUCH_MILLIS;
    if worn && !session.revoked {
        sql.exec(
            "UPDATE sessions SET expires_at = ? WHERE token_hash = ?",
            vec![fresh.into(), token_hash.to_string().into()],
        )?;
        sql.exec(
            "UPDATE devices SET last_seen = ? WHERE id = ?",
            vec![at.0.into(), session.device.to_string().into()],
        )?;
    }
    Ok(Some(session))
}

pub fn close_session(sql: &SqlStorage, token_hash: Digest) -> Result<(), StorageFault> {
    sql.exec(
        "DELETE FROM sessions WHERE token_hash = ?",
        vec![token_hash.to_string().into()],
    )?;
    Ok(())
}

/// After a new password: whoever held the old one is out. Work already written on a tablet still arrives.
pub fn forget_sessions(sql: &SqlStorage, person: PersonId) -> Result<(), StorageFault> {
    sql.exec(
        "DELETE FROM sessions WHERE person = ?",
        vec![person.to_string().into()],
    )?;
    Ok(())
}

/// Everybody who ever signed in on a device: it may write for them, whoever is signed in now.
pub fn people_of(sql: &SqlStorage, device: DeviceId) -> Result<BTreeSet<PersonId>, StorageFault> {
    let query = "SELECT person FROM device_people WHERE device = ?";
    Row::all(sql, "device_people", query, vec![device.to_string().into()])?
        .iter()
        .map(|row| row.parsed(0))
        .collect()
}

/// The devices that may hold something of a log that was set back: a tablet in a drawer for longer has nothing of it.
pub fn may_hold(sql: &SqlStorage, now: Instant) -> Result<Vec<DeviceId>, StorageFault> {
    let since = now.0.saturating_sub(limits::SET_BACK_MILLIS);
    let query =
        "SELECT id FROM devices WHERE revoked_at IS NULL AND last_seen >= ? ORDER BY number";
    Row::all(sql, "devices", query, vec![since.into()])?
        .iter()
        .map(|row| row.parsed(0))
        .collect()
}

/// The same for every device the office ever enrolled.
pub fn people_by_device(
    sql: &SqlStorage,
) -> Result<BTreeMap<DeviceId, BTreeSet<PersonId>>, StorageFault> {
    let query = "SELECT device, person FROM device_people";
    let mut people: BTreeMap<DeviceId, BTreeSet<PersonId>> = BTreeMap::new();
    for row in Row::all(sql, "device_people", query, Vec::new())? {
        people
            .entry(row.parsed(0)?)
            .or_default()
            .insert(row.parsed(1)?);
    }
    Ok(people)
}

impl OfficeLog {
    pub(super) fn open_session(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        open: &OpenSession,
    ) -> Answered {
        if !staff::on_staff(sql, meta, open.person)? {
            return Err(Fault::NotOnStaff);
        }
        let at = clock::real();
        let token = token::mint()?;
        let secret = token::mint()?;
        let minted = DeviceId::mint(at, token::random()?);
        let (device, enrolled) = log::in_transaction(&self.state, || {
            let known = known_device(sql, open)?;
            let device = known.unwrap_or(minted);
            if known.is_none() {
                enrol(sql, device, &secret, &open.label, at)?;
            }
            admit(sql, device, open.person, &token, at)?;
            Ok((device, known.is_none()))
        })?;
        reply::json(&OpenedSession {
            token,
            device_secret: enrolled.then_some(secret),
            session: facts(meta, open.person, device),
        })
    }

    /// The caller's browser becomes a device of its own, which may write for whoever the device it was may write for:
    /// a copied profile, whose numbers the copy has used. The other one keeps its id, its session and its secret.
    pub(super) fn begin_anew(&self, sql: &SqlStorage, meta: &Meta, caller: Caller) -> Answered {
        let at = clock::real();
        let token = token::mint()?;
        let secret = token::mint()?;
        let device = DeviceId::mint(at, token::random()?);
        let label = "SELECT label FROM devices WHERE id = ?";
        let label = Row::first(
            sql,
            "devices",
            label,
            vec![caller.device.to_string().into()],
        )?
        .ok_or(Fault::NotFound)?;
        let label = label.text(0)?;
        log::in_transaction(&self.state, || {
            enrol(sql, device, &secret, label, at)?;
            sql.exec(
                "INSERT INTO device_people (device, person) SELECT ?, person FROM device_people WHERE device = ?",
                vec![device.to_string().into(), caller.device.to_string().into()],
            )?;
            admit(sql, device, caller.person, &token, at)
        })?;
        reply::json(&OpenedSession {
            token,
            device_secret: Some(secret),
            session: facts(meta, caller.person, device),
        })
    }

    pub(super) fn describe_session(&self, meta: &Meta, caller: Caller) -> Answered {
        reply::json(&facts(meta, caller.person, caller.device))
    }
}

fn facts(meta: &Meta, person: PersonId, device: DeviceId) -> SessionFacts {
    SessionFacts {
        person,
        device,
        office: meta.office,
        epoch: meta.epoch,
        server_time: now(meta),
    }
}

/// The device the browser says it is, if it can prove it: a colleague who only knows the id of somebody's tablet
/// must not be able to write in that tablet's name. A revoked device is enrolled anew.
fn known_device(sql: &SqlStorage, open: &OpenSession) -> Result<Option<DeviceId>, StorageFault> {
    let (Some(device), Some(secret)) = (open.device, &open.device_secret) else {
        return Ok(None);
    };
    let query = "SELECT 1 FROM devices WHERE id = ? AND secret_hash = ? AND revoked_at IS NULL";
    let values = vec![
        device.to_string().into(),
        token::hash(secret).to_string().into(),
    ];
    Ok(Row::first(sql, "devices", query, values)?.map(|_| device))
}

fn enrol(
    sql: &SqlStorage,
    device: DeviceId,
    secret: &str,
    label: &str,
    at: Instant,
) -> Result<(), StorageFault> {
    sql.exec(
        "INSERT INTO devices (id, secret_hash, label, enrolled_at, last_seen, number)
         VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM devices))",
        vec![
            device.to_string().into(),
            token::hash(secret).to_string().into(),
            label.into(),
            at.0.into(),
            at.0.into(),
        ],
    )?;
    Ok(())
}

/// One session per person and device; the others on the device stay.
fn admit(
    sql: &SqlStorage,
    device: DeviceId,
    person: PersonId,
    token: &str,
    at: Instant,
) -> Result<(), StorageFault> {
    sql.exec(
        "DELETE FROM sessions WHERE (person = ? AND device = ?) OR expires_at <= ?",
        vec![
            person.to_string().into(),
            device.to_string().into(),
            at.0.into(),
        ],
    )?;
    sql.exec(
        "INSERT INTO sessions (token_hash, person, device, expires_at) VALUES (?, ?, ?, ?)",
        vec![
            token::hash(token).to_string().into(),
            person.to_string().into(),
            device.to_string().into(),
            at.0.saturating_add(limits::SESSION_MILLIS).into(),
        ],
    )?;
    sql.exec(
        "INSERT INTO device_people (device, person) VALUES (?, ?) ON CONFLICT DO NOTHING",
        vec![device.to_string().into(), person.to_string().into()],
    )?;
    sql.exec(
        "UPDATE devices SET last_seen = ? WHERE id = ?",
        vec![at.0.into(), device.to_string().into()],
    )?;
    Ok(())
}
