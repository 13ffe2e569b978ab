//! What stands in the office already, as the lines of a file name it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::head::{PersonHead, UnitHead};
use domain::id::{DepartmentId, OfficeId, PersonId, UnitId, normalise_sign_in_name};

use crate::engine::message::Heads;
use crate::text::go_live::GoLiveFault;

/// The office a file is read for.
pub struct Known<'a> {
    pub office: OfficeId,
    pub heads: &'a Heads,
    pub departments: &'a BTreeMap<DepartmentId, String>,
    pub today: NaiveDate,
    pub utc_offset_minutes: i32,
    /// The words faults name what may be written in.
    pub lang: crate::text::Lang,
}

impl Known<'_> {
    pub(super) fn department(&self, name: &str) -> Result<DepartmentId, GoLiveFault> {
        let said = domain::id::normalise_unit_code(name);
        self.departments
            .iter()
            .find(|(_, known)| domain::id::normalise_unit_code(known) == said)
            .map(|(id, _)| *id)
            .ok_or_else(|| GoLiveFault::UnknownDepartment {
                value: name.to_owned(),
                known: self.departments.values().cloned().collect(),
            })
    }

    pub(super) fn unit(&self, code: &str) -> Result<(UnitId, &UnitHead), GoLiveFault> {
        let id = UnitId::of(self.office, code);
        self.heads
            .units
            .get(&id)
            .map(|head| (id, &**head))
            .ok_or_else(|| GoLiveFault::UnknownUnit {
                value: code.to_owned(),
            })
    }

    /// Somebody by the name they sign in with; whoever is still here before whoever has left.
    pub(super) fn signs_in_as(&self, name: &str) -> Option<(PersonId, &Arc<PersonHead>)> {
        let said = normalise_sign_in_name(name);
        let mut found = self
            .heads
            .people
            .iter()
            .filter(|(_, head)| normalise_sign_in_name(&head.sign_in_name) == said);
        let first = found.next();
        first
            .filter(|(_, head)| self.here(head))
            .or_else(|| found.find(|(_, head)| self.here(head)))
            .or(first)
            .map(|(id, head)| (*id, head))
    }

    pub(super) fn here(&self, head: &PersonHead) -> bool {
        head.removed_on.is_none_or(|removed| self.today < removed)
    }

    /// A member of staff by sign-in name or by name, where one alone has it.
    pub(super) fn person(&self, said: &str) -> Result<PersonId, GoLiveFault> {
        if let Some((person, _)) = self.signs_in_as(said).filter(|(_, head)| self.here(head)) {
            return Ok(person);
        }
        let plain = domain::id::normalise_unit_code(said);
        let mut named = self.heads.people.iter().filter(|(_, head)| {
            self.here(head) && domain::id::normalise_unit_code(&head.name) == plain
        });
        let value = said.to_owned();
        match (named.next(), named.next()) {
            (Some((person, _)), None) => Ok(*person),
            (Some(_), Some(_)) => Err(GoLiveFault::SeveralPeople { value }),
            (None, _) => Err(GoLiveFault::UnknownPerson { value }),
        }
    }
}
