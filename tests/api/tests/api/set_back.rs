//! A server that comes back from an older copy: tablets hand back what it lost, and send again what they wrote.

use api::Tablet;
use domain::event::Envelope;
use domain::id::{Cursor, Digest, Writer, WriterNumber};
use domain::sync::hand_back::{HandBack, HandBackReply, Next, Stand, hand_back};
use domain::sync::journal::ReplayRequest;
use domain::sync::message::{Answer, PullReply, PushReply};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::office::{accepted, register};
use crate::transfer::{export, name_of, office_with_work, restore, sign_in_again, standing, trial};

/// An office whose server lost the last two complaints: the manager's tablet holds them, the assistant's wrote them.
struct Scene {
    director: Tablet,
    assistant: Tablet,
    unit: domain::id::UnitId,
    /// What the director's tablet holds: all of the log.
    held: Vec<Envelope>,
    stand: Stand,
    seal: Option<Digest>,
    lost: Vec<Box<RawValue>>,
    before: (Value, Value, Value),
}

fn set_back() -> Scene {
    let (mut director, mut assistant, unit) = office_with_work();
    let office = director.session.office;
    let names = (name_of(&mut director), name_of(&mut assistant));
    let older = export(office, false);
    let lost: Vec<Box<RawValue>> = (0..2)
        .map(|_| register(&mut assistant, unit, "A-101").1.raw)
        .collect();
    accepted(&mut assistant);
    let before = standing(&mut director);
    let pages: Vec<PullReply> = director.pull_all().unwrap();
    let last = pages.last().unwrap();
    let stand = Stand {
        epoch: last.epoch,
        at: last.cursor,
        hash: last.hash,
    };
    let seal = last.seal;
    let held = pages.into_iter().flat_map(|page| page.events).collect();
    trial(office, "lose");
    for reply in restore(office, &older) {
        reply.ok().unwrap();
    }
    Scene {
        director: sign_in_again(&director, &names.0),
        assistant: sign_in_again(&assistant, &names.1),
        unit,
        held,
        stand,
        seal,
        lost,
        before,
    }
}

fn ask(tablet: &mut Tablet, request: &HandBack) -> HandBackReply {
    let reply = tablet.hand_back(request).unwrap();
    reply.ok().unwrap().json().unwrap()
}

/// All a tablet holds, as it is asked for.
fn hand_all_back(
    tablet: &mut Tablet,
    stand: Stand,
    seal: Option<Digest>,
    held: &[Envelope],
) -> HandBackReply {
    let mut asked = None;
    for _ in 0..20 {
        let reply = ask(tablet, &hand_back(stand, (seal, true), asked, held));
        match reply.next {
            Next::Send { after, to } => asked = Some((after, to)),
            Next::Nothing | Next::Unproven => return reply,
        }
    }
    panic!("the server never has enough");
}

fn replay(tablet: &mut Tablet, commands: &[Box<RawValue>]) -> PushReply {
    let writer = Writer {
        person: tablet.session.person,
        device: tablet.session.device,
    };
    let request = ReplayRequest {
        epoch: tablet.session.epoch,
        first: vec![(writer, WriterNumber(4))],
        commands: commands.to_vec(),
    };
    let reply = tablet.client.post("/api/replay", &request).unwrap();
    reply.ok().unwrap().json().unwrap()
}

fn pull(tablet: &mut Tablet, stand: Stand) -> api::Reply {
    let (at, hash, epoch) = (stand.at.0, stand.hash, stand.epoch);
    let path = format!("/api/log?after={at}&hash={hash}&epoch={epoch}");
    tablet.client.get(&path).unwrap()
}

#[test]
fn what_the_server_lost_comes_back_to_its_places_and_what_was_written_is_known_again() {
    let mut scene = set_back();
    let told = pull(&mut scene.director, scene.stand);
    assert_eq!(
        (told.status, told.code().as_str()),
        (409, "server_set_back")
    );
    register(&mut scene.assistant, scene.unit, "A-101");
    // Who pushes in the new epoch holds nothing of an earlier one; the director's tablet has not been heard yet.
    let later = scene.assistant.push_outbox().unwrap();
    assert_eq!((later.status, later.code().as_str()), (503, "taking_back"));

    let done = hand_all_back(&mut scene.director, scene.stand, scene.seal, &scene.held);
    assert_eq!(done.next, Next::Nothing);
    assert!(done.stands);
    assert_eq!(done.waiting, None);
    assert_eq!(standing(&mut scene.director), scene.before);
    // The same once more changes nothing.
    let again = hand_all_back(&mut scene.director, scene.stand, scene.seal, &scene.held);
    assert_eq!(again.next, Next::Nothing);
    assert_eq!(standing(&mut scene.director), scene.before);

    assert_eq!(scene.assistant.hand_back_nothing().unwrap().waiting, None);
    let first = replay(&mut scene.assistant, &scene.lost);
    let second = replay(&mut scene.assistant, &scene.lost);
    assert_eq!(first.answers, second.answers);
    assert_eq!(first.answers.len(), 2);
    assert!(
        first
            .answers
            .iter()
            .all(|it| matches!(it.answer, Answer::Accepted { last, .. } if last <= scene.stand.at))
    );
    assert_eq!(standing(&mut scene.director), scene.before);

    // Numbers go on behind what came back.
    accepted(&mut scene.assistant);
    let (_, heads, _) = standing(&mut scene.director);
    let numbers: Vec<String> = heads
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| Some(row["data"]["complaint"]["number"].as_str()?.to_owned()))
        .collect();
    assert_eq!(numbers.len(), 6);
    assert!(numbers.iter().any(|it| it.ends_with("0006")), "{numbers:?}");
}

#[test]
fn what_no_tablet_holds_is_decided_anew_from_the_journal_of_who_wrote_it() {
    let mut scene = set_back();
    for tablet in [&mut scene.director, &mut scene.assistant] {
        tablet.hand_back_nothing().unwrap();
    }
    let lost = scene.lost.clone();
    let reply = replay(&mut scene.assistant, &lost);
    assert_eq!(reply.answers.len(), 2);
    assert_eq!(replay(&mut scene.assistant, &lost).answers, reply.answers);
    let (_, heads, _) = standing(&mut scene.director);
    let complaints = heads.as_array().unwrap().iter();
    let complaints = complaints.filter(|row| row["data"]["complaint"].is_object());
    assert_eq!(complaints.count(), 5);
}

#[test]
fn what_was_changed_or_bears_no_mark_of_this_server_is_not_taken() {
    let mut scene = set_back();
    let before = standing(&mut scene.director);
    let mut changed = scene.held.clone();
    let last = changed.last_mut().unwrap();
    let body = last
        .body
        .get()
        .replace("\"clock_offset\":0", "\"clock_offset\":1");
    last.body = RawValue::from_string(body).unwrap();
    let none = Some(Digest::ZERO);
    for (seal, held) in [
        (scene.seal, &changed),
        (none, &scene.held),
        (None, &scene.held),
    ] {
        let reply = hand_all_back(&mut scene.director, scene.stand, seal, held);
        assert_eq!(reply.next, Next::Unproven);
        assert!(!reply.stands);
        assert_eq!(standing(&mut scene.director), before);
    }
    // Personal values that do not belong to their digests are not even kept aside.
    let (after, to) = (Cursor(scene.stand.at.0 - 2), scene.stand.at);
    let mut request = hand_back(
        scene.stand,
        (scene.seal, true),
        Some((after, to)),
        &scene.held,
    );
    let mut text = serde_json::to_value(&request.events).unwrap();
    for event in text.as_array_mut().unwrap() {
        let values = event.get_mut("personal").and_then(Value::as_array_mut);
        for value in values.into_iter().flatten() {
            value["value"] = json!("somebody else");
        }
    }
    request.events = serde_json::from_value(text).unwrap();
    assert_eq!(scene.director.hand_back(&request).unwrap().status, 422);
}

#[test]
fn whoever_may_ends_the_waiting_with_a_reason_and_what_comes_late_is_still_taken() {
    let mut scene = set_back();
    let end = |tablet: &mut Tablet, reason: &str| {
        tablet
            .client
            .post("/api/set_back/end", &json!({ "reason": reason }))
            .unwrap()
    };
    assert_eq!(end(&mut scene.assistant, "broken").status, 403);
    assert_eq!(end(&mut scene.director, " ").status, 422);
    let told: Value = scene
        .assistant
        .client
        .get("/api/set_back")
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(told["missing"].as_array().unwrap().len(), 2);
    let ended: Value = end(&mut scene.director, "tablet 2 is broken")
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(ended["taking"]["ended"]["reason"], "tablet 2 is broken");
    assert_eq!(ended["missing"], json!([]));

    // Somebody goes on meanwhile: what comes back late stands behind it.
    let lost = scene.lost.clone();
    replay(&mut scene.assistant, &[]);
    assert_eq!(scene.assistant.hand_back_nothing().unwrap().waiting, None);
    let mut director = scene.director.clone();
    crate::office::record_unit(&mut director, "Z-900");
    accepted(&mut director);
    let done = hand_all_back(&mut scene.director, scene.stand, scene.seal, &scene.held);
    assert_eq!(done.next, Next::Nothing);
    assert!(!done.stands);
    assert_eq!(replay(&mut scene.assistant, &lost).answers.len(), 2);
    let (_, heads, _) = standing(&mut scene.director);
    let complaints = heads.as_array().unwrap().iter();
    let complaints = complaints.filter(|row| row["data"]["complaint"].is_object());
    assert_eq!(complaints.count(), 5);
}
