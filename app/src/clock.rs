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
