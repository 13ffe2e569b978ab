//! The dispatcher's board: complaints and repairs of the whole office, each where somebody looks for it.

use domain::id::{CaseId, StreamId, WorkOrderId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::card::card;
use super::places::{self, PLACES};
use crate::components::{Empty, Icon, LinkButton, Page, TabLink, TabLinks};
use crate::language::use_language;
use crate::pages::complaints::list::complaint_card;
use crate::pages::frame::Frame;
use crate::pages::parts::minute::office_now;
use crate::pages::parts::names::Directory;
use crate::state::AppState;

/// Rows drawn of a place; the lists behind them show all.
const MOST: usize = 200;

#[component]
pub fn DispatchPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let query = use_query_map();
    let shown = Memo::new(move |_| {
        let asked = query.with(|query| query.get("show"));
        PLACES
            .into_iter()
            .find(|place| Some(*place) == asked.as_deref())
            .unwrap_or("new")
    });
    let board = Memo::new(move |_| {
        state.minute.track();
        let now = office_now(state);
        state.heads.with(|heads| places::of_office(heads, now))
    });
    let tabs = Signal::derive(move || {
        let lang = language.get();
        board.with(|board| {
            PLACES
                .into_iter()
                .map(|place| TabLink {
                    href: format!("/dispatch?show={place}"),
                    label: places::counted(lang, place, board).label,
                    current: shown.get() == place,
                })
                .collect::<Vec<_>>()
        })
    });
    let nobody = Memo::new(|_| None::<WorkOrderId>);
    let no_case = Memo::new(|_| None::<CaseId>);
    let rows = Memo::new(move |_| {
        let (now, offset) = (office_now(state), state.utc_offset_minutes());
        board.with(|board| {
            let place = places::place(board, shown.get());
            state
                .heads
                .with(|heads| places::in_order(heads, place, now, offset))
        })
    });
    let names = Memo::new(move |_| Directory::now(state, language.get()));
    let row = move |stream: &StreamId| {
        let lang = language.get();
        let order = WorkOrderId(stream.0);
        let head = state
            .heads
            .with(|heads| heads.work_orders.get(&order).cloned());
        match head {
            Some(head) => Some(card(order, &head, state, lang, &names.get(), nobody)),
            None => complaint_card(CaseId(stream.0), state, lang, no_case),
        }
    };
    let cards = move || {
        state.minute.track();
        rows.with(|rows| rows.iter().take(MOST).filter_map(row).collect_view())
    };
    let nothing = move || {
        rows.with(Vec::is_empty).then(|| {
            view! {
                <Empty what=language.words(|text| text.work_order.nothing_here) icon=Icon::List/>
            }
        })
    };
    view! {
        <Frame title=language.words(|text| text.work_order.dispatch)>
            <Page>
                <p class="second">{move || language.text().work_order.dispatch_lead}</p>
                <TabLinks label=language.words(|text| text.work_order.dispatch) tabs/>
                <div class="group"><ul>{cards}</ul></div>
                {nothing}
                <div class="row">
                    <LinkButton href=Signal::stored("/work-orders".to_owned())>
                        {move || language.text().work_order.to_list}
                    </LinkButton>
                </div>
            </Page>
        </Frame>
    }
}
