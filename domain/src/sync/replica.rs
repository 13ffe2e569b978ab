//! The tablet's side of the protocol: what is confirmed, what is pending on top, what to push next.
//!
//! Pure: its owner loads, stores and sends. Whatever must be durable is returned as a value to be written in one
//! transaction before the next step is believed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::value::RawValue;

use super::message::{PullReply, PushReply};
use super::order::in_order;
pub use super::pending::Pending;
use super::pending::pending_events;
use super::settle::{Told, is_down};
use super::window::Window;
use crate::apply::{State, apply};
use crate::command::{Command, CommandBody, Moment, SCHEMA, Seen};
use crate::decide::{Ruling, decide};
use crate::event::{Envelope, ErasureFact, Fact, Opened, StandIn};
use crate::gather::{map_of, set_of, sort_by_key};
use crate::head::{FOLD_VERSION, HeadData, HeadRow};
use crate::id::{
    CommandId, Cursor, DeviceId, Digest, OfficeId, PersonId, StreamId, Writer, WriterNumber,
};
use crate::origin::stand_ins;
use crate::personal::PersonalValue;
use crate::reads::{Reads, reads};
use crate::rejection::Rejection;

/// Where a command stands in the outbox.
pub type OutboxKey = (Writer, WriterNumber);

/// What a pull changed, to be written in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Pulled {
    pub settled: Vec<OutboxKey>,
    /// Streams that must be fetched whole before anything is decided on them.
    pub touched: BTreeSet<StreamId>,
}

/// A new command, before it has a number.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: CommandId,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    pub moment: Moment,
    pub body: CommandBody,
    pub personal: Vec<PersonalValue>,
    pub photos: Vec<Digest>,
    pub app: String,
}

pub struct Replica {
    pub office: OfficeId,
    pub device: DeviceId,
    pub epoch: u64,
    pub cursor: Cursor,
    pub hash: Digest,
    pub(super) heads: HashMap<StreamId, HeadRow>,
    /// Heads with the pending commands on top; only streams that have some.
    overlay: BTreeMap<StreamId, HeadData>,
    pub(super) held: HashMap<StreamId, Vec<Opened>>,
    pub(super) unreadable: BTreeSet<StreamId>,
    pub(super) window: Option<Window>,
    /// Unknown here, and to the server up to the cursor: what comes down of them is their beginning.
    pub(super) fresh: BTreeSet<StreamId>,
    pub(super) outbox: Vec<Pending>,
    pub(super) numbers: BTreeMap<PersonId, WriterNumber>,
}

impl Replica {
    #[must_use]
    pub fn new(office: OfficeId, device: DeviceId) -> Self {
        Replica {
            office,
            device,
            epoch: 0,
            cursor: Cursor(0),
            hash: Digest::ZERO,
            heads: HashMap::new(),
            overlay: BTreeMap::new(),
            held: HashMap::new(),
            unreadable: BTreeSet::new(),
            window: None,
            fresh: BTreeSet::new(),
            outbox: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// Takes confirmed heads; an older row never replaces a newer one.
    pub fn take_heads(&mut self, rows: impl IntoIterator<Item = HeadRow>) {
        for row in rows {
            let newer = self
                .heads
                .get(&row.stream)
                .is_none_or(|known| known.last <= row.last);
            if newer {
                self.heads.insert(row.stream, row);
            }
        }
    }

    /// Holds a stream whole, up to the cursor. Needed before anything is decided on it.
    pub fn hold(&mut self, stream: StreamId, envelopes: &[Envelope]) {
        let mut events = Vec::with_capacity(envelopes.len());
        for envelope in envelopes
            .iter()
            .filter(|envelope| envelope.stream == stream)
        {
            match envelope.open() {
                Ok(opened) => events.push(opened),
                Err(_) => {
                    self.unreadable.insert(stream);
                }
            }
        }
        sort_by_key(&mut events, |opened| opened.seq);
        events.dedup_by_key(|opened| opened.seq);
        self.held.insert(stream, events);
    }

    #[must_use]
    pub fn holds(&self, stream: StreamId) -> bool {
        self.held.contains_key(&stream)
    }

    /// Whether the server knows the stream at all; one it does not know needs no fetching.
    #[must_use]
    pub fn knows(&self, stream: StreamId) -> bool {
        self.heads.contains_key(&stream)
    }

    /// The confirmed head of a stream, with the tip of its chain.
    #[must_use]
    pub fn row(&self, stream: StreamId) -> Option<&HeadRow> {
        self.heads.get(&stream)
    }

    /// Whether something here was written by a newer version.
    #[must_use]
    pub fn any_unreadable(&self) -> bool {
        !self.unreadable.is_empty()
    }

    /// Streams of a command that are known but not held yet, or may have left this tablet.
    #[must_use]
    pub fn missing(&self, command: &Command) -> Vec<StreamId> {
        reads(command, self.office)
            .into_iter()
            .filter(|stream| self.knows(*stream) && !self.holds(*stream))
            .chain(self.elsewhere(command))
            .collect()
    }

    /// An event of this stream could not be read here: it needs a newer app, until then it is read-only.
    #[must_use]
    pub fn needs_newer_app(&self, stream: StreamId) -> bool {
        self.unreadable.contains(&stream)
    }

    /// An id that something waiting here has, builds on or is about, names that already: what builds on it could not be
    /// told from what builds on this one, and a refusal under it would stand where a case is to begin.
    fn own_id(&self, id: CommandId, writer: Writer, number: WriterNumber) -> CommandId {
        let named = |pending: &Pending| {
            let command = &pending.command;
            command.id == id
                || command.after.contains(&id)
                || command.body.target(self.office) == id.stream()
        };
        if self.outbox.iter().any(named) {
            CommandId::instead_of(id, writer, number)
        } else {
            id
        }
    }

    /// Gives a draft its number, what it has seen, and the pending commands it builds on.
    #[must_use]
    pub fn number(&self, draft: Draft) -> Command {
        let writer = Writer {
            person: draft.recorded_by,
            device: self.device,
        };
        let last = self.last_used(draft.recorded_by);
        let number = WriterNumber(last.0.saturating_add(1));
        let mut command = Command {
            id: self.own_id(draft.id, writer, number),
            writer,
            number,
            after: Vec::new(),
            streams: Vec::new(),
            recorded_by: draft.recorded_by,
            conducted_by: draft.conducted_by,
            moment: draft.moment,
            body: draft.body,
            personal: draft.personal,
            photos: draft.photos,
            schema: SCHEMA,
            app: draft.app,
            signature: None,
        };
        let streams = reads(&command, self.office);
        command.after = self
            .outbox
            .iter()
            .filter(|pending| {
                reads(&pending.command, self.office)
                    .contains(&pending.command.body.target(self.office))
                    && streams.contains(&pending.command.body.target(self.office))
            })
            .map(|pending| pending.command.id)
            .collect();
        command.streams = streams
            .into_iter()
            .map(|id| Seen {
                id,
                seen: self.cursor,
            })
            .collect();
        command
    }

    /// This tablet's verdict, on confirmed state with the pending commands on top.
    pub fn decide(&self, command: &Command) -> Ruling {
        decide(command, &self.reads(command))
    }

    /// The same, with who does it in whose name.
    fn judge(&self, command: &Command) -> (Ruling, Vec<StandIn>) {
        let reads = self.reads(command);
        let ruling = decide(command, &reads);
        let in_name = if ruling.is_ok() {
            stand_ins(command, &reads)
        } else {
            Vec::new()
        };
        (ruling, in_name)
    }

    fn reads(&self, command: &Command) -> Reads {
        let streams = map_of(
            reads(command, self.office)
                .into_iter()
                .filter_map(|stream| Some((stream, self.state(stream)?))),
        );
        Reads {
            office: self.office,
            streams,
            next_number: None,
            counted: None,
        }
    }

    /// The state of a held stream with the pending commands on top.
    #[must_use]
    pub fn state(&self, stream: StreamId) -> Option<State> {
        let confirmed = self
            .held
            .get(&stream)
            .and_then(|events| events.iter().fold(None, apply));
        self.outbox
            .iter()
            .flat_map(|pending| pending_events(pending, stream))
            .fold(confirmed, |state, opened| apply(state, &opened))
    }

    /// A command is in the outbox once its bytes are durable.
    pub fn saved(&mut self, command: Command, raw: Box<RawValue>) {
        if command.writer.device == self.device {
            // What waits under an earlier device id does not count for this one.
            self.used(command.recorded_by, command.number);
        }
        let (ruling, stand_ins) = self.judge(&command);
        self.outbox.push(Pending {
            command,
            raw,
            answer: None,
            ruling,
            stand_ins,
        });
        self.refresh_overlay();
    }

    /// The last number a person used on this device, from storage: numbers outlive the outbox.
    pub fn used(&mut self, person: PersonId, number: WriterNumber) {
        let known = self.numbers.entry(person).or_default();
        *known = (*known).max(number);
    }

    /// The last number each person used on this device.
    pub fn numbers(&self) -> impl Iterator<Item = (PersonId, WriterNumber)> + '_ {
        self.numbers
            .iter()
            .map(|(person, number)| (*person, *number))
    }

    pub(super) fn last_used(&self, person: PersonId) -> WriterNumber {
        self.numbers.get(&person).copied().unwrap_or_default()
    }

    /// Notes the answers. A command without events leaves at once; the others when their events have come down.
    pub fn pushed(&mut self, reply: &PushReply) -> Vec<OutboxKey> {
        for answered in &reply.answers {
            if let Some(pending) = self
                .outbox
                .iter_mut()
                .find(|pending| pending.command.id == answered.id)
            {
                pending.answer = Some(answered.answer.clone());
            }
        }
        self.settle()
    }

    /// Takes events and heads from the server. The owner writes the reply, the new cursor and the settled keys in
    /// one transaction.
    pub fn pulled(&mut self, reply: &PullReply) -> Pulled {
        let mut touched = BTreeSet::new();
        let pieces = self.pieces(reply);
        for envelope in &reply.events {
            touched.insert(envelope.stream);
            let fresh = !self.heads.contains_key(&envelope.stream);
            match envelope.open() {
                Ok(_) if pieces.contains(&envelope.stream) => {}
                Ok(opened) => {
                    self.erase(&opened);
                    if fresh || self.held.contains_key(&envelope.stream) {
                        let events = self.held.entry(envelope.stream).or_default();
                        if events.last().is_none_or(|last| last.seq < opened.seq) {
                            events.push(opened);
                        }
                    }
                }
                Err(_) => {
                    self.unreadable.insert(envelope.stream);
                }
            }
        }
        let rows = reply.heads.iter();
        let rows: Vec<HeadRow> = rows
            .filter(|row| !pieces.contains(&row.stream))
            .map(|row| self.checked(row))
            .collect();
        // A row of what lies beyond the server's head is of a log that was lost: it gives way to what is there now.
        for stream in &touched {
            if self
                .heads
                .get(stream)
                .is_some_and(|row| row.last > reply.head)
            {
                self.heads.remove(stream);
            }
        }
        self.take_heads(rows);
        self.fresh.clear();
        self.cursor = self.cursor.max(reply.cursor);
        self.hash = reply.hash;
        let told = Told::by(reply);
        for pending in &mut self.outbox {
            pending.answer = told.answer(pending);
        }
        Pulled {
            settled: self.settle(),
            touched,
        }
    }

    /// Personal values that are erased leave what is held here too.
    fn erase(&mut self, opened: &Opened) {
        let Fact::Erasure(ErasureFact::PersonalDataErased { values, .. }) = &opened.event.fact
        else {
            return;
        };
        let held = self.held.get_mut(&opened.stream);
        for value in held.into_iter().flatten().flat_map(|it| &mut it.personal) {
            value.blank(values);
        }
    }

    /// A row of another fold version is derived anew where the stream is held.
    fn checked(&self, row: &HeadRow) -> HeadRow {
        if row.fold == FOLD_VERSION {
            return row.clone();
        }
        let state = self
            .held
            .get(&row.stream)
            .and_then(|events| events.iter().fold(None, apply));
        match state {
            Some(state) => HeadRow {
                fold: FOLD_VERSION,
                data: HeadData::of(&state),
                ..row.clone()
            },
            None => row.clone(),
        }
    }

    fn settle(&mut self) -> Vec<OutboxKey> {
        let cursor = self.cursor;
        let mut settled = Vec::new();
        self.outbox.retain(|pending| {
            let gone = is_down(pending.answer.as_ref(), cursor);
            if gone {
                settled.push((pending.command.writer, pending.command.number));
            }
            !gone
        });
        self.redecide();
        settled
    }

    /// Pending commands are decided again on what came down.
    pub(super) fn redecide(&mut self) {
        let mut earlier = std::mem::take(&mut self.outbox);
        for mut pending in earlier.drain(..) {
            (pending.ruling, pending.stand_ins) = self.judge(&pending.command);
            self.outbox.push(pending);
        }
        self.refresh_overlay();
    }

    /// Re-derives the pending heads; needed after streams of pending commands were held.
    pub fn refresh_overlay(&mut self) {
        let streams = set_of(
            self.outbox
                .iter()
                .filter_map(|pending| pending.ruling.as_ref().ok())
                .flatten()
                .map(|fact| fact.stream),
        );
        let overlay = map_of(
            streams
                .into_iter()
                .filter_map(|stream| Some((stream, HeadData::of(&self.state(stream)?)))),
        );
        self.overlay = overlay;
    }

    /// Finds the order of the outbox again and decides all of it anew: due after a start from storage.
    pub fn resume(&mut self) {
        self.outbox = in_order(std::mem::take(&mut self.outbox));
        self.redecide();
    }

    /// Every head as a person here should see it.
    pub fn heads(&self) -> impl Iterator<Item = (StreamId, &HeadData)> {
        let confirmed = self
            .heads
            .iter()
            .filter(|(stream, _)| !self.overlay.contains_key(stream))
            .map(|(stream, row)| (*stream, &row.data));
        confirmed.chain(self.overlay.iter().map(|(stream, data)| (*stream, data)))
    }

    #[must_use]
    pub fn head(&self, stream: StreamId) -> Option<&HeadData> {
        self.overlay
            .get(&stream)
            .or_else(|| self.heads.get(&stream).map(|row| &row.data))
    }

    pub fn head_rows(&self) -> impl Iterator<Item = &HeadRow> {
        self.heads.values()
    }

    #[must_use]
    pub fn outbox(&self) -> &[Pending] {
        &self.outbox
    }

    /// Streams with something pending on them: marked unsent on screen.
    #[must_use]
    pub fn unsent(&self, stream: StreamId) -> bool {
        self.outbox
            .iter()
            .any(|pending| pending.command.body.target(self.office) == stream)
    }

    /// What this tablet expects to be refused. It is pushed all the same: the server decides.
    pub fn expected_refusals(&self) -> impl Iterator<Item = (&Command, &Rejection)> {
        self.outbox.iter().filter_map(|pending| {
            pending
                .ruling
                .as_ref()
                .err()
                .map(|rejection| (&pending.command, rejection))
        })
    }
}
