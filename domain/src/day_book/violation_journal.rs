//! What a day's 工作日志 takes from violations by itself: measures carried out, papers handed over, re-checks and the contacts
//! that mend relations. What those on duty saw and said stands in 值班表 ([`super::duty_log`]).

use chrono::NaiveDate;

use super::duty_log::{DutyEntry, entry_of};
use crate::command::day;
use crate::event::ViolationFact;
use crate::gather::sort_by_key;
use crate::violation::Violation;

/// The entries of one day at the office's offset, in the order of the day. Nothing is stored: the same events give the
/// same page. What was voided counts for nothing and is read on its case.
pub fn violation_journal<'a>(
    violations: impl IntoIterator<Item = &'a Violation>,
    on: NaiveDate,
    utc_offset_minutes: i32,
) -> Vec<DutyEntry> {
    let mut entries: Vec<DutyEntry> = Vec::new();
    for violation in violations {
        let lines = violation.timeline.iter().filter(|line| {
            !line.voided && is_work(&line.fact) && day(line.happened_at, utc_offset_minutes) == on
        });
        entries.extend(lines.map(|line| entry_of(violation, line)));
    }
    sort_by_key(&mut entries, |entry| entry.at);
    entries
}

const fn is_work(fact: &ViolationFact) -> bool {
    matches!(
        fact,
        ViolationFact::MeasureTaken { .. }
            | ViolationFact::NoticeServed { .. }
            | ViolationFact::ServedWithoutStanding { .. }
            | ViolationFact::StandingSettled { .. }
            | ViolationFact::ComplianceRecorded { .. }
            | ViolationFact::Rechecked { .. }
            | ViolationFact::Reconciled { .. }
            | ViolationFact::Closed { .. }
            | ViolationFact::Reopened { .. }
    )
}
