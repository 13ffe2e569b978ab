//! Whose violation it is: found in the directory by unit, name or phone.

use domain::clause::Clause;
use domain::id::UnitId;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use crate::components::{Button, Field, LinkButton, Notice, SearchBox, Tone};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::occupants::search::{Sought, directory};
use crate::pages::parts::refused::said_at;
use crate::state::AppState;

/// As many as a finger passes over without a search.
const OFFERED: usize = 8;

/// Asks for the unit, then shows what was chosen.
#[component]
pub fn UnitField(
    unit: RwSignal<Option<UnitId>>,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    move || {
        if unit.get().is_some() {
            view! { <Chosen unit/> }.into_any()
        } else {
            view! { <Find unit error/> }.into_any()
        }
    }
}

#[component]
fn Chosen(unit: RwSignal<Option<UnitId>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let name = move || {
        state.heads.with(|heads| {
            unit.get()
                .and_then(|unit| heads.units.get(&unit))
                .map(|head| format!("{} {}", head.code, head.name))
        })
    };
    view! {
        <div class="card">
            <div class="row-between">
                <strong>{name}</strong>
                <Button on_click=Callback::new(move |()| unit.set(None))>
                    {move || language.text().common.edit}
                </Button>
            </div>
        </div>
    }
}

#[component]
fn Find(unit: RwSignal<Option<UnitId>>, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let typed = RwSignal::new(String::new());
    let index = directory(state);
    let found = Memo::new(move |_| {
        let typed = typed.get();
        if typed.trim().is_empty() {
            return Vec::new();
        }
        let sought = Sought::of(&typed);
        index.with(|index| {
            index
                .iter()
                .filter(|(_, unit)| unit.head.left_on.is_none() && sought.is_in(unit))
                .take(OFFERED)
                .map(|(id, unit)| (*id, format!("{} {}", unit.head.code, unit.head.name)))
                .collect::<Vec<_>>()
        })
    });
    let offers = move || {
        found
            .get()
            .into_iter()
            .map(|(id, label)| {
                view! {
                    <li><Button on_click=Callback::new(move |()| unit.set(Some(id)))>{label}</Button></li>
                }
            })
            .collect_view()
    };
    let unknown = move || {
        (found.with(Vec::is_empty) && !typed.with(|typed| typed.trim().is_empty())).then(|| {
            view! {
                <Notice tone=Tone::Info>
                    <p>{move || language.text().notice_form.unit_unknown}</p>
                    <LinkButton href=Signal::stored("/occupants".to_owned())>
                        {move || language.text().register.add_unit}
                    </LinkButton>
                </Notice>
            }
        })
    };
    view! {
        <Field
            id="notice-unit"
            label=language.words(|text| text.notice_form.unit)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::V4_4_2))
            error=Signal::derive(move || said_at(error, Answer::UnitCode, language.get()))
        >
            <SearchBox
                value=typed
                label=language.words(|text| text.notice_form.unit)
                placeholder=language.words(|text| text.notice_form.unit_hint)
            />
        </Field>
        {move || (!found.with(Vec::is_empty)).then(|| view! {
            <ul class="stack-tight" aria-label=move || language.text().notice_form.unit>{offers}</ul>
        })}
        {unknown}
    }
}
