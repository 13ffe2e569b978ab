//! Papers with the office's numbers and proof of service, and the duty log of a day.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::apply::State;
use domain::clause::Clause;
use domain::command::CommandBody;
use domain::day_book::{BookName, DayBookCommand, DutyMatter, duty_log};
use domain::event::violation::{ProofOfService, ViolationOutcome};
use domain::event::{Fact, ViolationFact};
use domain::follow_up::Severity;
use domain::id::{CommandId, DayBookId, Digest};
use domain::office::Office;
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode};
use domain::role::Role;
use domain::violation::{Hindrance, Item, Measure, TaskKind, ViolationCommand};
use rules::desk::{OFFICE, person, sealed};
use rules::watch::{Watch, arrears, observation, proposal};

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

/// Another violation at the same office.
fn another(watch: &mut Watch, item: Item) {
    watch.case = watch.desk.new_case();
    let case = watch.case;
    let noticed = ViolationCommand::NoticeViolation {
        case,
        observation: observation(item),
        persuasion: Some(sealed("none").digest),
        stopped: false,
    };
    assert_eq!(watch.by(Role::ManagementOfficer, noticed), Ok(()));
    let decided = ViolationCommand::DecideViolationSeverity {
        case,
        was: None,
        severity: Severity::General,
    };
    assert_eq!(watch.by(Role::SiteManager, decided), Ok(()));
}

fn number(watch: &Watch, id: CommandId) -> Option<String> {
    watch.disposition(id).notice.unwrap().number
}

fn serve(watch: &Watch, disposition: CommandId, proof: ProofOfService) -> ViolationCommand {
    ViolationCommand::ServeNotice {
        case: watch.case,
        disposition,
        on: watch.desk.today,
        paper: "3-7F2K".to_owned(),
        proof,
    }
}

fn signed_for(by: &str) -> ProofOfService {
    ProofOfService::SignedFor {
        by: sealed(by).digest,
        signature: Digest::of(&[b"strokes"]),
    }
}

#[test]
fn v4_4_6_notices_are_numbered_by_the_office_and_year_without_gap_or_double() {
    let mut watch = general(Item::Littering);
    let first = watch.take(Measure::RectificationOrder);
    assert_eq!(number(&watch, first).as_deref(), Some("TZ2026-0001"));
    // Refused, a second carrying out uses no number.
    assert!(watch.carry_out(Role::SiteManager, first).is_err());
    assert!(watch.carry_out(Role::Technician, first).is_err());

    another(&mut watch, Item::NoiseMade);
    let (second, _) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(12, 9)),
    );
    watch.sign(Role::Director, second, None).unwrap();
    // A tablet issues the paper with its number to come, as often as it looks.
    let carry_out = CommandBody::Violation(ViolationCommand::CarryOutDisposition {
        case: watch.case,
        disposition: second,
    });
    for _ in 0..3 {
        let facts = watch
            .desk
            .on_tablet(&[person(Role::SiteManager)], carry_out.clone())
            .unwrap();
        let has = |wanted: fn(&ViolationFact) -> bool| {
            facts
                .iter()
                .any(|new| matches!(&new.fact, Fact::Violation(fact) if wanted(fact)))
        };
        assert!(has(|fact| matches!(
            fact,
            ViolationFact::NoticeIssued { .. }
        )));
        assert!(!has(|fact| matches!(
            fact,
            ViolationFact::NoticeNumbered { .. }
        )));
        assert!(!facts.iter().any(|new| matches!(new.fact, Fact::Office(_))));
    }
    assert_eq!(watch.carry_out(Role::SiteManager, second), Ok(()));
    assert_eq!(number(&watch, second).as_deref(), Some("TZ2026-0002"));

    // What takes no paper takes no number; the next year begins anew.
    another(&mut watch, Item::PaymentRefused);
    let stated = ViolationCommand::StateArrears {
        case: watch.case,
        was: None,
        arrears: arrears(day(12, 1)),
    };
    watch.by(Role::SiteManager, stated).unwrap();
    let demand = watch.take(Measure::DemandNotice);
    assert_eq!(number(&watch, demand).as_deref(), Some("TZ2026-0003"));
    let fee = watch.take(Measure::LateFee);
    assert!(watch.disposition(fee).notice.is_none());
    watch.desk.today = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    let public = watch.take(Measure::PublicNotice);
    assert_eq!(number(&watch, public).as_deref(), Some("TZ2027-0001"));
    assert_eq!(office(&watch).notice_numbers, [(2026, 3), (2027, 1)].into());
}

#[test]
fn a_notice_is_served_signed_for_or_refused_before_a_witness_with_a_photo() {
    let mut watch = general(Item::Littering);
    let id = watch.take(Measure::RectificationOrder);
    let kinds = |watch: &Watch| -> Vec<TaskKind> {
        let tasks = watch.violation().tasks();
        tasks.into_iter().map(|task| task.kind).collect()
    };
    assert!(kinds(&watch).contains(&TaskKind::Serve));
    let nobody = serve(&watch, id, signed_for(" "));
    assert_eq!(
        refused(&watch.by(Role::SiteManager, nobody)),
        RejectionCode::Missing {
            field: Field::ProofOfService
        }
    );
    let stranger = serve(&watch, id, signed_for("shop"));
    assert_eq!(
        refused(&watch.by(Role::Technician, stranger)),
        RejectionCode::BeyondAuthority
    );
    let refusal = ProofOfService::Refused {
        witness: sealed("none").digest,
        photo: Digest::of(&[b"door"]),
    };
    let command = serve(&watch, id, refusal);
    assert_eq!(watch.by(Role::SiteTeamLeader, command), Ok(()));
    let violation = watch.violation();
    let (paper, witness) = violation.services(id).last().unwrap();
    assert!(matches!(paper.proof, ProofOfService::Refused { .. }));
    assert_eq!(witness, "none");
    // Another paper's receiver is not this one's.
    assert_eq!(violation.services(CommandId(watch.case.0)).count(), 0);
    assert!(!kinds(&watch).contains(&TaskKind::Serve));
    assert_eq!(watch.disposition(id).notice.unwrap().services.len(), 1);
}

#[test]
fn a_paper_handed_over_whose_notice_was_refused_is_the_directors_open_item() {
    let mut watch = general(Item::Littering);
    let case = watch.case;
    let (id, _) = watch.propose(
        Role::SiteManager,
        proposal(Measure::RectificationOrder, day(12, 9)),
    );
    // Issued on a tablet before the Director declined: the server refuses it, the paper is out.
    let decline = ViolationCommand::DeclineDisposition {
        case,
        disposition: id,
        reason: "talk first".to_owned(),
    };
    watch.by(Role::Director, decline).unwrap();
    assert_eq!(
        refused(&watch.carry_out(Role::SiteManager, id)),
        RejectionCode::Hindered {
            by: Hindrance::Declined
        }
    );
    let command = serve(&watch, id, signed_for("shop"));
    assert_eq!(watch.by(Role::SiteManager, command), Ok(()));
    let open = |watch: &Watch| {
        let tasks = watch.violation().tasks();
        tasks
            .into_iter()
            .find(|task| task.kind == TaskKind::SettleStanding)
    };
    assert_eq!(open(&watch).unwrap().seats, [Role::Director]);
    let settle = |decision: &str| ViolationCommand::SettleStanding {
        case,
        disposition: id,
        decision: decision.to_owned(),
    };
    assert_eq!(
        refused(&watch.by(Role::SiteManager, settle("taken back"))),
        RejectionCode::BeyondAuthority
    );
    assert_eq!(watch.by(Role::Director, settle("taken back")), Ok(()));
    assert_eq!(open(&watch), None);
}

#[test]
fn v4_4_2_the_duty_log_of_a_day_writes_itself_beside_what_is_written_by_hand() {
    let mut watch = general(Item::Littering);
    let case = watch.case;
    let write = |book, on: NaiveDate, words: &str| {
        CommandBody::DayBook(DayBookCommand::WriteEntry {
            book,
            day: on,
            words: sealed(words).digest,
        })
    };
    let officer = [person(Role::ManagementOfficer)];
    let mut hand = |body| watch.desk.send(&officer, body).1;
    assert_eq!(hand(write(BookName::DutyLog, day(12, 1), "dust")), Ok(()));
    assert_eq!(hand(write(BookName::DutyLog, day(12, 1), "none")), Ok(()));
    assert_eq!(
        hand(write(BookName::WorkJournal, day(12, 1), "shop")),
        Ok(())
    );
    let blank = hand(write(BookName::DutyLog, day(12, 1), " "));
    assert_eq!(
        blank,
        Err(Rejection::missing(Field::Content, Clause::V4_4_2))
    );
    assert!(hand(write(BookName::DutyLog, day(12, 2), "none")).is_err());
    watch.desk.today = day(12, 2);
    let close = ViolationCommand::CloseViolation {
        case,
        outcome: ViolationOutcome::Stopped,
        note: "swept".to_owned(),
    };
    watch.by(Role::SiteManager, close).unwrap();

    let page = |book: BookName| {
        let id = DayBookId::of(OFFICE, book.name(), day(12, 1));
        match watch.desk.state(id.stream()) {
            Some(State::DayBook(page)) => *page,
            other => panic!("no page but {other:?}"),
        }
    };
    let pages = [page(BookName::DutyLog), page(BookName::WorkJournal)];
    let violation = watch.violation();
    let log = |on| duty_log([&violation], &pages, on, 480);
    let words = |entry: &domain::day_book::DutyEntry| match &entry.matter {
        DutyMatter::ByHand(hand) => format!("by hand {}", hand.words),
        DutyMatter::Violation { fact, .. } => match **fact {
            ViolationFact::Noticed(_) => "noticed".to_owned(),
            ViolationFact::Reported { to } => format!("reported to {to:?}"),
            ViolationFact::Persuaded { .. } => "persuaded".to_owned(),
            ViolationFact::Closed { .. } => "closed".to_owned(),
            ref other => format!("{other:?}"),
        },
    };
    let first: Vec<String> = log(day(12, 1)).iter().map(words).collect();
    assert_eq!(
        first,
        [
            "noticed",
            "reported to SiteManager",
            "persuaded",
            "by hand dust",
            "by hand none"
        ]
    );
    let second: Vec<String> = log(day(12, 2)).iter().map(words).collect();
    assert_eq!(second, ["closed"]);
}

#[test]
fn what_was_written_by_hand_is_voided_by_its_author_on_its_day_and_later_by_the_manager() {
    let mut watch = general(Item::Littering);
    let officer = [person(Role::ManagementOfficer)];
    let write = |watch: &mut Watch, words: &str| {
        let write = CommandBody::DayBook(DayBookCommand::WriteEntry {
            book: BookName::DutyLog,
            day: day(12, 1),
            words: sealed(words).digest,
        });
        let (entry, written) = watch.desk.send(&officer, write);
        assert_eq!(written, Ok(()));
        entry
    };
    let first = write(&mut watch, "dust");
    let second = write(&mut watch, "none");
    let void = |entry, reason: &str| {
        CommandBody::DayBook(DayBookCommand::VoidEntry {
            book: BookName::DutyLog,
            day: day(12, 1),
            entry,
            reason: reason.to_owned(),
        })
    };
    let by = |watch: &mut Watch, role, body| watch.desk.send(&[person(role)], body).1;
    assert_eq!(
        refused(&by(&mut watch, Role::SiteManager, void(first, "not mine"))),
        RejectionCode::BeyondAuthority
    );
    let wordless = by(&mut watch, Role::ManagementOfficer, void(first, " "));
    assert_eq!(
        wordless,
        Err(Rejection::missing(Field::Reason, Clause::Ours))
    );
    let own = by(
        &mut watch,
        Role::ManagementOfficer,
        void(first, "the wrong day"),
    );
    assert_eq!(own, Ok(()));
    watch.desk.today = day(12, 2);
    let late = void(second, "the wrong day");
    assert_eq!(
        refused(&by(&mut watch, Role::ManagementOfficer, late.clone())),
        RejectionCode::BeyondAuthority
    );
    assert_eq!(by(&mut watch, Role::PropertyManager, late), Ok(()));
    let nothing = void(CommandId(watch.case.0), "no such line");
    assert!(by(&mut watch, Role::PropertyManager, nothing).is_err());

    let id = DayBookId::of(OFFICE, BookName::DutyLog.name(), day(12, 1));
    let Some(State::DayBook(page)) = watch.desk.state(id.stream()) else {
        panic!("the page is gone");
    };
    let stands: Vec<(&str, Option<&str>)> = page
        .entries
        .iter()
        .map(|line| (line.words.as_str(), line.voided.as_deref()))
        .collect();
    assert_eq!(
        stands,
        [
            ("dust", Some("the wrong day")),
            ("none", Some("the wrong day"))
        ],
        "it stays to be read"
    );
}
