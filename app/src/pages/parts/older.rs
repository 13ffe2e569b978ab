//! The way to what is not on this tablet, from a list or a page; nothing where everything is here.

use domain::calendar::Period;
use leptos::prelude::*;

use crate::components::{LinkButton, Notice, Tone};
use crate::language::use_language;
use crate::state::AppState;

/// To older cases; `what` is the question to ask at once, as `by=unit&what=A-101`.
#[component]
pub fn OlderLink(#[prop(optional, into)] what: MaybeProp<String>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let any = Memo::new(move |_| state.heads.with(|heads| heads.window.is_some()));
    let href = Signal::derive(move || {
        what.get()
            .map_or_else(|| "/older".to_owned(), |what| format!("/older?{what}"))
    });
    move || {
        any.get().then(|| {
            view! { <LinkButton href>{move || language.text().older.title}</LinkButton> }
        })
    }
}

/// Whether a month can be counted from what is here.
#[must_use]
pub fn is_whole(state: AppState, month: Period) -> bool {
    state
        .heads
        .with(|heads| heads.window.is_none_or(|window| window.holds(month)))
}

/// A list over a month that is not here whole says so, and leads to where it is.
#[component]
pub fn NotWhole(month: Period) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let whole = Memo::new(move |_| is_whole(state, month));
    move || {
        (!whole.get()).then(|| {
            view! {
                <Notice tone=Tone::Today><p>{move || language.text().board.incomplete}</p></Notice>
                <OlderLink what=format!("by=month&what={month}")/>
            }
        })
    }
}
