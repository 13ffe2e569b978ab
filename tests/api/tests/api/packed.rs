//! The parts of a first sync that lie ready after a night.

use std::collections::BTreeMap;
use std::io::Read as _;

use api::{Reply, Tablet};
use domain::command::CommandBody;
use domain::event::Envelope;
use domain::head::HeadRow;
use domain::id::{Cursor, Digest, OfficeId, StreamId};
use domain::occupant::OccupantCommand;
use domain::sync::message::{FirstReply, PullReply};
use flate2::read::GzDecoder;

use crate::office::{accepted, founded, record_unit, register};
use crate::transfer::{
    export, name_of, office_with_work, person_leaves, record_person, restore, sign_in_again, trial,
};

fn first(tablet: &mut Tablet) -> FirstReply {
    let reply = tablet.client.get("/api/first").unwrap();
    reply.ok().unwrap().json().unwrap()
}

fn ask(tablet: &mut Tablet, at: Cursor, part: usize, kind: &str) -> Reply {
    let path = format!("/api/first/packed?at={}&part={part}&kind={kind}", at.0);
    tablet.client.get(&path).unwrap()
}

fn text_of(reply: &Reply) -> String {
    let mut text = String::new();
    GzDecoder::new(reply.body.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// Everything that lies ready, part by part; each is what its digest says.
fn all(tablet: &mut Tablet, first: &FirstReply) -> (Vec<HeadRow>, Vec<Envelope>) {
    let (mut heads, mut events) = (Vec::new(), Vec::new());
    for (part, ready) in first.packed.iter().enumerate() {
        let came = ask(tablet, first.at, part, "heads").ok().unwrap();
        assert_eq!(
            came.header("content-type"),
            Some("application/octet-stream")
        );
        assert_eq!(came.header("cache-control"), Some("no-store"));
        assert_eq!(Digest::of(&[&came.body]), ready.heads);
        heads.extend(HeadRow::read_all(text_of(&came).as_bytes()).unwrap());
        let came = ask(tablet, first.at, part, "events").ok().unwrap();
        assert_eq!(Digest::of(&[&came.body]), ready.events);
        let rows: Vec<Envelope> = serde_json::from_str(&text_of(&came)).unwrap();
        events.extend(rows);
    }
    (heads, events)
}

fn is_there(tablet: &mut Tablet, first: &FirstReply) -> bool {
    let reply = ask(tablet, first.at, 0, "events");
    if reply.status != 200 {
        assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"));
    }
    reply.status == 200
}

/// More streams than one part has.
fn large_office() -> (Tablet, OfficeId) {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    for _ in 0..520 {
        register(&mut director, unit, "A-101");
    }
    accepted(&mut director);
    let office = director.session.office;
    (director, office)
}

#[test]
fn after_a_night_the_parts_lie_ready_and_add_up_to_the_log() {
    let (mut director, office) = large_office();
    let before = first(&mut director);
    assert_eq!((before.packed.len(), before.head), (0, None));
    assert!(before.is_whole());
    assert!(!is_there(&mut director, &before));
    trial(office, "night");
    let ready = first(&mut director);
    assert_eq!(ready.packed.len(), 2);
    assert_eq!(ready.packed.len(), ready.parts.len());
    assert_eq!(
        (ready.at, ready.hash, ready.head),
        (before.at, before.hash, None)
    );
    let (heads, events) = all(&mut director, &ready);
    assert_eq!(heads.len() as u64, ready.streams);
    assert_eq!(events.len() as u64, ready.at.0);
    let mut tips: BTreeMap<StreamId, Digest> = BTreeMap::new();
    for event in &events {
        let tip = tips.entry(event.stream).or_insert(Digest::ZERO);
        *tip = event.chain(*tip);
    }
    for head in &heads {
        assert_eq!(tips.get(&head.stream), Some(&head.tip));
    }
}

#[test]
fn what_came_since_the_night_is_pulled_after_the_parts() {
    let (mut director, mut assistant, unit) = office_with_work();
    trial(director.session.office, "night");
    let night = first(&mut director);
    let (case, _) = register(&mut assistant, unit, "A-101");
    accepted(&mut assistant);
    let later = first(&mut director);
    assert_eq!((later.at, later.hash), (night.at, night.hash));
    assert_eq!(later.packed, night.packed);
    assert!(!later.is_whole());
    let path = format!("/api/log?after={}&hash={}", later.at.0, later.hash);
    let pulled: PullReply = director
        .client
        .get(&path)
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(Some(pulled.cursor), later.head);
    assert!(pulled.heads.iter().any(|head| head.stream == case.stream()));
    // The next night begins where the log ends, and the earlier parts are gone.
    trial(director.session.office, "night");
    let next = first(&mut director);
    assert_eq!((Some(next.at), next.head), (later.head, None));
    assert!(!is_there(&mut director, &later));
    let (heads, events) = all(&mut director, &next);
    assert_eq!(heads.len() as u64, next.streams);
    assert_eq!(events.len() as u64, next.at.0);
}

#[test]
fn a_night_in_which_nothing_came_leaves_what_lies_there() {
    let (mut director, _, _) = office_with_work();
    trial(director.session.office, "night");
    let one = first(&mut director);
    trial(director.session.office, "night");
    assert_eq!(first(&mut director).packed, one.packed);
    assert!(is_there(&mut director, &one));
}

#[test]
fn what_was_erased_does_not_lie_ready_a_moment_longer() {
    let (mut director, _, _) = office_with_work();
    let unit = record_person(&mut director);
    person_leaves(&mut director, unit);
    trial(director.session.office, "night");
    let night = first(&mut director);
    let told = |events: &[Envelope]| {
        let text = serde_json::to_string(events).unwrap();
        ["王小明", "13912345678"].map(|word| text.contains(word))
    };
    let (_, events) = all(&mut director, &night);
    assert_eq!(told(&events), [true, true]);
    let reason = "asked for it".to_owned();
    director
        .write(CommandBody::Occupant(OccupantCommand::ErasePersonalData {
            unit,
            reason,
        }))
        .unwrap();
    accepted(&mut director);
    assert!(!is_there(&mut director, &night));
    assert!(first(&mut director).packed.is_empty());
    trial(director.session.office, "night");
    let after = first(&mut director);
    let (_, events) = all(&mut director, &after);
    assert_eq!(told(&events), [false, false]);
}

#[test]
fn a_server_set_back_or_restored_has_nothing_ready_of_what_it_lost() {
    let (mut director, mut assistant, unit) = office_with_work();
    let office = director.session.office;
    let name = name_of(&mut director);
    let older = export(office, false);
    register(&mut assistant, unit, "A-101");
    accepted(&mut assistant);
    trial(office, "night");
    let lost = first(&mut director);
    trial(office, "lose");
    for reply in restore(office, &older) {
        reply.ok().unwrap();
    }
    let mut director = sign_in_again(&director, &name);
    assert!(!is_there(&mut director, &lost));
    let now = first(&mut director);
    assert!(now.at < lost.at && now.packed.is_empty());
}

#[test]
fn nobody_is_given_a_part_without_a_session_and_a_wrong_name_of_one_is_told() {
    let (mut director, _, _) = office_with_work();
    trial(director.session.office, "night");
    let ready = first(&mut director);
    let wrong = ask(&mut director, ready.at, 0, "people");
    assert_eq!((wrong.status, wrong.code().as_str()), (422, "invalid"));
    assert_eq!(ask(&mut director, ready.at, 7, "heads").status, 404);
    assert_eq!(ask(&mut director, Cursor(1), 0, "heads").status, 404);
    let mut stranger = api::Client::new(&crate::office::server().base_url);
    let path = format!("/api/first/packed?at={}&part=0&kind=heads", ready.at.0);
    let refused = stranger.get(&path).unwrap();
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (401, "not_signed_in")
    );
}
