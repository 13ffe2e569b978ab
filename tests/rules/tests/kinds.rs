//! A stream is of the kind it began as: whatever would begin something else under its name is refused.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use domain::apply::State;
use domain::command::{CommandBody, Seen};
use domain::complaint::command::ComplaintCommand;
use domain::event::Fact;
use domain::event::work_order::{Handover, Trade};
use domain::id::{CaseId, Cursor, PersonId, StreamId, WorkOrderId};
use domain::log::EventLog as _;
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::rejection::{Rejection, RejectionCode};
use domain::role::Role;
use domain::violation::{Item, ViolationCommand};
use domain::work_order::command::WorkOrderCommand;
use rules::desk::{Desk, OFFICE, person, registration, sealed, unit};
use rules::repair::make;
use rules::watch::observation;

fn assistant() -> [PersonId; 1] {
    [person(Role::PropertyAssistant)]
}

fn desk() -> Desk {
    Desk::new(ProfileName::Mall, "2026-11-23".parse().unwrap())
}

fn registers(stream: StreamId) -> CommandBody {
    let registration = registration();
    let case = CaseId(stream.0);
    ComplaintCommand::Register { case, registration }.into()
}

/// What stands on a stream: how many events, and what they fold to.
fn standing(desk: &Desk, stream: StreamId) -> (usize, Option<State>) {
    let Ok(events) = desk.log().stream(stream);
    (events.len(), desk.state(stream))
}

fn exists(refused: &Rejection) -> bool {
    refused.code == RejectionCode::AlreadyExists
}

/// The office, somebody, a unit, a repair slip, the price list's place, and a refusal.
fn streams(desk: &mut Desk) -> Vec<StreamId> {
    let case = desk.register(registration()).unwrap();
    let slip = make(desk, case, Handover::Delivered).unwrap();
    let nowhere = ComplaintCommand::Open {
        case: desk.new_case(),
        was: domain::complaint::Status::Registered,
    };
    let (refused, outcome) = desk.send(&[person(Role::PropertyManager)], nowhere);
    assert!(outcome.is_err());
    vec![
        OFFICE.stream(),
        person(Role::Director).stream(),
        unit().stream(),
        slip.stream(),
        refused.stream(),
    ]
}

#[test]
fn a_registration_under_the_name_of_something_else_is_refused_and_leaves_that_as_it_was() {
    let mut desk = desk();
    for stream in streams(&mut desk) {
        let before = standing(&desk, stream);
        let Ok(number) = desk.log().next_number(2026);
        assert!(exists(
            &desk.did(&assistant(), registers(stream)).unwrap_err()
        ));
        assert!(exists(
            &desk.on_tablet(&assistant(), registers(stream)).unwrap_err()
        ));
        assert_eq!(standing(&desk, stream), before);
        assert_eq!(desk.log().next_number(2026), Ok(number));
    }
    // One under a name of its own is taken as ever.
    assert!(desk.register(registration()).is_ok());
}

#[test]
fn it_is_refused_also_where_its_writer_had_not_seen_what_stands_there() {
    let mut desk = desk();
    let seen = Cursor(desk.log().envelopes.len() as u64);
    let case = desk.register(registration()).unwrap();
    let slip = make(&mut desk, case, Handover::Delivered).unwrap();
    for stream in [slip.stream(), case.stream()] {
        let before = standing(&desk, stream);
        let mut command = desk.command(&assistant(), registers(stream));
        command.streams = vec![Seen {
            id: OFFICE.stream(),
            seen,
        }];
        assert!(exists(&desk.push(&command).unwrap_err()));
        assert_eq!(standing(&desk, stream), before);
        // The refusal itself stands, under the command's own name.
        let Ok(events) = desk.log().of_command(command.id);
        let fact = events[0].open().unwrap().event.fact;
        assert!(events.len() == 1 && matches!(fact, Fact::Refusal(_)));
    }
}

#[test]
fn nobody_and_no_repair_begins_under_the_name_of_a_case() {
    let mut desk = desk();
    let case = desk.register(registration()).unwrap();
    let add = PersonCommand::Add {
        person: PersonId(case.0),
        name: sealed("shop").digest,
        sign_in_name: "somebody".to_owned(),
        phone: None,
        roles: Vec::new(),
    };
    let make = WorkOrderCommand::MakeWorkOrder {
        work_order: WorkOrderId(case.0),
        case,
        ordinal: 1,
        trade: Trade::Plumbing,
        handover: Handover::Delivered,
    };
    let before = standing(&desk, case.stream());
    assert!(exists(
        &desk.did(&[person(Role::Director)], add).unwrap_err()
    ));
    assert!(exists(&desk.did(&assistant(), make).unwrap_err()));
    assert_eq!(standing(&desk, case.stream()), before);
}

#[test]
fn what_is_begun_under_an_id_that_names_something_else_is_refused_and_changes_nothing() {
    let mut desk = desk();
    let assistant = person(Role::PropertyAssistant);
    for taken in [OFFICE.0, assistant.0, unit().0] {
        let before = desk.heads();
        let body: CommandBody = ComplaintCommand::Register {
            case: CaseId(taken),
            registration: registration(),
        }
        .into();
        let refused = desk.did(&[assistant], body).unwrap_err();
        assert_eq!(refused.code, RejectionCode::AlreadyExists);
        let stands = desk
            .heads()
            .into_iter()
            .filter(|head| before.contains(head));
        assert_eq!(stands.count(), before.len());
    }
    // A violation under the id of a complaint likewise.
    let case = desk.register(registration()).unwrap();
    let before = desk.head(case.stream()).cloned();
    let notice = ViolationCommand::NoticeViolation {
        case,
        observation: observation(Item::ALL[0]),
        persuasion: None,
        stopped: false,
    };
    let refused = desk.did(&[assistant], notice).unwrap_err();
    assert_eq!(refused.code, RejectionCode::AlreadyExists);
    assert_eq!(desk.head(case.stream()).cloned(), before);
}
