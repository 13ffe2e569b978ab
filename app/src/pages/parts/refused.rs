//! What is said when something was not saved: why, who may, by which clause, and that nothing typed is lost.

use domain::rejection::{Field, Rejection, RejectionCode, Value};
use leptos::html;
use leptos::prelude::*;

use crate::components::{ClauseChip, Fact, Facts, Notice, Tone, answer_again, answer_missing};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::Lang;
use crate::text::refusal::RefusedBy;

/// The answer a refusal points at, so that its field can say it.
#[must_use]
pub fn field_of(error: &SubmitError) -> Option<Field> {
    match error {
        SubmitError::Refused(rejection) => match rejection.code {
            RejectionCode::Missing { field } | RejectionCode::Invalid { field } => Some(field),
            _ => None,
        },
        _ => None,
    }
}

/// The sentence under a field, when the refusal is about it.
#[must_use]
pub fn said_at(error: RwSignal<Option<SubmitError>>, field: Field, lang: Lang) -> Option<String> {
    error.with(|error| {
        error
            .as_ref()
            .filter(|error| field_of(error) == Some(field))
            .map(|_| lang.missing(field).to_owned())
    })
}

/// Stands above a form once something was refused.
#[component]
pub fn Refused(error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    let body = move |error: SubmitError| {
        let text = language.text();
        let plain = |words: &'static str| view! { <p>{words}</p> }.into_any();
        match error {
            SubmitError::Storage => plain(text.banner.storage_trouble),
            SubmitError::NoRoom => plain(text.banner.storage_full),
            SubmitError::NeedsNewerApp => plain(text.account.needs_newer_app),
            SubmitError::SignedOut => plain(text.banner.signed_out),
            SubmitError::NotHere => plain(text.common.not_here),
            SubmitError::Fenced => plain(text.banner.other_tab_lead),
            SubmitError::Refused(rejection) => {
                let said = language.get().refusal(&rejection, RefusedBy::Tablet);
                let who = said.who_may.map(|who| {
                    let label = text.common.who_may.to_owned();
                    view! { <p>{language.get().labelled(&label, &who)}</p> }
                });
                let clause = said
                    .clause
                    .map(|clause| view! { <p><ClauseChip text=Signal::stored(clause)/></p> });
                let contest = match rejection.code {
                    RejectionCode::Contested { base, mine, theirs } if mine != Value::Text => {
                        Some(view! { <Contest base mine theirs/> })
                    }
                    _ => None,
                };
                view! { <p><strong>{said.what}</strong></p>{contest}{who}{clause}<p>{said.kept}</p> }.into_any()
            }
        }
    };
    // The form may be longer than the screen, and its button far from what it lacks.
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if error.with(Option::is_some)
            && let Some(place) = place.get()
        {
            answer_again(place.into());
        }
    });
    move || {
        error.get().map(|error| {
            view! {
                <div node_ref=place>
                    <Notice tone=Tone::Late>{body(error)}</Notice>
                </div>
            }
        })
    }
}

/// Stands above a form once it was to be saved with answers missing, and leads to the first of them.
#[component]
pub fn Incomplete(incomplete: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if incomplete.get()
            && let Some(place) = place.get()
        {
            answer_missing(place.into());
        }
    });
    move || {
        incomplete.get().then(|| {
            view! {
                <div node_ref=place>
                    <Notice tone=Tone::Late><p>{language.text().common.incomplete}</p></Notice>
                </div>
            }
        })
    }
}

/// Both values side by side, and the one both set out from.
#[component]
pub fn Contest(base: Value, mine: Value, theirs: Value) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let value = move |value: Value| {
        Signal::derive(move || {
            let lang = language.get();
            Some(lang.contested_value(value, &Directory::now(state, lang)))
        })
    };
    view! {
        <Facts>
            <Fact label=language.words(|text| text.attention.before) value=value(base)/>
            <Fact label=language.words(|text| text.attention.mine) value=value(mine)/>
            <Fact label=language.words(|text| text.attention.theirs) value=value(theirs)/>
        </Facts>
    }
}

/// Whether somebody changed the value meanwhile, so that a person chooses.
#[must_use]
pub fn is_contested(error: &Option<SubmitError>) -> bool {
    matches!(
        error,
        Some(SubmitError::Refused(Rejection {
            code: RejectionCode::Contested { .. },
            ..
        }))
    )
}
