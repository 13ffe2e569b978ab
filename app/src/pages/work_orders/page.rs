//! The page of a work order, beside the list it was chosen from.

use domain::id::WorkOrderId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::list::WorkOrderList;
use super::pane::WorkOrderPane;
use crate::components::{BackLink, Empty, Icon, ListPane};
use crate::language::use_language;
use crate::pages::frame::Frame;

/// The id in the address; `None` when it is none.
pub(in crate::pages) fn order_in_address() -> Memo<Option<WorkOrderId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("order")?.parse().ok()))
}

/// The list, and beside it the work order in the address; in portrait it lies over the list.
#[component]
pub fn WorkOrdersPage() -> impl IntoView {
    let language = use_language();
    let order = order_in_address();
    let title = language.words(|text| text.work_order.title);
    let pane = move || match order.get() {
        Some(id) => view! { <WorkOrderPane id/> }.into_any(),
        None => view! {
            <Empty what=language.words(|text| text.common.choose_item) icon=Icon::Repair/>
        }
        .into_any(),
    };
    let back = BackLink::new(Signal::stored("/work-orders".to_owned()), title);
    view! {
        <Frame title>
            <ListPane
                list=move || view! { <WorkOrderList chosen=order/> }
                pane=move || pane
                pane_open=Signal::derive(move || order.get().is_some())
                list_label=title
                pane_label=language.words(|text| text.work_order.slip)
                back=back.clone()
            />
        </Frame>
    }
}
