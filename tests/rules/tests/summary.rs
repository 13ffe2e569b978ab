//! 投诉调度记录月总结表: the month summed up, remarked on, sealed and followed through.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::complaint::command::ComplaintCommand;
use domain::event::summary::{ProblemKind, Share};
use domain::event::{Fact, SummaryFact};
use domain::follow_up::Grade;
use domain::head::HeadData;
use domain::id::{CaseId, CommandId, PersonId, StreamId};
use domain::log::EventLog;
use domain::mandate::MandateCommand;
use domain::policy::{Policy, ProfileName};
use domain::rejection::{Field, RejectionCode, Thing, Value};
use domain::report::{Corrections, month_figures, timeliness_figures};
use domain::role::{Role, Roles};
use domain::satisfaction::SatisfactionRate;
use domain::summary::{SummaryCommand, owed_months};
use domain::sync::window::{self, Finding};
use rules::desk::{Desk, department, person};
use rules::month::*;

#[test]
fn g2_1_the_months_rates_and_open_problems_are_counted_as_the_board_counts_them() {
    let Month {
        desk,
        in_order,
        dissatisfied,
        late,
        running,
    } = month();
    let figures = counted(&desk);
    let cases = complaints(&desk);
    let policy = Policy::built_in(ProfileName::Mall, day(10, 1));
    let board = month_figures(refs(&cases), &policy, october(), desk.today);
    let timely = timeliness_figures(refs(&cases), october(), desk.now(), 480);
    assert_eq!(
        figures.timeliness,
        Share {
            part: timely.timely.len() as u64,
            base: timely.base()
        }
    );
    assert_eq!(figures.timeliness, Share { part: 2, base: 3 });
    assert_eq!(
        SatisfactionRate::from(figures.satisfaction),
        board.satisfaction
    );
    // One household, its worst case counts: of two answers one is a household's no.
    assert_eq!(figures.satisfaction, Share { part: 0, base: 1 });
    assert_eq!(figures.passed, Share { part: 1, base: 2 });
    let coverage = figures.coverage;
    assert_eq!(Some(coverage.required), board.coverage.required);
    assert_eq!((coverage.base, coverage.done, coverage.missing), (3, 2, 1));
    assert_eq!(
        (figures.registered, figures.handled, figures.closed_out),
        (4, 3, 2)
    );
    let problems: Vec<(ProblemKind, CaseId)> = figures
        .open_problems
        .iter()
        .map(|problem| (problem.why, problem.case))
        .collect();
    assert_eq!(
        problems,
        [
            (ProblemKind::Dissatisfied, dissatisfied),
            (ProblemKind::NotClosedOut, running)
        ]
    );
    let department = Some(department());
    assert!(
        figures
            .open_problems
            .iter()
            .all(|it| it.department == department)
    );
    let waiting: Vec<CaseId> = figures.waiting.iter().map(|it| it.case).collect();
    assert_eq!(waiting, [late]);
    let mut asked: Vec<CaseId> = figures.follow_ups.iter().map(|it| it.case).collect();
    asked.sort();
    let mut expected = vec![in_order, dissatisfied];
    expected.sort();
    assert_eq!(asked, expected);
}

#[test]
fn what_does_not_concern_a_month_changes_none_of_its_figures() {
    let Month { mut desk, late, .. } = month();
    let before = counted(&desk);
    // November's own: taken down, handled and asked after October.
    let other = dispatched(&mut desk, 48);
    handled(&mut desk, other);
    closed_out(&mut desk, other);
    asked(&mut desk, other, Grade::Satisfied);
    let policy = Policy::built_in(ProfileName::Mall, day(10, 1));
    let cases = complaints(&desk);
    let of = counting(&desk, &policy);
    let (concerned, left): (Vec<_>, Vec<_>) = refs(&cases)
        .into_iter()
        .partition(|(_, head)| of.concerns(head));
    let left: Vec<StreamId> = left.iter().map(|(stream, _)| *stream).collect();
    assert_eq!(left, [other.stream()]);
    assert!(of.count(&concerned).agrees(&of.count(&refs(&cases))));
    assert!(of.count(&concerned).agrees(&before));
    // What was voided is in no figure.
    let entry = desk.complaint(late).timeline[0].command;
    let reason = "twice".to_owned();
    let void = ComplaintCommand::VoidEntry {
        case: late,
        entry,
        reason,
    };
    desk.did(&[person(MANAGER)], void).unwrap();
    let after = counted(&desk);
    assert_eq!(after.timeliness, Share { part: 2, base: 2 });
    assert!(after.waiting.is_empty());
}

#[test]
fn a_month_leads_to_every_closed_complaint_its_figures_count() {
    let Month {
        mut desk,
        in_order,
        late,
        ..
    } = month();
    // One more of October is over, and one that is November's alone.
    desk.happened = Some(day(10, 5));
    asked(&mut desk, late, Grade::Satisfied);
    desk.happened = None;
    let other = dispatched(&mut desk, 48);
    handled(&mut desk, other);
    closed_out(&mut desk, other);
    asked(&mut desk, other, Grade::Satisfied);
    for case in [in_order, late, other] {
        let command = desk.complaint(case).follow_ups[0].command;
        let confirm = ComplaintCommand::ConfirmConduct { case, command };
        desk.did(&[person(Role::ManagementOfficer)], confirm)
            .unwrap();
    }
    let policy = Policy::built_in(ProfileName::Mall, day(10, 1));
    let of = counting(&desk, &policy);
    let (mut led_to, mut never_read) = (0, 0);
    for (stream, head) in complaints(&desk) {
        let data = HeadData::Complaint(Arc::new(head.clone()));
        let found = window::findings(&data, 480).contains(&Finding::Month(october()));
        if of.concerns(&head) {
            assert!(found || window::is_open(&data), "{stream:?}");
        }
        led_to += u32::from(found && !window::is_open(&data));
        never_read += u32::from(!found && !window::is_open(&data));
    }
    assert_eq!((led_to, never_read), (2, 1));
}

#[test]
fn s2_1_the_dispatcher_hands_in_the_month_once_it_is_over() {
    for profile in ProfileName::ALL {
        let mut desk = Desk::new(*profile, day(10, 1));
        let policy = Policy::built_in(*profile, day(10, 1));
        let dispatcher = policy.holder(Role::Dispatcher);
        desk.today = day(10, 31);
        let early = refused(desk.did(&[person(dispatcher)], submit(None, "none")));
        let last = day(10, 31);
        assert_eq!(early.code, RejectionCode::MonthNotOver { last });
        assert_eq!(early.clause.id(), "G3.5.5");
        desk.today = day(11, 1);
        let beyond = refused(desk.did(&[person(Role::SiteTeamLeader)], submit(None, "none")));
        assert_eq!(beyond.code, RejectionCode::BeyondAuthority);
        assert_eq!(beyond.needs, [Roles::from([dispatcher])]);
        // Nobody types it for a Dispatcher who went along.
        let along = [person(Role::SiteTeamLeader), person(dispatcher)];
        let along = refused(desk.did(&along, submit(None, "none")));
        assert_eq!(along.code, RejectionCode::BeyondAuthority);
        let silent = refused(desk.did(&[person(dispatcher)], submit(None, " ")));
        let field = Field::Analysis;
        assert_eq!(silent.code, RejectionCode::Missing { field });
        assert_eq!(silent.clause.id(), "S3.3.2d");
        assert!(desk.state(stream()).is_none());
        // Before the office worked by its procedure there was no month, and a year is none.
        for month in [october().previous(), Period::year_of(day(1, 1)).previous()] {
            let body = SummaryCommand::SubmitSummary {
                month,
                was: None,
                analysis: words("none"),
            };
            let field = Field::Month;
            let none = refused(desk.did(&[person(dispatcher)], body));
            assert_eq!(none.code, RejectionCode::Invalid { field });
        }
        desk.did(&[person(dispatcher)], submit(None, "none"))
            .unwrap();
        let handed_in = summary(&desk);
        assert_eq!(handed_in.submission.analysis, "none");
        assert_eq!(handed_in.submission.hand.by, person(dispatcher));
        assert_eq!(head(&desk).month, october());
    }
}

#[test]
fn s2_1_of_two_tablets_that_hand_in_a_month_one_stands_and_the_other_is_asked() {
    let Month { mut desk, .. } = month();
    let first = handed_in(&mut desk);
    let (id, other) = desk.send(&[person(ASSISTANT)], submit(None, "tomorrow"));
    let contested = RejectionCode::Contested {
        base: Value::None,
        mine: Value::Text,
        theirs: Value::Text,
    };
    assert_eq!(refused(other).code, contested);
    // The first stands, and what was typed rides with the refusal.
    assert_eq!(summary(&desk).submission.hand.command, first);
    let Ok(kept) = desk.log().stream(id.stream());
    let kept = serde_json::to_string(&kept).unwrap();
    assert!(kept.contains("tomorrow"), "{kept}");
    // The same words again are no contest, and no event.
    let before = desk.log().envelopes.len();
    desk.did(&[person(ASSISTANT)], submit(None, "none"))
        .unwrap();
    assert_eq!(desk.log().envelopes.len(), before);
    // Who has read the first may replace it.
    desk.did(&[person(ASSISTANT)], submit(Some(first), "tomorrow"))
        .unwrap();
    let now = summary(&desk);
    assert_eq!(now.submission.analysis, "tomorrow");
    assert_eq!(now.replaced.len(), 1);
    assert_eq!(now.replaced[0].analysis, "none");
}

#[test]
fn s2_3_what_was_handed_in_waits_for_the_heads_review() {
    let Month { mut desk, .. } = month();
    let nothing = desk.mint();
    let early = desk.did(
        &[person(MANAGER)],
        remark(CommandId(nothing), "none", vec![]),
    );
    let what = Thing::Summary;
    assert_eq!(refused(early).code, RejectionCode::Unknown { what });
    let first = handed_in(&mut desk);
    assert!(head(&desk).is_open());
    for role in [ASSISTANT, Role::SiteManager, Role::FunctionSupervisor] {
        let beyond = refused(desk.did(&[person(role)], remark(first, "none", vec![])));
        assert_eq!(beyond.code, RejectionCode::BeyondAuthority, "{role:?}");
        assert_eq!(beyond.needs, [Roles::from([MANAGER])]);
        assert_eq!(beyond.clause.id(), "S3.3.2d");
    }
    let along = [person(ASSISTANT), person(MANAGER)];
    let along = refused(desk.did(&along, remark(first, "none", vec![])));
    assert_eq!(along.code, RejectionCode::BeyondAuthority);
    // Replaced while it was read: the head is asked to read again.
    desk.did(&[person(ASSISTANT)], submit(Some(first), "tomorrow"))
        .unwrap();
    let stale = refused(desk.did(&[person(MANAGER)], remark(first, "none", vec![])));
    assert!(matches!(stale.code, RejectionCode::Contested { .. }));
    assert!(summary(&desk).seal.is_none());
    // During leave it is remarked on in the head's name, and says so.
    let leave = MandateCommand::Delegate {
        from: person(MANAGER),
        to: person(Role::SiteManager),
        roles: Roles::from([MANAGER]),
        starts: day(11, 1),
        until: day(11, 9),
    };
    desk.did(&[person(MANAGER)], leave).unwrap();
    let second = summary(&desk).submission.hand.command;
    let by = person(Role::SiteManager);
    desk.did(&[by], remark(second, "none", vec![])).unwrap();
    let seal = summary(&desk).seal.unwrap();
    let stood_in = seal.hand.origin.stand_ins;
    assert_eq!(stood_in.len(), 1);
    assert_eq!((stood_in[0].by, stood_in[0].holder), (by, person(MANAGER)));
    assert!(!head(&desk).is_open());
}

#[test]
fn s3_3_2d_the_remark_seals_the_month_and_what_comes_later_stands_beside_it() {
    let Month { mut desk, late, .. } = month();
    let first = handed_in(&mut desk);
    let manager = [person(MANAGER)];
    let silent = refused(desk.did(&manager, remark(first, " ", vec![])));
    let field = Field::Remark;
    assert_eq!(silent.code, RejectionCode::Missing { field });
    assert_eq!(silent.clause.id(), "S3.3.2d");
    desk.did(&manager, remark(first, "none", vec![])).unwrap();
    let sealed = summary(&desk).figures().cloned().unwrap();
    assert_eq!(sealed.waiting.len(), 1);
    // Archived: neither words nor figures change any more.
    for again in [
        desk.did(&[person(ASSISTANT)], submit(Some(first), "tomorrow")),
        desk.did(&manager, remark(first, "tomorrow", vec![])),
    ] {
        let again = refused(again);
        assert_eq!(again.code, RejectionCode::Sealed);
        assert_eq!(again.clause.id(), "S3.3.2d");
    }
    // Made in October, entered in November.
    desk.happened = Some(day(10, 5));
    asked(&mut desk, late, Grade::Satisfied);
    desk.happened = None;
    assert_eq!(summary(&desk).figures(), Some(&sealed));
    assert_eq!(summary(&desk).submission.analysis, "none");
    let now = counted(&desk);
    assert!(!now.agrees(&sealed));
    let corrections = Corrections::between(&sealed, &now);
    assert_eq!(corrections.added, [late]);
    assert!(corrections.taken_back.is_empty());
    assert!(Corrections::between(&sealed, &sealed).is_empty());
}

#[test]
fn s3_3_2d_the_sealed_figures_are_the_servers_at_a_place_of_the_log() {
    let Month { mut desk, .. } = month();
    let offline = desk.on_tablet(&[person(ASSISTANT)], submit(None, "none").into());
    match offline.unwrap().first().map(|new| &new.fact) {
        Some(Fact::Summary(SummaryFact::Submitted { figures, .. })) => {
            assert_eq!(figures, &None, "a tablet writes no figures");
        }
        other => panic!("{other:?}"),
    }
    let Ok(at) = desk.log().head();
    let first = handed_in(&mut desk);
    let submitted = summary(&desk).submission.figures.unwrap();
    assert_eq!(submitted.at, at.cursor);
    assert!(submitted.agrees(&counted(&desk)));
    // Between handing in and remark the month goes on being written.
    let other = dispatched(&mut desk, 1);
    let Ok(at) = desk.log().head();
    let done = remark(first, "none", vec![]);
    desk.did(&[person(MANAGER)], done).unwrap();
    let sealed = summary(&desk).seal.unwrap().figures.unwrap();
    assert_eq!(sealed.at, at.cursor);
    assert_eq!(sealed.engine, domain::report::ENGINE);
    // Folded up to that place, the log gives the same figures again.
    assert!(sealed.agrees(&counted(&desk)));
    assert!(sealed.open_problems.iter().all(|it| it.case != other));
}

#[test]
fn g3_5_5_the_points_of_the_remark_are_followed_through_until_said_done() {
    let Month { mut desk, .. } = month();
    let first = handed_in(&mut desk);
    let manager = [person(MANAGER)];
    let leader = person(Role::SiteTeamLeader);
    let field = Field::Point;
    let mut wrong = point(leader);
    wrong.measure = words(" ");
    let unsaid = refused(desk.did(&manager, remark(first, "none", vec![wrong])));
    assert_eq!(unsaid.code, RejectionCode::Missing { field });
    assert_eq!(unsaid.clause.id(), "G3.5.5");
    let mut wrong = point(leader);
    wrong.until = day(10, 31);
    let past = refused(desk.did(&manager, remark(first, "none", vec![wrong])));
    let field = Field::Until;
    assert_eq!(past.code, RejectionCode::Invalid { field });
    let stranger = point(PersonId(desk.mint()));
    let unknown = refused(desk.did(&manager, remark(first, "none", vec![stranger])));
    assert_eq!(unknown.code, RejectionCode::NotOnStaff);
    let points = vec![point(leader), point(person(ASSISTANT))];
    desk.did(&manager, remark(first, "none", points)).unwrap();
    let open = head(&desk).open_points;
    assert_eq!(open.len(), 2);
    assert_eq!((open[0].person, open[0].until), (leader, day(11, 30)));
    let done = |point, text| SummaryCommand::FinishPoint {
        month: october(),
        point,
        result: words(text),
    };
    let beyond = refused(desk.did(&[person(Role::SiteManager)], done(0, "cleaned")));
    assert_eq!(beyond.code, RejectionCode::BeyondAuthority);
    // One's own point, not the other's.
    let others = refused(desk.did(&[leader], done(1, "cleaned")));
    assert_eq!(others.code, RejectionCode::BeyondAuthority);
    let unsaid = refused(desk.did(&[leader], done(0, " ")));
    let field = Field::Result;
    assert_eq!(unsaid.code, RejectionCode::Missing { field });
    let none = refused(desk.did(&manager, done(2, "cleaned")));
    let what = Thing::Point;
    assert_eq!(none.code, RejectionCode::Unknown { what });
    desk.did(&[leader], done(0, "cleaned")).unwrap();
    assert_eq!(head(&desk).open_points.len(), 1);
    assert!(head(&desk).is_open());
    desk.did(&manager, done(1, "tomorrow")).unwrap();
    assert!(!head(&desk).is_open());
    // Said twice, both stand.
    desk.did(&manager, done(0, "tomorrow")).unwrap();
    let results = &summary(&desk).seal.unwrap().points[0].results;
    let said: Vec<&str> = results.iter().map(|result| result.words.as_str()).collect();
    assert_eq!(said, ["cleaned", "tomorrow"]);
}

#[test]
fn g3_5_5_a_month_not_summed_up_is_owed_from_the_first_of_the_next() {
    let none = BTreeSet::new();
    let months = |since, today, done: &BTreeSet<Period>| {
        let owed = owed_months(since, today, done);
        owed.iter().map(Period::to_string).collect::<Vec<_>>()
    };
    assert!(months(day(10, 20), day(10, 31), &none).is_empty());
    assert_eq!(months(day(10, 20), day(11, 1), &none), ["2026-10"]);
    assert_eq!(
        months(day(9, 1), day(11, 30), &none),
        ["2026-10", "2026-09"]
    );
    let done = BTreeSet::from([october()]);
    assert_eq!(months(day(9, 1), day(11, 30), &done), ["2026-09"]);
    // Years ago is history.
    let years = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    assert_eq!(months(years, day(11, 30), &none).len(), 12);
}
