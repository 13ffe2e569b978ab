//! Which verb decides which command, and what they share: who acts, and guarded steps.

use super::command::ComplaintCommand;
use super::{
    Complaint, Status, carry_over, close_out, dispatch, duplicate, follow_up, handle, refer,
    register, step_back, void,
};
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{ComplaintFact, Fact, NewFact};
use crate::origin;
use crate::reads::Scene;
use crate::rejection::{Rejection, RejectionCode, Thing, Value};

/// Decides one command about a complaint.
///
/// # Errors
/// The first thing that stands against it; right comes before status, status before content.
pub fn decide(command: &ComplaintCommand, scene: &Scene<'_>) -> Ruling {
    if let ComplaintCommand::Register { case, registration } = command {
        return register::register(*case, registration, scene);
    }
    let case = command.case();
    if let ComplaintCommand::CarryOver { carried, .. } = command {
        return carry_over::carry_over(case, carried, scene);
    }
    let complaint = scene
        .complaint(case)
        .ok_or_else(|| Rejection::unknown(Thing::Case))?;
    match command {
        ComplaintCommand::JoinDuplicate { of, .. } if complaint.set_aside.is_none() => {
            return duplicate::join(complaint, *of, scene);
        }
        ComplaintCommand::PartDuplicate { .. } => return duplicate::part(complaint, scene),
        ComplaintCommand::VoidEntry { .. }
        | ComplaintCommand::ConfirmConduct { .. }
        | ComplaintCommand::DenyConduct { .. } => {}
        _ if complaint.set_aside.is_some() => {
            return Err(Rejection::new(RejectionCode::SetAside, Clause::Ours));
        }
        _ => {}
    }
    let subject = &complaint.subject();
    let facts = match command {
        ComplaintCommand::Register { .. }
        | ComplaintCommand::CarryOver { .. }
        | ComplaintCommand::JoinDuplicate { .. }
        | ComplaintCommand::PartDuplicate { .. } => Ok(Vec::new()),
        ComplaintCommand::Refer {
            referral,
            department,
            content,
            limit,
            ..
        } => refer::refer(complaint, *referral, *department, *content, *limit, scene),
        ComplaintCommand::AnswerReferral {
            referral, answer, ..
        } => refer::answer(complaint, *referral, *answer, scene),
        ComplaintCommand::StepBack { was, reason, .. } => {
            step_back::step_back(complaint, *was, reason, scene)
        }
        ComplaintCommand::VoidEntry { entry, reason, .. } => {
            void::void(complaint, *entry, reason, scene)
        }
        ComplaintCommand::HandUp { was, reason, .. } => {
            register::hand_up(complaint, *was, reason, scene)
        }
        ComplaintCommand::Open { was, .. } => dispatch::open(complaint, *was, scene),
        ComplaintCommand::Dispatch {
            was,
            department,
            assignee,
            limit,
            ..
        } => dispatch::dispatch(complaint, *was, *department, *assignee, *limit, scene),
        ComplaintCommand::DecideSeverity { was, severity, .. } => {
            dispatch::decide_severity(complaint, *was, *severity, scene)
        }
        ComplaintCommand::NameDepartment {
            was, department, ..
        } => dispatch::name_department(complaint, *was, *department, scene),
        ComplaintCommand::Handle {
            was,
            result,
            photos,
            ..
        } => handle::handle(complaint, *was, *result, photos, scene),
        ComplaintCommand::CloseOut { was, .. } => close_out::close_out(complaint, *was, scene),
        ComplaintCommand::ScheduleFollowUp {
            round, people, on, ..
        } => facts(follow_up::schedule(subject, *round, people, *on, scene)),
        ComplaintCommand::SendTechnician {
            round, technician, ..
        } => facts(follow_up::send_technician(
            subject,
            *round,
            *technician,
            scene,
        )),
        ComplaintCommand::RecordFollowUp(entry) => facts(follow_up::record(subject, entry, scene)),
        ComplaintCommand::RecordAttempt {
            round,
            channel,
            failure,
            ..
        } => facts(follow_up::attempt(
            subject, *round, *channel, *failure, scene,
        )),
        ComplaintCommand::EndUnreachable { round, reason, .. } => {
            facts(follow_up::end_unreachable(subject, *round, reason, scene))
        }
        ComplaintCommand::ConfirmConduct { command, .. } => {
            origin::asked(&complaint.timeline, *command, scene.command.recorded_by)?;
            Ok(vec![ComplaintFact::ConductConfirmed { command: *command }])
        }
        ComplaintCommand::DenyConduct {
            command, reason, ..
        } => {
            let me = scene.command.recorded_by;
            origin::may_deny(&complaint.timeline, *command, me, reason)?;
            Ok(vec![ComplaintFact::ConductDenied {
                command: *command,
                reason: reason.clone(),
            }])
        }
    }?;
    Ok(facts
        .into_iter()
        .map(|fact| NewFact {
            stream: case.stream(),
            fact: Fact::Complaint(fact),
        })
        .collect())
}

/// A follow-up's steps, under the complaint's names for them.
fn facts(steps: follow_up::Steps) -> Facts {
    Ok(steps?.into_iter().map(ComplaintFact::from).collect())
}

pub(super) type Facts = Result<Vec<ComplaintFact>, Rejection>;

/// Whether a guarded step to `to` may begin: `Ok(true)` go on, `Ok(false)` it is already so.
pub(super) fn begin(
    complaint: &Complaint,
    was: Status,
    to: Status,
    from: &[Status],
    clause: Clause,
) -> Result<bool, Rejection> {
    let is = complaint.status;
    if is == to && was != is {
        return Ok(false);
    }
    if is != was {
        return Err(Rejection::new(
            RejectionCode::Contested {
                base: Value::Status(was),
                mine: Value::Status(to),
                theirs: Value::Status(is),
            },
            clause,
        ));
    }
    if !from.contains(&is) {
        return Err(Rejection::new(RejectionCode::WrongStatus { is }, clause));
    }
    Ok(true)
}
