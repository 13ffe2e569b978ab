//! The server's side of the protocol: every pushed command is decided again and appended, or kept as a refusal.
//!
//! Pure: the log itself stands behind [`EventLog`], the time is an argument. One batch is one transaction of the
//! caller's; when it fails the caller forgets the [`Shelf`] too.

mod bring_in;
mod clock;
mod count;
mod draw;
mod erasure;
mod hand_back;
mod hold;
pub mod memory;
mod push;
mod replay;
pub mod set_back;
mod shelf;
mod standing;

use crate::calendar::Period;
use crate::event::Envelope;
use crate::head::{ComplaintHead, HeadRow};
use crate::id::{CommandId, Cursor, Digest, Instant, StreamId, UnitId, Writer, WriterNumber};
use crate::personal::Personal;
use crate::sync::message::Answer;

pub use bring_in::{BringInFault, BringingIn, BroughtIn, bring_in};
pub use draw::{Drawing, draw_repairs};
pub use hand_back::{HandBackFault, Handing, hand_back};
pub use hold::hold;
pub(crate) use push::pack;
pub use push::{PushOutcome, Pushing, append_as_server, push};
pub use replay::replay;
pub use set_back::SetBackLog;
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
    /// The bytes of a held command.
    pub held: Option<HeldBytes>,
}

/// What is kept of a command nobody has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBytes {
    pub command: CommandId,
    pub bytes: String,
    pub received_at: Instant,
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

impl HeldBytes {
    /// Takes texts out of what is kept, as JSON writes them; says whether there was one.
    pub fn without(&mut self, texts: &[String]) -> bool {
        let before = self.bytes.len();
        for text in texts {
            let written = serde_json::to_string(text).unwrap_or_default();
            let written = written.trim_matches('"');
            if !written.is_empty() {
                self.bytes = self.bytes.replace(written, "");
            }
        }
        self.bytes.len() != before
    }
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
    /// The events of one command, in order.
    fn of_command(&self, command: CommandId) -> Result<Vec<Envelope>, Self::Error>;
    /// The next complaint number of a year, from 1.
    fn next_number(&self, year: i32) -> Result<u32, Self::Error>;
    /// When an event was received; `None` where the log has no such event.
    fn received_at(&self, at: Cursor) -> Result<Option<Instant>, Self::Error>;
    /// The streams in which a body names the unit. Reads the whole log: for what happens once in years.
    fn naming(&self, unit: UnitId) -> Result<Vec<StreamId>, Self::Error>;
    /// The heads of everything refused or held.
    fn refusals(&self) -> Result<Vec<HeadRow>, Self::Error>;
    /// The heads of the complaints that are wanted, of those that are open or that the month leads to
    /// ([`crate::sync::window::findings`]): what closed in other months is never read for it.
    fn complaints(
        &self,
        month: Period,
        wanted: &dyn Fn(&ComplaintHead) -> bool,
    ) -> Result<Vec<(StreamId, ComplaintHead)>, Self::Error>;
    /// Blanks value and salt of these wherever they stand beside a body; the bodies stay as they are. Held bytes that
    /// hold one of these texts lose it too.
    fn blank(&mut self, values: &[Personal], texts: &[String]) -> Result<(), Self::Error>;
    fn append(&mut self, append: &Append) -> Result<(), Self::Error>;
}
