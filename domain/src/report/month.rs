//! A month of complaints: coverage by the anchor's month, satisfaction by the follow-up's month, and what is overdue.

use chrono::NaiveDate;

use crate::calendar::Period;
use crate::follow_up::{Standing, standing};
use crate::head::{ComplaintHead, RoundHead};
use crate::id::StreamId;
use crate::policy::Policy;
use crate::quota::{Quota, QuotaItem, QuotaStanding};
use crate::satisfaction::{GradeGiven, SatisfactionRate, by_household};

/// Each figure with the cases it counts, so that it can open them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthFigures {
    pub coverage: Quota,
    /// The base of the coverage: cases whose last anchor event in the month fell in it.
    pub anchored: Vec<StreamId>,
    /// Of those, the ones still without a follow-up.
    pub not_followed_up: Vec<StreamId>,
    pub satisfaction: SatisfactionRate,
    /// Cases followed up in the month, about which households were asked.
    pub asked: Vec<StreamId>,
    /// Cases of any month whose window has passed and whose follow-up is still owed.
    pub overdue: Vec<StreamId>,
    /// Days the oldest of those is late.
    pub longest_overdue: u32,
}

impl ComplaintHead {
    /// The obligation by which it counts in a month's coverage: that of its last anchor event in it.
    #[must_use]
    pub fn last_anchored(&self, month: Period) -> Option<&RoundHead> {
        self.rounds
            .iter()
            .filter(|round| month.contains(round.anchor))
            .max_by_key(|round| (round.anchor, round.round))
    }
}

/// Computes a month on a day. `policy` is the version in force on the first day of the month.
#[must_use]
pub fn month_figures<'a>(
    cases: impl IntoIterator<Item = (StreamId, &'a ComplaintHead)>,
    policy: &Policy,
    month: Period,
    today: NaiveDate,
) -> MonthFigures {
    let mut items = Vec::new();
    let mut grades = Vec::new();
    let mut anchored = Vec::new();
    let mut not_followed_up = Vec::new();
    let mut asked = Vec::new();
    let mut overdue = Vec::new();
    let mut longest_overdue = 0;
    // A double and what was voided are in no figure.
    for (case, head) in cases
        .into_iter()
        .filter(|(_, head)| head.set_aside.is_none())
    {
        if let Some(round) = head.last_anchored(month) {
            let standing = round.quota_standing();
            anchored.push(case);
            if standing != QuotaStanding::Done {
                not_followed_up.push(case);
            }
            items.push(QuotaItem {
                window: round.window(),
                standing,
            });
        }
        let made = head
            .follow_ups
            .iter()
            .enumerate()
            .filter(|(_, made)| month.contains(made.on));
        let before = grades.len();
        grades.extend(made.map(|(order, made)| GradeGiven {
            household: head.unit,
            case,
            happened: (made.on, order),
            grade: made.grade,
        }));
        if grades.len() > before {
            asked.push(case);
        }
        if let Some(owed) = head.owed_now()
            && standing(&owed.window(), today) == Standing::Late
        {
            overdue.push(case);
            let days = today.signed_duration_since(owed.closes).num_days();
            longest_overdue = longest_overdue.max(u32::try_from(days).unwrap_or(0));
        }
    }
    MonthFigures {
        coverage: Quota::count(Some(policy.figures.complaint_coverage), &items),
        anchored,
        not_followed_up,
        satisfaction: by_household(grades),
        asked,
        overdue,
        longest_overdue,
    }
}
