//! Facts of an office: its founding, procedure, departments, directors.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::follow_up::Category;
use crate::id::{CommandId, DepartmentId, PersonId};
use crate::mandate::{Delegation, LegalOpinion};
use crate::policy::Policy;
use crate::violation::Measure;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeFact {
    /// The server's first event. `demo` can never be changed.
    Founded {
        company: String,
        name: String,
        director: PersonId,
        utc_offset_minutes: i32,
        demo: bool,
    },
    /// All figures of the procedure, written whole, so that an app update never rewrites history.
    ProfileAdopted {
        policy: Box<Policy>,
        /// Why the office goes over to it; its founding needs none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    FigureOverridden {
        policy: Box<Policy>,
        reason: String,
    },
    DepartmentDefined {
        department: DepartmentId,
        name: String,
    },
    /// Kept on the office's own stream so that the last Director can be protected.
    DirectorNamed {
        person: PersonId,
    },
    DirectorLeft {
        person: PersonId,
        on: NaiveDate,
    },
    /// A delegation is known by the command that gave it.
    DelegationGiven(Delegation),
    DelegationEnded {
        delegation: CommandId,
        /// The first day without it.
        on: NaiveDate,
    },
    /// The legal guard is lifted from a measure at this office.
    MeasureEnabled {
        measure: Measure,
        opinion: LegalOpinion,
    },
    MeasureDisabled {
        measure: Measure,
        reason: String,
    },
    /// One more number of the year's notices is used.
    NoticeNumbered {
        year: i32,
        number: u32,
    },
    /// How long an item of a category takes at most: what its dispatch offers from a day on.
    CategoryLimitSet {
        category: Category,
        minutes: u32,
        effective_on: NaiveDate,
        reason: String,
    },
}
