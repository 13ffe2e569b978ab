//! 工作日志: what was done on a day, written by hand.

use domain::day_book::BookName;
use domain::id::DayBookId;
use leptos::prelude::*;

use super::entry::{DayField, WriteEntry, day_of};
use crate::actions::Actions;
use crate::components::{BackLink, Empty, Icon, LinkButton, Page, Timeline, TimelineEntry};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;

#[component]
pub fn WorkJournalPage() -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(
        Signal::stored("/violations".to_owned()),
        language.words(|text| text.common.back),
    );
    view! {
        <Frame title=language.words(|text| text.day_book.work_journal) back=Signal::stored(Some(back.clone()))>
            <Page><Day/></Page>
        </Frame>
    }
}

#[component]
fn Day() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let day = RwSignal::new(state.today.get_untracked().to_string());
    let page = Memo::new(move |_| {
        let on = day_of(day, state);
        state
            .session
            .get()
            .map(|session| DayBookId::of(session.office, BookName::WorkJournal.name(), on))
    });
    Effect::new(move |_| {
        if let Some(page) = page.get() {
            actions.watch(page.stream());
        }
    });
    let book = Memo::new(move |_| page.get().and_then(|page| state.day_book(page)));
    let lines = move || {
        let lang = language.get();
        let names = Directory::now(state, lang);
        book.with(|book| {
            book.as_ref().map(|book| {
                book.entries
                    .iter()
                    .map(|entry| {
                        let when = lang.time(entry.happened_at, names.utc_offset_minutes());
                        let what = format!("{} · {}", entry.words, names.person(entry.recorded_by));
                        view! { <TimelineEntry when=Signal::stored(when) what=Signal::stored(what)/> }
                    })
                    .collect_view()
            })
        })
    };
    let nothing = move || {
        book.with(|book| book.as_ref().is_none_or(|book| book.entries.is_empty()))
            .then(|| {
                view! {
                    <Empty
                        what=language.words(|text| text.day_book.empty)
                        do_first=language.words(|text| text.day_book.empty_journal_hint)
                        icon=Icon::List
                    />
                }
            })
    };
    view! {
        <DayField day/>
        <p><strong>{move || language.get().day_with_weekday(day_of(day, state))}</strong></p>
        <Timeline label=language.words(|text| text.day_book.work_journal)>{lines}</Timeline>
        {nothing}
        <WriteEntry book=BookName::WorkJournal day/>
        <div class="row">
            <LinkButton href=Signal::stored("/duty-log".to_owned())>
                {move || language.text().day_book.duty_log}
            </LinkButton>
        </div>
    }
}
