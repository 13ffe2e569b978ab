//! Questions about violations: a late fee, and whether the next rung may be taken.

use domain::clause::Clause;
use domain::json::named;
use domain::role::Role;
use domain::violation::{Debt, Guard, Ladder, Measure, PerMille, RungVerdict, Step, late_fee};

use super::Answer;
use super::question::Day;

pub(super) fn fee(principal_fen: u64, per_mille: PerMille, last_day: Day, on: Day) -> Answer {
    let fee = late_fee(principal_fen, per_mille, last_day.0, on.0);
    Answer::LateFee {
        days: fee.days,
        fen: fee.fen,
        capped: fee.capped,
        clause: Clause::V4_3_2,
    }
}

/// `next` is any word: one that is no measure is answered, not refused.
///
/// The question is about the rungs of a ladder, and asks for the company at public criticism only. Arbitration and suit
/// stand on no rung: here they take the Director as every measure does, and that the company decides on them (V4(4)④)
/// is what the product asks beside the ladder, with a decision of its own (`decide_for_company`).
pub(super) fn rung(
    ladder: Ladder,
    debt: Option<Debt>,
    taken: &[Measure],
    next: &str,
    roles: &[Role],
    skip_reason: Option<&str>,
) -> Answer {
    let (why, clause) = match named::<Measure>(next) {
        Some(next) => Step {
            ladder,
            debt,
            taken,
            settled: &[],
            not_complied: false,
            next,
            director_signed: roles.contains(&Role::Director),
            company_decided: next.off_ladder() || roles.contains(&Role::CompanyExecutive),
            skip_reason,
            guard: &Guard::default(),
        }
        .verdict(),
        None => (RungVerdict::UnknownMeasure, ladder.clause()),
    };
    Answer::Rung {
        allowed: why == RungVerdict::Ok,
        why,
        clause,
    }
}
