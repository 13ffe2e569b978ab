//! What travels between tablet and server.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::window::Window;
use super::window::message::PartKey;
use crate::event::Envelope;
use crate::head::HeadRow;
use crate::id::{CommandId, Cursor, Digest, Instant, OfficeId, PersonId, Writer, WriterNumber};
use crate::json::{self, Unreadable};
use crate::rejection::Rejection;

/// At most this many commands in one push: a batch is one transaction, and one answer must fit a phone's patience.
pub const BATCH_COMMANDS: usize = 200;
/// At most this many bytes of commands in one push; a single larger command is refused by the server's own limit.
pub const BATCH_BYTES: usize = 512 * 1024;

/// `POST /api/push`: commands in writer order, byte for byte as they were stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PushRequest {
    pub epoch: u64,
    /// Where the tablet stands: a log that does not go there was set back, and takes nothing before it knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<(Cursor, Digest)>,
    pub commands: Vec<Box<RawValue>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    pub epoch: u64,
    pub answers: Vec<CommandAnswer>,
    pub head: Cursor,
    pub server_time: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandAnswer {
    pub id: CommandId,
    pub answer: Answer,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Its events stand from `first` to `last`.
    Accepted { first: Cursor, last: Cursor },
    /// It is already so; no event.
    Unchanged,
    /// Kept as a refusal event at `at`.
    Refused { rejection: Rejection, at: Cursor },
    /// Its bytes are kept unread; the event at `at` says so.
    Held { at: Cursor },
}

/// Why a push stopped before its end. What was answered before it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PushFault {
    /// Numbers are missing between the last one known and this one.
    #[error("expected number {expected:?} of {writer:?}")]
    Gap {
        writer: Writer,
        expected: WriterNumber,
    },
    /// The same number with another content: a copied browser profile.
    #[error("{writer:?} is a copy")]
    Cloned { writer: Writer },
    /// Not a command this server can read.
    #[error("command {index} cannot be read")]
    Unreadable { index: usize },
    /// The device may not write for this person.
    #[error("the device may not write for {person:?}")]
    NotTheirDevice { person: PersonId },
    /// The command's id already names something in the log: a refusal of it would land there.
    #[error("the id {command} is taken")]
    IdTaken { command: CommandId },
}

/// `GET /api/log?after=N&hash=H`: events after a cursor, with the heads they changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PullReply {
    pub epoch: u64,
    pub events: Vec<Envelope>,
    pub heads: Vec<HeadRow>,
    /// The cursor after these events, and the head hash there.
    pub cursor: Cursor,
    pub hash: Digest,
    /// The log's head when this was answered; more to pull while `cursor` is before it.
    pub head: Cursor,
    pub server_time: Instant,
    /// The server's mark of `cursor` and `hash`, for the day it is set back behind them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Digest>,
}

impl PullReply {
    /// Reads a reply as it came: see [`json`] for why this stands here. A head of a kind this build does not know is left
    /// out; its events come along raw, and the cursor counts them.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        match json::read(bytes) {
            Ok(reply) => Ok(reply),
            Err(_) => json::read::<AnyHeads>(bytes).map(AnyHeads::known),
        }
    }
}

/// A pull with heads nobody has read yet.
#[derive(Deserialize)]
struct AnyHeads {
    epoch: u64,
    events: Vec<Envelope>,
    heads: Vec<Box<RawValue>>,
    cursor: Cursor,
    hash: Digest,
    head: Cursor,
    server_time: Instant,
    #[serde(default)]
    seal: Option<Digest>,
}

impl AnyHeads {
    fn known(self) -> PullReply {
        let heads = self.heads.iter();
        PullReply {
            epoch: self.epoch,
            events: self.events,
            heads: heads
                .filter_map(|raw| json::read(raw.get().as_bytes()).ok())
                .collect(),
            cursor: self.cursor,
            hash: self.hash,
            head: self.head,
            server_time: self.server_time,
            seal: self.seal,
        }
    }
}

/// `GET /api/first`: what a first sync will bring, at a fixed head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstReply {
    pub epoch: u64,
    pub office: OfficeId,
    pub at: Cursor,
    pub hash: Digest,
    /// Streams are numbered from 0 in the order they began; a part holds `part_streams` of them.
    pub streams: u64,
    pub part_streams: u64,
    /// Where a tablet's holdings begin; absent while the office is younger than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Where each part begins, in the order they are asked for; an older server names none and knows no window.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartKey>,
    pub fold: u32,
    pub server_time: Instant,
    /// The server's mark of `at` and `hash`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Digest>,
    /// Where the log ends, where the parts stand at an earlier place: what came since is pulled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Cursor>,
    /// What lies ready of each part; empty where nothing does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packed: Vec<PackedPart>,
}

impl FirstReply {
    /// Whether what it brings is all the server has.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.head.is_none_or(|head| head == self.at)
    }
}

/// A part as it lies ready at the server, made of lists of heads and of events, each as gzip:
/// `GET /api/first/packed?at=S&part=N&kind=heads|events`. 404 where it lies there no longer; the part is then asked for as
/// any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedPart {
    /// Of the bytes, as they are sent.
    pub heads: Digest,
    pub events: Digest,
}

/// `GET /api/first/heads?part=N`: the heads of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadsPart {
    pub part: u64,
    pub heads: Vec<HeadRow>,
}

impl HeadsPart {
    /// Reads a part as it came: see [`json`] for why this stands here.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        json::read(bytes)
    }
}

/// `GET /api/first/events?part=N&at=S`: the whole streams of one part up to S. Also `GET /api/streams/{id}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EventsPart {
    pub part: u64,
    pub events: Vec<Envelope>,
}
