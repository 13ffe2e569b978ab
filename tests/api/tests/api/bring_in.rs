//! What a dead tablet had not sent, brought in from its file on another one.

use std::collections::BTreeSet;

use api::{Reply, Tablet, Written};
use domain::command::Command;
use domain::event::Opened;
use domain::id::{CommandId, Cursor, DeviceId, OfficeId, PersonId, WriterNumber};
use domain::log::{BringInFault, BroughtIn};
use domain::role::Role;
use domain::sync::message::{Answer, PushFault, PushReply};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::office::{accepted, colleague, founded, record_unit, register};

#[derive(Deserialize)]
struct Brought {
    answers: Vec<BroughtIn>,
}

#[derive(Deserialize)]
struct NotBrought {
    fault: BringInFault,
}

/// A type of its own: what passes through a `Value` comes out with its keys in another order, and is other bytes.
#[derive(Serialize)]
struct File<'a> {
    office: OfficeId,
    epoch: u64,
    commands: &'a [Box<RawValue>],
}

fn send(tablet: &mut Tablet, office: OfficeId, commands: &[Box<RawValue>]) -> Reply {
    let file = File {
        office,
        epoch: tablet.session.epoch,
        commands,
    };
    tablet.client.post("/api/bring_in", &file).unwrap()
}

fn bring_in(tablet: &mut Tablet, commands: &[Box<RawValue>]) -> Reply {
    let office = tablet.session.office;
    send(tablet, office, commands)
}

fn fault(reply: &Reply) -> BringInFault {
    assert_eq!(reply.code(), "not_brought_in", "{}", reply.status);
    reply.json::<NotBrought>().unwrap().fault
}

fn events(tablet: &mut Tablet) -> Vec<Opened> {
    let pages = tablet.pull_all().unwrap();
    let envelopes = pages.iter().flat_map(|page| &page.events);
    envelopes.map(|envelope| envelope.open().unwrap()).collect()
}

fn head(tablet: &mut Tablet) -> Cursor {
    tablet.pull_all().unwrap().last().unwrap().head
}

/// An office with a unit, a manager on a tablet of their own, and an assistant whose tablet holds two registrations
/// nobody has sent.
struct Scene {
    director: Tablet,
    manager: Tablet,
    assistant: Tablet,
    file: Vec<Written>,
}

fn scene() -> Scene {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let manager = colleague(&mut director, Role::PropertyManager);
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let file = vec![
        register(&mut assistant, unit, "A-101").1,
        register(&mut assistant, unit, "A-101").1,
    ];
    Scene {
        director,
        manager,
        assistant,
        file,
    }
}

fn raws(file: &[Written]) -> Vec<Box<RawValue>> {
    file.iter().map(|written| written.raw.clone()).collect()
}

fn altered(written: &Written, alter: impl FnOnce(&mut Command)) -> Box<RawValue> {
    let mut command = written.command.clone();
    alter(&mut command);
    to_raw_value(&command).unwrap()
}

#[test]
fn work_of_a_dead_tablet_is_taken_as_its_writers_and_notes_who_brought_it_in() {
    let mut scene = scene();
    let reply = bring_in(&mut scene.manager, &raws(&scene.file));
    let brought: Brought = reply.ok().unwrap().json().unwrap();
    assert_eq!(brought.answers.len(), 2);
    for (answered, written) in brought.answers.iter().zip(&scene.file) {
        assert_eq!(answered.id, written.command.id);
        assert!(!answered.known);
        assert!(
            matches!(answered.answer, Answer::Accepted { .. }),
            "{answered:?}"
        );
    }
    let assistant = scene.assistant.session.person;
    let manager = scene.manager.session.person;
    let ids: Vec<CommandId> = scene
        .file
        .iter()
        .map(|written| written.command.id)
        .collect();
    let mut seen = BTreeSet::new();
    for opened in events(&mut scene.director) {
        let brought = ids.contains(&opened.command);
        if brought {
            seen.insert(opened.command);
        }
        assert_eq!(opened.event.brought_in_by, brought.then_some(manager));
        assert!(!brought || opened.event.recorded_by == assistant);
    }
    assert_eq!(seen, ids.into_iter().collect());
}

#[test]
fn the_dead_tablet_that_comes_back_is_answered_by_replay_and_nothing_doubles() {
    let mut scene = scene();
    let brought: Brought = bring_in(&mut scene.manager, &raws(&scene.file))
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let before = head(&mut scene.director);
    let reply: PushReply = scene
        .assistant
        .push_raw(raws(&scene.file))
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let replayed: Vec<&Answer> = reply.answers.iter().map(|it| &it.answer).collect();
    let answered: Vec<&Answer> = brought.answers.iter().map(|it| &it.answer).collect();
    assert_eq!(replayed, answered);
    assert_eq!(head(&mut scene.director), before);
    // And it goes on with its next number.
    scene.assistant.empty_outbox();
    record_unit(&mut scene.assistant, "B-202");
    assert_eq!(scene.assistant.push().unwrap().len(), 1);
}

#[test]
fn a_file_brought_in_twice_and_what_was_sent_before_it_are_told_as_known() {
    let mut scene = scene();
    scene
        .assistant
        .push_raw(raws(&scene.file[..1]))
        .unwrap()
        .ok()
        .unwrap();
    let mut known = Vec::new();
    for _ in 0..2 {
        let brought: Brought = bring_in(&mut scene.manager, &raws(&scene.file))
            .ok()
            .unwrap()
            .json()
            .unwrap();
        known.push(
            brought
                .answers
                .iter()
                .map(|it| it.known)
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(known, [vec![true, false], vec![true, true]]);
}

#[test]
fn everybody_brings_in_their_own_and_only_managers_what_is_others() {
    let mut scene = scene();
    let mut technician = colleague(&mut scene.director, Role::Technician);
    let before = head(&mut scene.director);
    let reply = bring_in(&mut technician, &raws(&scene.file));
    assert_eq!(reply.status, 403);
    let person = scene.assistant.session.person;
    assert_eq!(
        fault(&reply),
        BringInFault::BeyondAuthority { index: 0, person }
    );
    assert_eq!(head(&mut scene.director), before);
    let own = bring_in(&mut scene.assistant, &raws(&scene.file));
    assert_eq!(own.status, 200);
}

#[test]
fn a_file_with_a_gap_a_stranger_or_an_altered_line_changes_nothing() {
    let mut scene = scene();
    let stranger = DeviceId(PersonId::mint(scene.manager.time, [9; 10]).0);
    let (first, second) = (&scene.file[0], &scene.file[1]);
    let manager_device = scene.manager.device();
    let author = scene.assistant.session.person;
    let not_json = RawValue::from_string("[1, 2]".to_owned()).unwrap();
    let bad = [
        (
            altered(second, |it| it.number = WriterNumber(7)),
            409,
            BringInFault::Stopped(PushFault::Gap {
                writer: second.command.writer,
                expected: WriterNumber(2),
            }),
        ),
        (
            altered(second, |it| it.writer.device = stranger),
            403,
            BringInFault::UnknownDevice {
                index: 1,
                device: stranger,
            },
        ),
        (
            altered(second, |it| it.writer.device = manager_device),
            403,
            BringInFault::NotTheirDevice {
                index: 1,
                person: author,
            },
        ),
        (
            altered(second, |it| {
                it.personal[0].value = Some("Somebody else".to_owned());
            }),
            422,
            BringInFault::Altered { index: 1 },
        ),
        (
            altered(second, |it| it.recorded_by = scene.manager.session.person),
            422,
            BringInFault::Altered { index: 1 },
        ),
        (not_json, 422, BringInFault::Unreadable { index: 1 }),
    ];
    let before = head(&mut scene.director);
    for (line, status, expected) in bad {
        let reply = bring_in(&mut scene.manager, &[first.raw.clone(), line]);
        assert_eq!(fault(&reply), expected);
        assert_eq!(reply.status, status);
        // The first line was a good one: it did not stay alone.
        assert_eq!(head(&mut scene.director), before);
    }
    let reply = bring_in(&mut scene.manager, &raws(&scene.file));
    assert_eq!(reply.status, 200);
}

#[test]
fn a_line_altered_after_it_was_sent_is_told_as_another_content_and_changes_nothing() {
    let mut scene = scene();
    scene
        .assistant
        .push_raw(raws(&scene.file[..1]))
        .unwrap()
        .ok()
        .unwrap();
    let before = head(&mut scene.director);
    let forged = altered(&scene.file[0], |it| it.app = "other".to_owned());
    let reply = bring_in(&mut scene.manager, &[forged, scene.file[1].raw.clone()]);
    assert!(matches!(
        fault(&reply),
        BringInFault::Stopped(PushFault::Cloned { .. })
    ));
    assert_eq!(head(&mut scene.director), before);
}

#[test]
fn a_file_of_another_office_is_not_brought_in() {
    let mut scene = scene();
    let mut other = founded();
    let office = scene.assistant.session.office;
    let reply = send(&mut other, office, &raws(&scene.file));
    assert_eq!((reply.status, reply.code().as_str()), (403, "other_office"));
    // Named otherwise it is still of a device that office never enrolled.
    let reply = bring_in(&mut other, &raws(&scene.file));
    assert!(matches!(
        fault(&reply),
        BringInFault::UnknownDevice { index: 0, .. }
    ));
    assert_eq!(
        scene.manager.client.get("/api/log?after=0").unwrap().status,
        200
    );
}

#[test]
fn nobody_signed_out_brings_anything_in() {
    let scene = scene();
    let mut nobody = crate::office::server().client();
    let body = serde_json::json!({
        "office": scene.manager.session.office, "epoch": 1, "commands": raws(&scene.file),
    });
    assert_eq!(nobody.post("/api/bring_in", &body).unwrap().status, 401);
}

#[test]
fn what_a_tablet_lost_is_told_once_and_read_by_the_director() {
    let mut scene = scene();
    let loss = serde_json::json!({ "device": scene.assistant.device(), "unsent": 3, "photos": 1 });
    for _ in 0..2 {
        let told = scene
            .manager
            .client
            .post("/api/devices/loss", &loss)
            .unwrap();
        assert_eq!(told.status, 204);
    }
    let path = "/api/devices/losses";
    let read: serde_json::Value = scene
        .director
        .client
        .get(path)
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let losses = read["losses"].as_array().unwrap();
    assert_eq!(losses.len(), 1);
    assert_eq!(
        (losses[0]["unsent"].as_u64(), losses[0]["photos"].as_u64()),
        (Some(3), Some(1))
    );
    assert_eq!(scene.assistant.client.get(path).unwrap().status, 403);
    let strange = serde_json::json!({ "device": DeviceId(scene.manager.session.person.0), "unsent": 1, "photos": 0 });
    assert_eq!(
        scene
            .manager
            .client
            .post("/api/devices/loss", &strange)
            .unwrap()
            .status,
        404
    );
}
