//! What waits for me on a case beside its follow-up: a decision, the handling, an answer, a word that it was so.

use std::cell::LazyCell;

use chrono::NaiveDate;
use domain::complaint::Status;
use domain::event::complaint::RequestKind;
use domain::follow_up::{FollowUpKind, may_schedule};
use domain::head::ComplaintHead;
use domain::id::PersonId;
use domain::policy::Policy;
use domain::role::Role;

use super::Section;
use crate::engine::message::Heads;
use crate::people;
use crate::text::Text;

/// Why a case waits for me beside its follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// Beyond the assistant's duty: the manager is told at once (C0).
    HandedUp,
    Open,
    Dispatch,
    Severity,
    CloseOut,
    Schedule,
    Handle,
    /// Another department asks this one (C1).
    Answer,
    Confirm,
}

impl Wait {
    pub(super) const fn section(self) -> Section {
        match self {
            Wait::HandedUp
            | Wait::Open
            | Wait::Dispatch
            | Wait::Severity
            | Wait::CloseOut
            | Wait::Schedule => Section::ToDecide,
            Wait::Handle | Wait::Answer => Section::ToHandle,
            Wait::Confirm => Section::ToConfirm,
        }
    }

    pub(super) fn words(self, text: &'static Text) -> &'static str {
        match self {
            Wait::HandedUp => text.today.handed_up,
            Wait::Open => text.today.open_case,
            Wait::Dispatch => text.today.dispatch_case,
            Wait::Severity => text.today.decide_severity,
            Wait::CloseOut => text.today.close_out_case,
            Wait::Schedule => text.complaint.schedule,
            Wait::Handle => text.today.handle_case,
            Wait::Answer => text.register_step.answer_referral,
            Wait::Confirm => text.today.confirm_conduct,
        }
    }
}

/// What waits on a case for somebody, most urgent first.
pub(super) fn waits(
    head: &ComplaintHead,
    me: PersonId,
    heads: &Heads,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Wait> {
    // Of most cases nothing is left to do: whose they are is only looked up where it matters.
    let mine = LazyCell::new(|| people::in_hands(heads, me, today, head.department));
    let holds = |role: Role| mine.contains(&role) || mine.contains(&policy.holder(role));
    let mut waits = Vec::new();
    // A repair with a slip is opened, dispatched and handled there.
    let on_slip = head.request == RequestKind::Repair && !head.work_orders.is_empty();
    if head.set_aside.is_some() {
        // Joined to another case or voided: nothing more is done on it.
        return waits;
    }
    if head.status == Status::HandedUp && holds(Role::PropertyManager) {
        waits.push(Wait::HandedUp);
    }
    match head.status {
        Status::Registered | Status::HandedUp | Status::Opened | Status::Dispatched if on_slip => {}
        Status::Registered | Status::HandedUp if holds(policy.steps.opens) => {
            waits.push(Wait::Open)
        }
        Status::Opened if holds(policy.steps.dispatches) => waits.push(Wait::Dispatch),
        Status::Handled if holds(policy.steps.closes_out) => waits.push(Wait::CloseOut),
        Status::Dispatched => {
            let for_department = head.assignee.is_none() && mine.contains(&Role::HeadOfDepartment);
            if head.assignee == Some(me) || for_department {
                waits.push(Wait::Handle);
            }
        }
        _ => {}
    }
    let asked = head.unanswered.iter().any(|(department, _)| {
        people::in_hands(heads, me, today, Some(*department)).contains(&Role::HeadOfDepartment)
    });
    if asked {
        waits.push(Wait::Answer);
    }
    // Only a complaint's says who goes.
    let undecided = head.request.is_complaint() && !head.severity_decided && head.is_open();
    if undecided && holds(Role::PropertyManager) {
        waits.push(Wait::Severity);
    }
    let unplanned = head
        .owed_now()
        .is_some_and(|round| round.people.is_empty() && round.technician_sent.is_none());
    if unplanned
        && may_schedule(policy, FollowUpKind::Complaint, Some(head.severity), &mine).allowed
    {
        waits.push(Wait::Schedule);
    }
    if head.to_confirm.iter().any(|one| one.people.contains(&me)) {
        waits.push(Wait::Confirm);
    }
    waits
}
