//! What stands on top of a list: the first limit that runs on an item, whatever kind it is; and what is open at all.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::work_order::Handover;
use domain::follow_up::Channel;
use domain::head::{ComplaintHead, HeadData, WorkOrderHead};
use domain::id::{CaseId, Instant, StreamId, WorkOrderId};
use domain::occupant::OccupantCommand;
use domain::policy::ProfileName;
use domain::report::owed_first;
use domain::role::Role;
use domain::work_order::Phase;
use rules::desk::{Desk, department, follow_up, person, registration, result, sealed, unit};
use rules::repair::{at, go_on, make, request, technician};

const OFFSET: i32 = 480;
const HOUR: i64 = 3_600_000;
const PAIR: [Role; 2] = [Role::HeadOfDepartment, Role::ManagementOfficer];

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn mall() -> Desk {
    Desk::new(ProfileName::Mall, day(2))
}

fn did(desk: &mut Desk, by: Role, command: ComplaintCommand) {
    assert_eq!(desk.did(&[person(by)], command), Ok(()));
}

fn complaint(desk: &Desk, case: CaseId) -> ComplaintHead {
    match desk.head(case.stream()) {
        Some(HeadData::Complaint(head)) => (**head).clone(),
        other => panic!("{other:?}"),
    }
}

fn order(desk: &Desk, order: WorkOrderId) -> WorkOrderHead {
    match desk.head(order.stream()) {
        Some(HeadData::WorkOrder(head)) => (**head).clone(),
        other => panic!("{other:?}"),
    }
}

/// To be handled within so many hours.
fn dispatched(desk: &mut Desk, hours: i64) -> CaseId {
    let case = desk.register(registration()).unwrap();
    let was = Status::Registered;
    did(
        desk,
        Role::PropertyManager,
        ComplaintCommand::Open { case, was },
    );
    let limit = Instant(desk.now().0 + hours * HOUR);
    let dispatch = ComplaintCommand::Dispatch {
        case,
        was: Status::Opened,
        department: department(),
        assignee: None,
        limit,
    };
    did(desk, Role::PropertyManager, dispatch);
    case
}

fn handle(desk: &mut Desk, case: CaseId, was: Status) {
    let handle = ComplaintCommand::Handle {
        case,
        was,
        result: result(),
        photos: Vec::new(),
    };
    did(desk, Role::PropertyManager, handle);
}

fn followed_up(desk: &mut Desk, case: CaseId) {
    let record = ComplaintCommand::RecordFollowUp(Box::new(follow_up(case, 1)));
    assert_eq!(desk.did(&PAIR.map(person), record), Ok(()));
}

/// The last moment of a day at the office.
fn end_of(day: NaiveDate) -> Option<Instant> {
    let midnight = day.succ_opt()?.and_hms_opt(0, 0, 0)?.and_utc();
    Some(Instant(midnight.timestamp_millis() - 8 * HOUR - 1))
}

#[test]
fn the_first_limit_that_runs_on_an_item_says_where_it_stands() {
    let mut desk = mall();
    let now = desk.now();
    let unlimited = desk.register(registration()).unwrap();
    let tomorrow = dispatched(&mut desk, 30);
    let soon = dispatched(&mut desk, 2);
    let to_visit = desk.register(registration()).unwrap();
    handle(&mut desk, to_visit, Status::Registered);
    let sorted = |at: Instant| {
        let mut cases = [to_visit, tomorrow, soon, unlimited];
        cases.sort_by_key(|case| {
            let head = complaint(&desk, *case);
            owed_first(head.due_by(OFFSET), head.owed_since(), at)
        });
        cases
    };
    // What nobody limited is owed at once; what is late stands before it.
    assert_eq!(sorted(now), [unlimited, soon, tomorrow, to_visit]);
    let after = |hours| Instant(now.0 + hours * HOUR);
    assert_eq!(sorted(after(3)), [soon, unlimited, tomorrow, to_visit]);
    assert_eq!(sorted(after(31)), [soon, tomorrow, unlimited, to_visit]);
    assert_eq!(
        complaint(&desk, soon).due_by(OFFSET),
        Some(Instant(now.0 + 2 * HOUR))
    );
    // Followed up until the end of the third day, not its beginning.
    assert_eq!(complaint(&desk, to_visit).due_by(OFFSET), end_of(day(5)));
    assert_eq!(complaint(&desk, unlimited).due_by(OFFSET), None);
    // Handled, its own limit runs no more, and neither does another department's.
    let refer = ComplaintCommand::Refer {
        case: tomorrow,
        referral: 1,
        department: department(),
        content: sealed("dust").digest,
        limit: Instant(now.0 + HOUR),
    };
    did(&mut desk, Role::PropertyManager, refer);
    assert_eq!(
        complaint(&desk, tomorrow).due_by(OFFSET),
        Some(Instant(now.0 + HOUR))
    );
    handle(&mut desk, tomorrow, Status::Dispatched);
    assert_eq!(complaint(&desk, tomorrow).due_by(OFFSET), end_of(day(5)));
    followed_up(&mut desk, tomorrow);
    assert_eq!(complaint(&desk, tomorrow).due_by(OFFSET), None);
}

#[test]
fn a_case_is_open_until_nothing_is_left_to_do_about_it() {
    let mut desk = mall();
    let close_out = |case| ComplaintCommand::CloseOut {
        case,
        was: Status::Handled,
    };
    let case = desk.register(registration()).unwrap();
    handle(&mut desk, case, Status::Registered);
    followed_up(&mut desk, case);
    // Followed up and content, but still to be closed out.
    assert!(complaint(&desk, case).complete && complaint(&desk, case).is_open());
    did(&mut desk, Role::PropertyAssistant, close_out(case));
    assert!(!complaint(&desk, case).is_open());

    let unhappy = desk.register(registration()).unwrap();
    handle(&mut desk, unhappy, Status::Registered);
    did(&mut desk, Role::PropertyAssistant, close_out(unhappy));
    assert!(complaint(&desk, unhappy).is_open(), "to be followed up");
    let mut entry = follow_up(unhappy, 1);
    entry.problem_left = true;
    let record = ComplaintCommand::RecordFollowUp(Box::new(entry));
    assert_eq!(desk.did(&PAIR.map(person), record), Ok(()));
    assert!(complaint(&desk, unhappy).is_open(), "it goes on");

    let double = desk.register(registration()).unwrap();
    let join = ComplaintCommand::JoinDuplicate {
        case: double,
        of: unhappy,
    };
    did(&mut desk, Role::PropertyAssistant, join);
    assert!(!complaint(&desk, double).is_open());
    assert_eq!(complaint(&desk, double).due_by(OFFSET), None);

    let case = desk.new_case();
    let registration = registration();
    let (entry, taken) = desk.send(
        &[person(Role::PropertyAssistant)],
        ComplaintCommand::Register { case, registration },
    );
    assert_eq!(taken, Ok(()));
    let void = ComplaintCommand::VoidEntry {
        case,
        entry,
        reason: "another office's".to_owned(),
    };
    did(&mut desk, Role::PropertyAssistant, void);
    assert!(!complaint(&desk, case).is_open());
}

#[test]
fn a_visit_ended_as_unreachable_leaves_the_open_list_once_it_is_closed_out() {
    let mut desk = mall();
    let case = desk.register(registration()).unwrap();
    handle(&mut desk, case, Status::Registered);
    for (on, channel) in [
        (2, Channel::InPerson),
        (3, Channel::Phone),
        (3, Channel::Phone),
    ] {
        desk.today = day(on);
        desk.minutes += 1;
        let attempt = ComplaintCommand::RecordAttempt {
            case,
            round: 1,
            channel,
            failure: domain::event::complaint::AttemptFailure::NobodyThere,
        };
        did(&mut desk, Role::ManagementOfficer, attempt);
    }
    let end = ComplaintCommand::EndUnreachable {
        case,
        round: 1,
        reason: "moved away".to_owned(),
    };
    did(&mut desk, Role::SiteManager, end);
    assert!(complaint(&desk, case).is_open());
    let was = Status::Handled;
    did(
        &mut desk,
        Role::PropertyAssistant,
        ComplaintCommand::CloseOut { case, was },
    );
    let head = complaint(&desk, case);
    assert!(!head.is_open() && !head.complete);
    // Nothing goes on there: of who left, the personal data may go.
    let manager = [person(Role::PropertyManager)];
    let leave = OccupantCommand::Leave {
        unit: unit(),
        occupant: sealed("shop").digest,
        on: desk.today,
    };
    assert_eq!(desk.did(&manager, leave), Ok(()));
    let erase = OccupantCommand::ErasePersonalData {
        unit: unit(),
        reason: "asked for it".to_owned(),
    };
    assert_eq!(desk.did(&[person(Role::Director)], erase), Ok(()));
}

#[test]
fn a_slip_is_owed_by_its_minutes_then_by_its_appointment_then_by_its_visit() {
    let mut desk = mall();
    rules::repair::teach(
        &mut desk,
        person(Role::Technician),
        &[domain::event::work_order::Trade::Plumbing],
    );
    let case = desk.register(request()).unwrap();
    let slip = make(&mut desk, case, Handover::Delivered).unwrap();
    let registered = complaint(&desk, case).registered_at;
    assert_eq!(
        order(&desk, slip).due_by(OFFSET),
        Some(Instant(registered.0 + 20 * 60_000))
    );
    go_on(&mut desk, slip, Phase::Arrived);
    assert_eq!(order(&desk, slip).due_by(OFFSET), None);
    let appointment = Some(Instant(desk.now().0 + 5 * HOUR));
    let refused = domain::work_order::command::WorkOrderCommand::AskConsent {
        work_order: slip,
        consent: domain::work_order::command::Consent::Refused {
            words: sealed("none").digest,
            appointment,
        },
    };
    assert_eq!(technician(&mut desk, refused), Ok(()));
    assert_eq!(order(&desk, slip).due_by(OFFSET), appointment);
    go_on(&mut desk, slip, Phase::Completed);
    // Not drawn, it owes no visit.
    let head = order(&desk, slip);
    assert_eq!((head.due_by(OFFSET), head.is_open()), (None, false));
}

#[test]
fn a_repair_is_closed_out_at_the_register_and_visited_on_its_slip() {
    let mut desk = mall();
    let (case, done) = at(&mut desk, Phase::Completed);
    assert!(complaint(&desk, case).is_open(), "to be closed out");
    let was = Status::Handled;
    did(
        &mut desk,
        Role::PropertyAssistant,
        ComplaintCommand::CloseOut { case, was },
    );
    assert!(!complaint(&desk, case).is_open());
    let drawing = domain::log::Drawing {
        office: desk.office(),
        period: domain::calendar::Period::month_of(day(2)),
        seed: domain::id::Digest::ZERO,
        now: desk.now(),
    };
    let drawn: Vec<StreamId> = desk.draw_repairs(drawing);
    assert!(drawn.contains(&done.stream()));
    let head = order(&desk, done);
    assert!(head.is_open());
    assert_eq!(
        head.due_by(OFFSET),
        end_of(NaiveDate::from_ymd_opt(2026, 12, 2).unwrap())
    );
}
