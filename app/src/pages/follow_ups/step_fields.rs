//! The fields a follow-up is made of, each with its clause and what is said when it is missing.

use domain::follow_up::Grade;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::step_contents::grade_words;
use crate::components::{Field, GradeButtons, SayNone, TextArea};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::refused::said_at;

/// Words the procedure asks for.
#[component]
pub(super) fn AskedText(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// What a refusal about it names.
    answer: Answer,
    error: RwSignal<Option<SubmitError>>,
    #[prop(optional, into)] clause: MaybeProp<String>,
    #[prop(optional, into)] hint: MaybeProp<String>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    /// “None” is an answer too, and one tap away.
    #[prop(optional)]
    or_none: bool,
) -> impl IntoView {
    let language = use_language();
    let none = move || {
        or_none.then(|| {
            view! {
                <SayNone
                    label=language.words(|text| text.common.say_none)
                    word=language.words(|text| text.common.none)
                    value
                />
            }
        })
    };
    view! {
        <Field
            id
            label
            hint
            required=language.words(|text| text.common.required)
            clause
            error=Signal::derive(move || said_at(error, answer, language.get()))
            aside=none
        >
            <TextArea value placeholder/>
        </Field>
    }
}

/// One of the grades of M4(5).
#[component]
pub(super) fn AskedGrade(
    /// Names the field and its buttons.
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<Option<Grade>>,
    answer: Answer,
    error: RwSignal<Option<SubmitError>>,
    #[prop(into)] clause: Signal<String>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <Field
            id
            label
            group=true
            required=language.words(|text| text.common.required)
            clause
            error=Signal::derive(move || said_at(error, answer, language.get()))
        >
            <GradeButtons name=id value labels=grade_words(language)/>
        </Field>
    }
}
