//! When follow-ups are owed, day by day.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{Period, day_of};
use rules::check;
use serde_json::json;

type Row = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    &'static str,
);

/// Rows of (profile, kind, category, anchor, opens, closes), all by one clause.
fn windows(clause: &str, rows: &[Row]) {
    for (profile, kind, category, anchor, opens, closes) in rows {
        check(
            &json!({"ask": "window", "profile": profile, "kind": kind, "category": category, "anchor": anchor}),
            &json!({"opens": opens, "closes": closes, "clause": clause}),
        );
    }
}

#[test]
fn m4_2a_a_complaint_is_followed_up_within_three_days_of_handling() {
    windows(
        "M4(2)a",
        &[
            (
                "mall",
                "complaint",
                None,
                "2026-10-01",
                "2026-10-01",
                "2026-10-04",
            ),
            (
                "mall",
                "complaint",
                None,
                "2026-12-30",
                "2026-12-30",
                "2027-01-02",
            ),
            (
                "mall",
                "complaint",
                None,
                "2028-02-27",
                "2028-02-27",
                "2028-03-01",
            ),
            (
                "mall",
                "complaint",
                None,
                "2026-02-26",
                "2026-02-26",
                "2026-03-01",
            ),
            // The exception for cleaning stands in the estate's text only.
            (
                "mall",
                "complaint",
                Some("cleaning"),
                "2026-10-01",
                "2026-10-01",
                "2026-10-04",
            ),
        ],
    );
}

#[test]
fn m4_2b_a_repair_is_followed_up_within_a_calendar_month_of_its_sign_off() {
    windows(
        "M4(2)b",
        &[
            (
                "mall",
                "repair",
                None,
                "2026-10-15",
                "2026-10-15",
                "2026-11-15",
            ),
            (
                "mall",
                "repair",
                None,
                "2026-01-31",
                "2026-01-31",
                "2026-02-28",
            ),
            (
                "mall",
                "repair",
                None,
                "2028-01-31",
                "2028-01-31",
                "2028-02-29",
            ),
            (
                "mall",
                "repair",
                None,
                "2026-01-29",
                "2026-01-29",
                "2026-02-28",
            ),
            (
                "mall",
                "repair",
                None,
                "2026-03-31",
                "2026-03-31",
                "2026-04-30",
            ),
            (
                "mall",
                "repair",
                None,
                "2026-02-28",
                "2026-02-28",
                "2026-03-28",
            ),
            (
                "mall",
                "repair",
                None,
                "2026-12-31",
                "2026-12-31",
                "2027-01-31",
            ),
            (
                "estate",
                "repair",
                None,
                "2026-01-31",
                "2026-01-31",
                "2026-02-28",
            ),
            (
                "estate",
                "repair",
                Some("cleaning"),
                "2026-10-15",
                "2026-10-15",
                "2026-11-15",
            ),
        ],
    );
}

#[test]
fn m4_2c_another_service_is_followed_up_within_seven_days_of_being_done() {
    windows(
        "M4(2)c",
        &[
            (
                "mall",
                "service",
                None,
                "2026-10-01",
                "2026-10-01",
                "2026-10-08",
            ),
            (
                "estate",
                "service",
                None,
                "2026-12-28",
                "2026-12-28",
                "2027-01-04",
            ),
        ],
    );
}

#[test]
fn g3_3_1_a_special_incident_is_followed_up_by_day_twenty() {
    windows(
        "G3.3.1",
        &[
            (
                "estate",
                "incident",
                None,
                "2026-10-01",
                "2026-10-01",
                "2026-10-21",
            ),
            (
                "mall",
                "incident",
                None,
                "2026-02-15",
                "2026-02-15",
                "2026-03-07",
            ),
        ],
    );
}

#[test]
fn g3_5_3_an_estate_complaint_is_followed_up_from_day_three_to_day_seven_after_close_out() {
    windows(
        "G3.5.3",
        &[
            (
                "estate",
                "complaint",
                None,
                "2026-10-01",
                "2026-10-04",
                "2026-10-08",
            ),
            (
                "estate",
                "complaint",
                Some("security"),
                "2026-12-29",
                "2027-01-01",
                "2027-01-05",
            ),
            (
                "estate",
                "complaint",
                Some("cleaning"),
                "2026-10-01",
                "2026-10-01",
                "2026-10-08",
            ),
        ],
    );
}

#[test]
fn both_days_of_a_window_belong_to_it() {
    let rows = [
        ("mall", "2026-09-30", "too_early", "done_too_early"),
        ("mall", "2026-10-01", "open", "done"),
        ("mall", "2026-10-03", "open", "done"),
        ("mall", "2026-10-04", "due_today", "done"),
        ("mall", "2026-10-05", "late", "done_late"),
        ("mall", "2027-10-05", "late", "done_late"),
        ("estate", "2026-10-03", "too_early", "done_too_early"),
        ("estate", "2026-10-04", "open", "done"),
        ("estate", "2026-10-08", "due_today", "done"),
        ("estate", "2026-10-09", "late", "done_late"),
    ];
    for (profile, day, owed, done) in rows {
        let clause = if profile == "mall" {
            "M4(2)a"
        } else {
            "G3.5.3"
        };
        let mut question = json!({
            "ask": "standing", "profile": profile, "kind": "complaint", "anchor": "2026-10-01", "on": day
        });
        check(&question, &json!({"standing": owed, "clause": clause}));
        // What was done stays as it was done, whatever day it is seen on.
        question["done"] = json!(day);
        question["on"] = json!("2027-12-31");
        check(&question, &json!({"standing": done, "clause": clause}));
    }
}

#[test]
fn a_moment_belongs_to_the_day_on_the_offices_wall() {
    let day = |text: &str, offset| {
        text.parse::<DateTime<Utc>>()
            .map(|instant| day_of(instant, offset).to_string())
    };
    assert_eq!(
        day("2026-10-31T15:59:59Z", 480).as_deref(),
        Ok("2026-10-31")
    );
    assert_eq!(
        day("2026-10-31T16:00:00Z", 480).as_deref(),
        Ok("2026-11-01")
    );
    assert_eq!(
        day("2026-12-31T16:00:00Z", 480).as_deref(),
        Ok("2027-01-01")
    );
    assert_eq!(
        day("2026-11-01T04:59:00Z", -300).as_deref(),
        Ok("2026-10-31")
    );
}

#[test]
fn a_period_knows_its_days_and_has_one_spelling() {
    let rows = [
        ("2026-02", "2026-02-01", "2026-02-28", "2026-03"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-03"),
        ("2026-12", "2026-12-01", "2026-12-31", "2027-01"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2027-Q1"),
        ("2026", "2026-01-01", "2026-12-31", "2027"),
    ];
    for (text, first, last, next) in rows {
        let period = Period::parse(text).unwrap();
        assert_eq!(period.to_string(), text);
        assert_eq!(period.first_day().to_string(), first);
        assert_eq!(period.last_day().to_string(), last);
        assert_eq!(period.next().to_string(), next);
        assert_eq!(period.next().previous(), period);
        assert!(period.contains(period.first_day()) && period.contains(period.last_day()));
        assert!(!period.contains(period.next().first_day()));
    }
    for text in [
        "",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026-Q5",
        "2026-Q0",
        "26",
        "2026-11-01",
    ] {
        assert!(Period::parse(text).is_err(), "{text}");
    }
    let day = NaiveDate::from_ymd_opt(2026, 8, 31).unwrap();
    assert_eq!(Period::quarter_of(day).to_string(), "2026-Q3");
    assert_eq!(Period::year_of(day).to_string(), "2026");
    assert_eq!(Period::month_of(day).to_string(), "2026-08");
}
