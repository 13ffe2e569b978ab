//! Facts of a member of staff: who they are and which roles they hold from when until when.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::work_order::Trade;
use crate::id::DepartmentId;
use crate::personal::Personal;
use crate::role::Role;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonFact {
    Added {
        name: Personal,
        sign_in_name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<Personal>,
    },
    RoleGranted(Grant),
    RoleEnded {
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
        /// The first day without the role.
        on: NaiveDate,
    },
    Removed {
        on: NaiveDate,
    },
    /// Which trades a technician has (C5).
    TradesSet {
        trades: BTreeSet<Trade>,
    },
}

/// A role with its days; both belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    /// Which department a head, supervisor or technician belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    pub from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}
