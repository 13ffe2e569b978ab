//! The questions steps share: words, a day, one of two, one of several, photos.

use domain::clause::Clause;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::answers::Answers;
use crate::components::{Choice, Choices, DateInput, Field, TextArea};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::entry::Words;
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::said_at;
use crate::text::Lang;

/// The clause that stands over a form.
#[derive(Clone, Copy)]
pub struct FormClause(pub Clause);

/// The clause a question shows; none where it stands over the form already.
#[must_use]
pub fn clause_of_question(clause: Clause) -> Signal<Option<String>> {
    let language = use_language();
    let over_the_form = use_context::<FormClause>().is_some_and(|form| form.0 == clause);
    Signal::derive(move || (!over_the_form).then(|| language.get().clause(clause)))
}

/// Words that may not stay empty.
#[component]
pub fn AskWords(
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
    label: Words,
    asked: Answer,
    clause: Clause,
) -> impl IntoView {
    let language = use_language();
    view! {
        <Field
            id="act-words"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            clause=clause_of_question(clause)
            error=Signal::derive(move || said_at(error, asked, language.get()))
        >
            <TextArea value=answers.words max_length=2000/>
        </Field>
    }
}

#[component]
pub fn AskDay(
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
    label: Words,
    clause: Clause,
) -> impl IntoView {
    let language = use_language();
    view! {
        <Field
            id="act-day"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            clause=clause_of_question(clause)
            error=Signal::derive(move || said_at(error, Answer::LastDay, language.get()))
        >
            <DateInput value=answers.day/>
        </Field>
    }
}

/// One of two, in the words of the question.
#[component]
pub fn YesNo(answers: Answers, label: Words, yes: Words, no: Words) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        let text = language.text();
        vec![Choice::new("yes", yes(text)), Choice::new("no", no(text))]
    });
    view! {
        <Field
            id="act-verdict"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            group=true
        >
            <Choices name="act-verdict" value=answers.verdict choices/>
        </Field>
    }
}

/// One of several.
#[component]
pub fn AskChoice<F>(
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
    label: Words,
    asked: Answer,
    choices: F,
) -> impl IntoView
where
    F: Fn(Lang) -> Vec<Choice> + Send + Sync + 'static,
{
    let language = use_language();
    let choices = Signal::derive(move || choices(language.get()));
    view! {
        <Field
            id="act-choice"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            error=Signal::derive(move || said_at(error, asked, language.get()))
            group=true
        >
            <Choices name="act-choice" value=answers.chosen choices/>
        </Field>
    }
}

#[component]
pub fn AskPhotos(answers: Answers) -> impl IntoView {
    let language = use_language();
    view! {
        <Field id="act-photos" label=language.words(|text| text.violation_step.photos) group=true>
            <PhotoField value=answers.photos/>
        </Field>
    }
}
