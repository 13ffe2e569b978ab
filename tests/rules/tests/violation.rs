//! A violation seen, told, judged and closed, clause by clause, through the server's own path.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::event::violation::{Observation, ViolationOutcome};
use domain::follow_up::Severity;
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode, Value};
use domain::role::{Role, Roles};
use domain::violation::{
    Guard, Hindrance, Item, Measure, TaskKind, ViolationCommand, ViolationKind,
};
use rules::desk::{person, sealed};
use rules::watch::{Watch, arrears, observation, proposal};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn seen(item: Item) -> Watch {
    Watch::seen(ProfileName::Mall, day(1), observation(item))
}

fn general(item: Item) -> Watch {
    Watch::over(
        ProfileName::Mall,
        day(1),
        observation(item),
        Severity::General,
    )
}

/// Arrears of rent, stated, talked about.
fn in_arrears() -> Watch {
    let mut watch = general(Item::PaymentRefused);
    let stated = ViolationCommand::StateArrears {
        case: watch.case,
        was: None,
        arrears: arrears(day(1)),
    };
    assert_eq!(watch.by(Role::SiteTeamLeader, stated), Ok(()));
    assert_eq!(watch.persuade(Role::SiteTeamLeader), Ok(()));
    watch
}

fn refused(outcome: &Result<(), Rejection>) -> (RejectionCode, Clause) {
    match outcome {
        Ok(()) => panic!("taken"),
        Err(rejection) => (rejection.code.clone(), rejection.clause),
    }
}

fn hindered(by: Hindrance) -> RejectionCode {
    RejectionCode::Hindered { by }
}

fn kinds_of_tasks(watch: &Watch) -> Vec<TaskKind> {
    let tasks = watch.violation().tasks();
    tasks.into_iter().map(|task| task.kind).collect()
}

#[test]
fn v3_a_disposition_is_proposed_by_those_responsible_for_its_severity() {
    let rows = [
        (Severity::General, Role::SiteManager, true),
        (Severity::General, Role::PropertyManager, true),
        (Severity::General, Role::Director, false),
        (Severity::General, Role::SiteTeamLeader, false),
        (Severity::Major, Role::PropertyManager, true),
        (Severity::Major, Role::Director, true),
        (Severity::Major, Role::SiteManager, false),
        (Severity::Major, Role::SiteTeamLeader, false),
        (Severity::Major, Role::CompanyExecutive, false),
    ];
    for (severity, role, allowed) in rows {
        let mut watch = Watch::over(
            ProfileName::Mall,
            day(1),
            observation(Item::FireLaneBlocked),
            severity,
        );
        watch.persuade(Role::SiteTeamLeader).unwrap();
        let (_, outcome) = watch.propose(role, proposal(Measure::RectificationOrder, day(9)));
        if allowed {
            assert_eq!(outcome, Ok(()), "{role:?} {severity:?}");
        } else {
            let refusal = outcome.unwrap_err();
            assert_eq!(refusal.code, RejectionCode::BeyondAuthority, "{role:?}");
            assert_eq!(refusal.clause, Clause::V4_4_7);
            let needs = match severity {
                Severity::Major => [Role::PropertyManager, Role::Director],
                Severity::General => [Role::SiteManager, Role::PropertyManager],
            };
            assert_eq!(refusal.needs, needs.map(|role| Roles::from([role])));
        }
    }
}

#[test]
fn v4_1_persuasion_stays_open_at_every_moment_and_no_measure_comes_without_its_case() {
    let mut watch = in_arrears();
    watch.take(Measure::DemandNotice);
    assert_eq!(watch.persuade(Role::ManagementOfficer), Ok(()));
    let closed = ViolationCommand::CloseViolation {
        case: watch.case,
        outcome: ViolationOutcome::Paid,
        note: "paid in full".to_owned(),
    };
    assert_eq!(watch.by(Role::SiteManager, closed), Ok(()));
    // Closed, the matter rests: nothing harsher follows, a word may.
    let (_, later) = watch.propose(Role::SiteManager, proposal(Measure::LateFee, day(9)));
    assert_eq!(refused(&later).0, hindered(Hindrance::Closed));
    assert_eq!(watch.persuade(Role::ManagementOfficer), Ok(()));
    watch.case = watch.desk.new_case();
    let (_, nothing) = watch.propose(Role::SiteManager, proposal(Measure::LateFee, day(9)));
    assert!(matches!(refused(&nothing).0, RejectionCode::Unknown { .. }));
}

#[test]
fn v4_2_every_item_of_the_catalogue_can_be_noticed() {
    let letters = |kind: ViolationKind| -> String {
        let of_kind = Item::ALL.iter().filter(|item| item.kind() == kind);
        of_kind.filter_map(|item| item.letter()).collect()
    };
    assert_eq!(letters(ViolationKind::Renovation), "abcd");
    assert_eq!(letters(ViolationKind::FireSafety), "abcdef");
    assert_eq!(letters(ViolationKind::CivilityCode), "abcdefg");
    assert_eq!(letters(ViolationKind::NonPayment), "");
    assert_eq!(letters(ViolationKind::HarmToOthers), "");
    assert_eq!(Item::ALL.len(), 4 + 6 + 7 + 1 + 1);
    let places: String = ViolationKind::ALL.iter().map(|kind| kind.place()).collect();
    assert_eq!(places, "①②③④⑤");
    for item in Item::ALL {
        let watch = seen(*item);
        assert_eq!(watch.violation().item, *item);
        // Each has one name that is read back as it.
        let name = serde_json::to_string(item).unwrap();
        assert_eq!(serde_json::from_str::<Item>(&name).unwrap(), *item);
    }
}

#[test]
fn v4_2_a_special_reason_for_not_paying_is_judged_before_any_measure() {
    let mut watch = in_arrears();
    let case = watch.case;
    let claim = ViolationCommand::ClaimSpecialReason {
        case,
        reason: sealed("none").digest,
    };
    assert_eq!(watch.by(Role::Technician, claim.clone()), Ok(()));
    assert!(kinds_of_tasks(&watch).contains(&TaskKind::JudgeSpecialReason));
    let demand = || proposal(Measure::DemandNotice, day(9));
    let (_, early) = watch.propose(Role::SiteManager, demand());
    assert_eq!(refused(&early).0, hindered(Hindrance::SpecialReasonOpen));

    let judge = |accepted| ViolationCommand::JudgeSpecialReason {
        case,
        accepted,
        reason: "the roof leaks".to_owned(),
    };
    let by_leader = watch.by(Role::SiteTeamLeader, judge(true));
    assert_eq!(
        refused(&by_leader),
        (RejectionCode::BeyondAuthority, Clause::V4_2)
    );
    assert_eq!(watch.by(Role::SiteManager, judge(false)), Ok(()));
    let (_, proposed) = watch.propose(Role::SiteManager, demand());
    assert_eq!(proposed, Ok(()));

    // A new reason is a new question; accepted, there is no violation left to punish.
    assert_eq!(watch.by(Role::Technician, claim), Ok(()));
    assert_eq!(watch.by(Role::PropertyManager, judge(true)), Ok(()));
    let (_, late) = watch.propose(Role::SiteManager, proposal(Measure::PublicNotice, day(9)));
    assert_eq!(refused(&late).0, hindered(Hindrance::SpecialReasonAccepted));
    let closed = ViolationCommand::CloseViolation {
        case,
        outcome: ViolationOutcome::SpecialReason,
        note: "rent waived until the roof is mended".to_owned(),
    };
    assert_eq!(watch.by(Role::SiteManager, closed), Ok(()));
}

#[test]
fn v4_2_a_debt_is_named_for_arrears_and_for_nothing_else() {
    for item in [Item::PaymentRefused, Item::Littering] {
        let mut watch = seen(Item::NoiseMade);
        let right = observation(item);
        let wrong = Observation {
            debt: match right.debt {
                Some(_) => None,
                None => Some(domain::violation::Debt::Fee),
            },
            ..right
        };
        let case = watch.desk.new_case();
        let outcome = watch.by(
            Role::SiteManager,
            ViolationCommand::NoticeViolation {
                case,
                observation: wrong,
                persuasion: None,
                stopped: false,
            },
        );
        let code = refused(&outcome).0;
        assert!(
            matches!(
                code,
                RejectionCode::Missing { field: Field::Debt }
                    | RejectionCode::Invalid { field: Field::Debt }
            ),
            "{code:?}"
        );
    }
}

#[test]
fn v4_3_1_renovation_goes_by_its_own_procedure_with_its_reference() {
    let mut watch = general(Item::StructureAltered);
    let case = watch.case;
    watch.persuade(Role::SiteTeamLeader).unwrap();
    let (_, order) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    assert_eq!(
        refused(&order),
        (hindered(Hindrance::RenovationProcedure), Clause::V4_3_1)
    );
    assert!(watch.violation().rungs(&Guard::default()).is_empty());
    let refer = |reference: &str| ViolationCommand::ReferRenovation {
        case,
        reference: reference.to_owned(),
    };
    assert_eq!(
        refused(&watch.by(Role::SiteManager, refer(" "))).0,
        RejectionCode::Missing {
            field: Field::Reference
        }
    );
    assert_eq!(
        refused(&watch.by(Role::Technician, refer("ZX-12"))),
        (RejectionCode::BeyondAuthority, Clause::V4_3_1)
    );
    let close = || ViolationCommand::CloseViolation {
        case,
        outcome: ViolationOutcome::ByRenovationProcedure,
        note: "wall rebuilt".to_owned(),
    };
    assert_eq!(
        refused(&watch.by(Role::SiteManager, close())).0,
        RejectionCode::Missing {
            field: Field::Reference
        }
    );
    assert_eq!(watch.by(Role::SiteManager, refer("ZX-12")), Ok(()));
    assert_eq!(watch.by(Role::SiteManager, close()), Ok(()));
    // What is no renovation has no such reference.
    let mut other = general(Item::Littering);
    let refer = ViolationCommand::ReferRenovation {
        case: other.case,
        reference: "ZX-12".to_owned(),
    };
    assert_eq!(
        refused(&other.by(Role::SiteManager, refer)).0,
        RejectionCode::Invalid { field: Field::Item }
    );
}

#[test]
fn v4_4_1_whoever_sees_it_takes_it_down_and_persuades_at_once() {
    for role in Role::ALL {
        let mut watch = seen(Item::ThrownFromHeight);
        let case = watch.desk.new_case();
        watch.case = case;
        let noticed = ViolationCommand::NoticeViolation {
            case,
            observation: observation(Item::ThrownFromHeight),
            persuasion: Some(sealed("none").digest),
            stopped: true,
        };
        assert_eq!(watch.by(*role, noticed), Ok(()), "{role:?}");
        let violation = watch.violation();
        assert!(violation.persuaded && violation.stopped);
        assert_eq!(violation.taken(), [Measure::Persuasion]);
        assert_eq!(watch.persuade(*role), Ok(()));
    }
    let mut watch = seen(Item::PaymentRefused);
    watch.persuade(Role::Technician).unwrap();
    assert_eq!(watch.violation().taken(), [Measure::Talk]);
}

#[test]
fn v4_4_2_a_violation_is_told_to_the_seat_that_handles_it_and_a_team_leader_is_sent() {
    let mut watch = seen(Item::NoiseMade);
    let case = watch.case;
    assert_eq!(watch.violation().reported_to, Some(Role::SiteManager));
    let decide = |was, severity| ViolationCommand::DecideViolationSeverity {
        case,
        was,
        severity,
    };
    assert_eq!(
        refused(&watch.by(Role::SiteTeamLeader, decide(None, Severity::Major))),
        (RejectionCode::BeyondAuthority, Clause::V4_4_2)
    );
    assert_eq!(
        watch.by(Role::SiteManager, decide(None, Severity::Major)),
        Ok(())
    );
    assert_eq!(watch.violation().reported_to, Some(Role::PropertyManager));
    let contested = watch.by(Role::PropertyManager, decide(None, Severity::General));
    assert!(matches!(
        refused(&contested).0,
        RejectionCode::Contested { .. }
    ));

    let send = |role| ViolationCommand::SendTeamLeader {
        case,
        person: person(role),
    };
    assert_eq!(
        refused(&watch.by(Role::PropertyManager, send(Role::SiteTeamLeader))),
        (RejectionCode::BeyondAuthority, Clause::V4_4_2)
    );
    assert_eq!(
        refused(&watch.by(Role::SiteManager, send(Role::Technician))).0,
        RejectionCode::Invalid { field: Field::Role }
    );
    assert_eq!(
        watch.by(Role::SiteManager, send(Role::SiteTeamLeader)),
        Ok(())
    );
    assert!(kinds_of_tasks(&watch).contains(&TaskKind::Persuade));
    watch.persuade(Role::SiteTeamLeader).unwrap();
    assert!(!kinds_of_tasks(&watch).contains(&TaskKind::Persuade));
}

#[test]
fn closing_twice_comes_back_for_a_person_to_settle() {
    let mut watch = general(Item::Littering);
    let close = ViolationCommand::CloseViolation {
        case: watch.case,
        outcome: ViolationOutcome::Stopped,
        note: "swept".to_owned(),
    };
    assert_eq!(watch.by(Role::SiteManager, close.clone()), Ok(()));
    let other = ViolationCommand::CloseViolation {
        case: watch.case,
        outcome: ViolationOutcome::NoViolation,
        note: "a misunderstanding".to_owned(),
    };
    // Both values stand side by side, so that a person can choose.
    assert_eq!(
        refused(&watch.by(Role::PropertyManager, other)).0,
        RejectionCode::Contested {
            base: Value::None,
            mine: Value::Outcome(ViolationOutcome::NoViolation),
            theirs: Value::Outcome(ViolationOutcome::Stopped),
        }
    );
}

#[test]
fn v4_2_a_reason_claimed_after_the_signature_stops_the_measure_until_it_is_judged() {
    let mut watch = in_arrears();
    let case = watch.case;
    let (id, proposed) = watch.propose(Role::SiteManager, proposal(Measure::DemandNotice, day(9)));
    assert_eq!(proposed, Ok(()));
    assert_eq!(watch.sign(Role::Director, id, None), Ok(()));
    let claim = ViolationCommand::ClaimSpecialReason {
        case,
        reason: sealed("none").digest,
    };
    assert_eq!(watch.by(Role::Technician, claim), Ok(()));
    assert_eq!(
        refused(&watch.carry_out(Role::SiteTeamLeader, id)),
        (hindered(Hindrance::SpecialReasonOpen), Clause::V4_2)
    );
    let judge = ViolationCommand::JudgeSpecialReason {
        case,
        accepted: false,
        reason: "the leak was made good".to_owned(),
    };
    assert_eq!(watch.by(Role::SiteManager, judge), Ok(()));
    assert_eq!(watch.carry_out(Role::SiteTeamLeader, id), Ok(()));
}
