//! Each clause that domain/CLAUSES.md says is built has its tests.

use std::collections::BTreeSet;

use domain::clause::Clause;
use tidy::{assert_none, sources, text};

/// A row of the table: `| id | quote | module | test |`.
struct Row {
    clause: String,
    tests: Vec<String>,
    planned: bool,
}

fn rows() -> Vec<Row> {
    let table = text("domain/CLAUSES.md");
    assert!(!table.is_empty(), "domain/CLAUSES.md is missing");
    table
        .lines()
        .filter(|line| line.starts_with('|'))
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let clause = cells.first()?.trim_matches('`').to_owned();
            let last = cells.last()?;
            Clause::parse(&clause).ok()?;
            Some(Row {
                clause,
                planned: last.contains("planned"),
                tests: last
                    .split('`')
                    .skip(1)
                    .step_by(2)
                    .map(str::to_owned)
                    .collect(),
            })
        })
        .collect()
}

/// The names of all native tests, without the path of their module.
fn tests() -> BTreeSet<String> {
    ["domain", "tests"]
        .iter()
        .flat_map(|place| sources(place))
        .flat_map(|source| source.tests())
        .collect()
}

#[test]
fn every_clause_that_is_not_planned_has_a_test_of_the_name_given_there() {
    let tests = tests();
    let broken: Vec<String> = rows()
        .iter()
        .filter(|row| !row.planned)
        .flat_map(|row| {
            if row.tests.is_empty() {
                return vec![format!(
                    "{}: names no test and is not marked planned",
                    row.clause
                )];
            }
            row.tests
                .iter()
                .filter(|name| {
                    let name = name.rsplit("::").next().unwrap_or_default();
                    !tests.contains(name)
                })
                .map(|name| format!("{}: `{name}` does not exist", row.clause))
                .collect()
        })
        .collect();
    assert_none(
        &broken,
        "domain/CLAUSES.md promises tests that are not there:",
    );
}
