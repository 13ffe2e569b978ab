//! The dispatcher's board: each open item of the office where somebody looks for it.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::work_order::Handover;
use domain::id::{CaseId, Instant, StreamId};
use domain::policy::ProfileName;
use domain::report::{Board, board};
use domain::role::Role;
use domain::work_order::Phase;
use domain::work_order::command::{Consent, WorkOrderCommand};
use rules::desk::{Desk, department, follow_up, person, registration, result, sealed};
use rules::repair::{at, go_on, make, request, technician};

fn desk() -> Desk {
    Desk::new(
        ProfileName::Mall,
        NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
    )
}

fn board_in(desk: &Desk, hours: i64) -> Board {
    let heads = desk.heads();
    let now = Instant(desk.now().0 + hours * 3_600_000);
    board(heads.iter().map(|(stream, head)| (*stream, head)), now)
}

/// The names of the buckets the item stands in.
fn buckets(desk: &Desk, stream: StreamId, hours: i64) -> Vec<&'static str> {
    let board = board_in(desk, hours);
    [
        ("new", board.new),
        ("running", board.running),
        ("waiting", board.waiting),
        ("late", board.late),
        ("to close", board.to_close),
        ("to follow up", board.to_follow_up),
    ]
    .into_iter()
    .filter(|(_, items)| items.contains(&stream))
    .map(|(name, _)| name)
    .collect()
}

fn by_manager(desk: &mut Desk, command: ComplaintCommand) {
    assert_eq!(desk.did(&[person(Role::PropertyManager)], command), Ok(()));
}

fn dispatch(desk: &mut Desk, case: CaseId) {
    let limit = Instant(desk.now().0 + 2 * 3_600_000);
    by_manager(
        desk,
        ComplaintCommand::Dispatch {
            case,
            was: Status::Opened,
            department: department(),
            assignee: None,
            limit,
        },
    );
}

#[test]
fn a_complaint_goes_over_the_board_from_new_to_followed_up() {
    let mut desk = desk();
    let case = desk.register(registration()).unwrap();
    let stream = case.stream();
    assert_eq!(buckets(&desk, stream, 0), ["new"]);
    let was = Status::Registered;
    by_manager(&mut desk, ComplaintCommand::Open { case, was });
    assert_eq!(buckets(&desk, stream, 0), ["waiting"]);
    dispatch(&mut desk, case);
    assert_eq!(buckets(&desk, stream, 0), ["running"]);
    assert_eq!(buckets(&desk, stream, 3), ["late"]);
    let limit = Instant(desk.now().0 + 3_600_000);
    by_manager(
        &mut desk,
        ComplaintCommand::Refer {
            case,
            referral: 1,
            department: department(),
            content: sealed("dust").digest,
            limit,
        },
    );
    assert_eq!(buckets(&desk, stream, 0), ["waiting"]);
    let handle = ComplaintCommand::Handle {
        case,
        was: Status::Dispatched,
        result: result(),
        photos: Vec::new(),
    };
    by_manager(&mut desk, handle);
    assert_eq!(buckets(&desk, stream, 0), ["to close", "to follow up"]);
    // Handled, it is late no more: that it was is a figure, not an item.
    assert_eq!(buckets(&desk, stream, 30), ["to close", "to follow up"]);
    let close_out = ComplaintCommand::CloseOut {
        case,
        was: Status::Handled,
    };
    desk.did(&[person(Role::PropertyAssistant)], close_out)
        .unwrap();
    assert_eq!(buckets(&desk, stream, 0), ["to follow up"]);
    let pair = [
        person(Role::HeadOfDepartment),
        person(Role::ManagementOfficer),
    ];
    let made = ComplaintCommand::RecordFollowUp(Box::new(follow_up(case, 1)));
    desk.did(&pair, made).unwrap();
    assert!(buckets(&desk, stream, 0).is_empty());
}

#[test]
fn a_repair_stands_on_the_board_as_its_slip() {
    let mut desk = desk();
    let case = desk.register(request()).unwrap();
    assert_eq!(buckets(&desk, case.stream(), 0), ["new"]);
    let order = make(&mut desk, case, Handover::Delivered).unwrap();
    let slip = order.stream();
    assert!(buckets(&desk, case.stream(), 0).is_empty());
    assert_eq!(buckets(&desk, slip, 0), ["new"]);
    assert_eq!(buckets(&desk, slip, 1), ["late"]);
    let _ = at(&mut desk, Phase::Received); // teaches the technician the trade
    go_on(&mut desk, order, Phase::Received);
    assert_eq!(buckets(&desk, slip, 1), ["waiting"]);
    go_on(&mut desk, order, Phase::Arrived);
    assert_eq!(buckets(&desk, slip, 0), ["running"]);
    let appointment = Some(Instant(desk.now().0 + 3_600_000));
    let refused = WorkOrderCommand::AskConsent {
        work_order: order,
        consent: Consent::Refused {
            words: sealed("tomorrow").digest,
            appointment,
        },
    };
    technician(&mut desk, refused).unwrap();
    assert_eq!(buckets(&desk, slip, 0), ["waiting"]);
    assert_eq!(buckets(&desk, slip, 2), ["late"]);
    go_on(&mut desk, order, Phase::Completed);
    // Not drawn, it owes no follow-up; its registration waits to be closed out.
    assert!(buckets(&desk, slip, 0).is_empty());
    assert_eq!(buckets(&desk, case.stream(), 0), ["to close"]);
}

#[test]
fn a_double_is_on_no_list() {
    let mut desk = desk();
    let case = desk.register(registration()).unwrap();
    let double = desk.register(registration()).unwrap();
    let join = ComplaintCommand::JoinDuplicate {
        case: double,
        of: case,
    };
    by_manager(&mut desk, join);
    assert!(buckets(&desk, double.stream(), 0).is_empty());
    assert_eq!(buckets(&desk, case.stream(), 0), ["new"]);
}
