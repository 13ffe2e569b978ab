//! Who may take a step: the same rows of rights the rules read, asked before a form is opened. The rules decide again
//! when it is saved.

use domain::authority::Seats;
use domain::id::PersonId;
use domain::policy::Policy;
use domain::role::Roles;
use domain::violation::{Measure, Task, Violation, ViolationAct};
use leptos::prelude::*;

use crate::state::AppState;

/// Mine today, with those put into my hands by delegation.
#[must_use]
pub fn roles_in_hand(state: AppState) -> Roles {
    let today = state.today.get();
    let mut roles = state.my_roles();
    if let Some(me) = me(state) {
        state.office.with(|office| {
            if let Some(office) = office {
                for delegation in office.delegated_to(me, today) {
                    roles.extend(delegation.roles.iter().copied());
                }
            }
        });
    }
    roles
}

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
    let roles = roles_in_hand(state);
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

/// What is in my hands today, asked once for a whole list.
#[derive(Clone, Debug)]
pub struct Hands {
    me: Option<PersonId>,
    roles: Roles,
    policy: Option<Policy>,
}

impl Hands {
    #[must_use]
    pub fn now(state: AppState) -> Self {
        Hands {
            me: me(state),
            roles: roles_in_hand(state),
            policy: state.policy_on(state.today.get()),
        }
    }

    /// Whether something still to do is mine: named myself, or holding one of its seats.
    #[must_use]
    pub fn hold(&self, task: &Task) -> bool {
        if !task.people.is_empty() {
            return self.me.is_some_and(|me| task.people.contains(&me));
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
