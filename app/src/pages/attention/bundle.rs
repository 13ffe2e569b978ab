//! A refused entry and what was built on it, as one: the reason once, everything that was typed in its order, and the
//! ways to settle the first of them or all.

use domain::command::CommandBody;
use domain::head::RefusalHead;
use domain::id::CommandId;
use domain::sync::refusal::RefusalCommand;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::parts::refused::Refused;
use super::refused::{CaseLink, Entered, Settle, Why};
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Card, Dialog, Field, TextArea};
use crate::engine::message::{Submission, SubmitError};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::refusal::RefusedBy;

/// The bundle that begins with `first`; what stands in it is looked up, so that a reason half typed stays while
/// other entries come and go.
#[component]
pub fn Bundle(first: CommandId, bundles: Memo<Vec<Vec<CommandId>>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let members = Memo::new(move |_| {
        bundles.with(|bundles| {
            bundles
                .iter()
                .find(|bundle| bundle.first() == Some(&first))
                .cloned()
                .unwrap_or_default()
        })
    });
    let later =
        Memo::new(move |_| members.with(|members| members.get(1..).unwrap_or_default().to_vec()));
    let several = Memo::new(move |_| later.with(|later| !later.is_empty()));
    let title = Signal::derive(move || {
        let lang = language.get();
        let acts: Vec<&str> = members
            .get()
            .into_iter()
            .filter_map(|one| head_of(state, one).map(|head| lang.act(&head.act)))
            .collect();
        Some(acts.join(" → "))
    });
    let reason = move || {
        head_of(state, first)
            .map(|head| view! { <Why rejection=head.rejection by=RefusedBy::Server/> })
    };
    view! {
        <Card title>
            {reason}
            <Entered refused=first place=Signal::derive(move || several.get().then_some(1))/>
            <For each=move || later.get().into_iter().enumerate() key=|(_, later)| *later let((place, later))>
                <Entered refused=later place=Signal::stored(Some(place + 2))/>
            </For>
            <CaseLink refused=first/>
            {move || several.get().then(|| view! {
                <h3>{move || language.text().attention.settle_first}</h3>
            })}
            <Settle refused=first/>
            {move || several.get().then(|| view! { <SettleAll first members/> })}
        </Card>
    }
}

pub(super) fn head_of(state: AppState, refused: CommandId) -> Option<RefusalHead> {
    state
        .heads
        .with(|heads| heads.refusals.get(&refused).map(|head| (**head).clone()))
}

/// The same word for each of them, in their order.
#[component]
fn SettleAll(first: CommandId, members: Memo<Vec<CommandId>>) -> impl IntoView {
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let working = RwSignal::new(false);
    let error = RwSignal::new(None::<SubmitError>);
    let dropping = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let settle = move |how: fn(CommandId, String) -> RefusalCommand| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        error.set(None);
        let (members, said) = (
            members.get_untracked(),
            reason.get_untracked().trim().to_owned(),
        );
        let actions = actions.get_value();
        spawn_local(async move {
            // The last first: while one is left the bundle is what it was, whatever befalls the tablet meanwhile.
            for refused in members.into_iter().rev() {
                let body = CommandBody::Refusal(how(refused, said.clone()));
                let answer = actions
                    .submit(Submission::now(body, Sealer::default()))
                    .await;
                if let Err(refusal) = answer {
                    let _ = error.try_set(Some(refusal));
                    break;
                }
            }
            // The card may be gone by now; what was saved is saved.
            let _ = working.try_set(false);
        });
    };
    let keep = move |()| settle(|refused, _| RefusalCommand::KeepAsObservation { refused });
    let drop_all = move |()| settle(|refused, reason| RefusalCommand::Drop { refused, reason });
    view! {
        <h3>{move || language.get().settle_all(members.with(Vec::len))}</h3>
        {move || (!dropping.get()).then(|| view! { <Refused error/> })}
        <div class="row">
            <Button disabled=working on_click=Callback::new(keep)>
                {move || language.text().attention.keep_all}
            </Button>
            <Button kind=ButtonKind::Quiet disabled=working on_click=move |()| dropping.set(true)>
                {move || language.text().attention.drop_all}
            </Button>
        </div>
        <Dialog
            open=dropping
            id=format!("drop-all-{first}")
            title=language.words(|text| text.attention.drop_all)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Danger disabled=working on_click=Callback::new(drop_all)>
                    {move || language.text().attention.drop_all}
                </Button>
            }
        >
            <p>{move || language.text().attention.drop_lead}</p>
            <Refused error/>
            <Field
                id=format!("drop-all-reason-{first}")
                label=language.words(|text| text.attention.drop_reason)
                required=language.words(|text| text.common.required)
            >
                <TextArea value=reason max_length=500/>
            </Field>
        </Dialog>
    }
}
