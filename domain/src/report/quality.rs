//! 合格率 of a month, and the problems that stand open (G2.1): followed up without a remaining problem, of what was
//! followed up (this system's own reading, until the office stores 零修合格率).

use crate::calendar::Period;
use crate::head::ComplaintHead;
use crate::id::StreamId;
use crate::satisfaction::SatisfactionRate;

/// Each figure with the cases it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QualityFigures {
    /// Nothing was left when they were last asked in the month.
    pub passed: Vec<StreamId>,
    /// They were dissatisfied, or a problem was left.
    pub failed: Vec<StreamId>,
    /// Of any month: what goes on because of a follow-up, until it is handled again.
    pub open_problems: Vec<StreamId>,
}

impl QualityFigures {
    /// Passed of what was followed up.
    #[must_use]
    pub fn rate(&self) -> SatisfactionRate {
        let favourable = self.passed.len() as u64;
        SatisfactionRate {
            favourable,
            base: favourable.saturating_add(self.failed.len() as u64),
        }
    }
}

/// Computes a month. A case counts once, by its last follow-up in it; a double and what was voided are in no figure.
#[must_use]
pub fn quality_figures<'a>(
    cases: impl IntoIterator<Item = (StreamId, &'a ComplaintHead)>,
    month: Period,
) -> QualityFigures {
    let mut figures = QualityFigures::default();
    for (case, head) in cases
        .into_iter()
        .filter(|(_, head)| head.set_aside.is_none())
    {
        let made = head.follow_ups.iter().enumerate();
        let last = made
            .filter(|(_, made)| month.contains(made.on))
            .max_by_key(|(order, made)| (made.on, *order));
        match last {
            Some((_, made)) if made.problem => figures.failed.push(case),
            Some(_) => figures.passed.push(case),
            None => {}
        }
        if head.goes_on {
            figures.open_problems.push(case);
        }
    }
    figures
}
