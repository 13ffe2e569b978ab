//! Going over to another procedure: from when, by whom, why, and what stays as it was; and what the company opens.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::id::PersonId;
use domain::mandate::{LegalOpinion, MandateCommand};
use domain::office::OfficeCommand;
use domain::policy::{Figure, Policy, PolicyVersion, ProfileName};
use domain::rejection::{Field, Rejection, RejectionCode};
use domain::role::Role;
use domain::violation::Measure;
use rules::desk::{Desk, person};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn adopt(profile: ProfileName, effective_on: NaiveDate, reason: &str) -> OfficeCommand {
    OfficeCommand::AdoptProfile {
        profile,
        effective_on,
        reason: reason.to_owned(),
    }
}

fn code(outcome: Result<(), Rejection>) -> RejectionCode {
    outcome.unwrap_err().code
}

#[test]
fn another_procedure_counts_from_the_day_after_with_author_and_reason_and_all_its_figures() {
    let mut desk = Desk::new(ProfileName::Mall, day(12, 1));
    let director = [person(Role::Director)];
    let minutes = OfficeCommand::OverrideFigure {
        was: None,
        figure: Figure::DeliveryMinutes(30),
        effective_on: day(12, 2),
        reason: "two buildings".to_owned(),
    };
    assert_eq!(desk.did(&director, minutes), Ok(()));
    let estate = |on, why: &str| adopt(ProfileName::Estate, on, why);
    let today = desk.did(&director, estate(day(12, 1), "sold"));
    assert_eq!(code(today), RejectionCode::StartsTooEarly);
    let unsaid = desk.did(&director, estate(day(12, 2), " "));
    let reason = RejectionCode::Missing {
        field: Field::Reason,
    };
    assert_eq!(code(unsaid), reason);
    let foreign = desk.did(&[person(Role::SiteManager)], estate(day(12, 2), "sold"));
    assert_eq!(code(foreign), RejectionCode::BeyondAuthority);
    assert_eq!(desk.office_state().policies.len(), 2);

    assert_eq!(desk.did(&director, estate(day(12, 2), "sold")), Ok(()));
    let office = desk.office_state();
    assert_eq!(
        office.policy_on(day(12, 1)).unwrap().profile,
        ProfileName::Mall
    );
    let mut written = Policy::built_in(ProfileName::Estate, day(12, 2));
    written.version = PolicyVersion(3);
    // Whole: the figure the office had changed is the procedure's own again.
    assert_eq!(office.policy_on(day(12, 2)), Some(&written));
    let note = office.version_note(PolicyVersion(3)).unwrap();
    assert!(note.adopted);
    assert_eq!((note.by, note.reason.as_str()), (director[0], "sold"));
    let changed = office.version_note(PolicyVersion(2)).unwrap();
    assert!(!changed.adopted);
    assert_eq!(changed.reason, "two buildings");
}

fn opinion(by: &str) -> LegalOpinion {
    LegalOpinion {
        by: by.to_owned(),
        dated: day(11, 20),
        conclusion: "for breach of safety only".to_owned(),
        document: None,
    }
}

#[test]
fn what_the_company_relied_on_is_kept_with_who_opened_and_closed_it_and_when() {
    let mut desk = Desk::new(ProfileName::Mall, day(12, 1));
    let executive = [person(Role::CompanyExecutive)];
    let enable = |by: &str| MandateCommand::EnableMeasure {
        measure: Measure::UtilityCutOff,
        opinion: opinion(by),
    };
    let who = |desk: &Desk| -> Vec<(String, PersonId, Option<String>)> {
        let openings = desk.office_state().openings;
        openings
            .into_iter()
            .map(|one| {
                (
                    one.opinion.by,
                    one.by,
                    one.closed.map(|closed| closed.reason),
                )
            })
            .collect()
    };
    desk.did(&executive, enable("legal department")).unwrap();
    let signed_at = desk.now();
    desk.minutes = 60;
    desk.did(&executive, enable("a law firm")).unwrap();
    let disable = MandateCommand::DisableMeasure {
        measure: Measure::UtilityCutOff,
        reason: "withdrawn".to_owned(),
    };
    desk.minutes = 120;
    desk.did(&executive, disable).unwrap();
    let first = (
        "legal department".to_owned(),
        executive[0],
        Some(String::new()),
    );
    let second = (
        "a law firm".to_owned(),
        executive[0],
        Some("withdrawn".to_owned()),
    );
    assert_eq!(who(&desk), [first, second]);
    let office = desk.office_state();
    assert_eq!(office.opening(Measure::UtilityCutOff), None);
    let relied_on = office
        .opening_at(Measure::UtilityCutOff, signed_at)
        .unwrap();
    assert_eq!(relied_on.opinion.by, "legal department");
    assert_eq!(office.opening_at(Measure::UtilityCutOff, desk.now()), None);
    assert_eq!(office.opening_at(Measure::ServiceStop, signed_at), None);
}
