//! In which order open items are looked at: what is owed first stands on top, and with it everything that is late.

use crate::calendar::last_instant;
use crate::complaint::Status;
use crate::head::{ComplaintHead, RoundHead, WorkOrderHead};
use crate::id::Instant;
use crate::work_order::Phase;

/// Where an item stands in a list: what is late first, the longest late on top; then by its limit. What nobody limited
/// is owed at once, since it came in (C0), and so stands before what has time.
#[must_use]
pub fn owed_first(due: Option<Instant>, since: Instant, now: Instant) -> (bool, Instant) {
    let late = due.is_some_and(|due| due < now);
    (!late, due.unwrap_or(since))
}

impl ComplaintHead {
    /// Whether something is still to be done about it: to be handled, closed out, or followed up. A repair is followed
    /// up on its slip; a double and what was voided are done with.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.set_aside.is_none()
            && (self.status < Status::ClosedOut || self.goes_on || self.owed_now().is_some())
    }

    /// Since when something is to be done about it.
    #[must_use]
    pub fn owed_since(&self) -> Instant {
        self.handled_at.unwrap_or(self.registered_at)
    }

    /// The first limit that runs on it: to be handled, answered by another department, followed up. None where nobody
    /// set one.
    #[must_use]
    pub fn due_by(&self, utc_offset_minutes: i32) -> Option<Instant> {
        if self.set_aside.is_some() {
            return None;
        }
        let unhandled = self.status < Status::Handled;
        let limit = self.limit.filter(|_| unhandled);
        let answers = self.unanswered.iter().map(|(_, limit)| *limit);
        let visit = closes(self.owed_now(), utc_offset_minutes);
        answers
            .filter(|_| unhandled)
            .chain(limit)
            .chain(visit)
            .min()
    }
}

impl WorkOrderHead {
    /// As [`ComplaintHead::is_open`].
    #[must_use]
    pub fn is_open(&self) -> bool {
        let ended = matches!(self.phase, Phase::Completed | Phase::Withdrawn);
        !ended || self.goes_on || self.owed_now().is_some()
    }

    /// As [`ComplaintHead::due_by`]: Engineering's receipt (C4), the appointment, the follow-up.
    #[must_use]
    pub fn due_by(&self, utc_offset_minutes: i32) -> Option<Instant> {
        let delivery = self.limit.filter(|_| self.phase == Phase::Made);
        let ended = matches!(self.phase, Phase::Completed | Phase::Withdrawn);
        let appointment = self.appointment.filter(|_| !ended);
        let visit = closes(self.owed_now(), utc_offset_minutes);
        [delivery, appointment, visit].into_iter().flatten().min()
    }
}

/// The last moment of its last day.
fn closes(round: Option<&RoundHead>, utc_offset_minutes: i32) -> Option<Instant> {
    round.map(|round| last_instant(round.closes, utc_offset_minutes))
}
