//! Whose complaint it is: found by unit, name or phone, or added on the spot.

use std::sync::Arc;

use domain::head::UnitHead;
use domain::id::UnitId;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::registration::Answers;
use crate::components::{Button, Field, LinkButton, Notice, TextInput, Tone, answer_next};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::refused::said_at;
use crate::pages::parts::unit_search::{UnitSearch, UnitWords, made_ready};
use crate::state::AppState;

/// Asks for the unit, then shows what was chosen.
#[component]
pub fn UnitChoice(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    made_ready(move || answers.unit.get());
    // The unit picked brings what the directory knows; what was typed since stays.
    Effect::new(move |before: Option<Option<UnitId>>| {
        let unit = answers.unit.get();
        if before.flatten() != unit
            && let Some(head) = unit.and_then(|unit| unit_head(state, unit))
        {
            answers.unit_code.set(head.code.clone());
            answers.occupant.set(head.name.clone());
            if answers.phone.with_untracked(String::is_empty) {
                answers.phone.set(head.phone.clone().unwrap_or_default());
            }
            // Chosen by hand, not found in a draft: what they say comes next.
            if before.is_some() && answers.content.with_untracked(String::is_empty) {
                answer_next("register-content");
            }
        }
        unit
    });
    move || {
        if answers.new_unit.get() {
            view! { <NewUnit answers error/> }.into_any()
        } else if answers.unit.get().is_some() {
            view! { <Chosen answers/> }.into_any()
        } else {
            view! { <Find answers error/> }.into_any()
        }
    }
}

fn unit_head(state: AppState, unit: UnitId) -> Option<Arc<UnitHead>> {
    state
        .heads
        .with_untracked(|heads| heads.units.get(&unit).cloned())
}

#[component]
fn Find(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    let words = UnitWords {
        label: |text| text.register.unit,
        hint: |text| text.register.unit_hint,
        unknown: |text| text.register.unit_unknown,
        clause: domain::clause::Clause::C3,
    };
    let typed = RwSignal::new(String::new());
    let add = move |()| {
        answers
            .unit_code
            .set(typed.get_untracked().trim().to_owned());
        answers.new_unit.set(true);
    };
    view! {
        <UnitSearch id="register-unit" words typed chosen=answers.unit error/>
        <div class="row">
            <Button on_click=Callback::new(add)>{move || language.text().register.add_unit}</Button>
        </div>
    }
}

#[component]
fn Chosen(answers: Answers) -> impl IntoView {
    let language = use_language();
    let change = move |()| answers.unit.set(None);
    view! {
        <div class="card">
            <div class="row-between">
                <strong>
                    {move || format!("{} {}", answers.unit_code.get(), answers.occupant.get())}
                </strong>
                <Button on_click=Callback::new(change)>{move || language.text().common.edit}</Button>
            </div>
        </div>
        <Similar answers/>
    }
}

/// The same trouble is often told twice.
#[component]
fn Similar(answers: Answers) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let open = Memo::new(move |_| {
        let unit = answers.unit.get();
        state.heads.with(|heads| {
            heads
                .complaints
                .iter()
                .filter(|(_, head)| Some(head.unit) == unit && head.is_open())
                .map(|(case, head)| (*case, super::list::short(&head.content)))
                .collect::<Vec<_>>()
        })
    });
    move || {
        let open = open.get();
        (!open.is_empty()).then(|| {
            let links = open
                .into_iter()
                .map(|(case, content)| {
                    view! { <LinkButton href=Signal::stored(format!("/complaints/{case}"))>{content}</LinkButton> }
                })
                .collect_view();
            view! {
                <Notice tone=Tone::Today>
                    <p>{language.text().register.similar}</p>
                    <div class="row">{links}</div>
                </Notice>
            }
        })
    }
}

#[component]
fn NewUnit(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let back = move |()| answers.new_unit.set(false);
    let next = if answers.unit_code.with_untracked(String::is_empty) {
        "register-unit-code"
    } else {
        "register-occupant"
    };
    Effect::new(move |_| answer_next(next));
    view! {
        <Field
            id="register-unit-code"
            label=language.words(|text| text.register.unit)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(domain::clause::Clause::C3))
            error=Signal::derive(move || said_at(error, Answer::UnitCode, language.get()))
        >
            <TextInput value=answers.unit_code max_length=40/>
        </Field>
        <Field
            id="register-occupant"
            label=language.say(move |lang| lang.occupant_label(crate::pages::occupants::kind(state)).to_owned())
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(domain::clause::Clause::C3))
            error=Signal::derive(move || said_at(error, Answer::Occupant, language.get()))
        >
            <TextInput value=answers.occupant max_length=80/>
        </Field>
        <div class="row">
            <Button on_click=Callback::new(back)>{move || language.text().common.cancel}</Button>
        </div>
    }
}
