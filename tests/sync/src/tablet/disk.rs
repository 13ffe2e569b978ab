//! What survives a kill: only what was committed.

use std::collections::BTreeMap;
use std::rc::Rc;

use domain::event::Envelope;
use domain::id::{Cursor, DeviceId, Digest, PersonId, StreamId, WriterNumber};
use domain::sync::message::PullReply;
use domain::sync::replica::OutboxKey;

use crate::message::First;

/// What becomes of one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Committed,
    /// No room: nothing of it stands, and the tablet is told.
    Refused,
    /// Killed before the commit: nothing of it stands.
    Lost,
    /// Killed after the commit, before anybody heard of it.
    AppliedUnheard,
}

impl Fate {
    pub fn stands(self) -> bool {
        matches!(self, Fate::Committed | Fate::AppliedUnheard)
    }

    pub fn killed(self) -> bool {
        matches!(self, Fate::Lost | Fate::AppliedUnheard)
    }
}

/// Where the replica stands, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub cursor: Cursor,
    pub hash: Digest,
}

#[derive(Clone)]
pub struct Disk {
    pub device: DeviceId,
    /// Raised by every tab that takes over; an earlier one is fenced off.
    pub generation: u64,
    pub outbox: BTreeMap<OutboxKey, String>,
    pub numbers: BTreeMap<PersonId, WriterNumber>,
    pub first: Option<Rc<First>>,
    pub tail: Vec<Rc<PullReply>>,
    pub standing: Option<Standing>,
    /// Server time minus device time, as last learned.
    pub clock_offset: i64,
}

impl Disk {
    pub fn new(device: DeviceId) -> Self {
        Disk {
            device,
            generation: 0,
            outbox: BTreeMap::new(),
            numbers: BTreeMap::new(),
            first: None,
            tail: Vec::new(),
            standing: None,
            clock_offset: 0,
        }
    }

    /// The events of one stream, up to a cursor.
    pub fn events(&self, stream: StreamId, cursor: Cursor) -> Vec<Envelope> {
        let first = self.first.iter().flat_map(|first| &first.events);
        let tail = self.tail.iter().flat_map(|reply| &reply.events);
        first
            .chain(tail)
            .filter(|envelope| envelope.stream == stream && envelope.seq <= cursor)
            .cloned()
            .collect()
    }
}
