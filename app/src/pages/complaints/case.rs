//! The page of a case, beside the list it was chosen from.

use domain::id::CaseId;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use super::list::{ComplaintList, as_counted};
use super::pane::CasePane;
use super::register::JustRegistered;
use crate::components::{BackLink, Empty, Icon, ListPane};
use crate::language::use_language;
use crate::pages::frame::Frame;

/// The id in the address; `None` when it is none.
#[must_use]
pub fn case_in_address() -> Memo<Option<CaseId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("case").and_then(|case| case.parse().ok())))
}

/// The list, and beside it the case in the address; in portrait the case lies over the list.
#[component]
pub fn ComplaintsPage() -> impl IntoView {
    let language = use_language();
    let case = case_in_address();
    let title = language.words(|text| text.complaint.title);
    let pane = move || match case.get() {
        Some(case) => view! { <JustRegistered/><CasePane case=Signal::stored(case)/> }.into_any(),
        None => view! {
            <Empty what=language.words(|text| text.common.choose_item) icon=Icon::Complaint/>
        }
        .into_any(),
    };
    let search = use_location().search;
    let list_address = Signal::derive(move || format!("/complaints{}", as_counted(&search.get())));
    let back = BackLink::new(list_address, title);
    view! {
        <Frame title>
            <ListPane
                list=move || view! { <ComplaintList chosen=case/> }
                pane=move || pane
                pane_open=Signal::derive(move || case.get().is_some())
                list_label=title
                pane_label=language.words(|text| text.complaint.facts)
                back=back.clone()
            />
        </Frame>
    }
}
