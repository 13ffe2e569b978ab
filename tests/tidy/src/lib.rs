//! Reading the project's own files, for the tests that keep its walls standing.
//!
//! The walls are those of the architecture: who may know whom, and why. A test
//! here fails with the place and the reason, so that whoever meets it knows
//! what the wall is for.

pub mod golden;
mod samples;
mod source;

pub use samples::samples;
pub use source::{Leaf, Source, has_chinese};

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The top level of the project.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// Folders with what tools wrote or fetched.
const NOT_OURS: [&str; 8] = [
    ".git",
    ".wrangler",
    "build",
    "dist",
    "node_modules",
    "results",
    "target",
    "test-results",
];

/// All files under `place` whose name ends in one of `endings`, as paths from the top level.
#[must_use]
pub fn files(place: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(place), &mut found);
    let mut found: Vec<String> = found
        .iter()
        .filter_map(|path| path.strip_prefix(root()).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .collect();
    found.sort();
    found
}

/// All Rust sources under `place`, read.
#[must_use]
pub fn sources(place: &str) -> Vec<Source> {
    files(place, &[".rs"])
        .iter()
        .map(|path| Source::read(path))
        .collect()
}

/// The text of a file, by its path from the top level; empty where there is none.
#[must_use]
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Fails with every place that breaks a wall, and the reason the wall is there.
///
/// # Panics
/// When `broken` names a place.
pub fn assert_none(broken: &[String], reason: &str) {
    assert!(broken.is_empty(), "{reason}\n  {}\n", broken.join("\n  "));
}

/// `ProfileAdopted` as `profile_adopted`.
#[must_use]
pub fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(character.to_lowercase());
    }
    text
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if !NOT_OURS.iter().any(|theirs| name == *theirs) {
                walk(&path, into);
            }
        } else {
            into.push(path);
        }
    }
}
