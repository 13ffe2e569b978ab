//! Facts of a unit: who occupies it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::personal::Personal;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitFact {
    OccupantRecorded(OccupantRecord),
    /// What is known of the occupant, answer by answer, each with the one it replaced.
    OccupantChanged {
        changes: Vec<OccupantChange>,
    },
    OccupantLeft {
        on: NaiveDate,
    },
}

/// One answer about an occupant and the one it replaces: what somebody else changed meanwhile is not overwritten unseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupantChange {
    Name {
        was: Personal,
        becomes: Personal,
    },
    Contact {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Personal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        becomes: Option<Personal>,
    },
    Phone {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Personal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        becomes: Option<Personal>,
    },
    Trade {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        becomes: Option<String>,
    },
    Flagship {
        was: bool,
        becomes: bool,
    },
    OccupiedFrom {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        becomes: Option<NaiveDate>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccupantRecord {
    /// As people write it; its normalised form names the stream.
    pub code: String,
    pub kind: OccupantKind,
    pub name: Personal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Personal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Personal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<String>,
    /// 专卖店: whom the renovation and fire rules chiefly address.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flagship: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupied_from: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupantKind {
    Merchant,
    Resident,
}
