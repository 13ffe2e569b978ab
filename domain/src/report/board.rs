//! The dispatcher's board: the whole office's open items, each where somebody looks for it. Derived from heads whenever
//! asked, never stored.

use crate::complaint::{Status, Timeliness, timeliness};
use crate::event::complaint::RequestKind;
use crate::head::{ComplaintHead, HeadData, WorkOrderHead};
use crate::id::{Instant, StreamId};
use crate::work_order::Phase;

/// What is late stands under late alone and not under new, running or waiting. What was handled may wait to be closed
/// out and to be followed up at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Registered, not opened; slips Engineering has not received.
    pub new: Vec<StreamId>,
    pub running: Vec<StreamId>,
    /// For a dispatch, another department's answer, a technician, an appointment.
    pub waiting: Vec<StreamId>,
    pub late: Vec<StreamId>,
    pub to_close: Vec<StreamId>,
    pub to_follow_up: Vec<StreamId>,
}

enum Place {
    New,
    Running,
    Waiting,
    Late,
}

/// Sorts the heads of an office at a moment; within a bucket in the order they are given.
#[must_use]
pub fn board<'a>(heads: impl IntoIterator<Item = (StreamId, &'a HeadData)>, now: Instant) -> Board {
    let mut board = Board::default();
    for (stream, head) in heads {
        let place = match head {
            HeadData::Complaint(head) if head.set_aside.is_none() => {
                if head.status == Status::Handled {
                    board.to_close.push(stream);
                }
                if head.owed_now().is_some() {
                    board.to_follow_up.push(stream);
                }
                complaint(head, now)
            }
            HeadData::WorkOrder(head) => {
                if head.owed_now().is_some() {
                    board.to_follow_up.push(stream);
                }
                work_order(head, now)
            }
            _ => None,
        };
        match place {
            Some(Place::New) => board.new.push(stream),
            Some(Place::Running) => board.running.push(stream),
            Some(Place::Waiting) => board.waiting.push(stream),
            Some(Place::Late) => board.late.push(stream),
            None => {}
        }
    }
    board
}

fn complaint(head: &ComplaintHead, now: Instant) -> Option<Place> {
    if head.status >= Status::Handled {
        return None;
    }
    // A repair with a slip stands on the board as that slip.
    if head.request == RequestKind::Repair && !head.work_orders.is_empty() {
        return None;
    }
    if timeliness(head.limit, head.handled_at, now) == Timeliness::Overdue
        || head.unanswered.iter().any(|(_, limit)| *limit < now)
    {
        return Some(Place::Late);
    }
    if !head.unanswered.is_empty() {
        return Some(Place::Waiting);
    }
    Some(match head.status {
        Status::Registered | Status::HandedUp => Place::New,
        Status::Opened => Place::Waiting,
        Status::Dispatched | Status::Handled | Status::ClosedOut => Place::Running,
    })
}

fn work_order(head: &WorkOrderHead, now: Instant) -> Option<Place> {
    let missed = head
        .appointment
        .is_some_and(|appointment| appointment < now);
    match head.phase {
        Phase::Completed | Phase::Withdrawn => None,
        Phase::Made if head.delivery(now).is_late() => Some(Place::Late),
        Phase::Made => Some(Place::New),
        Phase::ConsentRefused | Phase::Paused if missed => Some(Place::Late),
        Phase::Received | Phase::ConsentRefused | Phase::Paused => Some(Place::Waiting),
        Phase::Assigned
        | Phase::Arrived
        | Phase::LetIn
        | Phase::ItemsConfirmed
        | Phase::Working
        | Phase::Finished
        | Phase::FoundRight => Some(Place::Running),
    }
}
