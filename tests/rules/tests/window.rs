//! What a tablet holds, and what leaves it.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Months;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::head::{HeadData, HeadRow};
use domain::id::StreamId;
use domain::report::month_figures;
use domain::role::Role;
use domain::sync::window::{self, Finding, MONTHS};
use domain::work_order::Phase;
use rules::desk::{OFFICE, follow_up, person, registration, result};
use rules::holdings::{
    closed_but_owed, day, desk, done, month, starts, tablet, tablet_from, write,
};

#[test]
fn a_tablet_holds_what_was_closed_within_thirteen_months() {
    let from = |on: &str| window::first_month(day(on), MONTHS).to_string();
    assert_eq!(from("2026-11-30"), "2025-10");
    assert_eq!(from("2026-12-01"), "2025-11");
    assert_eq!(from("2026-01-31"), "2024-12");
    // The last day a case of 31 October 2025 is certainly here: thirteen months later.
    let later = day("2025-10-31")
        .checked_add_months(Months::new(13))
        .unwrap();
    assert_eq!(window::first_month(later, MONTHS), month("2025-10"));
}

#[test]
fn what_was_closed_before_the_window_leaves_and_what_is_owed_or_was_closed_since_stays() {
    let mut desk = desk();
    let old = done(&mut desk);
    let owed = closed_but_owed(&mut desk);
    let open = desk.register(registration()).unwrap();
    desk.today = day("2025-04-02");
    let newer = done(&mut desk);
    let replica = tablet(&desk);
    let leaving = replica.leaving(starts(&desk, "2025-04"), &BTreeSet::new());
    assert_eq!(leaving, BTreeSet::from([old.stream()]));
    for stays in [owed, open, newer] {
        assert!(!leaving.contains(&stays.stream()));
    }
    // Office, people and units are behind every verdict: they never leave.
    assert!(replica.head(OFFICE.stream()).is_some());
    let later = replica.leaving(starts(&desk, "2025-05"), &BTreeSet::new());
    assert_eq!(later, BTreeSet::from([old.stream(), newer.stream()]));
}

#[test]
fn a_follow_up_nobody_confirmed_yet_keeps_its_case() {
    let mut desk = desk();
    let case = closed_but_owed(&mut desk);
    let pair = [
        person(Role::HeadOfDepartment),
        person(Role::ManagementOfficer),
    ];
    desk.did(
        &pair,
        ComplaintCommand::RecordFollowUp(Box::new(follow_up(case, 1))),
    )
    .unwrap();
    let leaving = tablet(&desk).leaving(starts(&desk, "2025-09"), &BTreeSet::new());
    assert!(leaving.is_empty());
}

#[test]
fn what_is_looked_at_or_has_a_draft_stays_until_it_is_free() {
    let mut desk = desk();
    let case = done(&mut desk);
    let replica = tablet(&desk);
    let window = starts(&desk, "2025-09");
    let kept = BTreeSet::from([case.stream()]);
    assert!(replica.leaving(window, &kept).is_empty());
    assert_eq!(replica.leaving(window, &BTreeSet::new()), kept);
}

#[test]
fn nothing_with_unsent_work_leaves() {
    let mut desk = desk();
    let case = done(&mut desk);
    let free = done(&mut desk);
    let mut replica = tablet(&desk);
    let back = ComplaintCommand::StepBack {
        case,
        was: Status::ClosedOut,
        reason: "closed too early".to_owned(),
    };
    write(&mut replica, &mut desk, Role::PropertyManager, back);
    let leaving = replica.leaving(starts(&desk, "2025-09"), &BTreeSet::new());
    assert_eq!(leaving, BTreeSet::from([free.stream()]));
}

#[test]
fn unsent_work_that_will_be_refused_keeps_its_case_too() {
    let mut desk = desk();
    let case = done(&mut desk);
    let mut replica = tablet(&desk);
    let handle = ComplaintCommand::Handle {
        case,
        was: Status::Dispatched,
        result: result(),
        photos: Vec::new(),
    };
    write(&mut replica, &mut desk, Role::HeadOfDepartment, handle);
    assert!(replica.outbox()[0].ruling.is_err());
    assert!(
        replica
            .leaving(starts(&desk, "2025-09"), &BTreeSet::new())
            .is_empty()
    );
}

#[test]
fn a_request_stays_as_long_as_its_slip_is_open_and_leaves_with_it() {
    let mut desk = desk();
    let (case, order) = rules::repair::at(&mut desk, Phase::Completed);
    desk.did(
        &[person(Role::PropertyAssistant)],
        ComplaintCommand::CloseOut {
            case,
            was: Status::Handled,
        },
    )
    .unwrap();
    let window = starts(&desk, "2025-09");
    let replica = tablet(&desk);
    let both = BTreeSet::from([case.stream(), order.stream()]);
    assert_eq!(replica.leaving(window, &BTreeSet::new()), both);
    // A draft about the slip keeps the request, and the other way round.
    for kept in &both {
        let leaving = replica.leaving(window, &BTreeSet::from([*kept]));
        assert!(leaving.is_empty());
    }
    let mut rows: Vec<HeadRow> = desk.log().heads.values().cloned().collect();
    for row in &mut rows {
        if let HeadData::WorkOrder(head) = &mut row.data {
            Arc::make_mut(head).phase = Phase::Working;
        }
    }
    assert_eq!(
        window::lives(&rows).get(&case.stream()),
        Some(&window::OPEN)
    );
}

#[test]
fn a_window_never_moves_back() {
    let mut desk = desk();
    done(&mut desk);
    let mut replica = tablet(&desk);
    let (early, late) = (starts(&desk, "2025-02"), starts(&desk, "2025-09"));
    replica.look_through(late);
    replica.look_through(early);
    assert_eq!(replica.window(), Some(late));
    assert!(late.holds(month("2025-09")) && !late.holds(month("2025-08")));
}

#[test]
fn figures_over_a_month_that_is_held_whole_are_those_of_the_server() {
    let mut desk = desk();
    for on in ["2025-03-03", "2025-03-31", "2025-04-01", "2025-04-29"] {
        desk.today = day(on);
        done(&mut desk);
        closed_but_owed(&mut desk);
    }
    let policy = desk.office_state().policy_on(desk.today).unwrap().clone();
    let replica = tablet_from(&desk, "2025-04");
    let window = replica.window().unwrap();
    for (asked, whole) in [("2025-03", false), ("2025-04", true)] {
        let count = |heads: Vec<(StreamId, HeadData)>| {
            let cases: Vec<_> = heads
                .iter()
                .filter_map(|(stream, head)| match head {
                    HeadData::Complaint(head) => Some((*stream, &**head)),
                    _ => None,
                })
                .collect();
            month_figures(cases, &policy, month(asked), desk.today).coverage
        };
        let here = replica.heads().map(|(stream, head)| (stream, head.clone()));
        assert_eq!(window.holds(month(asked)), whole);
        assert_eq!(
            count(here.collect()) == count(desk.heads()),
            whole,
            "{asked}"
        );
    }
}

#[test]
fn an_old_case_is_found_by_unit_number_and_month() {
    let mut desk = desk();
    let case = done(&mut desk);
    let head = desk.head(case.stream()).unwrap();
    let number = desk.complaint(case).number.unwrap();
    let found = window::findings(head, 480);
    for finding in [
        Finding::Unit(rules::desk::unit()),
        Finding::number(&number),
        Finding::number(&format!(" {}", number.to_lowercase())),
        Finding::Month(month("2025-03")),
    ] {
        assert!(found.contains(&finding), "{finding}");
    }
    assert!(!found.contains(&Finding::Month(month("2025-04"))));
    assert_eq!(
        Finding::Month(month("2025-03")).to_string(),
        "month/2025-03"
    );
    // What a tablet always has is looked for nowhere.
    assert!(window::findings(desk.head(OFFICE.stream()).unwrap(), 480).is_empty());
}
