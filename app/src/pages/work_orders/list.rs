//! All work orders, each on the place of the board where somebody looks for it.

use std::collections::BTreeSet;

use domain::id::{StreamId, WorkOrderId};
use domain::report::owed_first;
use domain::role::Role;
use domain::work_order::Phase;
use leptos::prelude::*;

use super::card::card;
use super::counted;
use super::places;
use crate::components::{ButtonKind, Choice, Empty, Icon, LinkButton, SearchBox, Tabs};
use crate::language::use_language;
use crate::pages::complaints::list::matches_search;
use crate::pages::parts::minute::office_now;
use crate::pages::parts::names::Directory;
use crate::pages::parts::older::{NotWhole, OlderLink};
use crate::state::AppState;

/// Lists longer than this are cut: nobody reads further, and the search narrows them.
const MOST: usize = 200;

/// Places of the board that work orders stand on, after mine and before all.
const SHOWN: [&str; 5] = ["new", "running", "waiting", "late", "to_follow_up"];

#[component]
pub fn WorkOrderList(chosen: Memo<Option<WorkOrderId>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let search = RwSignal::new(String::new());
    // A technician looks for the own ones, everybody else for the office's.
    let first = if untrack(|| state.my_roles()).contains(&Role::Technician) {
        "mine"
    } else {
        "open"
    };
    let filter = RwSignal::new(first.to_owned());
    let board = Memo::new(move |_| {
        state.minute.track();
        let now = office_now(state);
        state.heads.with(|heads| places::of_office(heads, now))
    });
    let counted = counted::in_address(state);
    let rows = Memo::new(move |_| {
        let me = state.session.get().map(|session| session.person);
        state.minute.track();
        let (now, offset) = (office_now(state), state.utc_offset_minutes());
        let (filter, search) = (filter.get(), search.get().trim().to_lowercase());
        let counted = counted.get();
        let here: BTreeSet<StreamId> =
            board.with(|board| places::place(board, &filter).iter().copied().collect());
        state.heads.with(|heads| {
            let mut rows: Vec<_> = heads
                .work_orders
                .iter()
                .filter(|(id, head)| match filter.as_str() {
                    // What the board counted is shown whole, wherever it stands.
                    _ if counted.is_some() => counted
                        .as_ref()
                        .is_some_and(|counted| counted.orders.contains(&id.stream())),
                    _ if !search.is_empty() => true,
                    "mine" => {
                        me.is_some()
                            && head.technician == me
                            && !matches!(head.phase, Phase::Completed | Phase::Withdrawn)
                    }
                    "open" => head.is_open(),
                    "all" => true,
                    _ => here.contains(&id.stream()),
                })
                .filter(|(_, head)| {
                    search.is_empty()
                        || heads
                            .complaints
                            .get(&head.case)
                            .is_some_and(|case| matches_search(case, &search))
                })
                .map(|(id, head)| (*id, head.clone()))
                .collect();
            // What is open stands in the order it is owed in; what is looked up, the latest first.
            if counted.is_none() && (!search.is_empty() || filter == "all") {
                domain::gather::sort_by_key(&mut rows, |(id, head)| {
                    std::cmp::Reverse((head.made_at, *id))
                });
            } else {
                domain::gather::sort_by_key(&mut rows, |(id, head)| {
                    (owed_first(head.due_by(offset), head.made_at, now), *id)
                });
            }
            rows
        })
    });
    let tabs = Signal::derive(move || {
        let lang = language.get();
        let mut tabs = vec![
            Choice::new("open", places::label(lang, "open")),
            Choice::new("mine", places::label(lang, "mine")),
        ];
        tabs.extend(SHOWN.map(|place| Choice::new(place, places::label(lang, place))));
        tabs.push(Choice::new("all", places::label(lang, "all")));
        tabs
    });
    let names = Memo::new(move |_| Directory::now(state, language.get()));
    let cards = move || {
        state.minute.track();
        let lang = language.get();
        let names = names.get();
        rows.with(|rows| {
            rows.iter()
                .take(MOST)
                .map(|(id, head)| card(*id, head, state, lang, &names, chosen))
                .collect_view()
        })
    };
    let nothing = move || {
        rows.with(Vec::is_empty).then(|| {
            view! {
                <Empty
                    what=language.words(|text| text.work_order.empty)
                    do_first=language.words(|text| text.work_order.empty_hint)
                    icon=Icon::Repair
                />
            }
        })
    };
    // Beside a slip, its next step is what the page is for.
    let register = move || {
        let kind = if chosen.with(Option::is_none) {
            ButtonKind::Primary
        } else {
            ButtonKind::Secondary
        };
        view! {
            <LinkButton kind href=Signal::stored("/complaints/new?request=repair".to_owned())>
                {move || language.text().work_order.register}
            </LinkButton>
        }
    };
    view! {
        {register}
        <div class="row">
            <LinkButton href=Signal::stored("/dispatch".to_owned())>
                {move || language.text().work_order.dispatch}
            </LinkButton>
            <LinkButton href=Signal::stored("/work-orders/prices".to_owned())>
                {move || language.text().price_list.title}
            </LinkButton>
        </div>
        <SearchBox
            value=search
            label=language.words(|text| text.common.search)
            placeholder=language.words(|text| text.common.search_hint)
        />
        {move || match counted.get() {
            Some(counted) => view! {
                <NotWhole month=counted.month/>
                <p class="second">{counted.heading(language.get())}</p>
                <LinkButton href=Signal::stored("/work-orders".to_owned())>
                    {move || language.text().work_order.filter_all}
                </LinkButton>
            }
            .into_any(),
            None => view! { <Tabs label=language.words(|text| text.work_order.title) tabs value=filter/> }.into_any(),
        }}
        <p class="second figures" role="status">{move || language.get().cases(rows.with(Vec::len))}</p>
        <div class="group"><ul>{cards}</ul></div>
        {nothing}
        <OlderLink/>
    }
}
