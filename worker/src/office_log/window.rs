//! What lies before a tablet's window, on demand; and where the window stands.

use domain::apply::State;
use domain::calendar::{Period, PeriodLength};
use domain::command::day;
use domain::head::HeadData;
use domain::id::Cursor;
use domain::report::{month_figures, repair_figures, timeliness_figures};
use domain::sync::window::Finding;
use domain::sync::window::message::{Figures, FiguresReply, StreamsRequest, WindowReply};
use serde::Serialize;
use worker::{SqlStorage, Url};

use super::exchange::{number, text};
use super::page::{EventsPage, HeadsPage};
use super::{OfficeLog, now};
use crate::limits;
use crate::log::{List, Meta, SqlLog, window};
use crate::reply::{self, Answered, Fault};

/// Written as an `OlderReply`.
#[derive(Serialize)]
struct Older {
    heads: List,
    more: bool,
}

/// Where months begin, after the one a tablet stands at.
pub fn starts(sql: &SqlStorage, meta: &Meta, url: &Url) -> Answered {
    let known = match text(url, "after") {
        Some(text) => Some(month(&text, "after")?),
        None => None,
    };
    reply::json(&WindowReply {
        starts: window::starts(sql, meta.office, now(meta), known)?,
        server_time: now(meta),
    })
}

/// The heads of one part of a first sync, by its keys.
pub fn heads(sql: &SqlStorage, url: &Url) -> Answered {
    let key = |name: &'static str| match text(url, name) {
        Some(text) => window::key(&text)
            .map(Some)
            .ok_or(Fault::Invalid { field: name }),
        None => Ok(None),
    };
    let from = key("from")?.ok_or(Fault::Invalid { field: "from" })?;
    let cut = Cursor(number(url, "cut")?);
    reply::json(&HeadsPage {
        part: 0,
        heads: window::heads_from(sql, from, key("to")?, cut)?,
    })
}

/// The streams a tablet names, whole.
pub fn streams(sql: &SqlStorage, request: &StreamsRequest) -> Answered {
    let most = usize::try_from(limits::PART_STREAMS).unwrap_or(usize::MAX);
    if request.streams.len() > most {
        return Err(Fault::TooLarge { limit: most });
    }
    let events = window::streams(sql, &request.streams, request.at)?;
    reply::json(&EventsPage::of(0, events))
}

/// Older cases by unit, number or month.
pub fn older(sql: &SqlStorage, url: &Url) -> Answered {
    let finding = if let Some(unit) = text(url, "unit") {
        Finding::Unit(unit.parse().map_err(|_| Fault::Invalid { field: "unit" })?)
    } else if let Some(number) = text(url, "number") {
        Finding::number(&number)
    } else {
        let asked = text(url, "month").ok_or(Fault::Invalid { field: "month" })?;
        Finding::Month(month(&asked, "month")?)
    };
    let (heads, more) = window::found(sql, &finding)?;
    reply::json(&Older { heads, more })
}

fn month(text: &str, field: &'static str) -> Result<Period, Fault> {
    Period::parse(text)
        .ok()
        .filter(|period| period.length() == PeriodLength::Month)
        .ok_or(Fault::Invalid { field })
}

impl OfficeLog {
    /// A month as the board shows it, from the heads of that month alone.
    pub(super) fn figures(&self, sql: &SqlStorage, meta: &Meta, url: &Url) -> Answered {
        let asked = text(url, "month").ok_or(Fault::Invalid { field: "month" })?;
        let month = month(&asked, "month")?;
        let log = SqlLog::new(sql.clone());
        let office = self.shelf.borrow_mut().state(meta.office.stream(), &log)?;
        let Some(State::Office(office)) = office else {
            return Err(Fault::NotFound);
        };
        let Some(policy) = office.policy_on(month.first_day()) else {
            return reply::json(&FiguresReply {
                month,
                figures: None,
            });
        };
        let rows = window::of_month(sql, month)?;
        let cases = || {
            rows.iter().filter_map(|row| match &row.data {
                HeadData::Complaint(head) => Some((row.stream, &**head)),
                _ => None,
            })
        };
        let (offset, now) = (office.utc_offset_minutes, now(meta));
        let complaints = month_figures(cases(), policy, month, day(now, offset));
        let orders = rows.iter().filter_map(|row| match &row.data {
            HeadData::WorkOrder(head) => Some((row.stream, &**head)),
            _ => None,
        });
        let repairs = repair_figures(orders, policy, month, now, offset);
        reply::json(&FiguresReply {
            month,
            figures: Some(Figures::of(
                &complaints,
                &repairs,
                &timeliness_figures(cases(), month, now, offset),
            )),
        })
    }
}
