//! The form of one step: who may, its questions, its draft, and what the rules answer.

use domain::id::CommandId;
use domain::violation::Violation;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::act::Act;
use super::answers::Answers;
use super::ask::FormClause;
use super::command::submission;
use super::disposition::rows;
use super::paper::paper_mark;
use super::questions::Questions;
use super::right::{fills, me, needs, seats};
use crate::actions::Actions;
use crate::components::{Button, ButtonKind, ClauseChip, Notice, Tone};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::parts::refused::{Incomplete, Refused, is_contested};
use crate::pages::parts::{again, draft, voiding};
use crate::state::AppState;
use crate::text::Word;

/// Asks what a step needs and saves it. Whoever may not take it is told who may, and may still send it: the answer
/// with its clause is then the rules' own.
#[component]
pub fn ActForm(
    act: Act,
    violation: Violation,
    /// The refused entry this is written anew for.
    again: Option<CommandId>,
    on_done: Callback<()>,
    /// Leaves things as they are.
    on_leave: Callback<()>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let today = state.today.get_untracked();
    let paper = act.disposition().map_or_else(String::new, |id| {
        paper_mark(state, &violation, id, language.get_untracked())
    });
    let answers = Answers::begin(act, &violation, today, paper);
    if act.names_who_went() {
        answers.people.set(me(state).into_iter().collect());
    }
    let case = violation.case;
    let key = act.draft_key(case, again);
    let kept = draft::keep(
        key.clone(),
        move || answers.draft(),
        move |draft| answers.fill(draft),
    );
    let error = RwSignal::new(None::<SubmitError>);
    let incomplete = RwSignal::new(false);
    let saving = RwSignal::new(false);
    let seats = seats(&violation, act.right(), act.measure(&violation));
    let mine = fills(state, seats) || is_own_entry(state, act, &violation);
    let clause = act.clause(&violation);
    provide_context(FormClause(clause));
    let seen = StoredValue::new(violation.clone());
    let save = Callback::new(move |()| {
        if saving.get_untracked() {
            return;
        }
        error.set(None);
        incomplete.set(false);
        saving.set(true);
        let (actions, key) = (actions.clone(), key.clone());
        spawn_local(async move {
            let violation = seen.get_value();
            let Some(mut submission) = submission(act, answers, &violation, &actions).await else {
                let _ = incomplete.try_set(true);
                let _ = saving.try_set(false);
                return;
            };
            submission.draft = Some(key);
            kept.over.set_value(true);
            let result = actions.submit(submission).await;
            if result.is_ok() {
                again::settle(&actions, again).await;
            }
            let _ = saving.try_set(false);
            match result {
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
        if let Some(now) = untrack(|| state.violation(case)) {
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
    // Nobody signs, decides or carries out what they have not before their eyes.
    let about = act
        .disposition()
        .filter(|_| !matches!(act, Act::Serve(_)))
        .and_then(|id| violation.disposition(id).cloned())
        .map(|known| {
            let measure = known.proposal.measure;
            view! {
                <p><strong>{move || measure.word(language.get())}</strong></p>
                {move || rows(state, language, &known)}
            }
        });
    let who = (!mine && !seats.any_of.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Info>
                <p>{move || {
                    let lang = language.get();
                    lang.labelled(language.text().common.who_may, &lang.needs(&needs(state, seats)))
                }}</p>
            </Notice>
        }
    });
    view! {
        <p><ClauseChip text=language.say(move |lang| lang.clause(clause))/></p>
        {who}
        <Refused error/>
        <Incomplete incomplete/>
        {about}
        <Questions act violation answers error/>
        <div class="dialog-foot">
            <p class="primary-bar-note" role="status">{kept.note(language)}</p>
            {settle}
            <Button
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || saving.get() || contested.get())
                on_click=save
            >
                {move || act.label(language.text())}
            </Button>
        </div>
    }
}

/// An entry is its author's to take back on the day it was made.
fn is_own_entry(state: AppState, act: Act, violation: &Violation) -> bool {
    let Act::Void(entry) = act else {
        return false;
    };
    let mut lines = violation.timeline.iter();
    lines
        .find(|line| line.command == entry)
        .is_some_and(|line| voiding::may_void(state, line.recorded_by, line.entered_at))
}
