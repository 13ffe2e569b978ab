//! What is said when something was not saved: why, who may, by which clause, and that nothing typed is lost.

use domain::rejection::{Field, RejectionCode, Value};
use leptos::html;
use leptos::prelude::*;

use crate::components::{ClauseChip, Fact, Facts, Notice, Tone};
use crate::engine::message::SubmitError;
use crate::language::use_language;
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
    let state = expect_context::<AppState>();
    let language = use_language();
    let body = move |error: SubmitError| {
        let text = language.text();
        let plain = |words: &'static str| view! { <p>{words}</p> }.into_any();
        match error {
            SubmitError::Storage => plain(text.banner.storage_trouble),
            SubmitError::NoRoom => plain(text.banner.storage_full),
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
                    RejectionCode::Contested { mine, theirs, base } => {
                        let name = move |value: Value| {
                            let department = match value {
                                Value::Department(id) => state.office.with(|office| {
                                    office
                                        .as_ref()
                                        .and_then(|office| office.department(id))
                                        .map(str::to_owned)
                                }),
                                _ => None,
                            };
                            language.get().contested_value(value, department.as_deref())
                        };
                        Some(view! {
                            <Facts>
                                <Fact label=language.words(|text| text.attention.before) value=Signal::stored(name(base))/>
                                <Fact label=language.words(|text| text.attention.mine) value=Signal::stored(name(mine))/>
                                <Fact label=language.words(|text| text.attention.theirs) value=Signal::stored(name(theirs))/>
                            </Facts>
                        })
                    }
                    _ => None,
                };
                view! { <p><strong>{said.what}</strong></p>{contest}{who}{clause}<p>{said.kept}</p> }.into_any()
            }
        }
    };
    // The form may be longer than the screen, and its button far from here.
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if error.with(Option::is_some)
            && let Some(place) = place.get()
        {
            place.scroll_into_view();
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
