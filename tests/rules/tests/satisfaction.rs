//! Satisfaction: exact integers, and each household once.

use domain::follow_up::Grade;
use domain::satisfaction::{GradeGiven, SatisfactionRate, by_household};
use rules::check;
use serde_json::{Value, json};

#[test]
fn a_rate_is_shown_rounded_and_judged_exactly() {
    let rows = [
        (23_749, 25_000, Some(95), "95.00%", json!(false)), // 94.996 %
        (95, 100, Some(95), "95.00%", json!(true)),
        (94_999, 100_000, Some(95), "95.00%", json!(false)),
        (9_497, 10_000, None, "94.97%", Value::Null),
        (1, 3, Some(33), "33.33%", json!(true)),
        (2, 3, Some(67), "66.67%", json!(false)),
        (1, 8, None, "12.50%", Value::Null),
        (1, 20_000, None, "0.01%", Value::Null), // half a hundredth goes up
        (1, 20_001, None, "0.00%", Value::Null),
        (0, 7, Some(0), "0.00%", json!(true)),
        (7, 7, Some(100), "100.00%", json!(true)),
        (0, 0, Some(95), "—", Value::Null),
        (0, 0, None, "—", Value::Null),
        (u64::MAX - 1, u64::MAX, Some(100), "100.00%", json!(false)),
    ];
    for (favourable, base, threshold, text, meets) in rows {
        let clause = if threshold.is_some() {
            "S3.1.3d"
        } else {
            "S3.1.3c"
        };
        check(
            &json!({"ask": "rate", "favourable": favourable, "base": base, "threshold_percent": threshold}),
            &json!({"text": text, "meets": meets, "clause": clause}),
        );
    }
}

#[test]
fn s3_1_3c_a_household_counts_once_with_its_worst_case() {
    use Grade::{Dissatisfied, FairlySatisfied, Satisfied};
    // Rows of (household, case, day, grade).
    let rate = |given: &[(&str, u8, u8, Option<Grade>)]| {
        let SatisfactionRate { favourable, base } = by_household(given.iter().map(
            |(household, case, happened, grade)| GradeGiven {
                household: *household,
                case: *case,
                happened: *happened,
                grade: *grade,
            },
        ));
        (favourable, base)
    };
    assert_eq!(rate(&[]), (0, 0));
    assert_eq!(
        rate(&[
            ("1-101", 1, 1, Some(Satisfied)),
            ("1-102", 2, 1, Some(FairlySatisfied))
        ]),
        (2, 2)
    );
    // Two cases of one household: the worse one speaks.
    assert_eq!(
        rate(&[
            ("1-101", 1, 1, Some(Satisfied)),
            ("1-101", 2, 1, Some(Dissatisfied))
        ]),
        (0, 1)
    );
    // Two follow-ups of one case: the later one speaks, in whatever order they arrive.
    assert_eq!(
        rate(&[
            ("1-101", 1, 1, Some(Dissatisfied)),
            ("1-101", 1, 9, Some(Satisfied))
        ]),
        (1, 1)
    );
    assert_eq!(
        rate(&[
            ("1-101", 1, 9, Some(Satisfied)),
            ("1-101", 1, 1, Some(Dissatisfied))
        ]),
        (1, 1)
    );
    assert_eq!(
        rate(&[
            ("1-101", 1, 1, Some(Satisfied)),
            ("1-101", 1, 9, Some(Dissatisfied))
        ]),
        (0, 1)
    );
    // No grade: in the base, not favourable; and it takes back no grade given before.
    assert_eq!(
        rate(&[("1-101", 1, 1, None), ("1-102", 2, 1, Some(Satisfied))]),
        (1, 2)
    );
    assert_eq!(
        rate(&[("1-101", 1, 1, Some(Satisfied)), ("1-101", 1, 9, None)]),
        (1, 1)
    );
}
