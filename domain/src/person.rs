//! A member of staff: roles with dates, at one office.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::PersonFact;
use crate::event::person::Grant;
use crate::event::work_order::Trade;
use crate::id::{DepartmentId, PersonId};
use crate::personal::{Personal, PersonalBook};
use crate::role::{Role, Roles};

/// What may be done about a member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonCommand {
    Add {
        person: PersonId,
        name: Personal,
        sign_in_name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<Personal>,
        roles: Vec<Grant>,
    },
    GrantRole {
        person: PersonId,
        grant: Grant,
    },
    EndRole {
        person: PersonId,
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
        /// The first day without the role.
        on: NaiveDate,
    },
    Remove {
        person: PersonId,
        on: NaiveDate,
    },
    /// Which trades a technician has; all of them, each time (C5).
    SetTrades {
        person: PersonId,
        trades: BTreeSet<Trade>,
    },
}

impl PersonCommand {
    #[must_use]
    pub fn person(&self) -> PersonId {
        match self {
            PersonCommand::Add { person, .. }
            | PersonCommand::GrantRole { person, .. }
            | PersonCommand::EndRole { person, .. }
            | PersonCommand::Remove { person, .. }
            | PersonCommand::SetTrades { person, .. } => *person,
        }
    }
}

/// The fold of a person's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub sign_in_name: String,
    pub phone: Option<String>,
    pub grants: Vec<Grant>,
    pub removed_on: Option<NaiveDate>,
    pub trades: BTreeSet<Trade>,
}

impl Person {
    pub(crate) fn added(fact: &PersonFact, personal: &PersonalBook) -> Option<Self> {
        let PersonFact::Added {
            name,
            sign_in_name,
            phone,
        } = fact
        else {
            return None;
        };
        Some(Person {
            name: personal.text(*name).to_owned(),
            sign_in_name: sign_in_name.clone(),
            phone: phone.map(|phone| personal.text(phone).to_owned()),
            grants: Vec::new(),
            removed_on: None,
            trades: BTreeSet::new(),
        })
    }

    pub(crate) fn apply(&mut self, fact: &PersonFact) {
        match fact {
            PersonFact::Added { .. } => {}
            PersonFact::RoleGranted(grant) => self.grants.push(grant.clone()),
            PersonFact::RoleEnded {
                role,
                department,
                on,
            } => {
                let last = on.pred_opt();
                for grant in &mut self.grants {
                    let same = grant.role == *role && grant.department == *department;
                    if same && grant.until.is_none_or(|until| Some(until) > last) {
                        grant.until = last;
                    }
                }
            }
            PersonFact::Removed { on } => self.removed_on = Some(*on),
            PersonFact::TradesSet { trades } => self.trades.clone_from(trades),
        }
    }

    #[must_use]
    pub fn on_staff(&self, on: NaiveDate) -> bool {
        self.removed_on.is_none_or(|removed| on < removed)
    }

    /// The roles held on a day. A head of department counts as one only for the department asked about.
    #[must_use]
    pub fn roles(&self, on: NaiveDate, department: Option<DepartmentId>) -> Roles {
        if !self.on_staff(on) {
            return Roles::new();
        }
        self.held_on(on)
            .filter(|grant| {
                grant.role != Role::HeadOfDepartment
                    || (department.is_some() && grant.department == department)
            })
            .map(|grant| grant.role)
            .collect()
    }

    /// Every grant whose days include `on`.
    pub fn held_on(&self, on: NaiveDate) -> impl Iterator<Item = &Grant> {
        self.grants
            .iter()
            .filter(move |grant| grant.from <= on && grant.until.is_none_or(|until| on <= until))
    }
}
