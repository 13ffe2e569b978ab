//! In whose name a step was taken (代), who brought it in, and who says that it was so.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::person::Grant;
use domain::event::work_order::Handover;
use domain::event::{StandIn, ViolationFact};
use domain::follow_up::Severity;
use domain::head::HeadData;
use domain::id::PersonId;
use domain::mandate::MandateCommand;
use domain::origin::Line;
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::rejection::{Field, RejectionCode};
use domain::role::Role;
use domain::violation::{Item, Measure, ViolationCommand};
use rules::desk::{Desk, Outcome, department, person, registration, result, sealed};
use rules::repair::{make, receive, request};
use rules::watch::{Watch, observation, proposal};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn desk() -> Desk {
    let mut desk = Desk::new(ProfileName::Mall, day(12, 1));
    desk.today = day(12, 2);
    desk
}

/// From 2 to 5 December.
fn lend(desk: &mut Desk, from: Role, to: Role, until: NaiveDate) -> Outcome {
    let lent = CommandBody::Mandate(MandateCommand::Delegate {
        from: person(from),
        to: person(to),
        roles: [from].into(),
        starts: day(12, 2),
        until,
    });
    desk.did(&[person(from)], lent)
}

fn in_name_of(holder: Role, by: Role) -> Vec<StandIn> {
    vec![StandIn {
        by: person(by),
        holder: person(holder),
    }]
}

fn open(case: domain::id::CaseId) -> ComplaintCommand {
    ComplaintCommand::Open {
        case,
        was: Status::Registered,
    }
}

fn beyond(outcome: &Outcome) -> bool {
    matches!(outcome, Err(refused) if refused.code == RejectionCode::BeyondAuthority)
}

/// In whose names the last line of a complaint was written.
fn last(desk: &Desk, case: domain::id::CaseId) -> Vec<StandIn> {
    let complaint = desk.complaint(case);
    complaint.timeline.last().unwrap().origin.stand_ins.clone()
}

#[test]
fn a_step_on_a_complaint_is_taken_by_delegation_and_reads_as_such() {
    let mut desk = desk();
    let officer = [person(Role::ManagementOfficer)];
    let case = desk.register(registration()).unwrap();
    assert!(beyond(&desk.did(&officer, open(case))));
    let (from, to) = (Role::PropertyManager, Role::ManagementOfficer);
    assert_eq!(lend(&mut desk, from, to, day(12, 5)), Ok(()));
    assert_eq!(desk.did(&officer, open(case)), Ok(()));
    assert_eq!(last(&desk, case), in_name_of(from, to));
    // On the tablet it reads the same before the server has it; and the day after it is over.
    desk.today = day(12, 6);
    let other = desk.register(registration()).unwrap();
    assert!(beyond(&desk.did(&officer, open(other))));
}

#[test]
fn what_is_ones_own_right_is_done_in_nobodys_name() {
    let mut desk = desk();
    let case = desk.register(registration()).unwrap();
    let lent = lend(&mut desk, Role::Director, Role::PropertyManager, day(12, 5));
    assert_eq!(lent, Ok(()));
    let manager = [person(Role::PropertyManager)];
    assert_eq!(desk.did(&manager, open(case)), Ok(()));
    assert_eq!(last(&desk, case), []);
}

#[test]
fn a_head_of_department_is_stood_in_for_in_their_own_department_only() {
    let mut desk = desk();
    let (head, officer) = (Role::HeadOfDepartment, Role::ManagementOfficer);
    assert_eq!(lend(&mut desk, head, officer, day(12, 5)), Ok(()));
    let case = desk.register(registration()).unwrap();
    let manager = [person(Role::PropertyManager)];
    desk.did(&manager, open(case)).unwrap();
    let dispatch = ComplaintCommand::Dispatch {
        case,
        was: Status::Opened,
        department: department(),
        assignee: None,
        limit: domain::id::Instant(desk.now().0 + 3_600_000),
    };
    desk.did(&manager, dispatch).unwrap();
    let handle = |case| ComplaintCommand::Handle {
        case,
        was: Status::Dispatched,
        result: result(),
        photos: Vec::new(),
    };
    let by = [person(officer)];
    assert_eq!(desk.did(&by, handle(case)), Ok(()));
    let complaint = desk.complaint(case);
    let handled = complaint
        .timeline
        .iter()
        .find(|line| matches!(line.fact, domain::event::ComplaintFact::Handled { .. }));
    let stand_ins = handled.unwrap().origin.stand_ins.clone();
    assert_eq!(stand_ins, in_name_of(head, officer));

    let define = domain::office::OfficeCommand::DefineDepartment {
        name: "security".to_owned(),
    };
    desk.did(&[person(Role::Director)], define).unwrap();
    let mut elsewhere = registration();
    elsewhere.department = Some(domain::id::DepartmentId::of(desk.office(), "security"));
    let foreign = desk.register(elsewhere).unwrap();
    desk.did(&manager, open(foreign)).unwrap();
    let dispatch = ComplaintCommand::Dispatch {
        case: foreign,
        was: Status::Opened,
        department: domain::id::DepartmentId::of(desk.office(), "security"),
        assignee: None,
        limit: domain::id::Instant(desk.now().0 + 3_600_000),
    };
    desk.did(&manager, dispatch).unwrap();
    assert!(beyond(&desk.did(&by, handle(foreign))));
}

#[test]
fn a_slip_is_received_in_engineerings_name() {
    let mut desk = desk();
    let (engineering, assistant) = (Role::EngineeringDept, Role::PropertyAssistant);
    assert_eq!(lend(&mut desk, engineering, assistant, day(12, 5)), Ok(()));
    let case = desk.register(request()).unwrap();
    let order = make(&mut desk, case, Handover::ToldToCollect).unwrap();
    let received = desk.did(&[person(assistant)], receive(order, None));
    assert_eq!(received, Ok(()));
    let order = desk.work_order(order);
    let names: Vec<_> = order
        .timeline
        .iter()
        .map(|line| line.origin.stand_ins.clone())
        .collect();
    assert_eq!(names, [vec![], in_name_of(engineering, assistant)]);
}

#[test]
fn a_stand_in_neither_grants_roles_nor_adds_staff() {
    let mut desk = desk();
    let lent = lend(&mut desk, Role::Director, Role::PropertyManager, day(12, 5));
    assert_eq!(lent, Ok(()));
    let grant = PersonCommand::GrantRole {
        person: person(Role::PropertyManager),
        grant: Grant {
            role: Role::Director,
            department: None,
            from: day(12, 2),
            until: None,
        },
    };
    let manager = [person(Role::PropertyManager)];
    assert!(beyond(&desk.did(&manager, grant)));
}

#[test]
fn a_delegation_ends_no_later_than_the_role_it_lends() {
    let mut desk = desk();
    let end = PersonCommand::EndRole {
        person: person(Role::SiteManager),
        role: Role::SiteManager,
        department: None,
        on: day(12, 4),
    };
    desk.did(&[person(Role::Director)], end).unwrap();
    let (from, to) = (Role::SiteManager, Role::ManagementOfficer);
    let too_long = lend(&mut desk, from, to, day(12, 4)).unwrap_err();
    let until = RejectionCode::Invalid {
        field: Field::Until,
    };
    assert_eq!(too_long.code, until);
    assert_eq!(lend(&mut desk, from, to, day(12, 3)), Ok(()));
}

fn watch() -> Watch {
    let mut watch = Watch::over(
        ProfileName::Mall,
        day(12, 1),
        observation(Item::Littering),
        Severity::General,
    );
    watch.desk.today = day(12, 2);
    watch.persuade(Role::SiteTeamLeader).unwrap();
    watch
}

#[test]
fn v4_4_6_whoever_stands_in_for_somebody_named_carries_the_measure_out_in_their_name() {
    let mut watch = watch();
    let (id, proposed) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(12, 9)),
    );
    assert_eq!(proposed, Ok(()));
    watch.sign(Role::Director, id, None).unwrap();
    // Held by role, but named by nobody.
    assert!(beyond(&watch.carry_out(Role::PropertyManager, id)));
    let (from, to) = (Role::SiteManager, Role::PropertyManager);
    assert_eq!(lend(&mut watch.desk, from, to, day(12, 5)), Ok(()));
    assert_eq!(watch.carry_out(to, id), Ok(()));
    let violation = watch.violation();
    let taken: Vec<_> = violation
        .timeline
        .iter()
        .filter(|line| matches!(line.fact, ViolationFact::MeasureTaken { .. }))
        .map(|line| line.origin.stand_ins.clone())
        .collect();
    assert_eq!(taken, [in_name_of(from, to)]);
}

/// Who has yet to say that an entry of the violation was so, by its head.
fn asked(watch: &Watch) -> Vec<(Option<PersonId>, Vec<PersonId>)> {
    match watch.desk.head(watch.case.stream()) {
        Some(HeadData::Violation(head)) => head
            .to_confirm
            .iter()
            .map(|one| (one.brought_in_by, one.people.clone()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn persuade(watch: &Watch) -> ViolationCommand {
    ViolationCommand::Persuade {
        case: watch.case,
        words: sealed("none").digest,
        stopped: false,
    }
}

#[test]
fn whoever_went_without_typing_it_confirms_or_denies_and_nobody_else() {
    let mut watch = watch();
    let (typed, went) = (person(Role::PropertyAssistant), person(Role::SiteManager));
    let words = persuade(&watch);
    let (id, taken) = watch.desk.send(&[typed, went], words);
    assert_eq!(taken, Ok(()));
    assert_eq!(asked(&watch), [(None, vec![went])]);
    let case = watch.case;
    let confirm = || ViolationCommand::ConfirmConduct { case, command: id };
    let refused = watch.by(Role::PropertyAssistant, confirm()).unwrap_err();
    let not_theirs = RejectionCode::Invalid {
        field: Field::Conductors,
    };
    assert_eq!(refused.code, not_theirs);
    let deny = |reason: &str| ViolationCommand::DenyConduct {
        case,
        command: id,
        reason: reason.to_owned(),
    };
    let unsaid = watch.by(Role::SiteManager, deny(" ")).unwrap_err();
    let reason = RejectionCode::Missing {
        field: Field::Reason,
    };
    assert_eq!(unsaid.code, reason);
    assert_eq!(watch.by(Role::SiteManager, deny("on leave")), Ok(()));
    assert_eq!(asked(&watch), []);
    let violation = watch.violation();
    let line = violation.timeline.iter().find(|line| line.command == id);
    let denied = line.unwrap().origin.denied_by.clone();
    assert_eq!(denied, [(went, "on leave".to_owned())]);
}

#[test]
fn what_somebody_else_brought_in_is_marked_and_its_author_confirms_it() {
    let mut watch = watch();
    let (author, manager) = (person(Role::SiteTeamLeader), person(Role::PropertyManager));
    let words = persuade(&watch);
    let command = watch.desk.command(&[author], words.into());
    assert_eq!(watch.desk.bring_in(manager, &command), Ok(()));
    assert_eq!(asked(&watch), [(Some(manager), vec![author])]);
    let violation = watch.violation();
    let line = violation
        .timeline
        .iter()
        .find(|line| line.command == command.id)
        .unwrap();
    assert_eq!(line.origin.brought_in_by, Some(manager));
    assert_eq!(line.unconfirmed(), [author]);
    let confirm = ViolationCommand::ConfirmConduct {
        case: watch.case,
        command: command.id,
    };
    // Whoever brought it in does not vouch for it.
    assert!(watch.by(Role::PropertyManager, confirm.clone()).is_err());
    assert_eq!(watch.by(Role::SiteTeamLeader, confirm), Ok(()));
    assert_eq!(asked(&watch), []);
}

#[test]
fn ones_own_file_brought_in_asks_nobody() {
    let mut watch = watch();
    let author = person(Role::SiteTeamLeader);
    let words = persuade(&watch);
    let command = watch.desk.command(&[author], words.into());
    assert_eq!(watch.desk.bring_in(author, &command), Ok(()));
    assert_eq!(asked(&watch), []);
}

#[test]
fn a_complaint_brought_in_is_confirmed_even_after_it_was_joined_to_another() {
    let mut desk = desk();
    let kept = desk.register(registration()).unwrap();
    let case = desk.new_case();
    let assistant = person(Role::PropertyAssistant);
    let register = ComplaintCommand::Register {
        case,
        registration: registration(),
    };
    let command = desk.command(&[assistant], register.into());
    assert_eq!(
        desk.bring_in(person(Role::PropertyManager), &command),
        Ok(())
    );
    let join = ComplaintCommand::JoinDuplicate { case, of: kept };
    desk.did(&[person(Role::PropertyManager)], join).unwrap();
    let confirm = ComplaintCommand::ConfirmConduct {
        case,
        command: command.id,
    };
    assert_eq!(desk.did(&[assistant], confirm), Ok(()));
    let complaint = desk.complaint(case);
    let confirmed: BTreeSet<_> = complaint
        .timeline
        .iter()
        .filter(|line| line.command == command.id)
        .flat_map(|line| line.origin.confirmed_by.clone())
        .collect();
    assert_eq!(confirmed, BTreeSet::from([assistant]));
}
