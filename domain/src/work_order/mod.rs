//! A work order: slip → received → assigned → at the door → let in → items confirmed → work → tried → signed for
//! (C4–C11). Its follow-up is owed from the signature, or from the witnessed refusal of it (M4(2)b).

mod assign;
mod carry_over;
mod charge;
mod clock;
pub mod command;
pub mod draw;
mod finish;
mod fold;
mod follow_up;
mod make;
mod material;
mod step;
mod visit;
mod void;
mod work;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::complaint::{FollowUpMade, Owed};
use crate::event::complaint::GoesOn;
use crate::event::work_order::{ChargeLine, MaterialCheck, MaterialLine, PhotoTime, Slip, Witness};
use crate::event::{Erased, WorkOrderFact};
use crate::id::{CommandId, Digest, Instant, PersonId, WorkOrderId};
use crate::origin::Origin;

pub use clock::Delivery;
pub use step::decide;

/// Where a work order stands, in the order of its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Made,
    Received,
    Assigned,
    /// Not let in: waits for the new appointment.
    ConsentRefused,
    /// Left before it was done: waits for the next visit.
    Paused,
    Arrived,
    LetIn,
    ItemsConfirmed,
    Working,
    Finished,
    FoundRight,
    Completed,
    Withdrawn,
}

/// Company material on the slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyMaterial {
    pub command: CommandId,
    pub line: MaterialLine,
}

/// Material the occupant brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccupantMaterial {
    pub command: CommandId,
    /// Its place among what was checked with it, from 0.
    pub line: u16,
    pub name: String,
    pub check: MaterialCheck,
    pub remark: String,
    pub built_in: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photos {
    pub command: CommandId,
    pub when: PhotoTime,
    pub photos: Vec<Digest>,
}

/// How it was completed; an order that goes on has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub command: CommandId,
    pub on: NaiveDate,
    pub amount_fen: u64,
    pub proof: Proof,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    Signed { signature: Digest },
    Refused { witness: Witness, reason: String },
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub command: CommandId,
    pub index: u16,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    pub happened_at: Instant,
    pub entered_at: Instant,
    pub received_at: Option<Instant>,
    pub clock_doubtful: bool,
    pub pending: bool,
    pub voided: bool,
    /// The personal text of the line, where it has one: what was refused, found not right, done.
    pub words: String,
    pub origin: Origin,
    pub fact: WorkOrderFact,
}

/// The fold of a work order's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkOrder {
    pub id: WorkOrderId,
    pub slip: Slip,
    pub phase: Phase,
    pub made_at: Instant,
    pub received_at: Option<Instant>,
    pub withdrawn_at: Option<Instant>,
    pub late_reason: Option<String>,
    pub assigned_at: Option<Instant>,
    pub technician: Option<PersonId>,
    /// Everybody who worked on it.
    pub worked: BTreeSet<PersonId>,
    pub appointment: Option<Instant>,
    pub visits: u16,
    pub items: Vec<String>,
    pub company_material: Vec<CompanyMaterial>,
    pub occupant_material: Vec<OccupantMaterial>,
    pub photos: Vec<Photos>,
    pub result: String,
    /// Absent until somebody said what it costs; empty where it is free.
    pub charge: Option<Vec<ChargeLine>>,
    pub completions: Vec<Completion>,
    /// Drawn into the sample of its month.
    pub drawn: bool,
    pub owed: Vec<Owed>,
    /// The highest round that was ever owed: a lapsed one's number is not used again.
    pub(crate) last_round: u16,
    pub follow_ups: Vec<FollowUpMade>,
    pub complete: bool,
    pub goes_on: Option<GoesOn>,
    pub timeline: Vec<Entry>,
    /// What was erased of it, with the personal data of who left.
    pub erased: Vec<Erased>,
}

impl WorkOrder {
    /// The amount on the slip: services and company material.
    #[must_use]
    pub fn total_fen(&self) -> u64 {
        let services = self.charge.iter().flatten().map(|line| line.amount_fen);
        let material = self
            .company_material
            .iter()
            .map(|material| material.line.amount_fen);
        services.chain(material).fold(0, u64::saturating_add)
    }

    /// The obligation somebody has to go for: drawn into the sample, or owed because the order went on.
    #[must_use]
    pub fn owed_now(&self) -> Option<&Owed> {
        self.owed.iter().rev().find(|owed| {
            owed.state == crate::complaint::OwedState::Owed
                && (self.drawn || owed.obligation.off_sample)
        })
    }
}
