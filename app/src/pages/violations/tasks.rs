//! What a violation still asks of somebody, with its day, and who.

use domain::violation::{Task, Violation};
use leptos::prelude::*;

use super::act::Act;
use super::right::Hands;
use crate::components::{Button, ButtonKind, Card, Chip, Tone};
use crate::language::{Language, use_language};
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::Word;
use crate::text::timeline::Names as _;

#[component]
pub fn Tasks(violation: Memo<Option<Violation>>, begin: Callback<Act>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let tasks = Memo::new(move |_| {
        violation.with(|violation| violation.as_ref().map_or_else(Vec::new, Violation::tasks))
    });
    move || {
        let tasks = tasks.get();
        (!tasks.is_empty()).then(|| {
            let lines = tasks
                .iter()
                .map(|task| line(state, language, task, begin))
                .collect_view();
            view! {
                <Card title=language.words(|text| text.violation.tasks)>
                    <ul class="stack-tight">{lines}</ul>
                </Card>
            }
        })
    }
}

/// Whose it is: the people named, or the seats.
#[must_use]
pub fn whose(state: AppState, language: Language, task: &Task) -> String {
    let lang = language.get();
    if task.people.is_empty() {
        let policy = state.policy_on(state.today.get());
        let mut seats: Vec<String> = Vec::new();
        for seat in &task.seats {
            let held = policy.as_ref().map_or(*seat, |policy| policy.holder(*seat));
            let word = held.word(lang).to_owned();
            if !seats.contains(&word) {
                seats.push(word);
            }
        }
        return lang.list(&seats);
    }
    let names = Directory::now(state, lang);
    let people: Vec<String> = task
        .people
        .iter()
        .map(|person| names.person(*person))
        .collect();
    lang.list(&people)
}

fn line(state: AppState, language: Language, task: &Task, begin: Callback<Act>) -> AnyView {
    let lang = language.get();
    let mine = Hands::now(state).hold(task);
    let today = state.today.get();
    let due = task.due.map(|due| {
        let tone = if due < today {
            Tone::Late
        } else if due == today {
            Tone::Today
        } else {
            Tone::Plain
        };
        let words = lang.day_month(due);
        view! { <Chip tone=Signal::stored(tone) text=Signal::stored(words)/> }
    });
    let button = Act::of_task(task.kind, task.disposition)
        .filter(|_| mine)
        .map(|act| {
            view! {
                <Button kind=ButtonKind::Secondary on_click=move |()| begin.run(act)>
                    {move || act.label(language.text())}
                </Button>
            }
        });
    let what = task.kind.word(lang);
    let who = whose(state, language, task);
    view! {
        <li class="row-between">
            <span><strong>{what}</strong>" · "<span class="second">{who}</span>" "{due}</span>
            {button}
        </li>
    }
    .into_any()
}
