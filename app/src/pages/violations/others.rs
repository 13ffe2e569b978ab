//! Other violations of the same unit: what may be a double, and what happened there before.

use domain::clause::Clause;
use domain::complaint::SetAside;
use domain::head::ViolationHead;
use domain::id::CaseId;
use domain::rejection::Field as Answer;
use domain::violation::Violation;
use leptos::prelude::*;

use super::answers::Answers;
use super::ask::clause_of_question;
use crate::components::{Card, Choice, Field, Notice, Select, Tone};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::complaints::list::short;
use crate::pages::parts::refused::said_at;
use crate::state::AppState;
use crate::text::{Lang, Word};

/// The other violations of its unit, the latest first.
fn of_unit(state: AppState, violation: &Violation) -> Vec<(CaseId, std::sync::Arc<ViolationHead>)> {
    let mut found: Vec<_> = state.heads.with(|heads| {
        heads
            .violations
            .iter()
            .filter(|(case, head)| **case != violation.case && head.unit == violation.unit)
            .map(|(case, head)| (*case, head.clone()))
            .collect()
    });
    domain::gather::sort_by_key(&mut found, |(case, head)| {
        std::cmp::Reverse((head.noticed_at, *case))
    });
    found
}

/// Whether another case may be the one this doubles: same unit, same heading, not set aside itself.
fn may_be_doubled(violation: &Violation, head: &ViolationHead) -> bool {
    head.set_aside.is_none() && head.item.kind() == violation.item.kind()
}

/// Whether there is anything to join it to.
#[must_use]
pub fn any_to_join(state: AppState, violation: &Violation) -> bool {
    of_unit(state, violation)
        .iter()
        .any(|(_, head)| may_be_doubled(violation, head))
}

fn said(head: &ViolationHead, lang: Lang, utc_offset_minutes: i32) -> String {
    let when = lang.moment(head.noticed_at, utc_offset_minutes);
    let item = lang.violation_item(head.item);
    format!("{when} · {item} · {}", short(&head.seen))
}

/// Which case of the same unit and heading this one doubles.
#[component]
pub fn DoubleOf(
    answers: Answers,
    error: RwSignal<Option<SubmitError>>,
    violation: Violation,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let choices = Signal::derive(move || {
        let (lang, offset) = (language.get(), state.utc_offset_minutes());
        of_unit(state, &violation)
            .into_iter()
            .filter(|(_, head)| may_be_doubled(&violation, head))
            .map(|(case, head)| Choice::new(case.to_string(), said(&head, lang, offset)))
            .collect::<Vec<_>>()
    });
    view! {
        <Field
            id="act-other"
            label=language.words(|text| text.violation_step.join_which)
            required=language.words(|text| text.common.required)
            clause=clause_of_question(Clause::Ours)
            error=Signal::derive(move || said_at(error, Answer::UnitCode, language.get()))
        >
            <Select value=answers.chosen choices placeholder=language.words(|text| text.common.choose)/>
        </Field>
    }
}

/// Why nothing more is done on this case, with the way to where it goes on.
#[component]
pub fn SetAsideNotice(violation: Memo<Option<Violation>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let set_aside = Memo::new(move |_| {
        violation.with(|violation| violation.as_ref().and_then(|known| known.set_aside))
    });
    move || {
        set_aside.get().map(|set_aside| {
            let words = &language.text().violation;
            let notice = match set_aside {
                SetAside::Voided => view! { <p>{words.voided}</p> }.into_any(),
                SetAside::DuplicateOf { case } => {
                    let (lang, offset) = (language.get(), state.utc_offset_minutes());
                    let other = state
                        .heads
                        .with(|heads| {
                            heads
                                .violations
                                .get(&case)
                                .map(|head| said(head, lang, offset))
                        })
                        .unwrap_or_else(|| words.title.to_owned());
                    view! {
                        <p>{words.double_of}" "<a href=format!("/violations/{case}")>{other}</a></p>
                    }
                    .into_any()
                }
            };
            view! { <Notice tone=Tone::Today>{notice}</Notice> }
        })
    }
}

/// What else was seen at the unit, so that what happens again is seen to happen again.
#[component]
pub fn OthersHere(violation: Memo<Option<Violation>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    move || {
        let violation = violation.get()?;
        let found = of_unit(state, &violation);
        if found.is_empty() {
            return None;
        }
        let (lang, offset) = (language.get(), state.utc_offset_minutes());
        let words = &language.text().violation;
        let lines = found
            .into_iter()
            .map(|(case, head)| {
                let stands = match (head.set_aside, head.outcome) {
                    (Some(SetAside::Voided), _) => words.voided,
                    (Some(SetAside::DuplicateOf { case: of }), _) if of == violation.case => {
                        words.doubles
                    }
                    (Some(SetAside::DuplicateOf { .. }), _) => words.double_of,
                    (None, Some(outcome)) => outcome.word(lang),
                    (None, None) => words.filter_open,
                };
                let said = format!("{} · {stands}", said(&head, lang, offset));
                view! { <li><a href=format!("/violations/{case}")>{said}</a></li> }
            })
            .collect_view();
        Some(view! {
            <Card title=Signal::stored(words.others_here.to_owned())>
                <p class="second">{words.others_lead}</p>
                <ul class="stack-tight">{lines}</ul>
            </Card>
        })
    }
}
