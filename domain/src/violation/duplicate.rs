//! The same violation taken down twice becomes [`ViolationFact::DuplicateOf`]; both timelines stay (this system's own
//! rule).

use super::right::ViolationAct;
use super::step::{Case, hindered};
use super::{Disposition, Hindrance};
use crate::apply::State;
use crate::clause::Clause;
use crate::complaint::SetAside;
use crate::decide::Ruling;
use crate::event::{Fact, NewFact, ViolationFact};
use crate::id::CaseId;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};

/// Only one unit's, under one heading of the catalogue, and only while nothing harsher than words stands on the
/// double: what was signed is not hidden behind another case.
pub(super) fn join(case: &Case<'_>, of: CaseId) -> Ruling {
    case.require(ViolationAct::JoinViolation)?;
    let here = case.violation;
    let Some(State::Violation(other)) = case.scene.reads.streams.get(&of.stream()) else {
        return Err(Rejection::unknown(Thing::Violation));
    };
    if other.set_aside.is_some() || !here.duplicates.is_empty() {
        return Err(Rejection::new(RejectionCode::SetAside, Clause::Ours));
    }
    if of == here.case || other.unit != here.unit {
        return Err(Rejection::invalid(Field::UnitCode, Clause::Ours));
    }
    if other.item.kind() != here.item.kind() {
        return Err(Rejection::invalid(Field::Item, Clause::Ours));
    }
    if here.dispositions.iter().any(Disposition::stands) {
        return Err(hindered(Hindrance::DispositionStands, Clause::Ours));
    }
    Ok(both(
        here.case,
        ViolationFact::DuplicateOf { case: of },
        of,
        ViolationFact::DuplicateJoined { case: here.case },
    ))
}

pub(super) fn part(case: &Case<'_>) -> Ruling {
    case.require(ViolationAct::PartViolation)?;
    let here = case.violation;
    let Some(SetAside::DuplicateOf { case: of }) = here.set_aside else {
        return Ok(Vec::new());
    };
    Ok(both(
        here.case,
        ViolationFact::DuplicateParted,
        of,
        ViolationFact::DuplicateReleased { case: here.case },
    ))
}

fn both(case: CaseId, here: ViolationFact, other: CaseId, there: ViolationFact) -> Vec<NewFact> {
    [(case, here), (other, there)]
        .map(|(case, fact)| NewFact {
            stream: case.stream(),
            fact: Fact::Violation(fact),
        })
        .to_vec()
}
