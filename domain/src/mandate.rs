//! Authority given for a time or to an office: delegation during leave, and what the company opens at an office.
//!
//! A delegation is about what has to be done in the holder's name: the steps of a violation, whose signatures then
//! read 代. Nothing in complaints and repairs is signed in somebody's name; whoever stands in there does it in their own,
//! by a grant of the role with its first and last day, which every rule counts and the history of roles shows. Were a
//! delegation counted there too, the same step could be read in two ways, and 代 would be missing on all of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{Fact, NewFact, OfficeFact, PersonFact};
use crate::id::{CommandId, Digest, PersonId, StreamId};
use crate::office::Office;
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
        self.delegations.iter().filter(move |delegation| {
            delegation.to == person && delegation.starts <= on && on <= delegation.until
        })
    }
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
    let roles = scene.roles(scene.command.recorded_by, None)?;
    if roles.contains(&Role::CompanyExecutive) {
        Ok(())
    } else {
        Err(Rejection::beyond_authority(
            vec![Roles::from([Role::CompanyExecutive])],
            Clause::Ours,
        ))
    }
}

fn delegate(delegation: Delegation, scene: &Scene<'_>) -> Result<OfficeFact, Rejection> {
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
    // Only roles of one's own, on the first day; what was delegated is not passed on.
    let held = scene.staff(delegation.from)?.roles(delegation.starts, None);
    if delegation.roles.is_empty() {
        return Err(Rejection::missing(Field::Role, Clause::Ours));
    }
    if !delegation.roles.is_subset(&held) {
        return Err(Rejection::invalid(Field::Role, Clause::Ours));
    }
    Ok(OfficeFact::DelegationGiven(delegation))
}
