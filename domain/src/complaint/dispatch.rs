//! 立项 and 调度, severity and department: who has it, and until when.

use super::step::{Facts, begin};
use super::{Complaint, Status};
use crate::act::{Act, seats};
use crate::clause::Clause;
use crate::event::ComplaintFact;
use crate::follow_up::Severity;
use crate::id::{DepartmentId, Instant, PersonId};
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Value};

pub(super) fn open(complaint: &Complaint, was: Status, scene: &Scene<'_>) -> Facts {
    let clause = seats(Act::Open, scene.policy).clause;
    scene.authorise(Act::Open, complaint.department)?;
    let from = [Status::Registered, Status::HandedUp];
    let begins = begin(complaint, was, Status::Opened, &from, clause)?;
    Ok(if begins {
        vec![ComplaintFact::Opened]
    } else {
        Vec::new()
    })
}

pub(super) fn dispatch(
    complaint: &Complaint,
    was: Status,
    department: DepartmentId,
    assignee: Option<PersonId>,
    limit: Instant,
    scene: &Scene<'_>,
) -> Facts {
    let clause = seats(Act::Dispatch, scene.policy).clause;
    scene.authorise(Act::Dispatch, complaint.department)?;
    scene.department(department)?;
    if let Some(assignee) = assignee {
        scene.staff(assignee)?;
    }
    if limit <= scene.command.moment.happened_at {
        return Err(Rejection::invalid(Field::Limit, clause));
    }
    if complaint.status == Status::Dispatched && was != Status::Dispatched {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Status(was),
                mine: Value::Department(department),
                theirs: complaint.department.map_or(Value::None, Value::Department),
            },
            clause,
        ));
    }
    begin(
        complaint,
        was,
        Status::Dispatched,
        &[Status::Opened, Status::Dispatched],
        clause,
    )?;
    Ok(vec![ComplaintFact::Dispatched {
        department,
        assignee,
        limit,
    }])
}

/// Proposed by the PropertyAssistant at registration, decided by the PropertyManager.
pub(super) fn decide_severity(
    complaint: &Complaint,
    was: Option<Severity>,
    severity: Severity,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::DecideSeverity, complaint.department)?;
    if complaint.severity == Some(severity) {
        return Ok(Vec::new());
    }
    if complaint.severity != was {
        let value = |severity: Option<Severity>| severity.map_or(Value::None, Value::Severity);
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: value(was),
                mine: Value::Severity(severity),
                theirs: value(complaint.severity),
            },
            Clause::M3,
        ));
    }
    Ok(vec![ComplaintFact::SeverityDecided { severity }])
}

pub(super) fn name_department(
    complaint: &Complaint,
    was: Option<DepartmentId>,
    department: DepartmentId,
    scene: &Scene<'_>,
) -> Facts {
    scene.authorise(Act::NameDepartment, complaint.department)?;
    scene.department(department)?;
    if complaint.department == Some(department) {
        return Ok(Vec::new());
    }
    if complaint.department != was {
        let value = |id: Option<DepartmentId>| id.map_or(Value::None, Value::Department);
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: value(was),
                mine: Value::Department(department),
                theirs: value(complaint.department),
            },
            Clause::M4_4b,
        ));
    }
    Ok(vec![ComplaintFact::DepartmentNamed { department }])
}
