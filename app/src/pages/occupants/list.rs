//! 商户/业户: the directory by unit, and beside it the unit chosen.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::head::UnitHead;
use domain::id::UnitId;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::form::UnitForm;
use super::search::{Directory as Index, Searchable, Sought, directory, walking_order};
use super::unit::UnitPane;
use crate::components::{
    BackLink, Button, ButtonKind, ChipView, Choice, Empty, Icon, LinkButton, ListCard, ListPane,
    PaneHead, SearchBox, Tabs, Tone,
};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::state::AppState;

/// Cards shown at first and with each wish for more: an estate may have ten thousand households.
const SHOWN: usize = 150;

/// The place of the form that adds a unit.
const NEW: &str = "new";

/// What the pane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen {
    Nothing,
    New,
    Unit(UnitId),
}

#[component]
pub fn OccupantsPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let params = use_params_map();
    let chosen = Memo::new(move |_| match params.read().get("unit").as_deref() {
        None | Some("") => Chosen::Nothing,
        Some(NEW) => Chosen::New,
        Some(unit) => unit.parse().map_or(Chosen::Nothing, Chosen::Unit),
    });
    let title = language.say(move |lang| match super::kind(state) {
        domain::event::unit::OccupantKind::Merchant => {
            crate::text::text(lang).occupant.title_merchants.to_owned()
        }
        domain::event::unit::OccupantKind::Resident => {
            crate::text::text(lang).occupant.title_residents.to_owned()
        }
    });
    let count = Memo::new(move |_| state.heads.with(|heads| heads.units.len()));
    let typed = RwSignal::new(String::new());
    let which = RwSignal::new(String::from("all"));
    view! {
        <Frame title subtitle=language.say(move |lang| lang.units(count.get()))>
            <ListPane
                list=move || view! { <Directory chosen typed which/> }
                pane=move || view! { <Pane chosen/> }
                pane_open=Signal::derive(move || chosen.get() != Chosen::Nothing)
                list_label=title
                pane_label=language.words(|text| text.occupant.unit)
                back=BackLink::new(Signal::stored("/occupants".to_owned()), title)
            />
        </Frame>
    }
}

#[component]
fn Pane(chosen: Memo<Chosen>) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let navigate = StoredValue::new_local(navigate);
    let go = move |to: String| {
        navigate.with_value(|navigate| navigate(&to, leptos_router::NavigateOptions::default()));
    };
    let saved = Callback::new(move |unit: UnitId| go(format!("/occupants/{unit}")));
    let cancelled = Callback::new(move |()| go("/occupants".to_owned()));
    move || match chosen.get() {
        Chosen::Nothing => view! {
            <Empty what=language.words(|text| text.common.choose_item) icon=Icon::Occupant/>
        }
        .into_any(),
        Chosen::New => view! {
            <PaneHead title=language.words(|text| text.occupant.add)/>
            <UnitForm unit=None on_saved=saved on_cancel=cancelled/>
        }
        .into_any(),
        Chosen::Unit(unit) => view! { <UnitPane unit/> }.into_any(),
    }
}

/// One unit as the list shows it.
#[derive(Clone, PartialEq)]
struct Entry {
    unit: UnitId,
    searchable: Arc<Searchable>,
    open_cases: usize,
    unsent: bool,
}

impl Entry {
    fn head(&self) -> &Arc<UnitHead> {
        &self.searchable.head
    }
}

fn entries(state: AppState, index: &Index) -> Vec<Entry> {
    state.heads.with(|heads| {
        let mut open_cases: BTreeMap<UnitId, usize> = BTreeMap::new();
        for complaint in heads
            .complaints
            .values()
            .filter(|complaint| complaint.is_open())
        {
            *open_cases.entry(complaint.unit).or_default() += 1;
        }
        let mut entries: Vec<Entry> = index
            .iter()
            .map(|(unit, searchable)| Entry {
                unit: *unit,
                searchable: Arc::clone(searchable),
                open_cases: open_cases.get(unit).copied().unwrap_or_default(),
                unsent: heads.unsent.contains(&unit.stream()),
            })
            .collect();
        entries.sort_by_cached_key(|entry| walking_order(&entry.head().code));
        entries
    })
}

#[component]
fn Directory(
    chosen: Memo<Chosen>,
    typed: RwSignal<String>,
    which: RwSignal<String>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let index = directory(state);
    let all = Memo::new(move |_| entries(state, &index.get()));
    let found = Memo::new(move |_| {
        let (sought, which) = (Sought::of(&typed.get()), which.get());
        all.with(|all| {
            all.iter()
                .filter(|entry| match which.as_str() {
                    "open" => entry.open_cases > 0,
                    "left" => entry.head().left_on.is_some(),
                    _ => true,
                })
                .filter(|entry| sought.is_in(&entry.searchable))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let shown = RwSignal::new(SHOWN);
    let tabs = Signal::derive(move || {
        let text = &language.text().occupant;
        vec![
            Choice::new("all", text.filter_all),
            Choice::new("open", text.filter_open_cases),
            Choice::new("left", text.filter_left),
        ]
    });
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let import = Signal::stored("/occupants/import".to_owned());
    let add = Signal::stored(format!("/occupants/{NEW}"));
    let empty = move || {
        (!some.get()).then(|| {
            view! {
                <Empty
                    what=language.words(|text| text.occupant.empty)
                    do_first=language.words(|text| text.occupant.empty_hint)
                    icon=Icon::Occupant
                />
            }
        })
    };
    let nothing_found = move || {
        (some.get() && found.with(Vec::is_empty))
            .then(|| view! { <p role="status">{language.text().common.nothing_found}</p> })
    };
    let visible =
        move || found.with(|found| found.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let more = move || {
        (found.with(Vec::len) > shown.get()).then(|| {
            view! {
                <Button on_click=move |()| shown.update(|shown| *shown += SHOWN)>
                    {move || language.text().common.more}
                </Button>
            }
        })
    };
    view! {
        <div class="stack-tight">
            <SearchBox
                value=typed
                label=language.words(|text| text.common.search)
                placeholder=language.words(|text| text.common.search_hint)
            />
            <Tabs label=language.words(|text| text.occupant.title_merchants) tabs value=which/>
            <div class="row">
                <LinkButton kind=ButtonKind::Secondary href=import>
                    {move || language.text().occupant.import}
                </LinkButton>
                <LinkButton kind=ButtonKind::Secondary href=add>
                    {move || language.text().occupant.add}
                </LinkButton>
            </div>
            {empty}
            {nothing_found}
            <ul class="stack-tight">
                <For
                    each=visible
                    key=|entry| (entry.unit, Arc::as_ptr(entry.head()) as usize, entry.open_cases, entry.unsent)
                    children=move |entry| view! { <UnitCard entry chosen/> }
                />
            </ul>
            {more}
        </div>
    }
}

#[component]
fn UnitCard(entry: Entry, chosen: Memo<Chosen>) -> impl IntoView {
    let language = use_language();
    let Entry {
        unit,
        searchable,
        open_cases,
        unsent,
    } = entry;
    let head = &searchable.head;
    let title = format!("{} {}", head.code, head.name);
    let detail = [&head.contact, &head.phone, &head.trade]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ");
    let (flagship, left) = (head.flagship, head.left_on.is_some());
    let due = move || {
        (open_cases > 0).then(|| {
            let lang = language.get();
            let text = crate::text::text(lang);
            ChipView::new(
                Tone::Info,
                format!("{} {}", text.navigation.complaints, lang.cases(open_cases)),
            )
        })
    };
    let chips = move || {
        let text = language.text();
        let mut chips = Vec::new();
        if flagship {
            chips.push(ChipView::new(Tone::Info, text.occupant.flagship));
        }
        if left {
            chips.push(ChipView::new(Tone::Plain, text.occupant.vacant));
        }
        if unsent {
            chips.push(ChipView::new(Tone::Today, text.common.unsent));
        }
        chips
    };
    let selected = Signal::derive(move || chosen.get() == Chosen::Unit(unit));
    let card = move || {
        view! {
            <ListCard
                href=format!("/occupants/{unit}")
                title=title.clone()
                due=due()
                detail=detail.clone()
                chips=chips()
                selected
            />
        }
    };
    view! { <li>{card}</li> }
}
