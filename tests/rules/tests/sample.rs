//! The draw of a sample: nobody chooses, anybody can compute it again.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::follow_up::FollowUpKind;
use domain::policy::Percent;
use domain::sample::{Candidate, Draw};

fn draw(seed: &str) -> Draw<'_> {
    Draw {
        seed,
        office: "office-1",
        period: Period::parse("2026-11").unwrap(),
        kind: FollowUpKind::Complaint,
    }
}

fn percent(percent: u32) -> Percent {
    Percent::new(percent).unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

#[test]
fn a_rank_is_the_hash_anybody_can_compute() {
    // printf 'seed|office-1|2026-11|complaint|a' | sha256sum
    assert_eq!(
        draw("seed").rank("a"),
        "34dc7f1a3caf107e895878c21c6db6dbe02e6683d6c71bb85430c5358b62518f"
    );
}

#[test]
fn the_lowest_ranks_are_drawn_whatever_the_order_of_the_population() {
    // By rank: a, c, e, d, b.
    let first = |rate, population: &[&'static str]| draw("seed").first(percent(rate), population);
    assert_eq!(first(60, &["a", "b", "c", "d", "e"]), ["a", "c", "e"]);
    assert_eq!(first(60, &["e", "d", "c", "b", "a"]), ["a", "c", "e"]);
    assert_eq!(first(61, &["a", "b", "c", "d", "e"]), ["a", "c", "e", "d"]);
    assert_eq!(first(0, &["a", "b"]), [""; 0]);
    assert_eq!(first(60, &[]), [""; 0]);
    let other = draw("another seed").first(percent(60), &["a", "b", "c", "d", "e"]);
    assert_ne!(other, ["a", "c", "e"]);
}

#[test]
fn what_is_drawn_stays_and_only_cases_still_in_time_are_added() {
    let case = |id, closes, drawn| Candidate {
        id,
        closes: day(closes),
        drawn,
    };
    // "b" has the highest rank and was drawn while it was alone: it stays drawn.
    let population = [
        case("b", 5, true),
        case("a", 9, false),
        case("c", 20, false),
        case("d", 20, false),
        case("e", 20, false),
    ];
    let top_up = |on| draw("seed").top_up(percent(60), &population, day(on));
    assert_eq!(top_up(9), ["a", "c"]);
    assert_eq!(top_up(10), ["c", "e"]);
    assert_eq!(top_up(21), [""; 0]);
    assert_eq!(
        draw("seed").top_up(percent(20), &population, day(9)),
        [""; 0]
    );
}
