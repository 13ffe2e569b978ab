//! Authority lent during leave, and what the company opens at an office.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::apply::State;
use domain::command::CommandBody;
use domain::follow_up::Severity;
use domain::head::HeadData;
use domain::mandate::{LegalOpinion, MandateCommand};
use domain::office::Office;
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode};
use domain::role::{Role, Roles};
use domain::violation::{Closed, Debt, Hindrance, Item, Measure, ViolationCommand};
use rules::desk::{OFFICE, person};
use rules::watch::{Watch, observation, proposal};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn general(item: Item) -> Watch {
    let mut watch = Watch::over(
        ProfileName::Mall,
        day(12, 1),
        observation(item),
        Severity::General,
    );
    watch.persuade(Role::SiteTeamLeader).unwrap();
    watch
}

fn refused(outcome: &Result<(), Rejection>) -> RejectionCode {
    match outcome {
        Ok(()) => panic!("taken"),
        Err(rejection) => rejection.code.clone(),
    }
}

fn office(watch: &Watch) -> Office {
    match watch.desk.state(OFFICE.stream()) {
        Some(State::Office(office)) => *office,
        other => panic!("no office but {other:?}"),
    }
}

fn delegate(from: Role, to: Role, roles: &[Role], until: NaiveDate) -> CommandBody {
    CommandBody::Mandate(MandateCommand::Delegate {
        from: person(from),
        to: person(to),
        roles: roles.iter().copied().collect::<Roles>(),
        starts: day(12, 2),
        until,
    })
}

fn enable(measure: Measure, conclusion: &str) -> CommandBody {
    CommandBody::Mandate(MandateCommand::EnableMeasure {
        measure,
        opinion: LegalOpinion {
            by: "legal department".to_owned(),
            dated: day(11, 20),
            conclusion: conclusion.to_owned(),
            document: None,
        },
    })
}

#[test]
fn v4_4_6_during_leave_the_signature_is_given_by_delegation_and_reads_as_such() {
    let mut watch = general(Item::Littering);
    let (id, _) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(12, 9)),
    );
    let leave = || {
        delegate(
            Role::Director,
            Role::PropertyManager,
            &[Role::Director],
            day(12, 5),
        )
    };
    // Nobody helps themselves to another's role.
    let (_, taken) = watch.desk.send(&[person(Role::PropertyManager)], leave());
    assert_eq!(refused(&taken), RejectionCode::BeyondAuthority);
    let (_, given) = watch.desk.send(&[person(Role::Director)], leave());
    assert_eq!(given, Ok(()));
    // Not before it begins, not after it ends.
    for (today, allowed) in [(day(12, 1), false), (day(12, 6), false), (day(12, 5), true)] {
        watch.desk.today = today;
        let outcome = watch.sign(Role::PropertyManager, id, None);
        assert_eq!(outcome.is_ok(), allowed, "{today}: {outcome:?}");
    }
    let signature = watch.disposition(id).signature.unwrap();
    assert_eq!(signature.by, person(Role::PropertyManager));
    assert_eq!(signature.on_behalf_of, Some(person(Role::Director)));
    match watch.desk.head(watch.case.stream()) {
        Some(HeadData::Violation(head)) => assert!(head.dispositions[0].by_delegation),
        other => panic!("{other:?}"),
    }
}

#[test]
fn v4_4_4_the_companys_decision_is_given_by_delegation_too_and_reads_as_such() {
    let mut watch = general(Item::Littering);
    let (id, _) = watch.propose(Role::SiteManager, proposal(Measure::Litigation, day(12, 9)));
    watch.weigh(Role::SiteManager, id).unwrap();
    watch.sign(Role::Director, id, None).unwrap();
    let leave = delegate(
        Role::CompanyExecutive,
        Role::Director,
        &[Role::CompanyExecutive],
        day(12, 5),
    );
    // Without it the Director's signature is no decision of the company's.
    assert_eq!(
        refused(&watch.company(Role::Director, id, true)),
        RejectionCode::BeyondAuthority
    );
    let (_, given) = watch.desk.send(&[person(Role::CompanyExecutive)], leave);
    assert_eq!(given, Ok(()));
    watch.desk.today = day(12, 3);
    assert_eq!(watch.company(Role::Director, id, true), Ok(()));
    let decided = watch.disposition(id).company.unwrap();
    assert_eq!(decided.by, person(Role::Director));
    assert_eq!(decided.on_behalf_of, Some(person(Role::CompanyExecutive)));
    let signed = watch.disposition(id).signature.unwrap();
    assert_eq!(signed.on_behalf_of, None, "signed in an own right");
    assert!(decided.at >= signed.at);
}

#[test]
fn only_an_own_role_is_delegated_and_never_passed_on() {
    let mut watch = general(Item::Littering);
    let mut sent = |by: Role, body| watch.desk.send(&[person(by)], body).1;
    let to_manager = [Role::Director];
    let foreign = delegate(
        Role::SiteManager,
        Role::PropertyManager,
        &to_manager,
        day(12, 5),
    );
    assert_eq!(
        refused(&sent(Role::SiteManager, foreign)),
        RejectionCode::Invalid { field: Field::Role }
    );
    let backwards = delegate(
        Role::Director,
        Role::PropertyManager,
        &to_manager,
        day(11, 5),
    );
    assert_eq!(
        refused(&sent(Role::Director, backwards)),
        RejectionCode::Invalid {
            field: Field::Until
        }
    );
    // The company does it in the place of somebody who fell ill.
    let ill = delegate(
        Role::Director,
        Role::PropertyManager,
        &to_manager,
        day(12, 5),
    );
    assert_eq!(sent(Role::CompanyExecutive, ill), Ok(()));
    let passed_on = delegate(
        Role::PropertyManager,
        Role::SiteManager,
        &to_manager,
        day(12, 5),
    );
    assert_eq!(
        refused(&sent(Role::PropertyManager, passed_on)),
        RejectionCode::Invalid { field: Field::Role }
    );
}

#[test]
fn a_delegation_ends_by_hand_and_with_the_role_it_lends() {
    let mut watch = general(Item::Littering);
    let lend = delegate(
        Role::SiteManager,
        Role::ManagementOfficer,
        &[Role::SiteManager],
        day(12, 20),
    );
    let (id, given) = watch.desk.send(&[person(Role::SiteManager)], lend.clone());
    assert_eq!(given, Ok(()));
    watch.desk.today = day(12, 3);
    let end = || {
        CommandBody::Mandate(MandateCommand::EndDelegation {
            delegation: id,
            on: day(12, 4),
        })
    };
    let (_, foreign) = watch.desk.send(&[person(Role::Director)], end());
    assert_eq!(refused(&foreign), RejectionCode::BeyondAuthority);
    let (_, ended) = watch.desk.send(&[person(Role::SiteManager)], end());
    assert_eq!(ended, Ok(()));
    assert_eq!(office(&watch).delegations[0].until, day(12, 3));

    let (_, again) = watch.desk.send(&[person(Role::SiteManager)], lend);
    assert_eq!(again, Ok(()));
    let end_role = CommandBody::Person(PersonCommand::EndRole {
        person: person(Role::SiteManager),
        role: Role::SiteManager,
        department: None,
        on: day(12, 10),
    });
    let (_, role_ended) = watch.desk.send(&[person(Role::Director)], end_role);
    assert_eq!(role_ended, Ok(()));
    let until: Vec<_> = office(&watch)
        .delegations
        .iter()
        .map(|delegation| delegation.until)
        .collect();
    assert_eq!(until, [day(12, 3), day(12, 9)]);
}

#[test]
fn only_the_company_lifts_the_legal_guard_and_never_from_utilities_for_fees() {
    let mut watch = general(Item::Littering);
    for role in [Role::Director, Role::PropertyManager] {
        let (_, outcome) = watch
            .desk
            .send(&[person(role)], enable(Measure::UtilityCutOff, "fine"));
        assert_eq!(refused(&outcome), RejectionCode::BeyondAuthority);
    }
    let executive = [person(Role::CompanyExecutive)];
    let (_, empty) = watch
        .desk
        .send(&executive, enable(Measure::UtilityCutOff, " "));
    assert_eq!(
        refused(&empty),
        RejectionCode::Missing {
            field: Field::LegalOpinion
        }
    );
    let (_, other) = watch
        .desk
        .send(&executive, enable(Measure::LateFee, "fine"));
    assert_eq!(
        refused(&other),
        RejectionCode::Invalid {
            field: Field::Measure
        }
    );
    let propose = |watch: &mut Watch| {
        watch
            .propose(
                Role::PropertyManager,
                proposal(Measure::UtilityCutOff, day(12, 9)),
            )
            .1
    };
    let closed = |closed| RejectionCode::Hindered {
        by: Hindrance::LegalGuard {
            measure: Measure::UtilityCutOff,
            closed,
        },
    };
    assert_eq!(refused(&propose(&mut watch)), closed(Closed::ByDefault));
    let (_, lifted) = watch.desk.send(
        &executive,
        enable(Measure::UtilityCutOff, "for breach of safety only"),
    );
    assert_eq!(lifted, Ok(()));
    assert_eq!(propose(&mut watch), Ok(()));

    // Property fees: art. 944, whoever enabled what.
    watch.case = watch.desk.new_case();
    let case = watch.case;
    let mut fees = observation(Item::PaymentRefused);
    fees.debt = Some(Debt::Fee);
    let noticed = ViolationCommand::NoticeViolation {
        case,
        observation: fees,
        persuasion: None,
        stopped: false,
    };
    watch.by(Role::SiteManager, noticed).unwrap();
    let decided = ViolationCommand::DecideViolationSeverity {
        case,
        was: None,
        severity: Severity::General,
    };
    watch.by(Role::SiteManager, decided).unwrap();
    assert_eq!(refused(&propose(&mut watch)), closed(Closed::ByLaw));
}

#[test]
fn a_guard_let_down_after_the_signature_stops_the_measure() {
    let mut watch = general(Item::Littering);
    let executive = [person(Role::CompanyExecutive)];
    watch
        .desk
        .send(&executive, enable(Measure::UtilityCutOff, "safety only"))
        .1
        .unwrap();
    let (id, _) = watch.propose(
        Role::PropertyManager,
        proposal(Measure::UtilityCutOff, day(12, 9)),
    );
    watch
        .sign(Role::Director, id, Some("a fire may break out tonight"))
        .unwrap();
    let disable = CommandBody::Mandate(MandateCommand::DisableMeasure {
        measure: Measure::UtilityCutOff,
        reason: "the opinion was withdrawn".to_owned(),
    });
    watch.desk.send(&executive, disable).1.unwrap();
    assert!(matches!(
        refused(&watch.carry_out(Role::SiteManager, id)),
        RejectionCode::Hindered {
            by: Hindrance::LegalGuard { .. }
        }
    ));
}
