//! The procedures as dated data. No number and no seat of a rule stands in code: a policy is one
//! version of a profile, written whole into the office's log, and every obligation keeps the
//! version it was stamped with.

mod built_in;
mod figure;
mod history;
mod right_row;
mod value;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::gather::set_of;
use crate::role::{Role, Roles};

pub use figure::{Figure, FigureName, Figures};
pub use history::{PolicyError, in_force_on};
pub use right_row::{FollowUpAct, RightRow};
pub use value::{Percent, PercentTooLarge, Span};

/// Which of the two built-in procedures an office works by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileName {
    /// Merchants in a mall: texts 1, 2 and 5.
    Mall,
    /// Residents of an estate: texts 3 and 4.
    Estate,
}

impl ProfileName {
    pub const ALL: &'static [ProfileName] = &[ProfileName::Mall, ProfileName::Estate];

    /// Whether this profile takes `clause` from the other one's text, which the screen says beside
    /// it. What no text states is nobody's, so not borrowed.
    #[must_use]
    pub fn borrows(self, clause: Clause) -> bool {
        let home = match clause.id().chars().next() {
            Some('M' | 'V' | 'C') => ProfileName::Mall,
            Some('S' | 'G') => ProfileName::Estate,
            Some(_) | None => return false,
        };
        home != self
    }
}

/// The number of a policy in its office's log, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyVersion(pub u32);

/// The step of a complaint that starts its follow-up window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintAnchor {
    /// 处理完毕 (M4(2)a).
    Handled,
    /// 销项 (G3.5.3).
    ClosedOut,
}

/// What a follow-up must bring back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentRule {
    /// The five contents of M4(5).
    Five,
    /// Service area, grade and finding of S3.1.
    AreaGradeFinding,
}

/// The seats that take a complaint through its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSeats {
    pub opens: Role,
    pub dispatches: Role,
    pub closes_out: Role,
}

/// One version of an office's procedure. It has no default: somebody adopted it, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub version: PolicyVersion,
    pub profile: ProfileName,
    /// The first day whose obligations follow this version.
    pub effective_on: NaiveDate,
    pub complaint_anchor: ComplaintAnchor,
    pub contents: ContentRule,
    pub figures: Figures,
    /// Seats the profile's own texts do not have, and who fills them.
    pub seats: BTreeMap<Role, Role>,
    pub steps: StepSeats,
    /// Who may follow up and who may schedule it, row by row.
    pub rights: Vec<RightRow>,
}

impl Policy {
    /// Who fills the seat a clause names: the seat itself where the profile has it.
    #[must_use]
    pub fn holder(&self, seat: Role) -> Role {
        self.seats.get(&seat).copied().unwrap_or(seat)
    }

    /// The holders of all seats a rule asks for together.
    #[must_use]
    pub fn holders(&self, seats: &[Role]) -> Roles {
        set_of(seats.iter().map(|seat| self.holder(*seat)))
    }
}
