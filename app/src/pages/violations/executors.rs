//! Who carries a measure out, and which team leader goes.

use domain::clause::Clause;
use domain::follow_up::Severity;
use domain::id::PersonId;
use domain::rejection::Field as Answer;
use domain::role::{Role, Roles};
use domain::violation::{Measure, ViolationAct};
use leptos::prelude::*;

use super::answers::Answers;
use super::ask::clause_of_question;
use super::right::me;
use crate::components::{Choice, Choices, Field};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::entry::Words;
use crate::pages::parts::names::{Directory, staff};
use crate::pages::parts::refused::said_at;
use crate::state::AppState;
use crate::text::timeline::Names as _;

/// Everybody whose roles suffice to carry the measure out; where money is asked for, the team leaders (V4(4)⑥).
#[component]
pub fn Executors(
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
    measure: Measure,
    severity: Severity,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let people = Memo::new(move |_| {
        let (today, lang) = (state.today.get(), language.get());
        let seats = ViolationAct::CarryOutDisposition.seats(severity, Some(measure));
        let Some(policy) = state.policy_on(today) else {
            return Vec::new();
        };
        state.heads.with(|heads| {
            staff(heads, today, None)
                .into_iter()
                .filter(|person| {
                    let roles: Roles = person.roles.iter().copied().collect();
                    seats.filled_by(&policy, &roles)
                })
                .map(|person| (person.person, person.label(lang)))
                .collect::<Vec<_>>()
        })
    });
    let toggles = move || {
        people
            .get()
            .into_iter()
            .map(|(person, label)| view! { <Named answers person label/> })
            .collect_view()
    };
    let hint = Signal::derive(move || {
        measure
            .dunning()
            .then(|| language.text().violation_step.executors_hint.to_owned())
    });
    view! {
        <Field
            id="act-executors"
            label=language.words(|text| text.violation.executors)
            required=language.words(|text| text.common.required)
            clause=clause_of_question(Clause::V4_4_6)
            hint=hint
            error=Signal::derive(move || said_at(error, Answer::Executors, language.get()))
            group=true
        >
            <div class="stack-tight" role="group" aria-labelledby="act-executors-label">{toggles}</div>
        </Field>
    }
}

#[component]
fn Named(answers: Answers, person: PersonId, label: String) -> impl IntoView {
    let change = move |event| {
        let named = event_target_checked(&event);
        answers.people.update(|people| {
            people.retain(|one| *one != person);
            if named {
                people.push(person);
            }
        });
    };
    view! {
        <label class="toggle">
            <span>{label}</span>
            <input
                type="checkbox"
                prop:checked=move || answers.people.with(|people| people.contains(&person))
                on:change=change
            />
        </label>
    }
}

/// Which of those named went: whoever has the tablet in hand may write it down for another.
#[component]
pub fn WhoWent(
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
    named: Vec<PersonId>,
    label: Words,
    clause: Clause,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let mut people = named;
    if let Some(me) = me(state)
        && !people.contains(&me)
    {
        people.push(me);
    }
    let toggles = move || {
        let names = Directory::now(state, language.get());
        people
            .iter()
            .map(|person| view! { <Named answers person=*person label=names.person(*person)/> })
            .collect_view()
    };
    view! {
        <Field
            id="act-went"
            label=language.words(label)
            required=language.words(|text| text.common.required)
            clause=clause_of_question(clause)
            error=Signal::derive(move || said_at(error, Answer::Conductors, language.get()))
            group=true
        >
            <div class="stack-tight" role="group" aria-labelledby="act-went-label">{toggles}</div>
        </Field>
    }
}

/// V4(4)②b: the site manager goes, or sends a team leader.
#[component]
pub fn TeamLeader(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let choices = Signal::derive(move || {
        let (today, lang) = (state.today.get(), language.get());
        let Some(policy) = state.policy_on(today) else {
            return Vec::new();
        };
        let seat = policy.holder(Role::SiteTeamLeader);
        state.heads.with(|heads| {
            staff(heads, today, None)
                .into_iter()
                .filter(|person| {
                    person.roles.contains(&seat) || person.roles.contains(&Role::SiteTeamLeader)
                })
                .map(|person| Choice::new(person.person.to_string(), person.label(lang)))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Field
            id="act-choice"
            label=language.words(|text| text.violation_step.team_leader)
            required=language.words(|text| text.common.required)
            clause=clause_of_question(Clause::V4_4_2)
            error=Signal::derive(move || said_at(error, Answer::Role, language.get()))
            group=true
        >
            <Choices name="act-choice" value=answers.chosen choices/>
        </Field>
    }
}
