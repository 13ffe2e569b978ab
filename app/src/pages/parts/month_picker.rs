//! The month a page is about, with the way to the one before and the one after.

use domain::calendar::Period;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Button, Glyph, Icon};
use crate::language::use_language;
use crate::state::AppState;

/// `address`: where the page of a month is. There is no month after the present one.
#[component]
pub fn MonthPicker(month: Memo<Period>, address: fn(Period) -> String) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let navigate = use_navigate();
    let asked = RwSignal::new(None::<Period>);
    Effect::new(move |_| {
        if let Some(month) = asked.get() {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&address(month), options);
        }
    });
    let last = Memo::new(move |_| month.get() >= Period::month_of(state.today.get()));
    view! {
        <div class="row" role="group" aria-label=move || language.text().board.month>
            <Button
                label=language.words(|text| text.board.previous_month)
                on_click=move |()| asked.set(Some(month.get_untracked().previous()))
            >
                <Glyph icon=Icon::Back/>
            </Button>
            <h2 aria-live="polite">{move || language.get().month(month.get())}</h2>
            <Button
                label=language.words(|text| text.board.next_month)
                disabled=last
                on_click=move |()| asked.set(Some(month.get_untracked().next()))
            >
                <Glyph icon=Icon::Forward/>
            </Button>
        </div>
    }
}
