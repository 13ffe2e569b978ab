//! Taking back what was written in by hand: the line stays to be read, with the reason.

use domain::clause::Clause;
use domain::command::CommandBody;
use domain::day_book::{BookName, DayBookCommand, HandEntry};
use domain::id::CommandId;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::entry::day_of;
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Dialog, Field, TextArea};
use crate::engine::message::Submission;
use crate::language::{Language, use_language};
use crate::pages::parts::about::open_about;
use crate::pages::parts::deed::Deed;
use crate::pages::parts::refused::{Refused, said_at};
use crate::pages::parts::voiding;
use crate::state::AppState;

/// The way to take a line back, for its author on its day and for the manager.
pub(super) fn void_button(
    entry: &HandEntry,
    state: AppState,
    language: Language,
    voiding: RwSignal<Option<CommandId>>,
) -> Option<AnyView> {
    let command = entry.command;
    let may =
        entry.voided.is_none() && voiding::may_void(state, entry.recorded_by, entry.entered_at);
    may.then(|| {
        view! {
            <Button kind=ButtonKind::Quiet on_click=move |()| voiding.set(Some(command))>
                {move || language.text().violation_step.void}
            </Button>
        }
        .into_any()
    })
}

/// The question why, for the line in `voiding`.
#[component]
pub fn VoidEntry(
    book: BookName,
    day: RwSignal<String>,
    voiding: RwSignal<Option<CommandId>>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let reason = RwSignal::new(String::new());
    let deed = Deed::default();
    let open = open_about(voiding, move |_| {
        reason.set(String::new());
        deed.error.set(None);
    });
    let save = move |()| {
        let Some(entry) = voiding.get_untracked() else {
            return;
        };
        let command = DayBookCommand::VoidEntry {
            book,
            day: untrack(|| day_of(day, state)),
            entry,
            reason: reason.get_untracked().trim().to_owned(),
        };
        let submission = Submission::now(CommandBody::DayBook(command), Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || {
                let _ = open.try_set(false);
            });
        });
    };
    view! {
        <Dialog
            open
            id="void-entry"
            title=language.words(|text| text.violation_step.void)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Primary disabled=deed.working on_click=save>
                    {move || language.text().violation_step.void}
                </Button>
            }
        >
            <Refused error=deed.error/>
            <p class="second">{move || language.text().violation_step.void_lead}</p>
            <Field
                id="void-entry-reason"
                label=language.words(|text| text.common.reason)
                required=language.words(|text| text.common.required)
                clause=language.say(|lang| lang.clause(Clause::Ours))
                error=Signal::derive(move || said_at(deed.error, Answer::Reason, language.get()))
            >
                <TextArea value=reason max_length=500/>
            </Field>
        </Dialog>
    }
}
