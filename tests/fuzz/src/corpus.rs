//! The samples, as they came from the real thing or were found.

use std::fs;
use std::path::{Path, PathBuf};

/// Where they are.
#[must_use]
pub fn folder(reader: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(reader)
}

/// All samples of one reader, in the order of their names.
///
/// # Errors
/// When a file cannot be read.
pub fn samples(reader: &str) -> std::io::Result<Vec<Vec<u8>>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder(reader))? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths.into_iter().map(fs::read).collect()
}
