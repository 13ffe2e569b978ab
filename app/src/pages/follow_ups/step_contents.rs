//! Step 2: what the occupant says, by the procedure's own list, and photos of the spot.

use domain::clause::Clause;
use domain::follow_up::ServiceArea;
use domain::policy::{ContentRule, Policy};
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::form::{Form, area_value};
use super::record::Recording;
use crate::components::{Choice, Field, GradeButtons, SayNone, Select, TextArea};
use crate::language::{Language, use_language};
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::said_at;
use crate::text::Word;
use domain::follow_up::Grade;

/// Whether every content the procedure asks for is there.
pub(super) fn complete(form: Form, policy: &Policy) -> bool {
    let said = |value: RwSignal<String>| value.with(|value| !value.trim().is_empty());
    match policy.contents {
        ContentRule::Five => {
            form.quality.with(Option::is_some)
                && form.effect.with(Option::is_some)
                && said(form.shortcomings)
                && said(form.suggestions)
        }
        ContentRule::AreaGradeFinding => said(form.area) && said(form.finding),
    }
}

/// The three grades in the order of the form.
pub(super) fn grade_words(language: Language) -> Signal<Vec<String>> {
    Signal::derive(move || {
        Grade::ALL
            .iter()
            .map(|grade| grade.word(language.get()).to_owned())
            .collect()
    })
}

#[component]
pub(super) fn ContentsStep(recording: Recording) -> impl IntoView {
    let language = use_language();
    let form = recording.form;
    let error = recording.error;
    let occupant = recording.occupant;
    let five = recording
        .policy
        .with_value(|policy| policy.contents == ContentRule::Five);
    let said = move |answer: Answer| Signal::derive(move || said_at(error, answer, language.get()));
    let clause = move |clause: Clause, letter: &'static str| {
        Signal::derive(move || format!("{}{letter}", language.get().clause_short(clause)))
    };
    let required = move || Signal::derive(move || language.text().common.required.to_owned());
    let none = move |value: RwSignal<String>| {
        view! {
            <SayNone
                label=language.words(|text| text.common.say_none)
                word=language.words(|text| text.common.none)
                value
            />
        }
    };
    let contents = if five {
        view! {
            <Field
                id="quality"
                label=language.words(|text| text.follow_up.quality)
                group=true
                required=required()
                clause=clause(Clause::M4_5, "a")
                error=said(Answer::Quality)
            >
                <GradeButtons name="quality" value=form.quality labels=grade_words(language)/>
            </Field>
            <Field
                id="effect"
                label=language.words(|text| text.follow_up.effect)
                group=true
                required=required()
                clause=clause(Clause::M4_5, "b")
                error=said(Answer::Effect)
            >
                <GradeButtons name="effect" value=form.effect labels=grade_words(language)/>
            </Field>
            <Field
                id="shortcomings"
                label=language.words(|text| text.follow_up.shortcomings)
                required=required()
                clause=clause(Clause::M4_5, "d")
                error=said(Answer::Shortcomings)
                aside=move || none(form.shortcomings)
            >
                <TextArea
                    value=form.shortcomings
                    placeholder=language.words(|text| text.follow_up.shortcomings_hint)
                />
            </Field>
            <Field
                id="suggestions"
                label=Signal::derive(move || language.get().suggestions_of(occupant).to_owned())
                required=required()
                clause=clause(Clause::M4_5, "e")
                error=said(Answer::Suggestions)
                aside=move || none(form.suggestions)
            >
                <TextArea
                    value=form.suggestions
                    placeholder=language.words(|text| text.follow_up.suggestions_hint)
                />
            </Field>
        }
        .into_any()
    } else {
        let areas = Signal::derive(move || {
            ServiceArea::ALL
                .iter()
                .map(|area| Choice::new(area_value(*area), language.get().service_area(*area)))
                .collect::<Vec<_>>()
        });
        view! {
            <Field
                id="area"
                label=language.words(|text| text.follow_up.area)
                required=required()
                clause=clause(Clause::S3_1_1, "")
                error=said(Answer::ServiceArea)
            >
                <Select
                    value=form.area
                    choices=areas
                    placeholder=language.words(|text| text.common.choose)
                />
            </Field>
            <Field
                id="finding"
                label=language.words(|text| text.follow_up.finding)
                hint=language.words(|text| text.follow_up.finding_hint)
                required=required()
                clause=clause(Clause::S3_1_2, "")
                error=said(Answer::Finding)
                aside=move || none(form.finding)
            >
                <TextArea value=form.finding/>
            </Field>
        }
        .into_any()
    };
    view! {
        {contents}
        <Field id="photos" label=language.words(|text| text.follow_up.photos) group=true>
            <PhotoField value=form.photos/>
        </Field>
    }
}
