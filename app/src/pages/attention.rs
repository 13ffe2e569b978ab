//! 需处理: what the server did not take, each with why and who may; and visits somebody says I made.

use domain::apply::State;
use domain::command::CommandBody;
use domain::complaint::command::ComplaintCommand;
use domain::head::{ComplaintHead, RefusalHead};
use domain::id::{CaseId, CommandId};
use domain::role::Role;
use domain::sync::refusal::RefusalCommand;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Card, ClauseChip, Empty, Fact, Facts, Field, LinkButton, Page, TextArea,
};
use crate::engine::message::{Submission, SubmitError};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::parts::names::Directory;
use crate::pages::parts::refused::Refused;
use crate::state::AppState;
use crate::text::refusal::RefusedBy;
use crate::text::timeline::Names;

/// Mine, and everybody's for those who answer for the office; the oldest first.
fn waiting(state: AppState) -> Vec<(CommandId, Arc<RefusalHead>)> {
    let me = state.session.get().map(|session| session.person);
    let roles = state.my_roles();
    let answers = [Role::PropertyManager, Role::Director, Role::OfficeHead]
        .iter()
        .any(|role| roles.contains(role));
    state.heads.with(|heads| {
        let mut all: Vec<_> = heads
            .refusals
            .iter()
            .filter(|(_, head)| !head.settled && (answers || Some(head.author) == me))
            .map(|(id, head)| (*id, head.clone()))
            .collect();
        all.sort_by_key(|(id, head)| (head.entered_at, *id));
        all
    })
}

/// Visits recorded with my name that I have neither confirmed nor denied.
fn unconfirmed(state: AppState) -> Vec<(CaseId, CommandId, Arc<ComplaintHead>)> {
    let Some(me) = state.session.get().map(|session| session.person) else {
        return Vec::new();
    };
    state.heads.with(|heads| {
        heads
            .complaints
            .iter()
            .flat_map(|(case, head)| {
                head.follow_ups
                    .iter()
                    .filter(move |made| made.unconfirmed.contains(&me))
                    .map(move |made| (*case, made.command, head.clone()))
            })
            .collect()
    })
}

#[component]
pub fn AttentionPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let refusals = Memo::new(move |_| waiting(state));
    let visits = Memo::new(move |_| unconfirmed(state));
    let nothing = move || refusals.with(Vec::is_empty) && visits.with(Vec::is_empty);
    let content = move || {
        if nothing() {
            return view! {
                <Empty
                    what=language.words(|text| text.attention.empty)
                    do_first=language.words(|text| text.attention.empty_hint)
                />
            }
            .into_any();
        }
        view! {
            {move || (!refusals.with(Vec::is_empty)).then(|| view! {
                <p>{language.text().attention.lead}</p>
            })}
            <For
                each=move || refusals.get()
                key=|(id, _)| *id
                children=|(id, head)| view! { <RefusedCard id head/> }
            />
            <For
                each=move || visits.get()
                key=|(_, command, _)| *command
                children=|(case, command, head)| view! { <VisitCard case command head/> }
            />
        }
        .into_any()
    };
    view! {
        <Frame title=language.words(|text| text.attention.title)>
            <Page>{content}</Page>
        </Frame>
    }
}

/// The words that were typed into a refused command.
fn typed(state: AppState, id: CommandId) -> Option<String> {
    match state.stream(id.stream())?.as_deref() {
        Some(State::Refusal(refusal)) => {
            let words: Vec<String> = refusal
                .command
                .personal
                .iter()
                .filter_map(|value| value.value.clone())
                .collect();
            Some(words.join(" / "))
        }
        _ => None,
    }
}

#[component]
fn RefusedCard(id: CommandId, head: Arc<RefusalHead>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    actions.watch(id.stream());
    let error = RwSignal::new(None::<SubmitError>);
    let dropping = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let settle = {
        let actions = actions.clone();
        Callback::new(move |command: RefusalCommand| {
            let actions = actions.clone();
            spawn_local(async move {
                let submission = Submission::now(CommandBody::Refusal(command), Sealer::default());
                if let Err(refused) = actions.submit(submission).await {
                    error.set(Some(refused));
                }
            });
        })
    };
    let rejection = head.rejection.clone();
    let said = move || language.get().refusal(&rejection, RefusedBy::Server);
    let why = said.clone();
    let who = said.clone();
    let clause = said.clone();
    let act = head.act.clone();
    let about = head.about;
    let author = head.author;
    let entered_at = head.entered_at;
    let case_known = state
        .heads
        .with_untracked(|heads| heads.complaints.contains_key(&CaseId(about.0)));
    view! {
        <Card title=Signal::derive(move || language.get().act(&act).to_owned())>
            <Refused error/>
            <Facts>
                <Fact
                    label=language.words(|text| text.attention.why)
                    value=Signal::derive(move || why().what)
                />
                {who().who_may.is_some().then(|| view! {
                    <Fact
                        label=language.words(|text| text.attention.who_may)
                        value=Signal::derive(move || who().who_may.unwrap_or_default())
                    />
                })}
                <Fact
                    label=language.words(|text| text.attention.entered_by)
                    value=Signal::derive(move || Directory::now(state, language.get()).person(author))
                />
                <Fact
                    label=language.words(|text| text.attention.entered_at)
                    value=Signal::derive(move || language.get().full_moment(entered_at, state.utc_offset_minutes()))
                />
                <Fact
                    label=language.words(|text| text.attention.what_was_entered)
                    value=Signal::derive(move || typed(state, id).unwrap_or_default())
                />
            </Facts>
            {move || clause().clause.map(|clause| view! { <p><ClauseChip text=Signal::stored(clause)/></p> })}
            <div class="primary-bar-actions">
                {case_known.then(|| view! {
                    <LinkButton href=Signal::stored(format!("/complaints/{about}"))>
                        {move || language.text().attention.open_case}
                    </LinkButton>
                })}
                <Button on_click=move |()| settle.run(RefusalCommand::KeepAsObservation { refused: id })>
                    {move || language.text().attention.keep_as_observation}
                </Button>
                <Button on_click=move |()| dropping.set(true)>
                    {move || language.text().attention.drop}
                </Button>
            </div>
            {move || dropping.get().then(|| view! {
                <Field
                    id=format!("drop-{id}")
                    label=language.words(|text| text.attention.drop_reason)
                    hint=language.words(|text| text.attention.drop_lead)
                    required=language.words(|text| text.common.required)
                >
                    <TextArea value=reason/>
                </Field>
                <Button
                    kind=ButtonKind::Danger
                    disabled=Signal::derive(move || reason.with(|reason| reason.trim().is_empty()))
                    on_click=move |()| settle.run(RefusalCommand::Drop {
                        refused: id,
                        reason: reason.get_untracked(),
                    })
                >
                    {move || language.text().attention.drop}
                </Button>
            })}
        </Card>
    }
}

#[component]
fn VisitCard(case: CaseId, command: CommandId, head: Arc<ComplaintHead>) -> impl IntoView {
    let actions = expect_context::<Actions>();
    let language = use_language();
    let error = RwSignal::new(None::<SubmitError>);
    let denying = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let answer = Callback::new(move |body: ComplaintCommand| {
        let actions = actions.clone();
        spawn_local(async move {
            let submission = Submission::now(CommandBody::Complaint(body), Sealer::default());
            if let Err(refused) = actions.submit(submission).await {
                error.set(Some(refused));
            }
        });
    });
    view! {
        <Card title=Signal::derive({
            let head = head.clone();
            move || language.get().follow_up_of(&head.unit_code, &head.occupant)
        })>
            <Refused error/>
            <p>{move || language.text().attention.named_on_visit}</p>
            <div class="primary-bar-actions">
                <LinkButton href=Signal::stored(format!("/complaints/{case}"))>
                    {move || language.text().attention.open_case}
                </LinkButton>
                <Button on_click=move |()| denying.set(true)>
                    {move || language.text().complaint.deny_conduct}
                </Button>
                <Button
                    kind=ButtonKind::Primary
                    on_click=move |()| answer.run(ComplaintCommand::ConfirmConduct { case, command })
                >
                    {move || language.text().complaint.confirm_conduct}
                </Button>
            </div>
            {move || denying.get().then(|| view! {
                <Field
                    id=format!("deny-{command}")
                    label=language.words(|text| text.complaint.deny_conduct_reason)
                    required=language.words(|text| text.common.required)
                >
                    <TextArea value=reason/>
                </Field>
                <Button
                    kind=ButtonKind::Danger
                    disabled=Signal::derive(move || reason.with(|reason| reason.trim().is_empty()))
                    on_click=move |()| answer.run(ComplaintCommand::DenyConduct {
                        case,
                        command,
                        reason: reason.get_untracked(),
                    })
                >
                    {move || language.text().complaint.deny_conduct}
                </Button>
            })}
        </Card>
    }
}
