//! Who handles it and on what ground: severity, the team leader sent, renovation's own procedure, arrears, a special
//! reason for not paying.

use super::right::ViolationAct;
use super::step::{Case, Facts, hindered};
use super::{Hindrance, ViolationKind};
use crate::clause::Clause;
use crate::event::ViolationFact;
use crate::event::violation::Arrears;
use crate::follow_up::Severity;
use crate::id::PersonId;
use crate::personal::Personal;
use crate::rejection::{Field, Rejection, RejectionCode, Value};
use crate::role::{Role, Roles};

/// By SiteManager and PropertyManager; a change tells the other seat by itself (V4(4)②).
pub(super) fn decide_severity(case: &Case<'_>, was: Option<Severity>, severity: Severity) -> Facts {
    let clause = Clause::V4_4_2;
    case.require(ViolationAct::DecideViolationSeverity)?;
    let is = case.violation.severity;
    if is == Some(severity) {
        return Ok(Vec::new());
    }
    if is != was {
        let value = |one: Option<Severity>| one.map_or(Value::None, Value::Severity);
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: value(was),
                mine: Value::Severity(severity),
                theirs: value(is),
            },
            clause,
        ));
    }
    case.open(clause)?;
    let to = Case::reported_to(case.scene, severity);
    let mut facts = vec![ViolationFact::SeverityDecided { severity }];
    if case.violation.reported_to != Some(to) {
        facts.push(ViolationFact::Reported { to });
    }
    Ok(facts)
}

/// V4(4)②b: the SiteManager goes, or sends a SiteTeamLeader to persuade and mediate.
pub(super) fn send_team_leader(case: &Case<'_>, person: PersonId) -> Facts {
    let clause = Clause::V4_4_2;
    case.require(ViolationAct::SendTeamLeader)?;
    case.open(clause)?;
    let roles = case.scene.roles(person, None)?;
    let seat = case.scene.policy.holder(Role::SiteTeamLeader);
    if !roles.contains(&seat) && !roles.contains(&Role::SiteTeamLeader) {
        let mut refused = Rejection::invalid(Field::Role, clause);
        refused.needs = vec![Roles::from([seat])];
        return Err(refused);
    }
    Ok(vec![ViolationFact::TeamLeaderSent { person }])
}

/// V4(3)①: by the renovation procedure, with its reference.
pub(super) fn refer_renovation(case: &Case<'_>, reference: &str) -> Facts {
    let clause = Clause::V4_3_1;
    case.require(ViolationAct::ReferRenovation)?;
    case.open(clause)?;
    if case.violation.item.kind() != ViolationKind::Renovation {
        return Err(Rejection::invalid(Field::Item, clause));
    }
    if reference.trim().is_empty() {
        return Err(Rejection::missing(Field::Reference, clause));
    }
    if case.violation.renovation_reference.as_deref() == Some(reference) {
        return Ok(Vec::new());
    }
    Ok(vec![ViolationFact::RenovationReferred {
        reference: reference.to_owned(),
    }])
}

/// What is owed and since when, with the contract's rate: a demand and a late fee rest on it.
pub(super) fn state_arrears(case: &Case<'_>, was: Option<&Arrears>, arrears: &Arrears) -> Facts {
    let clause = Clause::V4_3_2;
    case.require(ViolationAct::StateArrears)?;
    let is = case.violation.arrears.as_ref();
    if is == Some(arrears) {
        return Ok(Vec::new());
    }
    if is != was {
        let value = |one: Option<&Arrears>| {
            one.map_or(Value::None, |arrears| Value::Arrears {
                principal_fen: arrears.principal_fen,
                per_mille: arrears.per_mille,
                last_day: arrears.last_day,
            })
        };
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: value(was),
                mine: value(Some(arrears)),
                theirs: value(is),
            },
            clause,
        ));
    }
    case.open(clause)?;
    if case.violation.item.kind() != ViolationKind::NonPayment {
        return Err(Rejection::invalid(Field::Item, clause));
    }
    if arrears.principal_fen == 0 {
        return Err(Rejection::missing(Field::Amount, clause));
    }
    if arrears.contract.trim().is_empty() {
        return Err(Rejection::missing(Field::Reference, clause));
    }
    Ok(vec![ViolationFact::ArrearsStated(arrears.clone())])
}

/// V4(2)④ speaks of refusing "without special reason": what the occupant says is taken down by anybody.
pub(super) fn claim_special_reason(case: &Case<'_>, reason: Personal) -> Facts {
    let clause = Clause::V4_2;
    case.scene.roles_of_conductors(None)?;
    case.scene.happened_on()?;
    if case.violation.item.kind() != ViolationKind::NonPayment {
        return Err(Rejection::invalid(Field::Item, clause));
    }
    if case.scene.text(reason).trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::SpecialReasonClaimed { reason }])
}

/// Judged before rung b; accepted, there is no violation.
pub(super) fn judge_special_reason(case: &Case<'_>, accepted: bool, reason: &str) -> Facts {
    let clause = Clause::V4_2;
    case.require(ViolationAct::JudgeSpecialReason)?;
    case.open(clause)?;
    match &case.violation.special_reason {
        None => {
            return Err(Rejection::new(RejectionCode::NothingOwed, clause));
        }
        Some(claim) if claim.judged == Some((accepted, reason.to_owned())) => {
            return Ok(Vec::new());
        }
        Some(_) => {}
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::SpecialReasonJudged {
        accepted,
        reason: reason.to_owned(),
    }])
}

/// Whether a reason for not paying stands before any measure.
pub(super) fn no_reason_stands(case: &Case<'_>) -> Result<(), Rejection> {
    match &case.violation.special_reason {
        None => Ok(()),
        Some(claim) => match &claim.judged {
            None => Err(hindered(Hindrance::SpecialReasonOpen, Clause::V4_2)),
            Some((true, _)) => Err(hindered(Hindrance::SpecialReasonAccepted, Clause::V4_2)),
            Some((false, _)) => Ok(()),
        },
    }
}
