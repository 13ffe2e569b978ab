//! The form of one step: its questions, its draft, and what the rules answer.

use domain::id::CommandId;
use domain::work_order::WorkOrder;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::answers::Answers;
use super::questions::questions;
use super::step::Step;
use crate::actions::Actions;
use crate::components::{Button, ButtonKind};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::refused::{Incomplete, Refused, is_contested};
use crate::pages::parts::{again, draft};
use crate::state::AppState;

/// What the questions of a step are drawn with.
#[derive(Clone, Copy)]
pub struct Asking {
    pub step: Step,
    pub answers: Answers,
    pub order: StoredValue<WorkOrder>,
    pub error: RwSignal<Option<SubmitError>>,
}

/// Asks what a step needs and saves it.
#[component]
pub fn StepForm(
    step: Step,
    order: WorkOrder,
    /// What was said when it was registered.
    wanted: String,
    /// The refused entry this is written anew for.
    again: Option<CommandId>,
    on_done: Callback<()>,
    /// Leaves things as they are.
    on_leave: Callback<()>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let answers = Answers::begin(&order, &wanted, state.today.get_untracked());
    if step == Step::Arrive {
        let usual = language.text().work_order_step.purpose_default;
        answers.words.set(usual.to_owned());
    }
    let key = step.draft_key(&order, again);
    let kept = draft::keep(
        key.clone(),
        move || answers.draft(),
        move |draft| answers.fill(draft),
    );
    let error = RwSignal::new(None::<SubmitError>);
    let incomplete = RwSignal::new(false);
    let saving = RwSignal::new(false);
    let id = order.id;
    // The order as it was when the form was opened: what changed since is a contest, for a person to settle.
    let seen = StoredValue::new(order);
    let asking = Asking {
        step,
        answers,
        order: seen,
        error,
    };
    let save = Callback::new(move |()| {
        if saving.get_untracked() {
            return;
        }
        error.set(None);
        let offset = untrack(|| state.utc_offset_minutes());
        let submission = seen.with_value(|order| answers.submission(step, order, offset));
        let Some(mut submission) = submission else {
            incomplete.set(true);
            return;
        };
        incomplete.set(false);
        submission.draft = Some(key.clone());
        let actions = actions.clone();
        saving.set(true);
        kept.over.set_value(true);
        spawn_local(async move {
            let result = actions.submit(submission).await;
            if result.is_ok() {
                again::settle(&actions, again).await;
            }
            let _ = saving.try_set(false);
            match result {
                // The dialog may have been closed meanwhile; saved is saved.
                Ok(_) => {
                    let _ = on_done.try_run(());
                }
                Err(refused) => {
                    let _ = kept.over.try_set_value(false);
                    let _ = error.try_set(Some(refused));
                }
            }
        });
    });
    let contested = Memo::new(move |_| error.with(is_contested));
    let use_mine = Callback::new(move |()| {
        if let Some(now) = untrack(|| state.work_order(id)) {
            seen.set_value(now);
            save.run(());
        }
    });
    let settle = move || {
        contested.get().then(|| {
            view! {
                <Button on_click=on_leave>{move || language.text().attention.keep_theirs}</Button>
                <Button on_click=use_mine>{move || language.text().attention.use_mine}</Button>
            }
        })
    };
    let says = move || {
        let text = language.text();
        let free = step == Step::Charge && answers.lines.with(Vec::is_empty);
        if free {
            text.work_order_step.save_free
        } else {
            step.label(text)
        }
    };
    view! {
        {move || step.lead(language.text()).map(|lead| view! { <p class="second">{lead}</p> })}
        <Refused error/>
        <Incomplete incomplete/>
        {questions(asking)}
        <div class="dialog-foot">
            <p class="primary-bar-note" role="status">{kept.note(language)}</p>
            {settle}
            <Button
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || saving.get() || contested.get())
                on_click=save
            >
                {says}
            </Button>
        </div>
    }
}
