//! Buttons, and the foot with the one thing to do next.

use leptos::{ev::MouseEvent, prelude::*};

/// How much a button weighs. A page has at most one `Primary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Danger,
    Quiet,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "button button-primary",
            ButtonKind::Secondary => "button button-secondary",
            ButtonKind::Danger => "button button-danger",
            ButtonKind::Quiet => "button button-quiet",
        }
    }
}

/// What acts on this page.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// For a button that shows only a sign.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let press = move |_: MouseEvent| {
        if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            class=kind.class()
            type=if submit { "submit" } else { "button" }
            prop:disabled=disabled
            aria-label=move || label.get()
            on:click=press
        >
            {children()}
        </button>
    }
}

/// What leads to another page, in the shape of a button.
#[component]
pub fn LinkButton(
    #[prop(optional)] kind: ButtonKind,
    #[prop(into)] href: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! { <a class=kind.class() href=move || href.get()>{children()}</a> }
}

/// The foot of a pane: what is known on the left, the one primary action on the right.
#[component]
pub fn PrimaryBar(
    /// Such as when the draft was last stored.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="primary-bar">
            <p class="primary-bar-note" role="status">{move || note.get()}</p>
            <div class="primary-bar-actions">{children()}</div>
        </div>
    }
}
