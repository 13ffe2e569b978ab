//! Measures against a violation: each rung, each signature, and the first step of mending afterwards.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::event::ViolationFact;
use domain::follow_up::Severity;
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode};
use domain::role::{Role, Roles};
use domain::violation::{
    Closed, Guard, Hindrance, Item, Measure, RungStanding, Stage, TaskKind, ViolationCommand,
};
use rules::desk::{person, sealed};
use rules::watch::{Watch, arrears, observation, proposal};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn general(item: Item) -> Watch {
    Watch::over(
        ProfileName::Mall,
        day(1),
        observation(item),
        Severity::General,
    )
}

fn major(item: Item) -> Watch {
    Watch::over(
        ProfileName::Mall,
        day(1),
        observation(item),
        Severity::Major,
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
fn v4_3_2_arrears_climb_to_the_end_of_the_contract_with_the_guarded_rung_passed() {
    let mut watch = in_arrears();
    watch.take(Measure::DemandNotice);
    watch.desk.today = day(11);
    let fee = watch.take(Measure::LateFee);
    let fee = watch.disposition(fee).fee.unwrap();
    assert_eq!((fee.days, fee.fen, fee.capped), (10, 30_000, false));
    watch.take(Measure::PublicNotice);
    let guard = Guard::default();
    let standings: Vec<_> = watch
        .violation()
        .rungs(&guard)
        .into_iter()
        .map(|rung| rung.standing)
        .collect();
    assert_eq!(
        standings,
        [
            RungStanding::Taken { on: None },
            RungStanding::Taken { on: Some(day(1)) },
            RungStanding::Taken { on: Some(day(11)) },
            RungStanding::Taken { on: Some(day(11)) },
            RungStanding::Closed {
                why: Closed::ByDefault
            },
            RungStanding::Next,
        ]
    );
    let (_, cut) = watch.propose(
        Role::PropertyManager,
        proposal(Measure::UtilityCutOff, day(9)),
    );
    assert_eq!(
        refused(&cut).0,
        hindered(Hindrance::LegalGuard {
            measure: Measure::UtilityCutOff,
            closed: Closed::ByDefault
        })
    );
    watch.take(Measure::ContractTermination);
    watch.take(Measure::LiabilityClaim);
    assert!(watch.violation().next_measures(&guard).is_empty());
}

#[test]
fn v4_3_2_the_other_measure_of_a_double_rung_stays_open_when_one_was_taken() {
    let last = [Measure::LiabilityClaim, Measure::ContractTermination];
    for first in last {
        let mut watch = in_arrears();
        watch.take(Measure::DemandNotice);
        watch.take(Measure::LateFee);
        watch.take(Measure::PublicNotice);
        let guard = Guard::default();
        let top = |watch: &Watch| watch.violation().rungs(&guard).pop().unwrap();
        assert_eq!(top(&watch).left, last);
        watch.take(first);
        let taken = top(&watch);
        assert!(matches!(taken.standing, RungStanding::Taken { .. }));
        let other = last.into_iter().find(|one| *one != first).unwrap();
        assert_eq!(taken.left, [other]);
        // No rung is left out by it, so nobody is asked for a reason.
        assert!(watch.violation().skips(other, &guard).is_empty());
        watch.take(other);
        assert!(top(&watch).left.is_empty());
        // What the guard closes is nobody's to take.
        let rungs = watch.violation().rungs(&guard);
        let guarded = rungs.iter().find(|rung| !rung.closed.is_empty()).unwrap();
        assert!(guarded.left.is_empty());
    }
}

#[test]
fn v4_3_2_a_late_fee_needs_the_principal_and_the_contracts_rate() {
    let mut watch = general(Item::PaymentRefused);
    watch.persuade(Role::SiteTeamLeader).unwrap();
    let (_, demand) = watch.propose(Role::SiteManager, proposal(Measure::DemandNotice, day(9)));
    assert_eq!(
        refused(&demand),
        (
            RejectionCode::Missing {
                field: Field::Amount
            },
            Clause::V4_3_2
        )
    );
}

#[test]
fn v4_3_3_a_rung_that_does_not_apply_is_settled_and_one_left_out_takes_the_directors_reason() {
    let mut watch = general(Item::Littering);
    let case = watch.case;
    watch.persuade(Role::Technician).unwrap();
    watch.take(Measure::RectificationOrder);
    let criticism = || proposal(Measure::PublicCriticism, day(9));
    let (id, proposed) = watch.propose(Role::SiteManager, criticism());
    assert_eq!(proposed, Ok(()));
    watch.weigh(Role::SiteManager, id).unwrap();
    let skipped = watch.sign(Role::Director, id, None);
    assert_eq!(
        refused(&skipped).0,
        hindered(Hindrance::RungSkipped {
            rungs: vec![Measure::Compensation]
        })
    );
    assert_eq!(
        refused(&watch.sign(Role::Director, id, Some(" "))).0,
        hindered(Hindrance::RungSkipped {
            rungs: vec![Measure::Compensation]
        })
    );
    let not_applicable = |measure| ViolationCommand::MarkNotApplicable {
        case,
        measure,
        reason: "no loss".to_owned(),
    };
    for measure in [Measure::RectificationOrder, Measure::PublicNotice] {
        assert_eq!(
            refused(&watch.by(Role::SiteManager, not_applicable(measure))).0,
            RejectionCode::Invalid {
                field: Field::Measure
            }
        );
    }
    let mut by_reason = general(Item::Littering);
    by_reason.persuade(Role::Technician).unwrap();
    let (other, _) = by_reason.propose(Role::SiteManager, proposal(Measure::Compensation, day(9)));
    by_reason.weigh(Role::SiteManager, other).unwrap();
    assert_eq!(
        by_reason.sign(Role::Director, other, Some("the harm is done")),
        Ok(())
    );
    let signature = by_reason.disposition(other).signature.unwrap();
    assert_eq!(signature.skipped, [Measure::RectificationOrder]);
    assert_eq!(signature.skip_reason.as_deref(), Some("the harm is done"));

    assert_eq!(
        watch.by(Role::SiteManager, not_applicable(Measure::Compensation)),
        Ok(())
    );
    assert_eq!(watch.sign(Role::Director, id, None), Ok(()));
    assert_eq!(watch.disposition(id).signature.unwrap().skip_reason, None);
}

#[test]
fn v4_3_3_the_re_check_of_a_rectification_is_a_task_of_its_last_day() {
    let mut watch = general(Item::FireLaneBlocked);
    let case = watch.case;
    watch.persuade(Role::Technician).unwrap();
    let (id, proposed) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(9)),
    );
    assert_eq!(proposed, Ok(()));
    watch.sign(Role::Director, id, None).unwrap();
    watch.carry_out(Role::SiteManager, id).unwrap();
    let owed = |watch: &Watch| {
        let tasks = watch.violation().tasks();
        tasks
            .into_iter()
            .find(|task| task.kind == TaskKind::Recheck)
            .and_then(|task| task.due)
    };
    assert_eq!(owed(&watch), Some(day(9)));
    let recheck = |rectified, note: &str| ViolationCommand::RecheckRectification {
        case,
        disposition: id,
        rectified,
        note: note.to_owned(),
        photos: Vec::new(),
    };
    assert_eq!(
        refused(&watch.by(Role::Technician, recheck(true, ""))).0,
        RejectionCode::BeyondAuthority
    );
    assert_eq!(
        watch.by(Role::SiteTeamLeader, recheck(false, "boxes again")),
        Ok(())
    );
    assert_eq!(owed(&watch), None);
    assert!(watch.violation().not_complied());
}

#[test]
fn v4_4_3_arrears_come_to_public_criticism_only_after_a_disposition_was_not_complied_with() {
    let mut watch = in_arrears();
    let case = watch.case;
    let demand = watch.take(Measure::DemandNotice);
    let criticism = || proposal(Measure::PublicCriticism, day(9));
    let (_, early) = watch.propose(Role::PropertyManager, criticism());
    assert_eq!(
        refused(&early),
        (
            hindered(Hindrance::UnknownMeasure {
                measure: Measure::PublicCriticism
            }),
            Clause::V4_3_2
        )
    );
    let not_complied = |note: &str| ViolationCommand::RecordCompliance {
        case,
        disposition: demand,
        complied: false,
        note: note.to_owned(),
    };
    assert_eq!(
        refused(&watch.by(Role::SiteTeamLeader, not_complied(""))),
        (
            RejectionCode::Missing {
                field: Field::Reason
            },
            Clause::V4_4_3
        )
    );
    assert_eq!(
        watch.by(Role::SiteTeamLeader, not_complied("laughed at it")),
        Ok(())
    );
    let (id, proposed) = watch.propose(Role::PropertyManager, criticism());
    assert_eq!(proposed, Ok(()));
    watch.weigh(Role::PropertyManager, id).unwrap();
    watch.sign(Role::Director, id, None).unwrap();
    let alone = watch.carry_out(Role::SiteManager, id);
    assert_eq!(
        refused(&alone),
        (hindered(Hindrance::CompanyDecisionMissing), Clause::V4_4_3)
    );
    assert_eq!(
        refused(&watch.company(Role::Director, id, true)),
        (RejectionCode::BeyondAuthority, Clause::V4_4_7)
    );
    watch.company(Role::CompanyExecutive, id, true).unwrap();
    assert_eq!(watch.carry_out(Role::SiteManager, id), Ok(()));
}

#[test]
fn v4_4_4_the_company_decides_on_arbitration_and_suit_off_every_ladder() {
    for item in [
        Item::PaymentRefused,
        Item::Littering,
        Item::StructureAltered,
    ] {
        for measure in [Measure::Arbitration, Measure::Litigation] {
            let mut watch = major(item);
            let (id, proposed) = watch.propose(Role::Director, proposal(measure, day(9)));
            assert_eq!(proposed, Ok(()), "{item:?} {measure:?}");
            watch.weigh(Role::Director, id).unwrap();
            watch.sign(Role::Director, id, None).unwrap();
            assert_eq!(watch.disposition(id).stage(), Stage::ToDecide);
            assert_eq!(
                refused(&watch.carry_out(Role::SiteManager, id)),
                (hindered(Hindrance::CompanyDecisionMissing), Clause::V4_4_4)
            );
            watch.company(Role::CompanyExecutive, id, false).unwrap();
            assert_eq!(
                refused(&watch.carry_out(Role::SiteManager, id)).0,
                hindered(Hindrance::CompanyDeclined)
            );
        }
    }
}

#[test]
fn v4_4_5_harsh_measures_are_weighed_in_writing_and_mended_within_seven_days() {
    for (severity, mends, does_not) in [
        (Severity::General, Role::SiteManager, Role::PropertyManager),
        (Severity::Major, Role::PropertyManager, Role::SiteManager),
    ] {
        let mut watch = Watch::over(
            ProfileName::Mall,
            day(1),
            observation(Item::SanitationDamaged),
            severity,
        );
        let case = watch.case;
        watch.persuade(Role::Technician).unwrap();
        watch.take(Measure::RectificationOrder);
        let mut compensation = proposal(Measure::Compensation, day(9));
        compensation.executors = vec![person(Role::SiteTeamLeader)];
        let (id, proposed) = watch.propose(Role::PropertyManager, compensation);
        assert_eq!(proposed, Ok(()));
        assert_eq!(
            refused(&watch.sign(Role::Director, id, None)),
            (hindered(Hindrance::NotWeighed), Clause::V4_4_5)
        );
        assert_eq!(
            refused(&watch.weigh(Role::SiteTeamLeader, id)),
            (RejectionCode::BeyondAuthority, Clause::V4_4_5)
        );
        watch.weigh(Role::PropertyManager, id).unwrap();
        watch.sign(Role::Director, id, None).unwrap();
        watch.carry_out(Role::SiteTeamLeader, id).unwrap();
        let owed = watch
            .violation()
            .tasks()
            .into_iter()
            .find(|task| task.kind == TaskKind::Reconcile)
            .unwrap();
        assert_eq!((owed.due, owed.seats), (Some(day(8)), vec![mends]));
        let mend = || ViolationCommand::RecordReconciliation {
            case,
            disposition: id,
            words: sealed("none").digest,
        };
        assert_eq!(
            refused(&watch.by(does_not, mend())),
            (RejectionCode::BeyondAuthority, Clause::V4_4_5)
        );
        assert_eq!(watch.by(mends, mend()), Ok(()));
        assert!(!kinds_of_tasks(&watch).contains(&TaskKind::Reconcile));
    }
}

#[test]
fn v4_4_6_a_disposition_takes_effect_by_the_directors_own_signature_alone() {
    let mut watch = in_arrears();
    let case = watch.case;
    let (id, proposed) = watch.propose(Role::SiteManager, proposal(Measure::DemandNotice, day(9)));
    assert_eq!(proposed, Ok(()));
    assert_eq!(
        refused(&watch.carry_out(Role::SiteTeamLeader, id)),
        (hindered(Hindrance::NotSigned), Clause::V4_4_6)
    );
    for role in Role::ALL.iter().filter(|role| **role != Role::Director) {
        assert_eq!(
            refused(&watch.sign(*role, id, None)),
            (RejectionCode::BeyondAuthority, Clause::V4_4_7),
            "{role:?}"
        );
    }
    // Typed by somebody else with the Director named is nobody's signature.
    let typed = domain::command::CommandBody::Violation(ViolationCommand::CountersignDisposition {
        case,
        disposition: id,
        skip_reason: None,
    });
    let assistant_first = [person(Role::PropertyAssistant), person(Role::Director)];
    let (_, outcome) = watch.desk.send(&assistant_first, typed.clone());
    assert_eq!(refused(&outcome).0, RejectionCode::BeyondAuthority);
    let director_first = [person(Role::Director), person(Role::PropertyAssistant)];
    let (_, outcome) = watch.desk.send(&director_first, typed);
    assert_eq!(refused(&outcome).0, hindered(Hindrance::OwnSession));
    assert_eq!(watch.sign(Role::Director, id, None), Ok(()));
    assert_eq!(
        refused(&watch.sign(Role::Director, id, None)).0,
        hindered(Hindrance::AlreadySigned)
    );
    // Dunning is the team leader's, and of those the one named.
    assert_eq!(
        refused(&watch.carry_out(Role::SiteManager, id)),
        (RejectionCode::BeyondAuthority, Clause::V4_4_7)
    );
    assert_eq!(watch.carry_out(Role::SiteTeamLeader, id), Ok(()));
    assert_eq!(
        refused(&watch.carry_out(Role::SiteTeamLeader, id)).0,
        hindered(Hindrance::AlreadyCarriedOut)
    );
}

#[test]
fn v4_4_6_a_director_may_sign_an_own_proposal_and_it_shows() {
    let mut watch = major(Item::FireLaneBlocked);
    watch.persuade(Role::Director).unwrap();
    let (id, proposed) = watch.propose(
        Role::Director,
        proposal(Measure::RectificationOrder, day(9)),
    );
    assert_eq!(proposed, Ok(()));
    assert_eq!(watch.sign(Role::Director, id, None), Ok(()));
    assert!(watch.disposition(id).signature.unwrap().own_proposal);
}

#[test]
fn v4_4_6_money_is_asked_for_by_a_team_leader_named_in_the_disposition() {
    let mut watch = in_arrears();
    let mut demand = proposal(Measure::DemandNotice, day(9));
    demand.executors = vec![person(Role::SiteManager)];
    let (_, wrong) = watch.propose(Role::SiteManager, demand);
    let refusal = wrong.unwrap_err();
    assert_eq!(
        (refusal.code, refusal.clause),
        (
            RejectionCode::Invalid {
                field: Field::Executors
            },
            Clause::V4_4_6
        )
    );
    assert_eq!(refusal.needs, [Roles::from([Role::SiteTeamLeader])]);
}

#[test]
fn v4_4_7_a_team_leaders_own_punishment_is_beyond_authority_at_every_step() {
    let mut watch = general(Item::Littering);
    watch.persuade(Role::SiteTeamLeader).unwrap();
    for measure in Measure::ALL.iter().filter(|measure| !measure.anybodys()) {
        let (id, proposed) = watch.propose(Role::SiteTeamLeader, proposal(*measure, day(9)));
        assert_eq!(
            refused(&proposed),
            (RejectionCode::BeyondAuthority, Clause::V4_4_7),
            "{measure:?}"
        );
        assert!(watch.violation().disposition(id).is_none());
    }
    let before = watch.violation();
    let carried_out = watch.carry_out(Role::Technician, domain::id::CommandId(uuid::Uuid::nil()));
    assert_eq!(
        refused(&carried_out),
        (RejectionCode::BeyondAuthority, Clause::V4_4_7)
    );
    assert_eq!(watch.violation(), before);
    assert!(before.timeline.iter().all(|entry| !matches!(
        entry.fact,
        ViolationFact::DispositionProposed(_) | ViolationFact::MeasureTaken { .. }
    )));
}
