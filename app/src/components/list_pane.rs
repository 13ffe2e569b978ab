//! A list, and beside it what was chosen from it.

use leptos::{children::ViewFn, html, prelude::*};
use leptos_router::hooks::use_location;

use super::{
    icon::{Glyph, Icon},
    shell::BackLink,
};

/// Landscape shows both; portrait shows the pane over the list when something is chosen.
#[component]
pub fn ListPane(
    #[prop(into)] list: ViewFn,
    #[prop(into)] pane: ViewFn,
    #[prop(into)] pane_open: Signal<bool>,
    #[prop(into)] list_label: Signal<String>,
    #[prop(into)] pane_label: Signal<String>,
    /// From the pane to the list, in portrait.
    #[prop(into)]
    back: BackLink,
) -> impl IntoView {
    // What is opened next begins at its beginning, however far the last one was read.
    let place = NodeRef::<html::Section>::new();
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        if let Some(place) = place.get() {
            // With the next frame: now the page would be laid out twice.
            request_animation_frame(move || place.set_scroll_top(0));
        }
    });
    view! {
        <div class="list-pane" class:list-pane-open=pane_open>
            <section class="list-pane-list" tabindex="0" aria-label=move || list_label.get()>
                {list.run()}
            </section>
            <section class="list-pane-pane" tabindex="0" node_ref=place aria-label=move || pane_label.get()>
                <a class="list-pane-back" href=move || back.href.get()>
                    <Glyph icon=Icon::Back/>
                    {move || back.label.get()}
                </a>
                {pane.run()}
            </section>
        </div>
    }
}

/// Cards under one heading, with how many there are.
#[component]
pub fn Group(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] count: Signal<usize>,
    /// One `<li>` for each card.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="group">
            <h2>{move || title.get()}" "<span class="count">{move || count.get()}</span></h2>
            <ul>{children()}</ul>
        </section>
    }
}

/// The head of a pane: which case, and how long there is.
#[component]
pub fn PaneHead(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] detail: MaybeProp<String>,
    /// Chips at the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="pane-head">
            <div>
                <h2>{move || title.get()}</h2>
                {move || detail.get().map(|detail| view! { <p>{detail}</p> })}
            </div>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
