//! Who and what stand behind ids, as lists and timelines name them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::id::{DepartmentId, Instant, PersonId};
use domain::role::Role;
use leptos::prelude::*;

use crate::components::Choice;
use crate::engine::message::Heads;
use crate::people;
use crate::state::AppState;
use crate::text::timeline::Names;
use crate::text::{Lang, Word};

/// A snapshot of the names, taken where something is drawn. Equal names make equal snapshots, so that what is drawn
/// from a memo of it stays when only other things changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    people: BTreeMap<PersonId, String>,
    departments: BTreeMap<DepartmentId, String>,
    unknown: &'static str,
    utc_offset_minutes: i32,
    today: NaiveDate,
}

impl Directory {
    /// Follows heads, office and language where it is called.
    #[must_use]
    pub fn now(state: AppState, lang: Lang) -> Self {
        Directory {
            people: state.heads.with(|heads| {
                heads
                    .people
                    .iter()
                    .map(|(person, head)| (*person, head.name.clone()))
                    .collect()
            }),
            departments: state.office.with(|office| {
                office
                    .as_ref()
                    .map_or_else(BTreeMap::new, |office| office.departments.clone())
            }),
            unknown: crate::text::text(lang).common.unknown,
            utc_offset_minutes: state.utc_offset_minutes(),
            today: state.today.get(),
        }
    }

    /// When a line of a timeline happened; of another year than this one, with its year.
    #[must_use]
    pub fn when(&self, at: Instant, lang: Lang) -> String {
        lang.moment_or_full(at, self.utc_offset_minutes, self.today)
    }
}

impl Names for Directory {
    fn person(&self, person: PersonId) -> String {
        self.people
            .get(&person)
            .map_or_else(|| self.unknown.to_owned(), Clone::clone)
    }

    fn department(&self, department: DepartmentId) -> String {
        self.departments
            .get(&department)
            .map_or_else(|| self.unknown.to_owned(), Clone::clone)
    }

    fn utc_offset_minutes(&self) -> i32 {
        self.utc_offset_minutes
    }
}

/// The office's departments, to choose from.
#[must_use]
pub fn departments(state: AppState) -> Vec<Choice> {
    state.office.with(|office| {
        office.as_ref().map_or_else(Vec::new, |office| {
            office
                .departments
                .iter()
                .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
                .collect()
        })
    })
}

/// A member of staff with the roles that count for a case of `department`.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffChoice {
    pub person: PersonId,
    pub name: String,
    pub roles: Vec<Role>,
}

impl StaffChoice {
    /// 王强（管理员）.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        let roles: Vec<String> = self
            .roles
            .iter()
            .map(|role| role.word(lang).to_owned())
            .collect();
        let roles = lang.list(&roles);
        lang.with_roles(&self.name, &roles)
    }
}

/// Everybody on the staff on a day who holds a role that counts for `department`, the heads of the office first.
#[must_use]
pub fn staff(heads: &Heads, on: NaiveDate, department: Option<DepartmentId>) -> Vec<StaffChoice> {
    let mut found: Vec<StaffChoice> = heads
        .people
        .iter()
        .filter_map(|(person, head)| {
            let roles: Vec<Role> = people::in_hands(heads, *person, on, department)
                .into_iter()
                .collect();
            (!roles.is_empty()).then(|| StaffChoice {
                person: *person,
                name: head.name.clone(),
                roles,
            })
        })
        .collect();
    domain::gather::sort_by_key(&mut found, |choice| {
        (choice.roles.first().copied(), choice.name.clone())
    });
    found
}
