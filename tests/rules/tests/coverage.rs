//! How many follow-ups a period owes.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::follow_up::Window;
use domain::policy::Percent;
use domain::quota::{LastDay, Quota, QuotaItem, QuotaStanding};
use rules::check;
use serde_json::{Value, json};

/// Rows of (base, done, required, missing).
fn quota(profile: &str, kind: &str, clause: &str, rows: &[(u64, u64, u64, u64)]) {
    for (base, done, required, missing) in rows {
        check(
            &json!({"ask": "quota", "profile": profile, "kind": kind, "base": base, "done": done}),
            &json!({"required": required, "missing": missing, "clause": clause}),
        );
    }
}

#[test]
fn m4_3a_every_complaint_of_a_mall_is_followed_up() {
    quota(
        "mall",
        "complaint",
        "M4(3)a",
        &[(0, 0, 0, 0), (1, 0, 1, 1), (7, 6, 7, 1), (7, 7, 7, 0)],
    );
}

#[test]
fn m4_3b_a_fifth_of_the_repairs_is_followed_up() {
    for profile in ["mall", "estate"] {
        quota(
            profile,
            "repair",
            "M4(3)b",
            &[
                (0, 0, 0, 0),
                (1, 0, 1, 1),
                (5, 0, 1, 1),
                (6, 1, 2, 1),
                (10, 2, 2, 0),
                (11, 9, 3, 0),
                (
                    u64::MAX,
                    0,
                    3_689_348_814_741_910_323,
                    3_689_348_814_741_910_323,
                ),
            ],
        );
    }
}

#[test]
fn m4_3c_other_services_have_no_rate_until_one_is_set() {
    for profile in ["mall", "estate"] {
        let asked = |rate: Value| {
            json!({
                "ask": "quota", "profile": profile, "kind": "service", "base": 10, "done": 1,
                "rate_percent": rate,
            })
        };
        check(
            &asked(Value::Null),
            &json!({"required": null, "missing": null, "clause": "M4(3)c"}),
        );
        check(
            &asked(json!(35)),
            &json!({"required": 4, "missing": 3, "clause": "M4(3)c"}),
        );
        check(
            &asked(json!(0)),
            &json!({"required": 0, "missing": 0, "clause": "M4(3)c"}),
        );
    }
}

#[test]
fn g3_5_1_at_least_sixty_percent_of_an_estates_closed_out_complaints_are_followed_up() {
    quota(
        "estate",
        "complaint",
        "G3.5.1",
        &[
            (0, 0, 0, 0),
            (1, 0, 1, 1),
            (5, 3, 3, 0),
            (6, 3, 4, 1),
            (10, 9, 6, 0),
            (100, 0, 60, 60),
        ],
    );
    // An office may follow up each one.
    check(
        &json!({"ask": "quota", "profile": "estate", "kind": "complaint", "base": 6, "done": 3, "rate_percent": 100}),
        &json!({"required": 6, "missing": 3, "clause": "G3.5.1"}),
    );
}

#[test]
fn g3_3_1_every_special_incident_is_followed_up() {
    quota("estate", "incident", "G3.3.1", &[(3, 1, 3, 2)]);
    quota("mall", "incident", "G3.3.1", &[(3, 3, 3, 0)]);
}

fn item(closing_day: u32, standing: QuotaStanding) -> QuotaItem {
    let closes = NaiveDate::from_ymd_opt(2026, 11, closing_day).unwrap();
    QuotaItem {
        window: Window {
            opens: NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
            closes,
            clause: Clause::M4_2b,
        },
        standing,
    }
}

#[test]
fn a_quota_can_be_met_until_the_missing_th_latest_closing_day() {
    use QuotaStanding::{Done, Owed, Unreachable};
    let count = |percent: Option<u32>, items: &[QuotaItem]| {
        Quota::count(percent.map(|percent| Percent::new(percent).unwrap()), items)
    };
    let on = |day: u32| LastDay::On(NaiveDate::from_ymd_opt(2026, 11, day).unwrap());

    let items = [
        item(9, Owed),
        item(30, Done),
        item(3, Owed),
        item(20, Owed),
        item(14, Owed),
    ];
    let quota = count(Some(60), &items);
    assert_eq!((quota.base, quota.done), (5, 1));
    assert_eq!((quota.required, quota.missing), (Some(3), Some(2)));
    assert_eq!(quota.last_day, on(14));
    assert_eq!(count(Some(40), &items).last_day, on(20));
    assert_eq!(count(Some(100), &items).last_day, on(3));
    assert_eq!(count(Some(20), &items).last_day, LastDay::NotNeeded);
    assert_eq!(count(None, &items).last_day, LastDay::NotNeeded);
    assert_eq!(count(None, &items).missing, None);

    // Unreachable ones are owed and not done: they can sink a quota.
    let items = [item(9, Owed), item(20, Unreachable), item(21, Unreachable)];
    assert_eq!(count(Some(100), &items).missing, Some(3));
    assert_eq!(count(Some(100), &items).last_day, LastDay::Gone);
    assert_eq!(count(Some(30), &items).last_day, on(9));
}
