//! The page of a violation, beside the list it was chosen from.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::list::ViolationList;
use super::pane::ViolationPane;
use crate::components::{BackLink, Empty, Icon, ListPane, Saved};
use crate::language::use_language;
use crate::pages::complaints::case::case_in_address;
use crate::pages::frame::Frame;

/// The list, and beside it the case in the address; in portrait the case lies over the list.
#[component]
pub fn ViolationsPage() -> impl IntoView {
    let language = use_language();
    let case = case_in_address();
    let title = language.words(|text| text.violation.title);
    let query = use_query_map();
    let noticed = move || {
        query.with(|query| query.get("saved").is_some()).then(|| {
            view! {
                <Saved text=language.words(|text| text.violation.noticed_saved)/>
            }
        })
    };
    let pane = move || match case.get() {
        Some(case) => view! { {noticed}<ViolationPane case=Signal::stored(case)/> }.into_any(),
        None => view! {
            <Empty what=language.words(|text| text.common.choose_item) icon=Icon::Violation/>
        }
        .into_any(),
    };
    let back = BackLink::new(Signal::stored("/violations".to_owned()), title);
    view! {
        <Frame title>
            <ListPane
                list=move || view! { <ViolationList chosen=case/> }
                pane=move || pane
                pane_open=Signal::derive(move || case.get().is_some())
                list_label=title
                pane_label=language.words(|text| text.violation.facts)
                back=back.clone()
            />
        </Frame>
    }
}
