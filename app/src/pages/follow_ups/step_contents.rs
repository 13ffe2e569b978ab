//! Step 2: what the occupant says, by the procedure's own list, and photos of the spot.

use domain::clause::Clause;
use domain::follow_up::ServiceArea;
use domain::policy::{ContentRule, Policy};
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::form::{Form, area_value};
use super::record::Recording;
use super::step_fields::{AskedGrade, AskedText};
use crate::components::{Choice, Field, Select};
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
    let clause = move |clause: Clause, letter: &'static str| {
        Signal::derive(move || format!("{}{letter}", language.get().clause_short(clause)))
    };
    let contents = if five {
        view! {
            <AskedGrade
                id="quality"
                label=language.words(|text| text.follow_up.quality)
                value=form.quality
                answer=Answer::Quality
                error
                clause=clause(Clause::M4_5, "a")
            />
            <AskedGrade
                id="effect"
                label=language.words(|text| text.follow_up.effect)
                value=form.effect
                answer=Answer::Effect
                error
                clause=clause(Clause::M4_5, "b")
            />
            <AskedText
                id="shortcomings"
                label=language.words(|text| text.follow_up.shortcomings)
                value=form.shortcomings
                answer=Answer::Shortcomings
                error
                clause=clause(Clause::M4_5, "d")
                placeholder=language.words(|text| text.follow_up.shortcomings_hint)
                or_none=true
            />
            <AskedText
                id="suggestions"
                label=Signal::derive(move || language.get().suggestions_of(occupant).to_owned())
                value=form.suggestions
                answer=Answer::Suggestions
                error
                clause=clause(Clause::M4_5, "e")
                placeholder=language.words(|text| text.follow_up.suggestions_hint)
                or_none=true
            />
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
                required=language.words(|text| text.common.required)
                clause=clause(Clause::S3_1_1, "")
                error=Signal::derive(move || said_at(error, Answer::ServiceArea, language.get()))
            >
                <Select
                    value=form.area
                    choices=areas
                    placeholder=language.words(|text| text.common.choose)
                />
            </Field>
            <AskedText
                id="finding"
                label=language.words(|text| text.follow_up.finding)
                value=form.finding
                answer=Answer::Finding
                error
                clause=clause(Clause::S3_1_2, "")
                hint=language.words(|text| text.follow_up.finding_hint)
                or_none=true
            />
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
