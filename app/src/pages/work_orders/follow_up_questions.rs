//! Planning the return visit to a repair, and an attempt in vain.

use domain::event::complaint::AttemptFailure;
use domain::follow_up::{Channel, FollowUpKind};
use domain::json::word;
use leptos::prelude::*;

use super::step_form::Asking;
use crate::components::{Choice, Choices, Field};
use crate::language::use_language;
use crate::pages::follow_ups::going::{PlannedVisit, Visit};
use crate::state::AppState;
use crate::text::Word;

/// Who goes, and on which day (M4(4)c); nothing where nothing is owed any more.
pub(super) fn planned(asking: Asking) -> Option<AnyView> {
    let state = expect_context::<AppState>();
    let (visit, window) = asking.order.with_value(|order| {
        let owed = order.owed_now()?;
        let visit = Visit::of(state, FollowUpKind::Repair, None, None, owed)?;
        Some((visit, owed.obligation.window))
    })?;
    Some(
        view! {
            <PlannedVisit
                visit
                people=asking.answers.people
                on=asking.answers.on
                window
                error=asking.error
            />
        }
        .into_any(),
    )
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
