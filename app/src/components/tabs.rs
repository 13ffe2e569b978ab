//! Views of one list.

use leptos::prelude::*;

use super::choice::Choice;

/// A view with its own address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// Views with addresses.
#[component]
pub fn TabLinks(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<TabLink>>,
) -> impl IntoView {
    let links = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                view! {
                    <a class="tab" href=tab.href aria-current=tab.current.then_some("page")>{tab.label}</a>
                }
            })
            .collect_view()
    };
    view! { <nav class="tabs" aria-label=move || label.get()>{links}</nav> }
}

/// Views without addresses.
#[component]
pub fn Tabs(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<Choice>>,
    value: RwSignal<String>,
) -> impl IntoView {
    let buttons = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                let (own, chosen) = (tab.value.clone(), tab.value);
                let pressed = move || if value.with(|value| *value == own) { "true" } else { "false" };
                view! {
                    <button type="button" class="tab" aria-pressed=pressed on:click=move |_| value.set(chosen.clone())>
                        {tab.label}
                    </button>
                }
            })
            .collect_view()
    };
    view! { <div class="tabs" role="group" aria-label=move || label.get()>{buttons}</div> }
}
