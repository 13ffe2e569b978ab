//! One file per kind of event, added and never edited: what was once written stays readable.

use std::collections::BTreeSet;

use domain::event::Event;
use serde_json::Value;
use tidy::{assert_none, golden, text};

#[test]
fn every_kind_of_event_has_a_golden_file() {
    let kinds = golden::kinds();
    assert!(
        !kinds.is_empty(),
        "no kinds of events were found in domain/src/event"
    );
    let there: BTreeSet<String> = golden::paths()
        .iter()
        .map(|path| golden::kind_of_path(path))
        .collect();
    let broken: Vec<String> = kinds
        .difference(&there)
        .map(|kind| format!("{kind} has no file: add a sample in tests/tidy/src/samples.rs and run `cargo xtask golden`"))
        .chain(
            there
                .difference(&kinds)
                .map(|kind| format!("{kind} has a file and is no kind any more")),
        )
        .collect();
    assert_none(&broken, "Golden files guard what tablets keep for years:");
}

#[test]
fn every_golden_file_is_read_as_its_kind_and_written_back_the_same() {
    let broken: Vec<String> = golden::paths()
        .iter()
        .filter_map(|path| Some(format!("{path} {}", problem_of(path)?)))
        .collect();
    assert_none(&broken, "A golden file is a promise to old tablets:");
}

fn problem_of(path: &str) -> Option<String> {
    match read_and_write(&text(path)) {
        Err(why) => Some(format!("cannot be read: {why}")),
        Ok((before, after)) if before != after => Some(format!("is written back as {after}")),
        Ok((_, after)) => {
            let kind = golden::kind_of_event(&after);
            (kind.as_deref() != Some(&golden::kind_of_path(path)))
                .then(|| format!("holds an event of kind {kind:?}"))
        }
    }
}

fn read_and_write(golden: &str) -> Result<(Value, Value), serde_json::Error> {
    let event: Event = serde_json::from_str(golden)?;
    Ok((serde_json::from_str(golden)?, serde_json::to_value(&event)?))
}
