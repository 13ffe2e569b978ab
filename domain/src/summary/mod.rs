//! 投诉调度记录月总结表: a month of complaint follow-ups summed up by the Dispatcher, remarked on by the head of management,
//! then sealed; what the remark wants done is followed through (S2.1, S2.3, S3.3.2d, G2.1, G3.5.5).

pub mod command;
mod decide;
pub(crate) mod head;
mod owed;

use chrono::NaiveDate;

use crate::calendar::Period;
use crate::event::summary::SummaryFigures;
use crate::event::{Opened, SummaryFact};
use crate::id::{CommandId, Cursor, Instant, PersonId};
use crate::origin::Origin;
use crate::personal::{Personal, PersonalBook};

pub use command::SummaryCommand;
pub use decide::decide;
pub use owed::owed_months;

/// The fold of one month's summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthlyDispatchSummary {
    pub month: Period,
    /// What counts of what was handed in.
    pub submission: Submission,
    /// What was handed in before and replaced.
    pub replaced: Vec<Submission>,
    pub seal: Option<Seal>,
}

/// Who did it when, in whose name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    pub command: CommandId,
    pub by: PersonId,
    pub happened_at: Instant,
    pub received_at: Option<Instant>,
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    pub hand: Hand,
    pub analysis: String,
    /// `None` until the server has counted.
    pub figures: Option<SummaryFigures>,
}

/// The remark with which the summary was archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    pub hand: Hand,
    /// What was read.
    pub of: CommandId,
    pub remark: String,
    pub points: Vec<PointOfRemark>,
    pub figures: Option<SummaryFigures>,
}

/// What the remark wants done, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointOfRemark {
    pub measure: String,
    pub person: PersonId,
    pub until: NaiveDate,
    /// Two who said it at once stand beside each other.
    pub results: Vec<PointResult>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointResult {
    pub hand: Hand,
    pub words: String,
}

impl Hand {
    fn of(opened: &Opened) -> Self {
        Hand {
            command: opened.command,
            by: opened.event.recorded_by,
            happened_at: opened.event.moment.happened_at,
            received_at: opened.event.received_at,
            origin: Origin::of(&opened.event),
        }
    }
}

impl Submission {
    fn of(opened: &Opened, analysis: Personal, figures: Option<&SummaryFigures>) -> Self {
        Submission {
            hand: Hand::of(opened),
            analysis: PersonalBook::of(&opened.personal).text(analysis).to_owned(),
            figures: figures.cloned(),
        }
    }
}

impl MonthlyDispatchSummary {
    /// The figures that stand: the sealed ones, else those of what was handed in.
    #[must_use]
    pub fn figures(&self) -> Option<&SummaryFigures> {
        match &self.seal {
            Some(seal) => seal.figures.as_ref(),
            None => self.submission.figures.as_ref(),
        }
    }

    pub(crate) fn begun(opened: &Opened, fact: &SummaryFact) -> Option<Self> {
        match fact {
            SummaryFact::Submitted {
                month,
                analysis,
                figures,
            } => Some(MonthlyDispatchSummary {
                month: *month,
                submission: Submission::of(opened, *analysis, figures.as_deref()),
                replaced: Vec::new(),
                seal: None,
            }),
            SummaryFact::Sealed { .. } | SummaryFact::PointFinished { .. } => None,
        }
    }

    pub(crate) fn apply(&mut self, opened: &Opened, fact: &SummaryFact) {
        let book = PersonalBook::of(&opened.personal);
        let text = |personal: Personal| book.text(personal).to_owned();
        match fact {
            SummaryFact::Submitted {
                analysis, figures, ..
            } => {
                let next = Submission::of(opened, *analysis, figures.as_deref());
                self.replaced
                    .push(std::mem::replace(&mut self.submission, next));
            }
            SummaryFact::Sealed {
                of,
                remark,
                points,
                figures,
                ..
            } => {
                // What is archived stays as it is.
                if self.seal.is_none() {
                    self.seal = Some(Seal {
                        hand: Hand::of(opened),
                        of: *of,
                        remark: text(*remark),
                        points: points
                            .iter()
                            .map(|point| PointOfRemark {
                                measure: text(point.measure),
                                person: point.person,
                                until: point.until,
                                results: Vec::new(),
                            })
                            .collect(),
                        figures: figures.as_deref().cloned(),
                    });
                }
            }
            SummaryFact::PointFinished { point, result } => {
                let points = self.seal.as_mut().map(|seal| &mut seal.points);
                if let Some(point) = points.and_then(|points| points.get_mut(usize::from(*point))) {
                    point.results.push(PointResult {
                        hand: Hand::of(opened),
                        words: text(*result),
                    });
                }
            }
        }
    }
}

impl SummaryFigures {
    /// Whether two countings found the same, wherever and whenever they were made.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let plain = |figures: &Self| SummaryFigures {
            at: Cursor(0),
            counted_at: Instant(0),
            engine: 0,
            ..figures.clone()
        };
        plain(self) == plain(other)
    }
}
