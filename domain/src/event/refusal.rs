//! Facts of a refusal: a command the server did not take is kept whole, until a person settles it.

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::id::StreamId;
use crate::rejection::Rejection;

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
    /// Kept for what it says; counts for nothing.
    KeptAsObservation,
    Dropped {
        reason: String,
    },
    /// Written anew as another command.
    ReIssued,
    /// Of two values both changed, the other's stays.
    TheirsKept,
}
