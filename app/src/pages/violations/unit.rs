//! Whose violation it is: found in the directory by unit, name or phone.

use domain::clause::Clause;
use domain::id::UnitId;
use leptos::prelude::*;

use crate::components::{Button, LinkButton, answer_next};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::unit_search::{UnitSearch, UnitWords, made_ready};
use crate::state::AppState;

/// Asks for the unit, then shows what was chosen.
#[component]
pub fn UnitField(
    unit: RwSignal<Option<UnitId>>,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    made_ready(move || unit.get());
    // Chosen by hand, not found in a draft: what it is comes next.
    Effect::new(move |before: Option<bool>| {
        let chosen = unit.with(Option::is_some);
        if chosen && before == Some(false) {
            answer_next("notice-kind");
        }
        chosen
    });
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
    let language = use_language();
    let words = UnitWords {
        label: |text| text.notice_form.unit,
        hint: |text| text.notice_form.unit_hint,
        unknown: |text| text.notice_form.unit_unknown,
        clause: Clause::V4_4_2,
    };
    let typed = RwSignal::new(String::new());
    view! {
        <UnitSearch id="notice-unit" words typed chosen=unit error/>
        <div class="row">
            <LinkButton href=Signal::stored("/occupants".to_owned())>
                {move || language.text().register.add_unit}
            </LinkButton>
        </div>
    }
}
