//! Cards and the chips on them: what and until when.

use leptos::prelude::*;

use super::tone::Tone;

/// Holds what belongs together.
#[component]
pub fn Card(#[prop(optional, into)] title: MaybeProp<String>, children: Children) -> impl IntoView {
    view! {
        <section class="card">
            {move || title.get().map(|title| view! { <h2 class="card-title">{title}</h2> })}
            {children()}
        </section>
    }
}

/// A short word with a colour that says the same.
#[component]
pub fn Chip(
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(optional)] large: bool,
    #[prop(into)] text: Signal<String>,
) -> impl IntoView {
    let class = move || {
        let class = tone.get().class("chip");
        if large {
            format!("{class} chip-large")
        } else {
            class
        }
    };
    view! { <span class=class>{move || text.get()}</span> }
}

/// The clause a statement rests on.
#[component]
pub fn ClauseChip(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <span class="chip chip-clause">{move || text.get()}</span> }
}

/// A chip as plain values, for cards in lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChipView {
    pub tone: Tone,
    pub text: String,
}

impl ChipView {
    #[must_use]
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        ChipView {
            tone,
            text: text.into(),
        }
    }
}

/// One line of a list: a door to its case. Its words stand as long as it does: a long list of lines that each listened
/// for a change would be seconds in coming.
#[component]
pub fn ListCard(
    #[prop(into)] href: String,
    /// The colour of the edge; `due` says the same in words.
    #[prop(optional)]
    edge: Tone,
    title: String,
    /// Until when, at the upper right; `Plain` stands as text without a ground.
    #[prop(optional_no_strip)]
    due: Option<ChipView>,
    detail: String,
    #[prop(optional)] chips: Vec<ChipView>,
    #[prop(optional, into)] selected: Option<Signal<bool>>,
) -> impl IntoView {
    let due = due.map(|due| {
        let class = match due.tone {
            Tone::Plain => "list-card-due".to_owned(),
            tone => tone.class("chip"),
        };
        view! { <span class=class>{due.text}</span> }
    });
    let chips = chips
        .into_iter()
        .map(|chip| view! { <span class=chip.tone.class("chip")>{chip.text}</span> })
        .collect_view();
    let current = move || {
        selected
            .is_some_and(|selected| selected.get())
            .then_some("true")
    };
    view! {
        <a class=edge.class("list-card") href=href aria-current=current>
            <span class="list-card-head">
                <span class="list-card-title">{title}</span>
                {due}
            </span>
            <span class="list-card-detail"><span>{detail}</span>{chips}</span>
        </a>
    }
}
