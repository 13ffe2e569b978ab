//! What a violation still asks of somebody: the lines it puts on 今日. Computed, never stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Stage, Violation};
use crate::follow_up::Severity;
use crate::id::{CommandId, PersonId};
use crate::role::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Told to the seat that handles it, and nothing done yet (V4(4)②).
    Handle,
    DecideSeverity,
    /// Sent to persuade and mediate (V4(4)②).
    Persuade,
    JudgeSpecialReason,
    Weigh,
    Countersign,
    DecideForCompany,
    CarryOut,
    /// A notice was issued and has no proof of service.
    Serve,
    /// Whether a rectification was made; a task, no follow-up.
    Recheck,
    /// The first step to mend relations (V4(4)⑤).
    Reconcile,
    /// A paper was handed over and then refused: the Director decides.
    SettleStanding,
}

/// One thing to do, and whose it is: the people named, or else whoever holds one of the seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub kind: TaskKind,
    pub disposition: Option<CommandId>,
    pub due: Option<NaiveDate>,
    pub seats: Vec<Role>,
    pub people: Vec<PersonId>,
}

impl Violation {
    /// Everything still to do, in the order of its steps. A closed case keeps what is owed to people.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task> {
        let mut tasks = Vec::new();
        let task = |kind, seats: &[Role]| Task {
            kind,
            disposition: None,
            due: None,
            seats: seats.to_vec(),
            people: Vec::new(),
        };
        if self.open() {
            if self.severity.is_none() {
                tasks.push(task(
                    TaskKind::DecideSeverity,
                    &[Role::SiteManager, Role::PropertyManager],
                ));
            }
            let sent = self.team_leader.filter(|_| !self.persuaded_since_sent());
            if let Some(person) = sent {
                tasks.push(Task {
                    people: vec![person],
                    ..task(TaskKind::Persuade, &[])
                });
            } else if self.dispositions.is_empty() {
                let seats: Vec<Role> = self.reported_to.into_iter().collect();
                tasks.push(task(TaskKind::Handle, &seats));
            }
            if self
                .special_reason
                .as_ref()
                .is_some_and(|claim| claim.judged.is_none())
            {
                tasks.push(task(TaskKind::JudgeSpecialReason, self.responsible()));
            }
        }
        for disposition in &self.dispositions {
            let about = |kind, seats: &[Role]| Task {
                disposition: Some(disposition.id),
                ..task(kind, seats)
            };
            if self.open() {
                match disposition.stage() {
                    Stage::ToWeigh => tasks.push(about(TaskKind::Weigh, self.responsible())),
                    Stage::ToSign => tasks.push(about(TaskKind::Countersign, &[Role::Director])),
                    Stage::ToDecide => {
                        tasks.push(about(TaskKind::DecideForCompany, &[Role::CompanyExecutive]));
                    }
                    Stage::InEffect => tasks.push(Task {
                        people: disposition.proposal.executors.clone(),
                        ..about(TaskKind::CarryOut, &[])
                    }),
                    Stage::CarriedOut | Stage::Declined | Stage::Withdrawn => {}
                }
            }
            let unserved = disposition
                .notice
                .as_ref()
                .is_some_and(|notice| notice.services.is_empty());
            if unserved && self.open() {
                tasks.push(Task {
                    people: disposition.proposal.executors.clone(),
                    ..about(TaskKind::Serve, &[])
                });
            }
            if let Some(due) = disposition.recheck_due
                && disposition.rectified.is_none()
            {
                tasks.push(Task {
                    due: Some(due),
                    people: disposition.proposal.executors.clone(),
                    ..about(TaskKind::Recheck, &[])
                });
            }
            if let Some(owed) = &disposition.reconciliation
                && owed.made_at.is_none()
            {
                tasks.push(Task {
                    due: Some(owed.due),
                    ..about(TaskKind::Reconcile, &[owed.by])
                });
            }
        }
        for open in self.unstanding.iter().filter(|open| open.settled.is_none()) {
            tasks.push(Task {
                disposition: Some(open.disposition),
                ..task(TaskKind::SettleStanding, &[Role::Director])
            });
        }
        tasks
    }

    /// V3 with V4(4)②.
    pub(super) fn responsible(&self) -> &'static [Role] {
        match self.severity_now() {
            Severity::Major => &[Role::PropertyManager, Role::Director],
            Severity::General => &[Role::SiteManager, Role::PropertyManager],
        }
    }

    fn persuaded_since_sent(&self) -> bool {
        use crate::event::ViolationFact::{Persuaded, TeamLeaderSent};
        self.timeline
            .iter()
            .rev()
            .find(|entry| matches!(entry.fact, Persuaded { .. } | TeamLeaderSent { .. }))
            .is_some_and(|entry| matches!(entry.fact, Persuaded { .. }))
    }
}
