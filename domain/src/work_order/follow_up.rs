//! The return visit to a repair: by the SiteTeamLeader, within a month of the signature (M4(2)b, M4(4)c).

use super::WorkOrder;
use super::command::WorkOrderCommand;
use super::step::Facts;
use crate::clause::Clause;
use crate::complaint::follow_up::{self, Subject};
use crate::event::{FollowUpStep, WorkOrderFact};
use crate::follow_up::FollowUpKind;
use crate::origin;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection};

pub(super) fn decide(order: &WorkOrder, command: &WorkOrderCommand, scene: &Scene<'_>) -> Facts {
    use WorkOrderCommand as C;
    let subject = &Subject {
        kind: FollowUpKind::Repair,
        severity: None,
        department: None,
        owed: &order.owed,
        technicians: &order.worked,
    };
    let steps = match command {
        C::ScheduleFollowUp {
            round, people, on, ..
        } => follow_up::schedule(subject, *round, people, *on, scene),
        C::RecordFollowUp { entry, .. } => {
            if entry.case != order.slip.case {
                return Err(Rejection::invalid(Field::Round, Clause::Ours));
            }
            follow_up::record(subject, entry, scene)
        }
        C::RecordAttempt {
            round,
            channel,
            failure,
            ..
        } => follow_up::attempt(subject, *round, *channel, *failure, scene),
        C::EndUnreachable { round, reason, .. } => {
            follow_up::end_unreachable(subject, *round, reason, scene)
        }
        C::ConfirmConduct { command, .. } => {
            origin::asked(&order.timeline, *command, scene.command.recorded_by)?;
            Ok(vec![FollowUpStep::ConductConfirmed { command: *command }])
        }
        C::DenyConduct {
            command, reason, ..
        } => {
            let me = scene.command.recorded_by;
            origin::may_deny(&order.timeline, *command, me, reason)?;
            Ok(vec![FollowUpStep::ConductDenied {
                command: *command,
                reason: reason.clone(),
            }])
        }
        _ => Ok(Vec::new()),
    }?;
    Ok(steps.into_iter().map(WorkOrderFact::FollowUp).collect())
}
