//! 合格率 of a month, and the problems that stand open.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::complaint::command::ComplaintCommand;
use domain::follow_up::Grade;
use domain::head::HeadData;
use domain::id::{CaseId, CommandId, StreamId};
use domain::policy::ProfileName;
use domain::report::{QualityFigures, quality_figures};
use domain::role::Role;
use rules::desk::{Desk, follow_up, person, registration, result};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn handle(desk: &mut Desk, case: CaseId) {
    let handle = ComplaintCommand::Handle {
        case,
        was: desk.complaint(case).status,
        result: result(),
        photos: Vec::new(),
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], handle), Ok(()));
}

fn asked(desk: &mut Desk, case: CaseId, grade: Grade, problem_left: bool) -> CommandId {
    let round = desk.complaint(case).owed_now().unwrap().obligation.round;
    let mut entry = follow_up(case, round);
    entry.contents.satisfaction = Some(grade);
    entry.problem_left = problem_left;
    entry.late_reason = Some("busy".to_owned());
    let pair = [Role::HeadOfDepartment, Role::ManagementOfficer].map(person);
    let (id, outcome) = desk.send(&pair, ComplaintCommand::RecordFollowUp(Box::new(entry)));
    assert_eq!(outcome, Ok(()));
    id
}

fn handled(desk: &mut Desk) -> CaseId {
    let case = desk.register(registration()).unwrap();
    handle(desk, case);
    case
}

fn figures(desk: &Desk, on: NaiveDate) -> QualityFigures {
    let heads = desk.heads();
    let cases = heads.iter().filter_map(|(stream, head)| match head {
        HeadData::Complaint(head) => Some((*stream, &**head)),
        _ => None,
    });
    quality_figures(cases, Period::month_of(on))
}

fn sorted(mut streams: Vec<StreamId>) -> Vec<StreamId> {
    streams.sort();
    streams
}

#[test]
fn g2_1_what_is_followed_up_without_a_remaining_problem_passes_and_the_rest_stands_open() {
    let mut desk = Desk::new(ProfileName::Mall, day(10, 1));
    let content = handled(&mut desk);
    asked(&mut desk, content, Grade::Satisfied, false);
    // Content, and yet something is left; and the other way about.
    let left = handled(&mut desk);
    asked(&mut desk, left, Grade::Satisfied, true);
    let unhappy = handled(&mut desk);
    asked(&mut desk, unhappy, Grade::Dissatisfied, false);
    let not_asked = handled(&mut desk);
    let october = figures(&desk, day(10, 1));
    assert_eq!(october.passed, [content.stream()]);
    let problems = sorted(vec![left.stream(), unhappy.stream()]);
    assert_eq!(sorted(october.failed.clone()), problems);
    assert_eq!(sorted(october.open_problems), problems);
    assert_eq!((october.passed.len(), not_asked), (1, not_asked));
    let rate = figures(&desk, day(10, 1)).rate();
    assert_eq!((rate.favourable, rate.base), (1, 3));
    assert_eq!(rate.text(), "33.33%");

    // Handled again and found right the next month: it passes there, and October's figure stays.
    desk.today = day(11, 2);
    handle(&mut desk, left);
    asked(&mut desk, left, Grade::Satisfied, false);
    assert_eq!(figures(&desk, day(10, 1)).rate().favourable, 1);
    assert_eq!(figures(&desk, day(11, 2)).passed, [left.stream()]);
    assert_eq!(figures(&desk, day(11, 2)).open_problems, [unhappy.stream()]);
}

#[test]
fn g2_1_a_case_counts_once_in_a_month_by_its_last_follow_up_and_a_voided_one_not_at_all() {
    let mut desk = Desk::new(ProfileName::Mall, day(10, 1));
    let case = handled(&mut desk);
    asked(&mut desk, case, Grade::Dissatisfied, false);
    handle(&mut desk, case);
    let second = asked(&mut desk, case, Grade::FairlySatisfied, false);
    let rate = figures(&desk, day(10, 1)).rate();
    assert_eq!((rate.favourable, rate.base), (1, 1));
    let void = ComplaintCommand::VoidEntry {
        case,
        entry: second,
        reason: "another case's".to_owned(),
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], void), Ok(()));
    assert_eq!(figures(&desk, day(10, 1)).failed, [case.stream()]);
    // A month in which nobody was asked has no rate.
    assert_eq!(figures(&desk, day(11, 2)).rate().text(), "—");
}
