//! What each step asks.

use domain::clause::Clause;
use domain::event::violation::ViolationOutcome;
use domain::id::{CommandId, PersonId};
use domain::rejection::Field as Answer;
use domain::violation::{Measure, Violation, ViolationKind};
use leptos::prelude::*;

use super::act::Act;
use super::answers::Answers;
use super::ask::{AskChoice, AskDay, AskPhotos, AskWords, YesNo, clause_of_question};
use super::executors::{Executors, TeamLeader, WhoWent};
use super::ladder::Principles;
use super::notice::severities;
use super::others::DoubleOf;
use super::service::Service;
use crate::components::{Choice, Field, Notice, TextInput, TextKind, Tone};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::refused::said_at;
use crate::state::AppState;
use crate::text::Word;

/// The questions of a step, in the order they are answered.
#[component]
pub fn Questions(
    act: Act,
    violation: Violation,
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    match act {
        Act::Persuade => view! {
            <AskWords answers error label=|text| text.violation_step.persuade_words asked=Answer::Content clause=Clause::V4_4_1/>
            <YesNo answers label=|text| text.violation_step.stopped yes=|text| text.violation.stopped no=|text| text.violation.not_stopped/>
        }
        .into_any(),
        Act::DecideSeverity => view! {
            <AskChoice answers error label=|text| text.violation.severity asked=Answer::Severity choices=severities/>
        }
        .into_any(),
        Act::SendTeamLeader => view! { <TeamLeader answers error/> }.into_any(),
        Act::ReferRenovation => view! {
            <AskWords answers error label=|text| text.violation_step.reference asked=Answer::Reference clause=Clause::V4_3_1/>
        }
        .into_any(),
        Act::StateArrears => view! { <ArrearsQuestions answers error/> }.into_any(),
        Act::ClaimReason => view! {
            <AskWords answers error label=|text| text.violation_step.reason asked=Answer::Reason clause=Clause::V4_2/>
        }
        .into_any(),
        Act::JudgeReason => view! {
            <YesNo answers label=|text| text.violation.special_reason yes=|text| text.violation_step.accepted no=|text| text.violation_step.rejected/>
            <AskWords answers error label=|text| text.common.reason asked=Answer::Reason clause=Clause::V4_2/>
        }
        .into_any(),
        Act::Propose(measure) => {
            view! { <Proposing measure violation answers error/> }.into_any()
        }
        Act::NotApplicable(_) => view! {
            <AskWords answers error label=|text| text.common.reason asked=Answer::Reason clause=Clause::V4_3_3/>
        }
        .into_any(),
        Act::Weigh(_) => view! {
            <Lead words=|text| text.violation_step.weigh_lead/>
            <Principles/>
            <AskWords answers error label=|text| text.violation.weighing asked=Answer::Weighing clause=Clause::V4_4_5/>
        }
        .into_any(),
        Act::Countersign(id) => {
            let measure = violation.disposition(id).map(|known| known.proposal.measure);
            view! { <Signing measure violation answers error/> }.into_any()
        }
        Act::Decline(_) => view! {
            <AskWords answers error label=|text| text.violation_step.decline_reason asked=Answer::Reason clause=Clause::V4_4_6/>
        }
        .into_any(),
        Act::Decide(id) => {
            let clause = violation
                .disposition(id)
                .and_then(|known| known.proposal.measure.company_clause())
                .unwrap_or(Clause::V4_4_4);
            view! {
                <YesNo answers label=|text| text.violation.company yes=|text| text.violation.approved no=|text| text.violation.rejected/>
                <AskWords answers error label=|text| text.violation_step.decision asked=Answer::Reason clause/>
            }
            .into_any()
        }
        Act::CarryOut(id) => view! {
            <Lead words=|text| text.violation_step.carry_out_lead/>
            <WhoWent answers error named=named(&violation, id) label=|text| text.violation_step.carried_out_by clause=Clause::V4_4_6/>
        }
        .into_any(),
        Act::Serve(id) => view! {
            <WhoWent answers error named=named(&violation, id) label=|text| text.violation_step.served_by clause=Clause::V4_4_6/>
            <Service answers error/>
        }
        .into_any(),
        Act::Settle(_) => view! {
            <AskWords answers error label=|text| text.violation_step.decision asked=Answer::Reason clause=Clause::V4_4_6/>
        }
        .into_any(),
        Act::Comply(_) => view! {
            <YesNo answers label=|text| text.violation.complied yes=|text| text.violation_step.complied no=|text| text.violation_step.not_complied/>
            <AskWords answers error label=|text| text.violation_step.note asked=Answer::Reason clause=Clause::V4_4_3/>
        }
        .into_any(),
        Act::Recheck(id) => view! {
            <WhoWent answers error named=named(&violation, id) label=|text| text.violation_step.rechecked_by clause=Clause::V4_3_3/>
            <YesNo answers label=|text| text.violation.recheck yes=|text| text.violation_step.rectified no=|text| text.violation_step.not_rectified/>
            <AskWords answers error label=|text| text.violation_step.note asked=Answer::Reason clause=Clause::V4_3_3/>
            <AskPhotos answers/>
        }
        .into_any(),
        Act::Reconcile(_) => view! {
            <AskWords answers error label=|text| text.violation_step.reconcile_words asked=Answer::Content clause=Clause::V4_4_5/>
        }
        .into_any(),
        Act::Close => {
            view! { <Closing kind=violation.item.kind() answers error/> }.into_any()
        }
        Act::Withdraw(_) => view! {
            <Lead words=|text| text.violation_step.withdraw_lead/>
            <AskWords answers error label=|text| text.common.reason asked=Answer::Reason clause=Clause::V3/>
        }
        .into_any(),
        Act::Reopen => view! {
            <Lead words=|text| text.violation_step.reopen_lead/>
            <AskWords answers error label=|text| text.common.reason asked=Answer::Reason clause=Clause::V3/>
        }
        .into_any(),
        Act::Join => view! {
            <Lead words=|text| text.violation_step.join_lead/>
            <DoubleOf answers error violation/>
        }
        .into_any(),
        Act::Part => view! { <Lead words=|text| text.violation_step.part_lead/> }.into_any(),
        Act::Void(_) => view! {
            <Lead words=|text| text.violation_step.void_lead/>
            <AskWords answers error label=|text| text.common.reason asked=Answer::Reason clause=Clause::Ours/>
        }
        .into_any(),
    }
}

/// Those the disposition names.
fn named(violation: &Violation, id: CommandId) -> Vec<PersonId> {
    violation
        .disposition(id)
        .map_or_else(Vec::new, |known| known.proposal.executors.clone())
}

/// The sentence under the heading.
#[component]
fn Lead(words: fn(&'static crate::text::Text) -> &'static str) -> impl IntoView {
    let language = use_language();
    view! { <p class="second">{move || words(language.text())}</p> }
}

/// What is owed by contract; a demand and a late fee rest on it.
#[component]
fn ArrearsQuestions(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    let clause = || clause_of_question(Clause::V4_3_2);
    view! {
        <div class="columns">
            <Field
                id="act-principal"
                label=language.words(|text| text.violation.principal_yuan)
                required=language.words(|text| text.common.required)
                clause=clause()
                error=Signal::derive(move || said_at(error, Answer::Amount, language.get()))
            >
                <TextInput value=answers.amount kind=TextKind::Decimal max_length=16/>
            </Field>
            <Field
                id="act-rate"
                label=language.words(|text| text.violation.rate)
                required=language.words(|text| text.common.required)
                clause=clause()
            >
                <TextInput value=answers.rate kind=TextKind::Decimal max_length=12/>
            </Field>
        </div>
        <AskDay answers error label=|text| text.violation.due_last clause=Clause::V4_3_2/>
        <AskWords answers error label=|text| text.violation.contract asked=Answer::Reference clause=Clause::V4_3_2/>
    }
}

/// 处理意见: the principles first, then the opinion, by when, who carries it out.
#[component]
fn Proposing(
    measure: Measure,
    violation: Violation,
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let clause = violation.item.kind().handled_by();
    let skips = state.office.with_untracked(|office| {
        office
            .as_ref()
            .map_or_else(Vec::new, |office| violation.skips(measure, &office.guard))
    });
    let skipped = (!skips.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Today>
                <p>{move || {
                    let words = &language.text().violation;
                    language.get().labelled(words.skipped, &language.get().measures(&skips))
                }}</p>
                <p>{move || language.text().violation.waits_below}</p>
            </Notice>
        }
    });
    let days = matches!(measure, Measure::DemandNotice | Measure::RectificationOrder)
        .then(|| view! { <AskDay answers error label=|text| text.violation.last_day clause/> });
    let sum = (measure == Measure::Compensation).then(|| {
        view! {
            <Field
                id="act-amount"
                label=language.words(|text| text.violation.amount)
                required=language.words(|text| text.common.required)
                clause=clause_of_question(clause)
                error=Signal::derive(move || said_at(error, Answer::Amount, language.get()))
            >
                <TextInput value=answers.amount kind=TextKind::Decimal max_length=16/>
            </Field>
        }
    });
    let severity = violation.severity_now();
    view! {
        <Principles/>
        {skipped}
        <p><strong>{move || measure.word(language.get())}</strong></p>
        <AskWords answers error label=|text| text.violation.opinion asked=Answer::Content clause/>
        {days}
        {sum}
        <Executors answers error measure severity/>
    }
}

/// The Director's signature; where rungs are left out, with the reason.
#[component]
fn Signing(
    measure: Option<Measure>,
    violation: Violation,
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let skips = state
        .office
        .with_untracked(|office| match (office, measure) {
            (Some(office), Some(measure)) => violation.skips(measure, &office.guard),
            _ => Vec::new(),
        });
    let reason = (!skips.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Today>
                <p>{move || {
                    let words = &language.text().violation;
                    language.get().labelled(words.skipped, &language.get().measures(&skips))
                }}</p>
            </Notice>
            <AskWords answers error label=|text| text.violation_step.skip_reason asked=Answer::Reason clause=Clause::Ours/>
        }
    });
    view! {
        <Lead words=|text| text.violation_step.countersign_lead/>
        <Principles/>
        {reason}
    }
}

#[component]
fn Closing(
    kind: ViolationKind,
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    let choices = move |lang| {
        let outcomes: &[ViolationOutcome] = match kind {
            ViolationKind::NonPayment => &[
                ViolationOutcome::Paid,
                ViolationOutcome::SpecialReason,
                ViolationOutcome::LeftToLaw,
                ViolationOutcome::NoViolation,
            ],
            ViolationKind::Renovation => &[
                ViolationOutcome::ByRenovationProcedure,
                ViolationOutcome::Stopped,
                ViolationOutcome::Rectified,
                ViolationOutcome::NoViolation,
            ],
            _ => &[
                ViolationOutcome::Stopped,
                ViolationOutcome::Rectified,
                ViolationOutcome::LeftToLaw,
                ViolationOutcome::NoViolation,
            ],
        };
        outcomes
            .iter()
            .map(|outcome| Choice::new(domain::json::word(outcome), outcome.word(lang)))
            .collect::<Vec<_>>()
    };
    view! {
        <AskChoice answers error label=|text| text.violation.outcome asked=Answer::Result choices/>
        <AskWords answers error label=|text| text.violation_step.close_note asked=Answer::Result clause=Clause::V3/>
    }
}
