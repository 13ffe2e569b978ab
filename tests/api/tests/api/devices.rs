use api::Stopped;
use domain::command::CommandBody;
use domain::id::StreamId;
use domain::office::OfficeCommand;
use domain::role::Role;
use domain::sync::message::{Answer, PullReply, PushFault};

use crate::office::{PASSWORD, add_person, colleague, founded, record_unit};

#[test]
fn a_revoked_tablet_is_told_so_and_gets_nothing() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let path = format!("/api/devices/{}/revoke", assistant.device());
    assert_eq!(director.client.post(&path, &()).unwrap().status, 204);
    let push = serde_json::json!({ "epoch": 1, "commands": [] });
    let replies = [
        assistant.client.get("/api/log?after=0").unwrap(),
        assistant.client.get("/api/session").unwrap(),
        assistant.client.post("/api/push", &push).unwrap(),
        assistant.client.post("/api/session/anew", &()).unwrap(),
    ];
    for reply in replies {
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (403, "device_revoked"),
            "{}",
            reply.path
        );
    }
}

#[test]
fn a_copied_profile_goes_on_as_a_device_of_its_own_and_loses_nothing() {
    let mut director = founded();
    // From here on both have the same cookies and the same numbers.
    let mut copy = director.clone();
    record_unit(&mut director, "A-101");
    director.push().unwrap();
    let mine = record_unit(&mut copy, "A-102");
    let stopped: Stopped = copy.push_outbox().unwrap().json().unwrap();
    assert!(matches!(stopped.fault, PushFault::Cloned { .. }));

    let before = copy.device();
    copy.begin_anew().unwrap();
    assert_ne!(copy.device(), before);
    let answers = copy.push().unwrap();
    assert!(matches!(answers[0].answer, Answer::Accepted { .. }));
    let pages = director.pull_all().unwrap();
    assert!(holds(&pages, mine.stream()));
    // The first one keeps its name and its numbers.
    record_unit(&mut director, "A-103");
    let answers = director.push().unwrap();
    assert!(matches!(answers[0].answer, Answer::Accepted { .. }));
    assert_eq!(director.device(), before);
}

#[test]
fn the_new_device_of_a_copy_writes_for_whoever_signed_in_on_the_old_one() {
    let mut director = founded();
    let person = director.session.person;
    let (assistant, name) = add_person(&mut director, Role::PropertyAssistant);
    let code = director.code_for(assistant).unwrap();
    director.sign_in_by_code(&name, &code, PASSWORD).unwrap();
    let mut copy = director.clone();
    copy.begin_anew().unwrap();
    // The assistant is signed in; what goes up is the Director's.
    let body = CommandBody::Office(OfficeCommand::DefineDepartment {
        name: "Greening".to_owned(),
    });
    copy.write_for(person, vec![person], body).unwrap();
    let answers = copy.push().unwrap();
    assert!(matches!(answers[0].answer, Answer::Accepted { .. }));
    // The session before goes on where it was.
    assert_eq!(director.client.get("/api/session").unwrap().status, 200);
}

fn holds(pages: &[PullReply], stream: StreamId) -> bool {
    let mut events = pages.iter().flat_map(|page| &page.events);
    events.any(|envelope| envelope.stream == stream)
}

#[test]
fn the_devices_of_an_office_are_listed_for_its_director_only() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let listed: serde_json::Value = director
        .client
        .get("/api/devices")
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let devices = listed["devices"].as_array().unwrap();
    let ids: Vec<_> = devices
        .iter()
        .filter_map(|device| device["id"].as_str())
        .collect();
    assert_eq!(ids.len(), 2);
    assert!(ids.contains(&assistant.device().to_string().as_str()));
    assert_eq!(assistant.client.get("/api/devices").unwrap().status, 403);
    let path = format!("/api/devices/{}/revoke", director.device());
    assert_eq!(assistant.client.post(&path, &()).unwrap().status, 403);
}

#[test]
fn a_person_removed_from_the_staff_sees_nothing_and_may_still_hand_in() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let yesterday = domain::command::day(director.time, 480).pred_opt().unwrap();
    director
        .write(domain::command::CommandBody::Person(
            domain::person::PersonCommand::Remove {
                person: assistant.session.person,
                on: yesterday,
            },
        ))
        .unwrap();
    crate::office::accepted(&mut director);
    let reply = assistant.client.get("/api/log?after=0").unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (403, "not_on_staff"));
    let photo: &[u8] = b"\x89PNG\r\n\x1a\nwork already done";
    let path = format!("/api/photos/{}", domain::id::Digest::of(&[photo]));
    let stored = assistant
        .client
        .send("PUT", &path, &[], Some(photo))
        .unwrap();
    assert_eq!(stored.status, 200);
    assert_eq!(assistant.client.get(&path).unwrap().status, 403);
    crate::office::record_unit(&mut assistant, "A-101");
    let answers = assistant.push().unwrap();
    let domain::sync::message::Answer::Refused { rejection, .. } = &answers[0].answer else {
        panic!("{answers:?}");
    };
    assert_eq!(rejection.code, domain::rejection::RejectionCode::Held);
}
