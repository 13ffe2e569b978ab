//! Rights as rows of data, in the seats the texts name.

use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::follow_up::{FollowUpKind, Severity};
use crate::role::Role;

/// What somebody wants to do about a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpAct {
    FollowUp,
    #[serde(rename = "schedule_follow_up")]
    Schedule,
}

/// One way of being allowed: the seats that must be there together, each filled by another person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightRow {
    pub act: FollowUpAct,
    pub kind: FollowUpKind,
    /// The severity the row is for; `None` where the text makes no difference.
    pub severity: Option<Severity>,
    /// Empty: anybody, if sent by the right seat.
    pub seats: Vec<Role>,
    /// The row holds only for those sent by this seat.
    pub sent_by: Option<Role>,
    pub clause: Clause,
}
