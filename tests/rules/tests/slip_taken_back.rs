//! What is taken back on a slip: the way it is handed over (C4), and a signature that was wrongly given (C11).

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::clause::Clause;
use domain::complaint::command::ComplaintCommand;
use domain::complaint::{OwedState, Status};
use domain::event::WorkOrderFact;
use domain::event::work_order::{Handover, Witness};
use domain::head::{HeadData, WorkOrderHead};
use domain::id::{CommandId, Digest, StreamId, WorkOrderId};
use domain::log::Drawing;
use domain::policy::{Figure, Policy, ProfileName};
use domain::rejection::{Field, RejectionCode, Value};
use domain::report::repair_figures;
use domain::role::Role;
use domain::work_order::command::WorkOrderCommand;
use domain::work_order::{Delivery, Phase};
use rules::desk::{Desk, Outcome, follow_up, person};
use rules::repair::{
    at, beyond_authority, clause_of, go_on, invalid, make, missing, out_of_order, receive, request,
};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn mall() -> Desk {
    Desk::new(ProfileName::Mall, day(1))
}

fn switch(
    desk: &mut Desk,
    by: Role,
    work_order: WorkOrderId,
    was: Handover,
    handover: Handover,
) -> Outcome {
    let command = WorkOrderCommand::SwitchHandover {
        work_order,
        was,
        handover,
    };
    desk.did(&[person(by)], command)
}

const ASSISTANT: Role = Role::PropertyAssistant;
const COLLECT: Handover = Handover::ToldToCollect;
const DELIVER: Handover = Handover::Delivered;
const MINUTE: i64 = 60_000;

#[test]
fn c4_a_handover_is_switched_afterwards_and_its_minutes_run_from_the_registration() {
    let mut desk = mall();
    let case = desk.register(request()).unwrap();
    let order = make(&mut desk, case, COLLECT).unwrap();
    desk.minutes = 5;
    let by_another = switch(&mut desk, Role::EngineeringDept, order, COLLECT, DELIVER);
    assert_eq!(beyond_authority(by_another), Clause::C4);
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, COLLECT, DELIVER),
        Ok(())
    );
    // Not from the switch: five of the twenty are gone.
    let fifteen = Delivery::Running {
        left_millis: 15 * MINUTE,
    };
    assert_eq!(desk.work_order(order).delivery(desk.now()), fifteen);
    // Switched back in time, no limit is left to be missed.
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, DELIVER, COLLECT),
        Ok(())
    );
    desk.minutes = 50;
    assert_eq!(
        desk.work_order(order).delivery(desk.now()),
        Delivery::Collected
    );
    // Delivered after all, half an hour after the call: late at once, and the receipt says why.
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, COLLECT, DELIVER),
        Ok(())
    );
    assert_eq!(
        desk.work_order(order).delivery(desk.now()),
        Delivery::Overdue {
            by_millis: 30 * MINUTE
        }
    );
}

#[test]
fn c4_a_limit_that_has_passed_is_not_switched_away() {
    let mut desk = mall();
    let case = desk.register(request()).unwrap();
    let order = make(&mut desk, case, DELIVER).unwrap();
    desk.minutes = 21;
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, DELIVER, COLLECT),
        Ok(())
    );
    let late = desk.work_order(order);
    assert_eq!(late.slip.handover, COLLECT);
    assert!(late.delivery(desk.now()).is_late());
    let engineering = [person(Role::EngineeringDept)];
    assert_eq!(
        desk.did(&engineering, receive(order, None)),
        missing(Field::LateReason, Clause::C4)
    );
    assert_eq!(
        desk.did(&engineering, receive(order, Some("forgotten"))),
        Ok(())
    );
    assert!(desk.work_order(order).delivery(desk.now()).is_late());
    // Engineering has it: there is nothing left to hand over.
    assert_eq!(
        out_of_order(
            switch(&mut desk, ASSISTANT, order, COLLECT, DELIVER),
            Phase::Received
        ),
        Clause::C4
    );
}

#[test]
fn c4_two_switches_at_once_are_one_or_a_persons_to_choose() {
    let mut desk = mall();
    let case = desk.register(request()).unwrap();
    let order = make(&mut desk, case, DELIVER).unwrap();
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, DELIVER, COLLECT),
        Ok(())
    );
    let events = desk.work_order(order).timeline.len();
    // The other tablet did the same; then somebody had seen neither.
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, DELIVER, COLLECT),
        Ok(())
    );
    assert_eq!(desk.work_order(order).timeline.len(), events);
    let code = RejectionCode::Contested {
        base: Value::Handover(Handover::OnPaper),
        mine: Value::Handover(DELIVER),
        theirs: Value::Handover(COLLECT),
    };
    let blind = switch(&mut desk, ASSISTANT, order, Handover::OnPaper, DELIVER);
    assert_eq!(clause_of(blind, &code), Clause::C4);
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, COLLECT, Handover::OnPaper),
        invalid(Field::Entry, Clause::C4)
    );
}

#[test]
fn c4_a_slip_keeps_the_minutes_of_the_version_it_was_made_under() {
    let mut desk = mall();
    let stricter = domain::office::OfficeCommand::OverrideFigure {
        was: None,
        figure: Figure::DeliveryMinutes(10),
        effective_on: day(2),
        reason: "agreed".to_owned(),
    };
    assert_eq!(desk.did(&[person(Role::Director)], stricter), Ok(()));
    let case = desk.register(request()).unwrap();
    let order = make(&mut desk, case, COLLECT).unwrap();
    let limit = desk.now().0 + 20 * MINUTE;
    desk.today = day(2);
    assert_eq!(
        switch(&mut desk, ASSISTANT, order, COLLECT, DELIVER),
        Ok(())
    );
    assert_eq!(desk.work_order(order).slip.limit.unwrap().0, limit);
}

/// The entry by which the order stands completed.
fn signature(desk: &Desk, order: WorkOrderId) -> CommandId {
    desk.work_order(order).completions.last().unwrap().command
}

fn void(desk: &mut Desk, by: Role, order: WorkOrderId, entry: CommandId, reason: &str) -> Outcome {
    let command = WorkOrderCommand::VoidSignOff {
        work_order: order,
        entry,
        reason: reason.to_owned(),
    };
    desk.did(&[person(by)], command)
}

const TECHNICIAN: Role = Role::Technician;
const MANAGER: Role = Role::PropertyManager;

#[test]
fn c11_a_signature_wrongly_given_is_voided_and_the_slip_goes_back_to_work() {
    let mut desk = mall();
    let (case, order) = at(&mut desk, Phase::Completed);
    assert_eq!(desk.complaint(case).status, Status::Handled);
    let entry = signature(&desk, order);
    assert_eq!(
        void(&mut desk, TECHNICIAN, order, entry, " "),
        missing(Field::Reason, Clause::Ours)
    );
    assert_eq!(
        beyond_authority(void(&mut desk, Role::EngineeringDept, order, entry, "why")),
        Clause::Ours
    );
    assert_eq!(
        void(&mut desk, TECHNICIAN, order, entry, "another shop signed"),
        Ok(())
    );
    let back = desk.work_order(order);
    assert_eq!(back.phase, Phase::Working);
    assert!(back.completions.is_empty() && back.owed.is_empty() && !back.complete);
    // It stays to be read.
    let line = back
        .timeline
        .iter()
        .find(|line| line.command == entry && matches!(line.fact, WorkOrderFact::SignedOff { .. }));
    assert!(line.unwrap().voided);
    let case = desk.complaint(case);
    assert_eq!((case.status, case.handled_on), (Status::Registered, None));
    assert!(case.settled_work_orders.is_empty());
    // Twice is once.
    let events = desk.work_order(order).timeline.len();
    assert_eq!(void(&mut desk, TECHNICIAN, order, entry, "again"), Ok(()));
    assert_eq!(desk.work_order(order).timeline.len(), events);
    // Signed for again the next day: the window runs from there, and the sample may draw it as any other.
    desk.today = day(2);
    go_on(&mut desk, order, Phase::Completed);
    let order = desk.work_order(order);
    let owed = &order.owed[0].obligation;
    assert_eq!(
        (owed.anchor, owed.round, owed.off_sample),
        (day(2), 2, false)
    );
    assert_eq!(
        owed.window.closes,
        NaiveDate::from_ymd_opt(2026, 11, 2).unwrap()
    );
    assert_eq!(order.owed.len(), 1);
}

#[test]
fn c11_after_its_day_only_the_manager_voids_a_signature_and_a_witnessed_refusal_as_well() {
    let mut desk = mall();
    let (case, order) = at(&mut desk, Phase::FoundRight);
    let refuse = WorkOrderCommand::RefuseSignature {
        work_order: order,
        witness: Witness::Staff(person(Role::ManagementOfficer)),
        reason: "too dear".to_owned(),
        amount_fen: 0,
    };
    assert_eq!(desk.did(&[person(TECHNICIAN)], refuse), Ok(()));
    let entry = signature(&desk, order);
    let close = ComplaintCommand::CloseOut {
        case,
        was: Status::Handled,
    };
    assert_eq!(desk.did(&[person(ASSISTANT)], close), Ok(()));
    desk.today = day(2);
    assert_eq!(
        beyond_authority(void(&mut desk, TECHNICIAN, order, entry, "they signed")),
        Clause::Ours
    );
    assert_eq!(
        void(&mut desk, MANAGER, order, entry, "they signed"),
        Ok(())
    );
    assert_eq!(desk.work_order(order).phase, Phase::Working);
    // Closed out or not, the request is not handled.
    let case = desk.complaint(case);
    assert_eq!(
        (case.status, case.closed_out_on),
        (Status::Registered, None)
    );
}

#[test]
fn c11_what_was_not_a_signature_or_is_history_is_not_voided_as_one() {
    let mut desk = mall();
    let (case, order) = at(&mut desk, Phase::Completed);
    let first = signature(&desk, order);
    let begun = desk.work_order(order).timeline[0].command;
    let code = RejectionCode::Unknown {
        what: domain::rejection::Thing::Command,
    };
    assert_eq!(
        clause_of(void(&mut desk, MANAGER, order, begun, "why"), &code),
        Clause::Ours
    );
    // A follow-up took the repair on: the signature before it is what was followed up.
    let mut entry = follow_up(case, 1);
    entry.problem_left = true;
    let record = WorkOrderCommand::RecordFollowUp {
        work_order: order,
        entry: Box::new(entry),
    };
    assert_eq!(desk.did(&[person(Role::SiteTeamLeader)], record), Ok(()));
    assert_eq!(
        out_of_order(
            void(&mut desk, MANAGER, order, first, "why"),
            Phase::Assigned
        ),
        Clause::C11
    );
    go_on(&mut desk, order, Phase::Completed);
    assert_eq!(
        void(&mut desk, MANAGER, order, first, "why"),
        invalid(Field::Entry, Clause::C11)
    );
    let second = signature(&desk, order);
    assert_eq!(void(&mut desk, MANAGER, order, second, "why"), Ok(()));
    let order = desk.work_order(order);
    assert_eq!((order.phase, order.completions.len()), (Phase::Working, 1));
    // The follow-up that was made stays made; the one owed after it lapses.
    let states: Vec<OwedState> = order.owed.iter().map(|owed| owed.state).collect();
    assert_eq!(states, [OwedState::Done { on: day(1) }]);
}

fn orders(desk: &Desk) -> Vec<(StreamId, WorkOrderHead)> {
    desk.heads()
        .into_iter()
        .filter_map(|(stream, head)| match head {
            HeadData::WorkOrder(head) => Some((stream, Arc::unwrap_or_clone(head))),
            _ => None,
        })
        .collect()
}

#[test]
fn m4_3b_a_voided_signature_leaves_the_months_coverage_and_sample_and_another_is_drawn() {
    let mut desk = mall();
    let signed: Vec<WorkOrderId> = (0..5).map(|_| at(&mut desk, Phase::Completed).1).collect();
    let drawing = |desk: &Desk| Drawing {
        office: desk.office(),
        period: Period::month_of(day(1)),
        seed: Digest::of(&[b"head of the log"]),
        now: desk.now(),
    };
    let first = drawing(&desk);
    let drawn = desk.draw_repairs(first);
    assert_eq!(drawn.len(), 1);
    let order = signed
        .into_iter()
        .find(|order| order.stream() == drawn[0])
        .unwrap();
    let base = |desk: &Desk| {
        let policy = Policy::built_in(ProfileName::Mall, day(1));
        let heads = orders(desk);
        let heads = heads.iter().map(|(stream, head)| (*stream, head));
        let month = Period::month_of(day(1));
        repair_figures(heads, &policy, month, desk.now(), 480)
            .coverage
            .base
    };
    assert_eq!(base(&desk), 5);
    let entry = signature(&desk, order);
    assert_eq!(void(&mut desk, TECHNICIAN, order, entry, "why"), Ok(()));
    assert_eq!(base(&desk), 4);
    let voided = desk.work_order(order);
    assert!(!voided.drawn && voided.owed_now().is_none());
    // One of four is still a fifth, rounded up: another takes its place, by rank.
    let again = drawing(&desk);
    let in_its_place = desk.draw_repairs(again);
    assert_eq!(in_its_place.len(), 1);
    assert_ne!(in_its_place, drawn);
    // Signed for again it is one of five, and the sample is full.
    go_on(&mut desk, order, Phase::Completed);
    assert_eq!(base(&desk), 5);
    let full = drawing(&desk);
    assert!(desk.draw_repairs(full).is_empty());
}
