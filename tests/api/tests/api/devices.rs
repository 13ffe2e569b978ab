use domain::role::Role;

use crate::office::{colleague, founded};

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
