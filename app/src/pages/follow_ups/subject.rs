//! What is followed up: a complaint, or a repair with the registration its slip was made from.

use domain::complaint::Owed;
use domain::follow_up::{FollowUpKind, Severity};
use domain::id::{CaseId, DepartmentId, UnitId, WorkOrderId};
use domain::role::{Role, Roles};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::state::AppState;

/// One of the two, as the form asks about it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Subject {
    pub kind: FollowUpKind,
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: String,
    pub content: String,
    pub department: Option<DepartmentId>,
    /// A complaint's.
    pub severity: Option<Severity>,
    /// The day it was handled, or signed for.
    pub done_on: Option<chrono::NaiveDate>,
    pub owed: Vec<Owed>,
    /// The one that waits for somebody to go.
    pub owed_now: Option<Owed>,
}

/// The work order in the address, where a repair is followed up.
pub(super) fn order_in_address() -> Option<WorkOrderId> {
    use_query_map().with_untracked(|query| query.get("order")?.parse().ok())
}

/// Whether what is asked about has been read.
pub(super) fn read(state: AppState, case: CaseId, order: Option<WorkOrderId>) -> bool {
    let stream = order.map_or(case.stream(), |order| order.stream());
    state.stream(stream).is_some()
}

impl Subject {
    pub(super) fn of(state: AppState, case: CaseId, order: Option<WorkOrderId>) -> Option<Self> {
        match order {
            Some(order) => Self::repair(state, case, order),
            None => Self::complaint(state, case),
        }
    }

    fn complaint(state: AppState, case: CaseId) -> Option<Self> {
        let complaint = state.complaint(case)?;
        Some(Subject {
            kind: FollowUpKind::Complaint,
            unit: complaint.unit,
            severity: Some(complaint.severity_for_follow_up()),
            owed_now: complaint.owed_now().cloned(),
            unit_code: complaint.unit_code,
            occupant: complaint.occupant,
            content: complaint.content,
            department: complaint.department,
            done_on: complaint.handled_on,
            owed: complaint.owed,
        })
    }

    fn repair(state: AppState, case: CaseId, order: WorkOrderId) -> Option<Self> {
        let order = state.work_order(order)?;
        let (occupant, content) = state.heads.with(|heads| {
            heads.complaints.get(&case).map_or_else(
                || (String::new(), String::new()),
                |head| (head.occupant.clone(), head.content.clone()),
            )
        });
        Some(Subject {
            kind: FollowUpKind::Repair,
            unit: order.slip.unit,
            unit_code: order.slip.unit_code.clone(),
            occupant,
            content,
            department: None,
            severity: None,
            done_on: order.completions.last().map(|last| last.on),
            owed_now: order.owed_now().cloned(),
            owed: order.owed,
        })
    }

    /// By whom those who go were sent.
    pub(super) fn sent_by(all_sent: bool) -> Roles {
        if all_sent {
            Roles::from([Role::Dispatcher])
        } else {
            Roles::new()
        }
    }
}
