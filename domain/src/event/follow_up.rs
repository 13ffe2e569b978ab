//! What happens about a follow-up that is owed, on whatever stream it is owed: a complaint's or a work order's.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::complaint::{AttemptFailure, ComplaintFact, FollowUp, GoesOn, Obligation};
use crate::follow_up::Channel;
use crate::id::{CommandId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpStep {
    Owed(Obligation),
    Scheduled {
        round: u16,
        people: Vec<PersonId>,
        on: NaiveDate,
    },
    TechnicianSent {
        round: u16,
        technician: PersonId,
    },
    Recorded(Box<FollowUp>),
    Attempted {
        round: u16,
        on: NaiveDate,
        channel: Channel,
        failure: AttemptFailure,
    },
    EndedUnreachable {
        round: u16,
        reason: String,
    },
    Completed {
        round: u16,
    },
    WentOn {
        round: u16,
        why: GoesOn,
    },
    ConductConfirmed {
        command: CommandId,
    },
    ConductDenied {
        command: CommandId,
        reason: String,
    },
}

/// A complaint writes them under names of its own.
impl From<FollowUpStep> for ComplaintFact {
    fn from(step: FollowUpStep) -> Self {
        match step {
            FollowUpStep::Owed(obligation) => ComplaintFact::FollowUpOwed(obligation),
            FollowUpStep::Scheduled { round, people, on } => {
                ComplaintFact::FollowUpScheduled { round, people, on }
            }
            FollowUpStep::TechnicianSent { round, technician } => {
                ComplaintFact::TechnicianSent { round, technician }
            }
            FollowUpStep::Recorded(made) => ComplaintFact::FollowUpRecorded(made),
            FollowUpStep::Attempted {
                round,
                on,
                channel,
                failure,
            } => ComplaintFact::FollowUpAttempted {
                round,
                on,
                channel,
                failure,
            },
            FollowUpStep::EndedUnreachable { round, reason } => {
                ComplaintFact::EndedUnreachable { round, reason }
            }
            FollowUpStep::Completed { round } => ComplaintFact::Completed { round },
            FollowUpStep::WentOn { round, why } => ComplaintFact::WentOn { round, why },
            FollowUpStep::ConductConfirmed { command } => {
                ComplaintFact::ConductConfirmed { command }
            }
            FollowUpStep::ConductDenied { command, reason } => {
                ComplaintFact::ConductDenied { command, reason }
            }
        }
    }
}
