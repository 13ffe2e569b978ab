//! The row of a month's summary, for the list of months and for 今日.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::MonthlyDispatchSummary;
use crate::calendar::Period;
use crate::event::summary::Share;
use crate::id::{CommandId, Instant, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryHead {
    pub month: Period,
    /// What counts of what was handed in.
    pub submitted: CommandId,
    pub submitted_by: PersonId,
    pub submitted_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_by: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_at: Option<Instant>,
    /// How many points the remark has.
    pub points: u16,
    /// Those nobody has said done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_points: Vec<OpenPoint>,
    /// 及时率, 合格率 and 满意率 as they stand in it, once the server has counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<[Share; 3]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPoint {
    pub point: u16,
    pub measure: String,
    pub person: PersonId,
    pub until: NaiveDate,
}

impl SummaryHead {
    pub(crate) fn of(summary: &MonthlyDispatchSummary) -> Self {
        let last = &summary.submission;
        let seal = summary.seal.as_ref();
        let points = seal.map_or(&[][..], |seal| &seal.points);
        let open = points.iter().zip(0u16..);
        let open = open.filter(|(point, _)| point.results.is_empty());
        SummaryHead {
            month: summary.month,
            submitted: last.hand.command,
            submitted_by: last.hand.by,
            submitted_at: last.hand.happened_at,
            sealed_by: seal.map(|seal| seal.hand.by),
            sealed_at: seal.map(|seal| seal.hand.happened_at),
            points: u16::try_from(points.len()).unwrap_or(u16::MAX),
            open_points: open
                .map(|(point, place)| OpenPoint {
                    point: place,
                    measure: point.measure.clone(),
                    person: point.person,
                    until: point.until,
                })
                .collect(),
            shares: summary
                .figures()
                .map(|figures| [figures.timeliness, figures.passed, figures.satisfaction]),
        }
    }

    /// Whether anybody still has to do something about it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.sealed_at.is_none() || !self.open_points.is_empty()
    }
}
