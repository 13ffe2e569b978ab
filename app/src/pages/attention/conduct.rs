//! Follow-ups that somebody recorded with my name among those who went: I confirm it, or say that I did not.

use std::sync::Arc;

use domain::command::CommandBody;
use domain::complaint::command::ComplaintCommand;
use domain::head::ComplaintHead;
use domain::id::{CaseId, CommandId};
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::refused::Refused;
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Card, Dialog, Fact, Facts, Field, LinkButton, TextArea,
};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

/// A follow-up with my name on it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToConfirm {
    case: CaseId,
    command: CommandId,
    head: Arc<ComplaintHead>,
}

/// Those I have neither confirmed nor denied.
#[must_use]
pub fn to_confirm(state: AppState) -> Vec<ToConfirm> {
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
                    .filter(|made| made.unconfirmed.contains(&me))
                    .map(|made| ToConfirm {
                        case: *case,
                        command: made.command,
                        head: head.clone(),
                    })
            })
            .collect()
    })
}

#[component]
pub fn Conducts() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let found = Memo::new(move |_| to_confirm(state));
    let any = Memo::new(move |_| !found.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <section class="stack">
                    <h2>{move || language.text().today.to_confirm}</h2>
                    <For each=move || found.get() key=|one| one.command let:one>
                        <Conduct one/>
                    </For>
                </section>
            }
        })
    }
}

#[component]
fn Conduct(one: ToConfirm) -> impl IntoView {
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let ToConfirm {
        case,
        command,
        head,
    } = one;
    let deed = Deed::default();
    let denying = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let send = Callback::new(move |body: ComplaintCommand| {
        let submission = Submission::now(CommandBody::Complaint(body), Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || {
                let _ = denying.try_set(false);
            });
        });
    });
    let made = head
        .follow_ups
        .iter()
        .find(|made| made.command == command)
        .map(|made| (made.on, made.grade));
    let on = Signal::derive(move || made.map(|(on, _)| language.get().date(on)));
    let grade = Signal::derive(move || {
        made.and_then(|(_, grade)| grade)
            .map(|grade| grade.word(language.get()).to_owned())
    });
    let title = format!("{} {}", head.unit_code, head.occupant);
    let content = head.content.clone();
    let deny = move |()| {
        send.run(ComplaintCommand::DenyConduct {
            case,
            command,
            reason: reason.get_untracked().trim().to_owned(),
        });
    };
    view! {
        <Card title=Signal::stored(Some(title))>
            <p>{move || language.text().today.confirm_conduct}</p>
            <Facts>
                <Fact label=language.words(|text| text.follow_up.when) value=on/>
                <Fact label=language.words(|text| text.complaint.content) value=Signal::stored(Some(content))/>
                <Fact label=language.words(|text| text.follow_up.satisfaction) value=grade/>
            </Facts>
            {move || (!denying.get()).then(|| view! { <Refused error=deed.error/> })}
            <div class="row">
                <Button
                    disabled=deed.working
                    on_click=move |()| send.run(ComplaintCommand::ConfirmConduct { case, command })
                >
                    {move || language.text().complaint.confirm_conduct}
                </Button>
                <Button kind=ButtonKind::Quiet on_click=move |()| denying.set(true)>
                    {move || language.text().complaint.deny_conduct}
                </Button>
                <LinkButton kind=ButtonKind::Quiet href=Signal::stored(format!("/complaints/{case}"))>
                    {move || language.text().attention.open_case}
                </LinkButton>
            </div>
            <Dialog
                open=denying
                id=format!("deny-{command}")
                title=language.words(|text| text.complaint.deny_conduct)
                close_label=language.words(|text| text.common.close)
                foot=move || view! {
                    <Button kind=ButtonKind::Danger on_click=deny disabled=deed.working>
                        {move || language.text().complaint.deny_conduct}
                    </Button>
                }
            >
                <Refused error=deed.error/>
                <Field
                    id=format!("deny-reason-{command}")
                    label=language.words(|text| text.complaint.deny_conduct_reason)
                    required=language.words(|text| text.common.required)
                >
                    <TextArea value=reason max_length=500/>
                </Field>
            </Dialog>
        </Card>
    }
}
