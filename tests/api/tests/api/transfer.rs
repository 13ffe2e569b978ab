//! An office out of a server and back: the same hashes, or nothing.

use api::{Client, Reply, Tablet};
use domain::command::CommandBody;
use domain::complaint::command::ComplaintCommand;
use domain::id::{Digest, OfficeId, UnitId};
use domain::occupant::OccupantCommand;
use domain::role::Role;
use serde_json::{Value, json};

use crate::office::{
    PASSWORD, accepted, colleague, founded, record_unit, register, registration, server,
};

/// The least that calls itself a PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\na photo of their shop";

pub fn post(path: &str, office: OfficeId, more: &Value) -> Reply {
    let server = server();
    let mut form = json!({ "token": server.setup_token, "office": office });
    for (name, value) in more.as_object().unwrap() {
        form[name] = value.clone();
    }
    Client::new(&server.base_url).post(path, &form).unwrap()
}

pub fn trial(office: OfficeId, what: &str) {
    post("/api/trial", office, &json!({ "trial": what }))
        .ok()
        .unwrap();
}

/// Every step of an export, the last one the end.
pub fn export(office: OfficeId, backup: bool) -> Vec<Value> {
    let mut after = json!(0);
    let mut steps = Vec::new();
    loop {
        let asked = json!({ "after": after, "backup": backup });
        let step: Value = post("/api/export", office, &asked)
            .ok()
            .unwrap()
            .json()
            .unwrap();
        let page = step.get("page").cloned();
        steps.push(step);
        match page {
            Some(page) => after = page["last"].clone(),
            None => return steps,
        }
    }
}

fn restore_step(office: OfficeId, step: &Value) -> Reply {
    post(
        "/api/restore",
        office,
        &json!({ "password": PASSWORD, "step": step }),
    )
}

pub fn restore(office: OfficeId, steps: &[Value]) -> Vec<Reply> {
    let begin = json!({ "begin": { "office": office } });
    [begin]
        .iter()
        .chain(steps)
        .map(|step| restore_step(office, step))
        .collect()
}

/// Head hash, heads and devices of an office, as a tablet sees them.
pub fn standing(tablet: &mut Tablet) -> (Value, Value, Value) {
    let mut get = |path: &str| -> Value {
        tablet
            .client
            .get(path)
            .unwrap()
            .ok()
            .unwrap()
            .json()
            .unwrap()
    };
    let first = get("/api/first");
    let heads = get("/api/first/heads?part=0")["heads"].clone();
    let events = get(&format!("/api/first/events?part=0&at={}", first["at"]));
    (
        json!([first["at"], first["hash"], first["streams"]]),
        heads,
        events,
    )
}

pub fn office_with_work() -> (Tablet, Tablet, UnitId) {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    for _ in 0..3 {
        register(&mut assistant, unit, "A-101");
    }
    accepted(&mut assistant);
    (director, assistant, unit)
}

pub fn sign_in_again(tablet: &Tablet, name: &str) -> Tablet {
    let mut again = tablet.clone();
    again.sign_in(name, PASSWORD).unwrap();
    again
}

pub fn name_of(tablet: &mut Tablet) -> String {
    let person = tablet.session.person.to_string();
    let (_, heads, _) = standing(tablet);
    let head = heads
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["stream"] == person.as_str());
    head.unwrap()["data"]["person"]["sign_in_name"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn an_office_comes_back_from_its_export_with_equal_hashes_and_heads_and_its_numbers_go_on() {
    let (mut director, mut assistant, unit) = office_with_work();
    let office = director.session.office;
    let names = (name_of(&mut director), name_of(&mut assistant));
    let before_it = assistant.clone();
    let before = standing(&mut director);
    let steps = export(office, false);
    assert_eq!(restore(office, &[])[0].code(), "office_not_empty");
    assert_eq!(standing(&mut director), before);

    trial(office, "lose");
    assert_eq!(director.client.get("/api/first").unwrap().status, 401);
    for reply in restore(office, &steps) {
        reply.ok().unwrap();
    }
    let mut director = sign_in_again(&director, &names.0);
    assert_eq!(standing(&mut director), before);
    let mut assistant = sign_in_again(&assistant, &names.1);
    // Nothing is taken before both tablets have said that they hold nothing the server lacks.
    register(&mut assistant, unit, "A-101");
    assert_eq!(assistant.push_outbox().unwrap().code(), "taking_back");
    assistant.empty_outbox();
    for tablet in [&mut director, &mut assistant] {
        tablet.hand_back_nothing().unwrap();
    }
    let mut assistant = sign_in_again(&before_it, &names.1);
    // The same tablet, whose fourth entry is the fourth; and the fourth complaint of the year.
    let (case, written) = register(&mut assistant, unit, "A-101");
    assert_eq!(written.command.number.0, 4);
    accepted(&mut assistant);
    let (_, heads, _) = standing(&mut director);
    let head = heads
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["stream"] == case.to_string());
    let number = head.unwrap()["data"]["complaint"]["number"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(number.ends_with("0004"), "{number}");
}

#[test]
fn what_is_cut_short_or_changed_brings_back_nothing() {
    let (mut director, ..) = office_with_work();
    let office = director.session.office;
    let name = name_of(&mut director);
    let before = standing(&mut director);
    let steps = export(office, false);
    trial(office, "lose");

    let page = |text: String| {
        let mut page = steps[0]["page"].clone();
        page["sum"] = json!(Digest::of(&[text.as_bytes()]));
        page["text"] = json!(text);
        json!({ "page": page })
    };
    let text = steps[0]["page"]["text"].as_str().unwrap();
    let mut unsummed = steps[0].clone();
    unsummed["page"]["text"] = json!(text.replace("Blue Tea House", "Blue Tea Hause"));
    let shorter: Vec<&str> = text.lines().skip(1).collect();
    let mut end = steps[steps.len() - 1].clone();
    end["end"]["end"]["numbers"] = json!([[2026, 900]]);
    let last = steps[steps.len() - 1].clone();
    let wrong: [(&str, Vec<Value>); 6] = [
        ("a text that is not what its sum says", vec![unsummed]),
        (
            "a personal value changed with its sum",
            vec![page(text.replace("Blue Tea House", "Blue Tea Hause"))],
        ),
        (
            "a body changed with its sum",
            vec![
                page(text.replace("\"clock_offset\":0", "\"clock_offset\":1")),
                last.clone(),
            ],
        ),
        ("the first line gone", vec![page(shorter.join("\n"))]),
        ("no page at all", vec![last.clone()]),
        ("the small tables changed", vec![steps[0].clone(), end]),
    ];
    for (what, steps) in wrong {
        let replies = restore(office, &steps);
        let reply = replies.last().unwrap();
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (422, "not_an_office"),
            "{what}"
        );
        // Nothing of it is left to go on with.
        assert_eq!(restore_step(office, &last).status, 404, "{what}");
        assert_eq!(
            director.client.get("/api/first").unwrap().status,
            401,
            "{what}"
        );
    }
    for reply in restore(office, &steps) {
        reply.ok().unwrap();
    }
    assert_eq!(standing(&mut sign_in_again(&director, &name)), before);
}

#[test]
fn the_nights_backup_holds_what_an_export_holds_and_takes_new_pages_only() {
    let (mut director, mut assistant, unit) = office_with_work();
    let office = director.session.office;
    let name = name_of(&mut director);
    trial(office, "night");
    let first = export(office, true);
    assert_eq!(first[0], export(office, false)[0]);
    register(&mut assistant, unit, "A-101");
    accepted(&mut assistant);
    trial(office, "night");
    let second = export(office, true);
    assert_eq!(second.len(), first.len() + 1);
    assert_eq!(second[0], first[0]);
    let before = standing(&mut director);
    trial(office, "lose");
    for reply in restore(office, &second) {
        reply.ok().unwrap();
    }
    assert_eq!(standing(&mut sign_in_again(&director, &name)), before);
}

#[test]
fn whoever_does_not_hold_the_token_neither_takes_nor_brings_an_office() {
    let director = founded();
    let office = director.session.office;
    let mut client = server().client();
    for (path, more) in [
        ("/api/export", json!({ "after": 0 })),
        (
            "/api/restore",
            json!({ "password": PASSWORD, "step": { "begin": { "office": office } } }),
        ),
        ("/api/trial", json!({ "trial": "lose" })),
    ] {
        let mut form = more.clone();
        form["token"] = json!("not the token");
        form["office"] = json!(office);
        let reply = client.post(path, &form).unwrap();
        assert!(
            [403, 429].contains(&reply.status),
            "{path}: {}",
            reply.status
        );
    }
}

/// B-202 with a person of its own, whose name and phone stand nowhere else.
pub(crate) fn record_person(director: &mut Tablet) -> UnitId {
    let unit = UnitId::of(director.session.office, "B-202");
    let name = director.seal("Wang Xiaoming 王小明").unwrap();
    let phone = director.seal("13912345678").unwrap();
    let record = domain::event::unit::OccupantRecord {
        code: "B-202".to_owned(),
        kind: domain::event::unit::OccupantKind::Merchant,
        name,
        contact: None,
        phone: Some(phone),
        trade: None,
        flagship: false,
        occupied_from: None,
    };
    director
        .write(CommandBody::Occupant(OccupantCommand::Record {
            unit,
            record,
        }))
        .unwrap();
    accepted(director);
    unit
}

/// The person of [`record_person`] moves out today.
pub(crate) fn person_leaves(director: &mut Tablet, unit: UnitId) {
    let on = domain::command::day(director.time, 480);
    let occupant = director.seal("Wang Xiaoming 王小明").unwrap();
    director
        .write(CommandBody::Occupant(OccupantCommand::Leave {
            unit,
            occupant,
            on,
        }))
        .unwrap();
    accepted(director);
}

#[test]
fn erased_data_is_nowhere_in_the_office_and_the_next_backup_is_without_it() {
    let (mut director, mut assistant, _) = office_with_work();
    let office = director.session.office;
    let unit = record_person(&mut director);
    // A case of theirs with a photo, which ended: it was written down by mistake.
    let photo = Digest::of(&[PNG]);
    let path = format!("/api/photos/{photo}");
    let put = |tablet: &mut Tablet| tablet.client.send("PUT", &path, &[], Some(PNG)).unwrap();
    assert_eq!(put(&mut assistant).status, 200);
    let case = assistant.mint(domain::id::CaseId::mint).unwrap();
    let mut registration = registration(&mut assistant, unit, "B-202");
    registration.photos = vec![photo];
    let entry = assistant
        .write(CommandBody::Complaint(ComplaintCommand::Register {
            case,
            registration,
        }))
        .unwrap();
    let reason = "written down twice".to_owned();
    let entry = entry.command.id;
    assistant
        .write(CommandBody::Complaint(ComplaintCommand::VoidEntry {
            case,
            entry,
            reason,
        }))
        .unwrap();
    accepted(&mut assistant);
    assert_eq!(director.client.get(&path).unwrap().body, PNG);

    person_leaves(&mut director, unit);
    trial(office, "night");
    let all = |steps: &[Value]| serde_json::to_string(steps).unwrap();
    assert!(all(&export(office, true)).contains("王小明"));
    let pages = assistant.pull_all().unwrap();
    let cursor = pages.last().unwrap().cursor;

    let reason = "asked for it".to_owned();
    let erase = OccupantCommand::ErasePersonalData { unit, reason };
    assistant
        .write(CommandBody::Occupant(erase.clone()))
        .unwrap();
    let refused = assistant.push().unwrap();
    assert!(matches!(
        refused[0].answer,
        domain::sync::message::Answer::Refused { .. }
    ));
    director.write(CommandBody::Occupant(erase)).unwrap();
    accepted(&mut director);

    // The photo is gone, and a tablet that still has it does not bring it back.
    assert_eq!(director.client.get(&path).unwrap().status, 404);
    assert_eq!(
        director
            .client
            .send("HEAD", &path, &[], None)
            .unwrap()
            .status,
        404
    );
    assert_eq!(put(&mut assistant).status, 200);
    assert_eq!(director.client.get(&path).unwrap().status, 404);

    trial(office, "night");
    for steps in [export(office, false), export(office, true)] {
        let text = all(&steps);
        assert!(!text.contains("王小明") && !text.contains("13912345678"));
    }
    let (_, heads, events) = standing(&mut director);
    let text = format!("{heads}{events}");
    assert!(!text.contains("王小明") && !text.contains("13912345678"));
    // Other tablets hear of it, and the chain holds over all of it.
    let pages = assistant.pull_all().unwrap();
    let mut hash = Digest::ZERO;
    let mut told = false;
    for envelope in pages.iter().flat_map(|page| &page.events) {
        hash = envelope.head_hash(hash);
        told |= envelope.seq > cursor && envelope.body.get().contains("personal_data_erased");
    }
    assert!(told);
    assert_eq!(hash, pages.last().unwrap().hash);
}

/// Rows SQLite read for one complaint pushed to an object that has nothing in memory.
fn rows_read_cold(office: OfficeId, assistant: &mut Tablet, unit: UnitId) -> u64 {
    trial(office, "evict");
    let (_, written) = register(assistant, unit, "A-101");
    assistant.empty_outbox();
    let reply = assistant.push_raw(vec![written.raw]).unwrap().ok().unwrap();
    reply.header("X-Rows-Read").unwrap().parse().unwrap()
}

#[test]
fn a_first_push_after_eviction_reads_as_many_rows_of_a_large_log_as_of_a_small_one() {
    let (director, mut assistant, unit) = office_with_work();
    let office = director.session.office;
    let small = rows_read_cold(office, &mut assistant, unit);
    // Twenty thousand events more, each a stream of its own.
    let mut filler = director.clone();
    for batch in 0..100 {
        for one in 0..200 {
            record_unit(&mut filler, &format!("Z-{}", batch * 200 + one));
        }
        filler.push().unwrap();
    }
    let large = rows_read_cold(office, &mut assistant, unit);
    assert!(small > 0);
    assert!(large <= small + 3, "{small} rows, then {large}");
}
