//! 值班表: what those on duty saw and did on a day, entered by the cases themselves and by hand.

use domain::clause::Clause;
use domain::day_book::{BookName, DayBook, DutyMatter, duty_log};
use domain::id::DayBookId;
use leptos::prelude::*;

use super::entry::{DayField, WriteEntry, day_of};
use super::violations_of_day::{line, violations_of};
use super::void::{VoidEntry, void_button};
use crate::actions::Actions;
use crate::components::{BackLink, ClauseChip, Empty, Icon, LinkButton, Page, Timeline};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::parts::names::Directory;
use crate::state::AppState;

#[component]
pub fn DutyLogPage() -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(
        Signal::stored("/violations".to_owned()),
        language.words(|text| text.common.back),
    );
    view! {
        <Frame title=language.words(|text| text.day_book.duty_log) back=Signal::stored(Some(back.clone()))>
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
    let violations = violations_of(state, &actions, day);
    let page = Memo::new(move |_| {
        let on = day_of(day, state);
        state
            .session
            .get()
            .map(|session| DayBookId::of(session.office, BookName::DutyLog.name(), on))
    });
    Effect::new(move |_| {
        if let Some(page) = page.get() {
            actions.watch(page.stream());
        }
    });
    let entries = Memo::new(move |_| {
        let on = day_of(day, state);
        let by_hand: Option<DayBook> = page.get().and_then(|page| state.day_book(page));
        violations.with(|violations| {
            duty_log(violations, by_hand.as_ref(), on, state.utc_offset_minutes())
        })
    });
    let voiding = RwSignal::new(None);
    let lines = move || {
        let lang = language.get();
        let names = Directory::now(state, lang);
        entries.with(|entries| {
            entries
                .iter()
                .map(|entry| {
                    let void = match &entry.matter {
                        DutyMatter::ByHand(hand) => void_button(hand, state, language, voiding),
                        DutyMatter::Violation { .. } => None,
                    };
                    line(entry, &names, lang, void)
                })
                .collect_view()
        })
    };
    let nothing = move || {
        entries.with(Vec::is_empty).then(|| {
            view! {
                <Empty
                    what=language.words(|text| text.day_book.empty)
                    do_first=language.words(|text| text.day_book.empty_hint)
                    icon=Icon::List
                />
            }
        })
    };
    view! {
        <DayField day/>
        <p>
            <strong>{move || language.get().day_with_weekday(day_of(day, state))}</strong>
            " "
            <ClauseChip text=language.say(|lang| lang.clause(Clause::V4_4_2))/>
        </p>
        <Timeline label=language.words(|text| text.day_book.duty_log)>{lines}</Timeline>
        {nothing}
        <WriteEntry book=BookName::DutyLog day/>
        <VoidEntry book=BookName::DutyLog day voiding/>
        <div class="row">
            <LinkButton href=Signal::stored("/work-journal".to_owned())>
                {move || language.text().day_book.work_journal}
            </LinkButton>
        </div>
    }
}
