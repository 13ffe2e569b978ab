//! Units and who occupies them.

mod change;
mod decide;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::UnitFact;
use crate::event::unit::{OccupantChange, OccupantKind, OccupantRecord};
use crate::head::UnitHead;
use crate::id::UnitId;
use crate::personal::{Personal, PersonalBook};

pub use change::{
    Answer, Difference, OccupantField, answers, beside_theirs, differences, with_mine,
};
pub use decide::decide;

/// What may be done about a unit's occupant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupantCommand {
    /// Creates the unit where it is new, and says who came after those who left. Recording what stands already
    /// changes nothing; what would replace somebody who is still there is contested.
    Record {
        unit: UnitId,
        record: OccupantRecord,
    },
    /// Changes what is known of the occupant, answer by answer.
    ChangeOccupant {
        unit: UnitId,
        /// Whom it is about, as they were called when the change was made.
        occupant: Personal,
        changes: Vec<OccupantChange>,
    },
    Leave {
        unit: UnitId,
        /// Who left, as they were called when it was written: the next one is not moved out with them.
        occupant: Personal,
        on: NaiveDate,
    },
    /// Of everybody who occupied the unit, once the last one has left and no case about it goes on. Their names,
    /// phones and words are gone for good; what was done, and when, stays.
    ErasePersonalData { unit: UnitId, reason: String },
}

impl OccupantCommand {
    #[must_use]
    pub fn unit(&self) -> UnitId {
        match self {
            OccupantCommand::Record { unit, .. }
            | OccupantCommand::ChangeOccupant { unit, .. }
            | OccupantCommand::Leave { unit, .. }
            | OccupantCommand::ErasePersonalData { unit, .. } => *unit,
        }
    }
}

/// The fold of a unit's stream: the occupant now, and when the last one left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub code: String,
    pub kind: OccupantKind,
    pub name: String,
    pub contact: Option<String>,
    pub phone: Option<String>,
    pub trade: Option<String>,
    pub flagship: bool,
    pub occupied_from: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
}

impl Unit {
    /// What a record says, with its personal values read.
    #[must_use]
    pub fn recorded(record: &OccupantRecord, personal: &PersonalBook) -> Self {
        let text = |value: Option<_>| value.map(|value| personal.text(value).to_owned());
        Unit {
            code: record.code.clone(),
            kind: record.kind,
            name: personal.text(record.name).to_owned(),
            contact: text(record.contact),
            phone: text(record.phone),
            trade: record.trade.clone(),
            flagship: record.flagship,
            occupied_from: record.occupied_from,
            left_on: None,
        }
    }

    pub(crate) fn apply(&mut self, fact: &UnitFact, personal: &PersonalBook) {
        match fact {
            UnitFact::OccupantRecorded(record) => *self = Unit::recorded(record, personal),
            UnitFact::OccupantChanged { changes } => {
                for change in changes {
                    self.change(change, personal);
                }
            }
            UnitFact::OccupantLeft { on } => self.left_on = Some(*on),
        }
    }
}

impl From<&UnitHead> for Unit {
    fn from(head: &UnitHead) -> Self {
        Unit {
            code: head.code.clone(),
            kind: head.kind,
            name: head.name.clone(),
            contact: head.contact.clone(),
            phone: head.phone.clone(),
            trade: head.trade.clone(),
            flagship: head.flagship,
            occupied_from: head.occupied_from,
            left_on: head.left_on,
        }
    }
}
