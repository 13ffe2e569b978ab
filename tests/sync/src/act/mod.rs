//! What people do next about what they see.

mod month;
mod repair;
mod watch;

use std::collections::BTreeMap;

use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::event::complaint::{AttemptFailure, Contents, Registration, RequestKind};
use domain::event::unit::{OccupantChange, OccupantKind, OccupantRecord};
use domain::follow_up::{Category, Channel, Grade, Severity};
use domain::head::{ComplaintHead, HeadData, UnitHead};
use domain::id::{CaseId, CommandId, Instant, PersonId, StreamId, UnitId, WorkOrderId};
use domain::occupant::OccupantCommand;
use domain::person::PersonCommand;
use domain::role::Role;
use domain::sync::refusal::RefusalCommand;
use fastrand::Rng;
use uuid::Uuid;

use crate::office::{SEATS, UNITS, UTC_OFFSET_MINUTES, besides, department, person, sealed, unit};

/// The people of one tablet, with their seats.
pub type Team = [(Role, PersonId)];

/// What a person sees when they think about what to do next.
pub struct Seen<'a> {
    pub heads: &'a [(StreamId, HeadData)],
    /// The signature each completed order stands by.
    pub signed: &'a BTreeMap<WorkOrderId, CommandId>,
    /// The office's time, as this tablet knows it.
    pub now: Instant,
    pub removals: bool,
    pub matter: Matter,
    /// Cases are laid aside and taken up again, so that months have something to take along.
    pub months: bool,
}

/// What a history is mostly about: few would reach a signature or a paper if everybody did everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    Complaints,
    Repairs,
    Violations,
}

impl Matter {
    /// One that takes many steps.
    #[must_use]
    pub fn long(rng: &mut Rng) -> Self {
        if rng.bool() {
            Matter::Repairs
        } else {
            Matter::Violations
        }
    }

    #[must_use]
    pub fn drawn(rng: &mut Rng) -> Self {
        match rng.u8(..4) {
            0 => Matter::Repairs,
            1 => Matter::Violations,
            _ => Matter::Complaints,
        }
    }
}

/// Who went, the first of them types; and what they do.
pub type Act = (Vec<PersonId>, CommandBody);

pub fn next(rng: &mut Rng, team: &Team, seen: &Seen<'_>) -> Act {
    let anybody = team[rng.usize(..team.len())].1;
    let draw = rng.u8(..);
    let mut cases = Vec::new();
    let mut refusals = Vec::new();
    let mut orders = Vec::new();
    let mut violations = Vec::new();
    for (stream, head) in seen.heads {
        match head {
            HeadData::Complaint(head) => cases.push((CaseId(stream.0), &**head)),
            HeadData::Refusal(head) if !head.settled => refusals.push(CommandId(stream.0)),
            HeadData::WorkOrder(head) => orders.push((WorkOrderId(stream.0), head)),
            HeadData::Violation(head) => violations.push((CaseId(stream.0), &**head)),
            _ => {}
        }
    }
    let director = holder(team, Role::Director);
    if draw < 6
        && seen.removals
        && let Some(director) = director
    {
        return (vec![director], removal(rng, seen.now));
    }
    if draw < 24 {
        return (vec![anybody], CommandBody::Occupant(occupant(rng, seen)));
    }
    let settles = if seen.months { 70 } else { 44 };
    if draw < settles
        && let Some(refused) = pick(rng, &refusals)
    {
        return (vec![anybody], CommandBody::Refusal(settle(rng, *refused)));
    }
    if seen.months
        && rng.u8(..3) == 0
        && let Some(body) = laid_aside(rng, &cases)
    {
        let right = holder(team, Role::PropertyManager).unwrap_or(anybody);
        return (vec![right], CommandBody::Complaint(body));
    }
    if seen.months && rng.u8(..12) == 0 {
        let (role, body) = month::next(rng, seen.heads, anybody, seen.now);
        return (vec![holder(team, role).unwrap_or(anybody)], body);
    }
    let matter = if draw < 60 {
        Matter::Complaints
    } else {
        seen.matter
    };
    let further = match (matter, pick(rng, &cases)) {
        (Matter::Complaints, _) | (Matter::Repairs, None) => None,
        (Matter::Violations, _) => Some(watch::next(rng, &violations, seen.now)),
        (Matter::Repairs, Some((case, head))) => Some(match orders.first() {
            // Mostly the same one, or no history would reach its signature.
            Some(_) if rng.u8(..4) == 0 => repair::slip(rng, *case, head),
            Some((order, head)) => {
                repair::next(rng, *order, head, seen.signed.get(order), seen.now)
            }
            None => repair::slip(rng, *case, head),
        }),
    };
    if let Some((role, body)) = further {
        let somebody = rng.u8(..) < 25;
        let right = holder(team, role).filter(|_| !somebody);
        return (vec![right.unwrap_or(anybody)], body);
    }
    if draw < 90 {
        return (vec![anybody], CommandBody::Complaint(registration(rng)));
    }
    let Some((case, head)) = pick(rng, &cases) else {
        return (vec![anybody], CommandBody::Complaint(registration(rng)));
    };
    let (role, body) = about(rng, *case, head, seen.now);
    let mut people = vec![holder(team, role).unwrap_or(anybody)];
    if matches!(
        body,
        ComplaintCommand::RecordFollowUp(_) | ComplaintCommand::RecordAttempt { .. }
    ) {
        people.push(person(Role::ManagementOfficer, 0));
    }
    // Now and then somebody without the right tries.
    if rng.u8(..) < 25 {
        people = vec![anybody];
    }
    (people, CommandBody::Complaint(body))
}

fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> Option<&'a T> {
    (!from.is_empty()).then(|| &from[rng.usize(..from.len())])
}

fn holder(team: &Team, role: Role) -> Option<PersonId> {
    team.iter()
        .find(|(seat, _)| *seat == role || besides(*seat) == role)
        .map(|it| it.1)
}

fn removal(rng: &mut Rng, now: Instant) -> CommandBody {
    let role = SEATS[rng.usize(..SEATS.len())];
    CommandBody::Person(PersonCommand::Remove {
        person: person(role, 1),
        on: domain::command::day(now, UTC_OFFSET_MINUTES),
    })
}

fn occupant(rng: &mut Rng, seen: &Seen<'_>) -> OccupantCommand {
    let (unit, code) = unit(rng.u8(..UNITS + 3));
    let here = seen.heads.iter().find_map(|(stream, head)| match head {
        HeadData::Unit(head) if *stream == unit.stream() => Some(head),
        _ => None,
    });
    if rng.u8(..) < 40 {
        let on = domain::command::day(seen.now, UTC_OFFSET_MINUTES);
        let occupant = sealed(here.map_or("shop", |head| &head.name)).digest;
        return OccupantCommand::Leave { unit, occupant, on };
    }
    if let Some(head) = here.filter(|head| head.left_on.is_none()) {
        return change(rng, unit, head);
    }
    let name = if rng.bool() { "shop" } else { "words" };
    let record = OccupantRecord {
        code,
        kind: OccupantKind::Merchant,
        name: sealed(name).digest,
        contact: None,
        phone: Some(sealed("13800000000").digest),
        trade: None,
        flagship: rng.bool(),
        occupied_from: None,
    };
    OccupantCommand::Record { unit, record }
}

/// One answer, from what this tablet sees; another may have changed it meanwhile.
fn change(rng: &mut Rng, unit: UnitId, head: &UnitHead) -> OccupantCommand {
    let said = |value: &Option<String>| value.as_deref().map(|value| sealed(value).digest);
    let change = match rng.u8(..3) {
        0 => OccupantChange::Contact {
            was: said(&head.contact),
            becomes: Some(sealed(if rng.bool() { "words" } else { "none" }).digest),
        },
        1 => OccupantChange::Flagship {
            was: head.flagship,
            becomes: rng.bool(),
        },
        _ => OccupantChange::Name {
            was: sealed(&head.name).digest,
            becomes: sealed(if rng.bool() { "shop" } else { "words" }).digest,
        },
    };
    OccupantCommand::ChangeOccupant {
        unit,
        occupant: sealed(&head.name).digest,
        changes: vec![change],
    }
}

/// Another's double for now; or, where it was one, a case of its own again.
fn laid_aside(rng: &mut Rng, cases: &[(CaseId, &ComplaintHead)]) -> Option<ComplaintCommand> {
    let (case, head) = pick(rng, cases)?;
    let case = *case;
    if head.set_aside.is_some() {
        return Some(ComplaintCommand::PartDuplicate { case });
    }
    let mut others = cases
        .iter()
        .filter(|(other, its)| *other != case && its.unit == head.unit && its.set_aside.is_none());
    let of = others.next()?.0;
    Some(ComplaintCommand::JoinDuplicate { case, of })
}

fn settle(rng: &mut Rng, refused: CommandId) -> RefusalCommand {
    match rng.u8(..3) {
        0 => RefusalCommand::KeepAsObservation { refused },
        1 => RefusalCommand::ReIssue { refused },
        _ => RefusalCommand::Drop {
            refused,
            reason: "a mistake".to_owned(),
        },
    }
}

/// The next step of a case, and whose it is.
fn about(
    rng: &mut Rng,
    case: CaseId,
    head: &ComplaintHead,
    now: Instant,
) -> (Role, ComplaintCommand) {
    let was = head.status;
    if let Some(owed) = head.owed_now()
        && rng.bool()
    {
        return (Role::HeadOfDepartment, follow_up(rng, case, owed.round));
    }
    match was {
        Status::Registered if rng.u8(..4) == 0 => (
            Role::PropertyAssistant,
            ComplaintCommand::HandUp {
                case,
                was,
                reason: "beyond me".to_owned(),
            },
        ),
        Status::Registered | Status::HandedUp => {
            (Role::PropertyManager, ComplaintCommand::Open { case, was })
        }
        Status::Opened => (
            Role::PropertyManager,
            ComplaintCommand::Dispatch {
                case,
                was,
                department: department(),
                assignee: None,
                limit: Instant(now.0 + 86_400_000),
            },
        ),
        Status::Dispatched => (
            Role::HeadOfDepartment,
            ComplaintCommand::Handle {
                case,
                was,
                result: sealed("repaired").digest,
                photos: Vec::new(),
            },
        ),
        Status::Handled => (
            Role::PropertyAssistant,
            ComplaintCommand::CloseOut { case, was },
        ),
        Status::ClosedOut => (
            Role::PropertyManager,
            ComplaintCommand::DecideSeverity {
                case,
                was: head.severity_decided.then_some(head.severity),
                severity: if rng.bool() {
                    Severity::Major
                } else {
                    Severity::General
                },
            },
        ),
    }
}

fn registration(rng: &mut Rng) -> ComplaintCommand {
    let (unit, unit_code) = unit(rng.u8(..UNITS));
    ComplaintCommand::Register {
        case: CaseId(Uuid::from_u128(rng.u128(..))),
        registration: Registration {
            request: RequestKind::Complaint,
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

fn follow_up(rng: &mut Rng, case: CaseId, round: u16) -> ComplaintCommand {
    if rng.u8(..) < 60 {
        return ComplaintCommand::RecordAttempt {
            case,
            round,
            channel: Channel::InPerson,
            failure: AttemptFailure::NobodyThere,
        };
    }
    ComplaintCommand::RecordFollowUp(Box::new(follow_up_entry(rng, case, round)))
}

fn follow_up_entry(rng: &mut Rng, case: CaseId, round: u16) -> FollowUpEntry {
    let grade = Grade::ALL[rng.usize(..Grade::ALL.len())];
    FollowUpEntry {
        case,
        round,
        channel: Channel::InPerson,
        channel_reason: None,
        contents: Contents {
            quality: Some(grade),
            effect: Some(grade),
            satisfaction: Some(grade),
            shortcomings: Some(sealed("none").digest),
            suggestions: Some(sealed("none").digest),
            area: None,
            finding: None,
        },
        problem_left: false,
        photos: Vec::new(),
        signature: None,
        unsigned_reason: Some("in a hurry".to_owned()),
        late_reason: Some("late".to_owned()),
        early_reason: Some("early".to_owned()),
        paper: None,
    }
}
