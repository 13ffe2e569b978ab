//! The two procedures as dated data.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::follow_up::{FollowUpKind, window};
use domain::policy::{
    Figure, FigureName, Percent, Policy, PolicyError, PolicyVersion, ProfileName, in_force_on,
};
use domain::role::Role;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn percent(percent: u32) -> Percent {
    Percent::new(percent).unwrap()
}

#[test]
fn seats_a_profile_lacks_are_filled_by_its_own() {
    let estate = Policy::built_in(ProfileName::Estate, day(1, 1));
    let mall = Policy::built_in(ProfileName::Mall, day(1, 1));
    let rows = [
        (&estate, Role::Director, Role::OfficeHead),
        (&estate, Role::PropertyManager, Role::OfficeHead),
        (&estate, Role::SiteManager, Role::FunctionSupervisor),
        (&estate, Role::SiteTeamLeader, Role::FunctionSupervisor),
        (&estate, Role::PropertyAssistant, Role::Dispatcher),
        (&estate, Role::Dispatcher, Role::Dispatcher),
        (&mall, Role::OfficeHead, Role::PropertyManager),
        (&mall, Role::Dispatcher, Role::PropertyAssistant),
        (&mall, Role::FunctionSupervisor, Role::SiteManager),
        (&mall, Role::Director, Role::Director),
    ];
    for (policy, seat, holder) in rows {
        assert_eq!(policy.holder(seat), holder, "{:?} {seat:?}", policy.profile);
    }
}

#[test]
fn figures_say_where_they_come_from_and_whether_they_are_borrowed() {
    let borrowed = |profile| {
        FigureName::ALL
            .iter()
            .copied()
            .filter(move |figure| figure.borrowed(profile))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        borrowed(ProfileName::Estate),
        [
            FigureName::RepairClosesAfter,
            FigureName::ServiceClosesAfter,
            FigureName::RepairCoverage,
            FigureName::ServiceCoverage,
            FigureName::DeliveryMinutes,
        ]
    );
    assert_eq!(
        borrowed(ProfileName::Mall),
        [
            FigureName::IncidentClosesAfter,
            FigureName::IncidentCoverage,
            FigureName::DepartmentSample,
            FigureName::OverallFloor,
            FigureName::OverallThreshold,
            FigureName::ComplaintThreshold,
            FigureName::ItemThreshold,
            FigureName::FunctionThreshold,
        ]
    );
    assert!(!ProfileName::Mall.borrows(Clause::Ours));
}

#[test]
fn an_override_is_a_new_version_and_moves_no_earlier_day() {
    let first = Policy::built_in(ProfileName::Estate, day(1, 1));
    let second = first
        .with(Figure::ComplaintClosesAfter(10), day(11, 1))
        .unwrap();
    assert_eq!(second.version, PolicyVersion(2));
    let versions = [first.clone(), second.clone()];
    let closes = |anchor| {
        let policy = in_force_on(&versions, anchor).unwrap();
        window(policy, FollowUpKind::Complaint, None, anchor).closes
    };
    assert_eq!(closes(day(10, 31)), day(11, 7));
    assert_eq!(closes(day(11, 1)), day(11, 11));
    // Before the first one took effect the first stands.
    let before = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
    assert_eq!(in_force_on(&versions, before), Some(&first));
    assert_eq!(in_force_on(&[], day(1, 1)), None);
    assert_eq!(
        second.with(Figure::ComplaintClosesAfter(7), day(10, 31)),
        Err(PolicyError::BeforePredecessor(day(11, 1)))
    );
}

#[test]
fn every_figure_can_be_replaced_by_its_own_value() {
    let policy = Policy::built_in(ProfileName::Mall, day(1, 1));
    for name in FigureName::ALL {
        let figure = policy.figures.get(*name);
        assert_eq!(figure.name(), *name);
        let again = policy.with(figure, day(2, 1)).unwrap();
        assert_eq!(again.figures, policy.figures, "{name:?}");
    }
}

#[test]
fn a_window_cannot_close_before_it_opens() {
    let estate = Policy::built_in(ProfileName::Estate, day(1, 1));
    for figure in [
        Figure::ComplaintOpensAfter(8),
        Figure::ComplaintClosesAfter(2),
        Figure::CleaningOpensAfter(Some(8)),
    ] {
        assert_eq!(
            estate.with(figure, day(2, 1)),
            Err(PolicyError::WindowInsideOut)
        );
    }
}

#[test]
fn s3_1_3d_the_company_may_go_above_the_national_floor_and_never_below() {
    let policy = Policy::built_in(ProfileName::Estate, day(1, 1));
    assert_eq!(policy.figures.overall_floor, percent(95));
    assert_eq!(policy.figures.complaint_threshold, None);
    let with = |figure| policy.with(figure, day(2, 1));
    assert!(with(Figure::OverallThreshold(Some(percent(95)))).is_ok());
    assert!(with(Figure::OverallThreshold(Some(percent(98)))).is_ok());
    assert!(with(Figure::ComplaintThreshold(Some(percent(80)))).is_ok());
    for figure in [
        Figure::OverallFloor(percent(94)),
        Figure::OverallThreshold(Some(percent(94))),
    ] {
        assert_eq!(with(figure), Err(PolicyError::BelowFloor(percent(95))));
    }
}

#[test]
fn a_policy_comes_back_from_the_log_as_it_was_written() {
    for profile in ProfileName::ALL {
        let policy = Policy::built_in(*profile, day(1, 1));
        let text = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
    }
    let figure = serde_json::to_value(Figure::ComplaintCoverage(percent(100))).unwrap();
    assert_eq!(figure, serde_json::json!({"complaint_coverage": 100}));
    assert!(serde_json::from_str::<Figure>(r#"{"complaint_coverage":101}"#).is_err());
}
