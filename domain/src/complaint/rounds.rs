//! The rounds of follow-ups owed on a stream, folded: shared by all that owe one.

use chrono::NaiveDate;

use super::{Attempt, FollowUpMade, Owed, OwedState, Schedule};
use crate::event::Opened;
use crate::event::complaint::{FollowUp, GoesOn, Obligation};
use crate::id::{CommandId, PersonId};
use crate::personal::{Personal, PersonalBook};

/// How the last round stands.
pub(crate) struct Outcome {
    pub complete: bool,
    pub goes_on: Option<GoesOn>,
}

/// A round is owed once, whoever said so first.
pub(crate) fn owe(owed: &mut Vec<Owed>, obligation: &Obligation) {
    if of(owed, obligation.round).is_none() {
        owed.push(Owed {
            obligation: obligation.clone(),
            state: OwedState::Owed,
            scheduled: None,
            technician_sent: None,
            attempts: Vec::new(),
        });
    }
}

pub(crate) fn schedule(owed: &mut [Owed], round: u16, people: &[PersonId], on: NaiveDate) {
    if let Some(owed) = of(owed, round) {
        owed.scheduled = Some(Schedule {
            people: people.to_vec(),
            on,
        });
    }
}

pub(crate) fn send_technician(owed: &mut [Owed], round: u16, technician: PersonId) {
    if let Some(owed) = of(owed, round) {
        owed.technician_sent = Some(technician);
    }
}

pub(crate) fn attempted(owed: &mut [Owed], round: u16, attempt: Attempt) {
    if let Some(owed) = of(owed, round) {
        owed.attempts.push(attempt);
    }
}

pub(crate) fn end(owed: &mut [Owed], round: u16) {
    if let Some(owed) = of(owed, round)
        && owed.state == OwedState::Owed
    {
        owed.state = OwedState::Unreachable;
    }
}

pub(crate) fn made(
    owed: &mut [Owed],
    follow_ups: &mut Vec<FollowUpMade>,
    opened: &Opened,
    follow_up: &FollowUp,
) {
    let book = PersonalBook::of(&opened.personal);
    let text = |personal: Option<Personal>| {
        personal.map_or_else(String::new, |personal| book.text(personal).to_owned())
    };
    follow_ups.push(FollowUpMade {
        command: opened.command,
        shortcomings: text(follow_up.contents.shortcomings),
        suggestions: text(follow_up.contents.suggestions),
        finding: text(follow_up.contents.finding),
        fact: follow_up.clone(),
        recorded_by: opened.event.recorded_by,
        conducted_by: opened.event.conducted_by.clone(),
        confirmed_by: Vec::new(),
        denied_by: Vec::new(),
        voided: false,
    });
    if let Some(owed) = of(owed, follow_up.round)
        && !matches!(owed.state, OwedState::Done { .. })
    {
        owed.state = OwedState::Done { on: follow_up.on };
    }
}

pub(crate) fn confirm(follow_ups: &mut [FollowUpMade], command: CommandId, opened: &Opened) {
    if let Some(made) = follow_ups.iter_mut().find(|made| made.command == command) {
        made.confirmed_by.push(opened.event.recorded_by);
    }
}

pub(crate) fn deny(follow_ups: &mut [FollowUpMade], command: CommandId, opened: &Opened) {
    if let Some(made) = follow_ups.iter_mut().find(|made| made.command == command) {
        made.denied_by.push(opened.event.recorded_by);
    }
}

/// Takes back a follow-up or a failed attempt: what is done is what still counts. Whether a follow-up was taken back.
pub(crate) fn void(owed: &mut [Owed], follow_ups: &mut [FollowUpMade], entry: CommandId) -> bool {
    for owed in owed.iter_mut() {
        owed.attempts.retain(|attempt| attempt.command != entry);
    }
    let Some(made) = follow_ups.iter_mut().find(|made| made.command == entry) else {
        return false;
    };
    made.voided = true;
    let round = made.fact.round;
    let left = follow_ups
        .iter()
        .find(|made| made.fact.round == round && !made.voided)
        .map(|made| made.fact.on);
    if let Some(owed) = of(owed, round)
        && matches!(owed.state, OwedState::Done { .. })
    {
        owed.state = left.map_or(OwedState::Owed, |on| OwedState::Done { on });
    }
    true
}

pub(crate) fn outcome(owed: &[Owed], follow_ups: &[FollowUpMade]) -> Outcome {
    let last = owed.last().map(|owed| owed.obligation.round);
    let counted: Vec<&FollowUpMade> = follow_ups
        .iter()
        .filter(|made| !made.voided && Some(made.fact.round) == last)
        .collect();
    let goes_on = counted
        .iter()
        .find_map(|made| made.fact.contents.goes_on(made.fact.problem_left));
    Outcome {
        complete: !counted.is_empty() && goes_on.is_none(),
        goes_on,
    }
}

fn of(owed: &mut [Owed], round: u16) -> Option<&mut Owed> {
    owed.iter_mut().find(|owed| owed.obligation.round == round)
}
