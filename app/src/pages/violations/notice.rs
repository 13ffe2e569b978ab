//! Recording a violation on the spot: where, what of the catalogue, what was seen, and the persuasion that comes first.

use domain::clause::Clause;
use domain::follow_up::Severity;
use domain::id::{CaseId, UnitId};
use domain::rejection::Field as Answer;
use domain::violation::{Debt, Item, ViolationKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::noticing::Noticing;
use super::unit::UnitField;
use crate::actions::Actions;
use crate::components::{
    BackLink, Button, ButtonKind, Choice, Choices, DateTimeInput, Field, Page, PrimaryBar,
    TextArea, Toggle,
};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::{Refused, said_at};
use crate::pages::parts::{again, draft};
use crate::random;
use crate::state::AppState;
use crate::text::{Lang, Word};

/// One notice at a time on a tablet: an unfinished one is found again.
pub const DRAFT: &str = "violations/new";

#[component]
pub fn NoticePage() -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(
        Signal::stored("/violations".to_owned()),
        language.words(|text| text.common.back),
    );
    view! {
        <Frame title=language.words(|text| text.notice_form.title) back=Signal::stored(Some(back))>
            <Page>
                <NoticeForm/>
            </Page>
        </Frame>
    }
}

#[component]
fn NoticeForm() -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let asked: Option<UnitId> = use_query_map()
        .with_untracked(|query| query.get("unit").and_then(|unit| unit.parse().ok()));
    let answers = Noticing::blank(asked);
    let again = again::in_address();
    let key = again::draft_key(DRAFT, again);
    let kept = draft::keep(
        key.clone(),
        move || answers.draft(),
        move |draft| answers.fill(draft),
    );
    answers.remember_beginning(state, kept.loaded);
    let error = RwSignal::new(None::<SubmitError>);
    let saving = RwSignal::new(false);
    let navigate = use_navigate();
    let save = move |()| {
        if saving.get_untracked() {
            return;
        }
        // Written anew, it is the same case: what builds on it finds it.
        let case = answers
            .case
            .get_untracked()
            .unwrap_or_else(|| CaseId::mint(random::minted_at(), random::bytes()));
        let mut submission = match answers.submission(state, case) {
            Ok(submission) => submission,
            Err(rejection) => {
                error.set(Some(SubmitError::Refused(rejection)));
                return;
            }
        };
        error.set(None);
        saving.set(true);
        submission.draft = Some(key.clone());
        kept.over.set_value(true);
        let (actions, navigate) = (actions.clone(), navigate.clone());
        spawn_local(async move {
            let result = actions.submit(submission).await;
            if result.is_ok() {
                again::settle(&actions, again).await;
            }
            let _ = saving.try_set(false);
            match result {
                Ok(_) => navigate(
                    &format!("/violations/{case}?saved=yes"),
                    NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    },
                ),
                Err(refused) => {
                    let _ = kept.over.try_set_value(false);
                    let _ = error.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <Refused error/>
        <UnitField unit=answers.unit error/>
        <Catalogue answers error/>
        <Seen answers error/>
        <Persuasion answers error/>
        <PrimaryBar note=kept.note(language)>
            <Button kind=ButtonKind::Primary disabled=saving on_click=Callback::new(save)>
                {move || language.text().notice_form.submit}
            </Button>
        </PrimaryBar>
    }
}

/// First the heading, then its items: five and at most seven, each at a finger's reach.
#[component]
fn Catalogue(answers: Noticing, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    let kinds = Signal::derive(move || {
        let lang = language.get();
        ViolationKind::ALL
            .iter()
            .map(|kind| Choice::new(domain::json::word(kind), lang.violation_kind(*kind)))
            .collect::<Vec<_>>()
    });
    let kind = Memo::new(move |_| answers.kind_chosen());
    // A heading with a single item is chosen with its heading.
    Effect::new(move |_| {
        let Some(kind) = kind.get() else { return };
        let items: Vec<Item> = items_of(kind).collect();
        let chosen = domain::json::named::<Item>(&answers.item.get_untracked());
        match items.as_slice() {
            [only] => answers.item.set(domain::json::word(only)),
            _ if chosen.is_some_and(|item| item.kind() != kind) => {
                answers.item.set(String::new());
            }
            _ => {}
        }
    });
    // ④ and ⑤ are one item each: it is read in full all the same.
    let only = move || {
        let lang = language.get();
        let items: Vec<Item> = items_of(kind.get()?).collect();
        let [only] = items.as_slice() else {
            return None;
        };
        Some(view! { <p class="second">{lang.violation_item(*only)}</p> })
    };
    let items = move || {
        let kind = kind.get()?;
        (items_of(kind).count() > 1).then(|| {
            let choices = Signal::derive(move || {
                let lang = language.get();
                items_of(kind)
                    .map(|item| Choice::new(domain::json::word(&item), lang.violation_item(item)))
                    .collect::<Vec<_>>()
            });
            view! {
                <Field
                    id="notice-item"
                    label=language.words(|text| text.notice_form.item)
                    required=language.words(|text| text.common.required)
                    clause=language.say(|lang| lang.clause(Clause::V4_2))
                    error=Signal::derive(move || said_at(error, Answer::Item, language.get()))
                    group=true
                >
                    <Choices name="notice-item" value=answers.item choices/>
                </Field>
            }
        })
    };
    let debt = move || {
        (kind.get() == Some(ViolationKind::NonPayment)).then(|| {
            view! {
                <Field
                    id="notice-debt"
                    label=language.words(|text| text.notice_form.debt)
                    required=language.words(|text| text.common.required)
                    clause=language.say(|lang| lang.clause(Clause::V4_2))
                    error=Signal::derive(move || said_at(error, Answer::Debt, language.get()))
                    group=true
                >
                    <Choices
                        name="notice-debt"
                        value=answers.debt
                        choices=Signal::derive(move || debts(language.get()))
                    />
                </Field>
            }
        })
    };
    view! {
        <Field
            id="notice-kind"
            label=language.words(|text| text.notice_form.kind)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::V4_2))
            error=Signal::derive(move || {
                said_at(error, Answer::Item, language.get()).filter(|_| kind.get().is_none())
            })
            group=true
        >
            <Choices name="notice-kind" value=answers.kind choices=kinds/>
        </Field>
        {only}
        {items}
        {debt}
    }
}

fn items_of(kind: ViolationKind) -> impl Iterator<Item = Item> {
    Item::ALL
        .iter()
        .copied()
        .filter(move |item| item.kind() == kind)
}

fn debts(lang: Lang) -> Vec<Choice> {
    [Debt::Fee, Debt::Rent]
        .iter()
        .map(|debt| Choice::new(domain::json::word(debt), debt.word(lang)))
        .collect()
}

/// Major and general, to choose from.
#[must_use]
pub(super) fn severities(lang: Lang) -> Vec<Choice> {
    [Severity::General, Severity::Major]
        .iter()
        .map(|severity| Choice::new(domain::json::word(severity), severity.word(lang)))
        .collect()
}

#[component]
fn Seen(answers: Noticing, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    view! {
        <Field
            id="notice-seen"
            label=language.words(|text| text.notice_form.seen)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::V4_4_2))
            error=Signal::derive(move || said_at(error, Answer::Content, language.get()))
        >
            <TextArea
                value=answers.seen
                placeholder=language.words(|text| text.notice_form.seen_hint)
                max_length=2000
            />
        </Field>
        <Field id="notice-photos" label=language.words(|text| text.notice_form.photos) group=true>
            <PhotoField value=answers.photos/>
        </Field>
        <div class="columns">
            <Field id="notice-happened" label=language.words(|text| text.notice_form.happened)>
                <DateTimeInput value=answers.happened/>
            </Field>
            <Field
                id="notice-severity"
                label=language.words(|text| text.notice_form.severity)
                clause=language.say(|lang| lang.clause(Clause::V4_4_2))
                group=true
            >
                <Choices
                    name="notice-severity"
                    value=answers.severity
                    choices=Signal::derive(move || severities(language.get()))
                />
            </Field>
        </div>
    }
}

/// V4(4)①: whoever sees it persuades at once.
#[component]
fn Persuasion(answers: Noticing, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    view! {
        <Toggle
            value=answers.persuaded
            label=language.words(|text| text.notice_form.persuaded)
            hint=language.words(|text| text.notice_form.persuaded_hint)
        />
        {move || answers.persuaded.get().then(|| view! {
            <Field
                id="notice-words"
                label=language.words(|text| text.notice_form.words)
                required=language.words(|text| text.common.required)
                clause=language.say(|lang| lang.clause(Clause::V4_4_1))
                error=Signal::derive(move || said_at(error, Answer::Content, language.get()))
            >
                <TextArea value=answers.words max_length=2000/>
            </Field>
            <Toggle value=answers.stopped label=language.words(|text| text.notice_form.stopped)/>
        })}
    }
}
