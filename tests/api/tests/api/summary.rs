//! A month's summary on the real log: counted by the server, and not before the month is over (G3.5.5, G2.1).

use std::sync::Arc;

use api::Tablet;
use chrono::NaiveDate;
use domain::calendar::Period;
use domain::command::{CommandBody, day};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::summary::{ProblemKind, Share, SummaryFigures};
use domain::event::{Fact, SummaryFact};
use domain::head::{ComplaintHead, HeadData, HeadRow};
use domain::id::{CaseId, CommandId, Cursor, DepartmentId, Instant, StreamId, SummaryId};
use domain::policy::{Policy, ProfileName};
use domain::rejection::RejectionCode;
use domain::report::Counting;
use domain::role::Role;
use domain::summary::SummaryCommand;
use domain::sync::message::{Answer, FirstReply, HeadsPart, PushReply};

use crate::office::{accepted, colleague, record_unit, register, server, setup};

const OFFSET: i32 = 480;
const HOUR: i64 = 3_600_000;

/// Ten in the morning at the office.
fn morning(day: NaiveDate) -> Instant {
    let at = day.and_hms_opt(10, 0, 0).unwrap().and_utc();
    Instant(at.timestamp_millis() - i64::from(OFFSET) * 60_000)
}

/// A demo office at work since the first of the month before last; its director and its assistant.
fn at_work() -> (Tablet, Tablet, Period) {
    let server = server();
    let now: serde_json::Value = server.client().get("/api/health").unwrap().json().unwrap();
    let today = day(Instant(now["server_time"].as_i64().unwrap()), OFFSET);
    let month = Period::month_of(today).previous().previous();
    let mut form = setup(&server);
    form.demo = true;
    form.clock = Some(morning(month.first_day()));
    form.effective_on = Some(month.first_day());
    let mut director = server.set_up(&form).unwrap();
    let assistant = colleague(&mut director, Role::PropertyAssistant);
    (director, assistant, month)
}

fn does(tablet: &mut Tablet, body: ComplaintCommand) {
    tablet.write(CommandBody::Complaint(body)).unwrap();
    accepted(tablet);
}

/// Goes on a few hours, for everybody.
fn later(director: &mut Tablet, others: [&mut Tablet; 2], hours: i64) {
    director
        .move_clock(Instant(director.time.0 + hours * HOUR))
        .unwrap();
    for other in others {
        other.time = director.time;
    }
}

fn opened(manager: &mut Tablet, case: CaseId, hours: i64) {
    let was = Status::Registered;
    does(manager, ComplaintCommand::Open { case, was });
    let dispatch = ComplaintCommand::Dispatch {
        case,
        was: Status::Opened,
        department: DepartmentId::of(manager.session.office, "Engineering"),
        assignee: None,
        limit: Instant(manager.time.0 + hours * HOUR),
    };
    does(manager, dispatch);
}

fn handled(assistant: &mut Tablet, case: CaseId) {
    let handle = ComplaintCommand::Handle {
        case,
        was: Status::Dispatched,
        result: assistant.seal("Rodded through.").unwrap(),
        photos: Vec::new(),
    };
    does(assistant, handle);
    let was = Status::Handled;
    does(assistant, ComplaintCommand::CloseOut { case, was });
}

fn submit(assistant: &mut Tablet, month: Period) -> Answer {
    let body = SummaryCommand::SubmitSummary {
        month,
        was: None,
        analysis: assistant.seal("Drains, mostly.").unwrap(),
    };
    assistant.write(CommandBody::Summary(body)).unwrap();
    let answers = assistant.push().unwrap();
    answers.into_iter().next().unwrap().answer
}

/// What every tablet is given first.
fn complaints(tablet: &mut Tablet) -> Vec<(StreamId, ComplaintHead)> {
    let first: FirstReply = tablet.client.get("/api/first").unwrap().json().unwrap();
    let mut found = Vec::new();
    for part in 0..first.streams.div_ceil(first.part_streams) {
        let path = format!("/api/first/heads?part={part}");
        let reply: HeadsPart = tablet.client.get(&path).unwrap().json().unwrap();
        let of = |row: HeadRow| match row.data {
            HeadData::Complaint(head) => Some((row.stream, Arc::unwrap_or_clone(head))),
            _ => None,
        };
        found.extend(reply.heads.into_iter().filter_map(of));
    }
    found
}

/// The figures of the event that handed the month in, and its place in the log.
fn submitted(tablet: &mut Tablet, month: Period) -> Vec<(Cursor, Option<SummaryFigures>)> {
    let stream = SummaryId::of(tablet.session.office, month).stream();
    let pages = tablet.pull_all().unwrap();
    let events = pages.iter().flat_map(|page| &page.events);
    events
        .filter(|event| event.stream == stream)
        .map(|event| match event.open().unwrap().event.fact {
            Fact::Summary(SummaryFact::Submitted { figures, .. }) => {
                (event.seq, figures.map(|figures| *figures))
            }
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_months_summary_carries_the_figures_the_rules_count_from_what_every_tablet_has() {
    let (mut director, mut assistant, month) = at_work();
    let mut manager = colleague(&mut director, Role::PropertyManager);
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    later(&mut director, [&mut manager, &mut assistant], 1);
    // One in time, one late; a third still running, and one of the month after.
    let cases = [(); 3].map(|()| register(&mut assistant, unit, "A-101").0);
    accepted(&mut assistant);
    for (case, hours) in cases.into_iter().zip([48, 1, 24 * 60]) {
        opened(&mut manager, case, hours);
    }
    later(&mut director, [&mut manager, &mut assistant], 3);
    handled(&mut assistant, cases[0]);
    handled(&mut assistant, cases[1]);
    let next = morning(month.next().first_day());
    director.move_clock(next).unwrap();
    assistant.time = next;
    let (other, _) = register(&mut assistant, unit, "A-101");
    accepted(&mut assistant);

    let Answer::Accepted { .. } = submit(&mut assistant, month) else {
        panic!("the month was not taken");
    };
    let events = submitted(&mut director, month);
    let [(at, Some(figures))] = events.as_slice() else {
        panic!("{events:?}");
    };
    let share = |part, base| Share { part, base };
    assert_eq!(figures.timeliness, share(1, 2));
    assert_eq!((figures.registered, figures.closed_out), (3, 2));
    let problems: Vec<_> = figures.open_problems.iter().map(|it| it.case).collect();
    assert_eq!(problems, [cases[2]]);
    assert_eq!(figures.open_problems[0].why, ProblemKind::NotClosedOut);
    assert!(!problems.contains(&other));
    assert!(figures.at < *at);

    let policy = Policy::built_in(ProfileName::Mall, month.first_day());
    let counting = Counting {
        month,
        policy: &policy,
        at: figures.at,
        now: figures.counted_at,
        utc_offset_minutes: OFFSET,
    };
    let heads = complaints(&mut director);
    assert_eq!(heads.len(), 4);
    let heads: Vec<_> = heads.iter().map(|(stream, head)| (*stream, head)).collect();
    assert_eq!(&counting.count(&heads), figures);
    assert!(figures.counted_at >= next);
}

#[test]
fn a_month_that_is_not_over_is_not_handed_in_and_leaves_nothing_of_its_own() {
    let (mut director, mut assistant, month) = at_work();
    let last = morning(month.last_day());
    director.move_clock(last).unwrap();
    assistant.time = last;
    let Answer::Refused { rejection, .. } = submit(&mut assistant, month) else {
        panic!("a month was taken before its end");
    };
    assert_eq!(rejection.clause.id(), "G3.5.5");
    let code = RejectionCode::MonthNotOver {
        last: month.last_day(),
    };
    assert_eq!(rejection.code, code);
    assert!(submitted(&mut director, month).is_empty());
    // A day later it is.
    let next = morning(month.next().first_day());
    director.move_clock(next).unwrap();
    assistant.time = next;
    assert!(matches!(
        submit(&mut assistant, month),
        Answer::Accepted { .. }
    ));
    assert_eq!(submitted(&mut director, month).len(), 1);
}

/// Rows SQLite read for handing the month in once more, with other words.
fn rows_read(assistant: &mut Tablet, month: Period, was: &mut Option<CommandId>) -> u64 {
    let words = format!("Drains, mostly; {was:?}.");
    let body = SummaryCommand::SubmitSummary {
        month,
        was: *was,
        analysis: assistant.seal(&words).unwrap(),
    };
    let written = assistant.write(CommandBody::Summary(body)).unwrap();
    assistant.empty_outbox();
    let reply = assistant.push_raw(vec![written.raw]).unwrap().ok().unwrap();
    let read = reply.header("X-Rows-Read").unwrap().parse().unwrap();
    let reply: PushReply = reply.json().unwrap();
    let answer = &reply.answers[0].answer;
    assert!(matches!(answer, Answer::Accepted { .. }), "{answer:?}");
    *was = Some(written.command.id);
    read
}

#[test]
fn handing_a_month_in_reads_nothing_that_closed_in_other_months() {
    let (mut director, mut assistant, month) = at_work();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    register(&mut assistant, unit, "A-101");
    accepted(&mut assistant);
    let next = morning(month.next().first_day());
    director.move_clock(next).unwrap();
    assistant.time = next;
    let mut was = None;
    rows_read(&mut assistant, month, &mut was);
    let small = rows_read(&mut assistant, month, &mut was);
    for _ in 0..4 {
        for _ in 0..50 {
            let (case, written) = register(&mut assistant, unit, "A-101");
            let void = ComplaintCommand::VoidEntry {
                case,
                entry: written.command.id,
                reason: "Taken down twice.".to_owned(),
            };
            assistant.write(CommandBody::Complaint(void)).unwrap();
        }
        accepted(&mut assistant);
    }
    let large = rows_read(&mut assistant, month, &mut was);
    assert!(small > 0);
    assert!(large <= small + 3, "{small} rows, then {large}");
}
