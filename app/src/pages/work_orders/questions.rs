//! What a step asks, each question with the clause that wants it answered.

use domain::clause::Clause;
use domain::event::work_order::TrialWay;
use domain::json::word;
use domain::rejection::Field as Answer;
use domain::role::Role;
use leptos::prelude::*;

use super::charge::ChargeLines;
use super::follow_up_questions::{Tried, planned};
use super::material::{CheckedLines, CompanyLines};
use super::step::Step;
use super::step_form::Asking;
use crate::components::{Choice, Choices, DateTimeInput, Field, Select, TextArea, TextInput};
use crate::language::use_language;
use crate::pages::parts::minute::office_now;
use crate::pages::parts::names::staff;
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::said_at;
use crate::people;
use crate::state::AppState;
use crate::text::{Text, Word};

/// The questions of a step, in the order of the slip.
pub(super) fn questions(asking: Asking) -> AnyView {
    match asking.step {
        Step::Receive => view! { <LateReason asking/> }.into_any(),
        Step::Assign | Step::PassOn => view! { <Technician asking/> }.into_any(),
        Step::GiveBack => words(asking, Answer::Reason, Clause::C5, |text| text.common.reason),
        Step::Withdraw
        | Step::Void(_)
        | Step::VoidSignOff(_)
        | Step::DenyConduct(_)
        | Step::EndUnreachable => {
            words(asking, Answer::Reason, Clause::Ours, |text| text.common.reason)
        }
        Step::Arrive => words(asking, Answer::Purpose, Clause::C6, |text| {
            text.work_order_step.purpose
        }),
        Step::ConsentRefused => view! {
            {words(asking, Answer::Reason, Clause::C6, |text| text.work_order_step.words_of_refusal)}
            <Appointment asking clause=Clause::C6 label=|text| text.work_order_step.new_appointment/>
        }
        .into_any(),
        Step::Reappoint => view! {
            <Appointment asking clause=Clause::C6 label=|text| text.work_order_step.new_appointment/>
        }
        .into_any(),
        Step::Pause => view! {
            {words(asking, Answer::Reason, Clause::Ours, |text| text.common.reason)}
            <Appointment asking clause=Clause::Ours label=|text| text.work_order_step.continue_at/>
        }
        .into_any(),
        Step::ConfirmItems => view! { <Items asking/> }.into_any(),
        Step::AddMaterial => view! { <CompanyLines asking/> }.into_any(),
        Step::CheckMaterial => view! { <CheckedLines asking/> }.into_any(),
        Step::PhotosBefore | Step::PhotosAfter => view! { <PhotoQuestion asking/> }.into_any(),
        Step::Finish => words(asking, Answer::Result, Clause::C11, |text| text.work_order.result),
        Step::Charge => view! { <ChargeLines asking/> }.into_any(),
        Step::Trial => view! { <Trial asking/> }.into_any(),
        Step::RefuseSignature => view! {
            {words(asking, Answer::Reason, Clause::Ours, |text| text.common.reason)}
            <Witnesses asking/>
        }
        .into_any(),
        Step::Schedule => planned(asking).into_any(),
        Step::Attempt => view! { <Tried asking/> }.into_any(),
        Step::TellToCollect
        | Step::Deliver
        | Step::ConsentGiven
        | Step::BuildIn(..)
        | Step::Begin
        | Step::Sign
        | Step::StartFollowUp
        | Step::ConfirmConduct(_) => ().into_any(),
    }
}

type Label = fn(&'static Text) -> &'static str;

/// A reason or a result, in words.
fn words(asking: Asking, asked: Answer, clause: Clause, label: Label) -> AnyView {
    let language = use_language();
    let error = asking.error;
    let hint = move || {
        (asking.step == Step::Finish)
            .then(|| language.text().work_order_step.finish_hint.to_owned())
    };
    view! {
        <Field
            id="step-words"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            clause=language.say(move |lang| lang.clause(clause))
            error=Signal::derive(move || said_at(error, asked, language.get()))
        >
            <TextArea value=asking.answers.words placeholder=Signal::derive(hint) max_length=2000/>
        </Field>
    }
    .into_any()
}

/// Only a slip that came late asks why (C4).
#[component]
fn LateReason(asking: Asking) -> impl IntoView {
    let state = expect_context::<AppState>();
    let late = move || {
        state.minute.track();
        let now = office_now(state);
        asking
            .order
            .with_value(|order| order.delivery(now).is_late())
    };
    let late = Memo::new(move |_| late());
    move || {
        late.get().then(|| {
            words(asking, Answer::LateReason, Clause::C4, |text| {
                text.work_order_step.late_reason
            })
        })
    }
}

/// Technicians of the trade the repair belongs to (C5).
#[component]
fn Technician(asking: Asking) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let (trade, has_it) = asking
        .order
        .with_value(|order| (order.slip.trade, order.technician));
    let choices = Signal::derive(move || {
        let today = state.today.get();
        state.heads.with(|heads| {
            heads
                .people
                .iter()
                .filter(|(person, head)| {
                    head.trades.contains(&trade)
                        && Some(**person) != has_it
                        && people::in_hands(heads, **person, today, None)
                            .contains(&Role::Technician)
                })
                .map(|(person, head)| Choice::new(person.to_string(), head.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let nobody = move || {
        choices.with(Vec::is_empty).then(
            || view! { <p class="second">{language.text().work_order_step.no_technicians}</p> },
        )
    };
    let error = asking.error;
    let why = has_it.map(|_| {
        words(asking, Answer::Reason, Clause::C5, |text| {
            text.common.reason
        })
    });
    view! {
        <Field
            id="step-technician"
            label=language.say(move |lang| {
                let text = crate::text::text(lang);
                format!("{} · {}", text.work_order.technician, trade.word(lang))
            })
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::C5))
            error=Signal::derive(move || said_at(error, Answer::Technician, language.get()))
        >
            <Select value=asking.answers.technician choices placeholder=language.words(|text| text.common.choose)/>
        </Field>
        {nobody}
        {why}
    }
}

#[component]
fn Appointment(asking: Asking, clause: Clause, label: Label) -> impl IntoView {
    let language = use_language();
    let error = asking.error;
    view! {
        <Field
            id="step-at"
            label=language.words(label)
            clause=language.say(move |lang| lang.clause(clause))
            error=Signal::derive(move || said_at(error, Answer::Appointment, language.get()))
        >
            <DateTimeInput value=asking.answers.at/>
        </Field>
    }
}

#[component]
fn Items(asking: Asking) -> impl IntoView {
    let language = use_language();
    let error = asking.error;
    view! {
        <Field
            id="step-items"
            label=language.words(|text| text.work_order.items)
            required=language.words(|text| text.common.required)
            hint=language.words(|text| text.work_order_step.items_hint)
            clause=language.say(|lang| lang.clause(Clause::C7))
            error=Signal::derive(move || said_at(error, Answer::Items, language.get()))
        >
            <TextArea value=asking.answers.items max_length=2000/>
        </Field>
    }
}

#[component]
fn PhotoQuestion(asking: Asking) -> impl IntoView {
    let language = use_language();
    let error = asking.error;
    view! {
        <Field
            id="step-photos"
            label=language.words(|text| text.common.photo)
            clause=language.say(|lang| lang.clause(Clause::C9))
            group=true
            error=Signal::derive(move || said_at(error, Answer::Photos, language.get()))
        >
            <PhotoField value=asking.answers.photos/>
        </Field>
    }
}

#[component]
fn Trial(asking: Asking) -> impl IntoView {
    let language = use_language();
    let answers = asking.answers;
    let ways = Signal::derive(move || {
        [TrialWay::TriedOut, TrialWay::Inspected]
            .map(|way| Choice::new(word(&way), way.word(language.get())))
            .to_vec()
    });
    let outcomes = Signal::derive(move || {
        let words = &language.text().work_order_step;
        vec![
            Choice::new("yes", words.right),
            Choice::new("no", words.not_right),
        ]
    });
    let wrong = Memo::new(move |_| answers.right.with(|right| right == "no"));
    let clause = move || language.say(|lang| lang.clause(Clause::C11));
    view! {
        <Field id="step-way" label=language.words(|text| text.work_order_step.trial_way) clause=clause() group=true>
            <Choices name="step-way" value=answers.way choices=ways/>
        </Field>
        <Field id="step-right" label=language.words(|text| text.work_order_step.trial_outcome) clause=clause() group=true>
            <Choices name="step-right" value=answers.right choices=outcomes/>
        </Field>
        {move || wrong.get().then(|| {
            words(asking, Answer::Finding, Clause::C11, |text| text.work_order_step.what_is_wrong)
        })}
    }
}

/// Somebody else who saw it: of the staff, or anybody by name.
#[component]
fn Witnesses(asking: Asking) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let answers = asking.answers;
    let choices = Signal::derive(move || {
        let me = state.session.get().map(|session| session.person);
        let all = state
            .heads
            .with(|heads| staff(heads, state.today.get(), None));
        all.into_iter()
            .filter(|person| Some(person.person) != me)
            .map(|person| Choice::new(person.person.to_string(), person.label(language.get())))
            .collect::<Vec<_>>()
    });
    let error = asking.error;
    let named = Memo::new(move |_| answers.witness.with(String::is_empty));
    view! {
        <Field
            id="step-witness"
            label=language.words(|text| text.work_order_step.witness)
            clause=language.say(|lang| lang.clause(Clause::Ours))
            error=Signal::derive(move || said_at(error, Answer::Witness, language.get()))
        >
            <Select value=answers.witness choices placeholder=language.words(|text| text.common.none)/>
        </Field>
        {move || named.get().then(|| view! {
            <Field id="step-witness-name" label=language.words(|text| text.work_order_step.witness_named)>
                <TextInput value=answers.witness_name max_length=60/>
            </Field>
        })}
    }
}
