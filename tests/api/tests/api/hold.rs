//! Commands nobody could read, and what tablets say of themselves.

use domain::id::{CommandId, Cursor, WriterNumber};
use domain::role::Role;
use domain::sync::hold::{HOLD_BYTES, HoldReply, HoldRequest, Trouble};
use domain::sync::message::Answer;
use domain::sync::report::TabletReport;
use serde_json::Value;

use crate::office::{accepted, colleague, founded, record_unit, register};

fn request(tablet: &api::Tablet, number: u64, bytes: &str) -> HoldRequest {
    HoldRequest {
        epoch: tablet.session.epoch,
        writer: domain::id::Writer {
            person: tablet.session.person,
            device: tablet.device(),
        },
        number: WriterNumber(number),
        id: tablet.mint(CommandId::mint).unwrap(),
        command: bytes.to_owned(),
        trouble: Trouble::Unreadable,
        first: None,
    }
}

#[test]
fn what_nobody_can_read_is_kept_as_it_came_and_the_next_entry_is_taken() {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let bytes = "{\"half a command\": \"商户说：\\u{0}\" \n";
    let held = request(&assistant, 1, bytes);
    let first = assistant
        .client
        .post("/api/hold", &held)
        .unwrap()
        .ok()
        .unwrap();
    let reply: HoldReply = first.json().unwrap();
    assert_eq!(reply.answer.id, held.id);
    assert!(matches!(reply.answer.answer, Answer::Held { .. }));
    let again: HoldReply = assistant
        .client
        .post("/api/hold", &held)
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert_eq!((again.answer, again.head), (reply.answer, reply.head));

    // The number was used: the next one is two.
    register(&mut assistant, unit, "A-101");
    assistant.empty_outbox();
    let (_, written) = register(&mut assistant, unit, "A-101");
    assert_eq!(written.command.number, WriterNumber(2));
    accepted(&mut assistant);

    let path = format!("/api/held/{}", held.id);
    for tablet in [&mut assistant, &mut director] {
        let told: Value = tablet
            .client
            .get(&path)
            .unwrap()
            .ok()
            .unwrap()
            .json()
            .unwrap();
        assert_eq!(told["bytes"], bytes);
    }
    let mut stranger = colleague(&mut director, Role::Technician);
    assert_eq!(stranger.client.get(&path).unwrap().status, 403);
    let path = format!("/api/held/{}", stranger.mint(CommandId::mint).unwrap());
    assert_eq!(director.client.get(&path).unwrap().status, 404);
}

#[test]
fn no_more_is_held_than_a_row_takes_and_nothing_for_somebody_else() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let large = request(&assistant, 1, &"x".repeat(HOLD_BYTES + 1));
    let reply = assistant.client.post("/api/hold", &large).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
    let mut foreign = request(&assistant, 1, "x");
    foreign.writer = domain::id::Writer {
        person: director.session.person,
        device: director.device(),
    };
    assert_eq!(
        assistant.client.post("/api/hold", &foreign).unwrap().status,
        403
    );
    let gap = request(&assistant, 3, "x");
    assert_eq!(
        assistant.client.post("/api/hold", &gap).unwrap().status,
        409
    );
}

#[test]
fn the_director_sees_what_has_not_arrived_from_which_tablet_and_how_it_is() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let report = TabletReport {
        unsent: 12,
        photos: 3,
        oldest: Some(assistant.time),
        app: "0.1.0".to_owned(),
        used: 12_000_000,
        quota: 64_000_000_000,
        persisted: true,
        offset: -250_000,
    };
    let line = serde_json::to_string(&report).unwrap();
    let head = assistant.pull_all().unwrap().last().unwrap().clone();
    let path = format!("/api/log?after={}&hash={}", head.cursor.0, head.hash);
    assert_ne!(head.cursor, Cursor(0));
    let reply = assistant
        .client
        .send("GET", &path, &[("X-Tablet", &line)], None)
        .unwrap()
        .ok()
        .unwrap();
    // One exchange without news: one request, and what goes both ways is small.
    let headers: usize = reply
        .headers
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    assert!(
        reply.body.len() + line.len() < 1_024,
        "{}",
        reply.body.len()
    );
    assert!(headers < 2_048, "{headers}");
    for nonsense in ["{", "[]", &"9".repeat(500)] {
        assistant
            .client
            .send("GET", &path, &[("X-Tablet", nonsense)], None)
            .unwrap()
            .ok()
            .unwrap();
    }
    let listed: Value = director
        .client
        .get("/api/devices")
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let devices = listed["devices"].as_array().unwrap();
    let numbers: Vec<_> = devices
        .iter()
        .map(|device| device["number"].as_u64())
        .collect();
    assert_eq!(numbers, [Some(1), Some(2)]);
    assert_eq!(devices[1]["id"], assistant.device().to_string());
    let told: TabletReport = serde_json::from_value(devices[1]["report"].clone()).unwrap();
    assert_eq!(told, report);
    assert!(devices[1]["reported_at"].is_i64());
    assert!(devices[0].get("report").is_none());
}
