//! The office everybody works in.

use domain::id::{DepartmentId, OfficeId, PersonId, UnitId};
use domain::personal::PersonalValue;
use domain::role::Role;
use uuid::Uuid;

pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
pub const UTC_OFFSET_MINUTES: i32 = 480;
pub const UNITS: u8 = 5;

/// Each seat is held by two people.
pub const SEATS: [Role; 5] = [
    Role::PropertyAssistant,
    Role::PropertyManager,
    Role::HeadOfDepartment,
    Role::ManagementOfficer,
    Role::Director,
];

/// What whoever holds a seat is besides: a small office.
#[must_use]
pub fn besides(seat: Role) -> Role {
    match seat {
        Role::PropertyAssistant => Role::EngineeringDept,
        Role::PropertyManager => Role::SiteManager,
        Role::HeadOfDepartment => Role::Technician,
        Role::ManagementOfficer => Role::SiteTeamLeader,
        _ => Role::CompanyExecutive,
    }
}

/// The first of those who hold a role, by seat or besides.
#[must_use]
pub fn first(role: Role) -> PersonId {
    let seat = SEATS
        .into_iter()
        .find(|seat| *seat == role || besides(*seat) == role);
    person(seat.unwrap_or(role), 0)
}

#[must_use]
pub fn person(role: Role, which: u128) -> PersonId {
    PersonId(Uuid::from_u128(1_000 + 10 * role as u128 + which))
}

#[must_use]
pub fn department() -> DepartmentId {
    DepartmentId::of(OFFICE, "engineering")
}

#[must_use]
pub fn unit(number: u8) -> (UnitId, String) {
    let code = format!("A-{number}");
    (UnitId::of(OFFICE, &code), code)
}

#[must_use]
pub fn sealed(text: &str) -> PersonalValue {
    PersonalValue::seal([7; 16], text)
}

/// The texts every command here may name.
#[must_use]
pub fn texts() -> Vec<PersonalValue> {
    ["shop", "words", "13800000000", "repaired", "none"]
        .map(sealed)
        .to_vec()
}
