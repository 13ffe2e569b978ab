//! Serialized facts: what the log holds for years. One file per aggregate; golden files guard them.

pub mod complaint;
pub mod day_book;
pub mod envelope;
pub mod erasure;
pub mod follow_up;
pub mod office;
pub mod person;
pub mod price_list;
pub mod refusal;
pub mod summary;
pub mod unit;
pub mod violation;
pub mod work_order;

use serde::{Deserialize, Serialize};

use crate::command::Moment;
use crate::id::{Instant, PersonId};

pub use complaint::ComplaintFact;
pub use day_book::DayBookFact;
pub use envelope::{Envelope, NewFact, Opened};
pub use erasure::{Erased, ErasureFact};
pub use follow_up::FollowUpStep;
pub use office::OfficeFact;
pub use person::PersonFact;
pub use price_list::PriceListFact;
pub use refusal::RefusalFact;
pub use summary::SummaryFact;
pub use unit::UnitFact;
pub use violation::ViolationFact;
pub use work_order::WorkOrderFact;

/// The hashed body of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub schema: u16,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    /// As it counts: an entered-at outside what the server can confirm is moved to where it can.
    pub moment: Moment,
    /// What the tablet said, where that was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Moment>,
    /// Server clock; absent while the event is only pending on a tablet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Instant>,
    /// When the server had received the state it was decided on: nothing can have been entered on it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Instant>,
    /// The entered-at lay outside what the server can confirm: before the state it was decided on, or in the future.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clock_doubtful: bool,
    /// Who brought it in from the file of a tablet that did not send it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought_in_by: Option<PersonId>,
    /// Who did it in whose name, by delegation (代).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stand_ins: Vec<StandIn>,
    pub fact: Fact,
}

/// One person who did something in the name of another, whose role was in their hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    pub by: PersonId,
    pub holder: PersonId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    Office(OfficeFact),
    Person(PersonFact),
    Unit(UnitFact),
    Complaint(ComplaintFact),
    WorkOrder(WorkOrderFact),
    PriceList(PriceListFact),
    Refusal(RefusalFact),
    Violation(ViolationFact),
    DayBook(DayBookFact),
    Summary(SummaryFact),
    Erasure(ErasureFact),
}

impl Event {
    /// When it was entered, by the device's corrected clock.
    #[must_use]
    pub fn entered_at(&self) -> Instant {
        self.moment.entered_at()
    }
}
