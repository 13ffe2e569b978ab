//! The office everybody works in, and what people do there.

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::event::complaint::{AttemptFailure, Contents, Registration, RequestKind};
use domain::event::person::Grant;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::event::work_order::Trade;
use domain::event::{Fact, NewFact, OfficeFact, PersonFact, UnitFact};
use domain::follow_up::{Category, Channel, Grade, Severity};
use domain::head::{ComplaintHead, WorkOrderHead};
use domain::id::{CaseId, DepartmentId, Instant, OfficeId, PersonId, UnitId, WorkOrderId};
use domain::personal::PersonalValue;
use domain::policy::{Policy, ProfileName};
use domain::role::Role;
use fastrand::Rng;
use uuid::Uuid;

use crate::repair;

pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
pub const UTC_OFFSET_MINUTES: i32 = 480;
const UNITS: u8 = 5;

pub const SEATS: [Role; 10] = [
    Role::SiteTeamLeader,
    Role::EngineeringDept,
    Role::Technician,
    Role::PropertyAssistant,
    Role::PropertyManager,
    Role::HeadOfDepartment,
    Role::ManagementOfficer,
    Role::Director,
    Role::SiteManager,
    Role::CompanyExecutive,
];

#[must_use]
pub fn person(role: Role) -> PersonId {
    PersonId(Uuid::from_u128(1_000 + role as u128))
}

fn department() -> DepartmentId {
    DepartmentId::of(OFFICE, "engineering")
}

pub fn unit(number: u8) -> (UnitId, String) {
    let code = format!("A-{number}");
    (UnitId::of(OFFICE, &code), code)
}

pub fn sealed(text: &str) -> PersonalValue {
    PersonalValue::seal([7; 16], text)
}

/// The texts every command here may name.
#[must_use]
pub fn texts() -> Vec<PersonalValue> {
    ["shop", "words", "13800000000", "repaired", "none"]
        .map(sealed)
        .to_vec()
}

#[must_use]
pub fn founding(today: NaiveDate) -> Vec<NewFact> {
    let of_office = |fact| NewFact {
        stream: OFFICE.stream(),
        fact: Fact::Office(fact),
    };
    let mut facts = vec![
        of_office(OfficeFact::Founded {
            company: "company".to_owned(),
            name: "office".to_owned(),
            director: person(Role::Director),
            utc_offset_minutes: UTC_OFFSET_MINUTES,
            demo: false,
        }),
        of_office(OfficeFact::ProfileAdopted {
            policy: Box::new(Policy::built_in(ProfileName::Mall, today)),
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
    for role in SEATS {
        let stream = person(role).stream();
        let added = PersonFact::Added {
            name: sealed("shop").digest,
            sign_in_name: format!("{role:?}"),
            phone: None,
        };
        let granted = PersonFact::RoleGranted(Grant {
            role,
            department: (role == Role::HeadOfDepartment).then(department),
            from: today,
            until: None,
        });
        let learnt = (role == Role::Technician).then(|| PersonFact::TradesSet {
            trades: [Trade::Plumbing].into(),
        });
        for fact in [added, granted].into_iter().chain(learnt) {
            facts.push(NewFact {
                stream,
                fact: Fact::Person(fact),
            });
        }
    }
    facts
}

/// Something a person might do next about one of the cases they see, or a new case.
#[must_use]
pub fn next(
    rng: &mut Rng,
    cases: &[(CaseId, ComplaintHead)],
    orders: &[(WorkOrderId, WorkOrderHead)],
    now: Instant,
) -> (Vec<PersonId>, CommandBody) {
    if !orders.is_empty() && rng.u8(..) < 150 {
        // Mostly the same one, or no history would reach its signature.
        let chosen = if rng.u8(..4) == 0 {
            rng.usize(..orders.len())
        } else {
            0
        };
        let (order, head) = &orders[chosen];
        let (people, body) = repair::next(rng, *order, head, now);
        return (somebody(rng, people), body);
    }
    if cases.is_empty() || rng.u8(..) < 50 {
        return (
            vec![person(anybody(rng))],
            CommandBody::Complaint(registration(rng)),
        );
    }
    let (case, head) = &cases[rng.usize(..cases.len())];
    let case = *case;
    let was = head.status;
    match rng.u8(..16) {
        0 => return repair::slip(rng, case, head),
        1 => return correction(rng, case, head, cases),
        _ => {}
    }
    let (people, body) = match (head.owed_now(), was) {
        (Some(owed), _) if rng.bool() => follow_up(rng, case, owed.round),
        (_, Status::Registered | Status::HandedUp) => (
            vec![person(Role::PropertyManager)],
            ComplaintCommand::Open { case, was },
        ),
        (_, Status::Opened) => (
            vec![person(Role::PropertyManager)],
            ComplaintCommand::Dispatch {
                case,
                was,
                department: department(),
                assignee: None,
                limit: Instant(now.0 + 86_400_000),
            },
        ),
        (_, Status::Dispatched) => (
            vec![person(Role::HeadOfDepartment)],
            ComplaintCommand::Handle {
                case,
                was,
                result: sealed("repaired").digest,
                photos: Vec::new(),
            },
        ),
        (_, Status::Handled) => (
            vec![person(Role::PropertyAssistant)],
            ComplaintCommand::CloseOut { case, was },
        ),
        (_, Status::ClosedOut) => (
            vec![person(Role::PropertyManager)],
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
    };
    (somebody(rng, people), CommandBody::Complaint(body))
}

/// Now and then somebody without the right tries.
fn somebody(rng: &mut Rng, people: Vec<PersonId>) -> Vec<PersonId> {
    if rng.u8(..) < 25 {
        vec![person(anybody(rng))]
    } else {
        people
    }
}

/// Steps taken back, doubles joined and parted, referrals made and answered.
fn correction(
    rng: &mut Rng,
    case: CaseId,
    head: &ComplaintHead,
    cases: &[(CaseId, ComplaintHead)],
) -> (Vec<PersonId>, CommandBody) {
    let body = match rng.u8(..5) {
        0 => ComplaintCommand::StepBack {
            case,
            was: head.status,
            reason: "wrong".to_owned(),
        },
        1 => ComplaintCommand::JoinDuplicate {
            case,
            of: cases[rng.usize(..cases.len())].0,
        },
        2 => ComplaintCommand::PartDuplicate { case },
        3 => ComplaintCommand::Refer {
            case,
            referral: 1,
            department: department(),
            content: sealed("words").digest,
            limit: Instant(i64::MAX),
        },
        _ => ComplaintCommand::AnswerReferral {
            case,
            referral: 1,
            answer: sealed("repaired").digest,
        },
    };
    (
        vec![person(Role::PropertyManager)],
        CommandBody::Complaint(body),
    )
}

fn anybody(rng: &mut Rng) -> Role {
    SEATS[rng.usize(..SEATS.len())]
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

fn follow_up(rng: &mut Rng, case: CaseId, round: u16) -> (Vec<PersonId>, ComplaintCommand) {
    let both = vec![
        person(Role::HeadOfDepartment),
        person(Role::ManagementOfficer),
    ];
    if rng.u8(..) < 60 {
        let attempt = ComplaintCommand::RecordAttempt {
            case,
            round,
            channel: Channel::InPerson,
            failure: AttemptFailure::NobodyThere,
        };
        return (both, attempt);
    }
    let entry = follow_up_entry(rng, case, round);
    (both, ComplaintCommand::RecordFollowUp(Box::new(entry)))
}

/// A follow-up with a grade by chance.
pub fn follow_up_entry(rng: &mut Rng, case: CaseId, round: u16) -> FollowUpEntry {
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
