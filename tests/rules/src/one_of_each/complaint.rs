//! A complaint.

use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::{AttemptFailure, CarriedOver, Registration, RequestKind, Stage};
use domain::follow_up::{Category, Channel, Severity};
use domain::id::Instant;

use super::{Standing, entry, text};

/// A complaint as somebody takes it down.
#[must_use]
pub fn registration(of: &Standing) -> Registration {
    Registration {
        request: RequestKind::Complaint,
        unit: of.unit,
        unit_code: "A-101".to_owned(),
        occupant: of.words,
        content: of.words,
        phone: Some(of.words),
        appointment: None,
        category: Category::Equipment,
        department: Some(of.department),
        severity_proposed: Some(Severity::General),
        photos: Vec::new(),
    }
}

/// The same in the paper register, from an hour ago.
pub(super) fn carried(of: &Standing) -> CarriedOver {
    CarriedOver {
        old_number: "118".to_owned(),
        registered_at: Instant(of.now.0 - 3_600_000),
        registration: registration(of),
        stage: Stage::Registered,
    }
}

pub(super) fn of_case(of: &Standing) -> Vec<ComplaintCommand> {
    let case = of.case;
    let was = Status::Registered;
    let limit = Instant(of.now.0 + 3_600_000);
    vec![
        ComplaintCommand::Register {
            case: of.fresh_case,
            registration: registration(of),
        },
        ComplaintCommand::CarryOver {
            case: of.fresh_case,
            carried: Box::new(carried(of)),
        },
        ComplaintCommand::HandUp {
            case,
            was,
            reason: text(),
        },
        ComplaintCommand::Open { case, was },
        ComplaintCommand::Dispatch {
            case,
            was,
            department: of.department,
            assignee: None,
            limit,
        },
        ComplaintCommand::DecideSeverity {
            case,
            was: None,
            severity: Severity::Major,
        },
        ComplaintCommand::NameDepartment {
            case,
            was: Some(of.department),
            department: of.department,
        },
        ComplaintCommand::Refer {
            case,
            referral: 2,
            department: of.department,
            content: of.words,
            limit,
        },
        ComplaintCommand::AnswerReferral {
            case,
            referral: 1,
            answer: of.words,
        },
        ComplaintCommand::Handle {
            case,
            was,
            result: of.words,
            photos: Vec::new(),
        },
        ComplaintCommand::CloseOut { case, was },
        ComplaintCommand::StepBack {
            case,
            was,
            reason: text(),
        },
        ComplaintCommand::JoinDuplicate { case, of: case },
        ComplaintCommand::PartDuplicate { case },
        ComplaintCommand::VoidEntry {
            case,
            entry: of.entry,
            reason: text(),
        },
        ComplaintCommand::SendTechnician {
            case: of.closed_case,
            round: 1,
            technician: of.technician,
        },
        ComplaintCommand::ScheduleFollowUp {
            case: of.closed_case,
            round: 1,
            people: of.going.clone(),
            on: of.today,
        },
        ComplaintCommand::RecordFollowUp(Box::new(entry(of.closed_case))),
        ComplaintCommand::RecordAttempt {
            case: of.closed_case,
            round: 1,
            channel: Channel::Phone,
            failure: AttemptFailure::NobodyThere,
        },
        ComplaintCommand::EndUnreachable {
            case: of.closed_case,
            round: 1,
            reason: text(),
        },
    ]
}
