//! What the product should reach, and whether one run reached it.

use super::figures::Unit;
use super::record::Run;

pub const OURS: &str = "huifang";
/// Fetches and parses the others' documents, and keeps nothing.
pub const FLOOR: &str = "floor";
/// Fetches, unpacks and keeps the very bytes of our own first sync.
const OWN_BYTES: &str = "own_bytes";
/// Those who keep data, as somebody would who picked them instead.
pub const KEEPERS: [&str; 5] = ["raw_rows", "dexie", "rxdb", "pouchdb_tuned", "pouchdb"];

/// A goal, and what was seen.
pub struct Goal {
    pub words: &'static str,
    /// What it came to, and of what; `None` where something of it was not measured.
    pub seen: Option<String>,
    pub met: Option<bool>,
}

/// The goals that apply to a run of that size and speed.
pub fn of(run: &Run) -> Vec<Goal> {
    let full_speed = run.cpu == 1;
    let mut goals = vec![
        at_most_times(
            run,
            "usable list ≤ 2 × fetching and parsing the documents",
            ("first_sync_list_usable", FLOOR),
            2.0,
        ),
        at_most_of_best(
            run,
            "usable list ≥ 5 × faster than the best peer that keeps data",
            "first_sync_list_usable",
            0.2,
        ),
        at_most_times(
            run,
            "all durable ≤ 2 × fetching, unpacking and putting our own bytes",
            ("first_sync_all_durable", OWN_BYTES),
            2.0,
        ),
        at_most_of_best(
            run,
            "all durable ≤ half of the best peer",
            "first_sync_all_durable",
            0.5,
        ),
        save(run),
    ];
    let no_change = [
        limit(
            run,
            "sync without a change: one request",
            "no_change_requests",
            1.0,
        ),
        limit(
            run,
            "sync without a change: at most 1 KB",
            "no_change_bytes",
            1_000.0,
        ),
    ];
    goals.extend(no_change);
    if run.cases >= 100_000 && full_speed {
        goals.push(limit(
            run,
            "100,000 cases all durable ≤ 10 s",
            "first_sync_all_durable",
            10_000.0,
        ));
    } else if full_speed {
        goals.push(limit(
            run,
            "cold start to 今日 ≤ 500 ms",
            "cold_start_today_usable",
            500.0,
        ));
    }
    if full_speed {
        goals.extend([
            limit(
                run,
                "edit on A visible on B, p95 ≤ 50 ms on loopback",
                "edit_visible",
                50.0,
            ),
            limit(
                run,
                "no task of the main thread > 100 ms during a first sync",
                "first_sync_longest_task",
                100.0,
            ),
            limit(
                run,
                "no task of the main thread > 100 ms during a cold start",
                "cold_start_longest_task",
                100.0,
            ),
            limit(
                run,
                "what 今日 needs ≤ 450 KB brotli",
                "today_brotli",
                450_000.0,
            ),
        ]);
    }
    goals
}

/// The best of those who keep data, by its median.
pub fn best_peer<'a>(run: &'a Run, figure: &str) -> Option<(&'a str, f64)> {
    run.rows
        .iter()
        .filter(|row| row.figure == figure && KEEPERS.contains(&row.system.as_str()))
        .map(|row| (row.system.as_str(), row.median))
        .min_by(|one, other| one.1.total_cmp(&other.1))
}

fn limit(run: &Run, words: &'static str, figure: &str, most: f64) -> Goal {
    let unit = super::figures::named(figure).map_or(Unit::Count, |figure| figure.unit);
    // Where slow ones are counted, they must be quick enough too.
    let value = run
        .row(OURS, figure)
        .map(|row| row.p95.unwrap_or(row.median));
    Goal {
        words,
        seen: value.map(|value| unit.say(value)),
        met: value.map(|value| value <= most),
    }
}

fn at_most_times(run: &Run, words: &'static str, by: (&str, &str), most: f64) -> Goal {
    let (figure, other) = by;
    let ours = run.row(OURS, figure).map(|row| row.median);
    let theirs = run.row(other, figure).map(|row| row.median);
    ratio(words, ours, theirs.map(|theirs| (other, theirs)), most)
}

fn at_most_of_best(run: &Run, words: &'static str, figure: &str, most: f64) -> Goal {
    let ours = run.row(OURS, figure).map(|row| row.median);
    ratio(words, ours, best_peer(run, figure), most)
}

fn save(run: &Run) -> Goal {
    let p95 = |system| {
        run.row(system, "save_durable")
            .map(|row| row.p95.unwrap_or(row.median))
    };
    let strict = "raw_rows_strict";
    ratio(
        "save, p95 ≤ 1.3 × a strict put of one raw row",
        p95(OURS),
        p95(strict).map(|theirs| (strict, theirs)),
        1.3,
    )
}

fn ratio(words: &'static str, ours: Option<f64>, other: Option<(&str, f64)>, most: f64) -> Goal {
    let both = ours.zip(other).filter(|(_, (_, theirs))| *theirs > 0.0);
    Goal {
        words,
        seen: both.map(|(ours, (name, theirs))| {
            format!(
                "{} ÷ {} ({name}) = {:.2}",
                Unit::Millis.say(ours),
                Unit::Millis.say(theirs),
                ours / theirs
            )
        }),
        met: both.map(|(ours, (_, theirs))| ours / theirs <= most),
    }
}

#[cfg(test)]
mod tests {
    use super::{Goal, best_peer, of};
    use crate::bench::record::tests::run_of;

    fn goal(goals: Vec<Goal>, words: &str) -> Goal {
        goals
            .into_iter()
            .find(|goal| goal.words.contains(words))
            .unwrap()
    }

    #[test]
    fn the_best_peer_is_one_that_keeps_data() {
        let figure = "first_sync_list_usable";
        let run = run_of(&[
            ("huifang", figure, &[100.0]),
            ("floor", figure, &[40.0]),
            ("rxdb", figure, &[900.0]),
            ("dexie", figure, &[450.0]),
        ]);
        assert_eq!(best_peer(&run, figure), Some(("dexie", 450.0)));
        assert_eq!(goal(of(&run), "best peer that").met, Some(false));
        assert_eq!(
            goal(of(&run), "parsing the documents").seen.unwrap(),
            "100 ms ÷ 40.0 ms (floor) = 2.50"
        );
    }

    #[test]
    fn a_save_is_judged_by_its_slow_ones() {
        let mut slow = vec![1.0; 38];
        slow.extend([20.0; 3]);
        let run = run_of(&[
            ("huifang", "save_durable", &slow),
            ("raw_rows_strict", "save_durable", &[10.0]),
        ]);
        assert_eq!(goal(of(&run), "save").met, Some(false));
    }

    #[test]
    fn what_was_not_measured_is_neither_met_nor_missed() {
        let run = run_of(&[("huifang", "first_sync_list_usable", &[100.0])]);
        assert_eq!(goal(of(&run), "parsing the documents").met, None);
        assert_eq!(goal(of(&run), "今日 ≤ 500").met, None);
    }
}
