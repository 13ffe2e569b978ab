//! Violations: noticed, persuaded, and only by a signed disposition anything harsher (V3–V4(4)⑦).
//!
//! The principles of V4(1) stand in the shape of it: persuasion is open to everybody at every moment, each harsher
//! measure is one disposition about one case, takes a proposal, a signature and where it hurts most a second written
//! confirmation, and afterwards somebody owes the first step to mend relations.
//!
//! What happens again is a matter of its own (V4(1)②): it is taken down anew, met with persuasion first (V4(4)①) and
//! entered in the duty log of its own day (V4(4)②). Taking up the old case instead would begin on the rung it had
//! reached, without a word said. A case is reopened only as the counter-step of a closing that was wrong.

mod arrange;
mod carry_out;
mod catalogue;
mod close;
pub mod command;
mod conduct;
mod disposition;
mod duplicate;
mod fold;
pub mod guard;
pub mod head;
mod hindrance;
mod ladder;
pub mod late_fee;
pub mod measure;
mod observe;
mod paper;
mod reopen;
mod right;
pub mod rung;
mod step;
mod task;
mod void;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::complaint::SetAside;
use crate::event::violation::{Arrears, Proposal, Service, ViolationOutcome};
use crate::event::{Erased, ViolationFact};
use crate::follow_up::Severity;
use crate::id::{CaseId, CommandId, Digest, Instant, PersonId, UnitId};
use crate::origin::Origin;
use crate::role::Role;

pub use catalogue::{Item, ViolationKind};
pub use command::ViolationCommand;
pub use guard::{Closed, Guard};
pub use hindrance::Hindrance;
pub use ladder::{RungStanding, RungState};
pub use late_fee::{LateFee, NoRate, PerMille, late_fee};
pub use measure::{Debt, Ladder, Measure, NoticeKind};
pub use right::{DependsOn, ViolationAct};
pub use rung::{RungVerdict, Step};
pub use step::decide;
pub use task::{Task, TaskKind};

/// One line of the timeline: who, when it happened, when it was entered and when the server received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViolationEntry {
    pub command: CommandId,
    pub index: u16,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    pub happened_at: Instant,
    pub entered_at: Instant,
    pub received_at: Option<Instant>,
    pub clock_doubtful: bool,
    pub pending: bool,
    /// Counts for nothing any more.
    pub voided: bool,
    pub origin: Origin,
    /// The occupant's or observer's words in it, read.
    pub words: String,
    pub fact: ViolationFact,
}

/// The fold of a violation's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub case: CaseId,
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: String,
    pub item: Item,
    pub seen: String,
    pub debt: Option<Debt>,
    pub severity_proposed: Option<Severity>,
    pub severity: Option<Severity>,
    pub noticed_at: Instant,
    pub noticed_by: PersonId,
    pub photos: Vec<Digest>,
    /// Somebody persuaded or talked to them, at least once.
    pub persuaded: bool,
    /// As of the last time somebody was there.
    pub stopped: bool,
    pub reported_to: Option<Role>,
    pub team_leader: Option<PersonId>,
    pub renovation_reference: Option<String>,
    pub arrears: Option<Arrears>,
    pub special_reason: Option<SpecialReason>,
    pub not_applicable: Vec<(Measure, String)>,
    pub dispositions: Vec<Disposition>,
    /// Papers handed over that have no standing, until the Director settled each.
    pub unstanding: Vec<Unstanding>,
    pub outcome: Option<ViolationOutcome>,
    pub closed_on: Option<Instant>,
    pub set_aside: Option<SetAside>,
    /// Cases that turned out to be doubles of this one.
    pub duplicates: Vec<CaseId>,
    pub timeline: Vec<ViolationEntry>,
    /// What was erased of it, with the personal data of who left.
    pub erased: Vec<Erased>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialReason {
    pub claimed: String,
    /// Accepted or not, and why.
    pub judged: Option<(bool, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unstanding {
    pub disposition: CommandId,
    pub service: Service,
    pub settled: Option<String>,
}

/// One disposition with everything that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposition {
    pub id: CommandId,
    pub proposal: Proposal,
    pub proposed_by: Vec<PersonId>,
    pub weighing: Option<String>,
    pub signature: Option<Signature>,
    pub declined: Option<String>,
    /// Taken back by who proposed it, before it was signed.
    pub withdrawn: Option<String>,
    pub company: Option<CompanyDecision>,
    pub carried_out_on: Option<NaiveDate>,
    pub fee: Option<LateFee>,
    /// The arrears the fee was counted on: stated anew later, the sum still has to add up.
    pub fee_on: Option<Arrears>,
    pub notice: Option<Notice>,
    pub complied: Option<bool>,
    pub recheck_due: Option<NaiveDate>,
    pub rectified: Option<bool>,
    pub reconciliation: Option<Reconciliation>,
}

/// The Director's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub by: PersonId,
    /// 代: by delegation of this person.
    pub on_behalf_of: Option<PersonId>,
    /// The proposal was the signer's own: allowed, and shown.
    pub own_proposal: bool,
    pub at: Instant,
    pub skipped: Vec<Measure>,
    pub skip_reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyDecision {
    pub by: PersonId,
    /// 代: by delegation of this person.
    pub on_behalf_of: Option<PersonId>,
    pub at: Instant,
    pub approved: bool,
    pub decision: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    /// `None` until the server gave it: the paper says so.
    pub number: Option<String>,
    pub services: Vec<Service>,
}

/// The first step to mend relations, owed after the harsh measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    pub due: NaiveDate,
    pub by: Role,
    pub made_at: Option<Instant>,
}

/// Where a disposition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waits for the second confirmation in writing (V4(4)⑤).
    ToWeigh,
    ToSign,
    /// Signed; the company has not decided.
    ToDecide,
    InEffect,
    CarriedOut,
    /// By the Director or by the company.
    Declined,
    /// By who proposed it.
    Withdrawn,
}

impl Disposition {
    #[must_use]
    pub fn stage(&self) -> Stage {
        let measure = self.proposal.measure;
        let company = self.company.as_ref().map(|decision| decision.approved);
        if self.declined.is_some() || company == Some(false) {
            Stage::Declined
        } else if self.withdrawn.is_some() {
            Stage::Withdrawn
        } else if self.carried_out_on.is_some() {
            Stage::CarriedOut
        } else if self.signature.is_some() {
            if measure.company_clause().is_some() && company.is_none() {
                Stage::ToDecide
            } else {
                Stage::InEffect
            }
        } else if measure.takes_special_care() && self.weighing.is_none() {
            Stage::ToWeigh
        } else {
            Stage::ToSign
        }
    }

    /// Neither carried out nor given up.
    #[must_use]
    pub fn pending(&self) -> bool {
        self.stands() && self.stage() != Stage::CarriedOut
    }

    /// Neither declined nor withdrawn.
    #[must_use]
    pub fn stands(&self) -> bool {
        !matches!(self.stage(), Stage::Declined | Stage::Withdrawn)
    }
}

impl Violation {
    /// Decided, else proposed, else general: persuading must not wait for it.
    #[must_use]
    pub fn severity_now(&self) -> Severity {
        self.severity
            .or(self.severity_proposed)
            .unwrap_or(Severity::General)
    }

    #[must_use]
    pub fn disposition(&self, id: CommandId) -> Option<&Disposition> {
        self.dispositions.iter().find(|known| known.id == id)
    }

    /// Neither closed nor set aside.
    #[must_use]
    pub fn open(&self) -> bool {
        self.outcome.is_none() && self.set_aside.is_none()
    }
}
