//! Handed to the occupant: what was repaired and what it costs, and their signature; nothing else can be reached.

use domain::command::CommandBody;
use domain::id::{CommandId, WorkOrderId};
use domain::work_order::WorkOrder;
use domain::work_order::command::WorkOrderCommand;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::facts::money;
use super::page::order_in_address;
use super::pane::case_of;
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, FaceDone, FacePage, Fact, Facts, SignaturePad, Skeleton, Strokes,
};
use crate::engine::message::{Submission, SubmitError};
use crate::language::use_language;
use crate::pages::parts::refused::Refused;
use crate::pages::parts::{again, draft};
use crate::state::AppState;

#[component]
pub fn SignPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let id = order_in_address();
    Effect::new(move |_| {
        if state.ready.get()
            && let Some(id) = id.get()
        {
            actions.watch(id.stream());
        }
    });
    // What was handed over stays as it was, also once it is signed.
    let handed = Memo::new(move |before: Option<&Option<WorkOrder>>| {
        if let Some(Some(before)) = before {
            return Some(before.clone());
        }
        state.work_order(id.get()?)
    });
    move || match handed.get() {
        Some(order) => view! { <Handed order/> }.into_any(),
        None => view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any(),
    }
}

/// Where the strokes of a refused signature are kept while it is given anew.
#[must_use]
pub fn draft_key_again(id: WorkOrderId, refused: CommandId) -> String {
    again::draft_key(&format!("work_order/{id}/sign"), Some(refused))
}

/// Keeps the strokes as an attachment, and signs what stood on the slip.
async fn sign(
    actions: &Actions,
    id: WorkOrderId,
    amount_fen: u64,
    strokes: &Strokes,
    key: String,
) -> Result<(), SubmitError> {
    let bytes = serde_json::to_vec(strokes).unwrap_or_default();
    let signature = actions
        .keep_photo(bytes, "application/json".to_owned())
        .await
        .ok_or(SubmitError::Storage)?;
    let command = WorkOrderCommand::SignOff {
        work_order: id,
        signature,
        amount_fen,
    };
    let mut submission = Submission::now(CommandBody::WorkOrder(command), Sealer::default());
    submission.photos = vec![signature];
    submission.draft = Some(key);
    actions.submit(submission).await.map(|_| ())
}

#[component]
fn Handed(order: WorkOrder) -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let navigate = use_navigate();
    let id = order.id;
    let amount_fen = order.total_fen();
    let strokes = RwSignal::new(Strokes::new());
    let again = again::in_address();
    let key = again.map_or_else(
        || format!("work_order/{id}/sign/{}", order.completions.len()),
        |refused| draft_key_again(id, refused),
    );
    let kept = draft::keep(
        key.clone(),
        move || strokes.get(),
        move |draft| strokes.set(draft),
    );
    let error = RwSignal::new(None::<SubmitError>);
    let unsigned = RwSignal::new(false);
    let saving = RwSignal::new(false);
    let signed = RwSignal::new(false);
    let order = Memo::new(move |_| Some(order.clone()));
    let case = case_of(state, order);
    let case_line = Signal::derive(move || {
        let unit = order.with(|order| {
            order
                .as_ref()
                .map_or_else(String::new, |order| order.slip.unit_code.clone())
        });
        let occupant = case.with(|case| {
            case.as_ref()
                .map_or_else(String::new, |case| case.occupant.clone())
        });
        format!("{unit} {occupant}")
    });
    let submit = Callback::new(move |()| {
        if strokes.with_untracked(Vec::is_empty) {
            unsigned.set(true);
            return;
        }
        if saving.get_untracked() {
            return;
        }
        unsigned.set(false);
        error.set(None);
        saving.set(true);
        kept.over.set_value(true);
        let (actions, key) = (actions.clone(), key.clone());
        let written = strokes.get_untracked();
        spawn_local(async move {
            let result = sign(&actions, id, amount_fen, &written, key).await;
            if result.is_ok() {
                again::settle(&actions, again).await;
            }
            let _ = saving.try_set(false);
            match result {
                Ok(()) => {
                    let _ = signed.try_set(true);
                }
                Err(refused) => {
                    let _ = kept.over.try_set_value(false);
                    let _ = error.try_set(Some(refused));
                }
            }
        });
    });
    let back = Callback::new(move |()| navigate(&format!("/work-orders/{id}"), Default::default()));
    let what = move || {
        let lang = language.get();
        order.with(|order| {
            order.as_ref().map(|order| {
                let items = order.items.join("\n");
                let result = order.result.clone();
                view! {
                    <Facts>
                        <Fact label=language.words(|text| text.work_order.items) value=Some(items)/>
                        <Fact label=language.words(|text| text.work_order.result) value=Some(result)/>
                    </Facts>
                    {money(order, lang)}
                }
            })
        })
    };
    let page = move || {
        view! {
            <FacePage
                case_line
                question=language.words(|text| text.work_order_step.sign_question)
                note=language.words(|text| text.face.give_back)
                before=move || view! {
                    <Button on_click=move |()| strokes.set(Strokes::new())>
                        {move || language.text().face.sign_again}
                    </Button>
                    <Button kind=ButtonKind::Quiet on_click=back>
                        {move || language.text().face.staff_take_back}
                    </Button>
                }
                after=move || view! {
                    <Button kind=ButtonKind::Primary disabled=saving on_click=submit>
                        {move || language.text().work_order_step.sign_submit}
                    </Button>
                }
            >
                {what}
                <Refused error/>
                <p class="face-label">{move || language.text().face.sign_here}</p>
                <SignaturePad
                    strokes
                    label=language.words(|text| text.face.sign_area)
                    note=language.words(|text| text.work_order_step.sign_purpose)
                />
                <p class="field-error" role="alert">
                    {move || unsigned.get().then(|| language.text().face.sign_first)}
                </p>
            </FacePage>
        }
    };
    move || {
        if signed.get() {
            view! {
                <FaceDone
                    title=language.words(|text| text.work_order_step.sign_thanks)
                    detail=language.words(|text| text.face.thanks_give_back)
                >
                    <Button on_click=back>{move || language.text().face.staff_take_back}</Button>
                </FaceDone>
            }
            .into_any()
        } else {
            page().into_any()
        }
    }
}
