//! By which way the occupant is asked (S3.2), and when another way than the usual needs a reason.

use serde::{Deserialize, Serialize};

use super::FollowUpKind;
use crate::clause::Clause;
use crate::policy::Policy;

/// How the occupant was asked: at the door, by phone, in writing, in a meeting (S3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    InPerson,
    Phone,
    Written,
    Meeting,
}

impl Channel {
    pub const ALL: &'static [Channel] = &[
        Channel::InPerson,
        Channel::Phone,
        Channel::Written,
        Channel::Meeting,
    ];
}

/// The way the procedure expects, and the clause saying so; `None` where any will do.
///
/// A special incident is followed up at the door under either profile (G3.3.1).
#[must_use]
pub fn expected_channel(policy: &Policy, kind: FollowUpKind) -> Option<(Channel, Clause)> {
    match kind {
        FollowUpKind::Incident => Some((Channel::InPerson, Clause::G3_3_1)),
        FollowUpKind::Complaint | FollowUpKind::Repair | FollowUpKind::Service => policy
            .figures
            .expected_channel
            .map(|channel| (channel, Clause::M6)),
    }
}

/// The clause that asks for a reason when a follow-up of this kind goes by `channel`.
#[must_use]
pub fn needs_channel_reason(
    policy: &Policy,
    kind: FollowUpKind,
    channel: Channel,
) -> Option<Clause> {
    match expected_channel(policy, kind) {
        Some((expected, clause)) if expected != channel => Some(clause),
        Some(_) | None => None,
    }
}
