//! Who is who at the office, read from its log.

use domain::apply::{State, apply};
use domain::command::day;
use domain::id::{CommandId, Instant, PersonId, StreamId};
use domain::log::EventLog as _;
use domain::office::Office;
use domain::person::Person;
use domain::role::{Role, Roles};
use worker::SqlStorage;

use super::message::{CodeFor, DemoPerson, ServerTime};
use super::now;
use crate::log::{self, Meta, Row, SqlLog, StorageFault};
use crate::reply::{self, Answered, Fault};
use crate::{clock, limits};

/// Who looks after people and devices (the same who may add a person to the log).
const MANAGES_PEOPLE: [Role; 3] = [Role::Director, Role::OfficeHead, Role::CompanyExecutive];
/// Who may open the door for a Director: nobody below them.
const ABOVE_DIRECTOR: [Role; 2] = [Role::Director, Role::CompanyExecutive];

fn state(sql: &SqlStorage, stream: StreamId) -> Result<Option<State>, StorageFault> {
    let envelopes = SqlLog::new(sql.clone()).stream(stream)?;
    Ok(envelopes
        .iter()
        .filter_map(|envelope| envelope.open().ok())
        .fold(None, |state, opened| apply(state, &opened)))
}

/// The office as its log has it.
pub fn office(sql: &SqlStorage, meta: &Meta) -> Result<Office, StorageFault> {
    match state(sql, meta.office.stream())? {
        Some(State::Office(office)) => Ok(*office),
        _ => Err(StorageFault::Row("office")),
    }
}

/// Somebody the log knows.
pub fn person(sql: &SqlStorage, person: PersonId) -> Result<Option<Person>, StorageFault> {
    Ok(match state(sql, person.stream())? {
        Some(State::Person(person)) => Some(person),
        _ => None,
    })
}

/// Whether the log has them on the staff today.
pub fn on_staff(sql: &SqlStorage, meta: &Meta, who: PersonId) -> Result<bool, StorageFault> {
    let today = today(&office(sql, meta)?, meta);
    Ok(person(sql, who)?.is_some_and(|person| person.on_staff(today)))
}

fn today(office: &Office, meta: &Meta) -> chrono::NaiveDate {
    day(now(meta), office.utc_offset_minutes)
}

/// The roles they hold today.
fn roles(sql: &SqlStorage, office: &Office, meta: &Meta, who: PersonId) -> Result<Roles, Fault> {
    Ok(person(sql, who)?.map_or_else(Roles::new, |person| person.roles(today(office, meta), None)))
}

/// One of the roles, or the seat that fills it in the office's procedure.
fn require(
    sql: &SqlStorage,
    office: &Office,
    meta: &Meta,
    who: PersonId,
    wanted: &[Role],
) -> Result<(), Fault> {
    let held = roles(sql, office, meta, who)?;
    let policy = office.policy_on(today(office, meta));
    let holds = |role: &Role| {
        held.contains(role) || policy.is_some_and(|policy| held.contains(&policy.holder(*role)))
    };
    if wanted.iter().any(holds) {
        Ok(())
    } else {
        Err(Fault::BeyondAuthority)
    }
}

/// Whether they hold one of these seats.
pub fn holds(sql: &SqlStorage, meta: &Meta, who: PersonId, roles: &[Role]) -> Result<bool, Fault> {
    match require(sql, &office(sql, meta)?, meta, who, roles) {
        Ok(()) => Ok(true),
        Err(Fault::BeyondAuthority) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Whether they look after people and devices.
pub fn require_manager(sql: &SqlStorage, meta: &Meta, who: PersonId) -> Result<(), Fault> {
    require(sql, &office(sql, meta)?, meta, who, &MANAGES_PEOPLE)
}

/// Whether one of these roles is theirs.
pub fn require_one_of(
    sql: &SqlStorage,
    meta: &Meta,
    who: PersonId,
    roles: &[Role],
) -> Result<(), Fault> {
    require(sql, &office(sql, meta)?, meta, who, roles)
}

/// Who sent a command that is held.
pub fn author_of_held(
    sql: &SqlStorage,
    command: CommandId,
) -> Result<Option<PersonId>, StorageFault> {
    Ok(match state(sql, command.stream())? {
        Some(State::Held(held)) => Some(held.author),
        _ => None,
    })
}

/// Whether the office is theirs to run.
pub fn require_director(sql: &SqlStorage, meta: &Meta, who: PersonId) -> Result<(), Fault> {
    require(sql, &office(sql, meta)?, meta, who, &[Role::Director])
}

/// A one-time code for `target`, asked for by `who`.
pub fn may_give_code(sql: &SqlStorage, meta: &Meta, who: PersonId, target: PersonId) -> Answered {
    let office = office(sql, meta)?;
    require(sql, &office, meta, who, &MANAGES_PEOPLE)?;
    let known = person(sql, target)?.ok_or(Fault::NotFound)?;
    if !known.on_staff(today(&office, meta)) {
        return Err(Fault::NotFound);
    }
    let is_director = known
        .grants
        .iter()
        .any(|grant| grant.role == Role::Director);
    if is_director {
        require(sql, &office, meta, who, &ABOVE_DIRECTOR)?;
    }
    reply::json(&CodeFor {
        office: meta.office,
        sign_in_name: known.sign_in_name,
    })
}

/// Everybody a visitor of a demo may sign in as.
pub fn of_demo(sql: &SqlStorage, meta: &Meta) -> Answered {
    if !meta.demo {
        return Err(Fault::NotFound);
    }
    let today = today(&office(sql, meta)?, meta);
    let query = "SELECT stream FROM heads WHERE kind = 'person' ORDER BY began";
    let mut people = Vec::new();
    for row in Row::all(sql, "heads", query, Vec::new())? {
        let id: PersonId = row.parsed(0)?;
        if let Some(person) = person(sql, id)?
            && person.on_staff(today)
        {
            let roles: std::collections::BTreeSet<Role> =
                person.held_on(today).map(|grant| grant.role).collect();
            people.push(DemoPerson {
                person: id,
                name: person.name,
                sign_in_name: person.sign_in_name,
                roles: roles.into_iter().collect(),
            });
        }
    }
    reply::json(&people)
}

/// Moves a demo office's clock; real offices have none that moves.
pub fn move_clock(sql: &SqlStorage, meta: &Meta, who: PersonId, to: Instant) -> Answered {
    if !meta.demo {
        return Err(Fault::DemoOnly);
    }
    let office = office(sql, meta)?;
    require(sql, &office, meta, who, &[Role::Director])?;
    let now = now(meta);
    if to < now {
        return Err(Fault::ClockOnlyForward { now });
    }
    if to.0.saturating_sub(clock::real().0) > limits::DEMO_AHEAD_MILLIS {
        return Err(Fault::Invalid { field: "to" });
    }
    let moved_by = to.0.saturating_sub(clock::real().0);
    log::set_meta(sql, "clock_moved_by", &moved_by.to_string())?;
    reply::json(&ServerTime {
        server_time: clock::of_office(moved_by),
    })
}
