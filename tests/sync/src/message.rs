//! What is under way. Everything travels as text, so that a cut is a cut.

use domain::event::Envelope;
use domain::head::HeadRow;
use domain::id::{Cursor, DeviceId, Digest, Instant};
use domain::sync::message::{CommandAnswer, PullReply, PushFault, PushRequest};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub enum Request {
    /// The device is that of the session.
    Push(DeviceId, PushRequest),
    /// At most so many events.
    Pull(Cursor, Digest, usize),
    /// Everything, at a fixed head.
    First,
}

/// As the Worker's `PushReply` and its `PushStopped`, which differ by status and fault alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pushed {
    pub fault: Option<PushFault>,
    pub answers: Vec<CommandAnswer>,
    pub head: Cursor,
    pub server_time: Instant,
}

/// Heads may be newer than the events beside them, which stand at the fixed head `at`.
#[derive(Debug, Serialize, Deserialize)]
pub struct First {
    pub at: Cursor,
    pub hash: Digest,
    pub heads: Vec<HeadRow>,
    pub events: Vec<Envelope>,
    pub server_time: Instant,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum Reply {
    Pushed(Pushed),
    Pulled(PullReply),
    First(First),
    /// The log has no such cursor with such a hash.
    SetBack,
    /// 5xx: nothing of the request stands.
    Failed,
    /// 400: not a request this server can read.
    Unreadable,
}
