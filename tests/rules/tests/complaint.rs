//! The life of a complaint, clause by clause, through the server's own path.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::complaint::{OwedState, Status};
use domain::event::complaint::{AttemptFailure, PaperEntry, Registration};
use domain::follow_up::{Category, Channel, Grade, Severity};
use domain::id::{CaseId, Digest, Instant};
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode};
use domain::role::{Role, Roles};
use rules::desk::{Desk, department, follow_up, person, registration, result, sealed};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn mall() -> Desk {
    Desk::new(ProfileName::Mall, day(1))
}

fn estate() -> Desk {
    Desk::new(ProfileName::Estate, day(1))
}

fn missing(field: Field, clause: Clause) -> Result<(), Rejection> {
    Err(Rejection::missing(field, clause))
}

fn handle(desk: &mut Desk, case: CaseId) -> Result<(), Rejection> {
    let was = desk.complaint(case).status;
    let people = [person(Role::HeadOfDepartment)];
    let result = result();
    let photos = Vec::new();
    desk.did(
        &people,
        ComplaintCommand::Handle {
            case,
            was,
            result,
            photos,
        },
    )
}

fn close_out(desk: &mut Desk, case: CaseId, by: Role) -> Result<(), Rejection> {
    let was = desk.complaint(case).status;
    desk.did(&[person(by)], ComplaintCommand::CloseOut { case, was })
}

fn record(desk: &mut Desk, people: &[Role], entry: FollowUpEntry) -> Result<(), Rejection> {
    let people: Vec<_> = people.iter().map(|role| person(*role)).collect();
    desk.did(&people, ComplaintCommand::RecordFollowUp(Box::new(entry)))
}

/// A mall's complaint handled on 1 October: its window is 1 to 4 October.
fn handled_in_mall() -> (Desk, CaseId) {
    let mut desk = mall();
    let case = desk.register(registration()).unwrap();
    handle(&mut desk, case).unwrap();
    (desk, case)
}

/// An estate's complaint closed out on 1 October: its window is 4 to 8 October.
fn closed_out_in_estate() -> (Desk, CaseId) {
    let mut desk = estate();
    let case = desk.register(registration()).unwrap();
    handle(&mut desk, case).unwrap();
    close_out(&mut desk, case, Role::Dispatcher).unwrap();
    (desk, case)
}

const PAIR: &[Role] = &[Role::HeadOfDepartment, Role::ManagementOfficer];

#[test]
fn c0_the_assistant_handles_what_is_within_the_own_duty_and_hands_up_the_rest() {
    let mut desk = mall();
    let assistant = [person(Role::PropertyAssistant)];
    let own = desk.register(registration()).unwrap();
    let was = Status::Registered;
    let handle = |case| ComplaintCommand::Handle {
        case,
        was,
        result: result(),
        photos: Vec::new(),
    };
    assert_eq!(desk.did(&assistant, handle(own)), Ok(()));
    assert_eq!(desk.complaint(own).status, Status::Handled);

    let beyond = desk.register(registration()).unwrap();
    let hand_up = |reason: &str| ComplaintCommand::HandUp {
        case: beyond,
        was,
        reason: reason.to_owned(),
    };
    assert_eq!(
        desk.did(&assistant, hand_up(" ")),
        missing(Field::Reason, Clause::C0)
    );
    let refused = desk
        .did(&[person(Role::Technician)], hand_up("too big"))
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.clause),
        (RejectionCode::BeyondAuthority, Clause::C0)
    );
    assert_eq!(desk.did(&assistant, hand_up("too big")), Ok(()));
    assert_eq!(desk.complaint(beyond).status, Status::HandedUp);
}

#[test]
fn c3_a_registration_holds_occupant_address_content_and_phone_or_appointed_time() {
    let mut desk = mall();
    let blank = Some(sealed(" ").digest);
    let rows = [
        (
            Registration {
                occupant: sealed(" ").digest,
                ..registration()
            },
            Field::Occupant,
        ),
        (
            Registration {
                unit_code: " ".to_owned(),
                ..registration()
            },
            Field::UnitCode,
        ),
        (
            Registration {
                content: sealed(" ").digest,
                ..registration()
            },
            Field::Content,
        ),
        (
            Registration {
                phone: None,
                ..registration()
            },
            Field::PhoneOrAppointment,
        ),
        (
            Registration {
                phone: blank,
                ..registration()
            },
            Field::PhoneOrAppointment,
        ),
    ];
    for (registration, field) in rows {
        assert_eq!(
            desk.register(registration),
            Err(Rejection::missing(field, Clause::C3))
        );
    }
    let appointed = Registration {
        phone: None,
        appointment: Some(Instant(1)),
        ..registration()
    };
    assert!(desk.register(appointed).is_ok());
    assert!(desk.register(registration()).is_ok());
}

#[test]
fn m4_4b_the_department_complained_about_is_named_before_the_complaint_is_handled() {
    let mut desk = mall();
    let unnamed = Registration {
        department: None,
        ..registration()
    };
    let case = desk.register(unnamed).unwrap();
    let handle = |desk: &mut Desk| {
        let was = desk.complaint(case).status;
        let (result, photos) = (result(), Vec::new());
        let people = [person(Role::PropertyManager)];
        desk.did(
            &people,
            ComplaintCommand::Handle {
                case,
                was,
                result,
                photos,
            },
        )
    };
    assert_eq!(handle(&mut desk), missing(Field::Department, Clause::M4_4b));
    let naming = ComplaintCommand::NameDepartment {
        case,
        was: None,
        department: department(),
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], naming), Ok(()));
    assert_eq!(handle(&mut desk), Ok(()));
}

#[test]
fn m4_2a_the_follow_up_is_owed_from_handling_whether_closed_out_or_not() {
    let (mut desk, case) = handled_in_mall();
    let owed = |desk: &Desk| {
        let owed = desk.complaint(case).owed;
        owed.iter()
            .map(|owed| (owed.obligation.window.opens, owed.obligation.window.closes))
            .collect::<Vec<_>>()
    };
    assert_eq!(owed(&desk), [(day(1), day(4))]);
    close_out(&mut desk, case, Role::PropertyAssistant).unwrap();
    assert_eq!(owed(&desk), [(day(1), day(4))]);
    assert_eq!(record(&mut desk, PAIR, follow_up(case, 1)), Ok(()));
    assert!(desk.complaint(case).complete);
}

#[test]
fn m4_2a_a_late_follow_up_is_taken_with_a_reason() {
    let (mut desk, case) = handled_in_mall();
    desk.today = day(5);
    let entry = follow_up(case, 1);
    assert_eq!(
        record(&mut desk, PAIR, entry.clone()),
        missing(Field::LateReason, Clause::M4_2a)
    );
    let late_reason = Some("the shop was shut".to_owned());
    assert_eq!(
        record(
            &mut desk,
            PAIR,
            FollowUpEntry {
                late_reason,
                ..entry
            }
        ),
        Ok(())
    );
    let complaint = desk.complaint(case);
    assert_eq!(complaint.owed[0].state, OwedState::Done { on: day(5) });
}

#[test]
fn m4_4a_a_major_complaint_is_refused_to_those_who_may_only_do_general_ones() {
    let (mut desk, case) = handled_in_mall();
    let deciding = ComplaintCommand::DecideSeverity {
        case,
        was: None,
        severity: Severity::Major,
    };
    assert_eq!(desk.did(&[person(Role::PropertyManager)], deciding), Ok(()));
    let needs = vec![
        Roles::from([Role::PropertyManager]),
        Roles::from([Role::Director]),
    ];
    let refused = Err(Rejection::beyond_authority(needs, Clause::M4_4a));
    assert_eq!(record(&mut desk, PAIR, follow_up(case, 1)), refused);
    assert_eq!(desk.complaint(case).follow_ups.len(), 0);
    assert_eq!(
        record(&mut desk, &[Role::PropertyManager], follow_up(case, 1)),
        Ok(())
    );
}

#[test]
fn m4_4b_the_same_person_named_twice_is_one_person() {
    let (mut desk, case) = handled_in_mall();
    for people in [
        &[Role::HeadOfDepartment, Role::HeadOfDepartment][..],
        &[Role::ManagementOfficer],
        &[Role::Director],
    ] {
        let refused = record(&mut desk, people, follow_up(case, 1)).unwrap_err();
        assert_eq!(refused.code, RejectionCode::BeyondAuthority);
        assert_eq!(refused.clause, Clause::M4_4b);
    }
    assert_eq!(record(&mut desk, PAIR, follow_up(case, 1)), Ok(()));
}

#[test]
fn m4_5_a_follow_up_without_its_contents_is_not_taken() {
    let (mut desk, case) = handled_in_mall();
    let mut entry = follow_up(case, 1);
    entry.contents.suggestions = Some(sealed(" ").digest);
    assert_eq!(
        record(&mut desk, PAIR, entry),
        missing(Field::Suggestions, Clause::M4_5)
    );
}

#[test]
fn m6_a_mall_follow_up_by_phone_is_taken_with_a_reason() {
    let (mut desk, case) = handled_in_mall();
    let entry = FollowUpEntry {
        channel: Channel::Phone,
        ..follow_up(case, 1)
    };
    assert_eq!(
        record(&mut desk, PAIR, entry.clone()),
        missing(Field::ChannelReason, Clause::M6)
    );
    let channel_reason = Some("abroad".to_owned());
    assert_eq!(
        record(
            &mut desk,
            PAIR,
            FollowUpEntry {
                channel_reason,
                ..entry
            }
        ),
        Ok(())
    );
}

#[test]
fn g3_5_3_an_estates_window_starts_at_close_out_and_an_early_follow_up_gives_its_reason() {
    let (mut desk, case) = closed_out_in_estate();
    let window = desk.complaint(case).owed[0].obligation.window;
    assert_eq!((window.opens, window.closes), (day(4), day(8)));
    let entry = FollowUpEntry {
        channel: Channel::Phone,
        ..follow_up(case, 1)
    };
    desk.today = day(3);
    assert_eq!(
        record(&mut desk, &[Role::Dispatcher], entry.clone()),
        missing(Field::EarlyReason, Clause::G3_5_3)
    );
    desk.today = day(4);
    assert_eq!(record(&mut desk, &[Role::Dispatcher], entry), Ok(()));
}

#[test]
fn g3_5_3_cleaning_need_not_wait_in_an_estate() {
    let mut desk = estate();
    let cleaning = Registration {
        category: Category::Cleaning,
        ..registration()
    };
    let case = desk.register(cleaning).unwrap();
    handle(&mut desk, case).unwrap();
    assert_eq!(desk.complaint(case).owed.len(), 0);
    close_out(&mut desk, case, Role::Dispatcher).unwrap();
    assert_eq!(
        record(&mut desk, &[Role::Dispatcher], follow_up(case, 1)),
        Ok(())
    );
}

#[test]
fn g3_5_3_the_technician_sent_by_the_dispatcher_records_the_follow_up() {
    let (mut desk, case) = closed_out_in_estate();
    desk.today = day(5);
    let technician = [Role::Technician];
    let refused = record(&mut desk, &technician, follow_up(case, 1)).unwrap_err();
    assert_eq!(refused.clause, Clause::G3_5_2);
    let sending = ComplaintCommand::SendTechnician {
        case,
        round: 1,
        technician: person(Role::Technician),
    };
    assert!(
        desk.did(&[person(Role::OfficeHead)], sending.clone())
            .is_err()
    );
    assert_eq!(desk.did(&[person(Role::Dispatcher)], sending), Ok(()));
    assert_eq!(record(&mut desk, &technician, follow_up(case, 1)), Ok(()));
    assert_eq!(
        desk.complaint(case).follow_ups[0].fact.right,
        Clause::G3_5_3
    );
}

#[test]
fn g3_5_4_an_item_that_goes_on_owes_another_follow_up_after_the_next_anchor() {
    let (mut desk, case) = handled_in_mall();
    let mut entry = follow_up(case, 1);
    entry.contents.satisfaction = Some(Grade::Dissatisfied);
    assert_eq!(record(&mut desk, PAIR, entry), Ok(()));
    let complaint = desk.complaint(case);
    assert!(!complaint.complete && complaint.goes_on.is_some());
    assert!(complaint.owed_now().is_none());

    desk.today = day(6);
    handle(&mut desk, case).unwrap();
    let complaint = desk.complaint(case);
    let owed = complaint.owed_now().unwrap();
    assert_eq!(
        (owed.obligation.round, owed.obligation.off_sample),
        (2, true)
    );
    assert_eq!(owed.obligation.window.closes, day(9));
    assert_eq!(record(&mut desk, PAIR, follow_up(case, 2)), Ok(()));
    assert!(desk.complaint(case).complete);
}

#[test]
fn a_follow_up_taken_down_on_paper_is_entered_later_with_reason_and_photo() {
    let (mut desk, case) = handled_in_mall();
    desk.today = day(6);
    desk.happened = Some(day(2));
    let entry = follow_up(case, 1);
    assert_eq!(
        record(&mut desk, PAIR, entry.clone()),
        missing(Field::PaperPhoto, Clause::Ours)
    );
    let paper = Some(PaperEntry {
        reason: "the tablet was flat".to_owned(),
        photo: Digest::ZERO,
    });
    // By the day it happened it was in time: no reason for lateness is asked.
    assert_eq!(
        record(&mut desk, PAIR, FollowUpEntry { paper, ..entry }),
        Ok(())
    );
    assert_eq!(
        desk.complaint(case).owed[0].state,
        OwedState::Done { on: day(2) }
    );
}

#[test]
fn failed_attempts_are_no_follow_up_and_enough_of_them_end_the_obligation() {
    let (mut desk, case) = handled_in_mall();
    let attempt = |desk: &mut Desk, on: u32, channel: Channel| {
        desk.today = day(on);
        let people = [person(Role::ManagementOfficer)];
        let failure = AttemptFailure::NobodyThere;
        desk.did(
            &people,
            ComplaintCommand::RecordAttempt {
                case,
                round: 1,
                channel,
                failure,
            },
        )
    };
    let end = |desk: &mut Desk| {
        let reason = "moved away".to_owned();
        let people = [person(Role::SiteManager)];
        desk.did(
            &people,
            ComplaintCommand::EndUnreachable {
                case,
                round: 1,
                reason,
            },
        )
    };
    attempt(&mut desk, 2, Channel::InPerson).unwrap();
    attempt(&mut desk, 2, Channel::Phone).unwrap();
    let refused = end(&mut desk).unwrap_err();
    let too_few = RejectionCode::TooFewAttempts {
        made: 2,
        days: 1,
        channels: 2,
    };
    assert_eq!(refused.code, too_few);
    attempt(&mut desk, 3, Channel::Phone).unwrap();
    assert_eq!(end(&mut desk), Ok(()));
    let complaint = desk.complaint(case);
    assert_eq!(complaint.owed[0].state, OwedState::Unreachable);
    assert!(complaint.follow_ups.is_empty() && !complaint.complete);
}
