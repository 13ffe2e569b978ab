//! What goes on outside a tablet's window is had whole before anything is decided on it.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;

use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::day_book::{BookName, DayBookCommand};
use domain::log::EventLog as _;
use domain::rejection::RejectionCode;
use domain::role::Role;
use rules::desk::{OFFICE, person, registration, sealed};
use rules::holdings::{day, desk, done, events, pull, tablet, tablet_from, write};

#[test]
fn a_stream_that_left_is_unknown_whole_head_and_events() {
    let mut desk = desk();
    let case = done(&mut desk);
    desk.today = day("2025-04-02");
    let newer = done(&mut desk);
    let replica = tablet_from(&desk, "2025-04");
    assert!(!replica.knows(case.stream()) && !replica.holds(case.stream()));
    assert!(replica.state(case.stream()).is_none());
    assert!(replica.holds(newer.stream()));
    // The cursor says how far the log was read, which has not changed.
    let Ok(head) = desk.log().head();
    assert_eq!(replica.cursor, head.cursor);
}

#[test]
fn a_tail_event_of_a_stream_not_held_fetches_it_before_anything_is_decided_on_it() {
    let mut desk = desk();
    let case = done(&mut desk);
    desk.today = day("2025-04-02");
    let mut replica = tablet_from(&desk, "2025-04");
    desk.did(
        &[person(Role::PropertyManager)],
        ComplaintCommand::StepBack {
            case,
            was: Status::ClosedOut,
            reason: "closed too early".to_owned(),
        },
    )
    .unwrap();
    let reply = pull(&desk, &replica);
    assert_eq!(replica.not_here(&reply), [case.stream()]);
    let row = replica.bring(case.stream(), &events(&desk, case.stream()));
    // As it stood where the tablet stands: what the reply brings is not in it yet.
    assert!(row.is_some_and(|row| row.last <= replica.cursor));
    assert!(replica.not_here(&reply).is_empty());
    replica.pulled(&reply);
    assert_eq!(replica.state(case.stream()), desk.state(case.stream()));
    assert_eq!(replica.head(case.stream()), desk.head(case.stream()));
}

#[test]
fn a_piece_of_a_stream_is_never_taken_in() {
    let mut desk = desk();
    let case = done(&mut desk);
    desk.today = day("2025-04-02");
    let mut replica = tablet_from(&desk, "2025-04");
    desk.did(
        &[person(Role::PropertyManager)],
        ComplaintCommand::StepBack {
            case,
            was: Status::ClosedOut,
            reason: "closed too early".to_owned(),
        },
    )
    .unwrap();
    let reply = pull(&desk, &replica);
    replica.pulled(&reply);
    assert!(!replica.knows(case.stream()) && !replica.holds(case.stream()));
}

#[test]
fn what_begins_in_a_pull_needs_no_fetching() {
    let mut desk = desk();
    let mut replica = tablet_from(&desk, "2025-09");
    let case = desk.register(registration()).unwrap();
    let reply = pull(&desk, &replica);
    assert!(replica.not_here(&reply).is_empty());
    replica.pulled(&reply);
    assert_eq!(replica.state(case.stream()), desk.state(case.stream()));
}

#[test]
fn a_further_line_on_an_old_day_of_a_book_does_not_pass_for_its_first() {
    let mut desk = desk();
    let line = DayBookCommand::WriteEntry {
        book: BookName::WorkJournal,
        day: day("2025-03-03"),
        words: sealed("dust").digest,
    };
    let page = line.page(OFFICE).stream();
    let author = [person(Role::SiteManager)];
    desk.did(&author, CommandBody::DayBook(line.clone()))
        .unwrap();
    desk.today = day("2025-04-02");
    let mut replica = tablet_from(&desk, "2025-04");
    assert!(!replica.knows(page));
    desk.did(&author, CommandBody::DayBook(line)).unwrap();
    let reply = pull(&desk, &replica);
    assert_eq!(replica.not_here(&reply), [page]);
    replica.bring(page, &events(&desk, page));
    replica.pulled(&reply);
    assert_eq!(replica.state(page), desk.state(page));
    // A day whose first line it is begins here, also where the server was asked in vain.
    let first = DayBookCommand::WriteEntry {
        book: BookName::WorkJournal,
        day: day("2025-04-02"),
        words: sealed("dust").digest,
    };
    let page = first.page(OFFICE).stream();
    desk.did(&author, CommandBody::DayBook(first)).unwrap();
    let reply = pull(&desk, &replica);
    assert!(replica.not_here(&reply).is_empty());
    assert!(replica.bring(page, &[]).is_none());
    replica.pulled(&reply);
    assert_eq!(replica.state(page), desk.state(page));
}

#[test]
fn a_command_on_a_case_that_left_asks_for_it_first() {
    let mut desk = desk();
    let case = done(&mut desk);
    desk.today = day("2025-04-02");
    let mut replica = tablet_from(&desk, "2025-04");
    let step = ComplaintCommand::StepBack {
        case,
        was: Status::ClosedOut,
        reason: "closed too early".to_owned(),
    };
    write(&mut replica, &mut desk, Role::PropertyManager, step);
    let pending = &replica.outbox()[0];
    assert!(matches!(
        pending.ruling.as_ref().unwrap_err().code,
        RejectionCode::Unknown { .. }
    ));
    let command = pending.command.clone();
    assert_eq!(replica.missing(&command), [case.stream()]);
    replica.bring(case.stream(), &events(&desk, case.stream()));
    replica.resume();
    assert!(replica.missing(&command).is_empty());
    assert!(replica.outbox()[0].ruling.is_ok());
}

#[test]
fn a_new_case_and_what_builds_on_it_need_nothing_from_the_server() {
    let mut desk = desk();
    let mut replica = tablet_from(&desk, "2025-09");
    let case = desk.new_case();
    let register = ComplaintCommand::Register {
        case,
        registration: registration(),
    };
    let open = ComplaintCommand::Open {
        case,
        was: Status::Registered,
    };
    write(&mut replica, &mut desk, Role::PropertyAssistant, register);
    write(&mut replica, &mut desk, Role::PropertyManager, open);
    for pending in replica.outbox() {
        assert!(replica.missing(&pending.command).is_empty());
    }
}

#[test]
fn a_tablet_that_has_everything_asks_for_nothing() {
    let mut desk = desk();
    let mut replica = tablet(&desk);
    let case = desk.new_case();
    let open = ComplaintCommand::Open {
        case,
        was: Status::Registered,
    };
    write(&mut replica, &mut desk, Role::PropertyManager, open);
    let command = replica.outbox()[0].command.clone();
    assert!(replica.missing(&command).is_empty());
}

#[test]
fn what_was_had_on_demand_leaves_when_it_is_used_no_more() {
    let mut desk = desk();
    let case = done(&mut desk);
    desk.today = day("2025-04-02");
    let mut replica = tablet_from(&desk, "2025-04");
    let window = replica.window().unwrap();
    assert!(
        replica
            .bring(case.stream(), &events(&desk, case.stream()))
            .is_some()
    );
    assert_eq!(replica.head(case.stream()), desk.head(case.stream()));
    let open = BTreeSet::from([case.stream()]);
    assert!(replica.leaving(window, &open).is_empty());
    let leaving = replica.leaving(window, &BTreeSet::new());
    assert_eq!(leaving, open);
    replica.let_go(&leaving);
    assert!(!replica.knows(case.stream()));
}
