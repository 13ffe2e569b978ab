//! An office begins: the server's first events.

use std::collections::BTreeSet;

use domain::command::{Command, CommandBody, Moment, SCHEMA, day};
use domain::event::person::Grant;
use domain::event::{Fact, NewFact, OfficeFact, PersonFact};
use domain::head::FOLD_VERSION;
use domain::id::{CommandId, DepartmentId, DeviceId, Writer, WriterNumber};
use domain::log::{Shelf, append_as_server};
use domain::office::OfficeCommand;
use domain::personal::PersonalValue;
use domain::policy::{Policy, ProfileName};
use domain::role::Role;
use domain::sync::seal::SealKey;
use uuid::Uuid;

use super::OfficeLog;
use super::message::Found;
use crate::auth::token;
use crate::clock;
use crate::log::{self, Meta, SqlLog};
use crate::reply::{self, Answered, Fault};

/// The epoch a log begins with.
const FIRST_EPOCH: u64 = 1;

impl OfficeLog {
    pub(super) fn found(&self, found: &Found) -> Answered {
        let sql = self.sql();
        if log::meta(&sql)?.is_some() {
            return Err(Fault::Invalid { field: "office" });
        }
        let moved_by = match found.clock {
            Some(clock) if found.demo => clock.0.saturating_sub(clock::real().0),
            _ => 0,
        };
        let meta = Meta {
            office: found.office,
            epoch: FIRST_EPOCH,
            demo: found.demo,
            clock_moved_by: moved_by,
            fold: FOLD_VERSION,
            schema: log::SCHEMA,
            key: SealKey(token::random()?),
        };
        let now = clock::of_office(moved_by);
        let today = day(now, found.utc_offset_minutes);
        let from = found.effective_on.map_or(today, |on| on.min(today));
        let name = PersonalValue::seal(token::random()?, &found.director_name);
        let facts = facts(found, found.effective_on.unwrap_or(today), from, &name);
        let command = Command {
            id: CommandId::mint(now, token::random()?),
            // The server's own hand is the nil device; it never numbers.
            writer: Writer {
                person: found.director,
                device: DeviceId(Uuid::nil()),
            },
            number: WriterNumber(0),
            after: Vec::new(),
            streams: Vec::new(),
            recorded_by: found.director,
            conducted_by: vec![found.director],
            moment: Moment {
                happened_at: now,
                entered_at: now,
                clock_offset: 0,
            },
            body: CommandBody::Office(OfficeCommand::AdoptProfile {
                profile: found.procedure,
                effective_on: from,
                reason: String::new(),
            }),
            personal: vec![name],
            photos: Vec::new(),
            schema: SCHEMA,
            app: "server".to_owned(),
            signature: None,
        };
        log::in_transaction(&self.state, || {
            log::create(&sql, &meta)?;
            append_as_server(
                &mut SqlLog::new(sql.clone()),
                &mut Shelf::default(),
                now,
                &command,
                facts.clone(),
            )
        })?;
        reply::done()
    }
}

fn facts(
    found: &Found,
    effective_on: chrono::NaiveDate,
    from: chrono::NaiveDate,
    name: &PersonalValue,
) -> Vec<NewFact> {
    let office = |fact| NewFact {
        stream: found.office.stream(),
        fact: Fact::Office(fact),
    };
    let person = |fact| NewFact {
        stream: found.director.stream(),
        fact: Fact::Person(fact),
    };
    let grant = |role| {
        person(PersonFact::RoleGranted(Grant {
            role,
            department: None,
            from,
            until: None,
        }))
    };
    let mut facts = vec![
        office(OfficeFact::Founded {
            company: found.company.clone(),
            name: found.name.clone(),
            director: found.director,
            utc_offset_minutes: found.utc_offset_minutes,
            demo: found.demo,
        }),
        office(OfficeFact::ProfileAdopted {
            policy: Box::new(Policy::built_in(found.procedure, effective_on)),
            reason: String::new(),
        }),
    ];
    let departments: BTreeSet<&str> = found.departments.iter().map(|name| name.trim()).collect();
    facts.extend(departments.into_iter().map(|name| {
        office(OfficeFact::DepartmentDefined {
            department: DepartmentId::of(found.office, name),
            name: name.to_owned(),
        })
    }));
    facts.push(person(PersonFact::Added {
        name: name.digest,
        sign_in_name: found.sign_in_name.clone(),
        phone: None,
    }));
    facts.push(grant(Role::Director));
    if found.procedure == ProfileName::Estate {
        facts.push(grant(Role::OfficeHead));
    }
    facts
}
