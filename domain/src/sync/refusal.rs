//! Settling what the server did not take: a person decides, nothing is dropped by itself.

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::event::{Opened, RefusalFact};
use crate::id::{CommandId, StreamId};
use crate::rejection::Rejection;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCommand {
    /// Keeps what was observed; it counts for nothing.
    KeepAsObservation {
        refused: CommandId,
    },
    Drop {
        refused: CommandId,
        reason: String,
    },
    /// The author wrote it anew.
    ReIssue {
        refused: CommandId,
    },
    /// Of two values both changed, the other's stays: a person chose.
    KeepTheirs {
        refused: CommandId,
    },
    /// A manager takes what was held, as it was written: the command itself, its personal values beside this one.
    Take {
        refused: CommandId,
        command: Box<Command>,
    },
}

impl RefusalCommand {
    #[must_use]
    pub fn refused(&self) -> CommandId {
        match self {
            RefusalCommand::KeepAsObservation { refused }
            | RefusalCommand::Drop { refused, .. }
            | RefusalCommand::ReIssue { refused }
            | RefusalCommand::KeepTheirs { refused }
            | RefusalCommand::Take { refused, .. } => *refused,
        }
    }
}

/// The fold of a refusal's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub command: Command,
    /// The stream the command was about.
    pub about: StreamId,
    pub rejection: Rejection,
    pub settled: Option<Settlement>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    Observation,
    Dropped { reason: String },
    ReIssued,
    TheirsKept,
    Taken,
}

impl Settlement {
    /// The settlement a fact is; `None` for what began the stream.
    #[must_use]
    pub fn of(fact: &RefusalFact) -> Option<Self> {
        Some(match fact {
            RefusalFact::CommandRefused { .. } | RefusalFact::CommandHeld(_) => return None,
            RefusalFact::KeptAsObservation => Settlement::Observation,
            RefusalFact::Dropped { reason } => Settlement::Dropped {
                reason: reason.clone(),
            },
            RefusalFact::ReIssued => Settlement::ReIssued,
            RefusalFact::TheirsKept => Settlement::TheirsKept,
            RefusalFact::Taken => Settlement::Taken,
        })
    }
}

impl Refusal {
    /// The personal values of the command rode beside the body; here they are put back into it.
    pub(crate) fn refused(opened: &Opened, fact: &RefusalFact) -> Option<Self> {
        let RefusalFact::CommandRefused {
            command,
            about,
            rejection,
        } = fact
        else {
            return None;
        };
        let mut command = (**command).clone();
        command.personal.clone_from(&opened.personal);
        Some(Refusal {
            command,
            about: *about,
            rejection: rejection.clone(),
            settled: None,
        })
    }

    pub(crate) fn apply(&mut self, fact: &RefusalFact) {
        if let Some(settlement) = Settlement::of(fact) {
            self.settled = Some(settlement);
        }
    }
}
