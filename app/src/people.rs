//! Questions about staff heads that several pages ask.

use chrono::NaiveDate;
use domain::event::person::Grant;
use domain::head::PersonHead;
use domain::id::{DepartmentId, PersonId};
use domain::mandate::{self, Delegation};
use domain::role::{Role, Roles};

use crate::engine::message::Heads;

/// The grants whose days include `on`; none for somebody who has left.
pub fn held_on(person: &PersonHead, on: NaiveDate) -> impl Iterator<Item = &Grant> {
    let here = person.removed_on.is_none_or(|removed| on < removed);
    person.grants.iter().filter(move |grant| {
        here && grant.from <= on && grant.until.is_none_or(|until| on <= until)
    })
}

/// The roles that count for a case of a department.
#[must_use]
pub fn roles_for(person: &PersonHead, on: NaiveDate, department: Option<DepartmentId>) -> Roles {
    held_on(person, on)
        .filter(|grant| {
            grant.role != Role::HeadOfDepartment
                || (department.is_some() && grant.department == department)
        })
        .map(|grant| grant.role)
        .collect()
}

/// The same with what others have put into their hands (代), as the rules count it.
#[must_use]
pub fn in_hands(
    heads: &Heads,
    person: PersonId,
    on: NaiveDate,
    department: Option<DepartmentId>,
) -> Roles {
    let Some(head) = heads.people.get(&person) else {
        return Roles::new();
    };
    let mut roles = roles_for(head, on, department);
    roles.extend(mandate::lent(delegations(heads), person, on, department));
    roles
}

/// Every delegation of the office that was not ended.
#[must_use]
pub fn delegations(heads: &Heads) -> &[Delegation] {
    heads
        .office
        .as_ref()
        .map_or(&[], |office| office.delegations.as_slice())
}
