//! At the door: why they come, and whether they may come in (C6).

use super::command::Consent;
use super::step::{Facts, stands, technician};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::WorkOrderFact;
use crate::id::Instant;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Value};

pub(super) fn arrive(order: &WorkOrder, purpose: &str, scene: &Scene<'_>) -> Facts {
    technician(order, Act::Arrive, scene)?;
    let from = [Phase::Assigned, Phase::ConsentRefused, Phase::Paused];
    stands(order, &from, Clause::C6)?;
    scene.happened_on()?;
    if purpose.trim().is_empty() {
        return Err(Rejection::missing(Field::Purpose, Clause::C6));
    }
    Ok(vec![WorkOrderFact::Arrived {
        purpose: purpose.to_owned(),
    }])
}

/// Each visit asks anew, the second one to the same repair too.
pub(super) fn ask_consent(order: &WorkOrder, consent: &Consent, scene: &Scene<'_>) -> Facts {
    technician(order, Act::AskConsent, scene)?;
    stands(order, &[Phase::Arrived], Clause::C6)?;
    scene.happened_on()?;
    match consent {
        Consent::Given => Ok(vec![WorkOrderFact::ConsentGiven]),
        Consent::Refused { words, appointment } => {
            if scene.text(*words).trim().is_empty() {
                return Err(Rejection::missing(Field::Reason, Clause::C6));
            }
            if let Some(appointment) = appointment {
                to_come(*appointment, scene)?;
            }
            Ok(vec![WorkOrderFact::ConsentRefused {
                words: *words,
                appointment: *appointment,
            }])
        }
    }
}

pub(super) fn reappoint(
    order: &WorkOrder,
    was: Option<Instant>,
    appointment: Instant,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::Reappoint, None)?;
    if order.appointment == Some(appointment) {
        return Ok(Vec::new());
    }
    if order.appointment != was {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: was.map_or(Value::None, Value::Moment),
                mine: Value::Moment(appointment),
                theirs: order.appointment.map_or(Value::None, Value::Moment),
            },
            Clause::C6,
        ));
    }
    if matches!(order.phase, Phase::Completed | Phase::Withdrawn) {
        stands(order, &[], Clause::C6)?;
    }
    to_come(appointment, scene)?;
    Ok(vec![WorkOrderFact::Reappointed { appointment }])
}

fn to_come(appointment: Instant, scene: &Scene<'_>) -> Result<(), Rejection> {
    if appointment <= scene.command.moment.happened_at {
        return Err(Rejection::invalid(Field::Appointment, Clause::C6));
    }
    Ok(())
}
