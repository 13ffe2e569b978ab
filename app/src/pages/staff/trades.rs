//! Which trades a technician has: a repair is assigned by them (C5).

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::clause::Clause;
use domain::event::work_order::Trade;
use domain::head::PersonHead;
use domain::id::PersonId;
use domain::person::PersonCommand;
use domain::role::Role;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::refused::Refused;
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Card, ClauseChip, Dialog, Toggle};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::people;
use crate::state::AppState;
use crate::text::Word;

/// Shown for those who are technicians now.
#[component]
pub fn Trades(person: PersonId, head: Signal<Option<Arc<PersonHead>>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let technician = Memo::new(move |_| {
        head.get().is_some_and(|head| {
            people::roles_for(&head, state.today.get(), None).contains(&Role::Technician)
        })
    });
    let open = RwSignal::new(false);
    let said = move || {
        let lang = language.get();
        let trades: Vec<String> = head
            .get()
            .iter()
            .flat_map(|head| head.trades.iter())
            .map(|trade| trade.word(lang).to_owned())
            .collect();
        if trades.is_empty() {
            language.text().work_order.no_trades.to_owned()
        } else {
            lang.list(&trades)
        }
    };
    let form = move || {
        let now = head
            .get_untracked()
            .map_or_else(BTreeSet::new, |head| head.trades.clone());
        view! { <TradesForm person now open/> }
    };
    move || {
        technician.get().then(|| {
            view! {
                <Card title=language.words(|text| text.work_order.trades)>
                    <p>{said}" "<ClauseChip text=language.say(|lang| lang.clause_short(Clause::C5))/></p>
                    <div class="row">
                        <Button on_click=move |()| open.set(true)>
                            {move || language.text().work_order.set_trades}
                        </Button>
                    </div>
                </Card>
                <Dialog
                    open
                    id="set-trades"
                    title=language.words(|text| text.work_order.set_trades)
                    close_label=language.words(|text| text.common.close)
                >
                    {form}
                </Dialog>
            }
        })
    }
}

#[component]
fn TradesForm(person: PersonId, now: BTreeSet<Trade>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let deed = Deed::default();
    let chosen: Vec<(Trade, RwSignal<bool>)> = Trade::ALL
        .iter()
        .map(|trade| (*trade, RwSignal::new(now.contains(trade))))
        .collect();
    let toggles = chosen
        .iter()
        .map(|(trade, value)| {
            let (trade, value) = (*trade, *value);
            view! { <Toggle value label=language.say(move |lang| trade.word(lang).to_owned())/> }
        })
        .collect_view();
    let save = move |()| {
        let trades = chosen
            .iter()
            .filter(|(_, value)| value.get_untracked())
            .map(|(trade, _)| *trade)
            .collect();
        let command = PersonCommand::SetTrades { person, trades };
        let submission = Submission::now(command.into(), Sealer::default());
        deed.send(&actions, submission, move || open.set(false));
    };
    view! {
        <Refused error=deed.error/>
        <div class="stack-tight">{toggles}</div>
        <div class="dialog-foot">
            <Button kind=ButtonKind::Primary on_click=save disabled=deed.working>
                {move || language.text().common.save}
            </Button>
        </div>
    }
}
