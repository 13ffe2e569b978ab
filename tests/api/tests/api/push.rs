use api::{Stopped, Tablet, Written};
use domain::command::{Command, CommandBody};
use domain::event::{Fact, RefusalFact};
use domain::id::{CommandId, Cursor, WriterNumber};
use domain::office::OfficeCommand;
use domain::rejection::RejectionCode;
use domain::role::Role;
use domain::sync::message::{Answer, PushFault, PushReply};
use serde_json::value::{RawValue, to_raw_value};

use crate::office::{accepted, colleague, founded, record_unit, register};

fn department(tablet: &mut Tablet, name: &str) -> Written {
    tablet
        .write(CommandBody::Office(OfficeCommand::DefineDepartment {
            name: name.to_owned(),
        }))
        .unwrap()
}

fn altered(written: &Written, alter: impl FnOnce(&mut Command)) -> Box<RawValue> {
    let mut command = written.command.clone();
    alter(&mut command);
    to_raw_value(&command).unwrap()
}

fn head(tablet: &mut Tablet) -> Cursor {
    tablet.pull_all().unwrap().last().unwrap().head
}

#[test]
fn the_same_push_twice_answers_the_same_and_appends_once() {
    let mut director = founded();
    let written = department(&mut director, "Security");
    let first: PushReply = director
        .push_raw(vec![written.raw.clone()])
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let second: PushReply = director
        .push_raw(vec![written.raw])
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert!(matches!(first.answers[0].answer, Answer::Accepted { .. }));
    assert_eq!(first.answers, second.answers);
    assert_eq!(first.head, second.head);
}

#[test]
fn a_gap_in_the_numbers_says_what_is_expected() {
    let mut director = founded();
    let written = department(&mut director, "Security");
    let skipped = altered(&written, |command| command.number = WriterNumber(7));
    let reply = director.push_raw(vec![skipped]).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (409, "push_stopped"));
    let stopped: Stopped = reply.json().unwrap();
    assert_eq!(
        stopped.fault,
        PushFault::Gap {
            writer: written.command.writer,
            expected: WriterNumber(1)
        }
    );
}

#[test]
fn the_same_number_with_another_content_is_a_copied_profile() {
    let mut director = founded();
    let written = department(&mut director, "Security");
    accepted(&mut director);
    let other = altered(&written, |command| command.app = "other".to_owned());
    let reply = director.push_raw(vec![other]).unwrap();
    assert_eq!(reply.status, 409);
    let stopped: Stopped = reply.json().unwrap();
    assert!(
        matches!(stopped.fault, PushFault::Cloned { .. }),
        "{stopped:?}"
    );
}

#[test]
fn a_command_whose_id_already_names_a_person_is_not_taken_and_leaves_that_person_alone() {
    let mut director = founded();
    let other = colleague(&mut director, Role::PropertyAssistant);
    let before = head(&mut director);
    let written = department(&mut director, "Security");
    let taken = CommandId(other.session.person.0);
    let forged = altered(&written, |command| command.id = taken);
    let reply = director.push_raw(vec![forged]).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (409, "push_stopped"));
    let stopped: Stopped = reply.json().unwrap();
    assert_eq!(stopped.fault, PushFault::IdTaken { command: taken });
    assert_eq!(head(&mut director), before);
}

#[test]
fn a_tablet_writes_only_in_its_own_name() {
    let mut director = founded();
    let other = colleague(&mut director, Role::PropertyAssistant);
    let written = department(&mut director, "Security");
    let as_device = altered(&written, |command| command.writer.device = other.device());
    let as_person = altered(&written, |command| {
        command.writer.person = other.session.person;
        command.recorded_by = other.session.person;
    });
    let as_recorder = altered(&written, |command| {
        command.recorded_by = other.session.person
    });
    for forged in [as_device, as_person, as_recorder] {
        let reply = director.push_raw(vec![forged]).unwrap();
        assert_eq!(reply.status, 403);
        let stopped: Stopped = reply.json().unwrap();
        assert!(
            matches!(stopped.fault, PushFault::NotTheirDevice { .. }),
            "{stopped:?}"
        );
    }
}

#[test]
fn a_forged_command_becomes_a_refusal_that_everybody_sees_and_nothing_else() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let before = head(&mut assistant);
    let forged = department(&mut assistant, "My own department");
    let answers = assistant.push().unwrap();
    let Answer::Refused { rejection, at } = &answers[0].answer else {
        panic!("{answers:?}");
    };
    assert_eq!(rejection.code, RejectionCode::BeyondAuthority);
    assert!(!rejection.needs.is_empty());
    assert_eq!(at.0, before.0 + 1);
    let pages = director.pull_all().unwrap();
    let after: Vec<_> = pages
        .iter()
        .flat_map(|page| &page.events)
        .filter(|event| event.seq > before)
        .map(|event| event.open().unwrap())
        .collect();
    assert_eq!(after.len(), 1, "{after:?}");
    let Fact::Refusal(RefusalFact::CommandRefused { command, .. }) = &after[0].event.fact else {
        panic!("{after:?}");
    };
    assert_eq!(command.id, forged.command.id);
}

#[test]
fn a_batch_with_a_fault_keeps_exactly_what_was_answered() {
    let mut director = founded();
    let before = head(&mut director);
    let first = department(&mut director, "One");
    let second = department(&mut director, "Two");
    let third = department(&mut director, "Three");
    let gap = altered(&third, |command| command.number = WriterNumber(9));
    let reply = director.push_raw(vec![first.raw, second.raw, gap]).unwrap();
    assert_eq!(reply.status, 409);
    let stopped: Stopped = reply.json().unwrap();
    assert_eq!(stopped.answers.len(), 2);
    assert_eq!(stopped.head.0, before.0 + 2);
    assert_eq!(head(&mut director), stopped.head);
    let third: PushReply = director
        .push_raw(vec![third.raw])
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(third.head.0, stopped.head.0 + 1);
}

#[test]
fn a_command_that_cannot_be_read_stops_the_push_and_leaves_nothing() {
    let mut director = founded();
    let before = head(&mut director);
    let unknown = RawValue::from_string("{\"body\":{\"magic\":{}}}".to_owned()).unwrap();
    let reply = director.push_raw(vec![unknown]).unwrap();
    assert_eq!(reply.status, 422);
    let stopped: Stopped = reply.json().unwrap();
    assert_eq!(stopped.fault, PushFault::Unreadable { index: 0 });
    assert_eq!(head(&mut director), before);
}

#[test]
fn a_push_that_is_no_json_is_unreadable() {
    let mut director = founded();
    for body in [&b"{"[..], b"[]", b"\xff\xfe"] {
        let reply = director
            .client
            .send("POST", "/api/push", &[], Some(body))
            .unwrap();
        assert_eq!((reply.status, reply.code().as_str()), (400, "unreadable"));
    }
}

#[test]
fn a_push_of_another_epoch_is_not_taken() {
    let mut director = founded();
    let written = department(&mut director, "Security");
    director.session.epoch += 1;
    let reply = director.push_raw(vec![written.raw]).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "server_set_back")
    );
}

#[test]
fn a_registered_complaint_gets_the_next_number_of_the_year() {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    let (first, _) = register(&mut director, unit, "A-101");
    let (second, _) = register(&mut director, unit, "A-101");
    accepted(&mut director);
    let pages = director.pull_all().unwrap();
    let number = |case: domain::id::CaseId| {
        pages
            .iter()
            .flat_map(|page| &page.heads)
            .find_map(|head| match &head.data {
                domain::head::HeadData::Complaint(data) if head.stream == case.stream() => {
                    data.number.clone()
                }
                _ => None,
            })
            .unwrap()
    };
    assert!(number(first).ends_with("-0001"), "{}", number(first));
    assert!(number(second).ends_with("-0002"), "{}", number(second));
}

#[test]
fn numbers_have_no_gap_although_two_tablets_write_and_one_is_refused() {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let mut other = colleague(&mut director, Role::PropertyAssistant);
    for turn in 0..4 {
        let (first, second) = if turn % 2 == 0 {
            (&mut director, &mut other)
        } else {
            (&mut other, &mut director)
        };
        for tablet in [first, second] {
            register(tablet, unit, "A-101");
            // A registration that is refused takes no number.
            register(
                tablet,
                domain::id::UnitId::of(tablet.session.office, "Z-9"),
                "Z-9",
            );
            register(tablet, unit, "A-101");
            let answers = tablet.push().unwrap();
            let refused = |it: &domain::sync::message::CommandAnswer| {
                matches!(it.answer, Answer::Refused { .. })
            };
            assert_eq!(
                answers.iter().map(refused).collect::<Vec<_>>(),
                [false, true, false]
            );
        }
    }
    let pages = director.pull_all().unwrap();
    let mut numbers: Vec<(Cursor, String)> = pages
        .iter()
        .flat_map(|page| &page.heads)
        .filter_map(|head| match &head.data {
            domain::head::HeadData::Complaint(data) => Some((head.last, data.number.clone()?)),
            _ => None,
        })
        .collect();
    // A head may come down with more than one page.
    numbers.sort();
    numbers.dedup();
    let ends: Vec<&str> = numbers
        .iter()
        .map(|(_, number)| number.rsplit('-').next().unwrap())
        .collect();
    let expected: Vec<String> = (1..=16).map(|number| format!("{number:04}")).collect();
    assert_eq!(ends, expected);
}

#[test]
fn an_id_another_writers_command_goes_by_is_not_taken_again() {
    let mut director = founded();
    let mut other = colleague(&mut director, Role::Director);
    let first = department(&mut director, "Security");
    accepted(&mut director);
    let before = head(&mut director);
    let written = department(&mut other, "Greening");
    let again = altered(&written, |command| command.id = first.command.id);
    let reply = other.push_raw(vec![again]).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (409, "push_stopped"));
    let stopped: Stopped = reply.json().unwrap();
    let command = first.command.id;
    assert_eq!(stopped.fault, PushFault::IdTaken { command });
    assert_eq!(head(&mut director), before);
    // Under an id of its own it is taken.
    accepted(&mut other);
}

#[test]
fn what_follows_a_refused_command_is_refused_with_it() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let refused = department(&mut assistant, "My own department");
    assistant.push().unwrap();
    let next = department(&mut assistant, "Another");
    assistant.empty_outbox();
    let following = altered(&next, |command| command.after = vec![refused.command.id]);
    let reply: PushReply = assistant
        .push_raw(vec![following])
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let Answer::Refused { rejection, .. } = &reply.answers[0].answer else {
        panic!("{reply:?}");
    };
    let of: CommandId = refused.command.id;
    assert_eq!(rejection.code, RejectionCode::FollowsRefused { of });
}
