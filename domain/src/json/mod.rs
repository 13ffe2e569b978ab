//! Reading what was written as JSON. One way for all: each further kind of reader would be compiled once more for
//! every type of the log, and a tablet has to load that.

use serde::de::{Deserialize, DeserializeOwned};

/// Bytes that are not the JSON they should be.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("not UTF-8: {0}")]
    Text(#[from] std::str::Utf8Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// Reads one value.
///
/// # Errors
/// When the bytes are no UTF-8, no JSON, or the JSON of something else.
pub fn read<'json, T: Deserialize<'json>>(bytes: &'json [u8]) -> Result<T, Unreadable> {
    Ok(serde_json::from_str(std::str::from_utf8(bytes)?)?)
}

/// The word a name is written as in JSON, e.g. `due_today`; empty for what is not written as a word.
#[must_use]
pub fn word<T: serde::Serialize + ?Sized>(name: &T) -> String {
    serde_json::to_string(name)
        .ok()
        .and_then(|json| serde_json::from_str::<String>(&json).ok())
        .unwrap_or_default()
}

/// The name a word stands for, if it does.
#[must_use]
pub fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    let json = serde_json::to_string(word).ok()?;
    serde_json::from_str(&json).ok()
}
