//! 处理意见: proposed, weighed, signed by the Director, decided by the company where it must be (V3, V4(4)③–⑦).

use super::arrange::no_reason_stands;
use super::measure::Measure;
use super::right::ViolationAct;
use super::rung::RungVerdict;
use super::step::{Case, Facts, hindered};
use super::{Disposition, Hindrance, Stage};
use crate::clause::Clause;
use crate::event::ViolationFact;
use crate::event::violation::Proposal;
use crate::id::{CommandId, PersonId};
use crate::rejection::{Field, Rejection, RejectionCode};

/// The reason for leaving rungs out is the Director's, given with the signature: proposing and carrying out do not ask
/// for it.
pub(super) const NOT_ASKED_HERE: &str = "given with the signature";

/// Anything harsher than words is a proposal first. A rung left out is shown with it; the reason is the Director's.
pub(super) fn propose(case: &Case<'_>, proposal: &Proposal) -> Facts {
    case.require_for(ViolationAct::ProposeDisposition, proposal.measure)?;
    case.open(Clause::V3)?;
    if proposal.measure.anybodys() {
        // Said, not proposed.
        return Err(Rejection::invalid(Field::Measure, Clause::V4_4_7));
    }
    if case.violation.severity.is_none() {
        return Err(Rejection::missing(Field::Severity, Clause::V4_4_2));
    }
    no_reason_stands(case)?;
    may_follow(case, proposal.measure, Some(NOT_ASKED_HERE))?;
    let repeated = case
        .violation
        .dispositions
        .iter()
        .any(|known| known.pending() && known.proposal.measure == proposal.measure);
    if repeated {
        return Err(Rejection::new(RejectionCode::AlreadyExists, Clause::V3));
    }
    complete(case, proposal)?;
    Ok(vec![ViolationFact::DispositionProposed(proposal.clone())])
}

/// Whether the measure has a place now: known here, open by law, no rung left out without a reason.
pub(super) fn may_follow(
    case: &Case<'_>,
    measure: Measure,
    skip_reason: Option<&str>,
) -> Result<(), Rejection> {
    let guard = &case.scene.office.guard;
    let verdict = case
        .violation
        .with_step(measure, skip_reason, guard, |step| step.verdict());
    let Some((verdict, clause)) = verdict else {
        return Err(hindered(Hindrance::RenovationProcedure, Clause::V4_3_1));
    };
    let by = match verdict {
        RungVerdict::Ok => return Ok(()),
        RungVerdict::UnknownMeasure => Hindrance::UnknownMeasure { measure },
        RungVerdict::LegalGuard => match guard.closes(measure, case.violation.debt) {
            Some(closed) => Hindrance::LegalGuard { measure, closed },
            None => return Ok(()),
        },
        RungVerdict::RungSkipped => Hindrance::RungSkipped {
            rungs: case.violation.skips(measure, guard),
        },
        RungVerdict::CompanyDecisionMissing => Hindrance::CompanyDecisionMissing,
        RungVerdict::BeyondAuthority => Hindrance::NotSigned,
    };
    Err(hindered(by, clause))
}

/// What the measure cannot do without.
fn complete(case: &Case<'_>, proposal: &Proposal) -> Result<(), Rejection> {
    let clause = case.violation.item.kind().handled_by();
    if proposal.opinion.trim().is_empty() {
        return Err(Rejection::missing(Field::Content, clause));
    }
    match proposal.measure {
        Measure::DemandNotice | Measure::RectificationOrder if proposal.last_day.is_none() => {
            return Err(Rejection::missing(Field::LastDay, clause));
        }
        Measure::Compensation if proposal.amount_fen.is_none_or(|fen| fen == 0) => {
            return Err(Rejection::missing(Field::Amount, clause));
        }
        _ => {}
    }
    if matches!(proposal.measure, Measure::DemandNotice | Measure::LateFee)
        && case.violation.arrears.is_none()
    {
        return Err(Rejection::missing(Field::Amount, clause));
    }
    executors(case, proposal.measure, &proposal.executors)
}

/// Each of those named may carry the measure out; where money is asked for, a SiteTeamLeader is (V4(4)⑥).
fn executors(case: &Case<'_>, measure: Measure, people: &[PersonId]) -> Result<(), Rejection> {
    let clause = Clause::V4_4_6;
    if people.is_empty() {
        return Err(Rejection::missing(Field::Executors, clause));
    }
    let seats =
        ViolationAct::CarryOutDisposition.seats(case.violation.severity_now(), Some(measure));
    for person in people {
        let roles = case.scene.roles(*person, None)?;
        if !seats.filled_by(case.scene.policy, &roles) {
            let mut refused = Rejection::invalid(Field::Executors, clause);
            refused.needs = seats.needs(case.scene.policy);
            return Err(refused);
        }
    }
    Ok(())
}

/// The second confirmation: compensation, public criticism, arbitration and suit are weighed in writing (V4(4)⑤).
pub(super) fn weigh(case: &Case<'_>, id: CommandId, weighing: &str) -> Facts {
    let clause = Clause::V4_4_5;
    case.require(ViolationAct::WeighDisposition)?;
    let known = case.disposition(id)?;
    if !known.proposal.measure.takes_special_care() {
        return Err(Rejection::invalid(Field::Measure, clause));
    }
    if known.weighing.as_deref() == Some(weighing) {
        return Ok(Vec::new());
    }
    unsigned(known, clause)?;
    case.open(clause)?;
    if weighing.trim().is_empty() {
        return Err(Rejection::missing(Field::Weighing, clause));
    }
    Ok(vec![ViolationFact::DispositionWeighed {
        disposition: id,
        weighing: weighing.to_owned(),
    }])
}

fn unsigned(known: &Disposition, clause: Clause) -> Result<(), Rejection> {
    match known.stage() {
        Stage::ToWeigh | Stage::ToSign => Ok(()),
        Stage::Declined => Err(hindered(Hindrance::Declined, clause)),
        Stage::Withdrawn => Err(hindered(Hindrance::Withdrawn, clause)),
        Stage::ToDecide | Stage::InEffect | Stage::CarriedOut => {
            Err(hindered(Hindrance::AlreadySigned, clause))
        }
    }
}

/// The Director's signature, by which alone an opinion takes effect (V4(4)⑥). An own proposal may be signed; it shows.
pub(super) fn countersign(case: &Case<'_>, id: CommandId, skip_reason: Option<&str>) -> Facts {
    let clause = Clause::V4_4_6;
    let known = case.disposition(id);
    let measure = known
        .as_ref()
        .map_or(Measure::DemandNotice, |known| known.proposal.measure);
    let on_behalf_of = case.signed(ViolationAct::CountersignDisposition, measure)?;
    let known = known?;
    unsigned(known, clause)?;
    case.open(clause)?;
    if known.stage() == Stage::ToWeigh {
        return Err(hindered(Hindrance::NotWeighed, Clause::V4_4_5));
    }
    no_reason_stands(case)?;
    may_follow(case, measure, skip_reason)?;
    let skipped = case.violation.skips(measure, &case.scene.office.guard);
    let skip_reason = skip_reason
        .filter(|_| !skipped.is_empty())
        .map(str::to_owned);
    Ok(vec![ViolationFact::DispositionCountersigned {
        disposition: id,
        skipped,
        skip_reason,
        on_behalf_of,
    }])
}

pub(super) fn decline(case: &Case<'_>, id: CommandId, reason: &str) -> Facts {
    let clause = Clause::V4_4_6;
    case.signed(ViolationAct::DeclineDisposition, Measure::DemandNotice)?;
    let known = case.disposition(id)?;
    if known.declined.is_some() {
        return Ok(Vec::new());
    }
    unsigned(known, clause)?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::DispositionDeclined {
        disposition: id,
        reason: reason.to_owned(),
    }])
}

/// A proposal that is not signed yet is its proposer's to take back; what the Director signed is not (V3).
pub(super) fn withdraw(case: &Case<'_>, id: CommandId, reason: &str) -> Facts {
    let clause = Clause::V3;
    let known = case.disposition(id);
    let measure = known
        .as_ref()
        .map_or(Measure::DemandNotice, |known| known.proposal.measure);
    case.require_for(ViolationAct::WithdrawProposal, measure)?;
    let known = known?;
    let proposer = |person: &PersonId| known.proposed_by.contains(person);
    if !case.scene.command.conducted_by.iter().any(proposer) {
        return Err(hindered(Hindrance::NotProposer, clause));
    }
    if known.withdrawn.is_some() {
        return Ok(Vec::new());
    }
    unsigned(known, clause)?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::DispositionWithdrawn {
        disposition: id,
        reason: reason.to_owned(),
    }])
}

/// V4(4)③ and V4(4)④: public criticism, arbitration and suit are also the company's to decide.
pub(super) fn decide_for_company(
    case: &Case<'_>,
    id: CommandId,
    approved: bool,
    decision: &str,
) -> Facts {
    let known = case.disposition(id);
    let measure = known
        .as_ref()
        .map_or(Measure::Litigation, |known| known.proposal.measure);
    let on_behalf_of = case.signed(ViolationAct::DecideForCompany, measure)?;
    let known = known?;
    let Some(clause) = measure.company_clause() else {
        return Err(Rejection::invalid(Field::Measure, Clause::V4_4_7));
    };
    if let Some(decided) = &known.company
        && decided.approved == approved
    {
        return Ok(Vec::new());
    }
    match known.stage() {
        Stage::Declined => return Err(hindered(Hindrance::Declined, clause)),
        Stage::Withdrawn => return Err(hindered(Hindrance::Withdrawn, clause)),
        Stage::CarriedOut => return Err(hindered(Hindrance::AlreadyCarriedOut, clause)),
        Stage::ToWeigh => return Err(hindered(Hindrance::NotWeighed, Clause::V4_4_5)),
        Stage::ToSign | Stage::ToDecide | Stage::InEffect => {}
    }
    case.open(clause)?;
    if decision.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::CompanyDecided {
        disposition: id,
        approved,
        decision: decision.to_owned(),
        on_behalf_of,
    }])
}

/// 不适用: where there is no loss there is nothing to compensate, and the rung is settled.
pub(super) fn mark_not_applicable(case: &Case<'_>, measure: Measure, reason: &str) -> Facts {
    let clause = Clause::V4_3_3;
    case.require(ViolationAct::MarkNotApplicable)?;
    case.open(clause)?;
    let on_ladder = case
        .violation
        .ladder()
        .is_some_and(|ladder| ladder.place(measure).is_some());
    if measure != Measure::Compensation || !on_ladder {
        return Err(Rejection::invalid(Field::Measure, clause));
    }
    if case
        .violation
        .not_applicable
        .iter()
        .any(|(known, _)| *known == measure)
    {
        return Ok(Vec::new());
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::MarkedNotApplicable {
        measure,
        reason: reason.to_owned(),
    }])
}
