//! Staff: who is here with which roles, their sign-in codes, and the office's tablets.

pub mod add;
mod code;
mod devices;
mod grant;
mod losses;
mod person;
mod roles;
mod trades;

use domain::head::PersonHead;
use domain::id::PersonId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::frame::Frame;
use crate::components::{
    BackLink, Button, ButtonKind, ChipView, Empty, Group, Icon, LinkButton, ListCard, ListPane,
    SearchBox, Tone,
};
use crate::language::use_language;
use crate::people;
use crate::state::AppState;
use crate::text::{Lang, Word};
use add::AddPerson;
use devices::Devices;
use person::PersonPane;

/// What the pane shows, by the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    Add,
    Devices,
    Person(PersonId),
}

#[component]
pub fn StaffPage() -> impl IntoView {
    let language = use_language();
    let params = use_params_map();
    let shown = Memo::new(move |_| {
        params.with(|params| match params.get("person").as_deref() {
            Some("new") => Shown::Add,
            Some("devices") => Shown::Devices,
            Some(id) => id.parse().map_or(Shown::Nothing, Shown::Person),
            None => Shown::Nothing,
        })
    });
    view! {
        <Frame title=language.words(|text| text.staff.title)>
            <ListPane
                list=move || view! { <People shown/> }
                pane=move || view! { <Pane shown/> }
                pane_open=Signal::derive(move || shown.get() != Shown::Nothing)
                list_label=language.words(|text| text.staff.title)
                pane_label=language.words(|text| text.staff.roles)
                back=BackLink::new(
                    Signal::stored("/staff".to_owned()),
                    language.words(|text| text.staff.title),
                )
            />
        </Frame>
    }
}

/// What stands beside the list.
#[component]
fn Pane(shown: Memo<Shown>) -> impl IntoView {
    let language = use_language();
    move || match shown.get() {
        Shown::Nothing => view! {
            <Empty
                what=language.words(|text| text.common.choose_item)
                do_first=language.words(|text| text.staff.empty_hint)
                icon=Icon::Staff
            />
        }
        .into_any(),
        Shown::Add => view! { <AddPerson/> }.into_any(),
        Shown::Devices => view! { <Devices/> }.into_any(),
        Shown::Person(person) => view! { <PersonPane person/> }.into_any(),
    }
}

#[component]
fn People(shown: Memo<Shown>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let sought = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let sought = sought.get().trim().to_lowercase();
        state.heads.with(|heads| {
            let mut found: Vec<(PersonId, PersonHead)> = heads
                .people
                .iter()
                .filter(|(_, head)| matches(head, &sought))
                .map(|(id, head)| (*id, (**head).clone()))
                .collect();
            domain::gather::sort_by(&mut found, |(_, one), (_, other)| {
                (one.removed_on.is_some(), &one.name)
                    .cmp(&(other.removed_on.is_some(), &other.name))
            });
            found
        })
    });
    let cards = move || {
        let lang = language.get();
        found
            .get()
            .into_iter()
            .map(|(id, head)| view! { <li>{card(state, lang, id, head, shown)}</li> })
            .collect_view()
    };
    // Beside its form, the form's own button leads.
    let add = move || {
        let kind = if shown.get() == Shown::Nothing {
            ButtonKind::Primary
        } else {
            ButtonKind::Secondary
        };
        view! {
            <LinkButton kind href=Signal::stored("/staff/new".to_owned())>
                {move || language.text().staff.add}
            </LinkButton>
        }
    };
    view! {
        <div class="row">
            {add}
            <LinkButton kind=ButtonKind::Secondary href=Signal::stored("/staff/devices".to_owned())>
                {move || language.text().staff.devices}
            </LinkButton>
        </div>
        <SearchBox
            value=sought
            label=language.words(|text| text.common.search)
            placeholder=language.words(|text| text.staff.name)
        />
        <Group
            title=language.words(|text| text.staff.title)
            count=Signal::derive(move || found.with(Vec::len))
        >
            {cards}
        </Group>
        {move || found.with(Vec::is_empty).then(|| view! {
            <Empty
                what=language.words(|text| text.staff.empty)
                do_first=language.words(|text| text.staff.empty_hint)
                icon=Icon::Staff
            >
                <Button kind=ButtonKind::Quiet on_click=move |()| sought.set(String::new())>
                    {move || language.text().common.clear_search}
                </Button>
            </Empty>
        })}
    }
}

fn matches(head: &PersonHead, sought: &str) -> bool {
    sought.is_empty()
        || head.name.to_lowercase().contains(sought)
        || head.sign_in_name.to_lowercase().contains(sought)
        || head
            .phone
            .as_deref()
            .is_some_and(|phone| phone.contains(sought))
}

fn card(
    state: AppState,
    lang: Lang,
    id: PersonId,
    head: PersonHead,
    shown: Memo<Shown>,
) -> impl IntoView {
    let words = crate::text::text(lang);
    let today = state.today.get();
    let roles: Vec<String> = people::held_on(&head, today)
        .map(|grant| grant.role.word(lang).to_owned())
        .collect();
    let detail = if roles.is_empty() {
        words.staff.no_role.to_owned()
    } else {
        lang.list(&roles)
    };
    let mut chips = Vec::new();
    if head.removed_on.is_some_and(|removed| removed <= today) {
        chips.push(ChipView::new(Tone::Plain, words.staff.removed));
    }
    if state
        .heads
        .with(|heads| heads.unsent.contains(&id.stream()))
    {
        chips.push(ChipView::new(Tone::Today, words.common.unsent));
    }
    view! {
        <ListCard
            href=format!("/staff/{id}")
            title=head.name
            detail=detail
            chips=chips
            selected=Signal::derive(move || shown.get() == Shown::Person(id))
        />
    }
}
