//! Who may take a step: the same rows of rights the rules read, asked before a form is opened. The rules decide again
//! when it is saved.

use domain::authority::Seats;
use domain::id::PersonId;
use domain::policy::Policy;
use domain::role::Roles;
use domain::violation::{Measure, Task, Violation, ViolationAct};
use leptos::prelude::*;

use crate::state::AppState;

#[must_use]
pub fn me(state: AppState) -> Option<PersonId> {
    state.session.get().map(|session| session.person)
}

/// The seats of a step against this violation.
#[must_use]
pub fn seats(violation: &Violation, act: ViolationAct, measure: Option<Measure>) -> Seats {
    act.seats(violation.severity_now(), measure)
}

/// Whether what I hold suffices.
#[must_use]
pub fn fills(state: AppState, seats: Seats) -> bool {
    let roles = state.roles_in_hand();
    state
        .policy_on(state.today.get())
        .is_some_and(|policy| seats.filled_by(&policy, &roles))
}

/// The sets of roles of which one suffices, in the seats of this office.
#[must_use]
pub fn needs(state: AppState, seats: Seats) -> Vec<Roles> {
    state
        .policy_on(state.today.get())
        .map_or_else(Vec::new, |policy| seats.needs(&policy))
}

fn stands_for(state: AppState) -> Vec<PersonId> {
    let today = state.today.get();
    me(state).map_or_else(Vec::new, |me| {
        state.heads.with(|heads| {
            domain::mandate::in_hand(crate::people::delegations(heads), me, today)
                .map(|delegation| delegation.from)
                .collect()
        })
    })
}

/// What is in my hands today, asked once for a whole list.
#[derive(Clone, Debug)]
pub struct Hands {
    me: Option<PersonId>,
    /// Those in whose name I act today.
    stands_for: Vec<PersonId>,
    roles: Roles,
    policy: Option<Policy>,
}

impl Hands {
    #[must_use]
    pub fn now(state: AppState) -> Self {
        Hands {
            me: me(state),
            roles: state.roles_in_hand(),
            stands_for: stands_for(state),
            policy: state.policy_on(state.today.get()),
        }
    }

    /// Whether something still to do is mine: named myself, or somebody I stand in for is, or holding one of its seats.
    #[must_use]
    pub fn hold(&self, task: &Task) -> bool {
        if !task.people.is_empty() {
            let mine =
                |person: &PersonId| Some(*person) == self.me || self.stands_for.contains(person);
            return task.people.iter().any(mine);
        }
        task.seats.iter().any(|seat| {
            let holder = self
                .policy
                .as_ref()
                .map_or(*seat, |policy| policy.holder(*seat));
            self.roles.contains(seat) || self.roles.contains(&holder)
        })
    }
}
