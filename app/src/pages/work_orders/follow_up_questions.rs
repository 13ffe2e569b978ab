//! Planning the return visit to a repair, and an attempt in vain.

use domain::clause::Clause;
use domain::event::complaint::AttemptFailure;
use domain::follow_up::Channel;
use domain::json::word;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::step_form::Asking;
use crate::components::{Choice, Choices, DateInput, Field};
use crate::language::use_language;
use crate::pages::complaints::PersonToggle;
use crate::pages::parts::names::staff;
use crate::pages::parts::refused::said_at;
use crate::state::AppState;
use crate::text::Word;

/// Who goes, and on which day (M4(4)c).
#[component]
pub(super) fn Planned(asking: Asking) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let all = Memo::new(move |_| {
        state
            .heads
            .with(|heads| staff(heads, state.today.get(), None))
    });
    let toggles = move || {
        let lang = language.get();
        all.get()
            .into_iter()
            .map(|person| {
                let label = person.label(lang);
                view! { <PersonToggle person=person.person label chosen=asking.answers.people/> }
            })
            .collect_view()
    };
    let error = asking.error;
    view! {
        <Field
            id="step-people"
            label=language.words(|text| text.complaint.schedule_people)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::M4_4c))
            group=true
            error=Signal::derive(move || said_at(error, Answer::Conductors, language.get()))
        >
            <div class="stack-tight">{toggles}</div>
        </Field>
        <Field
            id="step-day"
            label=language.words(|text| text.complaint.schedule_on)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::M4_2b))
        >
            <DateInput value=asking.answers.on/>
        </Field>
    }
}

/// How it was tried, and what happened.
#[component]
pub(super) fn Tried(asking: Asking) -> impl IntoView {
    let language = use_language();
    let channels = Signal::derive(move || {
        Channel::ALL
            .iter()
            .map(|channel| Choice::new(word(channel), channel.word(language.get())))
            .collect::<Vec<_>>()
    });
    let failures = Signal::derive(move || {
        [
            AttemptFailure::NobodyThere,
            AttemptFailure::Refused,
            AttemptFailure::MovedOut,
        ]
        .map(|failure| Choice::new(word(&failure), failure.word(language.get())))
        .to_vec()
    });
    view! {
        <Field id="step-channel" label=language.words(|text| text.follow_up.attempt_how) group=true>
            <Choices name="step-channel" value=asking.answers.channel choices=channels/>
        </Field>
        <Field id="step-failure" label=language.words(|text| text.follow_up.attempt_what) group=true>
            <Choices name="step-failure" value=asking.answers.failure choices=failures/>
        </Field>
    }
}
