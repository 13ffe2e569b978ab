//! What violations put into the day's books by themselves.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::day_book::{DutyEntry, DutyMatter, duty_log, violation_journal};
use domain::event::ViolationFact;
use domain::follow_up::Severity;
use domain::policy::ProfileName;
use domain::role::Role;
use domain::violation::{Item, Measure, ViolationCommand};
use rules::desk::{person, sealed};
use rules::watch::{Watch, observation};

const OFFSET_MINUTES: i32 = 480;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn facts(entries: Vec<DutyEntry>) -> Vec<ViolationFact> {
    entries
        .into_iter()
        .map(|entry| match entry.matter {
            DutyMatter::Violation { fact, .. } => *fact,
            DutyMatter::ByHand(hand) => panic!("{hand:?}"),
        })
        .collect()
}

#[test]
fn v4_4_2_every_violation_enters_the_duty_log_and_what_was_done_the_work_journal() {
    let mut watch = Watch::over(
        ProfileName::Mall,
        day(12, 1),
        observation(Item::Littering),
        Severity::General,
    );
    watch.persuade(Role::SiteTeamLeader).unwrap();
    let order = watch.take(Measure::RectificationOrder);
    watch.desk.today = day(12, 2);
    let recheck = ViolationCommand::RecheckRectification {
        case: watch.case,
        disposition: order,
        rectified: true,
        note: "clean".to_owned(),
        photos: Vec::new(),
    };
    watch.by(Role::SiteManager, recheck).unwrap();
    let violation = watch.violation();
    let journal = |on| violation_journal([&violation], on, OFFSET_MINUTES);

    let first = journal(day(12, 1));
    assert_eq!(first[0].people, [person(Role::SiteManager)]);
    let done = facts(first);
    assert!(
        matches!(done[..], [ViolationFact::MeasureTaken { .. }]),
        "{done:?}"
    );
    let second = facts(journal(day(12, 2)));
    assert!(
        matches!(second[..], [ViolationFact::Rechecked { .. }]),
        "{second:?}"
    );
    assert_eq!(journal(day(12, 3)), []);

    // What was seen and said is the duty log's.
    let pages: [&domain::day_book::DayBook; 0] = [];
    let seen = facts(duty_log([&violation], pages, day(12, 1), OFFSET_MINUTES));
    assert!(matches!(seen[0], ViolationFact::Noticed(_)));
    let persuaded = seen
        .iter()
        .filter(|fact| matches!(fact, ViolationFact::Persuaded { .. }));
    assert_eq!(persuaded.count(), 1);
}

#[test]
fn the_duty_log_keeps_a_voided_line_and_marks_it() {
    let mut watch = Watch::over(
        ProfileName::Mall,
        day(12, 1),
        observation(Item::Littering),
        Severity::General,
    );
    let persuade = ViolationCommand::Persuade {
        case: watch.case,
        words: sealed("none").digest,
        stopped: true,
    };
    let (entry, said) = watch.sent(Role::SiteTeamLeader, persuade);
    assert_eq!(said, Ok(()));
    let void = ViolationCommand::VoidEntry {
        case: watch.case,
        entry,
        reason: "another shop".to_owned(),
    };
    watch.by(Role::SiteTeamLeader, void).unwrap();
    let violation = watch.violation();
    let pages: [&domain::day_book::DayBook; 0] = [];
    let log = duty_log([&violation], pages, day(12, 1), OFFSET_MINUTES);
    let line = log.iter().find(|line| line.command == entry).unwrap();
    assert!(line.voided);
    let others = log.iter().filter(|line| line.command != entry);
    assert!(others.clone().count() > 1);
    assert!(others.clone().all(|line| !line.voided));
}

#[test]
fn a_contact_that_mends_relations_is_work_and_taken_back_is_none() {
    let mut watch = Watch::over(
        ProfileName::Mall,
        day(12, 1),
        observation(Item::Littering),
        Severity::General,
    );
    watch.persuade(Role::SiteTeamLeader).unwrap();
    watch.take(Measure::RectificationOrder);
    let compensation = watch.take(Measure::Compensation);
    let reconcile = ViolationCommand::RecordReconciliation {
        case: watch.case,
        disposition: compensation,
        words: sealed("none").digest,
    };
    let (entry, said) = watch.sent(Role::SiteManager, reconcile);
    assert_eq!(said, Ok(()));
    let mended = |watch: &Watch| {
        let violation = watch.violation();
        let of_the_day = facts(violation_journal([&violation], day(12, 1), OFFSET_MINUTES));
        of_the_day
            .iter()
            .filter(|fact| matches!(fact, ViolationFact::Reconciled { .. }))
            .count()
    };
    assert_eq!(mended(&watch), 1);
    let void = ViolationCommand::VoidEntry {
        case: watch.case,
        entry,
        reason: "another shop".to_owned(),
    };
    watch.by(Role::SiteManager, void).unwrap();
    assert_eq!(mended(&watch), 0);
}
