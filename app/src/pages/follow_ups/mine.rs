//! Which follow-ups fall to me: what 今日, the list and the badge have in common.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::follow_up::{FollowUpKind, Right, Standing, Window, may_follow_up, standing};
use domain::head::{ComplaintHead, RoundHead};
use domain::id::{CaseId, PersonId, WorkOrderId};
use domain::policy::Policy;
use domain::role::{Role, Roles};
use leptos::prelude::*;

use crate::engine::message::Heads;
use crate::people;
use crate::state::AppState;

/// A follow-up that is still owed, as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct OwedItem {
    pub case: CaseId,
    /// The work order, where a repair is followed up; `head` is the registration it came from.
    pub order: Option<WorkOrderId>,
    pub head: Arc<ComplaintHead>,
    pub window: Window,
    pub standing: Standing,
    pub mine: bool,
    pub unsent: bool,
}

#[must_use]
pub fn window_of(round: &RoundHead) -> Window {
    Window {
        opens: round.opens,
        closes: round.closes,
        clause: round.clause,
    }
}

/// All that are owed, by their last day.
#[must_use]
pub fn owed(state: AppState) -> Vec<OwedItem> {
    let mut items = found(state);
    domain::gather::sort_by(&mut items, |a, b| {
        (a.window.closes, &a.head.unit_code, a.case).cmp(&(
            b.window.closes,
            &b.head.unit_code,
            b.case,
        ))
    });
    items
}

/// The same in no order.
fn found(state: AppState) -> Vec<OwedItem> {
    let today = state.today.get();
    let policy = state.policy_on(today);
    let me = state.session.get().map(|session| session.person);
    state.heads.with(|heads| {
        let mut items: Vec<OwedItem> = heads
            .complaints
            .iter()
            .filter_map(|(case, head)| {
                let round = head.owed_now()?;
                let window = window_of(round);
                let mine = match (me, &policy) {
                    (Some(me), Some(policy)) => falls_to(me, head, round, heads, policy, today),
                    _ => false,
                };
                Some(OwedItem {
                    case: *case,
                    order: None,
                    head: head.clone(),
                    window,
                    standing: standing(&window, today),
                    mine,
                    unsent: heads.unsent.contains(&case.stream()),
                })
            })
            .collect();
        items.extend(heads.work_orders.iter().filter_map(|(order, repair)| {
            let round = repair.owed_now()?;
            let window = window_of(round);
            let mine = match (me, &policy) {
                (Some(me), Some(policy)) => repair_falls_to(me, round, heads, policy, today),
                _ => false,
            };
            Some(OwedItem {
                case: repair.case,
                order: Some(*order),
                head: heads.complaints.get(&repair.case)?.clone(),
                window,
                standing: standing(&window, today),
                mine,
                unsent: heads.unsent.contains(&order.stream()),
            })
        }));
        items
    })
}

/// Planned for me, or nobody is planned and I hold one of the roles that go.
#[must_use]
pub fn falls_to(
    me: PersonId,
    head: &ComplaintHead,
    round: &RoundHead,
    heads: &Heads,
    policy: &Policy,
    today: NaiveDate,
) -> bool {
    if round.technician_sent == Some(me) || round.people.contains(&me) {
        return true;
    }
    if !round.people.is_empty() {
        return false;
    }
    let mine = people::in_hands(heads, me, today, head.department);
    right_to_follow_up(
        policy,
        head,
        std::slice::from_ref(&mine),
        round.technician_sent == Some(me),
    )
    .needs
    .iter()
    .any(|needs| needs.intersection(&mine).next().is_some())
}

/// The same for a repair: whose it is does not depend on a department (M4(4)c).
fn repair_falls_to(
    me: PersonId,
    round: &RoundHead,
    heads: &Heads,
    policy: &Policy,
    today: NaiveDate,
) -> bool {
    if !round.people.is_empty() {
        return round.people.contains(&me);
    }
    let mine = people::in_hands(heads, me, today, None);
    may_follow_up(policy, FollowUpKind::Repair, None, &[], &Roles::new())
        .needs
        .iter()
        .any(|needs| needs.intersection(&mine).next().is_some())
}

impl OwedItem {
    /// The page it is read and followed up on.
    #[must_use]
    pub fn address(&self) -> String {
        self.order.map_or_else(
            || format!("/complaints/{}", self.case),
            |order| format!("/work-orders/{order}"),
        )
    }

    #[must_use]
    pub fn kind(&self) -> FollowUpKind {
        match self.order {
            Some(_) => FollowUpKind::Repair,
            None => FollowUpKind::Complaint,
        }
    }
}

/// What the clause says about people with these roles going together.
#[must_use]
pub fn right_to_follow_up(
    policy: &Policy,
    head: &ComplaintHead,
    going: &[Roles],
    all_sent: bool,
) -> Right {
    let sent_by = if all_sent {
        Roles::from([Role::Dispatcher])
    } else {
        Roles::new()
    };
    may_follow_up(
        policy,
        FollowUpKind::Complaint,
        Some(head.severity),
        going,
        &sent_by,
    )
}

/// How many of mine are late or due today: the number on the rail.
#[must_use]
pub fn due_now(state: AppState) -> usize {
    found(state)
        .iter()
        .filter(|item| item.mine && matches!(item.standing, Standing::Late | Standing::DueToday))
        .count()
}
