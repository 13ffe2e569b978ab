//! 及时率 of a month: what was handled within its limit, and what was not.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::complaint::command::ComplaintCommand;
use domain::head::HeadData;
use domain::id::CaseId;
use domain::policy::ProfileName;
use domain::report::{TimelinessFigures, timeliness_figures};
use domain::role::Role;
use rules::desk::{Desk, person, registration, result};
use rules::month::dispatched;

const MANAGER: Role = Role::PropertyManager;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn handle(desk: &mut Desk, case: CaseId) {
    let handle = ComplaintCommand::Handle {
        case,
        was: desk.complaint(case).status,
        result: result(),
        photos: Vec::new(),
    };
    assert_eq!(desk.did(&[person(MANAGER)], handle), Ok(()));
}

fn figures(desk: &Desk, month: NaiveDate) -> TimelinessFigures {
    let heads = desk.heads();
    let cases = heads.iter().filter_map(|(stream, head)| match head {
        HeadData::Complaint(head) => Some((*stream, &**head)),
        _ => None,
    });
    timeliness_figures(cases, Period::month_of(month), desk.now(), 480)
}

#[test]
fn g2_1_a_months_timeliness_counts_what_was_handled_in_it_and_what_let_its_limit_pass() {
    let mut desk = Desk::new(ProfileName::Mall, day(1));
    let (timely, late) = (dispatched(&mut desk, 48), dispatched(&mut desk, 1));
    let unhandled = dispatched(&mut desk, 2);
    let running = dispatched(&mut desk, 24 * 90);
    let voided = dispatched(&mut desk, 1);
    let without = desk.register(registration()).unwrap();
    desk.today = day(2);
    for case in [timely, late, without, voided] {
        handle(&mut desk, case);
    }
    let registered = desk.complaint(voided).timeline[0].command;
    let void = ComplaintCommand::VoidEntry {
        case: voided,
        entry: registered,
        reason: "twice".to_owned(),
    };
    assert_eq!(desk.did(&[person(MANAGER)], void), Ok(()));
    let month = figures(&desk, day(2));
    assert_eq!(month.timely, [timely.stream()]);
    let mut passed = month.late.clone();
    passed.sort();
    let mut expected = vec![late.stream(), unhandled.stream()];
    expected.sort();
    assert_eq!(passed, expected);
    assert_eq!(month.base(), 3);
    assert!(!month.late.contains(&running.stream()));
    // Next month's figures have none of it.
    let next = figures(&desk, day(2) + chrono::Days::new(40));
    assert_eq!(next.base(), 0);
}
