//! Seen and persuaded at once, by whoever is there (V4(4)①, V4(4)②).

use super::step::{Case, Facts};
use super::{Debt, ViolationKind};
use crate::clause::Clause;
use crate::event::ViolationFact;
use crate::event::violation::Observation;
use crate::follow_up::Severity;
use crate::personal::Personal;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, Thing};

/// Anybody on the staff: a registration is never refused for a right. It tells the seat that handles it by itself.
pub(super) fn notice(
    observation: &Observation,
    persuasion: Option<Personal>,
    stopped: bool,
    scene: &Scene<'_>,
) -> Facts {
    scene.roles_of_conductors(None)?;
    scene.happened_on()?;
    if observation.unit_code.trim().is_empty() {
        return Err(Rejection::missing(Field::UnitCode, Clause::V4_4_2));
    }
    if scene.unit(observation.unit).is_none() {
        return Err(Rejection::unknown(Thing::Unit));
    }
    if scene.text(observation.occupant).trim().is_empty() {
        return Err(Rejection::missing(Field::Occupant, Clause::V4_4_2));
    }
    if scene.text(observation.seen).trim().is_empty() {
        return Err(Rejection::missing(Field::Content, Clause::V4_4_2));
    }
    debt(observation.item.kind(), observation.debt)?;
    let severity = observation.severity_proposed.unwrap_or(Severity::General);
    let mut facts = vec![
        ViolationFact::Noticed(observation.clone()),
        ViolationFact::Reported {
            to: Case::reported_to(scene, severity),
        },
    ];
    if let Some(words) = persuasion {
        if scene.text(words).trim().is_empty() {
            return Err(Rejection::missing(Field::Content, Clause::V4_4_1));
        }
        facts.push(ViolationFact::Persuaded { words, stopped });
    }
    Ok(facts)
}

/// Rent and fees are told apart, because the law guards them differently; nothing else is a debt.
fn debt(kind: ViolationKind, debt: Option<Debt>) -> Result<(), Rejection> {
    match (kind, debt) {
        (ViolationKind::NonPayment, None) => Err(Rejection::missing(Field::Debt, Clause::V4_2)),
        (ViolationKind::NonPayment, Some(_)) | (_, None) => Ok(()),
        (_, Some(_)) => Err(Rejection::invalid(Field::Debt, Clause::V4_2)),
    }
}

/// Again and again, by anybody, whatever was decided meanwhile.
pub(super) fn persuade(case: &Case<'_>, words: Personal, stopped: bool) -> Facts {
    case.scene.roles_of_conductors(None)?;
    case.scene.happened_on()?;
    if case.scene.text(words).trim().is_empty() {
        return Err(Rejection::missing(Field::Content, Clause::V4_4_1));
    }
    Ok(vec![ViolationFact::Persuaded { words, stopped }])
}
