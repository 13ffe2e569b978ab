//! A work order until its technician is let in: the slip, its delivery, whose it is, the door (C4–C6).

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::complaint::Status;
use domain::event::work_order::{Handover, Trade};
use domain::id::{Instant, PersonId, WorkOrderId};
use domain::policy::ProfileName;
use domain::rejection::{Field, RejectionCode, Value};
use domain::role::Role;
use domain::work_order::command::{Consent, WorkOrderCommand};
use domain::work_order::{Delivery, Phase};
use rules::desk::{Desk, person, sealed};
use rules::repair::{
    at, beyond_authority, clause_of, colleague, go_on, invalid, make, missing, out_of_order,
    receive, request, teach, technician,
};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn mall() -> Desk {
    Desk::new(ProfileName::Mall, day(1))
}

const TECHNICIAN: Role = Role::Technician;

#[test]
fn c4_a_delivered_slip_reaches_engineering_within_twenty_minutes_of_the_registration() {
    let mut desk = mall();
    let engineering = [person(Role::EngineeringDept)];
    let case = desk.register(request()).unwrap();
    desk.minutes = 5; // the slip is made five minutes after the call; the clock runs from the call
    let order = make(&mut desk, case, Handover::Delivered).unwrap();
    let fifteen = Delivery::Running {
        left_millis: 15 * 60_000,
    };
    assert_eq!(desk.work_order(order).delivery(desk.now()), fifteen);
    let refused = desk.did(&[person(Role::PropertyAssistant)], receive(order, None));
    assert_eq!(beyond_authority(refused), Clause::C4);
    desk.minutes = 20;
    assert_eq!(desk.did(&engineering, receive(order, None)), Ok(()));
    desk.minutes = 90; // the receipt stopped the clock
    assert_eq!(
        desk.work_order(order).delivery(desk.now()),
        Delivery::InTime
    );

    desk.minutes = 0;
    let case = desk.register(request()).unwrap();
    let late = make(&mut desk, case, Handover::Delivered).unwrap();
    desk.minutes = 21;
    assert_eq!(
        desk.did(&engineering, receive(late, Some(" "))),
        missing(Field::LateReason, Clause::C4)
    );
    let minute = 60_000;
    assert_eq!(
        desk.work_order(late).delivery(desk.now()),
        Delivery::Overdue { by_millis: minute }
    );
    assert_eq!(
        desk.did(&engineering, receive(late, Some("no lift"))),
        Ok(())
    );
    let order = desk.work_order(late);
    assert_eq!(
        order.delivery(desk.now()),
        Delivery::Late { by_millis: minute }
    );
    assert_eq!(order.late_reason.as_deref(), Some("no lift"));
}

#[test]
fn c4_where_engineering_is_told_to_collect_no_minutes_are_given() {
    let mut desk = mall();
    let case = desk.register(request()).unwrap();
    let order = make(&mut desk, case, Handover::ToldToCollect).unwrap();
    desk.minutes = 300;
    assert_eq!(
        desk.work_order(order).delivery(desk.now()),
        Delivery::Collected
    );
    assert_eq!(
        desk.did(&[person(Role::EngineeringDept)], receive(order, None)),
        Ok(())
    );
}

#[test]
fn c4_the_assistant_makes_the_slip_and_two_at_once_do_not_make_two() {
    let mut desk = mall();
    let case = desk.register(request()).unwrap();
    let slip = |desk: &mut Desk, ordinal: u16| WorkOrderCommand::MakeWorkOrder {
        work_order: WorkOrderId(desk.mint()),
        case,
        ordinal,
        trade: Trade::Plumbing,
        handover: Handover::Delivered,
    };
    let first = slip(&mut desk, 1);
    let refused = desk.did(&[person(Role::Technician)], first.clone());
    assert_eq!(beyond_authority(refused), Clause::C4);
    let assistant = [person(Role::PropertyAssistant)];
    assert_eq!(desk.did(&assistant, first), Ok(()));
    let again = slip(&mut desk, 1);
    let contested = RejectionCode::Contested {
        base: Value::Count(0),
        mine: Value::Count(1),
        theirs: Value::Count(1),
    };
    assert_eq!(
        clause_of(desk.did(&assistant, again), &contested),
        Clause::C4
    );
    let second = slip(&mut desk, 2);
    assert_eq!(desk.did(&assistant, second), Ok(()));
    assert_eq!(desk.complaint(case).work_orders.len(), 2);
}

#[test]
fn c5_engineering_assigns_a_technician_of_the_trade_and_the_minutes_are_counted() {
    let mut desk = mall();
    let case = desk.register(request()).unwrap();
    let order = make(&mut desk, case, Handover::ToldToCollect).unwrap();
    let assign = |technician: PersonId, was: Option<PersonId>, reason: Option<&str>| {
        WorkOrderCommand::AssignTechnician {
            work_order: order,
            was,
            technician,
            reason: reason.map(str::to_owned),
        }
    };
    let engineering = [person(Role::EngineeringDept)];
    let plumber = person(TECHNICIAN);
    teach(&mut desk, plumber, &[Trade::Electrical]);
    let early = desk.did(&engineering, assign(plumber, None, None));
    assert_eq!(out_of_order(early, Phase::Made), Clause::C5);
    desk.did(&engineering, receive(order, None)).unwrap();
    let refused = desk.did(
        &[person(Role::PropertyManager)],
        assign(plumber, None, None),
    );
    assert_eq!(beyond_authority(refused), Clause::C5);
    assert_eq!(
        desk.did(&engineering, assign(plumber, None, None)),
        invalid(Field::Trade, Clause::C5)
    );
    assert_eq!(
        desk.did(&engineering, assign(person(Role::Director), None, None)),
        invalid(Field::Technician, Clause::C5)
    );
    teach(&mut desk, plumber, &[Trade::Electrical, Trade::Plumbing]);
    desk.minutes = 12;
    assert_eq!(
        desk.work_order(order).minutes_until_assigned(desk.now()),
        Some(12)
    );
    assert_eq!(desk.did(&engineering, assign(plumber, None, None)), Ok(()));
    desk.minutes = 60;
    assert_eq!(
        desk.work_order(order).minutes_until_assigned(desk.now()),
        Some(12)
    );

    let other = colleague(&mut desk);
    let unseen = desk
        .did(&engineering, assign(other, None, Some("ill")))
        .unwrap_err();
    assert!(matches!(unseen.code, RejectionCode::Contested { .. }));
    assert_eq!(
        desk.did(&engineering, assign(other, Some(plumber), None)),
        missing(Field::Reason, Clause::C5)
    );
    assert_eq!(
        desk.did(&engineering, assign(other, Some(plumber), Some("ill"))),
        Ok(())
    );
    assert_eq!(desk.work_order(order).technician, Some(other));
}

#[test]
fn c5_the_technician_passes_on_or_gives_back_with_a_reason() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::Working);
    let (mine, other) = (person(TECHNICIAN), colleague(&mut desk));
    let pass_on = |reason: &str| WorkOrderCommand::PassOn {
        work_order: order,
        was: mine,
        technician: other,
        reason: reason.to_owned(),
    };
    let give_back = |was: PersonId, reason: &str| WorkOrderCommand::GiveBack {
        work_order: order,
        was,
        reason: reason.to_owned(),
    };
    assert_eq!(
        beyond_authority(desk.did(&[other], pass_on("mine"))),
        Clause::C5
    );
    assert_eq!(
        technician(&mut desk, pass_on(" ")),
        missing(Field::Reason, Clause::C5)
    );
    assert_eq!(technician(&mut desk, pass_on("two are needed")), Ok(()));
    let order_now = desk.work_order(order);
    assert_eq!(
        (order_now.technician, order_now.phase),
        (Some(other), Phase::Assigned)
    );
    let stale = technician(&mut desk, give_back(mine, "too much")).unwrap_err();
    assert!(matches!(stale.code, RejectionCode::Contested { .. }));
    assert_eq!(
        desk.did(&[other], give_back(other, " ")),
        missing(Field::Reason, Clause::C5)
    );
    assert_eq!(desk.did(&[other], give_back(other, "no time")), Ok(()));
    let order_now = desk.work_order(order);
    assert_eq!(
        (order_now.technician, order_now.phase),
        (None, Phase::Received)
    );
}

#[test]
fn c6_they_say_why_they_come_and_enter_only_when_let_in() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::Assigned);
    let arrive = |purpose: &str| WorkOrderCommand::Arrive {
        work_order: order,
        purpose: purpose.to_owned(),
    };
    let refuse = |words: &str, appointment: Option<Instant>| WorkOrderCommand::AskConsent {
        work_order: order,
        consent: Consent::Refused {
            words: sealed(words).digest,
            appointment,
        },
    };
    let items = WorkOrderCommand::ConfirmItems {
        work_order: order,
        items: vec!["tap".to_owned()],
    };
    let other = colleague(&mut desk);
    assert_eq!(
        beyond_authority(desk.did(&[other], arrive("the tap"))),
        Clause::C6
    );
    assert_eq!(
        technician(&mut desk, arrive(" ")),
        missing(Field::Purpose, Clause::C6)
    );
    assert_eq!(technician(&mut desk, arrive("the tap")), Ok(()));
    // At the door is not inside.
    let inside = technician(&mut desk, items.clone());
    assert_eq!(out_of_order(inside, Phase::Arrived), Clause::C7);
    let (now, tomorrow) = (desk.now(), Instant(desk.now().0 + 86_400_000));
    assert_eq!(
        technician(&mut desk, refuse(" ", None)),
        missing(Field::Reason, Clause::C6)
    );
    assert_eq!(
        technician(&mut desk, refuse("tomorrow", Some(now))),
        invalid(Field::Appointment, Clause::C6)
    );
    assert_eq!(
        technician(&mut desk, refuse("tomorrow", Some(tomorrow))),
        Ok(())
    );
    let refused = desk.work_order(order);
    assert_eq!(
        (refused.phase, refused.appointment),
        (Phase::ConsentRefused, Some(tomorrow))
    );
    assert_eq!(refused.timeline.last().unwrap().words, "tomorrow");
    let inside = technician(&mut desk, items);
    assert_eq!(out_of_order(inside, Phase::ConsentRefused), Clause::C7);
    // The appointment is moved, and they come again.
    let reappoint = WorkOrderCommand::Reappoint {
        work_order: order,
        was: Some(tomorrow),
        appointment: Instant(tomorrow.0 + 3_600_000),
    };
    assert_eq!(
        desk.did(&[person(Role::PropertyAssistant)], reappoint),
        Ok(())
    );
    go_on(&mut desk, order, Phase::LetIn);
    assert_eq!(desk.work_order(order).visits, 2);
}

#[test]
fn a_work_order_nobody_wants_any_more_is_withdrawn_and_owes_nothing() {
    let mut desk = mall();
    let (case, order) = at(&mut desk, Phase::Assigned);
    let withdraw = |was: Phase, reason: &str| WorkOrderCommand::WithdrawWorkOrder {
        work_order: order,
        was,
        reason: reason.to_owned(),
    };
    let assistant = [person(Role::PropertyAssistant)];
    let unseen = desk
        .did(&assistant, withdraw(Phase::Received, "mended"))
        .unwrap_err();
    assert!(matches!(unseen.code, RejectionCode::Contested { .. }));
    assert_eq!(
        desk.did(&assistant, withdraw(Phase::Assigned, " ")),
        missing(Field::Reason, Clause::Ours)
    );
    assert_eq!(
        desk.did(&assistant, withdraw(Phase::Assigned, "mended")),
        Ok(())
    );
    let order_now = desk.work_order(order);
    assert_eq!(order_now.phase, Phase::Withdrawn);
    assert!(order_now.owed.is_empty());
    assert_eq!(desk.complaint(case).status, Status::Registered);
}

#[test]
fn a_request_with_several_slips_is_handled_with_the_last_of_them() {
    let mut desk = mall();
    let (case, first) = at(&mut desk, Phase::FoundRight);
    let second = make(&mut desk, case, Handover::ToldToCollect).unwrap();
    let third = make(&mut desk, case, Handover::ToldToCollect).unwrap();
    let withdraw = WorkOrderCommand::WithdrawWorkOrder {
        work_order: third,
        was: Phase::Made,
        reason: "one is enough".to_owned(),
    };
    assert_eq!(
        desk.did(&[person(Role::PropertyAssistant)], withdraw),
        Ok(())
    );
    go_on(&mut desk, first, Phase::Completed);
    assert_eq!(desk.complaint(case).status, Status::Registered);
    go_on(&mut desk, second, Phase::Completed);
    assert_eq!(desk.complaint(case).status, Status::Handled);
}

#[test]
fn c4_late_slips_are_counted_with_their_month_and_one_withdrawn_in_time_is_none_of_them() {
    let mut desk = mall();
    let (assistant, engineering) = (
        [person(Role::PropertyAssistant)],
        [person(Role::EngineeringDept)],
    );
    let slip = |desk: &mut Desk| {
        let case = desk.register(request()).unwrap();
        make(desk, case, Handover::Delivered).unwrap()
    };
    let (in_time, late) = (slip(&mut desk), slip(&mut desk));
    let (withdrawn, too_late) = (slip(&mut desk), slip(&mut desk));
    let never = slip(&mut desk);
    let withdraw = |work_order| WorkOrderCommand::WithdrawWorkOrder {
        work_order,
        was: Phase::Made,
        reason: "mended it themselves".to_owned(),
    };
    desk.minutes = 10;
    assert_eq!(desk.did(&engineering, receive(in_time, None)), Ok(()));
    assert_eq!(desk.did(&assistant, withdraw(withdrawn)), Ok(()));
    desk.minutes = 25;
    assert_eq!(
        desk.did(&engineering, receive(late, Some("no lift"))),
        Ok(())
    );
    assert_eq!(desk.did(&assistant, withdraw(too_late)), Ok(()));
    desk.minutes = 600;
    assert_eq!(
        desk.work_order(withdrawn).delivery(desk.now()),
        Delivery::Withdrawn
    );
    assert_eq!(
        desk.work_order(late).late_reason.as_deref(),
        Some("no lift")
    );
    let policy = domain::policy::Policy::built_in(ProfileName::Mall, desk.today);
    let heads = desk.heads();
    let counted = |month| {
        let orders = heads.iter().filter_map(|(stream, head)| match head {
            domain::head::HeadData::WorkOrder(head) => Some((*stream, &**head)),
            _ => None,
        });
        let figures = domain::report::repair_figures(orders, &policy, month, desk.now(), 480);
        figures
            .delivered_late
            .into_iter()
            .collect::<std::collections::BTreeSet<_>>()
    };
    let month = domain::calendar::Period::month_of(desk.today);
    let expected = [late, too_late, never].map(domain::id::WorkOrderId::stream);
    assert_eq!(counted(month), expected.into());
    assert!(counted(month.next()).is_empty());
}
