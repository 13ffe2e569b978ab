//! Golden files: one event of every kind as it was once written, never edited after the first release.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{files, snake_case, sources};

/// Where they are.
pub const FOLDER: &str = "tests/golden";

/// Every kind of fact, as `aggregate/kind`: the variants of the enums in `event/` whose names end in `Fact`.
#[must_use]
pub fn kinds() -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for source in sources("domain/src/event") {
        for name in source.enums() {
            let Some(aggregate) = name.strip_suffix("Fact").filter(|it| !it.is_empty()) else {
                continue;
            };
            for kind in source.variants(&name) {
                kinds.insert(format!("{}/{}", snake_case(aggregate), snake_case(&kind)));
            }
        }
    }
    kinds
}

/// The paths of all golden files.
#[must_use]
pub fn paths() -> Vec<String> {
    files(FOLDER, &[".json"])
}

/// `tests/golden/complaint/opened.json` as `complaint/opened`; a second file of a kind adds what differs, `opened.late.json`.
#[must_use]
pub fn kind_of_path(path: &str) -> String {
    let name = path.trim_start_matches(FOLDER).trim_start_matches('/');
    let (folder, file) = name.split_once('/').unwrap_or(("", name));
    let kind = file.split('.').next().unwrap_or_default();
    format!("{folder}/{kind}")
}

/// `{"fact": {"complaint": {"handled": …}}}` as `complaint/handled`; a fact without data is its name alone.
#[must_use]
pub fn kind_of_event(event: &Value) -> Option<String> {
    let (aggregate, fact) = event.get("fact")?.as_object()?.iter().next()?;
    let kind = match fact {
        Value::String(kind) => kind,
        other => other.as_object()?.keys().next()?,
    };
    Some(format!("{aggregate}/{kind}"))
}
