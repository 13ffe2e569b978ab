//! Every clause has an id, a place in the table of clauses, and an honest word on whether it is
//! built.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;

use domain::clause::Clause;

const TABLE: &str = include_str!("../../../domain/CLAUSES.md");

fn rows() -> Vec<Vec<&'static str>> {
    TABLE
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(2) // the head and the rule under it
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

#[test]
fn each_clause_stands_in_the_table_exactly_once_in_order() {
    let listed: Vec<&str> = rows().iter().map(|row| row[0]).collect();
    let expected: Vec<&str> = Clause::ALL
        .iter()
        .filter(|clause| **clause != Clause::Ours)
        .map(|clause| clause.id())
        .collect();
    assert_eq!(listed, expected);
}

#[test]
fn each_clause_is_quoted_and_is_planned_or_names_a_test_of_its_own() {
    for row in rows() {
        let [id, quote, module, test] = row[..] else {
            panic!("{row:?} has not four columns");
        };
        assert!(!quote.is_empty() && !module.is_empty(), "{id}");
        if test != "planned" {
            let prefix = test_prefix(id);
            for name in test.split(", ") {
                let name = name.trim_matches('`');
                assert!(
                    name.starts_with(&prefix),
                    "{id}: {name} does not start with {prefix}"
                );
            }
        }
    }
}

/// `M4(2)a` → `m4_2a_`, `G3.5.3` → `g3_5_3_`, `V4(4)⑤` → `v4_4_5_`.
fn test_prefix(id: &str) -> String {
    let mut prefix = String::new();
    for letter in id.chars() {
        match letter {
            '(' | '.' => prefix.push('_'),
            ')' => {}
            '①'..='⑳' => {
                prefix.push('_');
                prefix.push_str(&(u32::from(letter) - u32::from('①') + 1).to_string());
            }
            other => prefix.push(other.to_ascii_lowercase()),
        }
    }
    prefix.push('_');
    prefix
}

#[test]
fn a_clause_is_found_by_its_id_and_written_as_it() {
    let ids: BTreeSet<&str> = Clause::ALL.iter().map(|clause| clause.id()).collect();
    assert_eq!(ids.len(), Clause::ALL.len());
    for clause in Clause::ALL {
        assert_eq!(Clause::parse(clause.id()), Ok(*clause));
        let text = serde_json::to_string(clause).unwrap();
        assert_eq!(text, format!("\"{clause}\""));
        assert_eq!(serde_json::from_str::<Clause>(&text).unwrap(), *clause);
    }
    assert!(Clause::parse("M4(2)d").is_err());
    assert!(Clause::parse("m3").is_err());
}
