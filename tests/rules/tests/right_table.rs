//! The page of rights: it is what the rules say, and what it says is what the server does.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::act::{Act, FOLLOW_UP_ACTS};
use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::person::Grant;
use domain::follow_up::{FollowUpKind, Severity};
use domain::id::{CaseId, CommandId, Instant, PersonId, WorkOrderId};
use domain::office::OfficeCommand;
use domain::person::PersonCommand;
use domain::policy::{Policy, ProfileName};
use domain::rejection::RejectionCode;
use domain::role::Role;
use domain::violation::{Item, ViolationCommand};
use domain::work_order::Phase;
use rules::desk::{Desk, department, person, registration, result, sealed, unit};
use rules::one_of_each::{Standing, one_of_each};
use rules::right_table::{Cell, cell, going, line_of, lines, page};
use rules::watch::observation;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()
}

/// Somebody whose entries and refusals are nobody else's to settle.
fn colleague(desk: &mut Desk) -> PersonId {
    let colleague = PersonId(desk.mint());
    let add = PersonCommand::Add {
        person: colleague,
        name: sealed("none").digest,
        sign_in_name: "colleague".to_owned(),
        phone: None,
        roles: vec![Grant {
            role: Role::SiteTeamLeader,
            department: None,
            from: today(),
            until: None,
        }],
    };
    desk.did(&[person(Role::Director)], add).unwrap();
    colleague
}

fn people(kind: FollowUpKind, severity: Severity, policy: &Policy) -> Vec<PersonId> {
    let roles = going(kind, severity, policy);
    roles.into_iter().map(person).collect()
}

/// A case that went all its way.
fn closed(desk: &mut Desk, policy: &Policy, severity: Severity) -> CaseId {
    let case = desk.register(registration()).unwrap();
    let manager = policy.holder(Role::PropertyManager);
    let steps: [(Role, ComplaintCommand); 5] = [
        (
            manager,
            ComplaintCommand::DecideSeverity {
                case,
                was: None,
                severity,
            },
        ),
        (
            policy.steps.opens,
            ComplaintCommand::Open {
                case,
                was: Status::Registered,
            },
        ),
        (
            policy.steps.dispatches,
            ComplaintCommand::Dispatch {
                case,
                was: Status::Opened,
                department: department(),
                assignee: None,
                limit: Instant(desk.now().0 + 3_600_000),
            },
        ),
        (
            Role::HeadOfDepartment,
            ComplaintCommand::Handle {
                case,
                was: Status::Dispatched,
                result: result(),
                photos: Vec::new(),
            },
        ),
        (
            policy.steps.closes_out,
            ComplaintCommand::CloseOut {
                case,
                was: Status::Handled,
            },
        ),
    ];
    for (role, step) in steps {
        desk.did(&[person(role)], step).unwrap();
    }
    case
}

/// A desk with one of everything commands are about.
fn furnished(profile: ProfileName, severity: Severity) -> (Desk, Standing) {
    let policy = Policy::built_in(profile, today());
    let manager = person(policy.holder(Role::PropertyManager));
    let mut desk = Desk::new(profile, today());
    let colleague = colleague(&mut desk);
    let case = desk.new_case();
    let register = ComplaintCommand::Register {
        case,
        registration: registration(),
    };
    let (entry, registered) = desk.send(&[colleague], register);
    registered.unwrap();
    let decide = ComplaintCommand::DecideSeverity {
        case,
        was: None,
        severity,
    };
    desk.did(&[manager], decide).unwrap();
    let refer = ComplaintCommand::Refer {
        case,
        referral: 1,
        department: department(),
        content: sealed("dust").digest,
        limit: Instant(desk.now().0 + 3_600_000),
    };
    desk.did(&[manager], refer).unwrap();
    let closed_case = closed(&mut desk, &policy, severity);
    let (_, work_order) = rules::repair::at(&mut desk, Phase::Assigned);
    let (signed_case, signed_order) = rules::repair::at(&mut desk, Phase::Completed);
    let violation = desk.new_case();
    let notice = ViolationCommand::NoticeViolation {
        case: violation,
        observation: observation(Item::Littering),
        persuasion: None,
        stopped: false,
    };
    desk.did(&[colleague], notice).unwrap();
    let beyond = OfficeCommand::DefineDepartment {
        name: "greening".to_owned(),
    };
    let (refused, outcome) = desk.send(&[colleague], beyond);
    assert!(outcome.is_err());
    let standing = Standing {
        today: today(),
        now: desk.now(),
        unit: unit(),
        department: department(),
        case,
        entry,
        work_order,
        closed_case,
        signed_order,
        signed_case,
        going: people(FollowUpKind::Complaint, severity, &policy),
        going_for_repair: people(FollowUpKind::Repair, severity, &policy),
        violation,
        disposition: CommandId(desk.mint()),
        refused,
        technician: person(Role::Technician),
        director: person(Role::Director),
        fresh_case: CaseId(desk.mint()),
        fresh_order: WorkOrderId(desk.mint()),
        fresh_person: PersonId(desk.mint()),
        words: sealed("none").digest,
    };
    (desk, standing)
}

/// Rows of violations and mandates have a test of their own, with every measure.
fn is_of_these(body: &CommandBody) -> bool {
    !matches!(
        body,
        CommandBody::Violation(_) | CommandBody::Mandate(_) | CommandBody::DayBook(_)
    )
}

#[test]
fn every_cell_of_the_table_is_what_the_server_decides() {
    let mut tried = 0;
    for profile in ProfileName::ALL {
        let policy = Policy::built_in(*profile, today());
        for severity in [Severity::Major, Severity::General] {
            let (_, standing) = furnished(*profile, severity);
            let of_these = one_of_each(&standing).into_iter().filter(is_of_these);
            for body in of_these {
                let line = line_of(&body, severity, None);
                if line.severity.is_none() && severity == Severity::Major {
                    continue;
                }
                for role in Role::ALL {
                    // Each on a desk of its own: what one may do must not stand in another's way.
                    let (mut desk, _) = furnished(*profile, severity);
                    let outcome = desk.did(&[person(*role)], body.clone());
                    let beyond = matches!(&outcome, Err(refused) if refused.code == RejectionCode::BeyondAuthority);
                    // Whoever may only go with another goes alone here.
                    let may = cell(&line, *role, &policy) == Cell::May
                        || (line.act == "record_attempt"
                            && cell(&line, *role, &policy) == Cell::Together);
                    assert_eq!(!beyond, may, "{profile:?} {line:?} {role:?}: {outcome:?}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn the_table_has_a_line_for_every_command_and_a_command_for_every_line() {
    let (_, standing) = furnished(ProfileName::Mall, Severity::General);
    let commands: BTreeSet<String> = one_of_each(&standing)
        .iter()
        .map(CommandBody::act)
        .collect();
    let mut in_table: BTreeSet<String> = lines().iter().map(|line| line.act.to_owned()).collect();
    for act in [Act::ConfirmConduct, Act::DenyConduct] {
        // Anybody's, about what somebody wrote in their name: no seat is refused it.
        assert!(in_table.remove(act.name()));
    }
    assert_eq!(commands, in_table);
    assert!(FOLLOW_UP_ACTS.iter().all(|act| in_table.contains(*act)));
}

#[test]
fn the_page_of_rights_is_not_stale() {
    let kept = include_str!("../../../docs/rights.md");
    assert!(
        kept == page(),
        "write it anew: cargo run -p rules --bin rights > docs/rights.md"
    );
}
