//! The seats the procedures name. A person may hold several, at several offices.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A seat of the procedures; what a person may do follows from the roles they hold on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Director,
    PropertyManager,
    SiteManager,
    SiteTeamLeader,
    ManagementOfficer,
    OfficeHead,
    Dispatcher,
    FunctionSupervisor,
    HeadOfDepartment,
    PropertyAssistant,
    CompanyExecutive,
    EngineeringDept,
    Technician,
}

impl Role {
    /// All seats, in the order they are listed on screen.
    pub const ALL: &'static [Role] = &[
        Role::Director,
        Role::PropertyManager,
        Role::SiteManager,
        Role::SiteTeamLeader,
        Role::ManagementOfficer,
        Role::OfficeHead,
        Role::Dispatcher,
        Role::FunctionSupervisor,
        Role::HeadOfDepartment,
        Role::PropertyAssistant,
        Role::CompanyExecutive,
        Role::EngineeringDept,
        Role::Technician,
    ];
}

/// The roles one person holds on a day, or the roles a rule asks for together.
pub type Roles = BTreeSet<Role>;
