//! What a day's 工作日志 shows of complaints and repairs: what was handled, closed out, signed for, followed up and left
//! over (G3.3.2), entered by the cases themselves, and the entries by hand among them.

use chrono::NaiveDate;

use super::{BookName, DayBook, HandEntry};
use crate::command::day;
use crate::complaint::Complaint;
use crate::event::{ComplaintFact, FollowUpStep, StandIn, WorkOrderFact};
use crate::gather::sort_by_key;
use crate::head::{ComplaintHead, WorkOrderHead};
use crate::id::{CaseId, CommandId, Instant, PersonId, WorkOrderId};
use crate::work_order::WorkOrder;

/// One line of the work journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    pub at: Instant,
    pub command: CommandId,
    pub people: Vec<PersonId>,
    /// Who of them did it in whose name (代).
    pub stand_ins: Vec<StandIn>,
    pub matter: JournalMatter,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalMatter {
    /// A complaint, or a repair request, made this entry by itself.
    Complaint {
        case: CaseId,
        unit_code: String,
        occupant: String,
        fact: Box<ComplaintFact>,
    },
    /// A work order made this entry by itself.
    Repair {
        work_order: WorkOrderId,
        unit_code: String,
        fact: Box<WorkOrderFact>,
    },
    ByHand(HandEntry),
}

impl JournalMatter {
    /// Whether something is left over, for somebody to go on with (G3.3.2).
    #[must_use]
    pub fn is_left_over(&self) -> bool {
        match self {
            JournalMatter::Complaint { fact, .. } => {
                matches!(**fact, ComplaintFact::WentOn { .. })
            }
            JournalMatter::Repair { fact, .. } => {
                matches!(**fact, WorkOrderFact::FollowUp(FollowUpStep::WentOn { .. }))
            }
            JournalMatter::ByHand(_) => false,
        }
    }
}

/// The entries of one day at the office's offset, in the order of the day. Nothing is stored: the same events give the
/// same page. What was voided counts for nothing and is read on its case.
pub fn work_journal<'a>(
    complaints: impl IntoIterator<Item = &'a Complaint>,
    orders: impl IntoIterator<Item = &'a WorkOrder>,
    pages: impl IntoIterator<Item = &'a DayBook>,
    on: NaiveDate,
    utc_offset_minutes: i32,
) -> Vec<JournalEntry> {
    let of_the_day = |at: Instant| day(at, utc_offset_minutes) == on;
    let mut entries = Vec::new();
    for complaint in complaints {
        let lines = complaint
            .timeline
            .iter()
            .filter(|line| !line.voided && of_the_day(line.happened_at) && is_work(&line.fact));
        entries.extend(lines.map(|line| JournalEntry {
            at: line.happened_at,
            command: line.command,
            people: line.conducted_by.clone(),
            stand_ins: line.origin.stand_ins.clone(),
            matter: JournalMatter::Complaint {
                case: complaint.case,
                unit_code: complaint.unit_code.clone(),
                occupant: complaint.occupant.clone(),
                fact: Box::new(line.fact.clone()),
            },
        }));
    }
    for order in orders {
        let lines = order.timeline.iter().filter(|line| {
            !line.voided && of_the_day(line.happened_at) && is_repair_work(&line.fact)
        });
        entries.extend(lines.map(|line| JournalEntry {
            at: line.happened_at,
            command: line.command,
            people: line.conducted_by.clone(),
            stand_ins: line.origin.stand_ins.clone(),
            matter: JournalMatter::Repair {
                work_order: order.id,
                unit_code: order.slip.unit_code.clone(),
                fact: Box::new(line.fact.clone()),
            },
        }));
    }
    let by_hand = pages
        .into_iter()
        .filter(|page| page.book == BookName::WorkJournal && page.day == on)
        .flat_map(|page| page.entries.iter());
    entries.extend(by_hand.map(|entry| JournalEntry {
        at: entry.happened_at,
        command: entry.command,
        people: vec![entry.recorded_by],
        stand_ins: Vec::new(),
        matter: JournalMatter::ByHand(entry.clone()),
    }));
    sort_by_key(&mut entries, |entry| entry.at);
    entries
}

/// What somebody did about it, and what was left over. That it was taken down, opened or planned is the register's.
const fn is_work(fact: &ComplaintFact) -> bool {
    matches!(
        fact,
        ComplaintFact::Handled { .. }
            | ComplaintFact::ClosedOut { .. }
            | ComplaintFact::FollowUpRecorded(_)
            | ComplaintFact::FollowUpAttempted { .. }
            | ComplaintFact::WentOn { .. }
    )
}

const fn is_repair_work(fact: &WorkOrderFact) -> bool {
    matches!(
        fact,
        WorkOrderFact::SignedOff { .. }
            | WorkOrderFact::SignatureRefused { .. }
            | WorkOrderFact::FollowUp(
                FollowUpStep::Recorded(_)
                    | FollowUpStep::Attempted { .. }
                    | FollowUpStep::WentOn { .. }
            )
    )
}

/// Whether a day's journal may have something of this case, so that only those are folded for it.
#[must_use]
pub fn touches_complaint(head: &ComplaintHead, on: NaiveDate, utc_offset_minutes: i32) -> bool {
    let attempted = head.rounds.iter().any(|round| round.attempts > 0);
    head.handled_on == Some(on)
        || head
            .handled_at
            .is_some_and(|at| day(at, utc_offset_minutes) == on)
        || head.closed_out_on == Some(on)
        || head.rounds.iter().any(|round| round.anchor == on)
        || head.follow_ups.iter().any(|made| made.on == on)
        || attempted
}

/// As [`touches_complaint`], of a work order.
#[must_use]
pub fn touches_repair(head: &WorkOrderHead, on: NaiveDate) -> bool {
    let attempted = head.rounds.iter().any(|round| round.attempts > 0);
    head.completed_on == Some(on)
        || head.rounds.iter().any(|round| round.anchor == on)
        || head.follow_ups.iter().any(|made| made.on == on)
        || attempted
}
