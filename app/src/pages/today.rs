//! 今日: what I must do, in order of the last day; late on top; and what waits for my decision.

mod waits;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use domain::complaint::Status;
use domain::follow_up::{Severity, Standing};
use domain::head::ComplaintHead;
use domain::id::CaseId;
use domain::role::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::{
    BackLink, Button, ButtonKind, ChipView, Choice, Empty, Group, Icon, LinkButton, ListCard,
    ListPane, Tabs, Tone,
};
use crate::language::{Language, use_language};
use crate::pages::complaints::list::short;
use crate::pages::follow_ups::mine::{OwedItem, owed};
use crate::pages::frame::Frame;
use crate::pages::parts::minute::office_now;
use crate::pages::summaries::mine::{SummariesToday, waiting as summaries};
use crate::pages::violations::mine::{ViolationsToday, waiting};
use crate::pages::work_orders::mine::{RepairsToday, waiting as repairs};
use crate::parts::case_pane;
use crate::people;
use crate::state::AppState;
use crate::text::{Lang, Text, Word, text};
use waits::{Wait, waits};

/// Cards of a section drawn at once; more come when asked for.
const CARDS: usize = 50;

/// The sections, from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Late,
    DueToday,
    ToDecide,
    ToHandle,
    ToConfirm,
    ThisWeek,
    Later,
}

impl Section {
    const ALL: [Section; 7] = [
        Section::Late,
        Section::DueToday,
        Section::ToDecide,
        Section::ToHandle,
        Section::ToConfirm,
        Section::ThisWeek,
        Section::Later,
    ];

    fn title(self, text: &'static Text) -> &'static str {
        let words = &text.today;
        match self {
            Section::Late => words.late,
            Section::DueToday => words.due_today,
            Section::ToDecide => words.for_me_to_decide,
            Section::ToHandle => words.to_handle,
            Section::ToConfirm => words.to_confirm,
            Section::ThisWeek => words.this_week,
            Section::Later => words.later,
        }
    }
}

/// One card.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    section: Section,
    case: CaseId,
    head: Arc<ComplaintHead>,
    owed: Option<OwedItem>,
    wait: Option<Wait>,
    /// What else waits for me on the same case.
    also: Vec<Wait>,
    unsent: bool,
}

#[component]
pub fn TodayPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let title = language.words(|text| text.today.title);
    let subtitle = language.say(move |lang| lang.day_with_weekday(state.today.get()));
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            query
                .get("case")
                .and_then(|case| case.parse::<CaseId>().ok())
        })
    });
    let whose = RwSignal::new("mine".to_owned());
    let items = Memo::new(move |_| items(state, whose.with(|whose| whose == "mine")));
    // Beside the list stands its first case; work that arrives later must not push it away.
    let first = RwSignal::new(None::<CaseId>);
    Effect::new(move |_| {
        if first.with(Option::is_none) {
            let found = items.with(|items| items.first().map(|item| item.case));
            if found.is_some() {
                first.set(found);
            }
        }
    });
    let chosen = Memo::new(move |_| asked.get().or(first.get()));
    let pane = move || match chosen.get() {
        Some(case) => case_pane(case),
        None => view! { <Empty what=language.words(|text| text.today.empty) icon=Icon::Today/> }
            .into_any(),
    };
    let back = BackLink::new(Signal::stored("/".to_owned()), title);
    view! {
        <Frame title subtitle>
            <ListPane
                list=move || view! { <TodayList items chosen whose/> }
                pane=move || pane
                pane_open=Signal::derive(move || asked.get().is_some())
                list_label=title
                pane_label=language.words(|text| text.complaint.facts)
                back=back.clone()
            />
        </Frame>
    }
}

#[component]
fn TodayList(
    items: Memo<Vec<Item>>,
    chosen: Memo<Option<CaseId>>,
    whose: RwSignal<String>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let tabs = Signal::derive(move || {
        let words = &language.text().today;
        vec![
            Choice::new("mine", words.mine_only),
            Choice::new("all", words.everyones),
        ]
    });
    let groups = Section::ALL
        .into_iter()
        .map(|section| {
            let own = Memo::new(move |_| {
                items.with(|items| {
                    items
                        .iter()
                        .filter(|item| item.section == section)
                        .cloned()
                        .collect::<Vec<_>>()
                })
            });
            let shown = RwSignal::new(CARDS);
            let more = move || {
                let left = own.with(Vec::len).saturating_sub(shown.get());
                (left > 0).then(|| {
                    view! {
                        <Button kind=ButtonKind::Secondary on_click=move |()| shown.update(|shown| *shown += CARDS)>
                            {move || format!("{} · {}", language.text().common.more, language.get().cases(left))}
                        </Button>
                    }
                })
            };
            move || {
                (!own.with(Vec::is_empty)).then(|| {
                    let lang = language.get();
                    let today = state.today.get();
                    let cards = own.with(|own| {
                        own.iter()
                            .take(shown.get())
                            .map(|item| card(item, lang, today, chosen))
                            .collect_view()
                    });
                    view! {
                        <Group
                            title=Signal::stored(section.title(text(lang)).to_owned())
                            count=Signal::derive(move || own.with(Vec::len))
                        >
                            {cards}
                        </Group>
                        {more}
                    }
                })
            }
        })
        .collect_view();
    let nothing = move || {
        let nothing = items.with(Vec::is_empty)
            && waiting(state) == 0
            && repairs(state) == 0
            && summaries(state) == 0;
        nothing.then(|| view! { <NothingToDo/> })
    };
    view! {
        <Tabs label=language.words(|text| text.today.title) tabs value=whose/>
        <RepairsToday/>
        {groups}
        <ViolationsToday/>
        <SummariesToday/>
        {nothing}
    }
}

/// A new office imports first; any other waits for the next complaint.
#[component]
fn NothingToDo() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language: Language = use_language();
    let no_units = Memo::new(move |_| state.heads.with(|heads| heads.units.is_empty()));
    let first = language.say(move |lang| {
        let words = &text(lang).today;
        if no_units.get() {
            words.empty_new_office
        } else {
            words.empty_hint
        }
        .to_owned()
    });
    view! {
        <Empty what=language.words(|text| text.today.empty) do_first=first icon=Icon::Today>
            {move || if no_units.get() {
                view! {
                    <LinkButton kind=ButtonKind::Secondary href=Signal::stored("/occupants/import".to_owned())>
                        {move || language.text().today.import_occupants}
                    </LinkButton>
                }
                .into_any()
            } else {
                view! {
                    <LinkButton kind=ButtonKind::Secondary href=Signal::stored("/complaints/new".to_owned())>
                        {move || language.text().today.register_complaint}
                    </LinkButton>
                }
                .into_any()
            }}
        </Empty>
    }
}

fn card(item: &Item, lang: Lang, today: NaiveDate, chosen: Memo<Option<CaseId>>) -> AnyView {
    let words = text(lang);
    let (head, case) = (&item.head, item.case);
    let due = item.owed.as_ref().map(|owed| {
        let tone = match owed.standing {
            Standing::Late => Tone::Late,
            Standing::DueToday => Tone::Today,
            Standing::Open | Standing::TooEarly => Tone::Plain,
        };
        ChipView::new(tone, lang.due(&owed.window, today))
    });
    let (edge, due, what) = match (item.wait, due) {
        (Some(wait), _) if item.section == Section::Late => (
            Tone::Late,
            Some(ChipView::new(Tone::Late, wait.words(words))),
            head.category.word(lang),
        ),
        (Some(wait), _) => (
            Tone::Plain,
            Some(ChipView::new(Tone::Info, wait.words(words))),
            head.category.word(lang),
        ),
        (None, due) => (
            due.as_ref().map_or(Tone::Plain, |due| due.tone),
            due,
            item.owed
                .as_ref()
                .map_or(words.today.complaint_follow_up, |owed| {
                    lang.follow_up_kind(owed.kind())
                }),
        ),
    };
    let mut chips: Vec<ChipView> = item
        .also
        .iter()
        .map(|wait| ChipView::new(Tone::Info, wait.words(words)))
        .collect();
    if head.severity == Severity::Major {
        chips.push(ChipView::new(Tone::Info, head.severity.word(lang)));
    }
    if item.unsent {
        chips.push(ChipView::new(Tone::Today, words.common.unsent));
    }
    view! {
        <li>
            <ListCard
                href=item
                    .owed
                    .as_ref()
                    .filter(|owed| owed.order.is_some())
                    .map_or_else(|| format!("/?case={case}"), OwedItem::address)
                edge=edge
                title=format!("{} {}", head.unit_code, head.occupant)
                due=due
                detail=format!("{what} · {}", short(&head.content))
                chips=chips
                selected=Signal::derive(move || chosen.get() == Some(case))
            />
        </li>
    }
    .into_any()
}

fn items(state: AppState, mine_only: bool) -> Vec<Item> {
    let today = state.today.get();
    let (week_ends, offset) = (end_of_week(today), state.utc_offset_minutes());
    state.minute.track();
    let now = office_now(state);
    let mut items: Vec<Item> = owed(state)
        .into_iter()
        .filter(|owed| owed.mine || !mine_only)
        .map(|owed| Item {
            section: match owed.standing {
                Standing::Late => Section::Late,
                Standing::DueToday => Section::DueToday,
                Standing::Open | Standing::TooEarly if owed.window.closes <= week_ends => {
                    Section::ThisWeek
                }
                Standing::Open | Standing::TooEarly => Section::Later,
            },
            case: owed.case,
            head: owed.head.clone(),
            wait: None,
            also: Vec::new(),
            unsent: owed.unsent,
            owed: Some(owed),
        })
        .collect();
    let (Some(policy), Some(session)) = (state.policy_on(today), state.session.get()) else {
        return items;
    };
    state.heads.with(|heads| {
        for (case, head) in &heads.complaints {
            let mut waits = waits(head, session.person, heads, &policy, today).into_iter();
            // A case is one card, however much of it waits for me.
            if let Some(wait) = waits.next() {
                // What had to be handled or answered by now is late, as a visit is.
                let overdue = head.due_by(offset).is_some_and(|due| due < now);
                let section = match wait {
                    Wait::Handle | Wait::Answer if overdue => Section::Late,
                    _ => wait.section(),
                };
                items.push(Item {
                    section,
                    case: *case,
                    head: head.clone(),
                    owed: None,
                    wait: Some(wait),
                    also: waits.collect(),
                    unsent: heads.unsent.contains(&case.stream()),
                });
            }
        }
    });
    // Within a section what is owed first; what nobody limited, by when it came in.
    domain::gather::sort_by_key(&mut items, |item| {
        let due = item.head.due_by(offset).filter(|_| item.wait.is_some());
        let visit = item.owed.as_ref().map(|owed| owed.window.closes);
        let told = item.wait != Some(Wait::HandedUp);
        let since = item.wait.map(|_| item.head.registered_at);
        (item.section, told, visit, due.is_none(), due, since)
    });
    items
}

/// How many cases were handed up to me: beside what is due, the number on the rail.
#[must_use]
pub fn handed_up(state: AppState) -> usize {
    let today = state.today.get();
    let (Some(policy), Some(session)) = (state.policy_on(today), state.session.get()) else {
        return 0;
    };
    state.heads.with(|heads| {
        let mine = people::in_hands(heads, session.person, today, None);
        if !mine.contains(&Role::PropertyManager)
            && !mine.contains(&policy.holder(Role::PropertyManager))
        {
            return 0;
        }
        let told =
            |head: &ComplaintHead| head.status == Status::HandedUp && head.set_aside.is_none();
        heads.complaints.values().filter(|head| told(head)).count()
    })
}

/// Sunday: the week of an office begins on Monday.
fn end_of_week(today: NaiveDate) -> NaiveDate {
    let left = 6_u32.saturating_sub(today.weekday().num_days_from_monday());
    domain::calendar::plus_days(today, left)
}

#[cfg(test)]
mod tests {
    use super::end_of_week;

    #[test]
    fn a_week_ends_on_its_sunday() {
        let table = [
            ("2026-11-23", "2026-11-29"),
            ("2026-11-29", "2026-11-29"),
            ("2026-11-25", "2026-11-29"),
        ];
        for (day, sunday) in table {
            let day = day.parse().unwrap_or_default();
            assert_eq!(end_of_week(day).to_string(), sunday);
        }
    }
}
