//! The race as Markdown, for the terminal and the README: written by the verb, never by hand.

use std::fmt::Write;

use serde_json::Value;

use super::figures::{self, By, Figure};
use super::goals::{self, FLOOR, OURS};
use super::options::SYSTEMS;
use super::record::{File, Row, Run};

/// Below this many waiting programs the machine had nothing else to do.
const QUIET: f64 = 0.7;
const NOTES: &str = "Ours gets the whole log, nine events a case where six were planned; the others get one finished document a case \
(`documents`), which favours them, and their page and packages from a server that stays up. *floor* fetches and parses \
those documents and keeps nothing; *own_bytes* fetches, unpacks and puts the very bytes of our first sync; *raw_rows* puts a row \
a case into IndexedDB (relaxed, and strict); *pouchdb* replicates from express-pouchdb, tuned with batches of 1,000. Everybody's answers \
come compressed. Counts and a hash of the content are compared after the clock has stopped. What is to be done today: ours is the page \
今日 with its search, figures and permissions, the others' a list of the cases not closed out. `--cpu 4` slows the page's main thread through the \
browser's own tool; worker threads, storage and server are not slowed by it.";

/// All runs, the plain one first.
pub fn of(file: &File) -> String {
    let mut runs: Vec<&Run> = file.runs.iter().collect();
    runs.sort_by_key(|run| (run.cases != 10_000, run.cases, run.cpu, run.storage.clone()));
    let mut text = String::new();
    for run in runs {
        text.push_str(&of_run(run));
        text.push('\n');
    }
    text.push_str(NOTES);
    text.push('\n');
    text
}

/// One run: how it was made, the goals, the race, and what only ours has.
pub fn of_run(run: &Run) -> String {
    let mut text = head(run);
    text.push_str(&goals_of(run));
    text.push_str(&race(run));
    text.push_str(&ours_alone(run));
    for failed in &run.failed {
        // Writing into a String cannot fail; likewise below.
        let _ = writeln!(
            text,
            "- {} did not get through {}: {}",
            failed.system, failed.step, failed.why
        );
    }
    if !run.failed.is_empty() {
        text.push('\n');
    }
    text
}

fn head(run: &Run) -> String {
    let number = |name: &str| run.office.get(name).and_then(Value::as_u64).unwrap_or(0);
    let slowed = if run.cpu == 1 {
        String::new()
    } else {
        format!(", main thread slowed {} times", run.cpu)
    };
    let storage = if run.storage == "leveldb" {
        String::new()
    } else {
        format!(", storage on {}", run.storage)
    };
    let busy = run.rows.iter().any(|row| row.load_before >= QUIET);
    let beside = if busy {
        " Other work ran beside some of it, so times are upper bounds."
    } else {
        ""
    };
    format!(
        "### {} complaints{slowed}{storage}\n\n\
         {} events, Chinese text, fixed seed. {} cores of {}, {} GiB, {}, {}. {}.{beside}\n\n",
        grouped(u64::from(run.cases)),
        grouped(number("events")),
        run.machine.cores,
        run.machine.processor,
        (run.machine.memory_mib + 512) / 1024,
        run.machine.system,
        run.machine.chromium,
        dates(run),
    )
}

/// Who was measured when, and at what commit.
fn dates(run: &Run) -> String {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for system in systems(run) {
        let Some(row) = run.rows.iter().rev().find(|row| row.system == system) else {
            continue;
        };
        let day: String = row.at.chars().take(10).collect();
        let changed = if row.changed { " with changes" } else { "" };
        let when = format!("{day} at {}{changed}", row.commit);
        match told.iter_mut().find(|(known, _)| *known == when) {
            Some((_, names)) => names.push(system),
            None => told.push((when, vec![system])),
        }
    }
    match &told[..] {
        [(when, _)] => format!("Measured {when}"),
        _ => {
            let told: Vec<String> = told
                .iter()
                .map(|(when, names)| format!("{} {when}", names.join(", ")))
                .collect();
            format!("Measured: {}", told.join("; "))
        }
    }
}

fn goals_of(run: &Run) -> String {
    let mut text = "| goal | seen | |\n| --- | --- | --- |\n".to_owned();
    for goal in goals::of(run) {
        let met = match goal.met {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "not measured",
        };
        let seen = goal.seen.unwrap_or_default();
        let _ = writeln!(text, "| {} | {seen} | {met} |", goal.words);
    }
    text.push('\n');
    text
}

/// Figures that others have too: medians with what is between least and most, and the ratios.
fn race(run: &Run) -> String {
    let names = systems(run);
    let raced: Vec<&Figure> = figures::ALL
        .iter()
        .filter(|figure| {
            names
                .iter()
                .any(|name| *name != OURS && run.row(name, figure.name).is_some())
        })
        .collect();
    if raced.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "| median (min–max) | {} | ours ÷ best peer | ours ÷ floor |\n| --- |{} --- | --- |\n",
        names.join(" | "),
        " --- |".repeat(names.len())
    );
    for figure in raced {
        let cells: Vec<String> = names
            .iter()
            .map(|name| {
                run.row(name, figure.name)
                    .map_or_else(String::new, |row| values(row, figure))
            })
            .collect();
        let ours = run.row(OURS, figure.name).map(|row| row.median);
        let peer = goals::best_peer(run, figure.name);
        let best = ratio(
            ours,
            peer.map(|(_, value)| value),
            peer.map(|(name, _)| name),
        );
        let floor = run.row(FLOOR, figure.name).map(|row| row.median);
        let _ = writeln!(
            text,
            "| {} | {} | {best} | {} |",
            figure.words,
            cells.join(" | "),
            ratio(ours, floor, None)
        );
    }
    text.push('\n');
    text
}

fn ratio(ours: Option<f64>, theirs: Option<f64>, name: Option<&str>) -> String {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if theirs > 0.0 => {
            let name = name.map_or_else(String::new, |name| format!(" ({name})"));
            format!("{:.2}{name}", ours / theirs)
        }
        _ => String::new(),
    }
}

fn ours_alone(run: &Run) -> String {
    let alone: Vec<(&Figure, &Row)> = figures::ALL
        .iter()
        .filter_map(|figure| Some((figure, run.row(OURS, figure.name)?)))
        .filter(|(figure, _)| {
            run.rows
                .iter()
                .all(|row| row.system == OURS || row.figure != figure.name)
        })
        .collect();
    if alone.is_empty() {
        return String::new();
    }
    let mut text = "| ours alone | median (min–max) |\n| --- | --- |\n".to_owned();
    for (figure, row) in alone {
        let _ = writeln!(text, "| {} | {} |", figure.words, values(row, figure));
    }
    text.push('\n');
    text
}

/// Those of which something was measured, in their order.
fn systems(run: &Run) -> Vec<&'static str> {
    SYSTEMS
        .into_iter()
        .filter(|name| run.rows.iter().any(|row| row.system == *name))
        .collect()
}

fn values(row: &Row, figure: &Figure) -> String {
    let say = |value: f64| figure.unit.say(value);
    match (figure.by, row.p95, row.p99) {
        (By::Percentiles, Some(p95), Some(p99)) => format!(
            "p50 {}, p95 {}, p99 {} of {}",
            say(row.median),
            say(p95),
            say(p99),
            row.count
        ),
        _ if row.min.total_cmp(&row.max).is_eq() => say(row.median),
        _ => format!("{} ({}–{})", say(row.median), say(row.min), say(row.max)),
    }
}

/// 10000 as 10,000.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, of_run};
    use crate::bench::record::tests::run_of;

    #[test]
    fn a_figure_of_all_stands_once_with_both_ratios() {
        let figure = "first_sync_list_usable";
        let text = of_run(&run_of(&[
            ("huifang", figure, &[90.0, 100.0, 120.0]),
            ("huifang", "today_brotli", &[450_000.0]),
            ("floor", figure, &[50.0]),
            ("dexie", figure, &[400.0]),
            ("rxdb", figure, &[800.0]),
        ]));
        let line = text
            .lines()
            .find(|line| line.contains("search is answered"));
        let line = line.unwrap();
        assert!(line.contains("100 ms (90.0 ms–120 ms)"), "{line}");
        assert!(line.ends_with("| 0.25 (dexie) | 2.00 |"), "{line}");
        assert!(text.contains("| ours alone |"));
        assert!(text.contains("what 今日 needs, brotli | 450 KB |"));
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped(1_060_126), "1,060,126");
        assert_eq!(grouped(126), "126");
    }
}
