//! Writes golden files for kinds of events that have none; `--accept` rewrites them all.
//!
//! Rewriting is for the time before the first release: afterwards tablets hold
//! events of the old form, and their files stay as they are.

use std::{error::Error, fs};

use tidy::{golden, root, samples};

fn main() -> Result<(), Box<dyn Error>> {
    let accept = std::env::args().any(|argument| argument == "--accept");
    for event in samples() {
        let value = serde_json::to_value(&event)?;
        let kind = golden::kind_of_event(&value).ok_or("an event without a kind")?;
        let path = root().join(golden::FOLDER).join(format!("{kind}.json"));
        if accept || !path.exists() {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, serde_json::to_string_pretty(&value)? + "\n")?;
            println!("{kind}");
        }
    }
    Ok(())
}
