//! Asking the server to hold what it fails on.

use domain::command::Command;
use domain::sync::hold::{HoldRequest, Trouble};

/// That the server holds a command as these bytes.
#[must_use]
pub fn hold_request(command: &Command, bytes: &str) -> HoldRequest {
    HoldRequest {
        epoch: 1,
        writer: command.writer,
        number: command.number,
        id: command.id,
        command: bytes.to_owned(),
        trouble: Trouble::Failed { status: 500 },
        first: None,
    }
}
