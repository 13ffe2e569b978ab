//! 工作日志: what complaints and repairs write into a day by themselves, beside what people write by hand.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::apply::State;
use domain::complaint::command::ComplaintCommand;
use domain::complaint::{Complaint, Status};
use domain::day_book::{
    BookName, DayBook, DayBookCommand, JournalEntry, JournalMatter, touches_complaint,
    touches_repair, work_journal,
};
use domain::event::{ComplaintFact, WorkOrderFact};
use domain::head::HeadData;
use domain::id::{CaseId, DayBookId};
use domain::policy::ProfileName;
use domain::role::Role;
use domain::work_order::command::WorkOrderCommand;
use domain::work_order::{Phase, WorkOrder};
use rules::desk::{Desk, department, follow_up, person, registration, result, sealed};
use rules::repair::at;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn did(desk: &mut Desk, by: &[Role], command: ComplaintCommand) {
    let people: Vec<_> = by.iter().map(|role| person(*role)).collect();
    assert_eq!(desk.did(&people, command), Ok(()));
}

/// A complaint handled today by the assistant, within the own duty.
fn handled(desk: &mut Desk) -> CaseId {
    let case = desk.register(registration()).unwrap();
    let handle = ComplaintCommand::Handle {
        case,
        was: Status::Registered,
        result: result(),
        photos: Vec::new(),
    };
    did(desk, &[Role::PropertyAssistant], handle);
    case
}

fn journal(desk: &Desk, on: NaiveDate) -> Vec<JournalEntry> {
    let mut complaints: Vec<Complaint> = Vec::new();
    let mut orders: Vec<WorkOrder> = Vec::new();
    for (stream, head) in desk.heads() {
        // As the page does: only those that may have something are folded.
        let touched = match &head {
            HeadData::Complaint(head) => touches_complaint(head, on, 480),
            HeadData::WorkOrder(head) => touches_repair(head, on),
            _ => false,
        };
        match desk.state(stream).filter(|_| touched) {
            Some(State::Complaint(complaint)) => complaints.push(*complaint),
            Some(State::WorkOrder(order)) => orders.push(*order),
            _ => {}
        }
    }
    let page = DayBookId::of(desk.office(), BookName::WorkJournal.name(), on);
    let page: Option<DayBook> = match desk.state(page.stream()) {
        Some(State::DayBook(book)) => Some(*book),
        _ => None,
    };
    work_journal(&complaints, &orders, page.as_ref(), on, 480)
}

fn said(entry: &JournalEntry) -> &'static str {
    match &entry.matter {
        JournalMatter::Complaint { fact, .. } => match **fact {
            ComplaintFact::Handled { .. } => "handled",
            ComplaintFact::ClosedOut { .. } => "closed out",
            ComplaintFact::FollowUpRecorded(_) => "followed up",
            ComplaintFact::FollowUpAttempted { .. } => "tried",
            ComplaintFact::WentOn { .. } => "left over",
            _ => "other",
        },
        JournalMatter::Repair { fact, .. } => match **fact {
            WorkOrderFact::SignedOff { .. } => "signed",
            WorkOrderFact::FollowUp(_) => "repair followed up",
            _ => "other",
        },
        JournalMatter::ByHand(_) => "by hand",
    }
}

fn lines(desk: &Desk, on: NaiveDate) -> Vec<&'static str> {
    journal(desk, on).iter().map(said).collect()
}

const PAIR: &[Role] = &[Role::HeadOfDepartment, Role::ManagementOfficer];

#[test]
fn what_was_done_about_cases_on_a_day_enters_its_work_journal_by_itself() {
    let mut desk = Desk::new(ProfileName::Mall, day(1));
    let case = handled(&mut desk);
    assert_eq!(desk.complaint(case).department, Some(department()));
    desk.minutes = 10;
    let (_, order) = at(&mut desk, Phase::Completed);
    desk.minutes = 20;
    let write = DayBookCommand::WriteEntry {
        book: BookName::WorkJournal,
        day: day(1),
        words: sealed("dust").digest,
    };
    assert_eq!(desk.did(&[person(Role::SiteManager)], write), Ok(()));
    // In the order of the day; that it was registered, received or assigned is not work done.
    assert_eq!(lines(&desk, day(1)), ["handled", "signed", "by hand"]);
    let entries = journal(&desk, day(1));
    assert_eq!(entries[0].people, [person(Role::PropertyAssistant)]);
    assert_eq!(entries[1].people, [person(Role::Technician)]);
    assert!(matches!(
        &entries[1].matter,
        JournalMatter::Repair { work_order, .. } if *work_order == order
    ));

    desk.today = day(2);
    assert!(lines(&desk, day(2)).is_empty());
    did(
        &mut desk,
        &[Role::PropertyAssistant],
        ComplaintCommand::CloseOut {
            case,
            was: Status::Handled,
        },
    );
    desk.minutes = 30;
    did(
        &mut desk,
        PAIR,
        ComplaintCommand::RecordFollowUp(Box::new(follow_up(case, 1))),
    );
    assert_eq!(lines(&desk, day(2)), ["closed out", "followed up"]);
    assert_eq!(lines(&desk, day(1)), ["handled", "signed", "by hand"]);
}

#[test]
fn what_a_follow_up_leaves_over_is_marked_in_the_journal_and_a_voided_one_is_not_there() {
    let mut desk = Desk::new(ProfileName::Mall, day(1));
    let case = handled(&mut desk);
    let mut entry = follow_up(case, 1);
    entry.problem_left = true;
    desk.today = day(2);
    let people: Vec<_> = PAIR.iter().map(|role| person(*role)).collect();
    let record = ComplaintCommand::RecordFollowUp(Box::new(entry));
    let (command, outcome) = desk.send(&people, record);
    assert_eq!(outcome, Ok(()));
    assert_eq!(lines(&desk, day(2)), ["followed up", "left over"]);
    let open: Vec<bool> = journal(&desk, day(2))
        .iter()
        .map(|entry| entry.matter.is_left_over())
        .collect();
    assert_eq!(open, [false, true]);
    let void = ComplaintCommand::VoidEntry {
        case,
        entry: command,
        reason: "another case".to_owned(),
    };
    did(&mut desk, &[Role::PropertyManager], void);
    assert!(lines(&desk, day(2)).is_empty());

    let (case, order) = at(&mut desk, Phase::Completed);
    let mut entry = follow_up(case, 1);
    entry.problem_left = true;
    let record = WorkOrderCommand::RecordFollowUp {
        work_order: order,
        entry: Box::new(entry),
    };
    desk.today = day(3);
    assert_eq!(desk.did(&[person(Role::SiteTeamLeader)], record), Ok(()));
    let entries = journal(&desk, day(3));
    assert_eq!(entries.len(), 2);
    assert!(entries[1].matter.is_left_over());
}

#[test]
fn a_failed_attempt_stands_in_the_journal_of_its_day() {
    let mut desk = Desk::new(ProfileName::Mall, day(1));
    let case = handled(&mut desk);
    desk.today = day(2);
    let attempt = ComplaintCommand::RecordAttempt {
        case,
        round: 1,
        channel: domain::follow_up::Channel::InPerson,
        failure: domain::event::complaint::AttemptFailure::NobodyThere,
    };
    did(&mut desk, PAIR, attempt);
    assert_eq!(lines(&desk, day(2)), ["tried"]);
    assert_eq!(lines(&desk, day(1)), ["handled"]);
}

#[test]
fn the_journal_says_in_whose_name_a_step_was_taken() {
    let mut desk = Desk::new(ProfileName::Mall, day(1));
    let (holder, deputy) = (Role::PropertyAssistant, Role::ManagementOfficer);
    let lent = domain::mandate::MandateCommand::Delegate {
        from: person(holder),
        to: person(deputy),
        roles: [holder].into(),
        starts: day(1),
        until: day(3),
    };
    let lent = domain::command::CommandBody::Mandate(lent);
    assert_eq!(desk.did(&[person(holder)], lent), Ok(()));
    let case = desk.register(registration()).unwrap();
    let handle = ComplaintCommand::Handle {
        case,
        was: Status::Registered,
        result: result(),
        photos: Vec::new(),
    };
    did(&mut desk, &[deputy], handle);
    desk.minutes = 5;
    handled(&mut desk);
    let said: Vec<_> = journal(&desk, day(1))
        .into_iter()
        .map(|entry| (entry.people, entry.stand_ins))
        .collect();
    let stand_in = domain::event::StandIn {
        by: person(deputy),
        holder: person(holder),
    };
    assert_eq!(
        said,
        [
            (vec![person(deputy)], vec![stand_in]),
            (vec![person(holder)], Vec::new()),
        ]
    );
}
