//! What seeds have found, each in its shortest form.

use domain::command::{Command, CommandBody, Moment};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::Registration;
use domain::follow_up::Category;
use domain::id::{CaseId, CommandId, DeviceId, Instant, PersonId};
use domain::role::Role;
use domain::sync::replica::Draft;
use uuid::Uuid;

use super::{Fate, Tablet};
use crate::message::{Reply, Request};
use crate::office::{department, person, sealed, texts, unit};
use crate::server::Server;

const NOW: Instant = Instant(1_793_584_800_000);
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(100));
const CASE: CaseId = CaseId(Uuid::from_u128(7));

fn office() -> (Server, Tablet) {
    let Ok(mut server) = Server::founded(NOW, false, None) else {
        unreachable!("SQLite works in memory")
    };
    let team = [Role::PropertyAssistant, Role::PropertyManager].map(|role| (role, person(role, 0)));
    for (_, person) in team {
        server.enrolled.insert((DEVICE, person));
    }
    let mut tablet = Tablet::new(0, DEVICE, team.to_vec(), None);
    exchange(&mut server, &mut tablet, &Request::First);
    (server, tablet)
}

fn exchange(server: &mut Server, tablet: &mut Tablet, request: &Request) {
    let reply = hear(server, request);
    assert_eq!(tablet.answered(reply, NOW, NOW, Fate::Committed), Ok(()));
}

fn hear(server: &mut Server, request: &Request) -> Reply {
    let text = serde_json::to_string(request).unwrap_or_default();
    server.answer(&text, NOW).unwrap_or(Reply::Failed)
}

fn save(tablet: &mut Tablet, id: u128, by: PersonId, body: ComplaintCommand) -> CommandId {
    let command: Command = tablet.tab.replica.number(Draft {
        id: CommandId(Uuid::from_u128(id)),
        recorded_by: by,
        conducted_by: vec![by],
        moment: Moment {
            happened_at: NOW,
            entered_at: NOW,
            clock_offset: 0,
        },
        body: CommandBody::Complaint(body),
        personal: texts(),
        photos: Vec::new(),
        app: "test".to_owned(),
    });
    for stream in tablet.tab.replica.missing(&command) {
        tablet.tab.hold(stream, &tablet.disk);
    }
    let id = command.id;
    tablet.save(command, &[], Fate::Committed, false);
    id
}

fn registration() -> ComplaintCommand {
    let (unit, unit_code) = unit(0);
    ComplaintCommand::Register {
        case: CASE,
        registration: Registration {
            request: domain::event::complaint::RequestKind::Complaint,
            unit,
            unit_code,
            occupant: sealed("shop").digest,
            content: sealed("words").digest,
            phone: Some(sealed("13800000000").digest),
            appointment: None,
            category: Category::Equipment,
            department: Some(department()),
            severity_proposed: None,
            photos: Vec::new(),
        },
    }
}

fn opening() -> ComplaintCommand {
    ComplaintCommand::Open {
        case: CASE,
        was: Status::Registered,
    }
}

/// Whoever sorts first in storage, opening a case is sent after its registration.
#[test]
fn what_one_person_builds_on_anothers_unsent_work_follows_it_after_a_restart() {
    let manager = person(Role::PropertyManager, 0);
    let assistant = person(Role::PropertyAssistant, 0);
    for registers in [manager, assistant] {
        let (_, mut tablet) = office();
        let registered = save(&mut tablet, 50, registers, registration());
        let opened = save(&mut tablet, 51, manager, opening());
        tablet.restart();
        let pending = tablet.tab.replica.outbox();
        let order: Vec<CommandId> = pending.iter().map(|it| it.command.id).collect();
        assert_eq!(order, [registered, opened]);
        assert!(pending.iter().all(|it| it.ruling.is_ok()));
    }
}

/// The answer was lost, and the page ends between the registration and its number.
#[test]
fn a_command_stays_in_the_outbox_until_the_last_of_its_events_is_here() {
    let (mut server, mut tablet) = office();
    save(
        &mut tablet,
        50,
        person(Role::PropertyAssistant, 0),
        registration(),
    );
    let push = tablet.request(1, 1, false);
    let Reply::Pushed(lost) = hear(&mut server, &push) else {
        unreachable!("the push is answered")
    };
    assert_eq!(lost.answers.len(), 1);
    for left in [1, 0] {
        let pull = tablet.request(1, 1, true);
        exchange(&mut server, &mut tablet, &pull);
        assert_eq!(tablet.disk.outbox.len(), left);
    }
}

/// A refusal stands under its command's id: there it would hide the case.
#[test]
fn a_command_never_gets_the_id_of_a_case_that_waits_to_begin() {
    let (_, mut tablet) = office();
    let manager = person(Role::PropertyManager, 0);
    save(&mut tablet, 50, manager, registration());
    let opened = save(&mut tablet, CASE.0.as_u128(), manager, opening());
    assert_ne!(opened.0, CASE.0);
    assert_eq!(
        tablet.tab.replica.outbox().last().map(|it| it.command.id),
        Some(opened)
    );
}

/// A person who is signed out on this device holds up only what builds on their work.
#[test]
fn one_persons_sign_out_holds_up_nobody_else() {
    let (mut server, mut tablet) = office();
    let manager = person(Role::PropertyManager, 0);
    let assistant = person(Role::PropertyAssistant, 0);
    save(&mut tablet, 50, assistant, registration());
    save(&mut tablet, 51, manager, opening());
    server.enrolled.remove(&(DEVICE, assistant));
    let push = tablet.request(9, 9, false);
    exchange(&mut server, &mut tablet, &push);
    assert!(
        tablet.batch(9).is_none(),
        "an opening before its registration"
    );
    let (mut server, mut tablet) = office();
    save(&mut tablet, 50, assistant, registration());
    let ComplaintCommand::Register { registration, .. } = registration() else {
        unreachable!()
    };
    let another = ComplaintCommand::Register {
        case: CaseId(Uuid::from_u128(8)),
        registration,
    };
    save(&mut tablet, 52, manager, another);
    server.enrolled.remove(&(DEVICE, assistant));
    for _ in 0..2 {
        let push = tablet.request(9, 9, false);
        exchange(&mut server, &mut tablet, &push);
    }
    let waiting: Vec<PersonId> = tablet
        .tab
        .replica
        .outbox()
        .iter()
        .filter(|pending| pending.answer.is_none())
        .map(|pending| pending.command.recorded_by)
        .collect();
    assert_eq!(waiting, [assistant]);
}

/// A server that was set back decided it again, to nothing; then a tablet handed back what it had come to the first time.
#[test]
fn what_is_back_after_it_came_to_nothing_is_answered_by_the_events_that_stand() {
    let (mut server, mut tablet) = office();
    save(
        &mut tablet,
        50,
        person(Role::PropertyAssistant, 0),
        registration(),
    );
    let push = tablet.request(1, 1, false);
    let Reply::Pushed(first) = hear(&mut server, &push) else {
        unreachable!("the push is answered")
    };
    server.log.nothing_came_of_it();
    let Reply::Pushed(again) = hear(&mut server, &push) else {
        unreachable!("the push is answered")
    };
    assert_eq!(again.answers, first.answers);
    assert_eq!(again.head, first.head);
}
