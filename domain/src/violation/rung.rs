//! Whether the next measure may be taken now: who signed, what the law leaves open, and the order of the rungs.
//!
//! Checked in this order: is there such a measure here; did the Director sign (V4(4)⑥); did the company decide where it
//! must (V4(4)③, V4(4)④); does the legal guard leave it open; is no rung left out without a reason. A right comes before
//! what the law closes, so that nobody without it learns more than that it is not theirs; what the law closes comes
//! before the order of the rungs, because a reason for skipping would not open it.
//!
//! A rung is left out when none of its measures was taken, even if a higher one was: the reason was written for that
//! one. The caller says which rungs were settled earlier ([`Step::settled`]).
//!
//! Public criticism stands on the ladder of V4(3)③ only. V4(4)③ opens it to every violation, arrears too, once a signed
//! disposition was not complied with: then it is in order wherever the ladder stands. Without that it is no measure
//! against arrears.

use serde::{Deserialize, Serialize};

use super::guard::Guard;
use super::measure::{Debt, Ladder, Measure};
use crate::clause::Clause;

/// A measure about to be taken, and everything the answer depends on.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    pub ladder: Ladder,
    pub debt: Option<Debt>,
    pub taken: &'a [Measure],
    /// Measures whose rungs are settled without being taken: skipped earlier with the Director's reason, or marked
    /// as not applying.
    pub settled: &'a [Measure],
    /// A signed disposition was not complied with (V4(4)③).
    pub not_complied: bool,
    pub next: Measure,
    pub director_signed: bool,
    pub company_decided: bool,
    /// The Director's written reason for leaving rungs out.
    pub skip_reason: Option<&'a str>,
    pub guard: &'a Guard,
}

/// The answer, in the words `judge` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RungVerdict {
    Ok,
    BeyondAuthority,
    RungSkipped,
    LegalGuard,
    CompanyDecisionMissing,
    UnknownMeasure,
}

impl Step<'_> {
    /// Whether the measure may be taken, and by which clause.
    #[must_use]
    pub fn verdict(&self) -> (RungVerdict, Clause) {
        let clause = self.next.clause(self.ladder);
        if self.next.anybodys() {
            return (RungVerdict::Ok, clause);
        }
        if !self.known() {
            return (RungVerdict::UnknownMeasure, self.ladder.clause());
        }
        if !self.director_signed {
            return (RungVerdict::BeyondAuthority, Clause::V4_4_7);
        }
        if let Some(company) = self.next.company_clause()
            && !self.company_decided
        {
            return (RungVerdict::CompanyDecisionMissing, company);
        }
        if self.guard.closes(self.next, self.debt).is_some() {
            return (RungVerdict::LegalGuard, Clause::Ours);
        }
        let reasoned = self
            .skip_reason
            .is_some_and(|reason| !reason.trim().is_empty());
        if !reasoned && !self.skips().is_empty() {
            return (RungVerdict::RungSkipped, Clause::Ours);
        }
        (RungVerdict::Ok, clause)
    }

    /// Whether the measure exists for this violation.
    #[must_use]
    pub fn known(&self) -> bool {
        self.next.anybodys() || self.out_of_order() || self.ladder.place(self.next).is_some()
    }

    /// The rungs below the measure that would be left out, from the lowest.
    #[must_use]
    pub fn skips(&self) -> Vec<&'static [Measure]> {
        if self.next.anybodys() || self.out_of_order() {
            return Vec::new();
        }
        let place = self.ladder.place(self.next).unwrap_or(0);
        self.ladder
            .rungs()
            .iter()
            .take(place)
            .filter(|rung| self.open(rung) && !self.passed(rung))
            .copied()
            .collect()
    }

    /// Measures that wait for no rung.
    fn out_of_order(&self) -> bool {
        self.next.off_ladder() || (self.not_complied && self.next == Measure::PublicCriticism)
    }

    fn passed(&self, rung: &[Measure]) -> bool {
        rung.iter()
            .any(|measure| self.taken.contains(measure) || self.settled.contains(measure))
    }

    /// A rung is closed when the guard closes all of it; then it is passed without a reason.
    fn open(&self, rung: &[Measure]) -> bool {
        rung.iter()
            .any(|measure| self.guard.closes(*measure, self.debt).is_none())
    }
}
