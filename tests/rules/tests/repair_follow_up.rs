//! The return visit to a repair: its window, who goes, how many, and which.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::clause::Clause;
use domain::complaint::OwedState;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::event::complaint::AttemptFailure;
use domain::follow_up::{Channel, Grade};
use domain::head::{HeadData, WorkOrderHead};
use domain::id::{CaseId, Cursor, Digest, StreamId, WorkOrderId};
use domain::log::Drawing;
use domain::policy::{Percent, Policy, ProfileName};
use domain::quota::LastDay;
use domain::rejection::{Field, RejectionCode};
use domain::report::repair_figures;
use domain::role::{Role, Roles};
use domain::work_order::Phase;
use domain::work_order::command::WorkOrderCommand;
use domain::work_order::draw::RepairDraw;
use rules::desk::{Desk, Outcome, follow_up, person, registration};
use rules::repair::{at, beyond_authority, clause_of, colleague, go_on, invalid, make, missing};

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn desk(profile: ProfileName, today: NaiveDate) -> Desk {
    Desk::new(profile, today)
}

/// A repair signed for today.
fn repaired(desk: &mut Desk) -> (CaseId, WorkOrderId) {
    at(desk, Phase::Completed)
}

fn record(desk: &mut Desk, by: Role, work_order: WorkOrderId, entry: FollowUpEntry) -> Outcome {
    let entry = Box::new(entry);
    desk.did(
        &[person(by)],
        WorkOrderCommand::RecordFollowUp { work_order, entry },
    )
}

fn window(desk: &Desk, order: WorkOrderId) -> (NaiveDate, NaiveDate) {
    let window = desk.work_order(order).owed[0].obligation.window;
    (window.opens, window.closes)
}

const LEADER: Role = Role::SiteTeamLeader;

#[test]
fn m4_2b_the_window_of_a_repair_runs_from_its_signature_for_a_calendar_month() {
    let mut desk = desk(ProfileName::Mall, date(1, 31));
    let (case, order) = repaired(&mut desk);
    assert_eq!(window(&desk, order), (date(1, 31), date(2, 28)));
    desk.today = date(3, 1);
    assert_eq!(
        record(&mut desk, LEADER, order, follow_up(case, 1)),
        missing(Field::LateReason, Clause::M4_2b)
    );
    desk.today = date(2, 28);
    assert_eq!(record(&mut desk, LEADER, order, follow_up(case, 1)), Ok(()));
    let order = desk.work_order(order);
    assert!(order.complete);
    assert_eq!(order.owed[0].state, OwedState::Done { on: date(2, 28) });
}

#[test]
fn m4_2b_the_window_runs_from_a_witnessed_refusal_as_well() {
    let mut desk = desk(ProfileName::Mall, date(3, 5));
    let (_, order) = at(&mut desk, Phase::FoundRight);
    desk.today = date(3, 7);
    let refuse = WorkOrderCommand::RefuseSignature {
        work_order: order,
        witness: domain::event::work_order::Witness::Staff(person(Role::ManagementOfficer)),
        reason: "too dear".to_owned(),
        amount_fen: 0,
    };
    assert_eq!(desk.did(&[person(Role::Technician)], refuse), Ok(()));
    assert_eq!(window(&desk, order), (date(3, 7), date(4, 7)));
}

#[test]
fn m4_4c_a_repairs_follow_up_is_the_site_team_leaders() {
    let mut desk = desk(ProfileName::Mall, date(3, 1));
    let (case, order) = repaired(&mut desk);
    for role in Role::ALL.iter().filter(|role| **role != LEADER) {
        let refused = record(&mut desk, *role, order, follow_up(case, 1)).unwrap_err();
        assert_eq!(refused.code, RejectionCode::BeyondAuthority);
        assert_eq!(refused.clause, Clause::M4_4c);
        assert_eq!(refused.needs, [Roles::from([LEADER])]);
    }
    let schedule = |by: Role, going: Role| {
        (
            [person(by)],
            WorkOrderCommand::ScheduleFollowUp {
                work_order: order,
                round: 1,
                people: vec![person(going)],
                on: date(3, 2),
            },
        )
    };
    let (by, command) = schedule(LEADER, LEADER);
    assert_eq!(beyond_authority(desk.did(&by, command)), Clause::M3);
    let (by, command) = schedule(Role::SiteManager, Role::Technician);
    assert_eq!(beyond_authority(desk.did(&by, command)), Clause::M4_4c);
    let (by, command) = schedule(Role::SiteManager, LEADER);
    assert_eq!(desk.did(&by, command), Ok(()));
    assert_eq!(record(&mut desk, LEADER, order, follow_up(case, 1)), Ok(()));
}

#[test]
fn m4_4c_an_estate_borrows_the_rule_and_its_function_supervisor_goes() {
    let mut desk = desk(ProfileName::Estate, date(3, 1));
    let (case, order) = repaired(&mut desk);
    let needs = record(&mut desk, Role::Dispatcher, order, follow_up(case, 1))
        .unwrap_err()
        .needs;
    assert_eq!(needs, [Roles::from([Role::FunctionSupervisor])]);
    let by = Role::FunctionSupervisor;
    assert_eq!(record(&mut desk, by, order, follow_up(case, 1)), Ok(()));
}

#[test]
fn g3_5_4_a_repair_they_are_not_content_with_goes_on_and_is_signed_for_again() {
    let mut desk = desk(ProfileName::Mall, date(3, 1));
    let (case, order) = repaired(&mut desk);
    let mut entry = follow_up(case, 1);
    entry.contents.satisfaction = Some(Grade::Dissatisfied);
    assert_eq!(record(&mut desk, LEADER, order, entry), Ok(()));
    let order_now = desk.work_order(order);
    assert_eq!(order_now.phase, Phase::Assigned);
    assert!(order_now.goes_on.is_some() && order_now.owed_now().is_none());
    desk.today = date(3, 10);
    go_on(&mut desk, order, Phase::Completed);
    let order_now = desk.work_order(order);
    let owed = order_now.owed_now().unwrap();
    // Owed whatever the sample says.
    assert!(owed.obligation.off_sample && !order_now.drawn);
    assert_eq!(
        (owed.obligation.round, owed.obligation.window.closes),
        (2, date(4, 10))
    );
    assert_eq!(order_now.completions.len(), 2);
    assert_eq!(record(&mut desk, LEADER, order, follow_up(case, 2)), Ok(()));
    assert!(desk.work_order(order).complete);
}

#[test]
fn g3_5_3_the_technician_sent_is_the_one_who_did_the_work() {
    let mut desk = desk(ProfileName::Estate, date(3, 1));
    // A complaint with a slip: its follow-up is the complaint's, its work the technician's.
    let case = desk.register(registration()).unwrap();
    let order = make(
        &mut desk,
        case,
        domain::event::work_order::Handover::ToldToCollect,
    )
    .unwrap();
    rules::repair::teach(
        &mut desk,
        person(Role::Technician),
        &[domain::event::work_order::Trade::Plumbing],
    );
    let other = colleague(&mut desk);
    go_on(&mut desk, order, Phase::Completed);
    let handle = ComplaintCommand::Handle {
        case,
        was: desk.complaint(case).status,
        result: rules::desk::result(),
        photos: Vec::new(),
    };
    let dispatcher = [person(Role::Dispatcher)];
    desk.did(&dispatcher, handle).unwrap();
    let was = desk.complaint(case).status;
    desk.did(&dispatcher, ComplaintCommand::CloseOut { case, was })
        .unwrap();
    desk.today = date(3, 5);
    let send = |technician| ComplaintCommand::SendTechnician {
        case,
        round: 1,
        technician,
    };
    assert_eq!(
        desk.did(&dispatcher, send(other)),
        invalid(Field::Technician, Clause::G3_5_3)
    );
    assert_eq!(
        desk.did(&dispatcher, send(person(Role::Technician))),
        Ok(())
    );
    let made = ComplaintCommand::RecordFollowUp(Box::new(follow_up(case, 1)));
    assert_eq!(
        desk.did(&[other], made.clone()).unwrap_err().clause,
        Clause::G3_5_2
    );
    assert_eq!(desk.did(&[person(Role::Technician)], made), Ok(()));
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

fn draw(desk: &Desk, on: NaiveDate) -> RepairDraw {
    RepairDraw {
        office: desk.office(),
        period: Period::month_of(date(3, 1)),
        seed: Digest::of(&[b"head of the log"]),
        at: Cursor(1),
        rate: Percent::new(20).unwrap(),
        on,
    }
}

fn drawn_now(desk: &Desk, on: NaiveDate) -> Vec<StreamId> {
    let heads = orders(desk);
    let heads = heads.iter().map(|(stream, head)| (*stream, head));
    draw(desk, on).orders(heads)
}

#[test]
fn m4_3b_a_fifth_of_a_months_repairs_is_drawn_and_what_is_not_owes_nothing() {
    let mut desk = desk(ProfileName::Mall, date(3, 1));
    for _ in 0..6 {
        repaired(&mut desk);
    }
    let first = drawn_now(&desk, date(3, 1));
    assert_eq!(first.len(), 2);
    assert_eq!(drawn_now(&desk, date(3, 1)), first, "nobody chooses");
    // A window that has passed is not drawn from.
    assert!(drawn_now(&desk, date(4, 2)).is_empty());
    // The server draws the same as the tablet's preview, once.
    let drawing = Drawing {
        office: desk.office(),
        period: Period::month_of(date(3, 1)),
        seed: Digest::of(&[b"head of the log"]),
        now: desk.now(),
    };
    assert_eq!(desk.draw_repairs(drawing), first);
    assert!(desk.draw_repairs(drawing).is_empty());
    let owing: Vec<StreamId> = orders(&desk)
        .into_iter()
        .filter(|(_, head)| head.owed_now().is_some())
        .map(|(stream, _)| stream)
        .collect();
    assert_eq!(owing.len(), 2);
    assert!(first.iter().all(|stream| owing.contains(stream)));
    // What is drawn stays drawn; eleven repairs need a third.
    assert!(drawn_now(&desk, date(3, 1)).is_empty());
    for _ in 0..5 {
        repaired(&mut desk);
    }
    assert_eq!(drawn_now(&desk, date(3, 1)).len(), 1);
}

#[test]
fn m4_3b_coverage_counts_what_is_required_done_and_missing_and_until_when() {
    let mut desk = desk(ProfileName::Mall, date(3, 1));
    let (case, order) = repaired(&mut desk);
    desk.today = date(3, 20);
    for _ in 0..10 {
        repaired(&mut desk);
    }
    let policy = Policy::built_in(ProfileName::Mall, date(1, 1));
    let figures = |desk: &Desk| {
        let heads = orders(desk);
        let heads = heads.iter().map(|(stream, head)| (*stream, head));
        repair_figures(
            heads,
            &policy,
            Period::month_of(date(3, 1)),
            desk.now(),
            480,
        )
    };
    let coverage = figures(&desk).coverage;
    assert_eq!((coverage.base, coverage.required), (11, Some(3)));
    assert_eq!((coverage.done, coverage.missing), (0, Some(3)));
    assert_eq!(coverage.last_day, LastDay::On(date(4, 20)));
    // Not drawn, followed up all the same: it counts.
    assert_eq!(record(&mut desk, LEADER, order, follow_up(case, 1)), Ok(()));
    let after = figures(&desk);
    assert_eq!((after.coverage.done, after.coverage.missing), (1, Some(2)));
    assert_eq!(after.not_followed_up.len(), 10);
    assert!(after.drawn.is_empty());
    // Next month's figures have none of it.
    let heads = orders(&desk);
    let heads = heads.iter().map(|(stream, head)| (*stream, head));
    let april = Period::month_of(date(4, 1));
    let next = repair_figures(heads, &policy, april, desk.now(), 480);
    assert_eq!(next.coverage.base, 0);
}

#[test]
fn a_repairs_follow_up_is_made_once_and_ends_after_enough_attempts() {
    let mut desk = desk(ProfileName::Mall, date(3, 1));
    let (_, order) = repaired(&mut desk);
    let attempt = |desk: &mut Desk, day: u32, channel: Channel| {
        desk.today = date(3, day);
        let attempt = WorkOrderCommand::RecordAttempt {
            work_order: order,
            round: 1,
            channel,
            failure: AttemptFailure::NobodyThere,
        };
        desk.did(&[person(LEADER)], attempt)
    };
    let end = WorkOrderCommand::EndUnreachable {
        work_order: order,
        round: 1,
        reason: "closed".to_owned(),
    };
    attempt(&mut desk, 2, Channel::InPerson).unwrap();
    attempt(&mut desk, 2, Channel::Phone).unwrap();
    let planner = [person(Role::SiteManager)];
    let too_few = RejectionCode::TooFewAttempts {
        made: 2,
        days: 1,
        channels: 2,
    };
    assert_eq!(
        clause_of(desk.did(&planner, end.clone()), &too_few),
        Clause::Ours
    );
    attempt(&mut desk, 3, Channel::Phone).unwrap();
    assert_eq!(desk.did(&planner, end), Ok(()));
    let again = attempt(&mut desk, 4, Channel::Phone);
    assert_eq!(
        clause_of(again, &RejectionCode::NothingOwed),
        Clause::G3_5_4
    );
}
