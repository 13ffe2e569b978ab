//! How a notice reached its receiver: signed for on the tablet, or refused with a witness and a photo.

use domain::clause::Clause;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::answers::Answers;
use super::ask::clause_of_question;
use crate::components::{Button, Choice, Choices, DateInput, Field, SignaturePad, TextInput};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::said_at;

#[component]
pub fn Service(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        let words = &language.text().violation_step;
        vec![
            Choice::new("signed_for", words.signed_for),
            Choice::new("refused", words.refused),
        ]
    });
    let refused = Memo::new(move |_| answers.chosen.with(|chosen| chosen == "refused"));
    let name_label = Signal::derive(move || {
        let words = &language.text().violation_step;
        if refused.get() {
            words.witness
        } else {
            words.receiver
        }
        .to_owned()
    });
    let proof = move || {
        if refused.get() {
            view! {
                <Field
                    id="act-photos"
                    label=language.words(|text| text.violation_step.witness_photo)
                    required=language.words(|text| text.common.required)
                    group=true
                >
                    <PhotoField value=answers.photos most=1/>
                </Field>
            }
            .into_any()
        } else {
            view! {
                <Field
                    id="act-signature"
                    label=language.words(|text| text.violation_step.signature_of)
                    required=language.words(|text| text.common.required)
                    group=true
                >
                    <SignaturePad
                        strokes=answers.strokes
                        label=language.words(|text| text.violation_step.signature_of)
                    />
                    <div class="row">
                        <Button on_click=move |()| answers.strokes.set(Vec::new())>
                            {move || language.text().violation_step.clear}
                        </Button>
                    </div>
                </Field>
            }
            .into_any()
        }
    };
    view! {
        <div class="columns">
            <Field
                id="act-paper"
                label=language.words(|text| text.violation_step.paper)
                required=language.words(|text| text.common.required)
                error=Signal::derive(move || said_at(error, Answer::Reference, language.get()))
            >
                <TextInput value=answers.paper max_length=60/>
            </Field>
            <Field
                id="act-day"
                label=language.words(|text| text.violation_step.serve_on)
                required=language.words(|text| text.common.required)
                error=Signal::derive(move || said_at(error, Answer::HappenedAt, language.get()))
            >
                <DateInput value=answers.day/>
            </Field>
        </div>
        <Field
            id="act-proof"
            label=language.words(|text| text.violation_step.proof)
            required=language.words(|text| text.common.required)
            clause=clause_of_question(Clause::V4_4_6)
            group=true
        >
            <Choices name="act-proof" value=answers.chosen choices/>
        </Field>
        <Field
            id="act-name"
            label=name_label
            required=language.words(|text| text.common.required)
            error=Signal::derive(move || said_at(error, Answer::ProofOfService, language.get()))
        >
            <TextInput value=answers.name max_length=80/>
        </Field>
        {proof}
    }
}
