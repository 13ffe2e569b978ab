//! What repairs ask of me: for 今日 and for the badge at their place. The slip that must reach Engineering, with its
//! minutes, whom to send, and the order I have.

use std::sync::Arc;

use domain::act::{Act, seats};
use domain::head::WorkOrderHead;
use domain::id::{PersonId, WorkOrderId};
use domain::policy::Policy;
use domain::role::Roles;
use domain::work_order::Phase;
use leptos::prelude::*;

use super::card::asking_card;
use crate::components::Group;
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::people;
use crate::state::AppState;
use crate::text::{Text, text};

/// What is to be done next, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// The slip is on its way to Engineering, and the minutes run (C4).
    Deliver,
    Receive,
    Assign,
    /// Nobody was let in and no other time is agreed on (C6).
    Reappoint,
    /// I have it.
    GoOn,
}

impl Ask {
    #[must_use]
    pub fn words(self, text: &'static Text) -> &'static str {
        let words = &text.work_order_step;
        match self {
            Ask::Deliver => words.ask_deliver,
            Ask::Receive => words.receive,
            Ask::Assign => words.assign,
            Ask::Reappoint => words.reappoint,
            Ask::GoOn => words.ask_go_on,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Mine {
    order: WorkOrderId,
    head: Arc<WorkOrderHead>,
    ask: Ask,
}

/// What the order asks of somebody with these roles; the delivery of a slip is the assistant's as well as its receipt
/// is Engineering's, so the minutes run on both sides.
fn ask(head: &WorkOrderHead, me: PersonId, mine: &Roles, policy: &Policy) -> Option<Ask> {
    let may = |act: Act| seats(act, policy).held_by(std::slice::from_ref(mine), policy);
    match head.phase {
        Phase::Completed | Phase::Withdrawn => None,
        _ if head.technician == Some(me) => Some(Ask::GoOn),
        Phase::Made if may(Act::ReceiveWorkOrder) => Some(Ask::Receive),
        Phase::Made if head.limit.is_some() && may(Act::MakeWorkOrder) => Some(Ask::Deliver),
        Phase::Made => None,
        Phase::ConsentRefused if head.appointment.is_none() && may(Act::Reappoint) => {
            Some(Ask::Reappoint)
        }
        _ if head.technician.is_none() && may(Act::AssignTechnician) => Some(Ask::Assign),
        _ => None,
    }
}

/// Each order that is mine to go on with, the slips whose minutes run first.
fn mine(state: AppState) -> Vec<Mine> {
    let today = state.today.get();
    let (Some(policy), Some(session)) = (state.policy_on(today), state.session.get()) else {
        return Vec::new();
    };
    let me = session.person;
    let mut found: Vec<Mine> = state.heads.with(|heads| {
        let roles = people::in_hands(heads, me, today, None);
        let orders = heads.work_orders.iter();
        orders
            .filter_map(|(order, head)| {
                let ask = ask(head, me, &roles, &policy)?;
                Some(Mine {
                    order: *order,
                    head: head.clone(),
                    ask,
                })
            })
            .collect()
    });
    domain::gather::sort_by_key(&mut found, |one| {
        let counted = (one.head.phase == Phase::Made)
            .then_some(one.head.limit)
            .flatten();
        let first = counted.or(one.head.appointment);
        (first.is_none(), first, one.ask, one.head.made_at, one.order)
    });
    found
}

/// How many orders wait for me.
#[must_use]
pub fn waiting(state: AppState) -> usize {
    mine(state).len()
}

/// A group of 今日; nothing where nothing waits.
#[component]
pub fn RepairsToday() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let found = Memo::new(move |_| mine(state));
    move || {
        (!found.with(Vec::is_empty)).then(|| {
            state.minute.track();
            let lang = language.get();
            let names = Directory::now(state, lang);
            let cards = found.with(|found| {
                found
                    .iter()
                    .map(|one| {
                        let words = one.ask.words(text(lang));
                        asking_card(one.order, &one.head, words, state, lang, &names)
                    })
                    .collect_view()
            });
            view! {
                <Group
                    title=Signal::stored(text(lang).work_order.title.to_owned())
                    count=Signal::derive(move || found.with(Vec::len))
                >
                    {cards}
                </Group>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::event::work_order::{Handover, Trade};
    use domain::id::{CaseId, Instant, UnitId};
    use domain::policy::ProfileName;
    use domain::role::Role;
    use uuid::Uuid;

    fn slip(phase: Phase, limit: Option<i64>, technician: Option<PersonId>) -> WorkOrderHead {
        WorkOrderHead {
            case: CaseId(Uuid::from_u128(1)),
            ordinal: 1,
            unit: UnitId(Uuid::from_u128(2)),
            unit_code: "A-101".to_owned(),
            trade: Trade::Plumbing,
            handover: Handover::Delivered,
            phase,
            registered_at: Instant(0),
            made_at: Instant(0),
            limit: limit.map(Instant),
            received_at: None,
            withdrawn_at: None,
            assigned_at: None,
            technician,
            appointment: None,
            total_fen: 0,
            completed_on: None,
            drawn: false,
            complete: false,
            goes_on: false,
            rounds: Vec::new(),
            follow_ups: Vec::new(),
            to_confirm: Vec::new(),
        }
    }

    #[test]
    fn a_slip_waits_on_both_sides_while_its_minutes_run_and_then_for_one() {
        let policy = Policy::built_in(ProfileName::Mall, NaiveDate::MIN);
        let me = PersonId(Uuid::from_u128(7));
        let of = |head: &WorkOrderHead, role: Role| ask(head, me, &Roles::from([role]), &policy);
        let made = slip(Phase::Made, Some(1), None);
        assert_eq!(of(&made, Role::PropertyAssistant), Some(Ask::Deliver));
        assert_eq!(of(&made, Role::EngineeringDept), Some(Ask::Receive));
        assert_eq!(of(&made, Role::Technician), None);
        let to_collect = slip(Phase::Made, None, None);
        assert_eq!(of(&to_collect, Role::PropertyAssistant), None);
        let received = slip(Phase::Received, Some(1), None);
        assert_eq!(of(&received, Role::PropertyAssistant), None);
        assert_eq!(of(&received, Role::EngineeringDept), Some(Ask::Assign));
        let assigned = slip(Phase::Assigned, Some(1), Some(me));
        assert_eq!(of(&assigned, Role::Technician), Some(Ask::GoOn));
        assert_eq!(of(&assigned, Role::EngineeringDept), Some(Ask::GoOn));
        let anothers = slip(Phase::Working, Some(1), Some(PersonId(Uuid::from_u128(8))));
        assert_eq!(of(&anothers, Role::Technician), None);
        let turned_away = slip(Phase::ConsentRefused, Some(1), anothers.technician);
        assert_eq!(
            of(&turned_away, Role::PropertyAssistant),
            Some(Ask::Reappoint)
        );
        let done = slip(Phase::Completed, Some(1), Some(me));
        assert_eq!(of(&done, Role::Technician), None);
    }
}
