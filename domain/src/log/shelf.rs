//! Folded streams kept at hand between the commands of a push, and between pushes while the object lives.

use std::collections::BTreeMap;

use super::EventLog;
use crate::apply::{State, apply};
use crate::event::{NewFact, Opened};
use crate::head::{FOLD_VERSION, HeadData, HeadRow};
use crate::id::{CommandId, Cursor, Digest, PersonId, StreamId};

/// More streams than this at hand are let go: an object has 128 MB, a folded case takes some 10 KB.
const MOST_STREAMS: usize = 2_000;

#[derive(Clone, Debug)]
struct Held {
    events: Vec<Opened>,
    state: Option<State>,
    tip: Digest,
    /// An event this build cannot read: the stream is read-only here.
    unreadable: bool,
}

/// Must be emptied by its owner when a transaction is rolled back.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    streams: BTreeMap<StreamId, Held>,
    /// Who brings in the batch under way, where that is not its writers' own tablet.
    pub(super) brought_in_by: Option<PersonId>,
}

impl Shelf {
    pub fn clear(&mut self) {
        self.streams.clear();
    }

    pub(super) fn forget(&mut self, stream: StreamId) {
        self.streams.remove(&stream);
    }

    pub(super) fn make_room(&mut self) {
        if self.streams.len() > MOST_STREAMS {
            self.streams.clear();
        }
    }

    fn held<L: EventLog>(&mut self, stream: StreamId, log: &L) -> Result<&mut Held, L::Error> {
        use std::collections::btree_map::Entry;
        match self.streams.entry(stream) {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(entry) => {
                let mut held = Held {
                    events: Vec::new(),
                    state: None,
                    tip: Digest::ZERO,
                    unreadable: false,
                };
                for envelope in log.stream(stream)? {
                    held.tip = envelope.chain(held.tip);
                    match envelope.open() {
                        Ok(opened) => {
                            held.state = apply(held.state.take(), &opened);
                            held.events.push(opened);
                        }
                        Err(_) => held.unreadable = true,
                    }
                }
                Ok(entry.insert(held))
            }
        }
    }

    /// The state at the head.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn state<L: EventLog>(
        &mut self,
        stream: StreamId,
        log: &L,
    ) -> Result<Option<State>, L::Error> {
        Ok(self.held(stream, log)?.state.clone())
    }

    /// Whether a fact is of the kind its stream began as, where anything stands there.
    pub(super) fn takes<L: EventLog>(&mut self, new: &NewFact, log: &L) -> Result<bool, L::Error> {
        let state = &self.held(new.stream, log)?.state;
        Ok(state.as_ref().is_none_or(|state| state.takes(&new.fact)))
    }

    /// The state as its writer saw it: up to `seen`, with the pending commands it was built on.
    pub(super) fn as_seen<L: EventLog>(
        &mut self,
        stream: StreamId,
        seen: Cursor,
        after: &[CommandId],
        log: &L,
    ) -> Result<Option<State>, L::Error> {
        let held = self.held(stream, log)?;
        let visible = |opened: &&Opened| opened.seq <= seen || after.contains(&opened.command);
        if held.events.iter().all(|opened| visible(&opened)) {
            return Ok(held.state.clone());
        }
        Ok(held.events.iter().filter(visible).fold(None, apply))
    }

    pub(super) fn unreadable<L: EventLog>(
        &mut self,
        stream: StreamId,
        log: &L,
    ) -> Result<bool, L::Error> {
        Ok(self.held(stream, log)?.unreadable)
    }

    /// Adds an appended event, and gives the stream's new head row.
    pub(super) fn add<L: EventLog>(
        &mut self,
        opened: Opened,
        envelope: &crate::event::Envelope,
        log: &L,
    ) -> Result<Option<HeadRow>, L::Error> {
        let held = self.held(opened.stream, log)?;
        held.tip = envelope.chain(held.tip);
        held.state = apply(held.state.take(), &opened);
        let row = held.state.as_ref().map(|state| HeadRow {
            stream: opened.stream,
            last: opened.seq,
            fold: FOLD_VERSION,
            tip: held.tip,
            data: HeadData::of(state),
        });
        held.events.push(opened);
        Ok(row)
    }
}
