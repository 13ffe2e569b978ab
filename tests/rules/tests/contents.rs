//! What a follow-up must bring back, and what it does to its item.

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::event::complaint::{Contents, GoesOn};
use domain::follow_up::{
    Attempts, Category, Channel, ContentField, FollowUpContent, FollowUpKind, Grade, ServiceArea,
    needs_channel_reason,
};
use domain::policy::{Policy, ProfileName};

fn policy(profile: ProfileName) -> Policy {
    Policy::built_in(profile, NaiveDate::MIN)
}

fn everything() -> FollowUpContent<'static> {
    FollowUpContent {
        satisfaction: Some(Grade::Satisfied),
        quality: Some(Grade::FairlySatisfied),
        effect: Some(Grade::Satisfied),
        shortcomings: Some("dust on the shelves"),
        suggestions: Some("none"),
        area: Some(ServiceArea::Cleaning),
        finding: Some("clean again"),
    }
}

fn missing(profile: ProfileName, content: FollowUpContent) -> Vec<(ContentField, Clause)> {
    let found = content.missing(&policy(profile));
    assert_eq!(content.check(&policy(profile)).is_ok(), found.is_empty());
    found
        .into_iter()
        .map(|missing| (missing.field, missing.clause))
        .collect()
}

#[test]
fn m4_5_a_mall_follow_up_brings_back_all_five_contents() {
    let mall = |content| missing(ProfileName::Mall, content);
    assert_eq!(mall(everything()), []);
    let rows = [
        (
            FollowUpContent {
                quality: None,
                ..everything()
            },
            ContentField::Quality,
        ),
        (
            FollowUpContent {
                effect: None,
                ..everything()
            },
            ContentField::Effect,
        ),
        (
            FollowUpContent {
                shortcomings: None,
                ..everything()
            },
            ContentField::Shortcomings,
        ),
        // "Nothing" must be said: blank is not an answer, an ideographic space neither.
        (
            FollowUpContent {
                shortcomings: Some(""),
                ..everything()
            },
            ContentField::Shortcomings,
        ),
        (
            FollowUpContent {
                suggestions: Some(" \n\u{3000}"),
                ..everything()
            },
            ContentField::Suggestions,
        ),
    ];
    for (content, field) in rows {
        assert_eq!(mall(content), [(field, Clause::M4_5)]);
    }
    // An occupant may refuse to grade, and the mall does not ask for area and finding.
    let content = FollowUpContent {
        satisfaction: None,
        area: None,
        finding: None,
        ..everything()
    };
    assert_eq!(mall(content), []);
}

#[test]
fn s3_1_2_an_estate_follow_up_brings_back_a_finding_in_words() {
    let estate = |content| missing(ProfileName::Estate, content);
    let content = FollowUpContent {
        quality: None,
        effect: None,
        shortcomings: None,
        suggestions: None,
        ..everything()
    };
    assert_eq!(estate(content), []);
    let silent = FollowUpContent {
        finding: Some("  "),
        ..content
    };
    assert_eq!(estate(silent), [(ContentField::Finding, Clause::S3_1_2)]);
}

#[test]
fn s3_1_2_the_first_two_of_three_grades_are_favourable() {
    let favourable: Vec<_> = Grade::ALL.iter().map(|grade| grade.favourable()).collect();
    assert_eq!(favourable, [true, true, false]);
}

#[test]
fn s3_1_1_an_estate_follow_up_names_one_of_fourteen_service_areas() {
    let letters: String = ServiceArea::ALL.iter().map(|area| area.letter()).collect();
    assert_eq!(letters, "abcdefghijklmn");
    let content = FollowUpContent {
        area: None,
        ..everything()
    };
    assert_eq!(
        missing(ProfileName::Estate, content),
        [(ContentField::Area, Clause::S3_1_1)]
    );
    for category in Category::ALL {
        assert_ne!(
            category.service_area(),
            ServiceArea::Overall,
            "{category:?}"
        );
    }
}

#[test]
fn m6_another_channel_than_face_to_face_needs_a_reason_in_a_mall() {
    let needs = |profile, kind, channel| needs_channel_reason(&policy(profile), kind, channel);
    for kind in [
        FollowUpKind::Complaint,
        FollowUpKind::Repair,
        FollowUpKind::Service,
    ] {
        assert_eq!(needs(ProfileName::Mall, kind, Channel::InPerson), None);
        for channel in [Channel::Phone, Channel::Written, Channel::Meeting] {
            assert_eq!(needs(ProfileName::Mall, kind, channel), Some(Clause::M6));
        }
        for channel in Channel::ALL {
            assert_eq!(needs(ProfileName::Estate, kind, *channel), None);
        }
    }
    // An incident is followed up at the door by its own clause, everywhere.
    for profile in ProfileName::ALL {
        let phone = needs(*profile, FollowUpKind::Incident, Channel::Phone);
        assert_eq!(phone, Some(Clause::G3_3_1));
        assert_eq!(
            needs(*profile, FollowUpKind::Incident, Channel::InPerson),
            None
        );
    }
}

#[test]
fn g3_5_4_a_problem_or_dissatisfaction_keeps_the_item_going() {
    let rows = [
        (Some(Grade::Satisfied), false, None),
        (Some(Grade::FairlySatisfied), false, None),
        (None, false, None),
        (Some(Grade::Dissatisfied), false, Some(GoesOn::Dissatisfied)),
        (Some(Grade::Dissatisfied), true, Some(GoesOn::Dissatisfied)),
        (Some(Grade::Satisfied), true, Some(GoesOn::ProblemLeft)),
        (None, true, Some(GoesOn::ProblemLeft)),
    ];
    for (satisfaction, problem_left, expected) in rows {
        // The other grades are reported and decide nothing.
        for other in [None, Some(Grade::Satisfied), Some(Grade::Dissatisfied)] {
            let contents = Contents {
                satisfaction,
                quality: other,
                effect: other,
                shortcomings: None,
                suggestions: None,
                area: None,
                finding: None,
            };
            let goes_on = contents.goes_on(problem_left);
            assert_eq!(goes_on, expected, "{contents:?} {problem_left}");
        }
    }
}

#[test]
fn an_obligation_ends_as_unreachable_after_three_attempts_on_two_days_by_two_channels() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let may = |attempts: &[(u32, Channel)]| {
        Attempts::count(attempts.iter().map(|(on, channel)| (day(*on), *channel)))
            .may_end_unreachable(&policy(ProfileName::Mall))
    };
    use Channel::{InPerson, Phone};
    assert!(may(&[(1, Phone), (1, InPerson), (2, Phone)]));
    assert!(may(&[(1, Phone), (2, InPerson), (3, Phone), (4, Phone)]));
    assert!(!may(&[(1, Phone), (2, InPerson)]));
    assert!(!may(&[(1, Phone), (1, InPerson), (1, Phone)]));
    assert!(!may(&[(1, Phone), (2, Phone), (3, Phone)]));
    assert!(!may(&[]));
}
