//! A month of repairs: how many follow-ups are owed, made and missing, and until when it can still be met (M4(3)b).

use crate::calendar::Period;
use crate::follow_up::FollowUpKind;
use crate::head::WorkOrderHead;
use crate::id::StreamId;
use crate::policy::Policy;
use crate::quota::{Quota, QuotaItem, QuotaStanding, coverage};

/// Each figure with the orders it counts, so that it can open them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairFigures {
    pub coverage: Quota,
    /// Orders whose last signature, or witnessed refusal, in the month fell in it.
    pub anchored: Vec<StreamId>,
    /// Of those, the ones drawn into the sample.
    pub drawn: Vec<StreamId>,
    pub not_followed_up: Vec<StreamId>,
    /// Received by Engineering after their limit, or still not received (C4).
    pub delivered_late: Vec<StreamId>,
}

/// Computes a month. `policy` is the version in force on its first day. A follow-up of what was not drawn counts all
/// the same: the sample says who is owed one, the coverage how many were made.
#[must_use]
pub fn repair_figures<'a>(
    orders: impl IntoIterator<Item = (StreamId, &'a WorkOrderHead)>,
    policy: &Policy,
    month: Period,
    now: crate::id::Instant,
    utc_offset_minutes: i32,
) -> RepairFigures {
    let mut items = Vec::new();
    let mut figures = RepairFigures {
        coverage: Quota::count(None, &[]),
        anchored: Vec::new(),
        drawn: Vec::new(),
        not_followed_up: Vec::new(),
        delivered_late: Vec::new(),
    };
    for (stream, head) in orders {
        let made_on = crate::command::day(head.made_at, utc_offset_minutes);
        if month.contains(made_on) && head.delivery(now).is_late() {
            figures.delivered_late.push(stream);
        }
        let last = head
            .rounds
            .iter()
            .filter(|round| month.contains(round.anchor))
            .max_by_key(|round| (round.anchor, round.round));
        let Some(round) = last else { continue };
        figures.anchored.push(stream);
        if head.drawn {
            figures.drawn.push(stream);
        }
        let standing = round.quota_standing();
        if standing != QuotaStanding::Done {
            figures.not_followed_up.push(stream);
        }
        items.push(QuotaItem {
            window: round.window(),
            standing,
        });
    }
    let (rate, _) = coverage(policy, FollowUpKind::Repair);
    figures.coverage = Quota::count(rate, &items);
    figures
}
