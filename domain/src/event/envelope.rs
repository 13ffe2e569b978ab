//! How an event travels and rests: its body verbatim, personal values beside it.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Event, Fact};
use crate::id::{CommandId, Cursor, Digest, StreamId};
use crate::personal::PersonalValue;

/// One event with its place in the log. The body is kept byte for byte as first written, because its hash is evidence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// 0 while the event is only pending on a tablet.
    pub seq: Cursor,
    pub stream: StreamId,
    pub command: CommandId,
    pub index: u16,
    pub body: Box<RawValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personal: Vec<PersonalValue>,
}

/// A fact that `decide` found, and the stream it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFact {
    pub stream: StreamId,
    pub fact: Fact,
}

/// An envelope whose body this build can read.
#[derive(Clone, Debug)]
pub struct Opened {
    pub seq: Cursor,
    pub stream: StreamId,
    pub command: CommandId,
    pub index: u16,
    pub event: Event,
    pub personal: Vec<PersonalValue>,
}

/// A body this build cannot read: kept raw, and its stream is read-only here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {0:?} needs a newer app")]
pub struct NeedsNewerApp(pub Cursor);

impl Envelope {
    /// Reads the body.
    ///
    /// # Errors
    /// [`NeedsNewerApp`] when the body is of a kind or schema this build does not know.
    pub fn open(&self) -> Result<Opened, NeedsNewerApp> {
        let event = crate::json::read_text(self.body.get()).map_err(|_| NeedsNewerApp(self.seq))?;
        Ok(Opened {
            seq: self.seq,
            stream: self.stream,
            command: self.command,
            index: self.index,
            event,
            personal: self.personal.clone(),
        })
    }

    /// The next link of the stream's chain: SHA-256(previous ‖ body).
    #[must_use]
    pub fn chain(&self, previous: Digest) -> Digest {
        Digest::of(&[&previous.0, self.body.get().as_bytes()])
    }

    /// The next head hash of the office: SHA-256(previous ‖ stream ‖ body).
    #[must_use]
    pub fn head_hash(&self, previous: Digest) -> Digest {
        Digest::of(&[
            &previous.0,
            self.stream.0.as_bytes(),
            self.body.get().as_bytes(),
        ])
    }
}
