//! What a person did, as they said it: the only thing a tablet sends up.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::day_of;
use crate::complaint::command::ComplaintCommand;
use crate::day_book::DayBookCommand;
use crate::id::{
    CommandId, Cursor, Digest, Instant, PersonId, PriceListId, StreamId, Writer, WriterNumber,
};
use crate::json::{self, Unreadable};
use crate::mandate::MandateCommand;
use crate::occupant::OccupantCommand;
use crate::office::OfficeCommand;
use crate::person::PersonCommand;
use crate::personal::PersonalValue;
use crate::price_list::PriceListCommand;
use crate::summary::SummaryCommand;
use crate::sync::refusal::RefusalCommand;
use crate::violation::ViolationCommand;
use crate::work_order::command::WorkOrderCommand;

/// The schema this build writes; readers keep every older one.
pub const SCHEMA: u16 = 1;

/// When a thing happened (said by the person) and was entered (device clock), with the device's offset to the
/// server in milliseconds as it was known then. Frozen, so that deciding later cannot change a verdict through time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub happened_at: Instant,
    pub entered_at: Instant,
    pub clock_offset: i64,
}

impl Moment {
    /// The day it happened at the office.
    #[must_use]
    pub fn happened_on(&self, utc_offset_minutes: i32) -> NaiveDate {
        day(self.happened_at, utc_offset_minutes)
    }

    /// When it was entered, by the corrected device clock.
    #[must_use]
    pub fn entered_at(&self) -> Instant {
        Instant(self.entered_at.0.saturating_add(self.clock_offset))
    }

    /// The day it was entered at the office, by the corrected device clock.
    #[must_use]
    pub fn entered_on(&self, utc_offset_minutes: i32) -> NaiveDate {
        day(self.entered_at(), utc_offset_minutes)
    }
}

/// The calendar day of an instant at an office's offset.
#[must_use]
pub fn day(at: Instant, utc_offset_minutes: i32) -> NaiveDate {
    chrono::DateTime::from_timestamp_millis(at.0)
        .map_or(NaiveDate::MIN, |at| day_of(at, utc_offset_minutes))
}

/// The position of a stream that the writer had when deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub id: StreamId,
    pub seen: Cursor,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub id: CommandId,
    pub writer: Writer,
    pub number: WriterNumber,
    /// Pending commands this one builds on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<CommandId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<Seen>,
    /// Who typed it.
    pub recorded_by: PersonId,
    /// Who went; the rights are theirs. Never empty.
    pub conducted_by: Vec<PersonId>,
    #[serde(flatten)]
    pub moment: Moment,
    pub body: CommandBody,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personal: Vec<PersonalValue>,
    /// Photos and signatures, named by their SHA-256.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Digest>,
    pub schema: u16,
    pub app: String,
    /// The person's signature over the bytes on that device; verified once devices hold keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommandBody {
    Office(OfficeCommand),
    Person(PersonCommand),
    Occupant(OccupantCommand),
    Complaint(ComplaintCommand),
    WorkOrder(WorkOrderCommand),
    PriceList(PriceListCommand),
    Refusal(RefusalCommand),
    Violation(ViolationCommand),
    Mandate(MandateCommand),
    DayBook(DayBookCommand),
    Summary(SummaryCommand),
}

/// How a command is judged when the log moved on since it was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Something that happened: judged as of the position it was decided on, never refused for concurrency.
    Fact,
    /// Changes a value and carries the one it replaces: contested when the head differs.
    Guarded,
    /// Uses a power: judged at the head.
    Authority,
}

impl Command {
    /// Reads a command as it was written: see [`crate::json`] for why this stands here.
    ///
    /// # Errors
    /// When the text is no command this build can read.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        json::read_text(text)
    }

    /// The bytes that are kept, hashed and sent.
    ///
    /// # Errors
    /// When a value cannot be written as JSON.
    pub fn write(&self) -> Result<String, Unreadable> {
        Ok(serde_json::to_string(self)?)
    }
}

impl CommandBody {
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            CommandBody::Office(_) | CommandBody::Person(_) => Class::Authority,
            CommandBody::Occupant(_) => Class::Guarded,
            CommandBody::Complaint(command) => command.class(),
            CommandBody::WorkOrder(command) => command.class(),
            CommandBody::Violation(command) => command.class(),
            CommandBody::DayBook(command) => command.class(),
            CommandBody::Summary(command) => command.class(),
            CommandBody::Refusal(_) | CommandBody::PriceList(_) | CommandBody::Mandate(_) => {
                Class::Authority
            }
        }
    }

    /// Whether it is a fact that begins the stream it is about. What stands there already is looked at as it is now: the
    /// writer need not have seen it.
    #[must_use]
    pub fn begins(&self) -> bool {
        matches!(
            self,
            CommandBody::Complaint(ComplaintCommand::Register { .. })
                | CommandBody::Violation(ViolationCommand::NoticeViolation { .. })
        )
    }

    /// The command's name as it stands in its serialized body, e.g. `record_follow_up`.
    #[must_use]
    pub fn act(&self) -> String {
        // `{"complaint":{"open":…}}`, or `{"complaint":"open"}` for one without content.
        let json = serde_json::to_string(self).unwrap_or_default();
        json.split('"').nth(3).unwrap_or_default().to_owned()
    }

    /// The stream the command is about.
    #[must_use]
    pub fn target(&self, office: crate::id::OfficeId) -> StreamId {
        match self {
            CommandBody::Office(_) => office.stream(),
            CommandBody::Person(command) => command.person().stream(),
            CommandBody::Occupant(command) => command.unit().stream(),
            CommandBody::Complaint(command) => command.case().stream(),
            CommandBody::WorkOrder(command) => command.work_order().stream(),
            CommandBody::PriceList(_) => PriceListId::of(office).stream(),
            CommandBody::Refusal(command) => command.refused().stream(),
            CommandBody::Violation(command) => command.case().stream(),
            CommandBody::Mandate(_) => office.stream(),
            CommandBody::DayBook(command) => command.page(office).stream(),
            CommandBody::Summary(command) => command.summary(office).stream(),
        }
    }
}

macro_rules! is_body {
    ($($command:ident => $variant:ident),+ $(,)?) => {$(
        impl From<$command> for CommandBody {
            fn from(command: $command) -> Self {
                CommandBody::$variant(command)
            }
        }
    )+};
}
is_body!(
    OfficeCommand => Office,
    PersonCommand => Person,
    OccupantCommand => Occupant,
    ComplaintCommand => Complaint,
    WorkOrderCommand => WorkOrder,
    PriceListCommand => PriceList,
    RefusalCommand => Refusal,
    ViolationCommand => Violation,
    MandateCommand => Mandate,
    DayBookCommand => DayBook,
    SummaryCommand => Summary,
);
