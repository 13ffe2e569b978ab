//! A command the server cannot take up at all: its bytes are kept unread, and the writer's numbers go on without it.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::message::CommandAnswer;
use super::replica::{OutboxKey, Replica};
use crate::event::refusal::{HeldCommand, RefusalFact};
use crate::event::{Fact, Opened};
use crate::id::{CommandId, Cursor, DeviceId, Instant, PersonId, StreamId, Writer, WriterNumber};
use crate::rejection::{Rejection, RejectionCode};
use crate::sync::refusal::Settlement;

/// At most so many bytes are kept of one command: twice what any form can fill, and below what one row takes.
pub const HOLD_BYTES: usize = 1024 * 1024;
/// So often the server must have failed on a single command before it is held.
pub const HOLD_AFTER: u32 = 3;

/// `POST /api/hold`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRequest {
    pub epoch: u64,
    pub writer: Writer,
    pub number: WriterNumber,
    /// What the tablet calls it; nothing in the bytes is believed.
    pub id: CommandId,
    /// The bytes as they were saved.
    pub command: String,
    pub trouble: Trouble,
    /// Of what is sent again to a server that was set back: the first number of this writer the tablet still has, as in
    /// [`crate::sync::journal::ReplayRequest`]. Then it may have been written under an earlier device id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<WriterNumber>,
}

impl HoldRequest {
    /// `None` where it is too large even for that.
    pub(super) fn of(
        epoch: u64,
        ((writer, number), id): (OutboxKey, CommandId),
        raw: &RawValue,
        trouble: Trouble,
        first: Option<WriterNumber>,
    ) -> Option<Self> {
        (raw.get().len() <= HOLD_BYTES).then(|| HoldRequest {
            epoch,
            writer,
            number,
            id,
            command: raw.get().to_owned(),
            trouble,
            first,
        })
    }

    /// The device the writer must have, where the session's counts.
    #[must_use]
    pub fn device_of(&self, session: DeviceId) -> Option<DeviceId> {
        self.first.is_none().then_some(session)
    }
}

impl Replica {
    /// What is sent to be held, byte for byte as it was saved; `None` where it is too large even for that.
    #[must_use]
    pub fn to_be_held(&self, key: OutboxKey, trouble: Trouble) -> Option<HoldRequest> {
        let pending = self
            .outbox()
            .iter()
            .find(|pending| (pending.command.writer, pending.command.number) == key)?;
        HoldRequest::of(
            self.epoch,
            (key, pending.command.id),
            &pending.raw,
            trouble,
            None,
        )
    }
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldReply {
    pub epoch: u64,
    pub answer: CommandAnswer,
    pub head: Cursor,
    pub server_time: Instant,
}

/// What happened whenever it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The server failed on it, with this status.
    Failed { status: u16 },
    /// The server could not read it.
    Unreadable,
    /// More bytes than a command may have.
    TooLarge,
}

/// The fold of a held command's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub author: PersonId,
    pub stream: StreamId,
    pub held: HeldCommand,
    pub at: Instant,
    pub settled: Option<Settlement>,
}

impl Held {
    pub(crate) fn begun(opened: &Opened) -> Option<Self> {
        let Fact::Refusal(RefusalFact::CommandHeld(held)) = &opened.event.fact else {
            return None;
        };
        Some(Held {
            author: opened.event.recorded_by,
            stream: opened.stream,
            held: *held,
            at: opened.event.moment.entered_at,
            settled: None,
        })
    }

    pub(crate) fn apply(&mut self, fact: &RefusalFact) {
        if let Some(settlement) = Settlement::of(fact) {
            self.settled = Some(settlement);
        }
    }

    /// Why it counts for nothing, as a refusal says it.
    #[must_use]
    pub fn rejection(&self) -> Rejection {
        let bytes = self.held.bytes;
        Rejection::new(
            RejectionCode::NotTakenUp { bytes },
            crate::clause::Clause::Ours,
        )
    }
}
