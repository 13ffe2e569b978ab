//! The violations whose life touches a day, folded from what this tablet holds; and the lines they put into its books.

use domain::apply::State;
use domain::day_book::{DutyEntry, DutyMatter, violation_journal};
use domain::id::CaseId;
use domain::violation::Violation;
use leptos::prelude::*;

use super::entry::day_of;
use crate::actions::Actions;
use crate::components::{ButtonKind, Chip, LinkButton, TimelineEntry, Tone};
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::Lang;
use crate::text::timeline::Names as _;

/// A case that was closed this long before a day is not read for it.
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Watched from now on, and given back as they are read.
pub(super) fn violations_of(
    state: AppState,
    actions: &Actions,
    day: RwSignal<String>,
) -> Memo<Vec<Violation>> {
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
    let actions = StoredValue::new(actions.clone());
    Effect::new(move |_| {
        for case in cases.get() {
            actions.with_value(|actions| actions.watch(case.stream()));
        }
    });
    Memo::new(move |_| {
        cases
            .get()
            .into_iter()
            .filter_map(|case| match &*state.stream(case.stream())?? {
                State::Violation(violation) => Some((**violation).clone()),
                _ => None,
            })
            .collect()
    })
}

/// What violations put into 工作日志 by themselves.
pub(super) fn in_journal(
    state: AppState,
    actions: &Actions,
    day: RwSignal<String>,
) -> Memo<Vec<DutyEntry>> {
    let violations = violations_of(state, actions, day);
    Memo::new(move |_| {
        let on = day_of(day, state);
        violations.with(|violations| violation_journal(violations, on, state.utc_offset_minutes()))
    })
}

/// One line of a book, with the way to its case, or to take it back.
pub(super) fn line(
    entry: &DutyEntry,
    names: &Directory,
    lang: Lang,
    void: Option<AnyView>,
) -> AnyView {
    let words = &crate::text::text(lang).day_book;
    let who = lang.people_who_went(&entry.people, &entry.stand_ins, names);
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
        DutyMatter::ByHand(hand) => (hand.words.clone(), hand.voided.clone(), words.by_hand, None),
    };
    let what = format!("{what} · {}", lang.list(&who));
    let voided = entry
        .voided
        .then(|| crate::text::text(lang).register_step.voided.to_owned());
    view! {
        <TimelineEntry
            when=Signal::stored(when)
            what=Signal::stored(what)
            more=more
            action=link.map(|(href, whose)| view! {
                <LinkButton kind=ButtonKind::Quiet href=Signal::stored(href)>{whose}</LinkButton>
            }.into_any()).or(void)
        >
            " "
            <Chip tone=Tone::Info text=Signal::stored(mark.to_owned())/>
            {voided.map(|voided| view! { <Chip tone=Tone::Late text=Signal::stored(voided)/> })}
        </TimelineEntry>
    }
    .into_any()
}
