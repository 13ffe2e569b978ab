//! 投诉调度记录 of a month (G3.5.1, S3.3.1): every complaint taken down in it, every one whose follow-up counts in it, and
//! every one followed up in it, by whichever way and whoever went. None is missing.

use crate::calendar::Period;
use crate::command::day;
use crate::event::complaint::RequestKind;
use crate::head::{ComplaintHead, FollowUpHead, RoundHead};
use crate::id::{CaseId, Instant};

/// One complaint of the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispatchLine {
    pub case: CaseId,
    pub registered_at: Instant,
    /// The obligation counted in the month's coverage; `None` where it counts in another month, or nothing is owed yet.
    pub counted: Option<RoundHead>,
    /// Made in the month, or later about what is counted in it.
    pub follow_ups: Vec<FollowUpHead>,
}

/// The month's complaints in the order they were taken down. A double and what was voided stand in no month; a repair is
/// followed up on its slip.
#[must_use]
pub fn dispatch_log<'a>(
    cases: impl IntoIterator<Item = (CaseId, &'a ComplaintHead)>,
    month: Period,
    utc_offset_minutes: i32,
) -> Vec<DispatchLine> {
    let mut lines: Vec<DispatchLine> = cases
        .into_iter()
        .filter(|(_, head)| head.set_aside.is_none())
        .filter_map(|(case, head)| line(case, head, month, utc_offset_minutes))
        .collect();
    crate::gather::sort_by_key(&mut lines, |line| (line.registered_at, line.case));
    lines
}

fn line(
    case: CaseId,
    head: &ComplaintHead,
    month: Period,
    utc_offset_minutes: i32,
) -> Option<DispatchLine> {
    let counted = head.last_anchored(month);
    let round = counted.map(|round| round.round);
    let follow_ups: Vec<FollowUpHead> = head
        .follow_ups
        .iter()
        .filter(|made| month.contains(made.on) || round == Some(made.round))
        .cloned()
        .collect();
    let taken_down = head.request == RequestKind::Complaint
        && month.contains(day(head.registered_at, utc_offset_minutes));
    let stands = taken_down || counted.is_some() || !follow_ups.is_empty();
    stands.then(|| DispatchLine {
        case,
        registered_at: head.registered_at,
        counted: counted.cloned(),
        follow_ups,
    })
}
