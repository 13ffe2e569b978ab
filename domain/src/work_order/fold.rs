//! The fold of a work order's stream. A step that comes down after completion stays in the timeline and moves nothing.

use std::collections::BTreeSet;

use super::{
    CompanyMaterial, Completion, Entry, OccupantMaterial, Phase, Photos, Proof, WorkOrder,
};
use crate::complaint::{Attempt, rounds};
use crate::event::{FollowUpStep, Opened, WorkOrderFact};
use crate::id::{CommandId, PersonId, WorkOrderId};
use crate::origin::{self, Origin};
use crate::personal::PersonalBook;

impl WorkOrder {
    pub(crate) fn made(opened: &Opened, fact: &WorkOrderFact) -> Option<Self> {
        let slip = match fact {
            WorkOrderFact::Made(slip) => slip,
            WorkOrderFact::CarriedOver(carried) => &carried.slip,
            _ => return None,
        };
        let mut order = WorkOrder {
            id: WorkOrderId(opened.stream.0),
            slip: slip.clone(),
            phase: Phase::Made,
            made_at: opened.event.moment.happened_at,
            received_at: None,
            withdrawn_at: None,
            late_reason: None,
            assigned_at: None,
            technician: None,
            worked: BTreeSet::new(),
            appointment: None,
            visits: 0,
            items: Vec::new(),
            company_material: Vec::new(),
            occupant_material: Vec::new(),
            photos: Vec::new(),
            result: String::new(),
            charge: None,
            completions: Vec::new(),
            drawn: false,
            owed: Vec::new(),
            last_round: 0,
            follow_ups: Vec::new(),
            complete: false,
            goes_on: None,
            timeline: Vec::new(),
            erased: Vec::new(),
        };
        if let WorkOrderFact::CarriedOver(carried) = fact {
            order.stands_as(carried);
        }
        order.note(opened, fact);
        Some(order)
    }

    fn note(&mut self, opened: &Opened, fact: &WorkOrderFact) {
        let words = match fact {
            WorkOrderFact::ConsentRefused { words, .. }
            | WorkOrderFact::FoundNotRight { words, .. }
            | WorkOrderFact::WorkFinished { result: words } => {
                PersonalBook::of(&opened.personal).text(*words).to_owned()
            }
            WorkOrderFact::SignatureRefused {
                witness: crate::event::work_order::Witness::Named(name),
                ..
            } => PersonalBook::of(&opened.personal).text(*name).to_owned(),
            _ => String::new(),
        };
        self.timeline.push(Entry {
            command: opened.command,
            index: opened.index,
            recorded_by: opened.event.recorded_by,
            conducted_by: opened.event.conducted_by.clone(),
            happened_at: opened.event.moment.happened_at,
            entered_at: opened.event.entered_at(),
            received_at: opened.event.received_at,
            clock_doubtful: opened.event.clock_doubtful,
            pending: opened.seq.0 == 0,
            voided: false,
            origin: Origin::of(&opened.event),
            words,
            fact: fact.clone(),
        });
    }

    fn to(&mut self, phase: Phase) {
        if self.phase != Phase::Completed {
            self.phase = phase;
        }
    }

    pub(crate) fn apply(&mut self, opened: &Opened, fact: &WorkOrderFact) {
        self.note(opened, fact);
        let at = opened.event.moment.happened_at;
        match fact {
            WorkOrderFact::Made(_) | WorkOrderFact::CarriedOver(_) => {}
            WorkOrderFact::HandoverSwitched { handover, limit } => {
                self.slip.handover = *handover;
                self.slip.limit = *limit;
            }
            WorkOrderFact::Received { late_reason } => {
                if self.received_at.is_none() {
                    self.received_at = Some(at);
                    self.late_reason.clone_from(late_reason);
                }
                if self.phase == Phase::Made {
                    self.phase = Phase::Received;
                }
            }
            WorkOrderFact::Assigned { technician, .. }
            | WorkOrderFact::PassedOn { technician, .. } => {
                self.assigned_at.get_or_insert(at);
                self.hand_to(Some(*technician));
            }
            WorkOrderFact::GivenBack { .. } => self.hand_to(None),
            WorkOrderFact::Arrived { .. } => {
                self.visits = self.visits.saturating_add(1);
                self.appointment = None;
                self.to(Phase::Arrived);
            }
            WorkOrderFact::ConsentGiven => self.to(if self.items.is_empty() {
                Phase::LetIn
            } else {
                Phase::ItemsConfirmed
            }),
            WorkOrderFact::ConsentRefused { appointment, .. } => {
                self.appointment = *appointment;
                self.to(Phase::ConsentRefused);
            }
            WorkOrderFact::Reappointed { appointment } => self.appointment = Some(*appointment),
            WorkOrderFact::ItemsConfirmed { items } => {
                self.items.clone_from(items);
                if self.phase != Phase::Working {
                    self.to(Phase::ItemsConfirmed);
                }
            }
            WorkOrderFact::CompanyMaterialAdded(_)
            | WorkOrderFact::OccupantMaterialChecked { .. }
            | WorkOrderFact::MaterialBuiltIn { .. }
            | WorkOrderFact::PhotosTaken { .. } => {
                self.put_down(opened.command, opened.index, fact);
            }
            WorkOrderFact::WorkBegun => {
                self.worked.extend(&opened.event.conducted_by);
                self.to(Phase::Working);
            }
            WorkOrderFact::WorkPaused { continue_at, .. } => {
                self.appointment = *continue_at;
                self.to(Phase::Paused);
            }
            WorkOrderFact::WorkFinished { result } => {
                self.worked.extend(&opened.event.conducted_by);
                PersonalBook::of(&opened.personal)
                    .text(*result)
                    .clone_into(&mut self.result);
                self.to(Phase::Finished);
            }
            WorkOrderFact::Charged { lines } => self.charge = Some(lines.clone()),
            WorkOrderFact::FoundRight { .. } => self.to(Phase::FoundRight),
            WorkOrderFact::FoundNotRight { .. } => self.to(Phase::Working),
            WorkOrderFact::SignedOff {
                on,
                signature,
                amount_fen,
            } => self.completed(Completion {
                command: opened.command,
                on: *on,
                amount_fen: *amount_fen,
                proof: Proof::Signed {
                    signature: *signature,
                },
            }),
            WorkOrderFact::SignatureRefused {
                on,
                witness,
                reason,
                amount_fen,
            } => self.completed(Completion {
                command: opened.command,
                on: *on,
                amount_fen: *amount_fen,
                proof: Proof::Refused {
                    witness: *witness,
                    reason: reason.clone(),
                },
            }),
            WorkOrderFact::SignOffVoided { entry, .. } => self.sign_off_voided(*entry),
            WorkOrderFact::Withdrawn { .. } => {
                self.withdrawn_at.get_or_insert(at);
                self.to(Phase::Withdrawn);
            }
            WorkOrderFact::FollowUp(step) => self.follow_up(opened, step),
            WorkOrderFact::Drawn { .. } => self.drawn = true,
            WorkOrderFact::EntryVoided { entry, .. } => self.voided(*entry),
        }
    }

    /// Whoever has it next starts at the door.
    fn hand_to(&mut self, technician: Option<PersonId>) {
        self.technician = technician;
        self.to(if technician.is_some() {
            Phase::Assigned
        } else {
            Phase::Received
        });
    }

    fn put_down(&mut self, command: CommandId, index: u16, fact: &WorkOrderFact) {
        match fact {
            WorkOrderFact::CompanyMaterialAdded(line) => {
                self.company_material.push(CompanyMaterial {
                    command,
                    line: line.clone(),
                });
            }
            WorkOrderFact::OccupantMaterialChecked {
                name,
                check,
                remark,
            } => self.occupant_material.push(OccupantMaterial {
                command,
                line: index,
                name: name.clone(),
                check: *check,
                remark: remark.clone(),
                built_in: false,
            }),
            WorkOrderFact::MaterialBuiltIn { material, line } => {
                for known in &mut self.occupant_material {
                    known.built_in |= known.command == *material && known.line == *line;
                }
            }
            WorkOrderFact::PhotosTaken { when, photos } => self.photos.push(Photos {
                command,
                when: *when,
                photos: photos.clone(),
            }),
            _ => {}
        }
    }

    fn completed(&mut self, completion: Completion) {
        self.completions.push(completion);
        self.goes_on = None;
        self.phase = Phase::Completed;
    }

    fn follow_up(&mut self, opened: &Opened, step: &FollowUpStep) {
        match step {
            FollowUpStep::Owed(obligation) => {
                self.complete = false;
                self.last_round = self.last_round.max(obligation.round);
                rounds::owe(&mut self.owed, obligation);
            }
            FollowUpStep::Scheduled { round, people, on } => {
                rounds::schedule(&mut self.owed, *round, people, *on);
            }
            FollowUpStep::TechnicianSent { round, technician } => {
                rounds::send_technician(&mut self.owed, *round, *technician);
            }
            FollowUpStep::Recorded(made) => {
                rounds::made(&mut self.owed, &mut self.follow_ups, opened, made);
            }
            FollowUpStep::Attempted {
                round,
                on,
                channel,
                failure,
            } => {
                let attempt = Attempt {
                    command: opened.command,
                    on: *on,
                    channel: *channel,
                    failure: *failure,
                };
                rounds::attempted(&mut self.owed, *round, attempt);
            }
            FollowUpStep::EndedUnreachable { round, .. } => rounds::end(&mut self.owed, *round),
            FollowUpStep::Completed { .. } => self.complete = self.goes_on.is_none(),
            FollowUpStep::WentOn { round, why } => {
                self.complete = false;
                self.goes_on = Some(*why);
                let last = self.owed.last().map(|owed| owed.obligation.round);
                if last <= Some(*round) && self.phase == Phase::Completed {
                    // Somebody goes there again, and is let in and signed for again.
                    self.phase = Phase::Received;
                    self.hand_to(self.technician);
                }
            }
            FollowUpStep::ConductConfirmed { command } => {
                origin::confirm(&mut self.timeline, *command, opened.event.recorded_by);
                rounds::confirm(&mut self.follow_ups, *command, opened);
            }
            FollowUpStep::ConductDenied { command, reason } => {
                let by = opened.event.recorded_by;
                origin::deny(&mut self.timeline, *command, by, reason);
                rounds::deny(&mut self.follow_ups, *command, opened);
            }
        }
    }

    fn voided(&mut self, entry: CommandId) {
        for line in &mut self.timeline {
            line.voided |= line.command == entry;
        }
        self.company_material.retain(|line| line.command != entry);
        self.occupant_material.retain(|line| line.command != entry);
        self.photos.retain(|photos| photos.command != entry);
        if rounds::void(&mut self.owed, &mut self.follow_ups, entry) {
            let outcome = rounds::outcome(&self.owed, &self.follow_ups);
            let went_on = self.goes_on.is_some() && outcome.goes_on.is_none();
            self.complete = outcome.complete;
            self.goes_on = outcome.goes_on;
            if went_on && matches!(self.phase, Phase::Assigned | Phase::Received) {
                self.phase = Phase::Completed;
            }
        }
    }
}
