//! Commands nobody has read: kept as they came, told as they are.

use domain::command::day;
use domain::id::{CommandId, Digest};
use domain::log::{EventLog as _, Pushing, hold};
use domain::role::Role;
use domain::sync::hold::{HOLD_BYTES, HoldReply, HoldRequest};
use domain::sync::message::CommandAnswer;
use serde::Serialize;
use worker::SqlStorage;

use super::written::read;
use super::{Caller, OfficeLog, enrolment, now, staff};
use crate::log::{self, Meta, Row};
use crate::reply::{self, Answered, Fault, PushStopped};

/// Who else than its author reads what nobody could decide on: those who settle it.
const SETTLE: [Role; 2] = [Role::PropertyManager, Role::Director];

/// `GET /api/held/{command}`.
#[derive(Serialize)]
struct HeldBytes {
    command: CommandId,
    bytes: String,
    digest: Digest,
}

impl OfficeLog {
    /// `POST /api/hold`: one command, one transaction.
    pub(super) fn hold(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        caller: Caller,
        body: &str,
    ) -> Answered {
        let request: HoldRequest = read(body)?;
        if request.command.len() > HOLD_BYTES {
            return Err(Fault::TooLarge { limit: HOLD_BYTES });
        }
        let before = self.head(sql)?;
        self.admit(sql, meta, caller, request.epoch, None)?;
        let people = enrolment::people_of(sql, caller.device)?;
        let pushing = Pushing {
            office: meta.office,
            now: now(meta),
            device: request.device_of(caller.device),
            may_write: &|person| people.contains(&person),
        };
        let (answer, head) = self.written(sql, meta, before, |log, shelf| {
            let offset = log::signed::utc_offset_minutes(sql, meta.office)?;
            log::signed::begin_month(sql, day(pushing.now, offset), log.head()?.hash)?;
            hold(log, shelf, &pushing, &request)
        })?;
        match answer {
            Ok(answer) => reply::json(&HoldReply {
                epoch: meta.epoch,
                answer: CommandAnswer {
                    id: request.id,
                    answer,
                },
                head,
                server_time: now(meta),
            }),
            Err(fault) => Err(Fault::PushStopped(Box::new(PushStopped {
                fault,
                answers: Vec::new(),
                epoch: meta.epoch,
                head,
                server_time: now(meta),
            }))),
        }
    }
}

/// To its author and to those who settle it; to nobody else.
pub fn bytes(sql: &SqlStorage, meta: &Meta, caller: Caller, command: CommandId) -> Answered {
    let query = "SELECT bytes FROM held WHERE command = ?";
    let row =
        Row::first(sql, "held", query, vec![command.to_string().into()])?.ok_or(Fault::NotFound)?;
    let author = staff::author_of_held(sql, command)?;
    if author != Some(caller.person) {
        staff::require_one_of(sql, meta, caller.person, &SETTLE)?;
    }
    let bytes = row.text(0)?.to_owned();
    reply::json(&HeldBytes {
        command,
        digest: Digest::of(&[bytes.as_bytes()]),
        bytes,
    })
}
