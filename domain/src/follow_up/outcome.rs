//! What a follow-up does to its item (G3.5.4).

use serde::{Deserialize, Serialize};

use super::Grade;

/// Whether the item's record is complete or the item goes on and owes a new follow-up after the
/// next anchor event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Complete,
    GoesOn,
}

/// G3.5.4: a remaining problem or a dissatisfied occupant keeps the item going. Only the grade of
/// satisfaction decides (M4(5)); an occupant who gives none is taken by the problem alone.
#[must_use]
pub const fn outcome(satisfaction: Option<Grade>, problem_left: bool) -> Outcome {
    match (satisfaction, problem_left) {
        (Some(Grade::Dissatisfied), _) | (_, true) => Outcome::GoesOn,
        (Some(Grade::Satisfied | Grade::FairlySatisfied) | None, false) => Outcome::Complete,
    }
}
