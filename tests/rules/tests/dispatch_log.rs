//! 投诉调度记录: what stands in a month's, and that nothing of it is missing.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::complaint::Status;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::follow_up::{Channel, Grade};
use domain::head::ComplaintHead;
use domain::id::{CaseId, CommandId};
use domain::policy::{Policy, ProfileName};
use domain::quota::QuotaStanding;
use domain::report::{DispatchLine, dispatch_log, month_figures};
use domain::role::Role;
use rules::desk::{Desk, follow_up, person};
use rules::month::*;

fn heads(desk: &Desk) -> Vec<(CaseId, ComplaintHead)> {
    let cases = complaints(desk).into_iter();
    cases
        .map(|(stream, head)| (CaseId(stream.0), head))
        .collect()
}

fn log(desk: &Desk, on: NaiveDate) -> Vec<DispatchLine> {
    let heads = heads(desk);
    let cases = heads.iter().map(|(case, head)| (*case, head));
    dispatch_log(cases, Period::month_of(on), 480)
}

fn line_of(lines: &[DispatchLine], case: CaseId) -> &DispatchLine {
    lines.iter().find(|line| line.case == case).unwrap()
}

fn commands(lines: &[DispatchLine]) -> BTreeSet<CommandId> {
    let made = lines.iter().flat_map(|line| &line.follow_ups);
    made.map(|made| made.command).collect()
}

fn recorded(desk: &mut Desk, who: &[Role], entry: FollowUpEntry) {
    let people: Vec<_> = who.iter().copied().map(person).collect();
    let record = ComplaintCommand::RecordFollowUp(Box::new(entry));
    assert_eq!(desk.did(&people, record), Ok(()));
}

#[test]
fn g3_5_1_no_follow_up_of_the_month_is_missing_from_its_dispatch_log() {
    let Month {
        desk,
        in_order,
        dissatisfied,
        late,
        running,
    } = month();
    let october = log(&desk, day(10, 1));
    let cases: Vec<CaseId> = october.iter().map(|line| line.case).collect();
    assert_eq!(cases, [in_order, dissatisfied, late, running]);
    // What the month's summary counts, the log has, line by line; and so has it what the coverage counts.
    let figures = counted(&desk);
    let summed: BTreeSet<CommandId> = figures.follow_ups.iter().map(|it| it.command).collect();
    assert_eq!(summed.len(), 2);
    assert_eq!(commands(&october), summed);
    let policy = Policy::built_in(ProfileName::Mall, day(10, 1));
    let board = month_figures(
        refs(&complaints(&desk)),
        &policy,
        self::october(),
        desk.today,
    );
    let based = october.iter().filter(|line| line.counted.is_some());
    assert_eq!(based.count(), board.anchored.len());
    // Whom nobody asked stands there all the same, as not asked.
    let missing = line_of(&october, late);
    let standing = missing.counted.as_ref().map(|round| round.quota_standing());
    assert_eq!(standing, Some(QuotaStanding::Owed));
    assert!(missing.follow_ups.is_empty());
    // What still runs owes nothing yet.
    assert_eq!(line_of(&october, running).counted, None);
    assert_eq!(log(&desk, day(11, 1)), []);
}

#[test]
fn g3_5_1_a_follow_up_made_the_next_month_stands_in_both_and_a_voided_one_in_neither() {
    let Month { mut desk, late, .. } = month();
    desk.today = day(11, 2);
    let mut entry = follow_up(late, 1);
    entry.late_reason = Some("ill".to_owned());
    let pair = [Role::HeadOfDepartment, Role::ManagementOfficer];
    recorded(&mut desk, &pair, entry);
    let october = log(&desk, day(10, 1));
    let answered = line_of(&october, late);
    assert_eq!(answered.follow_ups.len(), 1);
    assert_eq!(answered.follow_ups[0].on, day(11, 2));
    let november = log(&desk, day(11, 1));
    assert_eq!(november.len(), 1);
    assert_eq!(november[0].follow_ups, answered.follow_ups);
    // It counts in October's coverage, not in November's.
    assert_eq!(november[0].counted, None);

    let void = ComplaintCommand::VoidEntry {
        case: late,
        entry: answered.follow_ups[0].command,
        reason: "another case's".to_owned(),
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], void), Ok(()));
    assert!(line_of(&log(&desk, day(10, 1)), late).follow_ups.is_empty());
    assert_eq!(log(&desk, day(11, 1)), []);
}

#[test]
fn s3_3_1b_a_complaints_follow_up_stands_in_the_log_by_whichever_way_and_whoever_went() {
    let mut desk = Desk::new(ProfileName::Mall, day(10, 1));
    let pair = [Role::HeadOfDepartment, Role::ManagementOfficer];
    let mut asked = Vec::new();
    for channel in Channel::ALL {
        let case = dispatched(&mut desk, 48);
        handled(&mut desk, case);
        closed_out(&mut desk, case);
        let mut entry = follow_up(case, 1);
        entry.channel = *channel;
        entry.channel_reason = (*channel != Channel::InPerson).then(|| "away".to_owned());
        recorded(&mut desk, &pair, entry);
        asked.push(case);
    }
    let lines = log(&desk, day(10, 1));
    let cases: Vec<CaseId> = lines.iter().map(|line| line.case).collect();
    assert_eq!(cases, asked);
    assert!(lines.iter().all(|line| line.follow_ups.len() == 1));
}

#[test]
fn g3_5_4_an_item_that_goes_on_is_read_with_every_follow_up_it_took() {
    let mut desk = Desk::new(ProfileName::Mall, day(10, 1));
    let case = dispatched(&mut desk, 48);
    handled(&mut desk, case);
    asked(&mut desk, case, Grade::Dissatisfied);
    let again = ComplaintCommand::Handle {
        case,
        was: Status::Dispatched,
        result: words("cleaned"),
        photos: Vec::new(),
    };
    assert_eq!(desk.complaint(case).status, Status::Dispatched);
    desk.did(&[person(MANAGER)], again).unwrap();
    let mut second = follow_up(case, 2);
    second.contents.satisfaction = Some(Grade::Satisfied);
    let pair = [Role::HeadOfDepartment, Role::ManagementOfficer];
    recorded(&mut desk, &pair, second);
    let lines = log(&desk, day(10, 1));
    assert_eq!(lines.len(), 1);
    let grades: Vec<Option<Grade>> = lines[0].follow_ups.iter().map(|made| made.grade).collect();
    assert_eq!(grades, [Some(Grade::Dissatisfied), Some(Grade::Satisfied)]);
    // It counts once, by the last.
    let round = lines[0].counted.as_ref().map(|round| round.round);
    assert_eq!(round, Some(2));
}

#[test]
fn what_was_voided_or_is_anothers_double_stands_in_no_log() {
    let Month {
        mut desk,
        running,
        late,
        ..
    } = month();
    let join = ComplaintCommand::JoinDuplicate {
        case: running,
        of: late,
    };
    desk.did(&[person(MANAGER)], join).unwrap();
    let lines = log(&desk, day(10, 1));
    assert!(lines.iter().all(|line| line.case != running));
    assert_eq!(lines.len(), 3);
}
