//! Who may take an entry back: its author on the day it was made, and the manager.

use domain::act::{Act, seats};
use domain::command::day;
use domain::id::{Instant, PersonId};
use leptos::prelude::*;

use crate::state::AppState;

#[must_use]
pub fn may_void(state: AppState, author: PersonId, entered_at: Instant) -> bool {
    let today = state.today.get();
    let own = state.session.get().is_some_and(|session| {
        author == session.person && day(entered_at, state.utc_offset_minutes()) == today
    });
    own || state.policy_on(today).is_some_and(|policy| {
        seats(Act::VoidEntry, &policy).held_by(&[state.roles_in_hand()], &policy)
    })
}
