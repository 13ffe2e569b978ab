//! The register: handing up, referring, limits, doubles, and what was entered by mistake.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::complaint::command::ComplaintCommand;
use domain::complaint::{OwedState, SetAside, Status, Timeliness};
use domain::event::complaint::{AttemptFailure, Registration, RequestKind};
use domain::follow_up::{Category, Channel, Grade};
use domain::id::{CaseId, CommandId, DepartmentId, Instant, UnitId};
use domain::office::OfficeCommand;
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode, Thing};
use domain::role::Role;
use rules::desk::{Desk, department, follow_up, person, registration, result, sealed};

const HOUR: i64 = 3_600_000;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn mall() -> Desk {
    Desk::new(ProfileName::Mall, day(1))
}

fn later(desk: &Desk, hours: i64) -> Instant {
    Instant(desk.now().0 + hours * HOUR)
}

fn opened(desk: &mut Desk) -> CaseId {
    let case = desk.register(registration()).unwrap();
    let was = Status::Registered;
    let open = ComplaintCommand::Open { case, was };
    desk.did(&[person(Role::PropertyManager)], open).unwrap();
    case
}

fn dispatched(desk: &mut Desk, limit: Instant) -> CaseId {
    let case = opened(desk);
    let dispatch = ComplaintCommand::Dispatch {
        case,
        was: Status::Opened,
        department: department(),
        assignee: None,
        limit,
    };
    desk.did(&[person(Role::PropertyManager)], dispatch)
        .unwrap();
    case
}

fn handle(desk: &mut Desk, case: CaseId) -> Result<(), Rejection> {
    let was = desk.complaint(case).status;
    let handle = ComplaintCommand::Handle {
        case,
        was,
        result: result(),
        photos: Vec::new(),
    };
    desk.did(&[person(Role::PropertyManager)], handle)
}

fn beyond_authority(outcome: Result<(), Rejection>) -> Clause {
    let refused = outcome.unwrap_err();
    assert_eq!(refused.code, RejectionCode::BeyondAuthority);
    refused.clause
}

#[test]
fn c1_what_is_beyond_the_department_is_referred_with_a_limit_and_answered_by_the_one_responsible() {
    let mut desk = mall();
    let engineering = OfficeCommand::DefineDepartment {
        name: "engineering".to_owned(),
    };
    desk.did(&[person(Role::Director)], engineering).unwrap();
    let elsewhere = DepartmentId::of(desk.office(), "engineering");
    let case = desk.register(registration()).unwrap();
    let refer = |referral: u16, department: DepartmentId, limit: Instant, content: &str| {
        ComplaintCommand::Refer {
            case,
            referral,
            department,
            content: sealed(content).digest,
            limit,
        }
    };
    let (soon, now) = (later(&desk, 2), later(&desk, 0));
    let manager = [person(Role::PropertyManager)];
    let technician = [person(Role::Technician)];
    let refused = desk.did(&technician, refer(1, department(), soon, "dust"));
    assert_eq!(beyond_authority(refused), Clause::C1);
    assert_eq!(
        desk.did(&manager, refer(1, department(), now, "dust")),
        Err(Rejection::invalid(Field::Limit, Clause::C1))
    );
    assert_eq!(
        desk.did(&manager, refer(1, department(), soon, " ")),
        Err(Rejection::missing(Field::Content, Clause::C1))
    );
    assert_eq!(
        desk.did(&manager, refer(1, department(), soon, "dust")),
        Ok(())
    );
    // Somebody who had not seen the first one does not refer a second time unawares.
    let again = desk
        .did(&manager, refer(1, elsewhere, soon, "dust"))
        .unwrap_err();
    assert!(matches!(again.code, RejectionCode::Contested { .. }));
    assert_eq!(
        desk.did(&manager, refer(2, elsewhere, soon, "dust")),
        Ok(())
    );
    assert_eq!(desk.complaint(case).unanswered().count(), 2);

    let answer = |referral: u16| ComplaintCommand::AnswerReferral {
        case,
        referral,
        answer: sealed("cleaned").digest,
    };
    // The head of cleaning answers for cleaning, not for engineering.
    let head = [person(Role::HeadOfDepartment)];
    assert_eq!(beyond_authority(desk.did(&head, answer(2))), Clause::C1);
    assert_eq!(desk.did(&head, answer(1)), Ok(()));
    assert_eq!(
        desk.did(&manager, answer(3)),
        Err(Rejection::unknown(Thing::Referral))
    );
    let complaint = desk.complaint(case);
    let open: Vec<u16> = complaint.unanswered().map(|one| one.number).collect();
    assert_eq!(open, [2]);
    assert_eq!(complaint.referrals[0].answers[0].text, "cleaned");
}

#[test]
fn c2_a_repair_request_is_registered_in_the_same_form_and_owes_no_complaints_follow_up() {
    let mut desk = mall();
    let repair = Registration {
        request: RequestKind::Repair,
        department: None,
        ..registration()
    };
    let without_phone = Registration {
        phone: None,
        ..repair.clone()
    };
    assert_eq!(
        desk.register(without_phone),
        Err(Rejection::missing(Field::PhoneOrAppointment, Clause::C3))
    );
    let case = desk.register(repair).unwrap();
    assert_eq!(desk.complaint(case).request, RequestKind::Repair);
    // "It drips no more": settled without a slip.
    assert_eq!(handle(&mut desk, case), Ok(()));
    let complaint = desk.complaint(case);
    assert_eq!(complaint.status, Status::Handled);
    assert!(complaint.owed.is_empty());
}

#[test]
fn c0_a_case_handed_up_is_opened_by_the_manager() {
    let mut desk = mall();
    let case = desk.register(registration()).unwrap();
    let hand_up = ComplaintCommand::HandUp {
        case,
        was: Status::Registered,
        reason: "beyond my duty".to_owned(),
    };
    desk.did(&[person(Role::PropertyAssistant)], hand_up)
        .unwrap();
    let open = || ComplaintCommand::Open {
        case,
        was: Status::HandedUp,
    };
    let refused = desk.did(&[person(Role::PropertyAssistant)], open());
    assert_eq!(beyond_authority(refused), Clause::Ours);
    assert_eq!(desk.did(&[person(Role::PropertyManager)], open()), Ok(()));
}

#[test]
fn an_item_is_timely_or_late_by_the_limit_set_at_its_dispatch() {
    let mut desk = mall();
    let limit = later(&desk, 24);
    let in_time = dispatched(&mut desk, limit);
    let too_late = dispatched(&mut desk, limit);
    let at = |hours: i64| Instant(limit.0 + hours * HOUR);
    assert_eq!(
        desk.complaint(in_time).timeliness(at(0)),
        Timeliness::Running
    );
    assert_eq!(
        desk.complaint(in_time).timeliness(at(1)),
        Timeliness::Overdue
    );
    desk.today = day(2); // to the minute at the limit
    handle(&mut desk, in_time).unwrap();
    desk.minutes = 1;
    handle(&mut desk, too_late).unwrap();
    let later = at(100);
    assert_eq!(
        desk.complaint(in_time).timeliness(later),
        Timeliness::Timely
    );
    assert_eq!(desk.complaint(too_late).timeliness(later), Timeliness::Late);
    let undispatched = desk.register(registration()).unwrap();
    handle(&mut desk, undispatched).unwrap();
    let nobody_set_one = desk.complaint(undispatched).timeliness(later);
    assert_eq!(nobody_set_one, Timeliness::WithoutLimit);
}

#[test]
fn the_limit_offered_at_dispatch_is_the_offices_own_and_changes_from_a_day_on() {
    let mut desk = mall();
    let set = |minutes: u32, on: u32, reason: &str| OfficeCommand::SetCategoryLimit {
        category: Category::Equipment,
        minutes,
        effective_on: day(on),
        reason: reason.to_owned(),
    };
    let offered = |desk: &Desk| {
        let office = desk.office_state();
        office
            .default_limit(Category::Equipment, desk.now())
            .map(|limit| (limit.0 - desk.now().0) / 60_000)
    };
    assert_eq!(offered(&desk), None);
    let director = [person(Role::Director)];
    let refused = desk.did(&[person(Role::PropertyAssistant)], set(60, 1, "ours"));
    assert_eq!(beyond_authority(refused), Clause::Ours);
    // The first one may count at once; a change of it from tomorrow at the earliest.
    assert_eq!(desk.did(&director, set(60, 1, "ours")), Ok(()));
    assert_eq!(offered(&desk), Some(60));
    let today = desk.did(&director, set(90, 1, "busy")).unwrap_err();
    assert_eq!(today.code, RejectionCode::StartsTooEarly);
    assert_eq!(
        desk.did(&director, set(90, 2, " ")),
        Err(Rejection::missing(Field::Reason, Clause::Ours))
    );
    assert_eq!(desk.did(&director, set(90, 2, "busy")), Ok(()));
    assert_eq!(offered(&desk), Some(60));
    desk.today = day(2);
    assert_eq!(offered(&desk), Some(90));
}

#[test]
fn a_double_registration_is_joined_and_both_timelines_stay() {
    let mut desk = mall();
    let first = desk.register(registration()).unwrap();
    let second = desk.register(registration()).unwrap();
    handle(&mut desk, second).unwrap();
    let assistant = [person(Role::PropertyAssistant)];
    let join = |case: CaseId, of: CaseId| ComplaintCommand::JoinDuplicate { case, of };
    assert_eq!(
        desk.did(&assistant, join(first, first)),
        Err(Rejection::invalid(Field::UnitCode, Clause::Ours))
    );
    let refused = desk.did(&[person(Role::Technician)], join(second, first));
    assert_eq!(beyond_authority(refused), Clause::Ours);
    assert_eq!(desk.did(&assistant, join(second, first)), Ok(()));

    let double = desk.complaint(second);
    assert_eq!(
        double.set_aside,
        Some(SetAside::DuplicateOf { case: first })
    );
    assert!(double.owed_now().is_none() && double.timeline.len() > 2);
    assert_eq!(desk.complaint(first).duplicates, [second]);
    // Nothing more is done on it, and nothing is joined to it.
    let third = desk.register(registration()).unwrap();
    for command in [
        ComplaintCommand::CloseOut {
            case: second,
            was: Status::Handled,
        },
        join(third, second),
    ] {
        let refused = desk.did(&assistant, command).unwrap_err();
        assert_eq!(refused.code, RejectionCode::SetAside);
    }
    // Two matters after all: it stands where it stood, and its follow-up is owed again.
    let part = ComplaintCommand::PartDuplicate { case: second };
    assert_eq!(desk.did(&assistant, part), Ok(()));
    assert!(desk.complaint(second).owed_now().is_some());
    assert!(desk.complaint(first).duplicates.is_empty());
}

#[test]
fn another_units_case_is_no_double() {
    let mut desk = mall();
    let here = desk.register(registration()).unwrap();
    let other = desk.unit("A-102");
    let there = desk
        .register(Registration {
            unit: other,
            unit_code: "A-102".to_owned(),
            ..registration()
        })
        .unwrap();
    assert_ne!(other, UnitId::of(desk.office(), "A-101"));
    let join = ComplaintCommand::JoinDuplicate {
        case: there,
        of: here,
    };
    assert_eq!(
        desk.did(&[person(Role::PropertyManager)], join),
        Err(Rejection::invalid(Field::UnitCode, Clause::Ours))
    );
}

#[test]
fn a_step_is_undone_by_its_counter_step_and_what_it_made_owed_lapses() {
    let mut desk = mall();
    let limit = later(&desk, 24);
    let case = dispatched(&mut desk, limit);
    handle(&mut desk, case).unwrap();
    let back = |was: Status, reason: &str| ComplaintCommand::StepBack {
        case,
        was,
        reason: reason.to_owned(),
    };
    let manager = [person(Role::PropertyManager)];
    let refused = desk.did(
        &[person(Role::PropertyAssistant)],
        back(Status::Handled, "x"),
    );
    assert_eq!(beyond_authority(refused), Clause::Ours);
    assert_eq!(
        desk.did(&manager, back(Status::Handled, " ")),
        Err(Rejection::missing(Field::Reason, Clause::Ours))
    );
    assert_eq!(
        desk.did(&manager, back(Status::Handled, "wrong case")),
        Ok(())
    );
    let complaint = desk.complaint(case);
    assert_eq!(complaint.status, Status::Dispatched);
    assert!(complaint.owed.is_empty() && complaint.handled_on.is_none());

    // Handled in earnest: a first follow-up is owed, under a number of its own.
    desk.today = day(3);
    handle(&mut desk, case).unwrap();
    let owed = desk.complaint(case).owed_now().unwrap().clone();
    assert_eq!(
        (owed.obligation.round, owed.obligation.off_sample),
        (2, false)
    );
    assert_eq!(owed.obligation.anchor, day(3));

    // Down to the registration, step by step.
    for was in [Status::Handled, Status::Dispatched, Status::Opened] {
        assert_eq!(desk.did(&manager, back(was, "all wrong")), Ok(()));
    }
    assert_eq!(desk.complaint(case).status, Status::Registered);
    let nothing_left = desk.did(&manager, back(Status::Registered, "more"));
    assert!(matches!(
        nothing_left.unwrap_err().code,
        RejectionCode::WrongStatus { .. }
    ));
}

fn void(desk: &mut Desk, case: CaseId, entry: CommandId, by: Role) -> Result<(), Rejection> {
    let command = ComplaintCommand::VoidEntry {
        case,
        entry,
        reason: "the wrong shop".to_owned(),
    };
    desk.did(&[person(by)], command)
}

#[test]
fn an_entry_is_voided_by_its_author_the_same_day_and_by_the_manager_after() {
    let mut desk = mall();
    let case = desk.register(registration()).unwrap();
    let entry = desk.complaint(case).timeline[0].command;
    let refused = void(&mut desk, case, entry, Role::SiteTeamLeader);
    assert_eq!(beyond_authority(refused), Clause::Ours);
    desk.today = day(2);
    let too_late = void(&mut desk, case, entry, Role::PropertyAssistant);
    assert_eq!(beyond_authority(too_late), Clause::Ours);
    assert_eq!(void(&mut desk, case, entry, Role::PropertyManager), Ok(()));
    let complaint = desk.complaint(case);
    assert_eq!(complaint.set_aside, Some(SetAside::Voided));
    assert!(complaint.timeline[0].voided && complaint.content == "dust");

    let own = desk.register(registration()).unwrap();
    let entry = desk.complaint(own).timeline[0].command;
    assert_eq!(void(&mut desk, own, entry, Role::PropertyAssistant), Ok(()));
    // A step has its counter-step instead.
    let stepped = opened(&mut desk);
    let step = desk.complaint(stepped).timeline.last().unwrap().command;
    assert_eq!(
        void(&mut desk, stepped, step, Role::PropertyManager),
        Err(Rejection::invalid(Field::Entry, Clause::Ours))
    );
}

#[test]
fn a_voided_follow_up_is_owed_again_and_what_it_kept_going_stands_as_before() {
    let mut desk = mall();
    let case = desk.register(registration()).unwrap();
    handle(&mut desk, case).unwrap();
    let pair = [
        person(Role::HeadOfDepartment),
        person(Role::ManagementOfficer),
    ];
    let mut entry = follow_up(case, 1);
    entry.contents.satisfaction = Some(Grade::Dissatisfied);
    let (dissatisfied, outcome) =
        desk.send(&pair, ComplaintCommand::RecordFollowUp(Box::new(entry)));
    assert_eq!(outcome, Ok(()));
    assert_eq!(desk.complaint(case).status, Status::Dispatched);
    assert_eq!(
        void(&mut desk, case, dissatisfied, Role::HeadOfDepartment),
        Ok(())
    );
    let complaint = desk.complaint(case);
    assert_eq!(complaint.status, Status::Handled);
    assert_eq!(complaint.owed[0].state, OwedState::Owed);
    assert!(complaint.goes_on.is_none() && !complaint.complete);
    assert!(complaint.follow_ups[0].voided);
    let satisfied = ComplaintCommand::RecordFollowUp(Box::new(follow_up(case, 1)));
    assert_eq!(desk.did(&pair, satisfied), Ok(()));
    assert!(desk.complaint(case).complete);
}

#[test]
fn a_voided_attempt_counts_for_nothing() {
    let mut desk = mall();
    let case = desk.register(registration()).unwrap();
    handle(&mut desk, case).unwrap();
    let attempt = ComplaintCommand::RecordAttempt {
        case,
        round: 1,
        channel: Channel::Phone,
        failure: AttemptFailure::NobodyThere,
    };
    let (entry, _) = desk.send(&[person(Role::ManagementOfficer)], attempt);
    assert_eq!(desk.complaint(case).owed[0].attempts.len(), 1);
    assert_eq!(void(&mut desk, case, entry, Role::PropertyManager), Ok(()));
    assert!(desk.complaint(case).owed[0].attempts.is_empty());
}

#[test]
fn g3_5_3_no_technician_is_sent_in_a_mall() {
    let mut desk = mall();
    let case = desk.register(registration()).unwrap();
    handle(&mut desk, case).unwrap();
    let send = ComplaintCommand::SendTechnician {
        case,
        round: 1,
        technician: person(Role::Technician),
    };
    let refused = desk.did(&[person(Role::PropertyAssistant)], send);
    assert_eq!(beyond_authority(refused), Clause::G3_5_3);
}
