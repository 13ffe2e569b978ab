//! A contested change of an occupant: what two people said, and what each choice becomes.

use domain::command::{Command, CommandBody};
use domain::occupant::{Difference, Unit, beside_theirs, differences, with_mine};
use domain::personal::PersonalBook;
use leptos::prelude::{GetUntracked, With};

use crate::engine::message::Submission;
use crate::import::record;
use crate::state::AppState;

/// What the entry says beside what stands; `None` where it is about no occupant, or the unit is not here.
#[must_use]
pub fn rows(state: AppState, command: &Command) -> Option<Vec<Difference>> {
    beside(state, command).map(|(rows, _)| rows)
}

/// The choice of mine over theirs; `None` where it stands so already.
#[must_use]
pub fn mine(state: AppState, command: &Command) -> Option<Submission> {
    let (rows, stands) = beside(state, command)?;
    let office = state.session.get_untracked()?.office;
    record::changed(office, &stands, &with_mine(&rows, &stands))
}

/// What goes in although theirs is kept: the answers nobody else touched.
#[must_use]
pub fn untouched(state: AppState, command: &Command) -> Option<Submission> {
    let (rows, stands) = beside(state, command)?;
    let CommandBody::Occupant(body) = &command.body else {
        return None;
    };
    let office = state.session.get_untracked()?.office;
    record::changed(office, &stands, &beside_theirs(body, &rows, &stands))
}

fn beside(state: AppState, command: &Command) -> Option<(Vec<Difference>, Unit)> {
    let CommandBody::Occupant(body) = &command.body else {
        return None;
    };
    let stands = state.heads.with(|heads| {
        heads
            .units
            .get(&body.unit())
            .map(|head| Unit::from(&**head))
    })?;
    let book = PersonalBook::of(&command.personal);
    Some((differences(body, &book, &stands), stands))
}
