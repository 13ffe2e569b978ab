//! The server was set back: what is happening, whose tablet is missing, and the end of the waiting by a person. Shown
//! only while there is something to know.

use domain::role::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::Actions;
use crate::components::{Button, Card, Fact, Facts, Field, Notice, TextInput, Tone};
use crate::engine::message::{AccountError, SetBackTold};
use crate::language::use_language;
use crate::state::AppState;

/// What was asked of the server and what it said.
#[derive(Clone, Copy)]
struct Known {
    told: RwSignal<Option<SetBackTold>>,
    failed: RwSignal<Option<AccountError>>,
    working: RwSignal<bool>,
    reason: RwSignal<String>,
    reason_missing: RwSignal<bool>,
}

impl Known {
    async fn ask(self, actions: Actions, end: Option<String>) {
        if self.working.try_set(true).is_some() {
            return;
        }
        self.failed.set(None);
        let answer = actions.set_back(end).await;
        // The page may be gone by now.
        if self.working.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(told) => self.told.set(Some(told)),
            Err(error) => self.failed.set(Some(error)),
        }
    }
}

#[component]
pub fn SetBackCard() -> impl IntoView {
    let state = expect_context::<AppState>();
    let under_way = Memo::new(move |_| state.sync.with(|sync| sync.set_back.is_some()));
    move || under_way.get().then(|| view! { <Shown/> })
}

#[component]
fn Shown() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let known = Known {
        told: RwSignal::new(None),
        failed: RwSignal::new(None),
        working: RwSignal::new(false),
        reason: RwSignal::new(String::new()),
        reason_missing: RwSignal::new(false),
    };
    let ask = Callback::new(move |end: Option<String>| {
        spawn_local(known.ask(actions.get_value(), end));
    });
    // Whatever moved meanwhile is asked for.
    let progress = Memo::new(move |_| state.sync.with(|sync| sync.set_back));
    Effect::new(move |_| {
        progress.track();
        ask.run(None);
    });
    let missing = Memo::new(move |_| {
        known
            .told
            .with(|told| told.as_ref().map(|told| told.missing.clone()))
            .unwrap_or_default()
    });
    let any_missing = Memo::new(move |_| missing.with(|missing| !missing.is_empty()));
    let names = Signal::derive(move || {
        any_missing
            .get()
            .then(|| missing.with(|missing| language.get().missing_tablets(missing)))
    });
    let came_back = Signal::derive(move || {
        known
            .told
            .with(|told| told.as_ref().map(|told| language.get().came_back(told)))
    });
    let since = Signal::derive(move || {
        let since = known.told.with(|told| {
            let taking = told.as_ref().and_then(|told| told.taking.as_ref());
            taking.map(|taking| taking.since)
        });
        since.map(|at| language.get().full_moment(at, state.utc_offset_minutes()))
    });
    let may = Memo::new(move |_| {
        let mine = state.my_roles();
        mine.contains(&Role::Director) || mine.contains(&Role::PropertyManager)
    });
    view! {
        <Card title=language.words(|text| text.set_back.title)>
            <p class="second">{move || language.text().set_back.lead}</p>
            {move || known.failed.get().map(|error| view! {
                <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
            })}
            <Facts>
                <Fact label=language.words(|text| text.set_back.since) value=since/>
                <Fact label=language.words(|text| text.set_back.came_back) value=came_back/>
                <Fact label=language.words(|text| text.set_back.missing) value=names/>
            </Facts>
            {move || (any_missing.get() && may.get()).then(|| view! { <EndWaiting known ask/> })}
        </Card>
    }
}

/// With a reason, by whoever may.
#[component]
fn EndWaiting(known: Known, ask: Callback<Option<String>>) -> impl IntoView {
    let language = use_language();
    let wrong = Signal::derive(move || {
        known
            .reason_missing
            .get()
            .then(|| language.text().set_back.reason_missing.to_owned())
    });
    let press = move |()| {
        let reason = known.reason.get_untracked().trim().to_owned();
        known.reason_missing.set(reason.is_empty());
        if !reason.is_empty() {
            ask.run(Some(reason));
        }
    };
    view! {
        <p class="second">{move || language.text().set_back.end_lead}</p>
        <Field id="set-back-reason" label=language.words(|text| text.set_back.reason) hint=language.words(|text| text.set_back.reason_hint) error=wrong>
            <TextInput value=known.reason max_length=500/>
        </Field>
        <div class="row">
            <Button on_click=press disabled=known.working>
                {move || language.text().set_back.end}
            </Button>
        </div>
    }
}
