//! Step 4: what follows. Nothing is saved before the storage has it; what is refused stays in the draft.

use domain::clause::Clause;
use domain::event::complaint::GoesOn;
use domain::follow_up::Channel;
use domain::rejection::{Field as Answer, RejectionCode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::form::{Form, channel_of};
use super::record::{CONTENTS, FACTS, Recording};
use super::step_contents::grade_words;
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Field, GradeButtons, Notice, PrimaryBar, Signature, TextArea, Toggle, Tone,
};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::again;
use crate::pages::parts::refused::{Refused, field_of};
use crate::state::AppState;

/// The grade and the signature, as given on the handed-over page or taken down for them.
#[component]
pub(super) fn Grading(form: Form) -> impl IntoView {
    let language = use_language();
    let in_person = move || channel_of(&form.channel.get()) == Channel::InPerson;
    let signed = move || !form.strokes.with(Vec::is_empty);
    view! {
        <Field
            id="satisfaction"
            label=language.words(|text| text.follow_up.satisfaction)
            group=true
            clause=Signal::derive(move || format!("{}c", language.get().clause_short(Clause::M4_5)))
        >
            <GradeButtons name="satisfaction" value=form.satisfaction labels=grade_words(language)/>
        </Field>
        {move || signed().then(|| view! {
            <p>{language.text().follow_up.signed}</p>
            <Signature strokes=form.strokes label=language.words(|text| text.follow_up.signed)/>
        })}
        {move || (in_person() && !signed()).then(|| view! {
            <Field
                id="unsigned"
                label=language.words(|text| text.follow_up.unsigned_reason)
                required=language.words(|text| text.common.required)
                clause=Signal::derive(move || language.get().clause_short(Clause::Ours))
            >
                <TextArea value=form.unsigned_reason/>
            </Field>
        })}
    }
}

#[component]
pub(super) fn ResultStep(recording: Recording) -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let navigate = use_navigate();
    let form = recording.form;
    let error = recording.error;
    let draft = recording.draft;
    let busy = RwSignal::new(false);
    let follows = move || {
        let text = &language.text().follow_up;
        match GoesOn::after(form.satisfaction.get(), form.problem_left.get()) {
            None => (Tone::Done, text.will_complete),
            Some(GoesOn::Dissatisfied) => (Tone::Today, text.will_go_on_dissatisfied),
            Some(GoesOn::ProblemLeft) => (Tone::Today, text.will_go_on_problem),
        }
    };
    let send = Callback::new(move |even_if_refused: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (actions, navigate) = (actions.clone(), navigate.clone());
        let offset = state.utc_offset_minutes();
        spawn_local(async move {
            let mut submission = form.submission(&actions, offset).await;
            submission.even_if_refused = even_if_refused;
            // The command takes the draft with it; a late write must not bring it back.
            draft.over.set_value(true);
            match actions.submit(submission).await {
                Ok(_) => {
                    again::settle(&actions, form.again).await;
                    navigate(
                        &format!("{}?saved=1", form.subject_address()),
                        Default::default(),
                    );
                }
                Err(refused) => {
                    draft.over.set_value(false);
                    if let Some(step) = step_of(&refused) {
                        form.step.set(step);
                    }
                    error.set(Some(refused));
                }
            }
            busy.set(false);
        });
    });
    let may_ask = move || {
        error.with(|error| {
            matches!(
                error,
                Some(SubmitError::Refused(rejection))
                    if rejection.code == RejectionCode::BeyondAuthority
            )
        })
    };
    view! {
        <Refused error/>
        {move || may_ask().then(|| view! {
            <Button on_click=move |()| send.run(true)>
                {move || language.text().follow_up.ask_and_keep}
            </Button>
        })}
        <Grading form/>
        <Toggle
            value=form.problem_left
            label=language.words(|text| text.follow_up.problem_left)
            hint=language.words(|text| text.follow_up.problem_left_hint)
        />
        {move || {
            let (tone, words) = follows();
            view! { <Notice tone><p>{words}</p></Notice> }
        }}
        <PrimaryBar note=draft.note(language)>
            <Button kind=ButtonKind::Primary disabled=busy on_click=move |()| send.run(false)>
                {move || language.text().follow_up.submit}
            </Button>
        </PrimaryBar>
    }
}

/// The step where the answer a refusal points at is given; `None` where it is here.
fn step_of(error: &SubmitError) -> Option<usize> {
    match field_of(error)? {
        Answer::HappenedAt
        | Answer::ChannelReason
        | Answer::LateReason
        | Answer::EarlyReason
        | Answer::PaperReason
        | Answer::PaperPhoto
        | Answer::Conductors => Some(FACTS),
        Answer::Quality
        | Answer::Effect
        | Answer::Shortcomings
        | Answer::Suggestions
        | Answer::ServiceArea
        | Answer::Finding => Some(CONTENTS),
        _ => None,
    }
}
