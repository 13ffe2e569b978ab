//! What a day's 值班表 shows: the entries cases make by themselves (V4(4)②), and those by hand, in the order of the day.

use chrono::NaiveDate;

use super::{BookName, DayBook, HandEntry};
use crate::command::day;
use crate::event::{StandIn, ViolationFact};
use crate::gather::sort_by_key;
use crate::id::{CaseId, CommandId, Instant, PersonId};
use crate::violation::{Violation, ViolationEntry};

/// One line of the duty log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyEntry {
    pub at: Instant,
    pub command: CommandId,
    pub people: Vec<PersonId>,
    /// Who of them did it in whose name (代).
    pub stand_ins: Vec<StandIn>,
    /// Counts for nothing any more; a book keeps the line.
    pub voided: bool,
    pub matter: DutyMatter,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DutyMatter {
    /// A violation made this entry by itself.
    Violation {
        case: CaseId,
        unit_code: String,
        occupant: String,
        words: String,
        fact: Box<ViolationFact>,
    },
    ByHand(HandEntry),
}

/// The entries of one day at the office's offset. Nothing is stored: the same events give the same page.
pub fn duty_log<'a>(
    violations: impl IntoIterator<Item = &'a Violation>,
    pages: impl IntoIterator<Item = &'a DayBook>,
    on: NaiveDate,
    utc_offset_minutes: i32,
) -> Vec<DutyEntry> {
    let by_cases = violations.into_iter().flat_map(|violation| {
        violation
            .timeline
            .iter()
            .filter(|entry| on_duty(&entry.fact))
            .filter(move |entry| day(entry.happened_at, utc_offset_minutes) == on)
            .map(move |entry| entry_of(violation, entry))
    });
    let by_hand = pages
        .into_iter()
        .filter(|page| page.book == BookName::DutyLog && page.day == on)
        .flat_map(|page| page.entries.iter())
        .map(|entry| DutyEntry {
            at: entry.happened_at,
            command: entry.command,
            people: vec![entry.recorded_by],
            stand_ins: Vec::new(),
            voided: entry.voided.is_some(),
            matter: DutyMatter::ByHand(entry.clone()),
        });
    let mut entries: Vec<DutyEntry> = by_cases.chain(by_hand).collect();
    sort_by_key(&mut entries, |entry| entry.at);
    entries
}

/// A line of a violation as a day's book has it.
pub(super) fn entry_of(violation: &Violation, line: &ViolationEntry) -> DutyEntry {
    DutyEntry {
        at: line.happened_at,
        command: line.command,
        people: line.conducted_by.clone(),
        stand_ins: line.origin.stand_ins.clone(),
        voided: line.voided,
        matter: DutyMatter::Violation {
            case: violation.case,
            unit_code: violation.unit_code.clone(),
            occupant: violation.occupant.clone(),
            words: line.words.clone(),
            fact: Box::new(line.fact.clone()),
        },
    }
}

/// What those on duty see and do; papers, proposals and signatures are the office's, not the watch's.
const fn on_duty(fact: &ViolationFact) -> bool {
    matches!(
        fact,
        ViolationFact::Noticed(_)
            | ViolationFact::Persuaded { .. }
            | ViolationFact::Reported { .. }
            | ViolationFact::TeamLeaderSent { .. }
            | ViolationFact::MeasureTaken { .. }
            | ViolationFact::NoticeServed { .. }
            | ViolationFact::ServedWithoutStanding { .. }
            | ViolationFact::Rechecked { .. }
            | ViolationFact::Reconciled { .. }
            | ViolationFact::Closed { .. }
            | ViolationFact::Reopened { .. }
            | ViolationFact::EntryVoided { .. }
    )
}
