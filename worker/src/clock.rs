//! The only clock of the server.

use domain::id::Instant;

/// Real time. Doors (sessions, codes, attempts) go by it, also in a demo office.
pub fn real() -> Instant {
    Instant(i64::try_from(worker::Date::now().as_millis()).unwrap_or(i64::MAX))
}

/// The time of an office: real time, and for a demo office what its clock was moved by.
pub fn of_office(moved_by: i64) -> Instant {
    Instant(real().0.saturating_add(moved_by))
}
