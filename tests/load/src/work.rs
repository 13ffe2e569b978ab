//! What somebody does next about what their tablet shows.

use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::{Registration, RequestKind};
use domain::follow_up::Category;
use domain::head::HeadData;
use domain::id::{CaseId, DepartmentId, Instant};
use domain::personal::PersonalValue;
use domain::role::Role;
use domain::sync::replica::Replica;
use fastrand::Rng;

use crate::office::{DEPARTMENT, UNITS, drawn_id, unit};

const LIMIT_MILLIS: i64 = 86_400_000;

const NAME: &str = "云裳女装";
const WORDS: &str = "天花板漏水，滴在货架上，两箱货受潮，请尽快派人来看。";
const PHONE: &str = "13800010001";
const RESULT: &str = "更换密封圈，试水正常，货架已擦干。";

/// Texts that ride with every command, as long as people write them.
#[must_use]
pub fn texts() -> Vec<PersonalValue> {
    [NAME, WORDS, PHONE, RESULT].map(sealed).to_vec()
}

fn sealed(text: &str) -> PersonalValue {
    PersonalValue::seal([7; 16], text)
}

/// A step on a case that waits for this role, else a new complaint.
#[must_use]
pub fn next(rng: &mut Rng, replica: &Replica, role: Role, now: Instant) -> CommandBody {
    let waiting: Vec<(CaseId, Status)> = replica
        .heads()
        .filter_map(|(stream, head)| match head {
            HeadData::Complaint(head) => Some((CaseId(stream.0), head.status)),
            _ => None,
        })
        .filter(|(_, status)| {
            matches!(
                (role, status),
                (Role::PropertyManager, Status::Registered | Status::Opened)
                    | (Role::HeadOfDepartment, Status::Dispatched)
                    | (Role::PropertyAssistant, Status::Handled)
            )
        })
        .collect();
    let step = (!waiting.is_empty() && rng.u8(..) < 200)
        .then(|| waiting.get(rng.usize(..waiting.len())))
        .flatten();
    let department = DepartmentId::of(replica.office, DEPARTMENT);
    CommandBody::Complaint(match step {
        Some((case, was @ Status::Registered)) => ComplaintCommand::Open {
            case: *case,
            was: *was,
        },
        Some((case, was @ Status::Opened)) => ComplaintCommand::Dispatch {
            case: *case,
            was: *was,
            department,
            assignee: None,
            limit: Instant(now.0 + LIMIT_MILLIS),
        },
        Some((case, was @ Status::Dispatched)) => ComplaintCommand::Handle {
            case: *case,
            was: *was,
            result: sealed(RESULT).digest,
            photos: Vec::new(),
        },
        Some((case, was)) => ComplaintCommand::CloseOut {
            case: *case,
            was: *was,
        },
        None => {
            let (unit, unit_code) = unit(replica.office, rng.u8(..UNITS));
            ComplaintCommand::Register {
                case: CaseId(drawn_id(rng)),
                registration: Registration {
                    request: RequestKind::Complaint,
                    unit,
                    unit_code,
                    occupant: sealed(NAME).digest,
                    content: sealed(WORDS).digest,
                    phone: Some(sealed(PHONE).digest),
                    appointment: None,
                    category: Category::Equipment,
                    department: Some(department),
                    severity_proposed: None,
                    photos: Vec::new(),
                },
            }
        }
    })
}
