//! Violations: noticed, persuaded, and only by a signed disposition anything harsher (V3–V4(4)⑦).
//!
//! The principles of V4(1) stand in the shape of it: persuasion is open to everybody at every moment, each harsher
//! measure is one disposition about one case, takes a proposal, a signature and where it hurts most a second written
//! confirmation, and afterwards somebody owes the first step to mend relations.

mod arrange;
mod carry_out;
mod catalogue;
mod close;
pub mod command;
mod disposition;
pub mod guard;
pub mod head;
mod hindrance;
mod ladder;
pub mod late_fee;
pub mod measure;
mod observe;
mod right;
pub mod rung;
mod step;
mod task;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::violation::{Arrears, ProofOfService, Proposal, Service, ViolationOutcome};
use crate::event::{Opened, ViolationFact};
use crate::follow_up::Severity;
use crate::id::{CaseId, CommandId, Digest, Instant, PersonId, UnitId};
use crate::personal::PersonalBook;
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
    pub timeline: Vec<ViolationEntry>,
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
    pub company: Option<CompanyDecision>,
    pub carried_out_on: Option<NaiveDate>,
    pub fee: Option<LateFee>,
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
    pub on_behalf_of: Option<PersonId>,
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
}

impl Disposition {
    #[must_use]
    pub fn stage(&self) -> Stage {
        let measure = self.proposal.measure;
        let company = self.company.as_ref().map(|decision| decision.approved);
        if self.declined.is_some() || company == Some(false) {
            Stage::Declined
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

    /// Neither carried out nor declined.
    #[must_use]
    pub fn pending(&self) -> bool {
        !matches!(self.stage(), Stage::CarriedOut | Stage::Declined)
    }
}

impl Violation {
    pub(crate) fn noticed(opened: &Opened, fact: &ViolationFact) -> Option<Self> {
        let ViolationFact::Noticed(observation) = fact else {
            return None;
        };
        let book = PersonalBook::of(&opened.personal);
        let mut violation = Violation {
            case: CaseId(opened.stream.0),
            unit: observation.unit,
            unit_code: observation.unit_code.clone(),
            occupant: book.text(observation.occupant).to_owned(),
            item: observation.item,
            seen: book.text(observation.seen).to_owned(),
            debt: observation.debt,
            severity_proposed: observation.severity_proposed,
            severity: None,
            noticed_at: opened.event.moment.happened_at,
            noticed_by: opened.event.recorded_by,
            photos: observation.photos.clone(),
            persuaded: false,
            stopped: false,
            reported_to: None,
            team_leader: None,
            renovation_reference: None,
            arrears: None,
            special_reason: None,
            not_applicable: Vec::new(),
            dispositions: Vec::new(),
            unstanding: Vec::new(),
            outcome: None,
            closed_on: None,
            timeline: Vec::new(),
        };
        violation.write_down(opened, fact);
        Some(violation)
    }

    pub(crate) fn apply(&mut self, opened: &Opened, fact: &ViolationFact) {
        self.write_down(opened, fact);
        match fact {
            ViolationFact::Noticed(_) => {}
            ViolationFact::Persuaded { stopped, .. } => {
                self.persuaded = true;
                self.stopped = *stopped;
            }
            ViolationFact::Reported { to } => self.reported_to = Some(*to),
            ViolationFact::SeverityDecided { severity } => self.severity = Some(*severity),
            ViolationFact::TeamLeaderSent { person } => self.team_leader = Some(*person),
            ViolationFact::RenovationReferred { reference } => {
                self.renovation_reference = Some(reference.clone());
            }
            ViolationFact::ArrearsStated(arrears) => self.arrears = Some(arrears.clone()),
            ViolationFact::SpecialReasonClaimed { reason } => {
                let words = PersonalBook::of(&opened.personal);
                self.special_reason = Some(SpecialReason {
                    claimed: words.text(*reason).to_owned(),
                    judged: None,
                });
            }
            ViolationFact::SpecialReasonJudged { accepted, reason } => {
                if let Some(claim) = &mut self.special_reason {
                    claim.judged = Some((*accepted, reason.clone()));
                }
            }
            ViolationFact::MarkedNotApplicable { measure, reason } => {
                self.not_applicable.push((*measure, reason.clone()));
            }
            ViolationFact::DispositionProposed(proposal) => {
                self.dispositions.push(Disposition {
                    id: opened.command,
                    proposal: proposal.clone(),
                    proposed_by: opened.event.conducted_by.clone(),
                    weighing: None,
                    signature: None,
                    declined: None,
                    company: None,
                    carried_out_on: None,
                    fee: None,
                    notice: None,
                    complied: None,
                    recheck_due: None,
                    rectified: None,
                    reconciliation: None,
                });
            }
            ViolationFact::ServedWithoutStanding {
                disposition,
                service,
            } => self.unstanding.push(Unstanding {
                disposition: *disposition,
                service: service.clone(),
                settled: None,
            }),
            ViolationFact::StandingSettled {
                disposition,
                decision,
            } => {
                for open in &mut self.unstanding {
                    if open.disposition == *disposition && open.settled.is_none() {
                        open.settled = Some(decision.clone());
                    }
                }
            }
            ViolationFact::Closed { outcome, .. } => {
                self.outcome = Some(*outcome);
                self.closed_on = Some(opened.event.moment.happened_at);
            }
            fact => self.apply_to_disposition(opened, fact),
        }
    }

    fn apply_to_disposition(&mut self, opened: &Opened, fact: &ViolationFact) {
        let Some(disposition) = fact
            .disposition()
            .and_then(|id| self.dispositions.iter_mut().find(|known| known.id == id))
        else {
            return;
        };
        let by = opened.event.recorded_by;
        let at = opened.event.moment.happened_at;
        match fact {
            ViolationFact::DispositionWeighed { weighing, .. } => {
                disposition.weighing = Some(weighing.clone());
            }
            ViolationFact::DispositionCountersigned {
                skipped,
                skip_reason,
                on_behalf_of,
                ..
            } => {
                disposition.signature = Some(Signature {
                    by,
                    on_behalf_of: *on_behalf_of,
                    own_proposal: disposition.proposed_by.contains(&by),
                    at,
                    skipped: skipped.clone(),
                    skip_reason: skip_reason.clone(),
                });
            }
            ViolationFact::DispositionDeclined { reason, .. } => {
                disposition.declined = Some(reason.clone());
            }
            ViolationFact::CompanyDecided {
                approved,
                decision,
                on_behalf_of,
                ..
            } => {
                disposition.company = Some(CompanyDecision {
                    by,
                    on_behalf_of: *on_behalf_of,
                    approved: *approved,
                    decision: decision.clone(),
                });
            }
            ViolationFact::MeasureTaken { on, fee, .. } => {
                disposition.carried_out_on = Some(*on);
                disposition.fee = *fee;
            }
            ViolationFact::NoticeIssued { kind, .. } => {
                disposition.notice = Some(Notice {
                    kind: *kind,
                    number: None,
                    services: Vec::new(),
                });
            }
            ViolationFact::NoticeNumbered { number, .. } => {
                if let Some(notice) = &mut disposition.notice {
                    notice.number = Some(number.clone());
                }
            }
            ViolationFact::NoticeServed { service, .. } => {
                if let Some(notice) = &mut disposition.notice {
                    notice.services.push(service.clone());
                }
            }
            ViolationFact::ComplianceRecorded { complied, .. } => {
                disposition.complied = Some(*complied);
            }
            ViolationFact::RecheckOwed { due, .. } => {
                disposition.recheck_due = Some(*due);
                disposition.rectified = None;
            }
            ViolationFact::Rechecked { rectified, .. } => {
                disposition.rectified = Some(*rectified);
                disposition.complied = Some(*rectified);
            }
            ViolationFact::ReconciliationOwed { due, by, .. } => {
                disposition.reconciliation = Some(Reconciliation {
                    due: *due,
                    by: *by,
                    made_at: None,
                });
            }
            ViolationFact::Reconciled { .. } => {
                if let Some(owed) = &mut disposition.reconciliation {
                    owed.made_at = Some(at);
                }
            }
            _ => {}
        }
    }

    fn write_down(&mut self, opened: &Opened, fact: &ViolationFact) {
        let event = &opened.event;
        let book = PersonalBook::of(&opened.personal);
        self.timeline.push(ViolationEntry {
            command: opened.command,
            index: opened.index,
            recorded_by: event.recorded_by,
            conducted_by: event.conducted_by.clone(),
            happened_at: event.moment.happened_at,
            entered_at: event.moment.entered_at,
            received_at: event.received_at,
            clock_doubtful: event.clock_doubtful,
            pending: opened.seq.0 == 0,
            words: fact.words().map_or("", |words| book.text(words)).to_owned(),
            fact: fact.clone(),
        });
    }

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

    #[must_use]
    pub fn open(&self) -> bool {
        self.outcome.is_none()
    }
}

impl ViolationFact {
    /// The disposition a fact is about.
    #[must_use]
    pub fn disposition(&self) -> Option<CommandId> {
        match self {
            ViolationFact::DispositionWeighed { disposition, .. }
            | ViolationFact::DispositionCountersigned { disposition, .. }
            | ViolationFact::DispositionDeclined { disposition, .. }
            | ViolationFact::CompanyDecided { disposition, .. }
            | ViolationFact::MeasureTaken { disposition, .. }
            | ViolationFact::NoticeIssued { disposition, .. }
            | ViolationFact::NoticeNumbered { disposition, .. }
            | ViolationFact::NoticeServed { disposition, .. }
            | ViolationFact::ServedWithoutStanding { disposition, .. }
            | ViolationFact::StandingSettled { disposition, .. }
            | ViolationFact::ComplianceRecorded { disposition, .. }
            | ViolationFact::RecheckOwed { disposition, .. }
            | ViolationFact::Rechecked { disposition, .. }
            | ViolationFact::ReconciliationOwed { disposition, .. }
            | ViolationFact::Reconciled { disposition, .. } => Some(*disposition),
            _ => None,
        }
    }

    /// The personal words a fact carries, if it does.
    fn words(&self) -> Option<crate::personal::Personal> {
        match self {
            ViolationFact::Noticed(observation) => Some(observation.seen),
            ViolationFact::Persuaded { words, .. } | ViolationFact::Reconciled { words, .. } => {
                Some(*words)
            }
            ViolationFact::SpecialReasonClaimed { reason } => Some(*reason),
            ViolationFact::NoticeServed { service, .. }
            | ViolationFact::ServedWithoutStanding { service, .. } => Some(match &service.proof {
                ProofOfService::SignedFor { by, .. } => *by,
                ProofOfService::Refused { witness, .. } => *witness,
            }),
            _ => None,
        }
    }
}
