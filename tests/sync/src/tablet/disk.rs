//! What survives a kill: only what was committed.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use domain::event::Envelope;
use domain::head::HeadRow;
use domain::id::{CommandId, Cursor, DeviceId, Digest, PersonId, StreamId, Writer, WriterNumber};
use domain::sync::journal::Kept;
use domain::sync::message::PullReply;
use domain::sync::photos::Note;
use domain::sync::replica::OutboxKey;
use domain::sync::window::Window;

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
    pub epoch: u64,
    pub cursor: Cursor,
    pub hash: Digest,
    /// The server's mark of it.
    pub seal: Option<Digest>,
    /// The head was reached there.
    pub whole: bool,
}

/// What one pull brought, and which events of the log it was: what left is no gap.
#[derive(Clone)]
pub struct Page {
    pub first: Cursor,
    pub last: Cursor,
    pub reply: Rc<PullReply>,
}

#[derive(Clone)]
pub struct Disk {
    pub device: DeviceId,
    /// Raised by every tab that takes over; an earlier one is fenced off.
    pub generation: u64,
    pub outbox: BTreeMap<OutboxKey, String>,
    pub numbers: BTreeMap<PersonId, WriterNumber>,
    /// What left the outbox; and those who owe it to a server that was set back.
    pub journal: BTreeMap<OutboxKey, Kept>,
    pub owed: BTreeSet<Writer>,
    pub first: Option<Rc<First>>,
    pub tail: Vec<Page>,
    /// Streams had on demand, each whole up to where the tablet stood.
    pub guests: BTreeMap<StreamId, (HeadRow, Vec<Envelope>)>,
    pub window: Option<Window>,
    pub standing: Option<Standing>,
    /// The photos, what is known of each, and which are still to be sent.
    pub photos: BTreeMap<Digest, String>,
    pub notes: BTreeMap<Digest, Note>,
    pub photos_waiting: BTreeSet<Digest>,
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
            journal: BTreeMap::new(),
            owed: BTreeSet::new(),
            first: None,
            tail: Vec::new(),
            guests: BTreeMap::new(),
            window: None,
            standing: None,
            photos: BTreeMap::new(),
            notes: BTreeMap::new(),
            photos_waiting: BTreeSet::new(),
            clock_offset: 0,
        }
    }

    /// Everything it holds of the log, in order.
    pub fn log(&self) -> BTreeMap<Cursor, &Envelope> {
        let first = self.first.iter().flat_map(|first| &first.events);
        let tail = self.tail.iter().flat_map(|page| &page.reply.events);
        first.chain(tail).map(|event| (event.seq, event)).collect()
    }

    /// Whether it knows what a command came to: it wrote it, or holds all its events.
    pub fn knows(&self, id: CommandId, key: OutboxKey) -> bool {
        if self.outbox.contains_key(&key) || self.journal.contains_key(&key) {
            return true;
        }
        let log = self.log();
        let whole = self.standing.is_some_and(|standing| standing.whole);
        let last = log.values().rev().find(|event| event.command == id);
        let end = log.keys().next_back();
        last.is_some_and(|last| whole || end.is_some_and(|end| *end > last.seq))
    }

    /// The events of one stream, up to a cursor.
    pub fn events(&self, stream: StreamId, cursor: Cursor) -> Vec<Envelope> {
        let first = self.first.iter().flat_map(|first| &first.events);
        let guests = self.guests.values().flat_map(|(_, events)| events);
        let tail = self.tail.iter().flat_map(|page| &page.reply.events);
        first
            .chain(guests)
            .chain(tail)
            .filter(|envelope| envelope.stream == stream && envelope.seq <= cursor)
            .cloned()
            .collect()
    }

    pub fn append(&mut self, reply: PullReply) {
        let (Some(first), Some(last)) = (reply.events.first(), reply.events.last()) else {
            return;
        };
        self.tail.push(Page {
            first: first.seq,
            last: last.seq,
            reply: Rc::new(reply),
        });
    }

    /// The events of these leave, and their heads.
    pub fn let_go(&mut self, gone: &BTreeSet<StreamId>, heads_stay: bool) {
        let stays = |row: &HeadRow| heads_stay || !gone.contains(&row.stream);
        if let Some(first) = &mut self.first {
            let first = Rc::make_mut(first);
            first.events.retain(|it| !gone.contains(&it.stream));
            first.heads.retain(stays);
        }
        for page in &mut self.tail {
            let reply = Rc::make_mut(&mut page.reply);
            reply.events.retain(|it| !gone.contains(&it.stream));
            reply.heads.retain(stays);
        }
        self.guests.retain(|stream, _| !gone.contains(stream));
    }
}
