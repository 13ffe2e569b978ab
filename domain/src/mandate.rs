//! Authority given for a time or to an office: delegation during leave, and what the company opens at an office.
//!
//! A delegation lets somebody do what has to be done in its holder's name, on every kind of case; each step that rests
//! on it reads 代, with both names ([`crate::origin`]). It does not reach who is on the staff and who holds which role,
//! nor delegations themselves or what the company opens: a stand-in could make the own mandate lasting.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{Fact, NewFact, OfficeFact, PersonFact};
use crate::id::{CommandId, DepartmentId, Digest, PersonId, StreamId};
use crate::office::Office;
use crate::person::Person;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, Thing};
use crate::role::{Role, Roles};
use crate::violation::{Guard, Measure};

/// What may be done about authority itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateCommand {
    /// By the holder, or by the CompanyExecutive in their place.
    Delegate {
        from: PersonId,
        to: PersonId,
        roles: Roles,
        starts: NaiveDate,
        until: NaiveDate,
    },
    EndDelegation {
        delegation: CommandId,
        /// The first day without it.
        on: NaiveDate,
    },
    /// Lifts the legal guard from a measure at this office.
    EnableMeasure {
        measure: Measure,
        opinion: LegalOpinion,
    },
    DisableMeasure {
        measure: Measure,
        reason: String,
    },
}

/// Roles of one person in the hands of another, both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    pub id: CommandId,
    pub from: PersonId,
    pub to: PersonId,
    pub roles: Roles,
    pub starts: NaiveDate,
    pub until: NaiveDate,
    /// The departments whose head it stands in for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub departments: BTreeSet<DepartmentId>,
}

/// What the company relies on when it opens a measure the law guards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalOpinion {
    /// Who gave it: a lawyer or a legal department.
    pub by: String,
    pub dated: NaiveDate,
    /// What it says, in short.
    pub conclusion: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Digest>,
}

impl MandateCommand {
    pub(crate) fn reads(&self) -> Vec<StreamId> {
        match self {
            MandateCommand::Delegate { from, to, .. } => vec![from.stream(), to.stream()],
            _ => Vec::new(),
        }
    }
}

impl Office {
    /// The delegations in somebody's hands on a day.
    pub fn delegated_to(
        &self,
        person: PersonId,
        on: NaiveDate,
    ) -> impl Iterator<Item = &Delegation> {
        in_hand(&self.delegations, person, on)
    }

    /// As [`lent`].
    #[must_use]
    pub fn lent(&self, person: PersonId, on: NaiveDate, department: Option<DepartmentId>) -> Roles {
        lent(&self.delegations, person, on, department)
    }
}

/// Those of the delegations that are in somebody's hands on a day.
pub fn in_hand(
    delegations: &[Delegation],
    person: PersonId,
    on: NaiveDate,
) -> impl Iterator<Item = &Delegation> {
    delegations.iter().filter(move |delegation| {
        delegation.to == person && delegation.starts <= on && on <= delegation.until
    })
}

/// The roles others have put into somebody's hands on a day; a head of department's for the departments they head.
#[must_use]
pub fn lent(
    delegations: &[Delegation],
    person: PersonId,
    on: NaiveDate,
    department: Option<DepartmentId>,
) -> Roles {
    let mut roles = Roles::new();
    for delegation in in_hand(delegations, person, on) {
        let heads =
            department.is_some_and(|department| delegation.departments.contains(&department));
        let counts = |role: &Role| *role != Role::HeadOfDepartment || heads;
        roles.extend(delegation.roles.iter().copied().filter(counts));
    }
    roles
}

/// A delegation ended before it began leaves nothing.
pub(crate) fn end(delegations: &mut Vec<Delegation>, ended: CommandId, on: NaiveDate) {
    for delegation in delegations.iter_mut() {
        if delegation.id == ended
            && let Some(last) = on.pred_opt()
        {
            delegation.until = delegation.until.min(last);
        }
    }
    delegations.retain(|delegation| delegation.starts <= delegation.until);
}

/// Nobody keeps in hand what its holder no longer has: the facts that end delegations along with a role or a person.
pub(crate) fn ended_with(person: PersonId, fact: &PersonFact, scene: &Scene<'_>) -> Vec<NewFact> {
    let (role, on) = match fact {
        PersonFact::RoleEnded { role, on, .. } => (Some(role), *on),
        PersonFact::Removed { on } => (None, *on),
        _ => return Vec::new(),
    };
    scene
        .office
        .delegations
        .iter()
        .filter(|delegation| delegation.from == person && delegation.until >= on)
        .filter(|delegation| role.is_none_or(|role| delegation.roles.contains(role)))
        .map(|delegation| NewFact {
            stream: scene.reads.office.stream(),
            fact: Fact::Office(OfficeFact::DelegationEnded {
                delegation: delegation.id,
                on,
            }),
        })
        .collect()
}

/// Decides a command about authority.
///
/// # Errors
/// The first thing that stands against it.
pub fn decide(command: &MandateCommand, scene: &Scene<'_>) -> Ruling {
    let fact = match command {
        MandateCommand::Delegate {
            from,
            to,
            roles,
            starts,
            until,
        } => delegate(
            Delegation {
                id: scene.command.id,
                from: *from,
                to: *to,
                roles: roles.clone(),
                starts: *starts,
                until: *until,
                departments: BTreeSet::new(),
            },
            scene,
        )?,
        MandateCommand::EndDelegation { delegation, on } => {
            let known = scene
                .office
                .delegations
                .iter()
                .find(|known| known.id == *delegation);
            let Some(known) = known else {
                by_company(scene)?;
                return Err(Rejection::unknown(Thing::Delegation));
            };
            if known.from != scene.command.recorded_by && known.to != scene.command.recorded_by {
                by_company(scene)?;
            }
            if *on > known.until {
                return Ok(Vec::new());
            }
            OfficeFact::DelegationEnded {
                delegation: *delegation,
                on: *on,
            }
        }
        MandateCommand::EnableMeasure { measure, opinion } => {
            by_company(scene)?;
            if !Guard::guards(*measure) {
                return Err(Rejection::invalid(Field::Measure, Clause::Ours));
            }
            if opinion.by.trim().is_empty() || opinion.conclusion.trim().is_empty() {
                return Err(Rejection::missing(Field::LegalOpinion, Clause::Ours));
            }
            OfficeFact::MeasureEnabled {
                measure: *measure,
                opinion: opinion.clone(),
            }
        }
        MandateCommand::DisableMeasure { measure, reason } => {
            by_company(scene)?;
            if !scene.office.guard.enabled(*measure) {
                return Ok(Vec::new());
            }
            if reason.trim().is_empty() {
                return Err(Rejection::missing(Field::Reason, Clause::Ours));
            }
            OfficeFact::MeasureDisabled {
                measure: *measure,
                reason: reason.clone(),
            }
        }
    };
    Ok(vec![NewFact {
        stream: scene.reads.office.stream(),
        fact: Fact::Office(fact),
    }])
}

/// The CompanyExecutive in person: this is not passed on, or a deputy could prolong the own mandate.
fn by_company(scene: &Scene<'_>) -> Result<(), Rejection> {
    let roles = scene.own_roles(scene.command.recorded_by, None)?;
    if roles.contains(&Role::CompanyExecutive) {
        Ok(())
    } else {
        Err(Rejection::beyond_authority(
            vec![Roles::from([Role::CompanyExecutive])],
            Clause::Ours,
        ))
    }
}

fn delegate(mut delegation: Delegation, scene: &Scene<'_>) -> Result<OfficeFact, Rejection> {
    if delegation.from != scene.command.recorded_by {
        by_company(scene)?;
    }
    scene.staff(delegation.to)?;
    if delegation.to == delegation.from {
        return Err(Rejection::invalid(Field::Role, Clause::Ours));
    }
    if delegation.until < delegation.starts {
        return Err(Rejection::invalid(Field::Until, Clause::Ours));
    }
    if delegation.roles.is_empty() {
        return Err(Rejection::missing(Field::Role, Clause::Ours));
    }
    // Only roles of one's own, on the first day; what was delegated is not passed on.
    let holder = scene.staff(delegation.from)?;
    if !delegation.roles.is_subset(&held(holder, delegation.starts)) {
        return Err(Rejection::invalid(Field::Role, Clause::Ours));
    }
    if !delegation.roles.is_subset(&held(holder, delegation.until)) {
        // The role ends before the delegation would.
        return Err(Rejection::invalid(Field::Until, Clause::Ours));
    }
    if delegation.roles.contains(&Role::HeadOfDepartment) {
        let grants = holder.held_on(delegation.starts);
        let headed = grants.filter(|grant| grant.role == Role::HeadOfDepartment);
        delegation.departments = headed.filter_map(|grant| grant.department).collect();
    }
    Ok(OfficeFact::DelegationGiven(delegation))
}

/// Every role, whatever department it is for.
fn held(holder: &Person, on: NaiveDate) -> Roles {
    let mut roles = holder.roles(on, None);
    if holder.on_staff(on) {
        roles.extend(holder.held_on(on).map(|grant| grant.role));
    }
    roles
}
