//! The log's twin in memory, for native tests and simulations.

mod set_back;

use std::collections::{BTreeMap, BTreeSet};

use super::{Append, EventLog, HeldBytes, LogHead, WriterState};
use crate::calendar::Period;
use crate::event::Envelope;
use crate::head::{ComplaintHead, HeadData, HeadRow};
use crate::id::{CommandId, Cursor, Digest, Instant, StreamId, UnitId, Writer, WriterNumber};
use crate::personal::Personal;
use crate::sync::message::Answer;

#[derive(Clone, Debug, Default)]
pub struct MemoryLog {
    pub envelopes: Vec<Envelope>,
    pub hashes: Vec<Digest>,
    pub heads: BTreeMap<StreamId, HeadRow>,
    answered: BTreeSet<CommandId>,
    known: BTreeSet<CommandId>,
    writers: BTreeMap<Writer, WriterState>,
    answers: BTreeMap<(Writer, WriterNumber), (Digest, Answer)>,
    numbers: BTreeMap<i32, u32>,
    pub held: Vec<HeldBytes>,
    kept: set_back::Kept,
}

impl MemoryLog {
    /// Whether a command was answered, even where it left no event.
    #[must_use]
    pub fn answered(&self, command: CommandId) -> bool {
        self.answered.contains(&command)
    }
}

impl EventLog for MemoryLog {
    type Error = std::convert::Infallible;

    fn head(&self) -> Result<LogHead, Self::Error> {
        Ok(LogHead {
            cursor: self
                .envelopes
                .last()
                .map(|last| last.seq)
                .unwrap_or(Cursor(0)),
            hash: self.hashes.last().copied().unwrap_or(Digest::ZERO),
        })
    }

    fn stream(&self, stream: StreamId) -> Result<Vec<Envelope>, Self::Error> {
        Ok(self
            .envelopes
            .iter()
            .filter(|envelope| envelope.stream == stream)
            .cloned()
            .collect())
    }

    fn writer(&self, writer: Writer) -> Result<Option<WriterState>, Self::Error> {
        Ok(self.writers.get(&writer).copied())
    }

    fn answer(
        &self,
        writer: Writer,
        number: WriterNumber,
    ) -> Result<Option<(Digest, Answer)>, Self::Error> {
        Ok(self.answers.get(&(writer, number)).cloned())
    }

    fn knows(&self, command: CommandId) -> Result<bool, Self::Error> {
        Ok(self.known.contains(&command))
    }

    fn of_command(&self, command: CommandId) -> Result<Vec<Envelope>, Self::Error> {
        let events = self.envelopes.iter();
        Ok(events
            .filter(|event| event.command == command)
            .cloned()
            .collect())
    }

    fn next_number(&self, year: i32) -> Result<u32, Self::Error> {
        Ok(self.numbers.get(&year).copied().unwrap_or(0) + 1)
    }

    fn received_at(&self, at: Cursor) -> Result<Option<Instant>, Self::Error> {
        let place = self.envelopes.binary_search_by_key(&at, |it| it.seq);
        let found = place.ok().and_then(|place| self.envelopes.get(place));
        Ok(found
            .and_then(|envelope| envelope.open().ok())
            .and_then(|opened| opened.event.received_at))
    }

    fn naming(&self, unit: UnitId) -> Result<Vec<StreamId>, Self::Error> {
        let name = unit.to_string();
        let naming = self.envelopes.iter().filter(|envelope| {
            envelope.stream == unit.stream() || envelope.body.get().contains(&name)
        });
        let streams: BTreeSet<StreamId> = naming.map(|envelope| envelope.stream).collect();
        Ok(streams.into_iter().collect())
    }

    fn refusals(&self) -> Result<Vec<HeadRow>, Self::Error> {
        let rows = self.heads.values();
        Ok(rows
            .filter(|row| matches!(row.data, HeadData::Refusal(_)))
            .cloned()
            .collect())
    }

    fn complaints(
        &self,
        _month: Period,
        wanted: &dyn Fn(&ComplaintHead) -> bool,
    ) -> Result<Vec<(StreamId, ComplaintHead)>, Self::Error> {
        let complaints = self
            .heads
            .iter()
            .filter_map(|(stream, row)| match &row.data {
                HeadData::Complaint(head) => Some((*stream, &**head)),
                _ => None,
            });
        Ok(complaints
            .filter(|(_, head)| wanted(head))
            .map(|(stream, head)| (stream, head.clone()))
            .collect())
    }

    fn blank(&mut self, values: &[Personal], texts: &[String]) -> Result<(), Self::Error> {
        for envelope in &mut self.envelopes {
            for value in &mut envelope.personal {
                value.blank(values);
            }
        }
        for held in &mut self.held {
            held.without(texts);
        }
        Ok(())
    }

    fn append(&mut self, append: &Append) -> Result<(), Self::Error> {
        self.known
            .extend(append.envelopes.iter().map(|envelope| envelope.command));
        self.envelopes.extend(append.envelopes.iter().cloned());
        self.hashes.extend(&append.hashes);
        for row in &append.heads {
            self.heads.insert(row.stream, row.clone());
        }
        if let Some(record) = &append.record {
            self.answered.insert(record.command);
            self.writers.insert(
                record.writer,
                WriterState {
                    number: record.number,
                    digest: record.digest,
                },
            );
            self.answers.insert(
                (record.writer, record.number),
                (record.digest, record.answer.clone()),
            );
        }
        self.held.extend(append.held.clone());
        if let Some(year) = append.numbered {
            *self.numbers.entry(year).or_insert(0) += 1;
        }
        Ok(())
    }
}
