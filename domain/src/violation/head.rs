//! The rows of violations and of books' pages, so that lists and 今日 show without folding.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Debt, Item, Measure, Stage, Task, Violation};
use crate::complaint::SetAside;
use crate::day_book::{BookName, DayBook};
use crate::event::violation::ViolationOutcome;
use crate::follow_up::Severity;
use crate::head::ToConfirm;
use crate::id::{CommandId, Instant, PersonId, UnitId};
use crate::origin;
use crate::role::Role;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViolationHead {
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: String,
    pub item: Item,
    pub seen: String,
    pub debt: Option<Debt>,
    /// Decided, else proposed, else general.
    pub severity: Severity,
    pub severity_decided: bool,
    pub noticed_at: Instant,
    pub noticed_by: PersonId,
    pub persuaded: bool,
    pub stopped: bool,
    pub reported_to: Option<Role>,
    pub team_leader: Option<PersonId>,
    pub special_reason_open: bool,
    pub outcome: Option<ViolationOutcome>,
    pub closed_on: Option<Instant>,
    /// Joined to another case or voided: on no list but the one of all.
    pub set_aside: Option<SetAside>,
    pub dispositions: Vec<DispositionHead>,
    pub tasks: Vec<Task>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_confirm: Vec<ToConfirm>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispositionHead {
    pub id: CommandId,
    pub measure: Measure,
    pub stage: Stage,
    pub executors: Vec<PersonId>,
    pub last_day: Option<NaiveDate>,
    pub carried_out_on: Option<NaiveDate>,
    /// `None` while the paper's number is still to come, or where there is no paper.
    pub number: Option<String>,
    pub served: bool,
    pub complied: Option<bool>,
    /// Signed by delegation (代).
    pub by_delegation: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBookHead {
    pub book: BookName,
    pub day: NaiveDate,
    pub entries: u32,
}

impl ViolationHead {
    pub(crate) fn of(violation: &Violation) -> Self {
        let dispositions = violation.dispositions.iter().map(|one| DispositionHead {
            id: one.id,
            measure: one.proposal.measure,
            stage: one.stage(),
            executors: one.proposal.executors.clone(),
            last_day: one.proposal.last_day,
            carried_out_on: one.carried_out_on,
            number: one.notice.as_ref().and_then(|notice| notice.number.clone()),
            served: one
                .notice
                .as_ref()
                .is_some_and(|notice| !notice.services.is_empty()),
            complied: one.complied,
            by_delegation: one
                .signature
                .as_ref()
                .is_some_and(|signature| signature.on_behalf_of.is_some()),
        });
        ViolationHead {
            unit: violation.unit,
            unit_code: violation.unit_code.clone(),
            occupant: violation.occupant.clone(),
            item: violation.item,
            seen: violation.seen.clone(),
            debt: violation.debt,
            severity: violation.severity_now(),
            severity_decided: violation.severity.is_some(),
            noticed_at: violation.noticed_at,
            noticed_by: violation.noticed_by,
            persuaded: violation.persuaded,
            stopped: violation.stopped,
            reported_to: violation.reported_to,
            team_leader: violation.team_leader,
            special_reason_open: violation
                .special_reason
                .as_ref()
                .is_some_and(|claim| claim.judged.is_none()),
            outcome: violation.outcome,
            closed_on: violation.closed_on,
            set_aside: violation.set_aside,
            dispositions: dispositions.collect(),
            tasks: violation.tasks(),
            to_confirm: origin::to_confirm(&violation.timeline),
        }
    }
}

impl DayBookHead {
    pub(crate) fn of(page: &DayBook) -> Self {
        DayBookHead {
            book: page.book,
            day: page.day,
            entries: u32::try_from(page.entries.len()).unwrap_or(u32::MAX),
        }
    }
}
