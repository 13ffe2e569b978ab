//! Copies of whole folders.

use std::{fs, path::Path};

use crate::failure::{During, Outcome};

/// Makes `to` the same as `from`, whatever was there.
pub fn folder(from: &Path, to: &Path) -> Outcome {
    if to.exists() {
        fs::remove_dir_all(to).during(format!("empty {}", to.display()))?;
    }
    add(from, to)
}

fn add(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to).during(format!("make {}", to.display()))?;
    let entries = fs::read_dir(from).during(format!("read {}", from.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            add(&source, &target)?;
        } else {
            fs::copy(&source, &target).during(format!("copy {}", source.display()))?;
        }
    }
    Ok(())
}
