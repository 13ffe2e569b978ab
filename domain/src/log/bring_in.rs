//! What a tablet could not send, brought in from its file by somebody else: taken as its writers' own, under their
//! numbers, so that the tablet is answered by replay should it come back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{EventLog, Pushing, Shelf, push};
use crate::command::Command;
use crate::id::{CommandId, DeviceId, Instant, OfficeId, PersonId};
use crate::personal::PersonalValue;
use crate::sync::message::{Answer, PushFault};

/// Who brings in, and what is known of the tablets.
pub struct BringingIn<'a> {
    pub office: OfficeId,
    pub now: Instant,
    pub by: PersonId,
    /// Whether others' work may be brought in by them, or only their own.
    pub for_others: bool,
    /// Who was ever signed in on a device; `None` for one this office never enrolled.
    pub people: &'a dyn Fn(DeviceId) -> Option<BTreeSet<PersonId>>,
}

/// What became of one command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtIn {
    pub id: CommandId,
    pub answer: Answer,
    /// It had come in before: nothing was done twice.
    pub known: bool,
}

/// Why nothing was brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum BringInFault {
    #[error("command {index} cannot be read")]
    Unreadable { index: usize },
    /// What stands beside the body is not what the body names, or it names another writer than its author.
    #[error("command {index} was altered")]
    Altered { index: usize },
    #[error("command {index} is of a device this office never enrolled")]
    UnknownDevice { index: usize, device: DeviceId },
    #[error("the author of command {index} was never signed in on that device")]
    NotTheirDevice { index: usize, person: PersonId },
    #[error("command {index} is another person's")]
    BeyondAuthority { index: usize, person: PersonId },
    #[error(transparent)]
    Stopped(PushFault),
}

/// Brings in a batch, whole or not at all: after a fault the caller rolls back, shelf and log.
///
/// # Errors
/// Only when the storage fails; then nothing of the batch may stand.
pub fn bring_in<L: EventLog>(
    log: &mut L,
    shelf: &mut Shelf,
    bringing: &BringingIn<'_>,
    commands: &[Box<RawValue>],
) -> Result<Result<Vec<BroughtIn>, BringInFault>, L::Error> {
    let mut known = Vec::with_capacity(commands.len());
    for (index, raw) in commands.iter().enumerate() {
        match checked(bringing, index, raw) {
            Ok(command) => {
                let last = log.writer(command.writer)?.map(|state| state.number);
                known.push(last.is_some_and(|last| command.number <= last));
            }
            Err(fault) => return Ok(Err(fault)),
        }
    }
    let pushing = Pushing {
        office: bringing.office,
        now: bringing.now,
        device: None,
        may_write: &|_| true,
    };
    shelf.brought_in_by = Some(bringing.by);
    let pushed = push(log, shelf, &pushing, commands);
    shelf.brought_in_by = None;
    let outcome = pushed?;
    if let Some(fault) = outcome.fault {
        return Ok(Err(BringInFault::Stopped(fault)));
    }
    let answers = outcome.answers.into_iter().zip(known);
    Ok(Ok(answers
        .map(|(answered, known)| BroughtIn {
            id: answered.id,
            answer: answered.answer,
            known,
        })
        .collect()))
}

fn checked(
    bringing: &BringingIn<'_>,
    index: usize,
    raw: &RawValue,
) -> Result<Command, BringInFault> {
    let command = Command::read(raw.get()).map_err(|_| BringInFault::Unreadable { index })?;
    let writer = command.writer;
    let whole = command.recorded_by == writer.person
        && !command.conducted_by.is_empty()
        && command.personal.iter().all(PersonalValue::holds);
    if !whole {
        return Err(BringInFault::Altered { index });
    }
    let people = (bringing.people)(writer.device).ok_or(BringInFault::UnknownDevice {
        index,
        device: writer.device,
    })?;
    if !people.contains(&writer.person) {
        return Err(BringInFault::NotTheirDevice {
            index,
            person: writer.person,
        });
    }
    if writer.person != bringing.by && !bringing.for_others {
        return Err(BringInFault::BeyondAuthority {
            index,
            person: writer.person,
        });
    }
    Ok(command)
}
