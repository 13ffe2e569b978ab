//! A double registration becomes [`ComplaintFact::DuplicateOf`]; both timelines stay (this system's own rule).

use super::{Complaint, SetAside};
use crate::act::Act;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{ComplaintFact, Fact, NewFact};
use crate::id::CaseId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};
use crate::violation::Hindrance;

/// Only the same unit's: neighbours with the same trouble are households of their own, each owed a follow-up.
pub(super) fn join(complaint: &Complaint, of: CaseId, scene: &Scene<'_>) -> Ruling {
    scene.authorise(Act::JoinDuplicate, complaint.department)?;
    let other = scene
        .complaint(of)
        .ok_or_else(|| Rejection::unknown(Thing::Case))?;
    if other.set_aside.is_some() || !complaint.duplicates.is_empty() {
        return Err(Rejection::new(RejectionCode::SetAside, Clause::Ours));
    }
    if complaint.slip_stands() {
        let by = Hindrance::SlipStands;
        return Err(Rejection::new(RejectionCode::Hindered { by }, Clause::Ours));
    }
    if of == complaint.case || other.unit != complaint.unit {
        return Err(Rejection::invalid(Field::UnitCode, Clause::Ours));
    }
    Ok(both(
        complaint.case,
        ComplaintFact::DuplicateOf { case: of },
        of,
        ComplaintFact::DuplicateJoined {
            case: complaint.case,
        },
    ))
}

pub(super) fn part(complaint: &Complaint, scene: &Scene<'_>) -> Ruling {
    scene.authorise(Act::PartDuplicate, complaint.department)?;
    let Some(SetAside::DuplicateOf { case: of }) = complaint.set_aside else {
        return Ok(Vec::new());
    };
    Ok(both(
        complaint.case,
        ComplaintFact::DuplicateParted,
        of,
        ComplaintFact::DuplicateReleased {
            case: complaint.case,
        },
    ))
}

fn both(case: CaseId, here: ComplaintFact, other: CaseId, there: ComplaintFact) -> Vec<NewFact> {
    [(case, here), (other, there)]
        .map(|(case, fact)| NewFact {
            stream: case.stream(),
            fact: Fact::Complaint(fact),
        })
        .to_vec()
}
