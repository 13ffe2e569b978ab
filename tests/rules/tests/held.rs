//! What was written by somebody since removed, or on a state of long ago: held, and a manager takes it or leaves it.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::{Days, NaiveDate};
use domain::apply::State;
use domain::command::{Command, CommandBody};
use domain::complaint::command::ComplaintCommand;
use domain::event::{Event, Fact, RefusalFact};
use domain::id::{CaseId, CommandId, PersonId};
use domain::log::EventLog as _;
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::rejection::{Field, RejectionCode};
use domain::role::Role;
use domain::sync::refusal::{RefusalCommand, Settlement};
use rules::desk::{Desk, person, registration};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn desk() -> Desk {
    Desk::new(ProfileName::Mall, today())
}

fn assistant() -> PersonId {
    person(Role::PropertyAssistant)
}

fn registered(desk: &mut Desk) -> (CaseId, Command) {
    let case = desk.new_case();
    let registration = registration();
    let body: CommandBody = ComplaintCommand::Register { case, registration }.into();
    let command = desk.command(&[assistant()], body);
    (case, command)
}

/// Written on the first day and sent on the third; on the second its author was removed.
fn held(desk: &mut Desk) -> (CaseId, Command) {
    let (case, command) = registered(desk);
    desk.today = today() + Days::new(1);
    let remove = PersonCommand::Remove {
        person: assistant(),
        on: desk.today,
    };
    desk.did(&[person(Role::Director)], remove).unwrap();
    desk.today = today() + Days::new(2);
    let said = desk.push(&command).unwrap_err();
    assert_eq!(said.code, RejectionCode::Held);
    (case, command)
}

fn take(desk: &mut Desk, by: Role, held: &Command) -> Command {
    let mut written = held.clone();
    written.personal.clear();
    let body = RefusalCommand::Take {
        refused: held.id,
        command: Box::new(written),
    };
    let mut command = desk.command(&[person(by)], body.into());
    command.conducted_by.clone_from(&held.conducted_by);
    command.moment.happened_at = held.moment.happened_at;
    command
}

fn settled(desk: &Desk, refused: CommandId) -> Option<Settlement> {
    match desk.state(refused.stream()) {
        Some(State::Refusal(refusal)) => refusal.settled,
        _ => None,
    }
}

fn begun(desk: &Desk, case: CaseId) -> Option<Event> {
    let Ok(envelopes) = desk.log().stream(case.stream());
    envelopes.first().map(|first| first.open().unwrap().event)
}

#[test]
fn what_somebody_since_removed_had_written_is_taken_by_a_manager_as_it_was_written() {
    let mut desk = desk();
    let (case, written) = held(&mut desk);
    assert_eq!(begun(&desk, case), None);
    let taking = take(&mut desk, Role::PropertyManager, &written);
    assert_eq!(desk.push(&taking), Ok(()));
    let event = begun(&desk, case).unwrap();
    // Who went and when it happened are the entry's own; who took it is the manager.
    assert_eq!(event.conducted_by, written.conducted_by);
    assert_eq!(event.moment.happened_at, written.moment.happened_at);
    assert_eq!(event.recorded_by, person(Role::PropertyManager));
    assert_eq!(settled(&desk, written.id), Some(Settlement::Taken));
    let Some(State::Complaint(complaint)) = desk.state(case.stream()) else {
        panic!("no complaint came of it");
    };
    assert_eq!(complaint.number.as_deref(), Some("TS2026-0001"));
    // The number was used: the next complaint has the next one.
    let case = desk.new_case();
    let registration = registration();
    let next = ComplaintCommand::Register { case, registration };
    desk.did(&[person(Role::PropertyManager)], next).unwrap();
    let Some(State::Complaint(complaint)) = desk.state(case.stream()) else {
        panic!("the next one is not registered");
    };
    assert_eq!(complaint.number.as_deref(), Some("TS2026-0002"));
}

#[test]
fn taken_twice_it_stands_once() {
    let mut desk = desk();
    let (case, written) = held(&mut desk);
    for by in [Role::PropertyManager, Role::Director] {
        let taking = take(&mut desk, by, &written);
        assert_eq!(desk.push(&taking), Ok(()));
    }
    let Ok(envelopes) = desk.log().stream(case.stream());
    let begun = envelopes.iter().filter(|one| {
        let event = one.open().unwrap().event;
        event.recorded_by == person(Role::Director)
    });
    assert_eq!(begun.count(), 0);
    assert!(!envelopes.is_empty());
}

#[test]
fn only_who_answers_for_the_office_takes_what_was_held_and_is_told_who_may() {
    let mut desk = desk();
    let (case, written) = held(&mut desk);
    let taking = take(&mut desk, Role::SiteTeamLeader, &written);
    let said = desk.push(&taking).unwrap_err();
    assert_eq!(said.code, RejectionCode::BeyondAuthority);
    assert_eq!(
        said.needs,
        [[Role::Director].into(), [Role::PropertyManager].into()]
    );
    assert_eq!(
        (begun(&desk, case), settled(&desk, written.id)),
        (None, None)
    );
}

#[test]
fn what_was_held_is_taken_as_it_was_written_or_not_at_all() {
    let mut desk = desk();
    let (case, written) = held(&mut desk);
    let mut other = written.clone();
    other.body = ComplaintCommand::Open {
        case,
        was: domain::complaint::Status::Registered,
    }
    .into();
    let taking = take(&mut desk, Role::PropertyManager, &other);
    assert_eq!(
        desk.push(&taking).unwrap_err().code,
        RejectionCode::NothingOwed
    );
    let mut taking = take(&mut desk, Role::PropertyManager, &written);
    taking.conducted_by = vec![person(Role::PropertyManager)];
    let said = desk.push(&taking).unwrap_err().code;
    assert_eq!(
        said,
        RejectionCode::Invalid {
            field: Field::Conductors
        }
    );
    let mut taking = take(&mut desk, Role::PropertyManager, &written);
    taking.moment.happened_at = taking.moment.entered_at;
    let said = desk.push(&taking).unwrap_err().code;
    assert_eq!(
        said,
        RejectionCode::Invalid {
            field: Field::HappenedAt
        }
    );
    assert_eq!(
        (begun(&desk, case), settled(&desk, written.id)),
        (None, None)
    );
}

#[test]
fn what_was_refused_for_another_reason_is_not_taken_in_one_tap() {
    let mut desk = desk();
    let (case, command) = registered(&mut desk);
    desk.push(&command).unwrap();
    let open: CommandBody = ComplaintCommand::CloseOut {
        case,
        was: domain::complaint::Status::Handled,
    }
    .into();
    let refused = desk.command(&[assistant()], open);
    desk.push(&refused).unwrap_err();
    let taking = take(&mut desk, Role::PropertyManager, &refused);
    assert_eq!(
        desk.push(&taking).unwrap_err().code,
        RejectionCode::NothingOwed
    );
}

#[test]
fn what_was_held_may_be_kept_as_an_observation_or_dropped_with_a_reason() {
    for drops in [false, true] {
        let mut desk = desk();
        let (case, written) = held(&mut desk);
        let refused = written.id;
        let body = if drops {
            let reason = "重复".to_owned();
            RefusalCommand::Drop { refused, reason }
        } else {
            RefusalCommand::KeepAsObservation { refused }
        };
        desk.did(&[person(Role::PropertyManager)], body).unwrap();
        assert!(settled(&desk, refused).is_some());
        assert_eq!(begun(&desk, case), None);
        // What is settled is not taken any more.
        let taking = take(&mut desk, Role::Director, &written);
        assert_eq!(desk.push(&taking), Ok(()));
        assert_eq!(begun(&desk, case), None);
    }
}

#[test]
fn work_decided_on_what_the_office_has_not_been_for_thirty_days_is_held() {
    for (days, is_held) in [(30, false), (31, true)] {
        let mut desk = desk();
        let (case, command) = registered(&mut desk);
        // Something the tablet has not seen, that day.
        let later = {
            let registration = registration();
            let case = desk.new_case();
            ComplaintCommand::Register { case, registration }
        };
        desk.did(&[person(Role::PropertyManager)], later).unwrap();
        desk.today = today() + Days::new(days);
        let said = desk.push(&command);
        assert_eq!(said.is_err(), is_held, "after {days} days");
        assert_eq!(begun(&desk, case).is_none(), is_held);
        if let Err(said) = said {
            assert_eq!(said.code, RejectionCode::Held);
        }
    }
}

#[test]
fn a_tablet_that_has_everything_is_not_behind_however_long_nothing_happened() {
    let mut desk = desk();
    let (case, command) = registered(&mut desk);
    desk.today = today() + Days::new(200);
    assert_eq!(desk.push(&command), Ok(()));
    assert!(begun(&desk, case).is_some());
}

#[test]
fn that_it_was_taken_stands_in_the_log_with_what_came_of_it() {
    let mut desk = desk();
    let (_, written) = held(&mut desk);
    let taking = take(&mut desk, Role::PropertyManager, &written);
    desk.push(&taking).unwrap();
    let Ok(envelopes) = desk.log().stream(written.id.stream());
    let facts: Vec<Fact> = envelopes
        .iter()
        .map(|one| one.open().unwrap().event.fact)
        .collect();
    assert!(matches!(
        facts.as_slice(),
        [
            Fact::Refusal(RefusalFact::CommandRefused { .. }),
            Fact::Refusal(RefusalFact::Taken)
        ]
    ));
}
