//! What a tablet is given to hold, and what it gets on demand.

use std::collections::BTreeSet;

use api::{Reply, Tablet};
use domain::calendar::Period;
use domain::command::{CommandBody, day};
use domain::complaint::command::ComplaintCommand;
use domain::head::HeadRow;
use domain::id::{CaseId, Cursor, Digest, Instant, StreamId, UnitId};
use domain::sync::message::{EventsPart, FirstReply, HeadsPart};
use domain::sync::window::message::{
    FiguresReply, OlderReply, PartKey, StreamsRequest, WindowReply,
};
use domain::sync::window::{MONTHS, first_month};
use serde::de::DeserializeOwned;

use crate::office::{accepted, founded, record_unit, register, server, setup};

const DAY: i64 = 24 * 3_600_000;

/// A demo office whose clock begins six hundred days before the present, with its procedure in force since the first
/// of that month.
fn office() -> (Tablet, UnitId) {
    let server = server();
    let mut form = setup(&server);
    form.demo = true;
    let now: serde_json::Value = server.client().get("/api/health").unwrap().json().unwrap();
    let clock = Instant(now["server_time"].as_i64().unwrap() - 600 * DAY);
    form.clock = Some(clock);
    form.effective_on = Some(month(clock).first_day());
    let mut director = server.set_up(&form).unwrap();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    (director, unit)
}

fn get<T: DeserializeOwned>(tablet: &mut Tablet, path: &str) -> T {
    tablet
        .client
        .get(path)
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap()
}

/// Taken down by mistake and voided: nothing is left to do on it.
fn closed(tablet: &mut Tablet, unit: UnitId) -> CaseId {
    let (case, written) = register(tablet, unit, "A-101");
    tablet
        .write(CommandBody::Complaint(ComplaintCommand::VoidEntry {
            case,
            entry: written.command.id,
            reason: "a mistake".to_owned(),
        }))
        .unwrap();
    accepted(tablet);
    case
}

fn open(tablet: &mut Tablet, unit: UnitId) -> CaseId {
    let (case, _) = register(tablet, unit, "A-101");
    accepted(tablet);
    case
}

fn month(at: Instant) -> Period {
    Period::month_of(day(at, 480))
}

fn path_of(from: PartKey, to: Option<&PartKey>, cut: Cursor) -> String {
    let to = to.map_or_else(String::new, |to| {
        format!("&to={}.{}", to.until.0, to.stream)
    });
    format!(
        "/api/first/heads?from={}.{}{to}&cut={}",
        from.until.0, from.stream, cut.0
    )
}

/// The heads of a first sync, in the order they come.
fn heads(tablet: &mut Tablet) -> (FirstReply, Vec<HeadRow>) {
    let first: FirstReply = get(tablet, "/api/first");
    let cut = first.window.map_or(Cursor(0), |window| window.cut);
    let mut rows = Vec::new();
    for (place, key) in first.parts.iter().enumerate() {
        let path = path_of(*key, first.parts.get(place + 1), cut);
        rows.extend(get::<HeadsPart>(tablet, &path).heads);
    }
    (first, rows)
}

#[test]
fn a_first_sync_brings_what_is_open_and_what_was_closed_within_thirteen_months() {
    let (mut director, unit) = office();
    let began = director.time;
    let old = closed(&mut director, unit);
    let still_open = open(&mut director, unit);
    director.move_clock(Instant(began.0 + 550 * DAY)).unwrap();
    let newer = closed(&mut director, unit);
    let (first, rows) = heads(&mut director);
    let window = first.window.unwrap();
    assert_eq!(window.from, first_month(day(director.time, 480), MONTHS));
    let streams: Vec<StreamId> = rows.iter().map(|row| row.stream).collect();
    let once: BTreeSet<StreamId> = streams.iter().copied().collect();
    assert_eq!(once.len(), streams.len());
    assert!(!once.contains(&old.stream()));
    for here in [
        still_open.stream(),
        newer.stream(),
        unit.stream(),
        director.session.office.stream(),
        director.session.person.stream(),
    ] {
        assert!(once.contains(&here));
    }
    // The open ones first.
    let place = |stream: StreamId| streams.iter().position(|it| *it == stream);
    assert!(place(still_open.stream()) < place(newer.stream()));
    assert_eq!(once.len() as u64 + 1, first.streams);
}

#[test]
fn a_young_office_is_held_whole() {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let case = closed(&mut director, unit);
    let (first, rows) = heads(&mut director);
    assert_eq!(first.window, None);
    assert_eq!(rows.len() as u64, first.streams);
    assert!(rows.iter().any(|row| row.stream == case.stream()));
    let starts: WindowReply = get(&mut director, "/api/window");
    assert_eq!(starts.starts, []);
}

#[test]
fn streams_that_are_named_come_whole_up_to_the_cursor() {
    let (mut director, unit) = office();
    let old = closed(&mut director, unit);
    let first: FirstReply = get(&mut director, "/api/first");
    let other = closed(&mut director, unit);
    let mut ask = |at: Cursor| -> EventsPart {
        let wanted = StreamsRequest {
            streams: vec![
                old.stream(),
                other.stream(),
                "00000000-0000-0000-0000-000000000000".parse().unwrap(),
            ],
            at,
        };
        let reply = director.client.post("/api/streams", &wanted).unwrap();
        reply.ok().unwrap().json().unwrap()
    };
    let all = ask(Cursor(u64::MAX >> 12));
    let of = |part: &EventsPart, case: CaseId| {
        let events = part.events.iter();
        events.filter(|it| it.stream == case.stream()).count()
    };
    // Registered, numbered, voided.
    assert_eq!((of(&all, old), of(&all, other)), (3, 3));
    let tip = all
        .events
        .iter()
        .filter(|it| it.stream == old.stream())
        .fold(Digest::ZERO, |tip, it| it.chain(tip));
    let earlier = ask(first.at);
    assert_eq!((of(&earlier, old), of(&earlier, other)), (3, 0));
    let path = format!("/api/older?unit={unit}");
    let found: OlderReply = get(&mut director, &path);
    let row = found.heads.iter().find(|row| row.stream == old.stream());
    assert_eq!(row.unwrap().tip, tip);
}

#[test]
fn an_older_case_is_found_by_unit_by_number_and_by_month() {
    let (mut director, unit) = office();
    let began = director.time;
    let old = closed(&mut director, unit);
    director.move_clock(Instant(began.0 + 550 * DAY)).unwrap();
    let newer = closed(&mut director, unit);
    let mut found = |what: String| -> BTreeSet<StreamId> {
        let reply: OlderReply = get(&mut director, &format!("/api/older?{what}"));
        assert!(!reply.more);
        reply.heads.iter().map(|row| row.stream).collect()
    };
    let both = BTreeSet::from([old.stream(), newer.stream()]);
    assert_eq!(found(format!("unit={unit}")), both);
    let only = BTreeSet::from([old.stream()]);
    assert_eq!(found(format!("month={}", month(began))), only);
    let year = month(began).to_string()[..4].to_owned();
    assert_eq!(found(format!("number=ts{year}-0001")), only);
    assert_eq!(found("number=TS1999-0001".to_owned()), BTreeSet::new());
    for wrong in ["", "?month=2025", "?month=x", "?unit=x"] {
        let reply = director.client.get(&format!("/api/older{wrong}")).unwrap();
        assert_eq!((reply.status, reply.code().as_str()), (422, "invalid"));
    }
}

#[test]
fn the_window_moves_month_by_month_with_the_offices_clock() {
    let (mut director, unit) = office();
    let began = director.time;
    let old = closed(&mut director, unit);
    director.move_clock(Instant(began.0 + 550 * DAY)).unwrap();
    closed(&mut director, unit);
    let all: WindowReply = get(&mut director, "/api/window");
    let first = first_month(day(director.time, 480), MONTHS);
    assert_eq!(all.starts.last().unwrap().from, first);
    assert_eq!(all.starts[0].from, month(began).next());
    for pair in all.starts.windows(2) {
        assert_eq!(pair[1].from, pair[0].from.next());
        assert!(pair[0].cut <= pair[1].cut);
    }
    let path = format!("/api/older?unit={unit}");
    let found: OlderReply = get(&mut director, &path);
    let row = found.heads.iter().find(|row| row.stream == old.stream());
    assert!(row.unwrap().last < all.starts.last().unwrap().cut);
    let path = format!("/api/window?after={}", first.previous());
    let rest: WindowReply = get(&mut director, &path);
    assert_eq!(rest.starts, all.starts[all.starts.len() - 1..]);
}

#[test]
fn a_month_nobody_holds_is_counted_by_the_server() {
    let (mut director, unit) = office();
    let began = director.time;
    closed(&mut director, unit);
    let counted: FiguresReply = get(
        &mut director,
        &format!("/api/figures?month={}", month(began)),
    );
    assert_eq!(counted.month, month(began));
    let figures = counted.figures.unwrap();
    assert_eq!((figures.complaints.base, figures.asked), (0, 0));
    director.move_clock(Instant(began.0 + 550 * DAY)).unwrap();
    let later = month(director.time);
    let counted: FiguresReply = get(&mut director, &format!("/api/figures?month={later}"));
    let figures = counted.figures.unwrap();
    // What was voided is in no figure.
    assert_eq!((figures.complaints.base, figures.asked), (0, 0));
    let reply = director.client.get("/api/figures?month=2025").unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (422, "invalid"));
}

/// Rows SQLite read for each question about one old case and its month.
fn rows_read(director: &mut Tablet, unit: UnitId, old: CaseId, then: Period) -> Vec<(String, u64)> {
    let read = |what: &str, reply: Reply| {
        let reply = reply.ok().unwrap();
        let read = reply.header("X-Rows-Read").unwrap().parse().unwrap();
        (what.to_owned(), read)
    };
    let year = then.to_string()[..4].to_owned();
    let asked = [
        format!("/api/older?unit={unit}"),
        format!("/api/older?number=TS{year}-0001"),
        format!("/api/older?month={then}"),
        format!("/api/figures?month={then}"),
    ];
    let mut told: Vec<(String, u64)> = asked
        .iter()
        .map(|path| read(path, director.client.get(path).unwrap()))
        .collect();
    let wanted = StreamsRequest {
        streams: vec![old.stream()],
        at: Cursor(u64::MAX >> 12),
    };
    let path = "/api/streams";
    told.push(read(path, director.client.post(path, &wanted).unwrap()));
    told
}

#[test]
fn what_is_asked_of_long_ago_reads_nothing_of_what_came_since() {
    let (mut director, unit) = office();
    let then = month(director.time);
    let old = closed(&mut director, unit);
    let later = record_unit(&mut director, "B-201");
    accepted(&mut director);
    let since = Instant(director.time.0 + 60 * DAY);
    director.move_clock(since).unwrap();
    // The office itself is in memory from the first question on.
    rows_read(&mut director, unit, old, then);
    let small = rows_read(&mut director, unit, old, then);
    let began = director.pull_all().unwrap().pop().unwrap().head;
    for _ in 0..5 {
        for _ in 0..100 {
            let (case, written) = register(&mut director, later, "B-201");
            let void = ComplaintCommand::VoidEntry {
                case,
                entry: written.command.id,
                reason: "Taken down twice.".to_owned(),
            };
            director.write(CommandBody::Complaint(void)).unwrap();
        }
        accepted(&mut director);
    }
    let head = director.pull_all().unwrap().pop().unwrap().head;
    assert!(head.0 > 50 * began.0, "{began:?}, then {head:?}");
    let large = rows_read(&mut director, unit, old, then);
    for ((asked, few), (_, many)) in small.iter().zip(&large) {
        assert!(*few > 0, "{asked}");
        assert!(*many <= few + 3, "{asked}: {few} rows, then {many}");
    }
}
