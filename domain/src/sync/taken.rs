//! Taking what was held: a manager answers for what was written on an old state, or by somebody since removed. It is
//! decided as it was written, by the rights of whoever went, on what stands now.

use crate::act::{Act, seats};
use crate::apply::State;
use crate::clause::Clause;
use crate::command::{Command, CommandBody};
use crate::decide::{Ruling, decide};
use crate::event::{Fact, NewFact, RefusalFact};
use crate::id::CommandId;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};

/// The facts of what was held, and that it was taken.
///
/// # Errors
/// When whoever takes it does not answer for the office, when it is not held or another one, or when the rules refuse
/// what it says.
pub(crate) fn take(refused: CommandId, written: &Command, scene: &Scene<'_>) -> Ruling {
    // The right to take is judged today; what is taken is judged on the day it happened.
    let on = scene.entered_on();
    let me = scene
        .person(scene.command.recorded_by)
        .filter(|person| person.on_staff(on))
        .ok_or_else(|| Rejection::new(RejectionCode::NotOnStaff, Clause::Ours))?;
    let policy = scene.policy_on(on);
    let of = seats(Act::Take, policy);
    if !of.held_by(&[me.roles(on, None)], policy) {
        return Err(Rejection::beyond_authority(of.needs(policy), of.clause));
    }
    let known = match scene.reads.streams.get(&refused.stream()) {
        Some(State::Refusal(known)) => known,
        _ => return Err(Rejection::unknown(Thing::Command)),
    };
    if known.rejection.code != RejectionCode::Held {
        return Err(Rejection::new(RejectionCode::NothingOwed, Clause::Ours));
    }
    if known.settled.is_some() {
        return Ok(Vec::new());
    }
    let mut as_refused = known.command.clone();
    as_refused.personal.clear();
    if as_refused != *written || matches!(written.body, CommandBody::Refusal(_)) {
        return Err(Rejection::new(RejectionCode::NothingOwed, Clause::Ours));
    }
    // What comes of it says who went and when, not who took it.
    if scene.command.conducted_by != written.conducted_by {
        return Err(Rejection::invalid(Field::Conductors, Clause::Ours));
    }
    if scene.command.moment.happened_at != written.moment.happened_at {
        return Err(Rejection::invalid(Field::HappenedAt, Clause::Ours));
    }
    let whole = Command {
        personal: scene.command.personal.clone(),
        ..as_refused
    };
    let mut facts = decide(&whole, scene.reads)?;
    facts.push(NewFact {
        stream: refused.stream(),
        fact: Fact::Refusal(RefusalFact::Taken),
    });
    Ok(facts)
}
