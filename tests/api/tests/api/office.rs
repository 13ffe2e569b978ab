//! An office with people in it, made through the API alone.

use api::{Director, Server, Setup, Tablet, Written};
use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::{Registration, RequestKind};
use domain::event::person::Grant;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::follow_up::Category;
use domain::id::{CaseId, PersonId, UnitId};
use domain::occupant::OccupantCommand;
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::role::Role;

pub const PASSWORD: &str = "eleven geese by the pond";

/// Fails loudly where no server was started.
pub fn server() -> Server {
    Server::from_environment().expect("a server to test")
}

/// A sign-in name nobody else has.
pub fn fresh_name(stem: &str) -> String {
    let mut random = [0; 8];
    getrandom::fill(&mut random).unwrap();
    format!("{stem}-{}", domain::id::hex(&random))
}

pub fn setup(server: &Server) -> Setup {
    Setup {
        token: server.setup_token.clone(),
        company: "Example Property Services".to_owned(),
        office: "Example Mall".to_owned(),
        procedure: ProfileName::Mall,
        director: Director {
            name: "First Director".to_owned(),
            sign_in_name: fresh_name("director"),
            password: PASSWORD.to_owned(),
        },
        utc_offset_minutes: 480,
        demo: false,
        departments: vec!["Engineering".to_owned()],
        clock: None,
        effective_on: None,
    }
}

/// A new office; its Director is signed in on the tablet.
pub fn founded() -> Tablet {
    let server = server();
    server.set_up(&setup(&server)).expect("an office")
}

/// Adds a person with one role to the log, and gives their id and sign-in name.
pub fn add_person(director: &mut Tablet, role: Role) -> (PersonId, String) {
    let person = director.mint(PersonId::mint).unwrap();
    let sign_in_name = fresh_name("person");
    let name = director.seal("New Colleague").unwrap();
    director
        .write(CommandBody::Person(PersonCommand::Add {
            person,
            name,
            sign_in_name: sign_in_name.clone(),
            phone: None,
            roles: vec![Grant {
                role,
                department: None,
                from: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
                until: None,
            }],
        }))
        .unwrap();
    accepted(director);
    (person, sign_in_name)
}

/// A person with one role on a tablet of their own.
pub fn colleague(director: &mut Tablet, role: Role) -> Tablet {
    let (person, sign_in_name) = add_person(director, role);
    let code = director.code_for(person).unwrap();
    server()
        .sign_in_by_code(&sign_in_name, &code, PASSWORD)
        .unwrap()
}

/// Puts a unit with its occupant into the outbox.
pub fn record_unit(tablet: &mut Tablet, code: &str) -> UnitId {
    let unit = UnitId::of(tablet.session.office, code);
    let name = tablet.seal("Blue Tea House").unwrap();
    tablet
        .write(CommandBody::Occupant(OccupantCommand::Record {
            unit,
            record: OccupantRecord {
                code: code.to_owned(),
                kind: OccupantKind::Merchant,
                name,
                contact: None,
                phone: None,
                trade: None,
                flagship: false,
                occupied_from: None,
            },
        }))
        .unwrap();
    unit
}

/// What somebody says on the phone.
pub fn registration(tablet: &mut Tablet, unit: UnitId, code: &str) -> Registration {
    Registration {
        request: RequestKind::Complaint,
        unit,
        unit_code: code.to_owned(),
        occupant: tablet.seal("Blue Tea House").unwrap(),
        content: tablet.seal("The drain smells.").unwrap(),
        phone: Some(tablet.seal("13800000000").unwrap()),
        appointment: None,
        category: Category::ALL[0],
        department: None,
        severity_proposed: None,
        photos: Vec::new(),
    }
}

/// Puts the registration of a complaint into the outbox.
pub fn register(tablet: &mut Tablet, unit: UnitId, code: &str) -> (CaseId, Written) {
    let case = tablet.mint(CaseId::mint).unwrap();
    let registration = registration(tablet, unit, code);
    let written = tablet
        .write(CommandBody::Complaint(ComplaintCommand::Register {
            case,
            registration,
        }))
        .unwrap();
    (case, written)
}

/// Pushes the outbox; every command must be accepted.
pub fn accepted(tablet: &mut Tablet) {
    for answer in tablet.push().unwrap() {
        assert!(
            matches!(
                answer.answer,
                domain::sync::message::Answer::Accepted { .. }
            ),
            "{answer:?}"
        );
    }
}
