//! Whether what a build was made from, and what it made, is still the same.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{
    failure::{During, Outcome},
    paths,
};

/// Folders that builds write into: no sources.
const OUTPUTS: [&str; 4] = ["build", "dist", "target", ".wrangler"];

/// One hash over the names and contents of all files under `places`, given from the top level.
pub fn of(places: &[&str]) -> Outcome<String> {
    let root = paths::root();
    let mut hash = Sha256::new();
    for place in places {
        let mut files = Vec::new();
        collect(&root.join(place), &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&root).unwrap_or(&file);
            let content = fs::read(&file).during(format!("read {}", file.display()))?;
            hash.update(name.to_string_lossy().as_bytes());
            hash.update([0]);
            hash.update(
                u64::try_from(content.len())
                    .unwrap_or_default()
                    .to_be_bytes(),
            );
            hash.update(content);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// One hash over what a build wrote; an empty one where it wrote nothing.
pub fn of_output(folder: &str) -> Outcome<String> {
    let folder = paths::root().join(folder);
    let mut hash = Sha256::new();
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        collect(&entry.path(), &mut files)?;
    }
    files.sort();
    for file in files {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(fs::read(&file).during(format!("read {}", file.display()))?);
    }
    Ok(hex(&hash.finalize()))
}

/// Every file under a folder, or the file itself; nothing where there is nothing.
fn collect(place: &Path, into: &mut Vec<PathBuf>) -> Outcome {
    if place.is_file() {
        into.push(place.to_path_buf());
    }
    if !place.is_dir() {
        return Ok(());
    }
    let entries = fs::read_dir(place).during(format!("read {}", place.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        if !OUTPUTS.iter().any(|output| name == *output) {
            collect(&entry.path(), into)?;
        }
    }
    Ok(())
}

/// Bytes as lowercase hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
