//! The server was set back: what tablets still hold is taken back before commands are taken again.

use domain::id::{Cursor, DeviceId, Digest, PersonId};
use domain::log::set_back::{self, Noticed};
use domain::log::{EventLog as _, Handing, Pushing, SetBackLog as _, hand_back, replay};
use domain::role::Role;
use domain::sync::hand_back::{HandBack, Stand, TakingBack};
use domain::sync::journal::ReplayRequest;
use domain::sync::message::PushReply;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, Url};

use super::exchange::{draw, number, text};
use super::written::{one_batch, read};
use super::{Caller, OfficeLog, enrolment, now, staff};
use crate::log::{self, Meta, Row, SqlLog, StorageFault};
use crate::reply::{self, Answered, Fault, PushStopped};
use crate::{clock, limits};

/// Who does not wait for the rest of the tablets.
const END_WAITING: [Role; 2] = [Role::PropertyManager, Role::Director];

/// `GET /api/set_back`.
#[derive(Serialize)]
struct Told {
    /// The latest one, over or not; `null` in an office that never was set back.
    taking: Option<TakingBack>,
    missing: Vec<Missing>,
}

/// A tablet that has not been heard since, as people call it.
#[derive(Serialize)]
struct Missing {
    device: DeviceId,
    number: u64,
    label: String,
}

/// `POST /api/set_back/end`.
#[derive(Deserialize)]
pub struct End {
    reason: String,
}

impl OfficeLog {
    /// Looks where a tablet stands before anything else is done for it.
    fn placed(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        (caller, stand): (Caller, Stand),
        seal: Option<Digest>,
    ) -> Result<Noticed, Fault> {
        let mut log = SqlLog::new(sql.clone());
        let stands = log::hash_at(sql, stand.at)? == Some(stand.hash);
        // As almost always: nothing is to be written down.
        if stands && stand.epoch == meta.epoch && !set_back::is_taking_back(&log)? {
            return Ok(Noticed {
                epoch: meta.epoch,
                stands,
                open: true,
            });
        }
        let place = (stand.at, stand.hash);
        let sealed = seal.is_some_and(|seal| meta.key.holds(meta.office, place, seal));
        let now = clock::real();
        Ok(log::in_transaction(&self.state, || {
            set_back::notice(&mut log, (caller.device, stand), sealed, now, || {
                enrolment::may_hold(sql, now)
            })
        })?)
    }

    /// What the office knows of itself after it looked where the caller of a pull stands.
    pub(super) fn placed_by(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        caller: Caller,
        url: &Url,
    ) -> Result<Meta, Fault> {
        let at = Cursor(number(url, "after")?);
        let hash = text(url, "hash").and_then(|hash| Digest::parse(&hash));
        let epoch = text(url, "epoch").and_then(|epoch| epoch.parse().ok());
        let Some(hash) = hash else {
            return Ok(*meta);
        };
        let stand = Stand {
            epoch: epoch.unwrap_or(meta.epoch),
            at,
            hash,
        };
        let noticed = self.placed(sql, meta, (caller, stand), None)?;
        if !noticed.stands {
            return Err(self.set_back(sql, noticed.epoch)?);
        }
        Ok(Meta {
            epoch: noticed.epoch,
            ..*meta
        })
    }

    /// Whether commands are taken from somebody who stands there.
    pub(super) fn admit(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        caller: Caller,
        epoch: u64,
        at: Option<(Cursor, Digest)>,
    ) -> Result<(), Fault> {
        // Every log begins there.
        let (at, hash) = at.unwrap_or((Cursor(0), Digest::ZERO));
        let noticed = self.placed(sql, meta, (caller, Stand { epoch, at, hash }), None)?;
        if !noticed.stands || noticed.epoch != epoch {
            return Err(self.set_back(sql, noticed.epoch)?);
        }
        if !noticed.open {
            return Err(Fault::TakingBack { epoch });
        }
        Ok(())
    }

    fn set_back(&self, sql: &SqlStorage, epoch: u64) -> Result<Fault, Fault> {
        let head = SqlLog::new(sql.clone()).head()?.cursor;
        Ok(Fault::ServerSetBack { epoch, head })
    }

    /// `POST /api/hand_back`.
    pub(super) fn hand_back(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        caller: Caller,
        body: &str,
    ) -> Answered {
        let request: HandBack = read(body)?;
        self.placed(sql, meta, (caller, request.stand), request.seal)?;
        let handing = Handing {
            office: meta.office,
            device: caller.device,
            now: now(meta),
            key: &meta.key,
        };
        let before = self.head(sql)?;
        let (handed, _) = self.written(sql, meta, before, |log, shelf| {
            hand_back(log, shelf, &handing, &request)
        })?;
        let reply = handed.map_err(|_| Fault::Invalid { field: "events" })?;
        reply::json(&reply)
    }

    /// `POST /api/replay`: one batch, one transaction, as a push. The device is the session's, whichever the commands
    /// were written on: a tablet may have been enrolled under another id since, or before.
    pub(super) fn replay(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        caller: Caller,
        body: &str,
    ) -> Answered {
        let request: ReplayRequest = read(body)?;
        one_batch(request.commands.len())?;
        self.admit(sql, meta, caller, request.epoch, None)?;
        let people = enrolment::people_of(sql, caller.device)?;
        let pushing = Pushing {
            office: meta.office,
            now: now(meta),
            device: None,
            may_write: &|person| people.contains(&person),
        };
        let before = self.head(sql)?;
        let (outcome, head) = self.written(sql, meta, before, |log, shelf| {
            let outcome = replay(log, shelf, &pushing, &request)?;
            draw(sql, log, shelf, meta.office, pushing.now)?;
            Ok(outcome)
        })?;
        let (epoch, answers, server_time) = (meta.epoch, outcome.answers, now(meta));
        match outcome.fault {
            None => reply::json(&PushReply {
                epoch,
                answers,
                head,
                server_time,
            }),
            Some(fault) => Err(Fault::PushStopped(Box::new(PushStopped {
                fault,
                answers,
                epoch,
                head,
                server_time,
            }))),
        }
    }

    /// Somebody does not want to wait for the rest; what they hold is still taken when they come.
    pub(super) fn end_waiting(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        who: PersonId,
        wanted: &End,
    ) -> Answered {
        staff::require_one_of(sql, meta, who, &END_WAITING)?;
        let reason = wanted.reason.trim();
        if reason.is_empty() || reason.chars().count() > limits::REASON_CHARS {
            return Err(Fault::Invalid { field: "reason" });
        }
        let mut log = SqlLog::new(sql.clone());
        let before = log.head()?.cursor;
        log::in_transaction(&self.state, || {
            set_back::end_waiting(&mut log, who, reason, now(meta))
        })?;
        self.tell(sql, meta, before);
        told(sql, meta, who)
    }
}

/// To everybody: whether commands are taken, and whose tablet is missing.
pub fn told(sql: &SqlStorage, meta: &Meta, who: PersonId) -> Answered {
    let taking = SqlLog::new(sql.clone()).taking_back()?;
    let open = taking.as_ref().filter(|it| it.ended.is_none());
    let waiting = open.map(|it| it.waiting.clone()).unwrap_or_default();
    let settles = staff::holds(sql, meta, who, &END_WAITING)?;
    let missing = waiting
        .into_iter()
        .map(|device| {
            let query = "SELECT number, label FROM devices WHERE id = ?";
            let row = Row::first(sql, "devices", query, vec![device.to_string().into()])?
                .ok_or(StorageFault::Row("devices"))?;
            Ok(Missing {
                device,
                number: row.natural(0)?,
                label: if settles {
                    row.text(1)?.to_owned()
                } else {
                    String::new()
                },
            })
        })
        .collect::<Result<_, StorageFault>>()?;
    reply::json(&Told { taking, missing })
}
