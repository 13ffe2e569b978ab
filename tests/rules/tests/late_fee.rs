//! The late fee by hand, row by row, and against an independent calculation.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::{Days, NaiveDate};
use domain::violation::PerMille;
use rules::{ask, check};
use serde_json::json;

fn fee(principal: u64, rate: &str, last_day: &str, on: &str) -> serde_json::Value {
    json!({"ask": "late_fee", "principal_fen": principal, "per_mille": rate, "last_day": last_day, "on": on})
}

#[test]
fn v4_3_2_a_late_fee_is_principal_times_rate_times_days_in_whole_fen() {
    // principal, rate, last day given, asked on → days, fen, capped
    let rows = [
        (
            1_000_000,
            "3.00",
            "2026-03-31",
            "2026-04-01",
            1,
            3_000,
            false,
        ),
        (
            1_000_000,
            "3.00",
            "2026-03-31",
            "2026-04-10",
            10,
            30_000,
            false,
        ),
        (
            1_000_000,
            "3",
            "2026-03-31",
            "2026-04-10",
            10,
            30_000,
            false,
        ),
        (
            1_000_000,
            "0.5",
            "2026-03-31",
            "2026-04-10",
            10,
            5_000,
            false,
        ),
        // The last day given itself, and any day before it, costs nothing.
        (1_000_000, "3.00", "2026-03-31", "2026-03-31", 0, 0, false),
        (1_000_000, "3.00", "2026-03-31", "2026-01-01", 0, 0, false),
        // 29 February is a day.
        (100_000, "1.00", "2028-02-28", "2028-03-01", 2, 200, false),
        // Half up, once: 166 fen at 3 ‰ is 0.498 a day; two days are 0.996 and not twice 0.
        (166, "3.00", "2026-03-31", "2026-04-01", 1, 0, false),
        (166, "3.00", "2026-03-31", "2026-04-02", 2, 1, false),
        (500, "1.00", "2026-03-31", "2026-04-01", 1, 1, false),
        (499, "1.00", "2026-03-31", "2026-04-01", 1, 0, false),
        (1_000, "0.4999", "2026-03-31", "2026-04-01", 1, 0, false),
        (
            1_000,
            "0.499999999",
            "2026-03-31",
            "2026-04-01",
            1,
            0,
            false,
        ),
        (
            1_000,
            "0.500000000",
            "2026-03-31",
            "2026-04-01",
            1,
            1,
            false,
        ),
        // The cap: reached without cutting, then cutting.
        (1_000, "100", "2026-03-31", "2026-04-10", 10, 1_000, false),
        (1_000, "100", "2026-03-31", "2026-04-11", 11, 1_000, true),
        (1_000, "1000.4", "2026-03-31", "2026-04-01", 1, 1_000, false),
        (1_000, "1000.5", "2026-03-31", "2026-04-01", 1, 1_000, true),
        (0, "3.00", "2026-03-31", "2026-04-11", 11, 0, false),
        (1_000, "0", "2026-03-31", "2026-04-11", 11, 0, false),
        (1_000, "0.00", "2026-03-31", "2026-04-11", 11, 0, false),
        // As large as can be asked.
        (
            u64::MAX,
            "999999999.999999999",
            "0001-01-01",
            "9999-12-31",
            3_652_058,
            u64::MAX,
            true,
        ),
        (
            u64::MAX,
            "0.000000001",
            "2026-03-31",
            "2026-04-01",
            1,
            18_446_744,
            false,
        ),
    ];
    for (principal, rate, last_day, on, days, fen, capped) in rows {
        check(
            &fee(principal, rate, last_day, on),
            &json!({"days": days, "fen": fen, "capped": capped, "clause": "V4(3)②"}),
        );
    }
}

#[test]
fn a_late_fee_that_cannot_be_understood_is_an_error() {
    for rate in [
        "",
        ".",
        "3.",
        ".5",
        "-3.00",
        "+3.00",
        "3e1",
        " 3.00",
        "3.00 ",
        "3,00",
        "3.0.0",
        "٣",
        "NaN",
        "1000000000",
        "0.0000000001",
        "３",
    ] {
        let answer = ask(&fee(1_000, rate, "2026-03-31", "2026-04-01"));
        assert!(answer["error"].is_string(), "{rate:?} → {answer}");
    }
    let odd = [
        json!({"ask": "late_fee", "principal_fen": -1, "per_mille": "3.00", "last_day": "2026-03-31", "on": "2026-04-01"}),
        json!({"ask": "late_fee", "principal_fen": 1.5, "per_mille": "3.00", "last_day": "2026-03-31", "on": "2026-04-01"}),
        json!({"ask": "late_fee", "principal_fen": 1e30, "per_mille": "3.00", "last_day": "2026-03-31", "on": "2026-04-01"}),
        json!({"ask": "late_fee", "principal_fen": 1, "per_mille": 3.0, "last_day": "2026-03-31", "on": "2026-04-01"}),
        json!({"ask": "late_fee", "principal_fen": 1, "per_mille": "3.00", "last_day": "2026-02-30", "on": "2026-04-01"}),
        json!({"ask": "late_fee", "principal_fen": 1, "per_mille": "3.00", "on": "2026-04-01"}),
        json!({"ask": "late_fee", "principal_fen": 1, "per_mille": "3.00", "last_day": "2026-03-31", "on": null}),
    ];
    for question in odd {
        let answer = ask(&question);
        assert!(answer["error"].is_string(), "{question} → {answer}");
    }
}

/// The same sum in another way: schoolbook decimal digits instead of one wide number, rounded on the text.
fn by_hand(principal: u64, rate: &str, days: u64) -> (u64, bool) {
    let (whole, decimals) = rate.split_once('.').unwrap_or((rate, ""));
    let mut product = digits(&format!("{principal}"));
    product = times(&product, &digits(&format!("{whole}{decimals}")));
    product = times(&product, &digits(&days.to_string()));
    // Three places for the per mille, and one for each decimal of the rate.
    let places = 3 + decimals.len();
    while product.len() <= places {
        product.push(0);
    }
    let half = product[places - 1] >= 5;
    let mut fen = 0_u128;
    for digit in product[places..].iter().rev() {
        fen = fen.saturating_mul(10).saturating_add(u128::from(*digit));
    }
    fen = fen.saturating_add(u128::from(half));
    match u64::try_from(fen) {
        Ok(fen) if fen <= principal => (fen, false),
        _ => (principal, true),
    }
}

/// Least digit first.
fn digits(text: &str) -> Vec<u8> {
    text.bytes().rev().map(|byte| byte - b'0').collect()
}

fn times(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut sum = vec![0_u32; left.len() + right.len() + 1];
    for (shift, one) in left.iter().enumerate() {
        for (place, other) in right.iter().enumerate() {
            sum[shift + place] += u32::from(*one) * u32::from(*other);
        }
    }
    let mut carry = 0;
    sum.iter()
        .map(|digit| {
            let here = digit + carry;
            carry = here / 10;
            u8::try_from(here % 10).unwrap()
        })
        .collect()
}

#[test]
fn a_late_fee_equals_the_schoolbook_calculation() {
    let first_seed = 20_261_123_u64;
    println!("seed {first_seed}");
    let mut seed = first_seed;
    let mut random = move || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 16) ^ (seed >> 40)
    };
    let start = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    for _ in 0..20_000 {
        let principal =
            random() % [10, 1_000, 10_000_000, u64::MAX][usize::try_from(random() % 4).unwrap()];
        let whole = random() % [2, 10, 2_000][usize::try_from(random() % 3).unwrap()];
        let rate = match random() % 4 {
            0 => whole.to_string(),
            1 => format!("{whole}.{:02}", random() % 100),
            2 => format!("{whole}.{}", random() % 10),
            _ => format!("{whole}.{:05}", random() % 100_000),
        };
        let last_day = start + Days::new(random() % 3_000);
        let late = random() % 2_000;
        let on = last_day + Days::new(late);
        let answer = ask(&fee(
            principal,
            &rate,
            &last_day.to_string(),
            &on.to_string(),
        ));
        let (fen, capped) = by_hand(principal, &rate, late);
        assert_eq!(
            answer,
            json!({"days": late, "fen": fen, "capped": capped, "clause": "V4(3)②"}),
            "{principal} fen at {rate} ‰ for {late} days"
        );
    }
}

#[test]
fn a_rate_is_written_with_two_decimals_at_least_and_read_back_the_same() {
    for (text, written) in [
        ("3", "3.00"),
        ("03.000", "3.00"),
        ("0.5", "0.50"),
        ("0.125", "0.125"),
        ("0.000000001", "0.000000001"),
        ("0", "0.00"),
    ] {
        let rate: PerMille = text.parse().unwrap();
        assert_eq!(rate.to_string(), written);
        assert_eq!(written.parse::<PerMille>().unwrap(), rate);
    }
}
