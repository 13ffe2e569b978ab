//! What of an office a tablet holds: whatever is open, and what was closed within thirteen months. The rest is had on
//! demand, by unit, number or month.
//!
//! The line between them is a place in the log, not a date on a device: a stream with nothing left to do is inside as
//! long as its last event stands at or after it. Server and tablet draw the line by the same functions.

pub mod message;
mod replica;

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::command::{CommandBody, day};
use crate::complaint::Status;
use crate::complaint::command::ComplaintCommand;
use crate::head::{ComplaintHead, FollowUpHead, HeadData, HeadRow, ViolationHead, WorkOrderHead};
use crate::id::{Cursor, Instant, OfficeId, StreamId, UnitId, normalise_old_number};
use crate::summary::SummaryCommand;
use crate::violation::ViolationCommand;
use crate::work_order::Phase;
use crate::work_order::command::WorkOrderCommand;

/// Months before the present one that a tablet holds.
pub const MONTHS: u32 = 13;

/// Stands for the last event of what is still open: after every event there will be, and exact as a JavaScript number.
pub const OPEN: Cursor = Cursor((1 << 53) - 1);

/// Where a tablet's holdings begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first month that is held whole.
    pub from: Period,
    /// The first event that was received in it, or would be.
    pub cut: Cursor,
}

impl Window {
    /// Whether figures over a month can be computed from what is here.
    #[must_use]
    pub fn holds(&self, month: Period) -> bool {
        month.first_day() >= self.from.first_day()
    }
}

/// The first month held on a day, `months` before the day's own.
#[must_use]
pub fn first_month(today: NaiveDate, months: u32) -> Period {
    (0..months).fold(Period::month_of(today), |month, _| month.previous())
}

/// When the events a month needs begin to come in: a day before it, as clocks are never quite together and what was
/// received before midnight may be said to have happened after it.
#[must_use]
pub fn begins_at(month: Period, utc_offset_minutes: i32) -> Instant {
    const DAY_MILLIS: i64 = 86_400_000;
    let midnight = month
        .first_day()
        .and_time(chrono::NaiveTime::MIN)
        .and_utc()
        .timestamp_millis();
    let offset = i64::from(utc_offset_minutes).saturating_mul(60_000);
    Instant(midnight.saturating_sub(offset).saturating_sub(DAY_MILLIS))
}

/// Whether anything is still to be done on it, or it is what everything else leans on: those never leave a tablet.
#[must_use]
pub fn is_open(head: &HeadData) -> bool {
    match head {
        HeadData::Office(_) | HeadData::Person(_) | HeadData::Unit(_) | HeadData::PriceList(_) => {
            true
        }
        HeadData::Complaint(head) => complaint_is_open(head),
        HeadData::WorkOrder(head) => work_order_is_open(head),
        HeadData::Violation(head) => violation_is_open(head),
        HeadData::Refusal(head) => !head.settled,
        HeadData::DayBook(_) => false,
        HeadData::Summary(head) => head.is_open(),
    }
}

fn complaint_is_open(head: &ComplaintHead) -> bool {
    if head.set_aside.is_some() {
        return false;
    }
    head.status != Status::ClosedOut
        || head.goes_on
        || head.owed_now().is_some()
        || !head.unanswered.is_empty()
        || unconfirmed(&head.follow_ups)
}

fn work_order_is_open(head: &WorkOrderHead) -> bool {
    match head.phase {
        Phase::Withdrawn => false,
        Phase::Completed => {
            head.goes_on || head.owed_now().is_some() || unconfirmed(&head.follow_ups)
        }
        _ => true,
    }
}

fn violation_is_open(head: &ViolationHead) -> bool {
    head.set_aside.is_none() && (head.outcome.is_none() || !head.tasks.is_empty())
}

/// Somebody who went has neither confirmed nor denied it.
fn unconfirmed(follow_ups: &[FollowUpHead]) -> bool {
    follow_ups.iter().any(|made| !made.unconfirmed.is_empty())
}

/// Until when a stream lives by itself: [`OPEN`], or its last event.
#[must_use]
pub fn lives_until(row: &HeadRow) -> Cursor {
    if is_open(&row.data) { OPEN } else { row.last }
}

/// What a stream stays and leaves with: a slip is nothing without the request it was made from.
#[must_use]
pub fn root(row: &HeadRow) -> StreamId {
    match &row.data {
        HeadData::WorkOrder(head) => head.case.stream(),
        _ => row.stream,
    }
}

/// Until when each root lives: as long as anything that stays with it.
#[must_use]
pub fn lives<'a>(rows: impl IntoIterator<Item = &'a HeadRow>) -> HashMap<StreamId, Cursor> {
    let mut lives: HashMap<StreamId, Cursor> = HashMap::new();
    for row in rows {
        let until = lives.entry(root(row)).or_default();
        *until = (*until).max(lives_until(row));
    }
    lives
}

/// What leads to a stream that is not on the tablet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    Unit(UnitId),
    /// A number on paper, as [`normalise_old_number`] compares it.
    Number(String),
    /// A month in which something happened that figures count, or people look for.
    Month(Period),
}

impl Finding {
    #[must_use]
    pub fn number(text: &str) -> Self {
        Finding::Number(normalise_old_number(text))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Unit(unit) => write!(formatter, "unit/{unit}"),
            Finding::Number(number) => write!(formatter, "number/{number}"),
            Finding::Month(month) => write!(formatter, "month/{month}"),
        }
    }
}

/// Everything a stream is found by. What every tablet holds is looked for nowhere.
#[must_use]
pub fn findings(head: &HeadData, utc_offset_minutes: i32) -> BTreeSet<Finding> {
    let mut found = BTreeSet::new();
    let on = |at| day(at, utc_offset_minutes);
    let mut days: Vec<NaiveDate> = Vec::new();
    match head {
        HeadData::Complaint(head) => {
            found.insert(Finding::Unit(head.unit));
            found.extend(head.number.as_deref().map(Finding::number));
            days.push(on(head.registered_at));
            days.extend(head.handled_on);
            days.extend(head.handled_at.map(on));
            // What passes its limit unhandled is late in the month of the limit.
            days.extend(head.limit.map(on));
            days.extend(head.closed_out_on);
            days.extend(head.rounds.iter().map(|round| round.anchor));
            days.extend(head.follow_ups.iter().map(|made| made.on));
        }
        HeadData::WorkOrder(head) => {
            found.insert(Finding::Unit(head.unit));
            days.push(on(head.made_at));
            days.extend(head.completed_on);
            days.extend(head.rounds.iter().map(|round| round.anchor));
            days.extend(head.follow_ups.iter().map(|made| made.on));
        }
        HeadData::Violation(head) => {
            found.insert(Finding::Unit(head.unit));
            let numbers = head
                .dispositions
                .iter()
                .filter_map(|it| it.number.as_deref());
            found.extend(numbers.map(Finding::number));
            days.push(on(head.noticed_at));
            days.extend(head.closed_on.map(on));
        }
        HeadData::DayBook(head) => days.push(head.day),
        HeadData::Summary(head) => days.push(head.month.first_day()),
        HeadData::Office(_)
        | HeadData::Person(_)
        | HeadData::Unit(_)
        | HeadData::PriceList(_)
        | HeadData::Refusal(_) => {}
    }
    found.extend(
        days.into_iter()
            .map(|day| Finding::Month(Period::month_of(day))),
    );
    found
}

/// The streams that must have begun before somebody does this, and may have left: decided without them, the verdict
/// would be about nothing.
#[must_use]
pub fn builds_on(body: &CommandBody, office: OfficeId) -> Vec<StreamId> {
    match body {
        CommandBody::Complaint(command) => match command {
            ComplaintCommand::Register { .. } | ComplaintCommand::CarryOver { .. } => Vec::new(),
            ComplaintCommand::JoinDuplicate { case, of } => vec![case.stream(), of.stream()],
            other => vec![other.case().stream()],
        },
        CommandBody::WorkOrder(command) => match command {
            WorkOrderCommand::MakeWorkOrder { case, .. } => vec![case.stream()],
            WorkOrderCommand::CarryOverWorkOrder { .. } => Vec::new(),
            other => vec![other.work_order().stream()],
        },
        CommandBody::Violation(command) => match command {
            ViolationCommand::NoticeViolation { .. } => Vec::new(),
            ViolationCommand::JoinViolation { case, of } => vec![case.stream(), of.stream()],
            other => vec![other.case().stream()],
        },
        CommandBody::Refusal(command) => vec![command.refused().stream()],
        CommandBody::Summary(command) => match command {
            SummaryCommand::SubmitSummary { was: None, .. } => Vec::new(),
            other => vec![other.summary(office).stream()],
        },
        CommandBody::Office(_)
        | CommandBody::Person(_)
        | CommandBody::Occupant(_)
        | CommandBody::PriceList(_)
        | CommandBody::Mandate(_)
        | CommandBody::DayBook(_) => Vec::new(),
    }
}

/// Whether doing this begins the stream it is about.
fn begins_it(body: &CommandBody) -> bool {
    matches!(
        body,
        CommandBody::Complaint(
            ComplaintCommand::Register { .. } | ComplaintCommand::CarryOver { .. }
        ) | CommandBody::WorkOrder(
            WorkOrderCommand::MakeWorkOrder { .. } | WorkOrderCommand::CarryOverWorkOrder { .. }
        ) | CommandBody::Violation(ViolationCommand::NoticeViolation { .. })
            | CommandBody::Summary(SummaryCommand::SubmitSummary { was: None, .. })
    )
}
