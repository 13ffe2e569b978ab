//! The only clock of the app.

use domain::id::Instant;

/// The device's own time. Order never comes from it.
#[must_use]
pub fn now() -> Instant {
    // Whole milliseconds since 1970 fit an i64 exactly.
    #[allow(clippy::cast_possible_truncation)]
    Instant(js_sys::Date::now() as i64)
}

/// Milliseconds of a clock that never jumps, for waiting and measuring.
#[must_use]
pub fn ticks() -> u64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0, |performance| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let ticks = performance.now() as u64;
            ticks
        })
}

/// More than this off, entries are corrected to the server's time and marked, and whoever holds the tablet is told.
const OFF_MILLIS: u64 = 120_000;

/// Whether a tablet's clock is off, by what is added to it to have the server's.
#[must_use]
pub fn is_off(offset_millis: i64) -> bool {
    offset_millis.unsigned_abs() > OFF_MILLIS
}

#[cfg(test)]
mod tests {
    use super::is_off;

    #[test]
    fn a_clock_two_minutes_off_is_right_and_one_beyond_is_told() {
        assert!(!is_off(120_000) && !is_off(-120_000));
        assert!(is_off(120_001) && is_off(-120_001) && is_off(i64::MIN));
    }
}
