//! What comes after a measure: complied with or not, re-checked, relations mended, closed.

use super::Stage;
use super::measure::Measure;
use super::right::ViolationAct;
use super::step::{Case, Facts, hindered};
use super::{Disposition, Hindrance, ViolationKind};
use crate::clause::Clause;
use crate::event::ViolationFact;
use crate::event::violation::ViolationOutcome;
use crate::id::{CommandId, Digest};
use crate::personal::Personal;
use crate::rejection::{Field, Rejection, RejectionCode, Value};

fn carried_out<'a>(
    case: &'a Case<'_>,
    id: CommandId,
    clause: Clause,
) -> Result<&'a Disposition, Rejection> {
    let known = case.disposition(id)?;
    if known.stage() != Stage::CarriedOut {
        return Err(hindered(Hindrance::NotCarriedOut, clause));
    }
    Ok(known)
}

/// Not complied with, a signed disposition goes through the company (V4(4)③).
pub(super) fn record_compliance(
    case: &Case<'_>,
    id: CommandId,
    complied: bool,
    note: &str,
) -> Facts {
    let clause = Clause::V4_4_3;
    case.require(ViolationAct::RecordCompliance)?;
    let known = carried_out(case, id, clause)?;
    if known.complied == Some(complied) {
        return Ok(Vec::new());
    }
    case.open(clause)?;
    if !complied && note.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::ComplianceRecorded {
        disposition: id,
        complied,
        note: note.to_owned(),
    }])
}

/// A task, not a follow-up: whether what the order asked for was done.
pub(super) fn recheck(
    case: &Case<'_>,
    id: CommandId,
    rectified: bool,
    note: &str,
    photos: &[Digest],
) -> Facts {
    let clause = Clause::V4_3_3;
    case.require(ViolationAct::RecheckRectification)?;
    let known = carried_out(case, id, clause)?;
    if known.proposal.measure != Measure::RectificationOrder {
        return Err(Rejection::invalid(Field::Measure, clause));
    }
    if known.rectified == Some(rectified) {
        return Ok(Vec::new());
    }
    if !rectified && note.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, clause));
    }
    Ok(vec![ViolationFact::Rechecked {
        disposition: id,
        rectified,
        note: note.to_owned(),
        photos: photos.to_vec(),
    }])
}

/// V4(4)⑤: the office takes the first step, also after the case is closed.
pub(super) fn reconcile(case: &Case<'_>, id: CommandId, words: Personal) -> Facts {
    let clause = Clause::V4_4_5;
    case.require(ViolationAct::RecordReconciliation)?;
    let known = case.disposition(id)?;
    if known.reconciliation.is_none() {
        return Err(Rejection::new(RejectionCode::NothingOwed, clause));
    }
    case.scene.happened_on()?;
    if case.scene.text(words).trim().is_empty() {
        return Err(Rejection::missing(Field::Content, clause));
    }
    Ok(vec![ViolationFact::Reconciled {
        disposition: id,
        words,
    }])
}

/// Closing twice with two stories is for a person to settle, so the second comes back.
pub(super) fn close(case: &Case<'_>, outcome: ViolationOutcome, note: &str) -> Facts {
    let clause = Clause::V3;
    case.require(ViolationAct::CloseViolation)?;
    if let Some(theirs) = case.violation.outcome {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::None,
                mine: Value::Outcome(outcome),
                theirs: Value::Outcome(theirs),
            },
            clause,
        ));
    }
    let kind = case.violation.item.kind();
    let accepted = case
        .violation
        .special_reason
        .as_ref()
        .and_then(|claim| claim.judged.as_ref())
        .is_some_and(|(accepted, _)| *accepted);
    match outcome {
        ViolationOutcome::SpecialReason if !accepted => {
            return Err(Rejection::missing(Field::Reason, Clause::V4_2));
        }
        ViolationOutcome::Paid if kind != ViolationKind::NonPayment => {
            return Err(Rejection::invalid(Field::Result, clause));
        }
        ViolationOutcome::ByRenovationProcedure
            if kind != ViolationKind::Renovation
                || case.violation.renovation_reference.is_none() =>
        {
            return Err(Rejection::missing(Field::Reference, Clause::V4_3_1));
        }
        _ => {}
    }
    if note.trim().is_empty() {
        return Err(Rejection::missing(Field::Result, clause));
    }
    Ok(vec![ViolationFact::Closed {
        outcome,
        note: note.to_owned(),
    }])
}
