//! Facts of a work order (维修单): from the slip to the signature on it (C4–C11), and its follow-up.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::follow_up::FollowUpStep;
use crate::calendar::Period;
use crate::id::{CaseId, CommandId, Cursor, Digest, Instant, PersonId, UnitId};
use crate::personal::Personal;
use crate::policy::PolicyVersion;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkOrderFact {
    Made(Slip),
    /// At go-live, from paper: it was open there and goes on here.
    CarriedOver(Box<CarriedSlip>),
    /// Told to collect it after all, or delivered after all (C4). The limit that holds from then on; one that had
    /// passed before the switch stays, so that late stays late.
    HandoverSwitched {
        handover: Handover,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Instant>,
    },
    /// Engineering has the slip: the delivery clock stops (C4).
    Received {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late_reason: Option<String>,
    },
    Assigned {
        technician: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    PassedOn {
        technician: PersonId,
        reason: String,
    },
    GivenBack {
        reason: String,
    },
    /// At the door, and why they come (C6).
    Arrived {
        purpose: String,
    },
    ConsentGiven,
    /// Not let in: recorded, with the new appointment where one was made (C6).
    ConsentRefused {
        words: Personal,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appointment: Option<Instant>,
    },
    Reappointed {
        appointment: Instant,
    },
    /// What is to be repaired, confirmed on the spot (C7).
    ItemsConfirmed {
        items: Vec<String>,
    },
    CompanyMaterialAdded(MaterialLine),
    OccupantMaterialChecked {
        name: String,
        check: MaterialCheck,
        remark: String,
    },
    /// Named by the command that checked it, and its place among what was checked with it.
    MaterialBuiltIn {
        material: CommandId,
        #[serde(default)]
        line: u16,
    },
    PhotosTaken {
        when: PhotoTime,
        photos: Vec<Digest>,
    },
    WorkBegun,
    /// Left before it was done; another day they ask to be let in again.
    WorkPaused {
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        continue_at: Option<Instant>,
    },
    WorkFinished {
        result: Personal,
    },
    /// No lines: the service is free. Material is counted on its own lines.
    Charged {
        lines: Vec<ChargeLine>,
    },
    FoundRight {
        way: TrialWay,
    },
    /// Back to work (C11).
    FoundNotRight {
        way: TrialWay,
        words: Personal,
    },
    SignedOff {
        on: NaiveDate,
        signature: Digest,
        amount_fen: u64,
    },
    SignatureRefused {
        on: NaiveDate,
        witness: Witness,
        reason: String,
        amount_fen: u64,
    },
    /// A signature, or a witnessed refusal of it, counts for nothing any more: back to work (C11). What it made owed
    /// lapses; a follow-up that was made stays.
    SignOffVoided {
        entry: CommandId,
        reason: String,
    },
    Withdrawn {
        reason: String,
    },
    FollowUp(FollowUpStep),
    /// Drawn into the sample of its month; whoever has the log can draw again and find the same.
    Drawn {
        period: Period,
        seed: Digest,
        /// The log's end when it was drawn, and how many stood in the population.
        at: Cursor,
        population: u64,
    },
    EntryVoided {
        entry: CommandId,
        reason: String,
    },
}

/// The slip as made from a registration. Whose it is and what they said stands on the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    pub case: CaseId,
    /// Which slip of the case this is, from 1.
    pub ordinal: u16,
    pub unit: UnitId,
    pub unit_code: String,
    pub trade: Trade,
    pub handover: Handover,
    /// Where the delivery clock starts (our reading of C4).
    pub registered_at: Instant,
    /// Until when it must reach Engineering where it is delivered; stamped by the version in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Instant>,
    pub policy: PolicyVersion,
}

/// What a paper slip says that is still open when the office begins to work with this system. What happens to it from
/// then on counts as with any other: its signature, and the follow-up owed from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedSlip {
    pub old_number: String,
    pub slip: Slip,
    pub made_at: Instant,
    pub stage: SlipStage,
}

/// How far the paper slip had come. A visit that was begun on paper is begun again here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipStage {
    Made,
    Received,
    Assigned { technician: PersonId },
}

/// C4: Engineering is told to collect the slip, or it is delivered within 20 minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    ToldToCollect,
    Delivered,
    /// Before this system was there: its minutes were not counted and count for nothing.
    OnPaper,
}

/// What a technician has learnt (C5: "of the trade the repair belongs to").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trade {
    Electrical,
    LowVoltage,
    Plumbing,
    AirConditioning,
    Carpentry,
    Masonry,
    Painting,
    Locks,
    Lift,
    Other,
}

impl Trade {
    pub const ALL: &'static [Trade] = &[
        Trade::Electrical,
        Trade::LowVoltage,
        Trade::Plumbing,
        Trade::AirConditioning,
        Trade::Carpentry,
        Trade::Masonry,
        Trade::Painting,
        Trade::Locks,
        Trade::Lift,
        Trade::Other,
    ];
}

/// 合格 / 不合格 (C8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialCheck {
    Accepted,
    Rejected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoTime {
    Before,
    After,
}

/// C11: the occupant tries it out, or looks it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialWay {
    TriedOut,
    Inspected,
}

/// Who saw that the signature was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Witness {
    Staff(PersonId),
    /// Somebody else, by name.
    Named(Personal),
}

/// A quantity in thousandths of its unit: 1 500 is one and a half metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Thousandths(pub u64);

/// Company material on the slip (C7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialLine {
    pub name: String,
    pub quantity: Thousandths,
    pub unit: String,
    pub unit_price_fen: u64,
    pub amount_fen: u64,
}

/// A service on the slip (C10), with the price of the list in force that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeLine {
    pub code: String,
    pub name: String,
    pub unit: String,
    pub quantity: Thousandths,
    pub unit_price_fen: u64,
    /// By the list.
    pub listed_fen: u64,
    /// What is charged: listed, or adjusted.
    pub amount_fen: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted_because: Option<String>,
}

impl Thousandths {
    /// Price times quantity, rounded half up once to the fen; `None` where it does not fit.
    #[must_use]
    pub fn times(self, unit_price_fen: u64) -> Option<u64> {
        let exact = u128::from(self.0) * u128::from(unit_price_fen);
        u64::try_from((exact + 500) / 1000).ok()
    }
}
