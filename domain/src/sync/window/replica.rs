//! The window on a tablet: what must be fetched first, what comes back, what may leave.

use std::collections::BTreeSet;

use super::{Window, begins_it, builds_on, lives, root};
use crate::apply::{apply, fold};
use crate::command::Command;
use crate::event::{Envelope, Fact};
use crate::gather::{set_of, sort_by_key};
use crate::head::{FOLD_VERSION, HeadData, HeadRow};
use crate::id::{Digest, StreamId};
use crate::reads::reads;
use crate::sync::chain::{Chain, stream_holds};
use crate::sync::message::PullReply;
use crate::sync::replica::Replica;

/// How the first event of an unknown stream in a pull reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    Begins,
    /// The stream began before, and is not here.
    Continues,
    /// A newer version wrote it: nobody here can tell.
    Unreadable,
}

impl Replica {
    /// `None` where everything is here.
    #[must_use]
    pub fn window(&self) -> Option<Window> {
        self.window
    }

    /// From now on what lies before it is not expected here. A window never moves back.
    pub fn look_through(&mut self, window: Window) {
        if self.window.is_none_or(|known| known.cut <= window.cut) {
            self.window = Some(window);
        }
    }

    /// Streams a command builds on that may have left this tablet: they are asked for before it is decided.
    pub(in crate::sync) fn elsewhere(&self, command: &Command) -> Vec<StreamId> {
        if self.window.is_none() {
            return Vec::new();
        }
        let unknown = |stream: &StreamId| !self.knows(*stream) && !self.begun_here(*stream);
        builds_on(&command.body, self.office)
            .into_iter()
            .filter(unknown)
            .collect()
    }

    /// Begun by something that waits in the outbox.
    fn begun_here(&self, stream: StreamId) -> bool {
        self.outbox().iter().any(|pending| {
            let body = &pending.command.body;
            begins_it(body) && body.target(self.office) == stream
        })
    }

    /// Streams with events in this reply whose beginning is neither here nor in it. The owner fetches each whole, up to
    /// the cursor, and gives it to [`Replica::bring`] before the reply is taken in.
    #[must_use]
    pub fn not_here(&self, reply: &PullReply) -> Vec<StreamId> {
        self.unknown(reply)
            .filter(|(_, first)| *first != First::Begins)
            .map(|(stream, _)| stream)
            .collect()
    }

    /// Of those, the ones that are pieces for certain: nothing of them is taken in. A stream is held whole or not at all.
    pub(in crate::sync) fn pieces(&self, reply: &PullReply) -> BTreeSet<StreamId> {
        set_of(
            self.unknown(reply)
                .filter(|(_, first)| *first == First::Continues)
                .map(|(stream, _)| stream),
        )
    }

    fn unknown(&self, reply: &PullReply) -> impl Iterator<Item = (StreamId, First)> {
        let mut seen = BTreeSet::new();
        reply
            .events
            .iter()
            .filter(move |envelope| {
                let stream = envelope.stream;
                !self.knows(stream) && !self.fresh.contains(&stream) && seen.insert(stream)
            })
            .map(|envelope| (envelope.stream, first(envelope, reply)))
    }

    /// Takes a whole stream up to the cursor, as the server has it; gives the row of its head, to be stored with it.
    /// `None` where there is nothing to show: it began after the cursor, or a newer version wrote it.
    pub fn bring(&mut self, stream: StreamId, envelopes: &[Envelope]) -> Option<HeadRow> {
        let mut whole: Vec<Envelope> = envelopes
            .iter()
            .filter(|envelope| envelope.stream == stream && envelope.seq <= self.cursor)
            .cloned()
            .collect();
        sort_by_key(&mut whole, |envelope| envelope.seq);
        whole.dedup_by_key(|envelope| envelope.seq);
        let Some(last) = whole.last().map(|last| last.seq) else {
            self.fresh.insert(stream);
            return None;
        };
        self.hold(stream, &whole);
        let state = self.held.get(&stream).and_then(fold)?;
        let row = HeadRow {
            stream,
            last,
            fold: FOLD_VERSION,
            tip: whole.iter().fold(Digest::ZERO, |tip, it| it.chain(tip)),
            data: HeadData::of(&state),
        };
        self.take_heads([row.clone()]);
        Some(row)
    }

    /// What may leave when the window stands there: nothing left to do on it, written on last before the line, and
    /// neither unsent work, nor an open obligation, nor anything in `kept` hangs on it or on what stays with it. Also
    /// what was had on demand and is used no more.
    #[must_use]
    pub fn leaving(&self, window: Window, kept: &BTreeSet<StreamId>) -> BTreeSet<StreamId> {
        let lives = lives(self.head_rows());
        let mut used: BTreeSet<StreamId> = set_of(kept.iter().copied());
        for pending in self.outbox() {
            used.extend(reads(&pending.command, self.office));
            used.extend(builds_on(&pending.command.body, self.office));
            let facts = pending.ruling.as_ref().ok().into_iter().flatten();
            used.extend(facts.map(|fact| fact.stream));
        }
        // What cannot be read here cannot be judged either.
        used.extend(&self.unreadable);
        let roots: BTreeSet<StreamId> = set_of(
            self.head_rows()
                .filter(|row| used.contains(&row.stream))
                .map(root),
        );
        set_of(
            self.head_rows()
                .filter(|row| {
                    let root = root(row);
                    !used.contains(&root)
                        && !roots.contains(&root)
                        && lives.get(&root).is_some_and(|until| *until < window.cut)
                })
                .map(|row| row.stream),
        )
    }

    /// They left: head and events together.
    pub fn let_go(&mut self, streams: &BTreeSet<StreamId>) {
        for stream in streams {
            self.heads.remove(stream);
            self.held.remove(stream);
        }
    }
}

fn first(envelope: &Envelope, reply: &PullReply) -> First {
    let Ok(opened) = envelope.open() else {
        return First::Unreadable;
    };
    if apply(None, &opened).is_none() {
        return First::Continues;
    }
    // Every entry can begin the page of a day, and what is handed in a summary: only its chain says whether this one did.
    if matches!(opened.event.fact, Fact::DayBook(_) | Fact::Summary(_)) {
        let row = reply.heads.iter().find(|row| row.stream == envelope.stream);
        let events = reply
            .events
            .iter()
            .filter(|other| other.stream == envelope.stream);
        let whole = row.is_some_and(|row| stream_holds(row, events) == Chain::Holds);
        return if whole {
            First::Begins
        } else {
            First::Continues
        };
    }
    First::Begins
}
