//! One file per kind of event, added and never edited: what was once written stays readable.

use std::collections::BTreeSet;

use domain::event::Event;
use serde_json::Value;
use tidy::{assert_none, files, snake_case, sources, text};

const GOLDEN: &str = "tests/golden";

/// Every kind of fact, as `aggregate/kind`: the variants of the enums in `event/` whose names end in `Fact`.
fn kinds() -> BTreeSet<String> {
    sources("domain/src/event")
        .iter()
        .flat_map(|source| {
            source
                .enums()
                .into_iter()
                .filter(|name| name.ends_with("Fact") && name != "Fact")
                .flat_map(|name| {
                    let aggregate = snake_case(name.trim_end_matches("Fact"));
                    source
                        .variants(&name)
                        .into_iter()
                        .map(move |kind| format!("{aggregate}/{}", snake_case(&kind)))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// `tests/golden/complaint/opened.json` as `complaint/opened`; further files of a kind add `.what-differs`.
fn kind_of(path: &str) -> String {
    let name = path.trim_start_matches(GOLDEN).trim_start_matches('/');
    let (folder, file) = name.split_once('/').unwrap_or(("", name));
    let kind = file.split('.').next().unwrap_or_default();
    format!("{folder}/{kind}")
}

fn golden_files() -> Vec<String> {
    files(GOLDEN, &[".json"])
}

#[test]
fn every_kind_of_event_has_a_golden_file() {
    let kinds = kinds();
    assert!(
        !kinds.is_empty(),
        "no kinds of events were found in domain/src/event"
    );
    let there: BTreeSet<String> = golden_files().iter().map(|path| kind_of(path)).collect();
    let broken: Vec<String> = kinds
        .difference(&there)
        .map(|kind| format!("{GOLDEN}/{kind}.json is missing"))
        .chain(
            there
                .difference(&kinds)
                .map(|kind| format!("{GOLDEN}/{kind}.json is of no kind that exists")),
        )
        .collect();
    assert_none(&broken, "Golden files guard what tablets keep for years:");
}

#[test]
fn every_golden_file_is_read_as_its_kind_and_written_back_the_same() {
    let broken: Vec<String> = golden_files()
        .iter()
        .filter_map(|path| {
            let problem = match read_and_write(&text(path)) {
                Err(why) => why,
                Ok((before, after)) if before != after => {
                    format!("is written back as {after}")
                }
                Ok((_, after)) => {
                    let kind = kind_in(&after)?;
                    (kind != kind_of(path)).then(|| format!("is a {kind}"))?
                }
            };
            Some(format!("{path} {problem}"))
        })
        .collect();
    assert_none(&broken, "A golden file is a promise to old tablets:");
}

fn read_and_write(golden: &str) -> Result<(Value, Value), String> {
    let before: Value = serde_json::from_str(golden).map_err(|why| why.to_string())?;
    let event: Event = serde_json::from_value(before.clone()).map_err(|why| why.to_string())?;
    let after = serde_json::to_value(&event).map_err(|why| why.to_string())?;
    Ok((before, after))
}

/// `{"fact": {"complaint": {"opened": …}}}` as `complaint/opened`; a fact without data is its name alone.
fn kind_in(event: &Value) -> Option<String> {
    let (aggregate, fact) = event.get("fact")?.as_object()?.iter().next()?;
    let kind = match fact {
        Value::String(kind) => kind,
        other => other.as_object()?.keys().next()?,
    };
    Some(format!("{aggregate}/{kind}"))
}
