//! Where each open item stands: the board of `report::board`, computed over what is still open.

use domain::complaint::Status;
use domain::head::{ComplaintHead, HeadData, WorkOrderHead};
use domain::id::{CaseId, Instant, StreamId, WorkOrderId};
use domain::report::{Board, board, owed_first};
use domain::work_order::Phase;

use crate::components::Choice;
use crate::engine::message::Heads;
use crate::text::{Lang, text};

/// The places of the board, by the value of their tab.
pub const PLACES: [&str; 6] = [
    "new",
    "running",
    "waiting",
    "late",
    "to_close",
    "to_follow_up",
];

/// What is over is on no place of the board and need not be looked at.
fn complaint_open(head: &ComplaintHead) -> bool {
    head.status != Status::ClosedOut || head.owed_now().is_some()
}

fn work_order_open(head: &WorkOrderHead) -> bool {
    !matches!(head.phase, Phase::Completed | Phase::Withdrawn) || head.owed_now().is_some()
}

/// The streams of a place, what is owed first on top.
#[must_use]
pub fn in_order(
    heads: &Heads,
    streams: &[StreamId],
    now: Instant,
    utc_offset_minutes: i32,
) -> Vec<StreamId> {
    let mut streams = streams.to_vec();
    domain::gather::sort_by_key(&mut streams, |stream| {
        let case = heads.complaints.get(&CaseId(stream.0));
        let order = heads.work_orders.get(&WorkOrderId(stream.0));
        let due = case
            .and_then(|head| head.due_by(utc_offset_minutes))
            .or_else(|| order?.due_by(utc_offset_minutes));
        let since = case
            .map(|head| head.owed_since())
            .or_else(|| Some(order?.made_at));
        (owed_first(due, since.unwrap_or(now), now), *stream)
    });
    streams
}

/// The board of the whole office at a moment.
#[must_use]
pub fn of_office(heads: &Heads, now: Instant) -> Board {
    let complaints = heads
        .complaints
        .iter()
        .filter(|(_, head)| complaint_open(head))
        .map(|(case, head)| {
            let data = HeadData::Complaint(head.clone());
            (case.stream(), data)
        });
    let orders = heads
        .work_orders
        .iter()
        .filter(|(_, head)| work_order_open(head))
        .map(|(order, head)| {
            let data = HeadData::WorkOrder(head.clone());
            (order.stream(), data)
        });
    let open: Vec<(StreamId, HeadData)> = complaints.chain(orders).collect();
    board(open.iter().map(|(stream, head)| (*stream, head)), now)
}

/// The streams of one place.
#[must_use]
pub fn place<'a>(board: &'a Board, name: &str) -> &'a [StreamId] {
    match name {
        "new" => &board.new,
        "running" => &board.running,
        "waiting" => &board.waiting,
        "late" => &board.late,
        "to_close" => &board.to_close,
        "to_follow_up" => &board.to_follow_up,
        _ => &[],
    }
}

/// A place as its tab says it.
#[must_use]
pub fn label(lang: Lang, name: &str) -> &'static str {
    let words = &text(lang).work_order;
    match name {
        "new" => words.filter_new,
        "running" => words.filter_running,
        "waiting" => words.filter_waiting,
        "late" => words.filter_late,
        "to_close" => words.filter_to_close,
        "to_follow_up" => words.filter_to_follow_up,
        "mine" => words.filter_mine,
        "open" => words.filter_open,
        _ => words.filter_all,
    }
}

/// A tab with how many stand there.
#[must_use]
pub fn counted(lang: Lang, name: &str, board: &Board) -> Choice {
    let count = place(board, name).len();
    Choice::new(name, format!("{} {count}", label(lang, name)))
}
