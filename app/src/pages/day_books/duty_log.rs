//! 值班表: what those on duty saw and did on a day, entered by the cases themselves and by hand.

use std::collections::BTreeMap;

use domain::apply::State;
use domain::clause::Clause;
use domain::day_book::{BookName, DayBook, DutyEntry, DutyMatter, duty_log};
use domain::id::{CaseId, DayBookId};
use domain::violation::Violation;
use leptos::prelude::*;

use super::entry::{DayField, WriteEntry, day_of};
use crate::actions::Actions;
use crate::components::{
    BackLink, ButtonKind, Chip, ClauseChip, Empty, Icon, LinkButton, Page, Timeline, TimelineEntry,
    Tone,
};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::Lang;
use crate::text::timeline::Names as _;

/// A case that was closed this long before a day is not read for it.
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

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
    // Cases whose life touches the day; the fold of each is read from this tablet.
    let cases = Memo::new(move |_| {
        let on = day_of(day, state);
        let offset = i64::from(state.utc_offset_minutes()).saturating_mul(60_000);
        let begins = on
            .and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .timestamp_millis()
            .saturating_sub(offset);
        let ends = begins.saturating_add(DAY_MILLIS);
        state.heads.with(|heads| {
            heads
                .violations
                .iter()
                .filter(|(_, head)| {
                    head.noticed_at.0 < ends
                        && (head.closed_on.is_none_or(|closed| closed.0 >= begins)
                            || !head.tasks.is_empty())
                })
                .map(|(case, _)| *case)
                .collect::<Vec<CaseId>>()
        })
    });
    let page = Memo::new(move |_| {
        let on = day_of(day, state);
        state
            .session
            .get()
            .map(|session| DayBookId::of(session.office, BookName::DutyLog.name(), on))
    });
    Effect::new(move |_| {
        for case in cases.get() {
            actions.watch(case.stream());
        }
        if let Some(page) = page.get() {
            actions.watch(page.stream());
        }
    });
    let entries = Memo::new(move |_| {
        let on = day_of(day, state);
        let mut violations: BTreeMap<CaseId, Violation> = BTreeMap::new();
        for case in cases.get() {
            if let Some(Some(stream)) = state.stream(case.stream())
                && let State::Violation(violation) = &*stream
            {
                violations.insert(case, (**violation).clone());
            }
        }
        let by_hand: Option<DayBook> = page.get().and_then(|page| state.day_book(page));
        duty_log(
            violations.values(),
            by_hand.as_ref(),
            on,
            state.utc_offset_minutes(),
        )
    });
    let lines = move || {
        let lang = language.get();
        let names = Directory::now(state, lang);
        entries.with(|entries| {
            entries
                .iter()
                .map(|entry| line(entry, &names, lang))
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
        <div class="row">
            <LinkButton href=Signal::stored("/work-journal".to_owned())>
                {move || language.text().day_book.work_journal}
            </LinkButton>
        </div>
    }
}

fn line(entry: &DutyEntry, names: &Directory, lang: Lang) -> AnyView {
    let words = &crate::text::text(lang).day_book;
    let who: Vec<String> = entry
        .people
        .iter()
        .map(|person| names.person(*person))
        .collect();
    let when = lang.time(entry.at, names.utc_offset_minutes());
    let (what, more, mark, link) = match &entry.matter {
        DutyMatter::Violation {
            case,
            unit_code,
            occupant,
            words: said,
            fact,
        } => {
            let line = lang.violation_line(fact, said, names);
            (
                line.what,
                line.detail,
                words.by_case,
                Some((
                    format!("/violations/{case}"),
                    format!("{unit_code} {occupant}"),
                )),
            )
        }
        DutyMatter::ByHand { words: said } => (said.clone(), None, words.by_hand, None),
    };
    let what = format!("{what} · {}", lang.list(&who));
    view! {
        <TimelineEntry when=Signal::stored(when) what=Signal::stored(what) more=more>
            " "
            <Chip tone=Tone::Info text=Signal::stored(mark.to_owned())/>
            " "
            {link.map(|(href, whose)| view! {
                <LinkButton kind=ButtonKind::Quiet href=Signal::stored(href)>{whose}</LinkButton>
            })}
        </TimelineEntry>
    }
    .into_any()
}
