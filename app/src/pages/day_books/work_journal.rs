//! 工作日志: what was done on a day about complaints and repairs, entered by the cases themselves, and by hand.

use domain::apply::State;
use domain::clause::Clause;
use domain::complaint::Complaint;
use domain::day_book::{
    BookName, DayBook, DutyEntry, JournalEntry, JournalMatter, touches_complaint, touches_repair,
    work_journal,
};
use domain::id::{CaseId, DayBookId, Instant, WorkOrderId};
use domain::work_order::WorkOrder;
use leptos::prelude::*;

use super::entry::{DayField, WriteEntry, day_of};
use super::violations_of_day::{in_journal, line as violation_line};
use super::void::{VoidEntry, void_button};
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

#[component]
pub fn WorkJournalPage() -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(
        Signal::stored("/complaints".to_owned()),
        language.words(|text| text.common.back),
    );
    view! {
        <Frame title=language.words(|text| text.day_book.work_journal) back=Signal::stored(Some(back.clone()))>
            <Page><Day/></Page>
        </Frame>
    }
}

/// The cases that may have something on a day: only those are folded for it.
fn touched(state: AppState, day: RwSignal<String>) -> (Memo<Vec<CaseId>>, Memo<Vec<WorkOrderId>>) {
    let cases = Memo::new(move |_| {
        let (on, offset) = (day_of(day, state), state.utc_offset_minutes());
        state.heads.with(|heads| {
            let touched = |head: &domain::head::ComplaintHead| touches_complaint(head, on, offset);
            let all = heads.complaints.iter();
            all.filter(|(_, head)| touched(head))
                .map(|(case, _)| *case)
                .collect::<Vec<_>>()
        })
    });
    let orders = Memo::new(move |_| {
        let on = day_of(day, state);
        state.heads.with(|heads| {
            let all = heads.work_orders.iter();
            all.filter(|(_, head)| touches_repair(head, on))
                .map(|(order, _)| *order)
                .collect::<Vec<_>>()
        })
    });
    (cases, orders)
}

#[component]
fn Day() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let day = RwSignal::new(state.today.get_untracked().to_string());
    let (cases, orders) = touched(state, day);
    let page = Memo::new(move |_| {
        let on = day_of(day, state);
        state
            .session
            .get()
            .map(|session| DayBookId::of(session.office, BookName::WorkJournal.name(), on))
    });
    Effect::new(move |_| {
        let cases = cases.get().into_iter().map(CaseId::stream);
        let orders = orders.get().into_iter().map(WorkOrderId::stream);
        let page = page.get().map(DayBookId::stream);
        for stream in cases.chain(orders).chain(page) {
            actions.watch(stream);
        }
    });
    let entries = Memo::new(move |_| {
        let complaints: Vec<Complaint> = cases
            .get()
            .into_iter()
            .filter_map(|case| state.complaint(case))
            .collect();
        let orders: Vec<WorkOrder> = orders
            .get()
            .into_iter()
            .filter_map(|order| match state.stream(order.stream())?.as_deref() {
                Some(State::WorkOrder(order)) => Some((**order).clone()),
                _ => None,
            })
            .collect();
        let by_hand: Option<DayBook> = page.get().and_then(|page| state.day_book(page));
        let on = day_of(day, state);
        let offset = state.utc_offset_minutes();
        work_journal(&complaints, &orders, by_hand.as_ref(), on, offset)
    });
    let of_violations = in_journal(state, &expect_context::<Actions>(), day);
    let voiding = RwSignal::new(None);
    let lines = move || {
        let lang = language.get();
        let names = Directory::now(state, lang);
        // One book in one order, whatever the lines are about.
        let mut lines: Vec<(Instant, AnyView)> = entries.with(|entries| {
            let of = |entry: &JournalEntry| {
                let void = match &entry.matter {
                    JournalMatter::ByHand(hand) => void_button(hand, state, language, voiding),
                    _ => None,
                };
                (entry.at, line(entry, &names, lang, void))
            };
            entries.iter().map(of).collect()
        });
        of_violations.with(|entries| {
            let of = |entry: &DutyEntry| (entry.at, violation_line(entry, &names, lang, None));
            lines.extend(entries.iter().map(of));
        });
        domain::gather::sort_by_key(&mut lines, |(at, _)| *at);
        lines.into_iter().map(|(_, line)| line).collect_view()
    };
    let nothing = move || {
        let empty = entries.with(Vec::is_empty) && of_violations.with(Vec::is_empty);
        empty.then(|| {
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
        <p>
            <strong>{move || language.get().day_with_weekday(day_of(day, state))}</strong>
            " "
            <ClauseChip text=language.say(|lang| lang.clause(Clause::G3_3_2))/>
        </p>
        <Timeline label=language.words(|text| text.day_book.work_journal)>{lines}</Timeline>
        {nothing}
        <WriteEntry book=BookName::WorkJournal day/>
        <VoidEntry book=BookName::WorkJournal day voiding/>
        <div class="row">
            <LinkButton href=Signal::stored("/duty-log".to_owned())>
                {move || language.text().day_book.duty_log}
            </LinkButton>
        </div>
    }
}

fn line(entry: &JournalEntry, names: &Directory, lang: Lang, void: Option<AnyView>) -> AnyView {
    let words = &crate::text::text(lang).day_book;
    let when = lang.time(entry.at, names.utc_offset_minutes());
    let (what, more, mark, link) = match &entry.matter {
        JournalMatter::Complaint {
            case,
            unit_code,
            occupant,
            fact,
        } => {
            let line = lang.timeline_line(fact, names);
            let link = (
                format!("/complaints/{case}"),
                format!("{unit_code} {occupant}"),
            );
            (line.what, line.detail, words.by_case, Some(link))
        }
        JournalMatter::Repair {
            work_order,
            unit_code,
            fact,
        } => {
            let line = lang.work_order_line(fact, names);
            let link = (format!("/work-orders/{work_order}"), unit_code.clone());
            (line.what, line.detail, words.by_case, Some(link))
        }
        JournalMatter::ByHand(hand) => {
            (hand.words.clone(), hand.voided.clone(), words.by_hand, None)
        }
    };
    let voided = matches!(&entry.matter, JournalMatter::ByHand(hand) if hand.voided.is_some());
    let voided = voided.then(|| crate::text::text(lang).register_step.voided.to_owned());
    let left_over = entry.matter.is_left_over();
    let what = if left_over {
        what
    } else {
        let who = lang.people_who_went(&entry.people, &entry.stand_ins, names);
        format!("{what} · {}", lang.list(&who))
    };
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
            {left_over.then(|| view! {
                " "
                <Chip tone=Tone::Late text=Signal::stored(words.left_over.to_owned())/>
            })}
        </TimelineEntry>
    }
    .into_any()
}
