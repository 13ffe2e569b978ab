//! What the app says back.

use leptos::{html, prelude::*};

use super::{
    icon::{Glyph, Icon},
    tone::Tone,
};

const fn sign(tone: Tone) -> Icon {
    match tone {
        Tone::Done => Icon::Check,
        Tone::Late => Icon::Complaint,
        Tone::Today => Icon::Clock,
        Tone::Plain | Tone::Act | Tone::Info => Icon::Notice,
    }
}

/// Says something about the page it stands on; `Late` is read out at once.
#[component]
pub fn Notice(#[prop(optional, into)] tone: Signal<Tone>, children: Children) -> impl IntoView {
    let role = move || {
        if tone.get() == Tone::Late {
            "alert"
        } else {
            "status"
        }
    };
    view! {
        <div class=move || tone.get().class("notice") role=role>
            <Glyph icon=Signal::derive(move || sign(tone.get()))/>
            <div>{children()}</div>
        </div>
    }
}

/// Says that something was saved, where whoever saved it looks next: it takes the keyboard over from the button that is
/// gone, and a long page comes to it.
#[component]
pub fn Saved(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            // It can only refuse what is not in the page any more.
            let _ = place.focus();
        }
    });
    view! {
        <div class="notice notice-done" role="status" tabindex="-1" node_ref=place>
            <Glyph icon=Icon::Check/>
            <div><p>{move || text.get()}</p></div>
        </div>
    }
}

/// A line over the page, such as a new version that waits.
#[component]
pub fn Banner(
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(into)] text: Signal<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=move || tone.get().class("banner") role="status">
            <p>{move || text.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// An empty place says what would be here and what to do first.
#[component]
pub fn Empty(
    #[prop(into)] what: Signal<String>,
    #[prop(optional, into)] do_first: MaybeProp<String>,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Glyph icon=icon.unwrap_or(Icon::List)/>
            <p class="empty-what">{move || what.get()}</p>
            {move || do_first.get().map(|first| view! { <p class="empty-first">{first}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// How far something is.
#[component]
pub fn ProgressBar(
    #[prop(into)] done: Signal<u32>,
    #[prop(into)] of: Signal<u32>,
    /// Read aloud, and shown above the bar.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <span aria-hidden="true">{move || label.get()}</span>
            <progress
                value=move || done.get().to_string()
                max=move || of.get().max(1).to_string()
                aria-label=move || label.get()
            ></progress>
        </div>
    }
}

/// The place of what is still being read; seen only when that takes long.
#[component]
pub fn Skeleton(
    #[prop(into)] label: Signal<String>,
    #[prop(default = 3)] lines: u8,
) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <span></span> }).collect_view();
    view! { <div class="skeleton" role="status" aria-label=move || label.get()>{lines}</div> }
}
