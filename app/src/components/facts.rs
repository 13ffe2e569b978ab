//! What is known of a case, and what happened to it.

use leptos::prelude::*;

use super::tone::Tone;

/// A list of facts in two columns.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact; the clause chip stands after its value.
#[component]
pub fn Fact(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] value: MaybeProp<String>,
    #[prop(optional, into)] clause: MaybeProp<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    // A label without an answer says something that nobody said.
    let alone = children.is_none();
    let empty = move || alone && value.get().is_none();
    view! {
        <div hidden=empty>
            <dt>{move || label.get()}</dt>
            <dd>
                {move || value.get().map(|value| view! { <span>{value}</span> })}
                {children.map(|children| children())}
                {move || clause.get().map(|clause| view! { <span class="chip chip-clause">{clause}</span> })}
            </dd>
        </div>
    }
}

/// What happened, oldest first.
#[component]
pub fn Timeline(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    view! { <ol class="timeline" aria-label=move || label.get()>{children()}</ol> }
}

/// One thing that happened.
#[component]
pub fn TimelineEntry(
    #[prop(into)] when: Signal<String>,
    #[prop(into)] what: Signal<String>,
    #[prop(optional, into)] more: MaybeProp<String>,
    /// `Today` is drawn dashed: not sent yet.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The one thing to do about it, or the way to it, at the end of its first line.
    #[prop(optional_no_strip)]
    action: Option<AnyView>,
    /// Pictures and signatures, under its words.
    #[prop(optional, into)]
    below: ViewFn,
    /// Chips, beside its first line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class=move || format!("timeline-{}", tone.get().name())>
            <div class="timeline-said">
                <span class="timeline-when">{move || when.get()}</span>
                " "
                <span>{move || what.get()}</span>
                {children.map(|children| children())}
                {move || more.get().map(|more| view! { <p class="timeline-more">{more}</p> })}
                {below.run()}
            </div>
            {action}
        </li>
    }
}
