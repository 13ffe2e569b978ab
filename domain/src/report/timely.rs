//! 及时率 of a month: handled within the limit, of what was handled in it or let its limit pass unhandled.

use crate::calendar::Period;
use crate::command::day;
use crate::complaint::{Timeliness, timeliness};
use crate::head::ComplaintHead;
use crate::id::{Instant, StreamId};

/// Each figure with the cases it counts. What has no limit counts neither way: nobody said how long it might take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelinessFigures {
    pub timely: Vec<StreamId>,
    /// Handled in the month after their limit, or not handled and their limit passed in it.
    pub late: Vec<StreamId>,
}

impl TimelinessFigures {
    /// What the rate is of.
    #[must_use]
    pub fn base(&self) -> u64 {
        self.timely.len().saturating_add(self.late.len()) as u64
    }
}

/// Computes a month at a moment. A double and what was voided are in no figure.
#[must_use]
pub fn timeliness_figures<'a>(
    cases: impl IntoIterator<Item = (StreamId, &'a ComplaintHead)>,
    month: Period,
    now: Instant,
    utc_offset_minutes: i32,
) -> TimelinessFigures {
    let falls_in =
        |at: Option<Instant>| at.is_some_and(|at| month.contains(day(at, utc_offset_minutes)));
    let mut figures = TimelinessFigures::default();
    for (case, head) in cases
        .into_iter()
        .filter(|(_, head)| head.set_aside.is_none())
    {
        match timeliness(head.limit, head.handled_at, now) {
            Timeliness::Timely if falls_in(head.handled_at) => figures.timely.push(case),
            Timeliness::Late if falls_in(head.handled_at) => figures.late.push(case),
            Timeliness::Overdue if falls_in(head.limit) => figures.late.push(case),
            _ => {}
        }
    }
    figures
}
