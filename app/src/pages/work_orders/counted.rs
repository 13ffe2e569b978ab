//! The repairs a figure of the board counts, and the address that shows exactly those.

use std::collections::BTreeSet;

use domain::calendar::Period;
use domain::id::StreamId;
use domain::report::{RepairFigures, repair_figures};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::pages::parts::minute::office_now;
use crate::state::AppState;
use crate::text::{Lang, text};

/// A month's repairs by the version of the procedure in force on its first day.
#[must_use]
pub fn figures(state: AppState, month: Period) -> Option<RepairFigures> {
    state.minute.track();
    let policy = state.policy_on(month.first_day())?;
    let (now, offset) = (office_now(state), state.utc_offset_minutes());
    Some(state.heads.with(|heads| {
        let orders = heads
            .work_orders
            .iter()
            .map(|(order, head)| (order.stream(), head.as_ref()));
        repair_figures(orders, &policy, month, now, offset)
    }))
}

#[must_use]
pub fn address(show: &str, month: Period) -> String {
    format!("/work-orders?show={show}&month={month}")
}

/// Which figure is looked at, and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    show: String,
    pub month: Period,
    pub orders: BTreeSet<StreamId>,
}

impl Counted {
    pub(super) fn heading(&self, lang: Lang) -> &'static str {
        let words = &text(lang).work_order;
        match self.show.as_str() {
            "anchored" => words.counted_signed,
            "delivered_late" => words.counted_late,
            _ => words.counted_missing,
        }
    }
}

/// `?show=delivered_late&month=2026-11`; none where the address names no figure.
pub(super) fn in_address(state: AppState) -> Memo<Option<Counted>> {
    let query = use_query_map();
    Memo::new(move |_| {
        let (show, month) = query.with(|query| (query.get("show"), query.get("month")));
        let (show, month) = (show?, Period::parse(&month?).ok()?);
        let figures = figures(state, month)?;
        let orders = match show.as_str() {
            "anchored" => figures.anchored,
            "not_followed_up" => figures.not_followed_up,
            "delivered_late" => figures.delivered_late,
            _ => return None,
        };
        Some(Counted {
            show,
            month,
            orders: orders.into_iter().collect(),
        })
    })
}
