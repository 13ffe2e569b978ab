//! October of a small mall, and what is handed in about it.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc)] // a helper that cannot set up its test should fail it

use std::sync::Arc;

use chrono::NaiveDate;
use domain::apply::State;
use domain::calendar::Period;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::PaperEntry;
use domain::event::summary::{Point, SummaryFigures};
use domain::follow_up::Grade;
use domain::head::{ComplaintHead, HeadData, SummaryHead};
use domain::id::{CaseId, CommandId, Cursor, Digest, Instant, PersonId, StreamId, SummaryId};
use domain::personal::Personal;
use domain::policy::{Policy, ProfileName};
use domain::rejection::Rejection;
use domain::report::Counting;
use domain::role::Role;
use domain::summary::{MonthlyDispatchSummary, SummaryCommand};

use crate::desk::{Desk, OFFICE, Outcome, department, follow_up, person, registration, sealed};

pub const ASSISTANT: Role = Role::PropertyAssistant;
pub const MANAGER: Role = Role::PropertyManager;

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

pub fn october() -> Period {
    Period::month_of(day(10, 1))
}

pub fn words(text: &str) -> Personal {
    sealed(text).digest
}

/// A complaint dispatched today, to be handled within so many hours.
pub fn dispatched(desk: &mut Desk, hours: i64) -> CaseId {
    let case = desk.register(registration()).unwrap();
    let open = ComplaintCommand::Open {
        case,
        was: Status::Registered,
    };
    let dispatch = ComplaintCommand::Dispatch {
        case,
        was: Status::Opened,
        department: department(),
        assignee: None,
        limit: Instant(desk.now().0 + hours * 3_600_000),
    };
    for step in [open, dispatch] {
        desk.did(&[person(MANAGER)], step).unwrap();
    }
    case
}

pub fn handled(desk: &mut Desk, case: CaseId) {
    let handle = ComplaintCommand::Handle {
        case,
        was: Status::Dispatched,
        result: words("cleaned"),
        photos: Vec::new(),
    };
    desk.did(&[person(MANAGER)], handle).unwrap();
}

pub fn closed_out(desk: &mut Desk, case: CaseId) {
    let close = ComplaintCommand::CloseOut {
        case,
        was: Status::Handled,
    };
    desk.did(&[person(ASSISTANT)], close).unwrap();
}

pub fn asked(desk: &mut Desk, case: CaseId, grade: Grade) {
    let mut entry = follow_up(case, 1);
    entry.contents.satisfaction = Some(grade);
    entry.paper = desk.happened.map(|_| PaperEntry {
        reason: "no tablet".to_owned(),
        photo: Digest::of(&[b"paper"]),
    });
    let pair = [
        person(Role::HeadOfDepartment),
        person(Role::ManagementOfficer),
    ];
    desk.did(&pair, ComplaintCommand::RecordFollowUp(Box::new(entry)))
        .unwrap();
}

/// October: one in order, one dissatisfied, one late and not asked, one still running.
pub struct Month {
    pub desk: Desk,
    pub in_order: CaseId,
    pub dissatisfied: CaseId,
    pub late: CaseId,
    pub running: CaseId,
}

pub fn month() -> Month {
    let mut desk = Desk::new(ProfileName::Mall, day(10, 1));
    let in_order = dispatched(&mut desk, 48);
    let dissatisfied = dispatched(&mut desk, 48);
    let late = dispatched(&mut desk, 1);
    let running = dispatched(&mut desk, 24 * 60);
    desk.today = day(10, 2);
    for case in [in_order, dissatisfied, late] {
        handled(&mut desk, case);
        closed_out(&mut desk, case);
    }
    asked(&mut desk, in_order, Grade::Satisfied);
    asked(&mut desk, dissatisfied, Grade::Dissatisfied);
    desk.today = day(11, 1);
    Month {
        desk,
        in_order,
        dissatisfied,
        late,
        running,
    }
}

pub fn submit(was: Option<CommandId>, text: &str) -> SummaryCommand {
    SummaryCommand::SubmitSummary {
        month: october(),
        was,
        analysis: words(text),
    }
}

pub fn remark(of: CommandId, text: &str, points: Vec<Point>) -> SummaryCommand {
    SummaryCommand::RemarkOnSummary {
        month: october(),
        of,
        remark: words(text),
        points,
    }
}

pub fn point(person: PersonId) -> Point {
    Point {
        measure: words("cleaned"),
        person,
        until: day(11, 30),
    }
}

pub fn handed_in(desk: &mut Desk) -> CommandId {
    let (id, outcome) = desk.send(&[person(ASSISTANT)], submit(None, "none"));
    outcome.unwrap();
    id
}

pub fn stream() -> StreamId {
    SummaryId::of(OFFICE, october()).stream()
}

pub fn summary(desk: &Desk) -> MonthlyDispatchSummary {
    match desk.state(stream()) {
        Some(State::Summary(summary)) => *summary,
        other => panic!("no summary but {other:?}"),
    }
}

pub fn head(desk: &Desk) -> SummaryHead {
    match desk.head(stream()) {
        Some(HeadData::Summary(head)) => (**head).clone(),
        other => panic!("no summary but {other:?}"),
    }
}

pub fn refused(outcome: Outcome) -> Rejection {
    match outcome {
        Ok(()) => panic!("taken"),
        Err(rejection) => rejection,
    }
}

pub fn complaints(desk: &Desk) -> Vec<(StreamId, ComplaintHead)> {
    let heads = desk.heads().into_iter();
    heads
        .filter_map(|(stream, head)| match head {
            HeadData::Complaint(head) => Some((stream, Arc::unwrap_or_clone(head))),
            _ => None,
        })
        .collect()
}

pub fn refs(cases: &[(StreamId, ComplaintHead)]) -> Vec<(StreamId, &ComplaintHead)> {
    cases.iter().map(|(stream, head)| (*stream, head)).collect()
}

pub fn counted(desk: &Desk) -> SummaryFigures {
    let policy = Policy::built_in(ProfileName::Mall, day(10, 1));
    counting(desk, &policy).count(&refs(&complaints(desk)))
}

pub fn counting<'a>(desk: &Desk, policy: &'a Policy) -> Counting<'a> {
    Counting {
        month: october(),
        policy,
        at: Cursor(0),
        now: desk.now(),
        utc_offset_minutes: 480,
    }
}
