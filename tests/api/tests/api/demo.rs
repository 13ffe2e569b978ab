use domain::id::Instant;
use domain::role::Role;
use serde_json::json;

use crate::office::{accepted, colleague, founded, record_unit, server, setup};

const DAY: i64 = 24 * 3_600_000;

/// A demo office whose clock begins ninety days before the present.
fn demo() -> api::Tablet {
    let server = server();
    let mut form = setup(&server);
    form.demo = true;
    let now: serde_json::Value = server.client().get("/api/health").unwrap().json().unwrap();
    form.clock = Some(Instant(now["server_time"].as_i64().unwrap() - 90 * DAY));
    server.set_up(&form).unwrap()
}

#[test]
fn a_demo_offices_clock_moves_and_its_events_follow() {
    let mut director = demo();
    let begun = director.time;
    director.move_clock(Instant(begun.0 + 10 * DAY)).unwrap();
    record_unit(&mut director, "A-101");
    accepted(&mut director);
    let pages = director.pull_all().unwrap();
    let last = pages.last().unwrap().events.last().unwrap().open().unwrap();
    assert!(last.event.received_at.unwrap().0 >= begun.0 + 10 * DAY);
    assert!(last.event.received_at.unwrap().0 < begun.0 + 11 * DAY);
    assert!(!last.event.clock_doubtful);
}

#[test]
fn a_demo_offices_clock_never_goes_back() {
    let mut director = demo();
    let back = json!({ "to": director.time.0 - DAY });
    let reply = director.client.post("/api/demo/clock", &back).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "clock_only_forward")
    );
}

#[test]
fn only_a_director_moves_a_demo_offices_clock() {
    let mut director = demo();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let forward = json!({ "to": director.time.0 + DAY });
    let reply = assistant.client.post("/api/demo/clock", &forward).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (403, "beyond_authority")
    );
}

#[test]
fn a_real_office_has_no_clock_that_moves() {
    let mut director = founded();
    let forward = json!({ "to": director.time.0 + DAY });
    let reply = director.client.post("/api/demo/clock", &forward).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (403, "demo_only"));
}

#[test]
fn a_server_with_a_real_office_tells_no_passwords() {
    demo();
    founded();
    let reply = server().client().get("/api/demo").unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"));
}
