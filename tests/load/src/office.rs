//! Founding an office with the people who will work in it.

use api::Failure;
use api::{Director, Server, Setup};
use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::event::person::Grant;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::id::{DepartmentId, OfficeId, PersonId, UnitId};
use domain::occupant::OccupantCommand;
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::role::Role;
use uuid::Uuid;

pub const PASSWORD: &str = "correct horse battery";
pub const DEPARTMENT: &str = "engineering";
pub const UNITS: u8 = 40;

/// Who works there besides the Director; tablets take them in turn.
pub const SEATS: [Role; 4] = [
    Role::PropertyAssistant,
    Role::PropertyManager,
    Role::HeadOfDepartment,
    Role::PropertyAssistant,
];

/// An office as its tablets need it.
#[derive(Clone, Debug)]
pub struct Office {
    pub id: OfficeId,
    /// Sign-in names, as [`SEATS`].
    pub names: Vec<String>,
    /// Signs in to look at the log.
    pub director: String,
}

impl Office {
    /// # Errors
    /// When the server refuses.
    pub fn found(server: &Server, name: &str) -> Result<Self, Failure> {
        let director = format!("{name}-director");
        let mut tablet = server.set_up(&Setup {
            token: server.setup_token.clone(),
            company: format!("{name} company"),
            office: name.to_owned(),
            procedure: ProfileName::Mall,
            director: Director {
                name: "Director".to_owned(),
                sign_in_name: director.clone(),
                password: PASSWORD.to_owned(),
            },
            utc_offset_minutes: 480,
            demo: false,
            departments: vec![DEPARTMENT.to_owned()],
            clock: None,
            effective_on: None,
        })?;
        let office = tablet.session.office;
        let mut names = Vec::new();
        let mut people = Vec::new();
        for (seat, role) in SEATS.into_iter().enumerate() {
            let person = tablet.mint(PersonId::mint)?;
            let sign_in_name = format!("{name}-{seat}");
            let record = PersonCommand::Add {
                person,
                name: tablet.seal("Colleague")?,
                sign_in_name: sign_in_name.clone(),
                phone: None,
                roles: vec![Grant {
                    role,
                    department: (role == Role::HeadOfDepartment)
                        .then(|| DepartmentId::of(office, DEPARTMENT)),
                    from: NaiveDate::default(),
                    until: None,
                }],
            };
            tablet.write(CommandBody::Person(record))?;
            names.push(sign_in_name);
            people.push(person);
        }
        for number in 0..UNITS {
            let (unit, code) = unit(office, number);
            let record = OccupantRecord {
                code,
                kind: OccupantKind::Merchant,
                name: tablet.seal("云裳女装")?,
                contact: None,
                phone: None,
                trade: None,
                flagship: false,
                occupied_from: None,
            };
            tablet.write(CommandBody::Occupant(OccupantCommand::Record {
                unit,
                record,
            }))?;
        }
        tablet.push()?;
        for (person, name) in people.into_iter().zip(&names) {
            let code = tablet.code_for(person)?;
            server.sign_in_by_code(name, &code, PASSWORD)?;
        }
        Ok(Office {
            id: office,
            names,
            director,
        })
    }
}

#[must_use]
pub fn unit(office: OfficeId, number: u8) -> (UnitId, String) {
    let code = format!("A-{number}");
    (UnitId::of(office, &code), code)
}

#[must_use]
pub fn drawn_id(rng: &mut fastrand::Rng) -> Uuid {
    Uuid::from_u128(rng.u128(..))
}
