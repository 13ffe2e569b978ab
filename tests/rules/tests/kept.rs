//! What the server keeps beside what it decides: clocks that are off, commands nobody could read, data that was erased.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::complaint::command::ComplaintCommand;
use domain::event::unit::{OccupantChange, OccupantKind, OccupantRecord};
use domain::event::{ErasureFact, Event, Fact, RefusalFact};
use domain::head::{HELD, HeadData};
use domain::id::{CommandId, DeviceId, Digest, Instant, StreamId, Writer, WriterNumber};
use domain::log::EventLog as _;
use domain::occupant::OccupantCommand;
use domain::policy::ProfileName;
use domain::rejection::{Field, RejectionCode};
use domain::role::Role;
use domain::sync::hold::{HoldRequest, Trouble};
use domain::sync::message::{Answer, PushFault};
use domain::sync::refusal::RefusalCommand;
use rules::desk::{Desk, OFFICE, person, registration, sealed, unit};
use rules::held::hold_request;

const HOUR: i64 = 3_600_000;
const YEAR: i64 = 365 * 24 * HOUR;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn desk() -> Desk {
    Desk::new(ProfileName::Mall, day("2026-11-23"))
}

fn events(desk: &Desk, stream: StreamId) -> Vec<Event> {
    let Ok(envelopes) = desk.log().stream(stream);
    envelopes
        .iter()
        .map(|envelope| envelope.open().unwrap().event)
        .collect()
}

fn register(desk: &mut Desk) -> domain::command::Command {
    let case = desk.new_case();
    let registration = registration();
    let body: CommandBody = ComplaintCommand::Register { case, registration }.into();
    desk.command(&[person(Role::PropertyAssistant)], body)
}

#[test]
fn a_clock_a_year_off_is_not_refused_but_moved_and_marked_with_what_the_tablet_said() {
    for off in [YEAR, -YEAR] {
        let mut desk = desk();
        let seen = events(&desk, OFFICE.stream())[0].received_at.unwrap();
        desk.minutes = 90;
        let mut command = register(&mut desk);
        let received = command.moment.entered_at;
        command.moment.entered_at = Instant(received.0 + off);
        command.moment.happened_at = Instant(command.moment.entered_at.0 - HOUR);
        assert_eq!(desk.push(&command), Ok(()));
        let event = &events(&desk, command.body.target(OFFICE))[0];
        assert!(event.clock_doubtful);
        assert_eq!(event.said, Some(command.moment));
        assert_eq!(event.seen_at, Some(seen));
        let edge = if off > 0 { received } else { seen };
        assert_eq!(event.entered_at(), edge);
        assert!(event.moment.happened_at <= edge);
    }
}

#[test]
fn an_offset_the_tablet_knows_makes_its_clock_right() {
    let mut desk = desk();
    let mut command = register(&mut desk);
    let right = command.moment.entered_at;
    command.moment.entered_at = Instant(right.0 + YEAR);
    command.moment.clock_offset = -YEAR;
    assert_eq!(desk.push(&command), Ok(()));
    let event = &events(&desk, command.body.target(OFFICE))[0];
    assert!(!event.clock_doubtful);
    assert_eq!((event.said, event.moment), (None, command.moment));
    assert_eq!(event.entered_at(), right);
}

fn request(desk: &mut Desk, bytes: &str) -> HoldRequest {
    hold_request(&register(desk), bytes)
}

#[test]
fn a_held_command_moves_its_writers_numbers_on_and_is_the_same_when_sent_again() {
    let mut desk = desk();
    let held = request(&mut desk, "{not a command, 商户说");
    let answer = desk.hold(&held).unwrap();
    assert!(matches!(answer, Answer::Held { .. }));
    let before = desk.log().envelopes.len();
    assert_eq!(desk.hold(&held), Ok(answer));
    assert_eq!(desk.log().envelopes.len(), before);
    assert_eq!(desk.log().held.len(), 1);
    assert_eq!(desk.log().held[0].bytes, held.command);
    // What the same person writes next is taken as if nothing had been in its way.
    let next = register(&mut desk);
    assert_eq!(next.number, WriterNumber(held.number.0 + 1));
    assert_eq!(desk.push(&next), Ok(()));
}

#[test]
fn holding_keeps_to_numbers_devices_and_ids_as_sending_does() {
    let mut desk = desk();
    let held = request(&mut desk, "first");
    desk.hold(&held).unwrap();
    let other_bytes = HoldRequest {
        command: "other".to_owned(),
        ..held.clone()
    };
    let (writer, id) = (held.writer, held.id);
    assert_eq!(desk.hold(&other_bytes), Err(PushFault::Cloned { writer }));
    let gap = HoldRequest {
        number: WriterNumber(held.number.0 + 2),
        ..held.clone()
    };
    let expected = WriterNumber(held.number.0 + 1);
    assert_eq!(desk.hold(&gap), Err(PushFault::Gap { writer, expected }));
    let taken = HoldRequest {
        number: expected,
        ..held.clone()
    };
    assert_eq!(desk.hold(&taken), Err(PushFault::IdTaken { command: id }));
    let foreign = HoldRequest {
        writer: Writer {
            device: DeviceId(uuid::Uuid::from_u128(77)),
            ..writer
        },
        ..taken
    };
    let person = writer.person;
    assert_eq!(
        desk.hold(&foreign),
        Err(PushFault::NotTheirDevice { person })
    );
}

#[test]
fn what_is_sent_again_is_held_whatever_device_it_was_written_on_and_whatever_came_before() {
    let mut desk = desk();
    let held = request(&mut desk, "sent again");
    let person = held.writer.person;
    let earlier = Writer {
        device: DeviceId(uuid::Uuid::from_u128(77)),
        ..held.writer
    };
    // The journal begins at the fifth; the server, set back, has none of that writer's.
    let again = HoldRequest {
        writer: earlier,
        number: WriterNumber(5),
        first: Some(WriterNumber(5)),
        ..held
    };
    let answer = desk.hold(&again).unwrap();
    assert!(matches!(answer, Answer::Held { .. }));
    assert_eq!(desk.hold(&again), Ok(answer));
    let of_now = HoldRequest {
        first: None,
        ..again.clone()
    };
    assert_eq!(
        desk.hold(&of_now),
        Err(PushFault::NotTheirDevice { person })
    );
    let later = HoldRequest {
        number: WriterNumber(8),
        id: CommandId(uuid::Uuid::from_u128(78)),
        ..again
    };
    let expected = WriterNumber(6);
    assert_eq!(
        desk.hold(&later),
        Err(PushFault::Gap {
            writer: earlier,
            expected
        })
    );
}

#[test]
fn a_held_command_waits_for_its_author_and_the_manager_with_size_and_reason() {
    let mut desk = desk();
    let held = request(&mut desk, "twelve bytes");
    desk.hold(&held).unwrap();
    let Some(HeadData::Refusal(head)) = desk.head(held.id.stream()) else {
        panic!("no head");
    };
    assert_eq!(head.author, person(Role::PropertyAssistant));
    assert_eq!((head.act.as_str(), head.settled), (HELD, false));
    assert_eq!(head.rejection.code, RejectionCode::NotTakenUp { bytes: 12 });
    let fact = &events(&desk, held.id.stream())[0].fact;
    let Fact::Refusal(RefusalFact::CommandHeld(known)) = fact else {
        panic!("{fact:?}");
    };
    assert_eq!(known.digest, Digest::of(&[b"twelve bytes"]));
    assert_eq!(known.trouble, Trouble::Failed { status: 500 });
    // The body holds none of the bytes: they can be blanked without breaking the chain.
    let Ok(envelopes) = desk.log().stream(held.id.stream());
    assert!(!envelopes[0].body.get().contains("twelve bytes"));
    let drop = || RefusalCommand::Drop {
        refused: held.id,
        reason: "written again".to_owned(),
    };
    let nobody = desk.did(&[person(Role::Technician)], drop()).unwrap_err();
    assert_eq!(nobody.code, RejectionCode::BeyondAuthority);
    assert_eq!(desk.did(&[person(Role::PropertyManager)], drop()), Ok(()));
    let Some(HeadData::Refusal(head)) = desk.head(held.id.stream()) else {
        panic!("no head");
    };
    assert!(head.settled);
}

#[test]
fn what_builds_on_a_held_command_is_told_so() {
    let mut desk = desk();
    let held = request(&mut desk, "unread");
    desk.hold(&held).unwrap();
    let case = desk.register(registration()).unwrap();
    let open = ComplaintCommand::Open {
        case,
        was: domain::complaint::Status::Registered,
    };
    let mut command = desk.command(&[person(Role::PropertyManager)], open.into());
    command.after = vec![held.id];
    let code = RejectionCode::FollowsRefused { of: held.id };
    assert_eq!(desk.push(&command).unwrap_err().code, code);
}

/// A photo of the case, and what a refused entry named.
const PHOTO: Digest = Digest([11; 32]);

/// One occupant with a closed, followed-up complaint, a refused entry and a held one; they have left.
fn left() -> (Desk, Vec<StreamId>) {
    let mut desk = desk();
    let body = OccupantCommand::ChangeOccupant {
        unit: unit(),
        occupant: sealed("shop").digest,
        changes: vec![
            OccupantChange::Contact {
                was: None,
                becomes: Some(sealed("none").digest),
            },
            OccupantChange::Phone {
                was: None,
                becomes: Some(sealed("123").digest),
            },
        ],
    };
    desk.did(&[person(Role::PropertyManager)], body.clone())
        .unwrap();
    // A case that ended: nobody works on it any more.
    let case = desk.new_case();
    let by = [person(Role::PropertyAssistant)];
    let mut registration = registration();
    registration.photos = vec![PHOTO];
    let (entry, taken) = desk.send(&by, ComplaintCommand::Register { case, registration });
    assert_eq!(taken, Ok(()));
    let reason = "written down twice".to_owned();
    desk.did(
        &by,
        ComplaintCommand::VoidEntry {
            case,
            entry,
            reason,
        },
    )
    .unwrap();
    let (refused, outcome) = desk.send(&[person(Role::Technician)], body);
    assert!(outcome.is_err());
    let held = request(&mut desk, r#"{"name":"shop","phone":"123"}"#);
    desk.hold(&held).unwrap();
    let on = desk.today;
    desk.did(
        &[person(Role::PropertyManager)],
        OccupantCommand::Leave {
            unit: unit(),
            occupant: sealed("shop").digest,
            on,
        },
    )
    .unwrap();
    let streams = vec![unit().stream(), case.stream(), refused.stream()];
    (desk, streams)
}

fn erase(desk: &mut Desk, reason: &str) -> Result<(), domain::rejection::Rejection> {
    let body = OccupantCommand::ErasePersonalData {
        unit: unit(),
        reason: reason.to_owned(),
    };
    desk.did(&[person(Role::Director)], body)
}

#[test]
fn erased_data_is_nowhere_in_the_log_and_every_chain_holds() {
    let (mut desk, streams) = left();
    let bodies = |desk: &Desk| -> Vec<String> {
        let bodies = desk.log().envelopes.iter();
        bodies
            .map(|envelope| envelope.body.get().to_owned())
            .collect()
    };
    let before = bodies(&desk);
    assert_eq!(erase(&mut desk, "asked for it"), Ok(()));
    assert_eq!(bodies(&desk)[..before.len()], before);
    let log = desk.log();
    let mut hash = Digest::ZERO;
    for (envelope, known) in log.envelopes.iter().zip(&log.hashes) {
        hash = envelope.head_hash(hash);
        assert_eq!(hash, *known);
    }
    for stream in streams.clone() {
        let Ok(envelopes) = log.stream(stream);
        let last = envelopes.last().unwrap().open().unwrap();
        assert!(matches!(last.event.fact, Fact::Erasure(_)), "{last:?}");
        assert!(!last.event.conducted_by.is_empty());
        let text = serde_json::to_string(&envelopes).unwrap();
        let head = serde_json::to_string(&log.heads[&stream]).unwrap();
        let tip = envelopes.iter().fold(Digest::ZERO, |tip, it| it.chain(tip));
        assert_eq!(log.heads[&stream].tip, tip);
        for gone in ["\"shop\"", "\"123\"", "\"dust\"", "\"none\""] {
            assert!(!text.contains(gone), "{gone} in {text}");
            assert!(!head.contains(gone), "{gone} in {head}");
        }
    }
    // The bytes of its photos go as well: the case says which.
    let erased = log
        .envelopes
        .iter()
        .flat_map(|one| match one.open().unwrap().event.fact {
            Fact::Erasure(ErasureFact::PersonalDataErased { photos, .. }) => photos,
            _ => Vec::new(),
        });
    assert_eq!(erased.collect::<Vec<_>>(), [PHOTO]);
    // Where the photo was, the case says who had it erased and why.
    let case = streams[1];
    let state = desk.state(case).unwrap();
    let [said] = state.erased() else {
        panic!("{:?}", state.erased());
    };
    assert_eq!(
        (said.by, said.reason.as_str(), said.photos.as_slice()),
        (person(Role::Director), "asked for it", &[PHOTO][..])
    );
    let held = &log.held[0].bytes;
    assert!(!held.contains("shop") && !held.contains("123"), "{held}");
    // Who works here is not who occupied it.
    let Ok(staff) = log.stream(person(Role::Director).stream());
    assert!(serde_json::to_string(&staff).unwrap().contains("name"));
}

#[test]
fn data_is_erased_only_after_they_left_and_when_no_case_goes_on() {
    let mut still_here = desk();
    let refused = erase(&mut still_here, "asked for it").unwrap_err();
    let occupant = RejectionCode::Invalid {
        field: Field::Occupant,
    };
    assert_eq!(refused.code, occupant);

    let (mut desk, _) = left();
    desk.register(registration()).unwrap();
    assert_eq!(erase(&mut desk, "asked for it").unwrap_err().code, occupant);

    let (mut desk, _) = left();
    let missing = RejectionCode::Missing {
        field: Field::Reason,
    };
    assert_eq!(erase(&mut desk, " ").unwrap_err().code, missing);
    let body = OccupantCommand::ErasePersonalData {
        unit: unit(),
        reason: "asked".to_owned(),
    };
    let beyond = desk.did(&[person(Role::SiteManager)], body).unwrap_err();
    assert_eq!(beyond.code, RejectionCode::BeyondAuthority);
}

#[test]
fn erasing_again_finds_nothing_and_a_new_occupant_is_recorded_as_ever() {
    let (mut desk, _) = left();
    erase(&mut desk, "asked for it").unwrap();
    let before = desk.log().envelopes.len();
    assert_eq!(erase(&mut desk, "asked for it"), Ok(()));
    assert_eq!(desk.log().envelopes.len(), before);
    let record = OccupantRecord {
        code: "A-101".to_owned(),
        kind: OccupantKind::Merchant,
        name: sealed("tomorrow").digest,
        contact: None,
        phone: None,
        trade: None,
        flagship: false,
        occupied_from: None,
    };
    let body = OccupantCommand::Record {
        unit: unit(),
        record,
    };
    desk.did(&[person(Role::PropertyManager)], body).unwrap();
    assert!(matches!(
        desk.head(unit().stream()),
        Some(HeadData::Unit(head)) if head.name == "tomorrow" && head.left_on.is_none()
    ));
}
