//! The server's side of the protocol: every pushed command is decided again and appended, or kept as a refusal.
//!
//! Pure: the log itself stands behind [`EventLog`], the time is an argument. One batch is one transaction of the
//! caller's; when it fails the caller forgets the [`Shelf`] too.

mod bring_in;
mod draw;
pub mod memory;
mod push;
mod shelf;

use crate::event::Envelope;
use crate::head::HeadRow;
use crate::id::{CommandId, Cursor, Digest, StreamId, Writer, WriterNumber};
use crate::sync::message::Answer;

pub use bring_in::{BringInFault, BringingIn, BroughtIn, bring_in};
pub use draw::{Drawing, draw_repairs};
pub(crate) use push::pack;
pub use push::{PushOutcome, Pushing, append_as_server, push};
pub use shelf::Shelf;

/// The end of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogHead {
    pub cursor: Cursor,
    pub hash: Digest,
}

/// What one writer sent last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterState {
    pub number: WriterNumber,
    pub digest: Digest,
}

/// What one command leaves behind, written in one go.
#[derive(Clone, Debug)]
pub struct Append {
    pub envelopes: Vec<Envelope>,
    /// Head hash after each envelope, in the same order.
    pub hashes: Vec<Digest>,
    pub heads: Vec<HeadRow>,
    /// Absent for what the server writes itself.
    pub record: Option<Record>,
    /// The year whose number series was used once.
    pub numbered: Option<i32>,
}

/// The dedupe row of a command.
#[derive(Clone, Debug)]
pub struct Record {
    pub command: CommandId,
    pub writer: Writer,
    pub number: WriterNumber,
    pub digest: Digest,
    pub answer: Answer,
}

/// The log of one office. Everything inside one call of [`push`] belongs to one transaction.
pub trait EventLog {
    type Error;

    /// # Errors
    /// When the storage fails; likewise below.
    fn head(&self) -> Result<LogHead, Self::Error>;
    fn stream(&self, stream: StreamId) -> Result<Vec<Envelope>, Self::Error>;
    fn writer(&self, writer: Writer) -> Result<Option<WriterState>, Self::Error>;
    fn answer(
        &self,
        writer: Writer,
        number: WriterNumber,
    ) -> Result<Option<(Digest, Answer)>, Self::Error>;
    /// Whether an event of this command stands, whoever wrote it. Looked up, never searched for.
    fn knows(&self, command: CommandId) -> Result<bool, Self::Error>;
    /// The next complaint number of a year, from 1.
    fn next_number(&self, year: i32) -> Result<u32, Self::Error>;
    fn append(&mut self, append: &Append) -> Result<(), Self::Error>;
}
