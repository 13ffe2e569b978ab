//! What is under way. Everything travels as text, so that a cut is a cut.

use domain::calendar::Period;
use domain::event::Envelope;
use domain::head::HeadRow;
use domain::id::{Cursor, DeviceId, Digest, Instant, StreamId};
use domain::sync::hand_back::{HandBack, HandBackReply, Stand};
use domain::sync::hold::HoldRequest;
use domain::sync::journal::ReplayRequest;
use domain::sync::message::{CommandAnswer, PullReply, PushFault, PushRequest};
use domain::sync::window::Window;
use domain::sync::window::message::WindowReply;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub enum Request {
    /// The device is that of the session.
    Push(DeviceId, PushRequest),
    /// At most so many events.
    Pull(DeviceId, Stand, usize),
    /// What a tablet is to hold, at a fixed head.
    First,
    HandBack(DeviceId, HandBack),
    Replay(DeviceId, ReplayRequest),
    /// These, whole up to a cursor.
    Streams(Vec<StreamId>, Cursor),
    /// Where the window goes from there.
    Window(Option<Period>),
    Hold(DeviceId, HoldRequest),
    /// A photo by its name; its bytes go as they are, not as JSON.
    #[serde(skip)]
    Photo(Digest, String),
}

/// What a photo on its way begins with.
const PHOTO: &str = "photo ";

impl Request {
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Request::Photo(name, bytes) => format!("{PHOTO}{name} {bytes}"),
            other => serde_json::to_string(other).unwrap_or_default(),
        }
    }

    /// `None` where nothing of it can be read.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let Some(photo) = text.strip_prefix(PHOTO) else {
            return serde_json::from_str(text).ok();
        };
        let (name, bytes) = photo.split_once(' ')?;
        Some(Request::Photo(Digest::parse(name)?, bytes.to_owned()))
    }
}

/// As the Worker's `PushReply` and its `PushStopped`, which differ by status and fault alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pushed {
    pub epoch: u64,
    pub fault: Option<PushFault>,
    pub answers: Vec<CommandAnswer>,
    pub head: Cursor,
    pub server_time: Instant,
}

/// Heads may be newer than the events beside them, which stand at the fixed head `at`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct First {
    pub epoch: u64,
    pub seal: Option<Digest>,
    pub at: Cursor,
    pub hash: Digest,
    /// Where the log ends: further on, where all this lay ready since a night.
    pub head: Cursor,
    pub window: Option<Window>,
    pub heads: Vec<HeadRow>,
    pub events: Vec<Envelope>,
    pub server_time: Instant,
}

/// The streams asked for, and the cursor they are whole up to.
#[derive(Debug, Serialize, Deserialize)]
pub struct StreamsAnswer {
    pub streams: Vec<StreamId>,
    pub at: Cursor,
    pub events: Vec<Envelope>,
    pub server_time: Instant,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum Reply {
    Pushed(Pushed),
    Pulled(PullReply),
    First(First),
    HandedBack(HandBackReply),
    Replayed(Pushed),
    Streams(StreamsAnswer),
    Window(WindowReply),
    /// One command is held.
    Held(Pushed),
    /// Of a photo: the status, and the receipt as text.
    Photo(u16, String),
    /// The log has no such cursor with such a hash, or is in another epoch.
    SetBack(u64),
    /// It takes back first.
    Later(u64),
    /// 5xx: nothing of the request stands.
    Failed,
    /// 400: not a request this server can read.
    Unreadable,
}
