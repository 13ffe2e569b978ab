//! What the worker says to the app.

use serde::{Deserialize, Serialize};

/// Rows of cells. A row may be shorter than others.
pub type Rows = Vec<Vec<String>>;

/// The worker's first message: from here on it listens.
pub const READY: &str = "ready";

/// The worker's answer to a file, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Rows(Rows),
    Error(SheetError),
}

/// Why a file gave no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SheetError {
    #[error("the file, or what it unpacks to, is too large")]
    TooLarge,
    #[error("there are too many rows")]
    TooManyRows,
    #[error("there are too many columns")]
    TooManyColumns,
    #[error("nothing stands in the file")]
    Empty,
    #[error("it is no workbook and no separated text")]
    Unreadable,
    #[error("the text is in no encoding known here")]
    UnknownEncoding,
}
