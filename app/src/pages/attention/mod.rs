//! 需处理: what the server did not take, whole, with the reason and who may; and follow-ups somebody says I went on.

mod conduct;
mod entered;
mod refused;

use std::sync::Arc;

use domain::head::RefusalHead;
use domain::id::CommandId;
use domain::role::Role;
use leptos::prelude::*;

use super::frame::Frame;
use crate::components::{Empty, Icon, Page};
use crate::language::use_language;
use crate::state::AppState;
use conduct::{Conducts, to_confirm};
use refused::RefusedEntry;

#[component]
pub fn AttentionPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let mine = Memo::new(move |_| refusals(state, true));
    let others = Memo::new(move |_| {
        if settles_for_others(state) {
            refusals(state, false)
        } else {
            Vec::new()
        }
    });
    // Only whether there are any: a reason half typed stays while other entries come and go.
    let any_mine = Memo::new(move |_| !mine.with(Vec::is_empty));
    let any_others = Memo::new(move |_| !others.with(Vec::is_empty));
    let nothing = Memo::new(move |_| {
        mine.with(Vec::is_empty) && others.with(Vec::is_empty) && to_confirm(state).is_empty()
    });
    let entries = move |refused: Memo<Vec<CommandId>>| {
        view! {
            <For each=move || refused.get() key=|refused| *refused let:refused>
                <RefusedEntry refused/>
            </For>
        }
    };
    view! {
        <Frame title=language.words(|text| text.attention.title)>
            <Page>
                {move || nothing.get().then(|| view! {
                    <Empty
                        what=language.words(|text| text.attention.empty)
                        do_first=language.words(|text| text.attention.empty_hint)
                        icon=Icon::Check
                    />
                })}
                {move || any_mine.get().then(|| view! {
                    <section class="stack">
                        <h2>{move || language.text().attention.refused}</h2>
                        <p class="second">{move || language.text().attention.lead}</p>
                        {entries(mine)}
                    </section>
                })}
                <Conducts/>
                {move || any_others.get().then(|| view! {
                    <section class="stack">
                        <h2>{move || language.text().attention.others}</h2>
                        {entries(others)}
                    </section>
                })}
            </Page>
        </Frame>
    }
}

/// How many entries wait for me: the number on the rail.
#[must_use]
pub fn waiting(state: AppState) -> usize {
    let others = if settles_for_others(state) {
        refusals(state, false).len()
    } else {
        0
    };
    refusals(state, true)
        .len()
        .saturating_add(others)
        .saturating_add(to_confirm(state).len())
}

/// Entries nobody has settled, the latest first.
fn refusals(state: AppState, mine: bool) -> Vec<CommandId> {
    let me = state.session.get().map(|session| session.person);
    state.heads.with(|heads| {
        let mut found: Vec<(&CommandId, &Arc<RefusalHead>)> = heads
            .refusals
            .iter()
            .filter(|(_, head)| !head.settled && (Some(head.author) == me) == mine)
            .collect();
        found.sort_by_key(|(_, head)| std::cmp::Reverse(head.entered_at));
        found.into_iter().map(|(id, _)| *id).collect()
    })
}

/// The property manager and the director answer for what others wrote.
fn settles_for_others(state: AppState) -> bool {
    let held = state.my_roles();
    let policy = state.policy_on(state.today.get());
    [Role::PropertyManager, Role::Director].iter().any(|role| {
        held.contains(role)
            || policy
                .as_ref()
                .is_some_and(|policy| held.contains(&policy.holder(*role)))
    })
}
