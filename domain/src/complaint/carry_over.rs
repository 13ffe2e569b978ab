//! Go-live: what is still open in the paper register is carried over as it stands there.

use super::register::answered;
use super::{Complaint, Status};
use crate::act::{Act, seats};
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::complaint::{CarriedOver, RequestKind, Stage};
use crate::event::{ComplaintFact, Fact, NewFact};
use crate::id::{CaseId, normalise_old_number};
use crate::reads::{Scene, is_of_the_series};
use crate::rejection::{Field, Rejection, RejectionCode};

/// By those who open and dispatch: a carried line may stand as opened and dispatched, and nobody puts a case there by
/// typing who could not do so step by step. The same paper carried over twice changes nothing.
pub(super) fn carry_over(case: CaseId, carried: &CarriedOver, scene: &Scene<'_>) -> Ruling {
    scene.authorise(Act::CarryOver, carried.registration.department)?;
    if !carried.registration.request.is_complaint() {
        // A repair's paper is its slip: it comes with that.
        return Err(Rejection::invalid(Field::Entry, Clause::C2));
    }
    numbered(&carried.old_number)?;
    if case != CaseId::carried_over(scene.reads.office, &carried.old_number) {
        return Err(Rejection::invalid(Field::Reference, Clause::Ours));
    }
    if let Some(known) = scene.complaint(case) {
        return already(known, carried, scene).map(|()| Vec::new());
    }
    begins(carried, scene)?;
    Ok(vec![fact(case, carried)])
}

pub(crate) fn fact(case: CaseId, carried: &CarriedOver) -> NewFact {
    NewFact {
        stream: case.stream(),
        fact: Fact::Complaint(ComplaintFact::CarriedOver(Box::new(carried.clone()))),
    }
}

/// It goes by its old number from now on, so it needs one, and none that the server's own series could give again.
pub(crate) fn numbered(old_number: &str) -> Result<(), Rejection> {
    let number = normalise_old_number(old_number);
    if number.is_empty() {
        return Err(Rejection::missing(Field::Reference, Clause::Ours));
    }
    if is_of_the_series(&number) {
        return Err(Rejection::invalid(Field::Reference, Clause::Ours));
    }
    Ok(())
}

/// The same paper, whatever became of it since; another paper under its number is another matter.
pub(crate) fn already(
    known: &Complaint,
    carried: &CarriedOver,
    scene: &Scene<'_>,
) -> Result<(), Rejection> {
    let paper = &carried.registration;
    let same = known.unit == paper.unit
        && known.registered_at == carried.registered_at
        && known.occupant == scene.text(paper.occupant)
        && known.content == scene.text(paper.content);
    if same {
        Ok(())
    } else {
        Err(Rejection::new(RejectionCode::AlreadyExists, Clause::Ours))
    }
}

/// What the paper must say: all that a registration must, when it was taken down, and what its stage needs.
pub(crate) fn begins(carried: &CarriedOver, scene: &Scene<'_>) -> Result<(), Rejection> {
    happened(carried.registered_at, scene)?;
    answered(&carried.registration, scene)?;
    if let Stage::Dispatched { assignee, limit } = &carried.stage {
        let clause = seats(Act::Dispatch, scene.policy).clause;
        if carried.registration.department.is_none()
            && carried.registration.request == RequestKind::Complaint
        {
            return Err(Rejection::missing(Field::Department, Clause::M4_4b));
        }
        if *limit <= carried.registered_at {
            return Err(Rejection::invalid(Field::Limit, clause));
        }
        if let Some(assignee) = assignee {
            scene.staff(*assignee)?;
        }
    }
    Ok(())
}

/// Nothing stands on paper before it took place.
pub(crate) fn happened(at: crate::id::Instant, scene: &Scene<'_>) -> Result<(), Rejection> {
    let moment = scene.command.moment;
    if at.0 > moment.entered_at.0.saturating_add(moment.clock_offset) {
        return Err(Rejection::invalid(Field::HappenedAt, Clause::Ours));
    }
    Ok(())
}

impl Stage {
    /// Where the case stands, and the steps behind it that a counter-step leads back to.
    pub(super) fn stands(&self) -> (Status, Vec<Status>) {
        match self {
            Stage::Registered => (Status::Registered, Vec::new()),
            Stage::HandedUp => (Status::HandedUp, vec![Status::Registered]),
            Stage::Opened => (Status::Opened, vec![Status::Registered]),
            Stage::Dispatched { .. } => {
                (Status::Dispatched, vec![Status::Registered, Status::Opened])
            }
        }
    }
}
