//! Who repairs: a technician of the trade the repair belongs to, at once (C5).

use super::step::{Facts, stands, technician as has_it};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::WorkOrderFact;
use crate::id::PersonId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Value};
use crate::role::Role;

/// From receipt until it is done; somebody else may have to go on with it.
const UNDER_WAY: &[Phase] = &[
    Phase::Received,
    Phase::Assigned,
    Phase::ConsentRefused,
    Phase::Paused,
    Phase::Arrived,
    Phase::LetIn,
    Phase::ItemsConfirmed,
    Phase::Working,
    Phase::Finished,
    Phase::FoundRight,
];

pub(super) fn assign(
    order: &WorkOrder,
    was: Option<PersonId>,
    technician: PersonId,
    reason: Option<&str>,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::AssignTechnician, None)?;
    if order.technician == Some(technician) {
        return Ok(Vec::new());
    }
    unchanged(order, was, Value::Person(technician))?;
    stands(order, UNDER_WAY, Clause::C5)?;
    of_the_trade(order, technician, scene)?;
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    if order.technician.is_some() && reason.is_none() {
        return Err(Rejection::missing(Field::Reason, Clause::C5));
    }
    Ok(vec![WorkOrderFact::Assigned {
        technician,
        reason: reason.map(str::to_owned),
    }])
}

pub(super) fn pass_on(
    order: &WorkOrder,
    was: PersonId,
    technician: PersonId,
    reason: &str,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::PassOn, None)?;
    unchanged(order, Some(was), Value::Person(technician))?;
    has_it(order, Act::PassOn, scene)?;
    stands(order, UNDER_WAY, Clause::C5)?;
    of_the_trade(order, technician, scene)?;
    if technician == was {
        return Err(Rejection::invalid(Field::Technician, Clause::C5));
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::C5));
    }
    Ok(vec![WorkOrderFact::PassedOn {
        technician,
        reason: reason.to_owned(),
    }])
}

pub(super) fn give_back(
    order: &WorkOrder,
    was: PersonId,
    reason: &str,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::GiveBack, None)?;
    unchanged(order, Some(was), Value::None)?;
    has_it(order, Act::GiveBack, scene)?;
    stands(order, UNDER_WAY, Clause::C5)?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::C5));
    }
    Ok(vec![WorkOrderFact::GivenBack {
        reason: reason.to_owned(),
    }])
}

fn unchanged(order: &WorkOrder, was: Option<PersonId>, mine: Value) -> Result<(), Rejection> {
    if order.technician == was {
        return Ok(());
    }
    let value = |person: Option<PersonId>| person.map_or(Value::None, Value::Person);
    Err(Rejection::new(
        RejectionCode::Contested {
            base: value(was),
            mine,
            theirs: value(order.technician),
        },
        Clause::C5,
    ))
}

fn of_the_trade(
    order: &WorkOrder,
    technician: PersonId,
    scene: &Scene<'_>,
) -> Result<(), Rejection> {
    if !scene.roles(technician, None)?.contains(&Role::Technician) {
        return Err(Rejection::invalid(Field::Technician, Clause::C5));
    }
    if scene.staff(technician)?.trades.contains(&order.slip.trade) {
        Ok(())
    } else {
        Err(Rejection::invalid(Field::Trade, Clause::C5))
    }
}
