//! The figures of a month's summary (G2.1): 及时率, 合格率, coverage, satisfaction and what is not over, from the heads of
//! complaints. The same function on the tablet, for what it knows, and on the server, whose figures are sealed.

use crate::calendar::Period;
use crate::command::day;
use crate::complaint::Status;
use crate::event::complaint::RequestKind;
use crate::event::summary::{
    CoverageCounted, FollowUpCounted, OpenProblem, ProblemKind, Share, SummaryFigures,
    WaitingFollowUp,
};
use crate::follow_up::Grade;
use crate::head::ComplaintHead;
use crate::id::{CaseId, Cursor, Instant, StreamId};
use crate::policy::Policy;
use crate::satisfaction::SatisfactionRate;

use super::{month_figures, quality_figures, timeliness_figures};

/// Raised whenever the same heads would be counted otherwise: a sealed summary says by which version it was.
pub const ENGINE: u16 = 1;

/// Where and when it is counted.
#[derive(Clone, Copy, Debug)]
pub struct Counting<'a> {
    pub month: Period,
    /// The version in force on the first day of the month.
    pub policy: &'a Policy,
    /// The last event the heads rest on.
    pub at: Cursor,
    pub now: Instant,
    pub utc_offset_minutes: i32,
}

impl From<Share> for SatisfactionRate {
    fn from(share: Share) -> Self {
        SatisfactionRate {
            favourable: share.part,
            base: share.base,
        }
    }
}

impl Counting<'_> {
    fn on(&self, at: Instant) -> chrono::NaiveDate {
        day(at, self.utc_offset_minutes)
    }

    /// Whether a case can be in the month's figures at all; the others need not be read.
    #[must_use]
    pub fn concerns(&self, head: &ComplaintHead) -> bool {
        let falls_in = |at: Option<Instant>| at.is_some_and(|at| self.month.contains(self.on(at)));
        head.set_aside.is_none()
            && (head.status < Status::ClosedOut
                || head.goes_on
                || falls_in(Some(head.registered_at))
                || falls_in(head.handled_at)
                || falls_in(head.limit)
                || head.closed_out_on.is_some_and(|on| self.month.contains(on))
                || head.rounds.iter().any(|it| self.month.contains(it.anchor))
                || head.follow_ups.iter().any(|it| self.month.contains(it.on)))
    }

    /// Counts the month; lists come in an order of their own, whatever the order of the cases.
    #[must_use]
    pub fn count(&self, cases: &[(StreamId, &ComplaintHead)]) -> SummaryFigures {
        let month = self.month;
        let today = self.on(self.now);
        let of_cases = || {
            let stands = |(_, head): &&(StreamId, &ComplaintHead)| head.set_aside.is_none();
            cases.iter().filter(stands).copied()
        };
        let number = |counts: &dyn Fn(&ComplaintHead) -> bool| {
            of_cases().filter(|(_, head)| counts(head)).count() as u64
        };
        let board = month_figures(of_cases(), self.policy, month, today);
        let timely = timeliness_figures(of_cases(), month, self.now, self.utc_offset_minutes);
        let (mut follow_ups, mut waiting, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        let quality = quality_figures(of_cases(), month).rate();
        for (stream, head) in of_cases() {
            let case = CaseId(stream.0);
            let made = head.follow_ups.iter().filter(|it| month.contains(it.on));
            follow_ups.extend(made.map(|made| FollowUpCounted {
                case,
                command: made.command,
            }));
            let owed = head.owed_now();
            waiting.extend(owed.filter(|owed| month.contains(owed.anchor)).map(|owed| {
                WaitingFollowUp {
                    closes: owed.closes,
                    case,
                }
            }));
            problems.extend(
                problem(head)
                    .filter(|_| self.began(head))
                    .map(|why| OpenProblem {
                        category: head.category,
                        department: head.department,
                        why,
                        case,
                    }),
            );
        }
        follow_ups.sort_unstable();
        waiting.sort_unstable();
        problems.sort_unstable();
        SummaryFigures {
            at: self.at,
            counted_at: self.now,
            engine: ENGINE,
            policy: self.policy.version,
            registered: number(&|head| month.contains(self.on(head.registered_at))),
            handled: number(&|head| {
                head.handled_at
                    .is_some_and(|at| month.contains(self.on(at)))
            }),
            closed_out: number(&|head| head.closed_out_on.is_some_and(|on| month.contains(on))),
            timeliness: Share {
                part: timely.timely.len() as u64,
                base: timely.base(),
            },
            passed: Share {
                part: quality.favourable,
                base: quality.base,
            },
            satisfaction: Share {
                part: board.satisfaction.favourable,
                base: board.satisfaction.base,
            },
            coverage: CoverageCounted {
                base: board.coverage.base,
                done: board.coverage.done,
                required: board.coverage.required.unwrap_or_default(),
                missing: board.coverage.missing.unwrap_or_default(),
            },
            follow_ups,
            waiting,
            open_problems: problems,
        }
    }

    /// What was taken down after the month is a later month's.
    fn began(&self, head: &ComplaintHead) -> bool {
        self.on(head.registered_at) <= self.month.last_day()
    }
}

/// Why a complaint is not over, if it is not.
fn problem(head: &ComplaintHead) -> Option<ProblemKind> {
    if head.request != RequestKind::Complaint {
        return None;
    }
    let last = head
        .follow_ups
        .iter()
        .max_by_key(|made| (made.on, made.round));
    if head.goes_on && last.is_some_and(|made| made.grade == Some(Grade::Dissatisfied)) {
        Some(ProblemKind::Dissatisfied)
    } else if head.goes_on {
        Some(ProblemKind::ProblemLeft)
    } else if head.status < Status::ClosedOut {
        Some(ProblemKind::NotClosedOut)
    } else {
        None
    }
}

/// What came after a sealed month's figures: follow-ups made in it but entered later, and those taken back since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    pub added: Vec<CaseId>,
    pub taken_back: Vec<CaseId>,
}

impl Corrections {
    /// Of two countings of the same month.
    #[must_use]
    pub fn between(sealed: &SummaryFigures, now: &SummaryFigures) -> Self {
        let without = |these: &SummaryFigures, those: &SummaryFigures| {
            let new = these
                .follow_ups
                .iter()
                .filter(|it| !those.follow_ups.contains(it));
            new.map(|it| it.case).collect()
        };
        Corrections {
            added: without(now, sealed),
            taken_back: without(sealed, now),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.taken_back.is_empty()
    }
}
