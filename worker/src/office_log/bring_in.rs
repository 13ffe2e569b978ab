//! Unsent work from the file of a tablet that will not send it, and what a tablet says it lost.

use domain::command::day;
use domain::id::{DeviceId, Instant, OfficeId, PersonId};
use domain::log::{BringingIn, BroughtIn, EventLog as _, bring_in};
use domain::role::Role;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use worker::SqlStorage;

use super::written::{one_batch_of, read};
use super::{Caller, OfficeLog, enrolment, now, staff};
use crate::log::{self, Meta, Row, StorageFault};
use crate::reply::{self, Answered, Fault};

/// Who brings in other people's work; everybody may bring in their own.
const BRING_IN: [Role; 2] = [Role::PropertyManager, Role::Director];

/// `POST /api/bring_in`.
#[derive(Deserialize)]
struct BringIn {
    office: OfficeId,
    epoch: u64,
    commands: Vec<Box<RawValue>>,
}

#[derive(Serialize)]
struct BroughtInReply {
    answers: Vec<BroughtIn>,
}

impl OfficeLog {
    /// One batch, one transaction: all of it, or nothing.
    pub(super) fn bring_in(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        caller: Caller,
        body: &str,
    ) -> Answered {
        let request: BringIn = read(body)?;
        if request.office != meta.office {
            return Err(Fault::OtherOffice);
        }
        one_batch_of(&request.commands)?;
        let before = self.head(sql)?;
        self.admit(sql, meta, caller, request.epoch, None)?;
        let people = enrolment::people_by_device(sql)?;
        let bringing = BringingIn {
            office: meta.office,
            now: now(meta),
            by: caller.person,
            for_others: staff::holds(sql, meta, caller.person, &BRING_IN)?,
            people: &|device| people.get(&device).cloned(),
        };
        let mut stopped = None;
        let brought = self.written(sql, meta, before, |log, shelf| {
            let offset = log::signed::utc_offset_minutes(sql, meta.office)?;
            log::signed::begin_month(sql, day(bringing.now, offset), log.head()?.hash)?;
            match bring_in(log, shelf, &bringing, &request.commands)? {
                Ok(answers) => {
                    super::exchange::draw(sql, log, shelf, meta.office, bringing.now)?;
                    Ok(answers)
                }
                Err(fault) => {
                    stopped = Some(fault);
                    // Whatever came before it goes with it.
                    Err(StorageFault::Unfinished)
                }
            }
        });
        let answers = match (brought, stopped) {
            (Ok((answers, _)), _) => answers,
            (Err(_), Some(fault)) => return Err(Fault::NotBroughtIn { fault }),
            (Err(fault), None) => return Err(fault.into()),
        };
        reply::json(&BroughtInReply { answers })
    }
}

/// `POST /api/devices/loss`: the browser threw away what a tablet had not sent.
#[derive(Deserialize)]
pub struct Loss {
    /// Under which device id it was written.
    device: DeviceId,
    unsent: u32,
    photos: u32,
}

/// As it is kept and told.
#[derive(Serialize, Deserialize)]
struct KeptLoss {
    device: DeviceId,
    unsent: u32,
    photos: u32,
    /// Who was signed in when it was told, on which device, and when.
    by: PersonId,
    now_device: DeviceId,
    told_at: Instant,
}

#[derive(Serialize)]
struct Losses {
    losses: Vec<KeptLoss>,
}

/// Told twice it is kept once.
pub fn note_loss(sql: &SqlStorage, meta: &Meta, caller: Caller, loss: &Loss) -> Answered {
    let known = "SELECT 1 FROM devices WHERE id = ?";
    Row::first(sql, "devices", known, vec![loss.device.to_string().into()])?
        .ok_or(Fault::NotFound)?;
    let kept = KeptLoss {
        device: loss.device,
        unsent: loss.unsent,
        photos: loss.photos,
        by: caller.person,
        now_device: caller.device,
        told_at: now(meta),
    };
    let text = serde_json::to_string(&kept).map_err(|_| Fault::Failed)?;
    log::set_meta(sql, &format!("loss/{}", loss.device), &text)?;
    reply::done()
}

pub fn losses(sql: &SqlStorage, meta: &Meta, who: PersonId) -> Answered {
    staff::require_manager(sql, meta, who)?;
    let query = "SELECT value FROM meta WHERE key >= 'loss/' AND key < 'loss0' ORDER BY key";
    let mut losses = Vec::new();
    for row in Row::all(sql, "meta", query, Vec::new())? {
        losses.push(serde_json::from_str(row.text(0)?).map_err(|_| Fault::Failed)?);
    }
    reply::json(&Losses { losses })
}
