//! Each point of the sync's protocol has its tests: the table in tests/sync/POINTS.md.

use std::collections::BTreeSet;

use tidy::{assert_none, files, sources, text};

const POINTS: usize = 19;

/// The names of all native tests and the titles of all flows.
fn tests() -> BTreeSet<String> {
    let native = ["domain", "app", "worker", "xtask", "tests"]
        .iter()
        .flat_map(|place| sources(place))
        .flat_map(|source| source.tests());
    let flows = files("tests", &[".spec.ts"])
        .iter()
        .flat_map(|path| text(path).lines().filter_map(title).collect::<Vec<_>>())
        .collect::<Vec<_>>();
    native.chain(flows).collect()
}

/// The title of a flow that begins on this line.
fn title(line: &str) -> Option<String> {
    let rest = line.trim_start().strip_prefix("test(")?;
    let quote = rest
        .chars()
        .next()
        .filter(|sign| matches!(sign, '\'' | '`'))?;
    let end = rest.rfind(&format!("{quote}, "))?;
    Some(rest.get(1..end)?.to_owned())
}

/// The cells of a row `| point | what holds | tests |`.
fn rows() -> Vec<(String, String)> {
    text("tests/sync/POINTS.md")
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
            let point = cells.first().filter(|cell| cell.parse::<usize>().is_ok())?;
            Some(((*point).to_owned(), (*cells.get(2)?).to_owned()))
        })
        .collect()
}

#[test]
fn every_point_of_the_protocol_has_a_row() {
    let points: Vec<String> = rows().into_iter().map(|(point, _)| point).collect();
    let all: Vec<String> = (1..=POINTS).map(|point| point.to_string()).collect();
    assert_eq!(points, all);
}

#[test]
fn every_point_that_is_not_planned_has_tests_of_the_names_given_there() {
    let tests = tests();
    let broken: Vec<String> = rows()
        .iter()
        .flat_map(|(point, cell)| {
            let named: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
            if named.is_empty() && !cell.contains("planned") {
                return vec![format!("{point}: names no test and is not marked planned")];
            }
            named
                .iter()
                .filter(|name| !tests.contains(**name))
                .map(|name| format!("{point}: `{name}` does not exist"))
                .collect()
        })
        .collect();
    assert_none(
        &broken,
        "tests/sync/POINTS.md promises tests that are not there:",
    );
}
