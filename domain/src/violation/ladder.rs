//! Where a violation stands on its ladder: what was taken, what comes next, what is closed and why.

use chrono::NaiveDate;

use super::guard::{Closed, Guard};
use super::measure::{Ladder, Measure};
use super::rung::Step;
use super::{Stage, Violation};

/// How one rung stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RungStanding {
    /// `None`: talked to or persuaded, at whatever day.
    Taken {
        on: Option<NaiveDate>,
    },
    /// By the Director's written reason.
    Skipped {
        reason: String,
    },
    /// 不适用.
    NotApplicable {
        reason: String,
    },
    /// All its measures are closed by the legal guard; it is passed without a reason.
    Closed {
        why: Closed,
    },
    Next,
    Later,
}

/// One rung as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungState {
    pub measures: &'static [Measure],
    pub standing: RungStanding,
    /// Those of its measures that the guard closes, and why.
    pub closed: Vec<(Measure, Closed)>,
    /// Those that are open and not taken. The two of a double rung go in any order: when one was taken, the other stays.
    pub left: Vec<Measure>,
}

impl Violation {
    /// The order of its measures; `None` for renovation, which has a procedure of its own.
    #[must_use]
    pub fn ladder(&self) -> Option<Ladder> {
        self.item.kind().ladder()
    }

    /// The measures carried out, with talk or persuasion first.
    #[must_use]
    pub fn taken(&self) -> Vec<Measure> {
        let spoken = self.persuaded.then_some(self.first_words());
        let carried_out = self
            .dispositions
            .iter()
            .filter(|disposition| disposition.stage() == Stage::CarriedOut)
            .map(|disposition| disposition.proposal.measure);
        spoken.into_iter().chain(carried_out).collect()
    }

    /// What speaking to them counts as: talk about arrears, persuasion otherwise.
    #[must_use]
    pub fn first_words(&self) -> Measure {
        match self.ladder() {
            Some(Ladder::Arrears) => Measure::Talk,
            Some(Ladder::Other) | None => Measure::Persuasion,
        }
    }

    /// The measures whose rungs are settled without being taken.
    #[must_use]
    pub fn settled(&self) -> Vec<Measure> {
        let skipped = self
            .dispositions
            .iter()
            .filter(|disposition| disposition.stands())
            .filter_map(|disposition| disposition.signature.as_ref())
            .flat_map(|signature| signature.skipped.iter().copied());
        let not_applicable = self.not_applicable.iter().map(|(measure, _)| *measure);
        skipped.chain(not_applicable).collect()
    }

    /// A disposition that was carried out was not complied with (V4(4)③).
    #[must_use]
    pub fn not_complied(&self) -> bool {
        self.dispositions.iter().any(|disposition| {
            disposition.stage() == Stage::CarriedOut && disposition.complied == Some(false)
        })
    }

    /// Asks about `next` as if everybody had signed; the caller takes away what is missing. `None` where the measure
    /// has no place against this violation.
    pub(super) fn with_step<T>(
        &self,
        next: Measure,
        skip_reason: Option<&str>,
        guard: &Guard,
        ask: impl FnOnce(&Step<'_>) -> T,
    ) -> Option<T> {
        // Renovation has no ladder; what stands off every ladder may still be asked about.
        let ladder = match self.ladder() {
            Some(ladder) => ladder,
            None if next.off_ladder() => Ladder::Other,
            None => return None,
        };
        let taken = self.taken();
        let settled = self.settled();
        Some(ask(&Step {
            ladder,
            debt: self.debt,
            taken: &taken,
            settled: &settled,
            not_complied: self.not_complied(),
            next,
            director_signed: true,
            company_decided: true,
            skip_reason,
            guard,
        }))
    }

    /// The rungs that choosing `next` would leave out: the Director has to give a reason for them.
    #[must_use]
    pub fn skips(&self, next: Measure, guard: &Guard) -> Vec<Measure> {
        self.with_step(next, None, guard, |step| {
            step.skips().into_iter().flatten().copied().collect()
        })
        .unwrap_or_default()
    }

    /// Every rung with its standing, from the mildest up; none for renovation.
    #[must_use]
    pub fn rungs(&self, guard: &Guard) -> Vec<RungState> {
        let mut next_found = false;
        let taken = self.taken();
        let rungs = self.ladder().map_or(&[][..], Ladder::rungs);
        rungs
            .iter()
            .map(|measures| {
                let closed: Vec<(Measure, Closed)> = measures
                    .iter()
                    .filter_map(|one| Some((*one, guard.closes(*one, self.debt)?)))
                    .collect();
                let standing = match self.settled_standing(measures, &taken) {
                    Some(standing) => standing,
                    None => match closed.first() {
                        Some((_, why)) if closed.len() == measures.len() => {
                            RungStanding::Closed { why: *why }
                        }
                        _ if next_found => RungStanding::Later,
                        _ => {
                            next_found = true;
                            RungStanding::Next
                        }
                    },
                };
                let open = |one: &&Measure| !closed.iter().any(|(shut, _)| shut == *one);
                let left = measures
                    .iter()
                    .filter(open)
                    .filter(|one| !taken.contains(one))
                    .copied()
                    .collect();
                RungState {
                    measures,
                    standing,
                    closed,
                    left,
                }
            })
            .collect()
    }

    /// The measures of the next rung that are open.
    #[must_use]
    pub fn next_measures(&self, guard: &Guard) -> Vec<Measure> {
        self.rungs(guard)
            .into_iter()
            .find(|rung| rung.standing == RungStanding::Next)
            .map(|rung| rung.left)
            .unwrap_or_default()
    }

    fn settled_standing(&self, rung: &[Measure], taken: &[Measure]) -> Option<RungStanding> {
        if rung.iter().any(|measure| taken.contains(measure)) {
            let on = self
                .dispositions
                .iter()
                .filter(|disposition| rung.contains(&disposition.proposal.measure))
                .find_map(|disposition| disposition.carried_out_on);
            return Some(RungStanding::Taken { on });
        }
        let not_applicable = self
            .not_applicable
            .iter()
            .find(|(measure, _)| rung.contains(measure));
        if let Some((_, reason)) = not_applicable {
            return Some(RungStanding::NotApplicable {
                reason: reason.clone(),
            });
        }
        self.dispositions
            .iter()
            .filter(|disposition| disposition.stands())
            .filter_map(|disposition| disposition.signature.as_ref())
            .find(|signature| signature.skipped.iter().any(|one| rung.contains(one)))
            .map(|signature| RungStanding::Skipped {
                reason: signature.skip_reason.clone().unwrap_or_default(),
            })
    }
}
