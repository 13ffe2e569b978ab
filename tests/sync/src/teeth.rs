//! Whether the simulation bites.

use crate::bug::Bug;
use crate::many;
use crate::violation::Violation;

/// Every deliberate bug must be caught within so many seeds.
pub const WITHIN: u64 = 2_000;

/// After how many seeds a bug was caught, and how; `None` if it never was.
#[must_use]
pub fn bite(bug: Bug, from: u64) -> Option<(u64, Violation)> {
    let tally = many::seeds(from, WITHIN, Some(bug), 1, &|_| {});
    let (seed, violation) = tally.failures.into_iter().next()?;
    Some((seed - from + 1, violation))
}
