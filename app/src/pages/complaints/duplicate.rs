//! Which case of the same unit this one is a double of.

use domain::clause::Clause;
use domain::id::{CaseId, UnitId};
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::list::short;
use super::step_saved::StepAnswers;
use crate::components::{Choice, Field, Select};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::refused::said_at;
use crate::state::AppState;

#[component]
pub(super) fn OtherCase(
    answers: StepAnswers,
    error: RwSignal<Option<SubmitError>>,
    case: CaseId,
    unit: UnitId,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let choices = Signal::derive(move || {
        let pending = language.text().complaint.number_pending;
        state.heads.with(|heads| {
            heads
                .complaints
                .iter()
                .filter(|(other, head)| {
                    **other != case && head.unit == unit && head.set_aside.is_none()
                })
                .map(|(other, head)| {
                    let number = head.number.as_deref().unwrap_or(pending);
                    let label = format!("{number} · {}", short(&head.content));
                    Choice::new(other.to_string(), label)
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Field
            id="step-other"
            label=language.words(|text| text.register_step.double_of)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::Ours))
            error=Signal::derive(move || said_at(error, Answer::UnitCode, language.get()))
        >
            <Select value=answers.other choices placeholder=language.words(|text| text.common.choose)/>
        </Field>
    }
}
