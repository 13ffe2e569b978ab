//! Writing into a day's page by hand, and choosing the day.

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::day_book::{BookName, DayBookCommand};
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Card, DateInput, Field, Notice, TextArea, Tone};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::pages::parts::deed::Deed;
use crate::pages::parts::draft;
use crate::pages::parts::refused::{Refused, said_at};
use crate::state::AppState;

/// The day looked at; today to begin with.
#[must_use]
pub fn day_of(day: RwSignal<String>, state: AppState) -> NaiveDate {
    day.get().parse().unwrap_or_else(|_| state.today.get())
}

#[component]
pub fn DayField(day: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    view! {
        <Field id="day-book-day" label=language.words(|text| text.day_book.day)>
            <DateInput value=day/>
        </Field>
    }
}

/// One entry by hand. What is half written is kept.
#[component]
pub fn WriteEntry(book: BookName, day: RwSignal<String>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let words = RwSignal::new(String::new());
    let key = format!("day-book/{}", book.name());
    let kept = draft::keep(
        key,
        move || words.get(),
        move |draft: String| words.set(draft),
    );
    let deed = Deed::default();
    let save = move |()| {
        let mut sealer = Sealer::default();
        let command = DayBookCommand::WriteEntry {
            book,
            day: untrack(|| day_of(day, state)),
            words: sealer.seal(&words.get_untracked()),
        };
        let submission = Submission::now(CommandBody::DayBook(command), sealer);
        deed.send(&actions, submission, move || words.set(String::new()));
    };
    view! {
        <Card title=language.words(|text| text.day_book.write)>
            <Refused error=deed.error/>
            {move || deed.saved.get().then(|| view! {
                <Notice tone=Tone::Done><p>{language.text().day_book.saved}</p></Notice>
            })}
            <Field
                id="day-book-words"
                label=language.words(|text| text.day_book.words)
                required=language.words(|text| text.common.required)
                clause=language.say(move |lang| lang.clause(book.clause()))
                error=Signal::derive(move || said_at(deed.error, Answer::Content, language.get()))
            >
                <TextArea value=words max_length=2000/>
            </Field>
            <div class="row">
                <Button kind=ButtonKind::Primary disabled=deed.working on_click=save>
                    {move || language.text().day_book.save}
                </Button>
                <span class="second" role="status">{kept.note(language)}</span>
            </div>
        </Card>
    }
}
