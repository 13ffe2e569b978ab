//! What each fact leaves of a violation. Taking an entry back asks the lines that still count.

use super::{
    CompanyDecision, Disposition, Notice, Reconciliation, Signature, SpecialReason, Unstanding,
    Violation, ViolationEntry,
};
use crate::complaint::SetAside;
use crate::event::violation::ProofOfService;
use crate::event::{Opened, ViolationFact};
use crate::id::{CaseId, CommandId};
use crate::origin::{self, Origin};
use crate::personal::PersonalBook;

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
            set_aside: None,
            duplicates: Vec::new(),
            timeline: Vec::new(),
            erased: Vec::new(),
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
                    withdrawn: None,
                    company: None,
                    carried_out_on: None,
                    fee: None,
                    fee_on: None,
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
            } => self.settle(*disposition, decision),
            ViolationFact::Closed { outcome, .. } => {
                self.outcome = Some(*outcome);
                self.closed_on = Some(opened.event.moment.happened_at);
            }
            ViolationFact::Reopened { .. } => {
                self.outcome = None;
                self.closed_on = None;
            }
            ViolationFact::EntryVoided { entry, .. } => self.take_back(*entry),
            ViolationFact::ConductConfirmed { command } => {
                origin::confirm(&mut self.timeline, *command, opened.event.recorded_by);
            }
            ViolationFact::ConductDenied { command, reason } => {
                let by = opened.event.recorded_by;
                origin::deny(&mut self.timeline, *command, by, reason);
            }
            ViolationFact::DuplicateOf { case } => {
                self.set_aside = Some(SetAside::DuplicateOf { case: *case });
            }
            ViolationFact::DuplicateParted => self.set_aside = None,
            ViolationFact::DuplicateJoined { case } => self.duplicates.push(*case),
            ViolationFact::DuplicateReleased { case } => {
                self.duplicates.retain(|double| double != case);
            }
            fact => self.apply_to_disposition(opened, fact),
        }
    }

    fn apply_to_disposition(&mut self, opened: &Opened, fact: &ViolationFact) {
        let arrears = self.arrears.clone();
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
            ViolationFact::DispositionWithdrawn { reason, .. } => {
                disposition.withdrawn = Some(reason.clone());
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
                    at,
                    approved: *approved,
                    decision: decision.clone(),
                });
            }
            ViolationFact::MeasureTaken { on, fee, .. } => {
                disposition.carried_out_on = Some(*on);
                disposition.fee = *fee;
                disposition.fee_on = arrears.filter(|_| fee.is_some());
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

    /// What an entry brought is asked anew of the lines that still count.
    fn take_back(&mut self, entry: CommandId) {
        for line in &mut self.timeline {
            if line.command == entry {
                line.voided = true;
            }
        }
        let mut lines = std::mem::take(&mut self.timeline);
        if lines
            .iter()
            .any(|line| line.voided && matches!(line.fact, ViolationFact::Noticed(_)))
        {
            self.set_aside = Some(SetAside::Voided);
        }
        self.persuaded = false;
        self.stopped = false;
        self.special_reason = None;
        self.unstanding.clear();
        for disposition in &mut self.dispositions {
            if let Some(notice) = &mut disposition.notice {
                notice.services.clear();
            }
            if let Some(owed) = &mut disposition.reconciliation {
                owed.made_at = None;
            }
        }
        for line in lines.iter().filter(|line| !line.voided) {
            self.said_again(line);
        }
        self.timeline.append(&mut lines);
    }

    /// What an entry that may be taken back leaves, and what settles it.
    fn said_again(&mut self, line: &ViolationEntry) {
        match &line.fact {
            ViolationFact::Persuaded { stopped, .. } => {
                self.persuaded = true;
                self.stopped = *stopped;
            }
            ViolationFact::SpecialReasonClaimed { .. } => {
                self.special_reason = Some(SpecialReason {
                    claimed: line.words.clone(),
                    judged: None,
                });
            }
            ViolationFact::SpecialReasonJudged { accepted, reason } => {
                if let Some(claim) = &mut self.special_reason {
                    claim.judged = Some((*accepted, reason.clone()));
                }
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
            } => self.settle(*disposition, decision),
            ViolationFact::NoticeServed {
                disposition,
                service,
            } => {
                let known = self.dispositions.iter_mut();
                let notice = known
                    .filter(|known| known.id == *disposition)
                    .find_map(|known| known.notice.as_mut());
                if let Some(notice) = notice {
                    notice.services.push(service.clone());
                }
            }
            ViolationFact::Reconciled { disposition, .. } => {
                let known = self.dispositions.iter_mut();
                let owed = known
                    .filter(|known| known.id == *disposition)
                    .find_map(|known| known.reconciliation.as_mut());
                if let Some(owed) = owed {
                    owed.made_at = Some(line.happened_at);
                }
            }
            _ => {}
        }
    }

    fn settle(&mut self, disposition: CommandId, decision: &str) {
        for open in &mut self.unstanding {
            if open.disposition == disposition && open.settled.is_none() {
                open.settled = Some(decision.to_owned());
            }
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
            voided: false,
            origin: Origin::of(&opened.event),
            words: fact.words().map_or("", |words| book.text(words)).to_owned(),
            fact: fact.clone(),
        });
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
            | ViolationFact::DispositionWithdrawn { disposition, .. }
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
