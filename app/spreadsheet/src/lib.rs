//! The rows of a spreadsheet file (.xlsx, .csv), as text. No meaning: which column is which, and what a line would
//! change, is the app's to say.

mod answer;
pub mod limits;

#[cfg(feature = "read")]
mod separated;
#[cfg(feature = "read")]
mod workbook;

pub use answer::{Answer, READY, Rows, SheetError};

#[cfg(feature = "read")]
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// What a zip file, and so every .xlsx, begins with.
#[cfg(feature = "read")]
const ZIP: &[u8] = b"PK\x03\x04";

/// The rows of the file. Row `n` of the file stands at `n - 1`, empty ones too, so that a line can be named as the
/// person sees it in their spreadsheet program. The content decides what kind of file it is: people rename files.
///
/// # Errors
/// Why there are no rows to be had from it.
#[cfg(feature = "read")]
pub fn rows(name: &str, bytes: &[u8]) -> Result<Rows, SheetError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(SheetError::TooLarge);
    }
    let rows = if bytes.starts_with(ZIP) {
        workbook::rows(bytes)?
    } else if name.to_lowercase().ends_with(".xlsx") && !bytes.is_empty() {
        // A workbook with a password, an older one under a newer name, a download cut short.
        return Err(SheetError::Unreadable);
    } else {
        separated::rows(&decode(bytes)?)?
    };
    if rows.iter().all(Vec::is_empty) {
        return Err(SheetError::Empty);
    }
    Ok(rows)
}

/// Chinese Excel writes CSV in GB18030 and sometimes, as "Unicode text", in UTF-16. UTF-8 is tried first because
/// hardly any other text is valid UTF-8 by chance.
#[cfg(feature = "read")]
fn decode(bytes: &[u8]) -> Result<String, SheetError> {
    let text = if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        UTF_16LE.decode_without_bom_handling_and_without_replacement(rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        UTF_16BE.decode_without_bom_handling_and_without_replacement(rest)
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        Some(text.trim_start_matches('\u{feff}').into())
    } else {
        GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    };
    let text = text.ok_or(SheetError::UnknownEncoding)?;
    // No text has these; a picture or a program does.
    if text.contains(['\0', '\u{1}', '\u{2}']) {
        return Err(SheetError::Unreadable);
    }
    Ok(text.into_owned())
}
