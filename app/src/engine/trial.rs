//! What the engine's tests stand on: a replica and a storage in memory.

use std::cell::RefCell;

use domain::command::{CommandBody, Moment};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::id::{CaseId, CommandId, DeviceId, Instant, OfficeId, PersonId};
use domain::sync::replica::{Draft, Replica};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::submit::writes_of;
use crate::store::{Durability, Store};

pub const PERSON: PersonId = PersonId(Uuid::from_u128(1));
pub const COLLEAGUE: PersonId = PersonId(Uuid::from_u128(2));
pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(3));
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(4));

pub fn replica() -> RefCell<Replica> {
    RefCell::new(Replica::new(OFFICE, DEVICE))
}

/// Something saved on this tablet.
pub async fn save(store: &impl Store, replica: &RefCell<Replica>, place: u8) -> CommandId {
    save_as(store, replica, PERSON, place).await
}

pub async fn save_as(
    store: &impl Store,
    replica: &RefCell<Replica>,
    person: PersonId,
    place: u8,
) -> CommandId {
    let at = Instant(i64::from(place));
    let id = CommandId::mint(at, [place; 10]);
    let draft = Draft {
        id,
        recorded_by: person,
        conducted_by: vec![person],
        moment: Moment {
            happened_at: at,
            entered_at: at,
            clock_offset: 0,
        },
        body: CommandBody::Complaint(ComplaintCommand::Open {
            case: CaseId::mint(at, [place; 10]),
            was: Status::Registered,
        }),
        personal: Vec::new(),
        photos: Vec::new(),
        app: String::new(),
    };
    let command = replica.borrow().number(draft);
    let text = command.write().unwrap();
    let writes = writes_of(&command, &text, None);
    store.commit(writes, Durability::Strict).await.unwrap();
    let raw = RawValue::from_string(text).unwrap();
    replica.borrow_mut().saved(command, raw);
    id
}
