//! Minutes as date inputs write them (`2026-11-23T09:12`), on the office's wall clock.

use chrono::{Datelike, NaiveDateTime, Timelike};
use domain::id::Instant;

use crate::clock;
use crate::state::AppState;

/// Now at the office: this device's time, corrected by what the server said; a demo office may have moved its clock.
#[must_use]
pub fn office_now(state: AppState) -> Instant {
    use leptos::prelude::GetUntracked;
    let offset = state.clock_offset_millis.get_untracked();
    Instant(clock::now().0.saturating_add(offset))
}

/// When it happened: what the field says; where nothing else was said, the moment the form was begun, to the
/// millisecond.
#[must_use]
pub fn happened(typed: &str, begun: Option<Instant>, utc_offset_minutes: i32) -> Option<Instant> {
    match begun {
        Some(begun) if typed.is_empty() || typed == written(begun, utc_offset_minutes) => {
            Some(begun)
        }
        _ => read(typed, utc_offset_minutes),
    }
}

/// How an input of date and time shows an instant.
#[must_use]
pub fn written(at: Instant, utc_offset_minutes: i32) -> String {
    let local =
        at.0.saturating_add(i64::from(utc_offset_minutes).saturating_mul(60_000));
    let local = chrono::DateTime::from_timestamp_millis(local)
        .unwrap_or_default()
        .naive_utc();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        local.year(),
        local.month(),
        local.day(),
        local.hour(),
        local.minute()
    )
}

/// The instant an input says; `None` while it is empty or half written.
#[must_use]
pub fn read(text: &str, utc_offset_minutes: i32) -> Option<Instant> {
    let minute = text.get(..16)?;
    let local = NaiveDateTime::parse_from_str(minute, "%Y-%m-%dT%H:%M").ok()?;
    let millis = local.and_utc().timestamp_millis();
    Some(Instant(millis.saturating_sub(
        i64::from(utc_offset_minutes).saturating_mul(60_000),
    )))
}

#[cfg(test)]
mod tests {
    use super::{happened, read, written};
    use domain::id::Instant;

    #[test]
    fn a_minute_is_read_as_it_was_written_at_the_office() {
        let at = Instant(1_795_459_320_000);
        assert_eq!(written(at, 480), "2026-11-24T02:42");
        assert_eq!(read("2026-11-24T02:42", 480), Some(at));
        assert_eq!(read("2026-11-24T02:42:31", 480), Some(at));
        for half in ["", "2026-11-24", "2026-13-40T99:99"] {
            assert_eq!(read(half, 480), None);
        }
    }

    #[test]
    fn a_form_kept_overnight_keeps_the_day_it_was_begun_on() {
        let begun = Instant(1_795_459_320_777);
        // The field shows the minute; the record keeps the moment itself.
        assert_eq!(happened("2026-11-24T02:42", Some(begun), 480), Some(begun));
        assert_eq!(happened("", Some(begun), 480), Some(begun));
        assert_eq!(
            happened("2026-11-24T02:41", Some(begun), 480),
            Some(Instant(1_795_459_260_000))
        );
        assert_eq!(happened("", None, 480), None);
    }
}
