//! What a tablet's clock says, and what of it counts. A tablet is never refused for its clock.

use super::EventLog;
use crate::command::{Command, Moment};
use crate::id::Instant;

/// Entered-at may lie this far outside what the server can confirm before it is moved and marked.
const TOLERANCE_MILLIS: i64 = 120_000;

/// The time in which a command can have been entered: after the server had what it was decided on, before it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// `None` where it was decided on nothing this log holds.
    pub seen_at: Option<Instant>,
    pub received_at: Instant,
}

impl Bounds {
    pub fn of<L: EventLog>(log: &L, command: &Command, now: Instant) -> Result<Self, L::Error> {
        let seen = command.streams.iter().map(|seen| seen.seen).max();
        let seen_at = match seen {
            Some(seen) => log.received_at(seen)?,
            None => None,
        };
        Ok(Bounds {
            // A demo's clock may have been moved since; the log only goes forward.
            seen_at: seen_at.map(|at| at.min(now)),
            received_at: now,
        })
    }

    /// The moment as it counts; `None` where it is as the tablet said.
    pub fn moved(&self, said: Moment) -> Option<Moment> {
        let entered = said.entered_at();
        let early = self
            .seen_at
            .is_some_and(|from| entered.0.saturating_add(TOLERANCE_MILLIS) < from.0);
        let late = entered.0 > self.received_at.0.saturating_add(TOLERANCE_MILLIS);
        if !early && !late {
            return None;
        }
        let counts = match self.seen_at {
            Some(from) if early => from,
            _ => self.received_at,
        };
        // What happened was said by the same clock, so it lies no later than what was entered; a moment that lay
        // after it already is nonsense of another kind, and stays.
        let nonsense = said.happened_at.0 > entered.0.saturating_add(TOLERANCE_MILLIS);
        let happened_at = if nonsense {
            said.happened_at
        } else {
            said.happened_at.min(counts)
        };
        Some(Moment {
            happened_at,
            entered_at: counts,
            clock_offset: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const YEAR: i64 = 365 * 24 * HOUR;

    fn said(happened: i64, entered: i64, clock_offset: i64) -> Moment {
        Moment {
            happened_at: Instant(happened),
            entered_at: Instant(entered),
            clock_offset,
        }
    }

    #[test]
    fn an_entered_at_outside_what_the_server_can_confirm_is_moved_to_its_edge() {
        let noon = 1_760_000_000_000;
        let (from, to) = (noon, noon + 5 * HOUR);
        let bounds = Bounds {
            seen_at: Some(Instant(from)),
            received_at: Instant(to),
        };
        let counts = |happened: i64, entered: i64| Some(said(happened, entered, 0));
        let table = [
            ("in between", said(noon, noon + HOUR, 0), None),
            ("right by its offset", said(noon, noon + YEAR, -YEAR), None),
            ("a minute late", said(noon, to + 60_000, 0), None),
            ("a minute early", said(noon - HOUR, from - 60_000, 0), None),
            (
                "a year ahead",
                said(to + YEAR, to + YEAR, 0),
                counts(to, to),
            ),
            (
                "a year ahead, of this morning",
                said(noon - HOUR, to + YEAR, 0),
                counts(noon - HOUR, to),
            ),
            (
                "a year behind",
                said(from - YEAR, from - YEAR, 0),
                counts(from - YEAR, from),
            ),
            (
                "said to happen after it was entered",
                said(to + 2 * YEAR, to + YEAR, 0),
                counts(to + 2 * YEAR, to),
            ),
        ];
        for (what, moment, expected) in table {
            assert_eq!(bounds.moved(moment), expected, "{what}");
        }
    }

    #[test]
    fn without_a_known_position_only_the_future_is_out_of_bounds() {
        let bounds = Bounds {
            seen_at: None,
            received_at: Instant(YEAR),
        };
        assert_eq!(bounds.moved(said(0, 0, 0)), None);
        assert_eq!(bounds.moved(said(0, 2 * YEAR, 0)), Some(said(0, YEAR, 0)));
    }
}
