//! Going live: what is still open on paper is carried over as it stands there, once.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::complaint::command::ComplaintCommand;
use domain::complaint::{Status, Timeliness};
use domain::event::complaint::{CarriedOver, RequestKind, Stage};
use domain::event::work_order::{Handover, SlipStage, Trade};
use domain::head::HeadData;
use domain::id::{CaseId, DepartmentId, Instant, PersonId, StreamId, WorkOrderId};
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode, Thing};
use domain::report::{month_figures, repair_figures};
use domain::role::Role;
use domain::work_order::command::{CarriedOrder, WorkOrderCommand};
use domain::work_order::{Delivery, Phase};
use rules::desk::{Desk, OFFICE, Outcome, person, registration, result, sealed};
use rules::repair;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn desk() -> Desk {
    Desk::new(
        ProfileName::Mall,
        NaiveDate::from_ymd_opt(2026, 10, 20).unwrap(),
    )
}

fn ago(desk: &Desk, millis: i64) -> Instant {
    Instant(desk.now().0 - millis)
}

/// Taken down nine days ago, to be done within two.
fn paper(desk: &Desk) -> CarriedOver {
    CarriedOver {
        old_number: "投 118".to_owned(),
        registered_at: ago(desk, 9 * DAY),
        registration: registration(),
        stage: Stage::Dispatched {
            assignee: None,
            limit: ago(desk, 7 * DAY),
        },
    }
}

fn case_of(carried: &CarriedOver) -> CaseId {
    CaseId::carried_over(OFFICE, &carried.old_number)
}

fn carry(desk: &mut Desk, who: Role, carried: &CarriedOver) -> Outcome {
    let command = ComplaintCommand::CarryOver {
        case: case_of(carried),
        carried: Box::new(carried.clone()),
    };
    desk.did(&[person(who)], command)
}

fn slip(desk: &Desk, stage: SlipStage) -> CarriedOrder {
    let mut request = paper(desk);
    request.old_number = "维-31".to_owned();
    request.registration.request = RequestKind::Repair;
    request.stage = Stage::Registered;
    CarriedOrder {
        case: CaseId::carried_request(OFFICE, "维-31"),
        made_at: Instant(request.registered_at.0 + HOUR),
        request,
        trade: Trade::Plumbing,
        stage,
    }
}

fn order_of(carried: &CarriedOrder) -> WorkOrderId {
    WorkOrderId::carried_over(OFFICE, &carried.request.old_number)
}

fn carry_slip(desk: &mut Desk, who: Role, carried: &CarriedOrder) -> Outcome {
    let command = WorkOrderCommand::CarryOverWorkOrder {
        work_order: order_of(carried),
        carried: Box::new(carried.clone()),
    };
    desk.did(&[person(who)], command)
}

/// How many events the log holds, by what somebody who writes nothing else would have seen.
fn events(desk: &mut Desk) -> u64 {
    let case = CaseId(OFFICE.0);
    let body = ComplaintCommand::PartDuplicate { case }.into();
    let command = desk.command(&[person(Role::SiteTeamLeader)], body);
    command.streams.first().unwrap().seen.0
}

#[test]
fn what_is_carried_over_keeps_its_number_and_the_time_the_paper_says() {
    let mut desk = desk();
    let paper = paper(&desk);
    assert_eq!(carry(&mut desk, Role::PropertyManager, &paper), Ok(()));
    let case = desk.complaint(case_of(&paper));
    assert_eq!(case.number.as_deref(), Some("投 118"));
    assert_eq!(case.registered_at, paper.registered_at);
    assert_eq!(case.status, Status::Dispatched);
    assert_eq!(case.timeliness(desk.now()), Timeliness::Overdue);
    // The event itself says when it was typed here.
    let line = case.timeline.first().unwrap();
    assert_eq!(line.happened_at, desk.now());
    // The server's own series begins at its beginning.
    let first = desk.register(registration()).unwrap();
    assert_eq!(desk.complaint(first).number.as_deref(), Some("TS2026-0001"));
}

#[test]
fn the_same_paper_twice_changes_nothing_and_another_under_its_number_is_refused() {
    let mut desk = desk();
    let paper = paper(&desk);
    assert_eq!(carry(&mut desk, Role::PropertyManager, &paper), Ok(()));
    let order = slip(&desk, SlipStage::Received);
    assert_eq!(carry_slip(&mut desk, Role::PropertyManager, &order), Ok(()));
    let was = Status::Dispatched;
    let handle = ComplaintCommand::Handle {
        case: case_of(&paper),
        was,
        result: result(),
        photos: Vec::new(),
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], handle), Ok(()));
    let before = events(&mut desk);
    // However the number is written, and whatever became of the case since.
    let mut again = paper.clone();
    again.old_number = "投１１８".to_owned();
    assert_eq!(carry(&mut desk, Role::PropertyManager, &again), Ok(()));
    assert_eq!(carry_slip(&mut desk, Role::PropertyManager, &order), Ok(()));
    assert_eq!(events(&mut desk), before);
    let mut other = paper.clone();
    other.registration.content = sealed("tomorrow").digest;
    let refused = carry(&mut desk, Role::PropertyManager, &other).unwrap_err();
    assert_eq!(refused.code, RejectionCode::AlreadyExists);
    let mut other = order.clone();
    other.request.registered_at = ago(&desk, 8 * DAY);
    other.made_at = other.request.registered_at;
    let refused = carry_slip(&mut desk, Role::PropertyManager, &other).unwrap_err();
    assert_eq!(refused.code, RejectionCode::AlreadyExists);
}

#[test]
fn a_paper_that_cannot_be_right_is_refused_with_its_field_and_clause() {
    let mut desk = desk();
    let good = paper(&desk);
    let with = |change: &dyn Fn(&mut CarriedOver)| {
        let mut paper = good.clone();
        change(&mut paper);
        paper
    };
    let tomorrow = Instant(desk.now().0 + DAY);
    let before = Instant(good.registered_at.0 - 1);
    let dispatched = |limit| Stage::Dispatched {
        assignee: None,
        limit,
    };
    let nobody = Stage::Dispatched {
        assignee: Some(PersonId(OFFICE.0)),
        limit: tomorrow,
    };
    let missing = Rejection::missing;
    let invalid = Rejection::invalid;
    let rows: Vec<(CarriedOver, Rejection)> = vec![
        (
            with(&|paper| paper.old_number = " ".to_owned()),
            missing(Field::Reference, Clause::Ours),
        ),
        (
            // The server could give it to another case.
            with(&|paper| paper.old_number = "ts2026-0007".to_owned()),
            invalid(Field::Reference, Clause::Ours),
        ),
        (
            with(&|paper| paper.registered_at = tomorrow),
            invalid(Field::HappenedAt, Clause::Ours),
        ),
        (
            with(&|paper| paper.registration.unit = domain::id::UnitId(OFFICE.0)),
            Rejection::unknown(Thing::Unit),
        ),
        (
            with(&|paper| paper.registration.phone = None),
            missing(Field::PhoneOrAppointment, Clause::C3),
        ),
        (
            with(&|paper| paper.registration.content = sealed(" ").digest),
            missing(Field::Content, Clause::C3),
        ),
        (
            with(&|paper| {
                paper.registration.department = Some(DepartmentId::of(OFFICE, "elsewhere"));
            }),
            Rejection::unknown(Thing::Department),
        ),
        (
            with(&|paper| paper.registration.department = None),
            missing(Field::Department, Clause::M4_4b),
        ),
        (
            with(&|paper| paper.stage = dispatched(before)),
            invalid(Field::Limit, Clause::Ours),
        ),
        (
            with(&|paper| paper.stage = nobody),
            Rejection::new(RejectionCode::NotOnStaff, Clause::Ours),
        ),
        (
            with(&|paper| paper.registration.request = RequestKind::Repair),
            invalid(Field::Entry, Clause::C2),
        ),
    ];
    for (paper, why) in rows {
        assert_eq!(
            carry(&mut desk, Role::PropertyManager, &paper),
            Err(why),
            "{paper:?}"
        );
    }
    // An id of one's own would let the same paper stand twice.
    let elsewhere = ComplaintCommand::CarryOver {
        case: desk.new_case(),
        carried: Box::new(good),
    };
    assert_eq!(
        desk.did(&[person(Role::PropertyManager)], elsewhere),
        Err(invalid(Field::Reference, Clause::Ours))
    );
}

#[test]
fn a_slip_on_paper_comes_with_its_request_and_goes_on_where_it_stood() {
    let mut desk = desk();
    let technician = person(Role::Technician);
    repair::teach(&mut desk, technician, &[Trade::Plumbing]);
    let carried = slip(&desk, SlipStage::Assigned { technician });
    assert_eq!(
        carry_slip(&mut desk, Role::PropertyManager, &carried),
        Ok(())
    );
    let work_order = order_of(&carried);
    let order = desk.work_order(work_order);
    assert_eq!(order.phase, Phase::Assigned);
    assert_eq!(order.technician, Some(technician));
    assert_eq!(order.made_at, carried.made_at);
    assert_eq!(order.slip.handover, Handover::OnPaper);
    assert_eq!(order.delivery(desk.now()), Delivery::Collected);
    let case = desk.complaint(carried.case);
    assert_eq!(case.request, RequestKind::Repair);
    assert_eq!(case.work_orders, [work_order]);
    let arrive = WorkOrderCommand::Arrive {
        work_order,
        purpose: "tap".to_owned(),
    };
    assert_eq!(desk.did(&[technician], arrive), Ok(()));

    let mut early = slip(&desk, SlipStage::Made);
    early.request.old_number = "维-32".to_owned();
    early.case = CaseId::carried_request(OFFICE, "维-32");
    early.made_at = Instant(early.request.registered_at.0 - 1);
    assert_eq!(
        carry_slip(&mut desk, Role::PropertyManager, &early),
        Err(Rejection::invalid(Field::HappenedAt, Clause::C4))
    );
    early.made_at = early.request.registered_at;
    early.case = CaseId::carried_over(OFFICE, "维-32");
    assert_eq!(
        carry_slip(&mut desk, Role::PropertyManager, &early),
        Err(Rejection::invalid(Field::Reference, Clause::Ours))
    );
}

#[test]
fn what_happened_on_paper_stands_in_no_figure_of_a_month() {
    let mut desk = desk();
    let paper = paper(&desk);
    assert_eq!(carry(&mut desk, Role::PropertyManager, &paper), Ok(()));
    let order = slip(&desk, SlipStage::Made);
    assert_eq!(carry_slip(&mut desk, Role::PropertyManager, &order), Ok(()));
    let month = domain::calendar::Period::month_of(desk.today);
    let heads = desk.heads();
    let complaints = heads.iter().filter_map(|(stream, head)| match head {
        HeadData::Complaint(head) => Some((*stream, &**head)),
        _ => None,
    });
    let office = desk.office_state();
    let policy = office.policy_on(desk.today).unwrap();
    let figures = month_figures(complaints, policy, month, desk.today);
    assert_eq!(figures.anchored, Vec::<StreamId>::new());
    assert_eq!(figures.asked, Vec::<StreamId>::new());
    let orders = heads.iter().filter_map(|(stream, head)| match head {
        HeadData::WorkOrder(head) => Some((*stream, &**head)),
        _ => None,
    });
    let figures = repair_figures(orders, policy, month, desk.now(), 480);
    // Nobody counted the minutes on paper.
    assert_eq!(figures.delivered_late, Vec::<StreamId>::new());
}

#[test]
fn who_opens_and_dispatches_carries_over() {
    for (profile, may) in [
        (ProfileName::Mall, Role::PropertyManager),
        (ProfileName::Estate, Role::Dispatcher),
    ] {
        let mut desk = Desk::new(profile, NaiveDate::from_ymd_opt(2026, 10, 20).unwrap());
        let paper = paper(&desk);
        let order = slip(&desk, SlipStage::Made);
        let others = [Role::PropertyAssistant, Role::Technician, Role::Director];
        for role in others {
            for outcome in [
                carry(&mut desk, role, &paper),
                carry_slip(&mut desk, role, &order),
            ] {
                let refused = outcome.unwrap_err();
                assert_eq!(refused.code, RejectionCode::BeyondAuthority, "{role:?}");
                assert_eq!(refused.clause, Clause::Ours);
            }
        }
        assert_eq!(carry(&mut desk, may, &paper), Ok(()));
        assert_eq!(carry_slip(&mut desk, may, &order), Ok(()));
    }
}

#[test]
fn a_counter_step_leads_back_behind_the_paper_and_a_wrong_line_is_voided() {
    let mut desk = desk();
    let paper = paper(&desk);
    assert_eq!(carry(&mut desk, Role::PropertyManager, &paper), Ok(()));
    let case = case_of(&paper);
    let back = ComplaintCommand::StepBack {
        case,
        was: Status::Dispatched,
        reason: "the wrong department".to_owned(),
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], back), Ok(()));
    assert_eq!(desk.complaint(case).status, Status::Opened);
    let entry = desk.complaint(case).timeline.first().unwrap().command;
    let void = ComplaintCommand::VoidEntry {
        case,
        entry,
        reason: "read wrongly".to_owned(),
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], void), Ok(()));
    assert!(desk.complaint(case).set_aside.is_some());
}

#[test]
fn the_same_person_of_the_same_list_is_added_once() {
    let mut desk = desk();
    let add = |sign_in_name: &str, name: &str| PersonCommand::Add {
        person: PersonId::of(OFFICE, sign_in_name),
        name: sealed(name).digest,
        sign_in_name: sign_in_name.to_owned(),
        phone: None,
        roles: Vec::new(),
    };
    let director = [person(Role::Director)];
    assert_eq!(desk.did(&director, add("wang.li", "shop")), Ok(()));
    let before = events(&mut desk);
    assert_eq!(desk.did(&director, add("wang.li", "shop")), Ok(()));
    assert_eq!(events(&mut desk), before);
    let other = desk.did(&director, add(" Wang.Li", "dust")).unwrap_err();
    assert_eq!(other.code, RejectionCode::AlreadyExists);
}
