//! Choosing one of several, and yes or no.

use leptos::prelude::*;

use super::{
    field::Held,
    icon::{Glyph, Icon},
};

/// Something to choose: the value kept and the word shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// One of many, from the tablet's own list.
#[component]
pub fn Select(
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// Shown while nothing is chosen.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Needed outside a field only.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let held = Held::here();
    let options = move || {
        let chosen = value.get();
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let selected = choice.value == chosen;
                view! { <option value=choice.value selected=selected>{choice.label}</option> }
            })
            .collect_view()
    };
    let nothing = move || {
        placeholder
            .get()
            .map(|words| view! { <option value="" selected=value.with(String::is_empty)>{words}</option> })
    };
    view! {
        <select
            class="input"
            id=held.id()
            aria-label=move || label.get()
            aria-describedby=move || held.described_by()
            aria-invalid=move || held.invalid()
            aria-required=held.required()
            prop:disabled=disabled
            on:change=move |event| value.set(event_target_value(&event))
        >
            {nothing}
            {options}
        </select>
    }
}

/// One of few, all in view.
#[component]
pub fn Choices(
    /// Unique on the page.
    #[prop(into)]
    name: String,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// Needed outside a field only.
    #[prop(optional, into)]
    label: MaybeProp<String>,
) -> impl IntoView {
    let held = Held::here();
    let buttons = move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let (own, kept) = (choice.value.clone(), choice.value.clone());
                view! {
                    <label class="grade">
                        <input
                            type="radio"
                            name=name.clone()
                            value=choice.value
                            prop:checked=move || value.with(|value| *value == own)
                            on:change=move |_| value.set(kept.clone())
                        />
                        <span class="icon-check"><Glyph icon=Icon::Check small=true/></span>
                        <span>{choice.label}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <div
            class="choices"
            role="radiogroup"
            id=held.id()
            aria-label=move || label.get()
            aria-labelledby=held.labelled_by()
            aria-describedby=move || held.described_by()
            aria-required=held.required()
        >
            {buttons}
        </div>
    }
}

/// Yes or no, in force at once.
#[component]
pub fn Toggle(
    value: RwSignal<bool>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] hint: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="toggle">
            <span>
                {move || label.get()}
                {move || hint.get().map(|hint| view! { <span class="toggle-hint">{hint}</span> })}
            </span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=value
                prop:disabled=disabled
                on:change=move |event| value.set(event_target_checked(&event))
            />
        </label>
    }
}
