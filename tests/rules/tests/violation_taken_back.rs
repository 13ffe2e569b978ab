//! What was entered wrongly is taken back and stays to be read: entries voided, doubles joined, proposals withdrawn,
//! a wrong closing reopened.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::act::{Act, seats};
use domain::apply::State;
use domain::clause::Clause;
use domain::complaint::SetAside;
use domain::event::violation::{ProofOfService, ViolationOutcome};
use domain::follow_up::Severity;
use domain::head::HeadData;
use domain::id::{CaseId, CommandId, Digest};
use domain::occupant::OccupantCommand;
use domain::policy::{Policy, ProfileName};
use domain::rejection::{Field, Rejection, RejectionCode, Value};
use domain::role::{Role, Roles};
use domain::violation::{
    Hindrance, Item, Measure, Stage, TaskKind, Violation, ViolationAct, ViolationCommand,
};
use rules::desk::{OFFICE, person, sealed};
use rules::watch::{Watch, observation, proposal};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

fn general(item: Item) -> Watch {
    Watch::over(
        ProfileName::Mall,
        day(1),
        observation(item),
        Severity::General,
    )
}

fn refused(outcome: &Result<(), Rejection>) -> RejectionCode {
    match outcome {
        Ok(()) => panic!("taken"),
        Err(rejection) => rejection.code.clone(),
    }
}

fn hindered(by: Hindrance) -> RejectionCode {
    RejectionCode::Hindered { by }
}

fn persuaded(watch: &mut Watch, role: Role) -> CommandId {
    let command = ViolationCommand::Persuade {
        case: watch.case,
        words: sealed("none").digest,
        stopped: true,
    };
    let (id, outcome) = watch.sent(role, command);
    assert_eq!(outcome, Ok(()));
    id
}

fn void(watch: &Watch, entry: CommandId, reason: &str) -> ViolationCommand {
    ViolationCommand::VoidEntry {
        case: watch.case,
        entry,
        reason: reason.to_owned(),
    }
}

fn registration(violation: &Violation) -> CommandId {
    violation.timeline[0].command
}

/// Another violation of the same unit, noticed by the same technician.
fn another(watch: &mut Watch, item: Item) -> CaseId {
    let case = watch.desk.new_case();
    let noticed = ViolationCommand::NoticeViolation {
        case,
        observation: observation(item),
        persuasion: None,
        stopped: false,
    };
    assert_eq!(watch.by(Role::Technician, noticed), Ok(()));
    case
}

fn standing(watch: &Watch, case: CaseId) -> Violation {
    match watch.desk.state(case.stream()) {
        Some(State::Violation(violation)) => *violation,
        other => panic!("no violation but {other:?}"),
    }
}

#[test]
fn an_entry_is_voided_by_its_author_on_its_day_and_later_by_the_manager() {
    let mut watch = general(Item::Littering);
    let entry = persuaded(&mut watch, Role::ManagementOfficer);
    assert!(watch.violation().persuaded && watch.violation().stopped);
    let command = void(&watch, entry, "the wrong shop");
    assert_eq!(
        refused(&watch.by(Role::Technician, command.clone())),
        RejectionCode::BeyondAuthority
    );
    watch.desk.today = day(2);
    assert_eq!(
        refused(&watch.by(Role::ManagementOfficer, command.clone())),
        RejectionCode::BeyondAuthority
    );
    let wordless = void(&watch, entry, " ");
    assert_eq!(
        refused(&watch.by(Role::PropertyManager, wordless)),
        RejectionCode::Missing {
            field: Field::Reason
        }
    );
    assert_eq!(watch.by(Role::PropertyManager, command), Ok(()));
    let violation = watch.violation();
    assert!(!violation.persuaded && !violation.stopped);
    assert!(violation.taken().is_empty());
    let line = violation
        .timeline
        .iter()
        .find(|line| line.command == entry)
        .unwrap();
    assert!(line.voided, "it stays to be read");

    let own = persuaded(&mut watch, Role::ManagementOfficer);
    let command = void(&watch, own, "said to somebody else");
    assert_eq!(watch.by(Role::ManagementOfficer, command), Ok(()));
    // Said again, it counts again.
    persuaded(&mut watch, Role::ManagementOfficer);
    assert!(watch.violation().persuaded);
}

#[test]
fn a_step_is_not_voided_and_the_seat_shown_is_the_one_that_decides() {
    let mut watch = general(Item::Littering);
    let (proposed, outcome) = watch.propose(
        Role::PropertyManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    // Persuasion comes first on the ladder; a proposal names what it leaves out and the Director answers for it.
    assert_eq!(outcome, Ok(()));
    let command = void(&watch, proposed, "a step");
    assert_eq!(
        refused(&watch.by(Role::PropertyManager, command)),
        RejectionCode::Invalid {
            field: Field::Entry
        }
    );
    for profile in ProfileName::ALL {
        let policy = Policy::built_in(*profile, day(1));
        let shown = ViolationAct::VoidEntry.seats(Severity::General, None);
        let decides = seats(Act::VoidEntry, &policy);
        for role in Role::ALL {
            let roles = Roles::from([*role]);
            assert_eq!(
                shown.filled_by(&policy, &roles),
                decides.held_by(&[roles], &policy),
                "{role:?}"
            );
        }
    }
}

#[test]
fn a_voided_proof_of_service_is_owed_again_and_stands_on_no_paper() {
    let mut watch = general(Item::Littering);
    persuaded(&mut watch, Role::SiteTeamLeader);
    let id = watch.take(Measure::RectificationOrder);
    let serve = ViolationCommand::ServeNotice {
        case: watch.case,
        disposition: id,
        on: day(1),
        paper: "TZ2026-0001".to_owned(),
        proof: ProofOfService::SignedFor {
            by: sealed("shop").digest,
            signature: Digest::of(&[b"strokes"]),
        },
    };
    let (entry, served) = watch.sent(Role::SiteManager, serve);
    assert_eq!(served, Ok(()));
    let owed = |watch: &Watch| {
        let tasks = watch.violation().tasks();
        tasks.iter().any(|task| task.kind == TaskKind::Serve)
    };
    assert!(!owed(&watch));
    let command = void(&watch, entry, "handed to the neighbour");
    assert_eq!(watch.by(Role::SiteManager, command), Ok(()));
    assert!(owed(&watch));
    let notice = watch.disposition(id).notice.unwrap();
    assert!(notice.services.is_empty());
    assert_eq!(watch.violation().services(id).count(), 0);
    assert_eq!(
        notice.number.as_deref(),
        Some("TZ2026-0001"),
        "never reused"
    );
}

#[test]
fn a_voided_registration_sets_the_case_aside_unless_a_disposition_stands_on_it() {
    let mut watch = general(Item::Littering);
    let entry = registration(&watch.violation());
    let (id, proposed) = watch.propose(
        Role::PropertyManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    assert_eq!(proposed, Ok(()));
    let command = void(&watch, entry, "it was the shop next door");
    assert_eq!(
        refused(&watch.by(Role::PropertyManager, command.clone())),
        hindered(Hindrance::DispositionStands)
    );
    let withdraw = ViolationCommand::WithdrawProposal {
        case: watch.case,
        disposition: id,
        reason: "the wrong shop".to_owned(),
    };
    assert_eq!(watch.by(Role::PropertyManager, withdraw), Ok(()));
    assert_eq!(watch.by(Role::PropertyManager, command), Ok(()));
    let violation = watch.violation();
    assert_eq!(violation.set_aside, Some(SetAside::Voided));
    assert!(!violation.open() && violation.tasks().is_empty());
    assert_eq!(
        refused(&watch.persuade(Role::Technician)),
        RejectionCode::SetAside
    );
    match watch.desk.head(watch.case.stream()) {
        Some(HeadData::Violation(head)) => assert_eq!(head.set_aside, Some(SetAside::Voided)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn v3_a_proposal_is_withdrawn_by_who_proposed_it_and_only_before_it_is_signed() {
    let mut watch = general(Item::Littering);
    persuaded(&mut watch, Role::SiteTeamLeader);
    let case = watch.case;
    let withdraw = |disposition, reason: &str| ViolationCommand::WithdrawProposal {
        case,
        disposition,
        reason: reason.to_owned(),
    };
    let (id, _) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    let beyond = watch.by(Role::SiteTeamLeader, withdraw(id, "no need"));
    assert_eq!(refused(&beyond), RejectionCode::BeyondAuthority);
    assert_eq!(beyond.unwrap_err().clause, Clause::V4_4_7);
    assert_eq!(
        refused(&watch.by(Role::PropertyManager, withdraw(id, "no need"))),
        hindered(Hindrance::NotProposer)
    );
    assert_eq!(
        refused(&watch.by(Role::SiteManager, withdraw(id, " "))),
        RejectionCode::Missing {
            field: Field::Reason
        }
    );
    assert_eq!(
        watch.by(Role::SiteManager, withdraw(id, "they cleaned up")),
        Ok(())
    );
    assert_eq!(watch.disposition(id).stage(), Stage::Withdrawn);
    assert_eq!(
        refused(&watch.sign(Role::Director, id, None)),
        hindered(Hindrance::Withdrawn)
    );
    // It stands in nobody's way: the same measure may be proposed again, and signed it is no longer the proposer's.
    let (again, proposed) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    assert_eq!(proposed, Ok(()));
    assert_eq!(watch.sign(Role::Director, again, None), Ok(()));
    assert_eq!(
        refused(&watch.by(Role::SiteManager, withdraw(again, "after all"))),
        hindered(Hindrance::AlreadySigned)
    );
}

#[test]
fn v3_a_wrong_closing_is_reopened_with_a_reason_and_goes_on_where_it_stood() {
    let mut watch = general(Item::Littering);
    persuaded(&mut watch, Role::SiteTeamLeader);
    let case = watch.case;
    let taken = watch.take(Measure::RectificationOrder);
    let close = ViolationCommand::CloseViolation {
        case,
        outcome: ViolationOutcome::Rectified,
        note: "cleaned".to_owned(),
    };
    assert_eq!(watch.by(Role::SiteManager, close), Ok(()));
    let reopen = |was, reason: &str| ViolationCommand::ReopenViolation {
        case,
        was,
        reason: reason.to_owned(),
    };
    let rectified = ViolationOutcome::Rectified;
    assert_eq!(
        refused(&watch.by(Role::SiteTeamLeader, reopen(rectified, "look"))),
        RejectionCode::BeyondAuthority
    );
    assert_eq!(
        refused(&watch.by(Role::SiteManager, reopen(rectified, ""))),
        RejectionCode::Missing {
            field: Field::Reason
        }
    );
    assert_eq!(
        refused(&watch.by(Role::SiteManager, reopen(ViolationOutcome::Stopped, "look"))),
        RejectionCode::Contested {
            base: Value::Outcome(ViolationOutcome::Stopped),
            mine: Value::None,
            theirs: Value::Outcome(rectified),
        }
    );
    assert_eq!(
        watch.by(Role::SiteManager, reopen(rectified, "it never was")),
        Ok(())
    );
    let violation = watch.violation();
    assert!(violation.open() && violation.closed_on.is_none());
    assert!(violation.taken().contains(&Measure::RectificationOrder));
    assert_eq!(watch.disposition(taken).stage(), Stage::CarriedOut);
    // Twice said is once done.
    assert_eq!(
        watch.by(Role::SiteManager, reopen(rectified, "again")),
        Ok(())
    );
}

#[test]
fn v4_1_what_happens_again_is_a_matter_of_its_own_and_begins_with_a_word() {
    let mut watch = general(Item::Littering);
    persuaded(&mut watch, Role::SiteTeamLeader);
    watch.take(Measure::RectificationOrder);
    let close = ViolationCommand::CloseViolation {
        case: watch.case,
        outcome: ViolationOutcome::Stopped,
        note: "swept".to_owned(),
    };
    assert_eq!(watch.by(Role::SiteManager, close), Ok(()));
    let case = another(&mut watch, Item::Littering);
    watch.case = case;
    let violation = watch.violation();
    assert!(violation.taken().is_empty() && !violation.persuaded);
    let decided = ViolationCommand::DecideViolationSeverity {
        case,
        was: None,
        severity: Severity::General,
    };
    assert_eq!(watch.by(Role::SiteManager, decided), Ok(()));
    let (id, _) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    assert_eq!(
        refused(&watch.sign(Role::Director, id, None)),
        hindered(Hindrance::RungSkipped {
            rungs: vec![Measure::Persuasion]
        })
    );
}

#[test]
fn the_same_violation_taken_down_twice_is_joined_and_both_timelines_stay() {
    let mut watch = general(Item::Littering);
    let kept = watch.case;
    let double = another(&mut watch, Item::NoiseMade);
    let other_kind = another(&mut watch, Item::FireLaneBlocked);
    let join = |case, of| ViolationCommand::JoinViolation { case, of };
    assert_eq!(
        refused(&watch.by(Role::Technician, join(double, kept))),
        RejectionCode::BeyondAuthority
    );
    assert_eq!(
        refused(&watch.by(Role::SiteManager, join(other_kind, kept))),
        RejectionCode::Invalid { field: Field::Item }
    );
    assert_eq!(
        refused(&watch.by(Role::SiteManager, join(double, double))),
        RejectionCode::Invalid {
            field: Field::UnitCode
        }
    );
    assert_eq!(watch.by(Role::SiteManager, join(double, kept)), Ok(()));
    let set_aside = standing(&watch, double);
    assert_eq!(
        set_aside.set_aside,
        Some(SetAside::DuplicateOf { case: kept })
    );
    assert!(!set_aside.open() && set_aside.tasks().is_empty());
    assert!(set_aside.timeline.len() > 1);
    assert_eq!(standing(&watch, kept).duplicates, [double]);
    // Neither onto a double nor away from one that has doubles of its own.
    let third = another(&mut watch, Item::Littering);
    for (case, of) in [(third, double), (kept, third)] {
        assert_eq!(
            refused(&watch.by(Role::SiteManager, join(case, of))),
            RejectionCode::SetAside
        );
    }
    let part = ViolationCommand::PartViolation { case: double };
    assert_eq!(watch.by(Role::PropertyManager, part), Ok(()));
    assert_eq!(standing(&watch, double).set_aside, None);
    assert!(standing(&watch, kept).duplicates.is_empty());
}

#[test]
fn a_case_on_which_a_disposition_stands_is_no_double() {
    let mut watch = general(Item::Littering);
    let kept = another(&mut watch, Item::Littering);
    let (_, proposed) = watch.propose(
        Role::PropertyManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    assert_eq!(proposed, Ok(()));
    let join = ViolationCommand::JoinViolation {
        case: watch.case,
        of: kept,
    };
    assert_eq!(
        refused(&watch.by(Role::SiteManager, join)),
        hindered(Hindrance::DispositionStands)
    );
}

#[test]
fn two_days_on_which_an_occupant_left_are_shown_side_by_side() {
    let mut watch = general(Item::Littering);
    let unit = watch.violation().unit;
    let occupant = sealed("shop").digest;
    let leave = |on| OccupantCommand::Leave { unit, occupant, on };
    let assistant = [person(Role::PropertyAssistant)];
    assert_eq!(watch.desk.did(&assistant, leave(day(3))), Ok(()));
    assert_eq!(
        refused(&watch.desk.did(&assistant, leave(day(5)))),
        RejectionCode::Contested {
            base: Value::None,
            mine: Value::Day(day(5)),
            theirs: Value::Day(day(3)),
        }
    );
    assert!(watch.desk.state(OFFICE.stream()).is_some());
}
