//! A unit found in the directory by its code, its occupant's name, the initials of it, or a phone number.

use domain::clause::Clause;
use domain::id::UnitId;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::entry::Words;
use super::refused::said_at;
use crate::actions::Actions;
use crate::components::{Button, Field, Notice, SearchBox, Tone, answer_next};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::occupants::search::{Sought, directory};
use crate::state::AppState;

/// As many as a finger passes over without a search.
const OFFERED: usize = 8;

/// The wording of a form that asks for a unit.
#[derive(Clone, Copy)]
pub struct UnitWords {
    pub label: Words,
    pub hint: Words,
    /// What is said where the directory has no such unit.
    pub unknown: Words,
    pub clause: Clause,
}

/// What a save about the chosen unit needs is read while the rest of the form is filled in.
pub fn made_ready(unit: impl Fn() -> Option<UnitId> + 'static) {
    let actions = expect_context::<Actions>();
    Effect::new(move |_| {
        if let Some(unit) = unit() {
            actions.make_ready(unit.stream());
        }
    });
}

/// Asks for a unit and offers those that fit.
#[component]
pub fn UnitSearch(
    id: &'static str,
    words: UnitWords,
    typed: RwSignal<String>,
    chosen: RwSignal<Option<UnitId>>,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let index = directory(state);
    // Whoever opens the form, or takes the choice back, begins here.
    Effect::new(move |_| answer_next(id));
    let found = Memo::new(move |_| {
        let typed = typed.get();
        if typed.trim().is_empty() {
            return Vec::new();
        }
        let sought = Sought::of(&typed);
        index.with(|index| {
            let mut found: Vec<_> = index
                .iter()
                .filter(|(_, unit)| unit.head.left_on.is_none() && sought.is_in(unit))
                .map(|(id, unit)| (*id, format!("{} {}", unit.head.code, unit.head.name)))
                .collect();
            // Enter takes the first: the order is one that can be foreseen.
            domain::gather::sort_by_key(&mut found, |(_, label)| label.clone());
            found.truncate(OFFERED);
            found
        })
    });
    let take_first = move |()| {
        if let Some((unit, _)) = found.with_untracked(|found| found.first().cloned()) {
            chosen.set(Some(unit));
        }
    };
    let offers = move || {
        found
            .get()
            .into_iter()
            .map(|(id, label)| {
                view! {
                    <li><Button on_click=Callback::new(move |()| chosen.set(Some(id)))>{label}</Button></li>
                }
            })
            .collect_view()
    };
    let unknown = move || {
        (found.with(Vec::is_empty) && !typed.with(|typed| typed.trim().is_empty())).then(|| {
            view! { <Notice tone=Tone::Info><p>{(words.unknown)(language.text())}</p></Notice> }
        })
    };
    view! {
        <Field
            id
            label=language.words(words.label)
            required=language.words(|text| text.common.required)
            clause=language.say(move |lang| lang.clause(words.clause))
            error=Signal::derive(move || said_at(error, Answer::UnitCode, language.get()))
        >
            <SearchBox
                value=typed
                label=language.words(words.label)
                placeholder=language.words(words.hint)
                on_enter=Callback::new(take_first)
            />
        </Field>
        {move || (!found.with(Vec::is_empty)).then(|| view! {
            <ul class="stack-tight" aria-label=move || (words.label)(language.text())>{offers}</ul>
        })}
        {unknown}
    }
}
