//! 回访: what is owed, by last day or by unit, mine or everybody's; and what was done.

use std::sync::Arc;

use domain::complaint::OwedState;
use domain::follow_up::{FollowUpKind, Grade};
use domain::head::{ComplaintHead, RoundHead};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::mine::{OwedItem, owed};
use crate::components::{ChipView, Empty, Group, ListCard, Page, TabLink, TabLinks, Tone};
use crate::engine::message::Heads;
use crate::language::use_language;
use crate::pages::complaints::tone_of;
use crate::pages::frame::Frame;
use crate::state::AppState;
use crate::text::{Lang, Word, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    Mine,
    All,
    Done,
    Unreachable,
}

impl Show {
    const ALL: [Show; 4] = [Show::Mine, Show::All, Show::Done, Show::Unreachable];

    fn query(self) -> &'static str {
        match self {
            Show::Mine => "mine",
            Show::All => "all",
            Show::Done => "done",
            Show::Unreachable => "unreachable",
        }
    }
}

/// Lists longer than this are cut: nobody reads further, and the search is in the complaints.
const MOST: usize = 200;

#[component]
pub fn FollowUpsPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let query = use_query_map();
    let show = Memo::new(move |_| {
        let asked = query.with(|query| query.get("show"));
        Show::ALL
            .into_iter()
            .find(|show| Some(show.query()) == asked.as_deref())
            .unwrap_or(Show::Mine)
    });
    let by_unit =
        Memo::new(move |_| query.with(|query| query.get("by").as_deref() == Some("unit")));
    let tabs = Signal::derive(move || {
        let text = &language.text().follow_up;
        Show::ALL
            .into_iter()
            .map(|tab| TabLink {
                href: format!("/follow-ups?show={}", tab.query()),
                label: match tab {
                    Show::Mine => text.filter_mine,
                    Show::All => text.filter_all,
                    Show::Done => text.filter_done,
                    Show::Unreachable => text.filter_unreachable,
                }
                .to_owned(),
                current: show.get() == tab,
            })
            .collect::<Vec<_>>()
    });
    let orders = Signal::derive(move || {
        let text = &language.text().follow_up;
        let here = show.get().query();
        vec![
            TabLink {
                href: format!("/follow-ups?show={here}"),
                label: text.by_last_day.to_owned(),
                current: !by_unit.get(),
            },
            TabLink {
                href: format!("/follow-ups?show={here}&by=unit"),
                label: text.by_unit.to_owned(),
                current: by_unit.get(),
            },
        ]
    });
    let content = move || match show.get() {
        Show::Mine | Show::All => {
            let mut items = owed(state);
            if show.get() == Show::Mine {
                items.retain(|item| item.mine);
            }
            if by_unit.get() {
                domain::gather::sort_by(&mut items, |a, b| a.head.unit_code.cmp(&b.head.unit_code));
            }
            view! { <OwedList items by_unit=by_unit.get()/> }.into_any()
        }
        Show::Done => view! { <EndedList unreachable=false/> }.into_any(),
        Show::Unreachable => view! { <EndedList unreachable=true/> }.into_any(),
    };
    view! {
        <Frame title=language.words(|text| text.follow_up.title)>
            <Page>
                <TabLinks label=language.words(|text| text.follow_up.title) tabs/>
                <TabLinks label=language.words(|text| text.follow_up.by_last_day) tabs=orders/>
                {content}
            </Page>
        </Frame>
    }
}

#[component]
fn OwedList(items: Vec<OwedItem>, by_unit: bool) -> impl IntoView {
    let language = use_language();
    if items.is_empty() {
        return view! {
            <Empty
                what=language.words(|text| text.follow_up.empty)
                do_first=language.words(|text| text.follow_up.empty_hint)
            />
        }
        .into_any();
    }
    let count = items.len();
    let title = if by_unit {
        language.words(|text| text.follow_up.by_unit)
    } else {
        language.words(|text| text.follow_up.by_last_day)
    };
    let cards = items
        .into_iter()
        .take(MOST)
        .map(|item| view! { <li><OwedCard item/></li> })
        .collect_view();
    view! { <Group title count=Signal::stored(count)>{cards}</Group> }.into_any()
}

#[component]
fn OwedCard(item: OwedItem) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let window = item.window;
    let edge = tone_of(item.standing);
    let severity = item.head.severity;
    let unsent = item.unsent;
    let clause = window.clause;
    let repair = item.order.is_some();
    let chips = move |lang: Lang| {
        let mut chips = vec![ChipView::new(Tone::Act, lang.clause_short(clause))];
        if repair {
            chips.push(ChipView::new(
                Tone::Info,
                lang.follow_up_kind(FollowUpKind::Repair),
            ));
        } else if severity == domain::follow_up::Severity::Major {
            chips.push(ChipView::new(Tone::Info, severity.word(lang)));
        }
        if unsent {
            chips.push(ChipView::new(Tone::Today, text(lang).common.unsent));
        }
        chips
    };
    move || {
        let lang = language.get();
        view! {
            <ListCard
                href=item.address()
                edge=edge
                title=format!("{} {}", item.head.unit_code, item.head.occupant)
                due=Some(ChipView::new(edge, lang.due(&window, state.today.get())))
                detail=item.head.content.clone()
                chips=chips(lang)
            />
        }
    }
}

/// One follow-up that ended, of a complaint or a repair.
struct Ended {
    on: chrono::NaiveDate,
    href: String,
    head: Arc<ComplaintHead>,
    grade: Option<Grade>,
}

/// The day one round ended, if it ended this way.
fn ended_on(round: &RoundHead, unreachable: bool) -> Option<chrono::NaiveDate> {
    match round.state {
        OwedState::Done { on } if !unreachable => Some(on),
        OwedState::Unreachable if unreachable => Some(round.closes),
        _ => None,
    }
}

fn ended(heads: &Heads, unreachable: bool) -> Vec<Ended> {
    let complaints = heads.complaints.iter().flat_map(|(case, head)| {
        let rounds = head.rounds.iter();
        rounds.filter_map(move |round| {
            Some(Ended {
                on: ended_on(round, unreachable)?,
                href: format!("/complaints/{case}"),
                head: head.clone(),
                grade: head.follow_ups.last().and_then(|made| made.grade),
            })
        })
    });
    let repairs = heads.work_orders.iter().flat_map(|(order, repair)| {
        let case = heads.complaints.get(&repair.case);
        repair.rounds.iter().filter_map(move |round| {
            Some(Ended {
                on: ended_on(round, unreachable)?,
                href: format!("/work-orders/{order}"),
                head: case?.clone(),
                grade: repair.follow_ups.last().and_then(|made| made.grade),
            })
        })
    });
    complaints.chain(repairs).collect()
}

/// Follow-ups that ended, the latest first.
#[component]
fn EndedList(unreachable: bool) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let items = move || {
        let mut items = state.heads.with(|heads| ended(heads, unreachable));
        domain::gather::sort_by_key(&mut items, |item| {
            std::cmp::Reverse((item.on, item.href.clone()))
        });
        items
    };
    let cards = move || {
        let items = items();
        if items.is_empty() {
            return view! { <Empty what=language.words(|text| text.follow_up.empty)/> }.into_any();
        }
        let count = items.len();
        let lang = language.get();
        let cards = items
            .into_iter()
            .take(MOST)
            .map(|item| {
                let on = item.on;
                let grade = item.grade.map(|grade| {
                    let tone = if grade.favourable() {
                        Tone::Done
                    } else {
                        Tone::Late
                    };
                    ChipView::new(tone, grade.word(lang))
                });
                let chips: Vec<ChipView> = grade.into_iter().collect();
                view! {
                    <li>
                        <ListCard
                            href=item.href
                            title=format!("{} {}", item.head.unit_code, item.head.occupant)
                            due=Some(ChipView::new(Tone::Plain, lang.day_month(on)))
                            detail=item.head.content.clone()
                            chips
                        />
                    </li>
                }
            })
            .collect_view();
        let title = if unreachable {
            language.words(|text| text.follow_up.filter_unreachable)
        } else {
            language.words(|text| text.follow_up.filter_done)
        };
        view! { <Group title count=Signal::stored(count)>{cards}</Group> }.into_any()
    };
    view! { {cards} }
}
