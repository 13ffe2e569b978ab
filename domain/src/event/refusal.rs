//! Facts of a refusal: a command the server did not take is kept whole, until a person settles it.

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::id::{Digest, StreamId, WriterNumber};
use crate::rejection::Rejection;
use crate::sync::hold::Trouble;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalFact {
    /// Nothing typed is gone: the command itself is inside, its personal values beside the body.
    CommandRefused {
        command: Box<Command>,
        /// The stream it was about.
        about: StreamId,
        rejection: Rejection,
    },
    /// Its bytes are kept as they came, because the server could not read them or failed on them again and again.
    CommandHeld(HeldCommand),
    /// Kept for what it says; counts for nothing.
    KeptAsObservation,
    Dropped {
        reason: String,
    },
    /// Written anew as another command.
    ReIssued,
    /// Of two values both changed, the other's stays.
    TheirsKept,
    /// It was held; a manager took it, and its own facts stand with this one.
    Taken,
}

/// What is known of a command nobody has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldCommand {
    /// The author's number for it.
    pub number: WriterNumber,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    pub bytes: u64,
    pub trouble: Trouble,
}
