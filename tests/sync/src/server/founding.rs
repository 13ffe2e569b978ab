//! What the server itself writes before anybody works: the office, its units, its people.

use domain::command::{Command, CommandBody, Moment, SCHEMA};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::person::Grant;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::event::work_order::Trade;
use domain::event::{Fact, NewFact, OfficeFact, PersonFact, UnitFact};
use domain::id::{CaseId, CommandId, DeviceId, Instant, Writer, WriterNumber};
use domain::policy::{Policy, ProfileName};
use domain::role::Role;
use uuid::Uuid;

use crate::office::{
    OFFICE, SEATS, UNITS, UTC_OFFSET_MINUTES, besides, department, person, sealed, texts, unit,
};

/// The founding command and its facts.
pub fn founding(now: Instant) -> (Command, Vec<NewFact>) {
    // In force since long before: a clock that is a year behind still finds a procedure.
    let since = domain::command::day(Instant(now.0 - 800 * 86_400_000), UTC_OFFSET_MINUTES);
    let of_office = |fact| NewFact {
        stream: OFFICE.stream(),
        fact: Fact::Office(fact),
    };
    let mut facts = vec![
        of_office(OfficeFact::Founded {
            company: "company".to_owned(),
            name: "office".to_owned(),
            director: person(Role::Director, 0),
            utc_offset_minutes: UTC_OFFSET_MINUTES,
            demo: false,
        }),
        of_office(OfficeFact::ProfileAdopted {
            policy: Box::new(Policy::built_in(ProfileName::Mall, since)),
            reason: String::new(),
        }),
        of_office(OfficeFact::DepartmentDefined {
            department: department(),
            name: "engineering".to_owned(),
        }),
    ];
    for number in 0..UNITS {
        let (id, code) = unit(number);
        let record = OccupantRecord {
            code,
            kind: OccupantKind::Merchant,
            name: sealed("shop").digest,
            contact: None,
            phone: None,
            trade: None,
            flagship: false,
            occupied_from: None,
        };
        facts.push(NewFact {
            stream: id.stream(),
            fact: Fact::Unit(UnitFact::OccupantRecorded(record)),
        });
    }
    for (role, which) in SEATS.iter().flat_map(|role| [(*role, 0), (*role, 1)]) {
        let added = PersonFact::Added {
            name: sealed("shop").digest,
            sign_in_name: format!("{role:?} {which}"),
            phone: None,
        };
        let granted = PersonFact::RoleGranted(Grant {
            role,
            department: (role == Role::HeadOfDepartment).then(department),
            from: since,
            until: None,
        });
        let besides = PersonFact::RoleGranted(Grant {
            role: besides(role),
            department: None,
            from: since,
            until: None,
        });
        let trades = PersonFact::TradesSet {
            trades: [Trade::Plumbing].into(),
        };
        for fact in [added, granted, besides, trades] {
            facts.push(NewFact {
                stream: person(role, which).stream(),
                fact: Fact::Person(fact),
            });
        }
    }
    (command(now), facts)
}

fn command(now: Instant) -> Command {
    let director = person(Role::Director, 0);
    Command {
        id: CommandId(Uuid::from_u128(1)),
        writer: Writer {
            person: director,
            device: DeviceId(Uuid::from_u128(1)),
        },
        number: WriterNumber(1),
        after: Vec::new(),
        streams: Vec::new(),
        recorded_by: director,
        conducted_by: vec![director],
        moment: Moment {
            happened_at: now,
            entered_at: now,
            clock_offset: 0,
        },
        // Any body serves: what the server writes itself is not decided.
        body: CommandBody::Complaint(ComplaintCommand::Open {
            case: CaseId(Uuid::from_u128(0)),
            was: Status::Registered,
        }),
        personal: texts(),
        photos: Vec::new(),
        schema: SCHEMA,
        app: "simulation".to_owned(),
        signature: None,
    }
}
