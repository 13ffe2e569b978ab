//! The pill that always tells the truth about sync.

use leptos::prelude::*;

use super::{
    icon::{Glyph, Icon},
    tone::Tone,
};

/// Says where the work of this device stands; a tap explains.
#[component]
pub fn StatusPill(
    #[prop(into)] tone: Signal<Tone>,
    #[prop(into)] icon: Signal<Icon>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=move || tone.get().class("status-pill") on:click=move |_| on_click.run(())>
            <Glyph icon small=true/>
            <span role="status">{move || text.get()}</span>
        </button>
    }
}
