//! Taking a complaint down (C0, C3), and handing it up.

use super::step::{Facts, begin};
use super::{Complaint, Status};
use crate::act::Act;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::complaint::Registration;
use crate::event::{ComplaintFact, Fact, NewFact};
use crate::id::CaseId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};

/// Anybody on the staff may take a complaint down: a registration is never refused for a right.
pub(super) fn register(case: CaseId, registration: &Registration, scene: &Scene<'_>) -> Ruling {
    if scene.complaint(case).is_some() {
        return Err(Rejection::new(RejectionCode::AlreadyExists, Clause::C0));
    }
    answered(registration, scene)?;
    let mut facts = vec![ComplaintFact::Registered(registration.clone())];
    if let Some(number) = scene.next_number() {
        facts.push(ComplaintFact::NumberGiven { number });
    }
    Ok(facts
        .into_iter()
        .map(|fact| NewFact {
            stream: case.stream(),
            fact: Fact::Complaint(fact),
        })
        .collect())
}

/// What the register asks for, and that it names what is there (C3).
pub(super) fn answered(registration: &Registration, scene: &Scene<'_>) -> Result<(), Rejection> {
    if registration.unit_code.trim().is_empty() {
        return Err(Rejection::missing(Field::UnitCode, Clause::C3));
    }
    if scene.unit(registration.unit).is_none() {
        return Err(Rejection::unknown(Thing::Unit));
    }
    if scene.text(registration.occupant).trim().is_empty() {
        return Err(Rejection::missing(Field::Occupant, Clause::C3));
    }
    if scene.text(registration.content).trim().is_empty() {
        return Err(Rejection::missing(Field::Content, Clause::C3));
    }
    let phone = registration
        .phone
        .is_some_and(|phone| !scene.text(phone).trim().is_empty());
    if !phone && registration.appointment.is_none() {
        return Err(Rejection::missing(Field::PhoneOrAppointment, Clause::C3));
    }
    if let Some(department) = registration.department {
        scene.department(department)?;
    }
    Ok(())
}

pub(super) fn hand_up(
    complaint: &Complaint,
    was: Status,
    reason: &str,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::HandUp, complaint.department)?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::C0));
    }
    let begins = begin(
        complaint,
        was,
        Status::HandedUp,
        &[Status::Registered],
        Clause::C0,
    )?;
    Ok(if begins {
        vec![ComplaintFact::HandedUp {
            reason: reason.to_owned(),
        }]
    } else {
        Vec::new()
    })
}
