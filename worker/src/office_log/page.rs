//! The replies of `domain::sync::message` that carry lists, with the lists as they rest in the log.

use domain::id::{Cursor, Digest, Instant};
use serde::Serialize;

use crate::log::List;

/// Written as a `PullReply`.
#[derive(Serialize)]
pub struct PullPage {
    pub epoch: u64,
    pub events: List,
    pub heads: List,
    pub cursor: Cursor,
    pub hash: Digest,
    pub head: Cursor,
    pub server_time: Instant,
    pub seal: Digest,
}

/// Written as a `HeadsPart`.
#[derive(Serialize)]
pub struct HeadsPage {
    pub part: u64,
    pub heads: List,
}

/// Written as an `EventsPart`.
#[derive(Serialize)]
pub struct EventsPage {
    pub part: u64,
    /// Of the list's bytes: the tablet keeps the part only when it is what was sent.
    pub digest: Digest,
    pub events: List,
}

impl EventsPage {
    pub fn of(part: u64, events: List) -> Self {
        EventsPage {
            part,
            digest: Digest::of(&[events.get().as_bytes()]),
            events,
        }
    }
}
