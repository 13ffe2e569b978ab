//! Carried out by those named, on paper where it takes a notice, and with proof that the paper arrived (V4(4)⑥).

use chrono::NaiveDate;

use super::arrange::no_reason_stands;
use super::disposition::{NOT_ASKED_HERE, may_follow};
use super::measure::Measure;
use super::right::ViolationAct;
use super::step::{Case, Facts, hindered, on_case, on_office};
use super::{Disposition, Hindrance, Stage, late_fee};
use crate::authority::Seats;
use crate::calendar::plus_days;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::violation::{ProofOfService, Service};
use crate::event::{OfficeFact, ViolationFact};
use crate::follow_up::Severity;
use crate::id::CommandId;
use crate::rejection::{Field, Rejection, RejectionCode};
use crate::role::Role;

/// By somebody the disposition names, once it is in effect. The number of a notice is given by the server in the same
/// breath, so that none is left out or used twice; a tablet issues the paper without one.
pub(super) fn carry_out(case: &Case<'_>, id: CommandId) -> Ruling {
    let clause = Clause::V4_4_6;
    let known = case.disposition(id);
    let measure = known
        .as_ref()
        .map_or(Measure::ServiceStop, |known| known.proposal.measure);
    case.require_for(ViolationAct::CarryOutDisposition, measure)?;
    let known = known?;
    let seats =
        ViolationAct::CarryOutDisposition.seats(case.violation.severity_now(), Some(measure));
    if !named(case, known, seats) {
        return Err(Rejection::beyond_authority(
            seats.needs(case.scene.policy),
            Clause::V4_4_7,
        ));
    }
    in_effect(known)?;
    case.open(clause)?;
    // Claimed after the signature, it is judged before anything is done all the same.
    no_reason_stands(case)?;
    // The guard may have come down since it was signed.
    may_follow(case, measure, Some(NOT_ASKED_HERE))?;
    let on = case.scene.happened_on()?;
    let mut facts = vec![ViolationFact::MeasureTaken {
        disposition: id,
        measure,
        on,
        fee: fee(case, measure, on)?,
    }];
    if measure == Measure::RectificationOrder
        && let Some(due) = known.proposal.last_day
    {
        facts.push(ViolationFact::RecheckOwed {
            disposition: id,
            due,
        });
    }
    if measure.takes_special_care() {
        facts.push(reconciliation(case, id, on));
    }
    let mut numbered = None;
    if let Some(kind) = measure.notice() {
        facts.push(ViolationFact::NoticeIssued {
            disposition: id,
            kind,
        });
        // Only the server has a year of its own clock, and with it the series.
        if let Some(year) = case.scene.reads.next_number.map(|next| next.year) {
            let number = next_notice(case, year);
            facts.push(ViolationFact::NoticeNumbered {
                disposition: id,
                number: format!("TZ{year}-{number:04}"),
            });
            numbered = Some(OfficeFact::NoticeNumbered { year, number });
        }
    }
    let mut facts = on_case(case.violation.case, facts);
    facts.extend(numbered.map(|fact| on_office(case.scene, fact)));
    Ok(facts)
}

/// One of those who went is named by the disposition, or stands in for somebody it names.
fn named(case: &Case<'_>, known: &Disposition, seats: Seats) -> bool {
    let (scene, executors) = (case.scene, &known.proposal.executors);
    let on = scene
        .command
        .moment
        .happened_on(scene.office.utc_offset_minutes);
    scene.command.conducted_by.iter().any(|person| {
        let mut in_hand = scene.office.delegated_to(*person, on);
        executors.contains(person)
            || in_hand.any(|delegation| {
                executors.contains(&delegation.from)
                    && seats.filled_by(scene.policy, &delegation.roles)
            })
    })
}

fn next_notice(case: &Case<'_>, year: i32) -> u32 {
    let numbers = &case.scene.office.notice_numbers;
    numbers.get(&year).copied().unwrap_or(0).saturating_add(1)
}

fn in_effect(known: &Disposition) -> Result<(), Rejection> {
    let (by, clause) = match known.stage() {
        Stage::InEffect => return Ok(()),
        Stage::ToWeigh => (Hindrance::NotWeighed, Clause::V4_4_5),
        Stage::ToSign => (Hindrance::NotSigned, Clause::V4_4_6),
        Stage::ToDecide => (
            Hindrance::CompanyDecisionMissing,
            known
                .proposal
                .measure
                .company_clause()
                .unwrap_or(Clause::V4_4_7),
        ),
        Stage::Declined if known.declined.is_some() => (Hindrance::Declined, Clause::V4_4_6),
        Stage::Declined => (Hindrance::CompanyDeclined, Clause::V4_4_4),
        Stage::Withdrawn => (Hindrance::Withdrawn, Clause::V4_4_6),
        Stage::CarriedOut => (Hindrance::AlreadyCarriedOut, Clause::V4_4_6),
    };
    Err(hindered(by, clause))
}

/// A late fee is the sum of the day it is asked, written down with it.
fn fee(
    case: &Case<'_>,
    measure: Measure,
    on: NaiveDate,
) -> Result<Option<super::LateFee>, Rejection> {
    if measure != Measure::LateFee {
        return Ok(None);
    }
    let arrears = case
        .violation
        .arrears
        .as_ref()
        .ok_or_else(|| Rejection::missing(Field::Amount, Clause::V4_3_2))?;
    Ok(Some(late_fee(
        arrears.principal_fen,
        arrears.per_mille,
        arrears.last_day,
        on,
    )))
}

/// V4(4)⑤: afterwards the office takes the first step. SiteManager for a general violation, PropertyManager for a major.
fn reconciliation(case: &Case<'_>, id: CommandId, on: NaiveDate) -> ViolationFact {
    let policy = case.scene.policy_on(on);
    let by = match case.violation.severity_now() {
        Severity::Major => Role::PropertyManager,
        Severity::General => Role::SiteManager,
    };
    ViolationFact::ReconciliationOwed {
        disposition: id,
        due: plus_days(on, policy.figures.reconciliation_days),
        by: policy.holder(by),
    }
}

/// Signed for, or refused before a witness with a photo. A paper that was handed over and whose notice has no standing
/// here is taken down all the same: the Director decides what becomes of it.
pub(super) fn serve(
    case: &Case<'_>,
    id: CommandId,
    on: NaiveDate,
    paper: &str,
    proof: &ProofOfService,
) -> Facts {
    let clause = Clause::V4_4_6;
    case.require(ViolationAct::ServeNotice)?;
    if on > case.scene.happened_on()? {
        return Err(Rejection::invalid(Field::HappenedAt, clause));
    }
    if paper.trim().is_empty() {
        return Err(Rejection::missing(Field::Reference, clause));
    }
    let named = match proof {
        ProofOfService::SignedFor { by, .. } => *by,
        ProofOfService::Refused { witness, .. } => *witness,
    };
    if case.scene.text(named).trim().is_empty() {
        return Err(Rejection::missing(Field::ProofOfService, clause));
    }
    let service = Service {
        on,
        paper: paper.to_owned(),
        proof: proof.clone(),
    };
    let issued = case
        .violation
        .disposition(id)
        .is_some_and(|known| known.notice.is_some());
    Ok(vec![if issued {
        ViolationFact::NoticeServed {
            disposition: id,
            service,
        }
    } else {
        ViolationFact::ServedWithoutStanding {
            disposition: id,
            service,
        }
    }])
}

/// The Director's word on a paper that went out without standing: taken back, or issued anew.
pub(super) fn settle_standing(case: &Case<'_>, id: CommandId, decision: &str) -> Facts {
    let clause = Clause::V4_4_6;
    case.require(ViolationAct::SettleStanding)?;
    let open = case
        .violation
        .unstanding
        .iter()
        .any(|open| open.disposition == id && open.settled.is_none());
    if !open {
        return Err(Rejection::new(RejectionCode::NothingOwed, clause));
    }
    if decision.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::StandingSettled {
        disposition: id,
        decision: decision.to_owned(),
    }])
}
