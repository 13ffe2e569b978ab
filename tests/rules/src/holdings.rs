//! What a tablet holds of the desk's office: the product's own replica beside the log.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::calendar::Period;
use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::Envelope;
use domain::head::HeadRow;
use domain::id::{CaseId, Cursor, Instant, StreamId};
use domain::log::EventLog as _;
use domain::policy::ProfileName;
use domain::role::Role;
use domain::sync::message::PullReply;
use domain::sync::replica::{Draft, Replica};
use domain::sync::window::Window;
use serde_json::value::to_raw_value;

use crate::desk::{Desk, OFFICE, follow_up, person, registration, result, sealed};

#[must_use]
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[must_use]
pub fn month(text: &str) -> Period {
    Period::parse(text).unwrap()
}

#[must_use]
pub fn desk() -> Desk {
    Desk::new(ProfileName::Mall, day("2025-03-03"))
}

/// Handled and closed out on the desk's day, the follow-up still owed.
pub fn closed_but_owed(desk: &mut Desk) -> CaseId {
    let case = desk.register(registration()).unwrap();
    let by = |role| [person(role)];
    desk.did(
        &by(Role::PropertyManager),
        ComplaintCommand::Open {
            case,
            was: Status::Registered,
        },
    )
    .unwrap();
    desk.did(
        &by(Role::PropertyManager),
        ComplaintCommand::Dispatch {
            case,
            was: Status::Opened,
            department: crate::desk::department(),
            assignee: None,
            limit: Instant(desk.now().0 + 86_400_000),
        },
    )
    .unwrap();
    desk.did(
        &by(Role::HeadOfDepartment),
        ComplaintCommand::Handle {
            case,
            was: Status::Dispatched,
            result: result(),
            photos: Vec::new(),
        },
    )
    .unwrap();
    desk.did(
        &by(Role::PropertyAssistant),
        ComplaintCommand::CloseOut {
            case,
            was: Status::Handled,
        },
    )
    .unwrap();
    case
}

/// Nothing left to do on it.
pub fn done(desk: &mut Desk) -> CaseId {
    let case = closed_but_owed(desk);
    let head = person(Role::HeadOfDepartment);
    let officer = person(Role::ManagementOfficer);
    let (made, outcome) = desk.send(
        &[head, officer],
        ComplaintCommand::RecordFollowUp(Box::new(follow_up(case, 1))),
    );
    assert_eq!(outcome, Ok(()));
    desk.did(
        &[officer],
        ComplaintCommand::ConfirmConduct {
            case,
            command: made,
        },
    )
    .unwrap();
    case
}

/// Where a month begins in the log.
#[must_use]
pub fn starts(desk: &Desk, from: &str) -> Window {
    let first = month(from).first_day();
    let before = desk.log().envelopes.iter().filter(|envelope| {
        let received = envelope.open().unwrap().event.received_at.unwrap();
        domain::command::day(received, 480) < first
    });
    Window {
        from: month(from),
        cut: Cursor(before.count() as u64 + 1),
    }
}

#[must_use]
pub fn events(desk: &Desk, stream: StreamId) -> Vec<Envelope> {
    let Ok(events) = desk.log().stream(stream);
    events
}

/// A tablet that has everything, as the server has it.
#[must_use]
pub fn tablet(desk: &Desk) -> Replica {
    let Ok(head) = desk.log().head();
    let mut replica = Replica::new(OFFICE, domain::id::DeviceId(uuid::Uuid::from_u128(9)));
    replica.take_heads(desk.log().heads.values().cloned());
    replica.stand_at(1, head.cursor, head.hash);
    for stream in desk.log().heads.keys() {
        replica.hold(*stream, &events(desk, *stream));
    }
    replica
}

/// A tablet from which everything before a month has left.
#[must_use]
pub fn tablet_from(desk: &Desk, from: &str) -> Replica {
    let mut replica = tablet(desk);
    let window = starts(desk, from);
    let leaving = replica.leaving(window, &BTreeSet::new());
    replica.let_go(&leaving);
    replica.look_through(window);
    replica
}

#[must_use]
pub fn pull(desk: &Desk, replica: &Replica) -> PullReply {
    let events: Vec<Envelope> = desk
        .log()
        .envelopes
        .iter()
        .filter(|envelope| envelope.seq > replica.cursor)
        .cloned()
        .collect();
    let touched: BTreeSet<StreamId> = events.iter().map(|it| it.stream).collect();
    let rows = desk.log().heads.values();
    let heads: Vec<HeadRow> = rows
        .filter(|row| touched.contains(&row.stream))
        .cloned()
        .collect();
    let Ok(head) = desk.log().head();
    PullReply {
        epoch: 1,
        events,
        heads,
        cursor: head.cursor,
        hash: head.hash,
        head: head.cursor,
        server_time: desk.now(),
        seal: None,
    }
}

pub fn write(replica: &mut Replica, desk: &mut Desk, by: Role, body: impl Into<CommandBody>) {
    let command = replica.number(Draft {
        id: domain::id::CommandId(desk.mint()),
        recorded_by: person(by),
        conducted_by: vec![person(by)],
        moment: domain::command::Moment {
            happened_at: desk.now(),
            entered_at: desk.now(),
            clock_offset: 0,
        },
        body: body.into(),
        personal: vec![sealed("cleaned"), sealed("none")],
        photos: Vec::new(),
        app: "test".to_owned(),
    });
    let raw = to_raw_value(&command).unwrap();
    replica.saved(command, raw);
}
