//! What waits in an outbox leaves in the order it was done.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use domain::command::{Command, CommandBody, Moment};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::{Registration, RequestKind};
use domain::follow_up::Category;
use domain::id::{CaseId, CommandId, DeviceId, Instant, OfficeId, PersonId, UnitId};
use domain::personal::PersonalValue;
use domain::sync::replica::{Draft, Replica};
use uuid::Uuid;

const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(2));
/// By id the manager comes first.
const MANAGER: PersonId = PersonId(Uuid::from_u128(10));
const ASSISTANT: PersonId = PersonId(Uuid::from_u128(20));
const CASE: CaseId = CaseId(Uuid::from_u128(30));

fn draft(id: u128, by: PersonId, body: ComplaintCommand) -> Draft {
    Draft {
        id: CommandId(Uuid::from_u128(id)),
        recorded_by: by,
        conducted_by: vec![by],
        moment: Moment {
            happened_at: Instant(0),
            entered_at: Instant(0),
            clock_offset: 0,
        },
        body: CommandBody::Complaint(body),
        personal: Vec::new(),
        photos: Vec::new(),
        app: "test".to_owned(),
    }
}

fn save(replica: &mut Replica, command: Command) {
    let raw = serde_json::value::to_raw_value(&command).unwrap();
    replica.saved(command, raw);
}

#[test]
fn after_a_restart_a_step_is_still_sent_after_the_registration_it_builds_on() {
    let words = PersonalValue::seal([7; 16], "words").digest;
    let registration = Registration {
        request: RequestKind::Complaint,
        unit: UnitId::of(OFFICE, "A-1"),
        unit_code: "A-1".to_owned(),
        occupant: words,
        content: words,
        phone: Some(words),
        appointment: None,
        category: Category::Other,
        department: None,
        severity_proposed: None,
        photos: Vec::new(),
    };
    let mut tablet = Replica::new(OFFICE, DEVICE);
    let register = ComplaintCommand::Register {
        case: CASE,
        registration,
    };
    let register = tablet.number(draft(100, ASSISTANT, register));
    save(&mut tablet, register.clone());
    let open = ComplaintCommand::Open {
        case: CASE,
        was: Status::Registered,
    };
    let open = tablet.number(draft(101, MANAGER, open));
    assert_eq!(open.after, [register.id]);

    // Storage gives them back by person.
    let mut restarted = Replica::new(OFFICE, DEVICE);
    save(&mut restarted, open.clone());
    save(&mut restarted, register.clone());
    restarted.resume();
    let sent: Vec<CommandId> = restarted
        .batch(10)
        .unwrap()
        .commands
        .iter()
        .map(|raw| serde_json::from_str::<Command>(raw.get()).unwrap().id)
        .collect();
    assert_eq!(sent, [register.id, open.id]);
}
