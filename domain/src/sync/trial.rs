//! What tests of a replica have somebody save.

use serde_json::value::RawValue;
use uuid::Uuid;

use super::replica::{Draft, OutboxKey, Replica};
use crate::command::{CommandBody, Moment};
use crate::complaint::Status;
use crate::complaint::command::ComplaintCommand;
use crate::id::{CaseId, CommandId, Instant, PersonId};

/// One person opens a case; gives where it waits.
pub fn save(replica: &mut Replica, person: u128, id: u128, case: u128) -> OutboxKey {
    let person = PersonId(Uuid::from_u128(person));
    let at = Instant(9);
    let command = replica.number(Draft {
        id: CommandId(Uuid::from_u128(id)),
        recorded_by: person,
        conducted_by: vec![person],
        moment: Moment {
            happened_at: at,
            entered_at: at,
            clock_offset: 0,
        },
        body: CommandBody::Complaint(ComplaintCommand::Open {
            case: CaseId(Uuid::from_u128(case)),
            was: Status::Registered,
        }),
        personal: Vec::new(),
        photos: Vec::new(),
        app: String::new(),
    });
    let key = (command.writer, command.number);
    let raw = RawValue::from_string(command.write().unwrap()).unwrap();
    replica.saved(command, raw);
    key
}
