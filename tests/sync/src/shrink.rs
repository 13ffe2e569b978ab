//! The shortest beginning of a seed that still fails.

use crate::many::guarded;
use crate::trace::Trace;
use crate::violation::Violation;
use crate::world::{Play, steps_of};

/// A failure somebody can read.
pub struct Shortest {
    pub steps: usize,
    pub violation: Violation,
    pub lines: Vec<String>,
}

/// Chaos of `steps` steps, then the healing, from none on: a longer beginning may hide what a shorter one shows.
#[must_use]
pub fn shortest(seed: u64, how: Play) -> Option<Shortest> {
    let most = how.steps.unwrap_or_else(|| steps_of(seed));
    for steps in 0..=most {
        let how = Play {
            steps: Some(steps),
            ..how
        };
        let mut trace = Trace::in_words();
        if let Err(violation) = guarded(seed, how, &mut trace) {
            return Some(Shortest {
                steps,
                violation,
                lines: trace.lines.unwrap_or_default(),
            });
        }
    }
    None
}
