//! The fold of a complaint's stream.

use std::collections::BTreeSet;

use super::{
    Attempt, Complaint, Entry, OwedState, Referral, ReferralAnswer, SetAside, Status, rounds,
};
use crate::event::complaint::{RequestKind, Stage};
use crate::event::{ComplaintFact, Opened};
use crate::id::{CaseId, CommandId, WorkOrderId};
use crate::origin::{self, Origin};
use crate::personal::{Personal, PersonalBook};

impl Complaint {
    pub(crate) fn registered(opened: &Opened, fact: &ComplaintFact) -> Option<Self> {
        let at = opened.event.moment.happened_at;
        let (registration, registered_at, carried) = match fact {
            ComplaintFact::Registered(registration) => (registration, at, None),
            ComplaintFact::CarriedOver(carried) => {
                (&carried.registration, carried.registered_at, Some(carried))
            }
            _ => return None,
        };
        let book = PersonalBook::of(&opened.personal);
        let text = |personal: Personal| book.text(personal).to_owned();
        let mut complaint = Complaint {
            case: CaseId(opened.stream.0),
            number: None,
            request: registration.request,
            unit: registration.unit,
            unit_code: registration.unit_code.clone(),
            occupant: text(registration.occupant),
            content: text(registration.content),
            phone: registration.phone.map(text),
            appointment: registration.appointment,
            category: registration.category,
            department: registration.department,
            severity_proposed: registration.severity_proposed,
            severity: None,
            status: Status::Registered,
            registered_at,
            assignee: None,
            limit: None,
            handled_on: None,
            handled_at: None,
            result: String::new(),
            closed_out_on: None,
            photos: registration.photos.clone(),
            owed: Vec::new(),
            follow_ups: Vec::new(),
            complete: false,
            goes_on: None,
            referrals: Vec::new(),
            work_orders: Vec::new(),
            settled_work_orders: BTreeSet::new(),
            technicians: BTreeSet::new(),
            set_aside: None,
            duplicates: Vec::new(),
            timeline: Vec::new(),
            erased: Vec::new(),
            last_round: 0,
            stood: Vec::new(),
            before_going_on: None,
        };
        if let Some(carried) = carried {
            complaint.number = Some(carried.old_number.clone());
            (complaint.status, complaint.stood) = carried.stage.stands();
            if let Stage::Dispatched { assignee, limit } = carried.stage {
                complaint.assignee = assignee;
                complaint.limit = Some(limit);
            }
        }
        complaint.note(opened, fact);
        Some(complaint)
    }

    fn note(&mut self, opened: &Opened, fact: &ComplaintFact) {
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
            fact: fact.clone(),
        });
    }

    pub(crate) fn apply(&mut self, opened: &Opened, fact: &ComplaintFact) {
        self.note(opened, fact);
        match fact {
            ComplaintFact::Registered(_) | ComplaintFact::CarriedOver(_) => {}
            ComplaintFact::NumberGiven { number } => self.number = Some(number.clone()),
            ComplaintFact::HandedUp { .. } => self.step(Status::HandedUp),
            ComplaintFact::Opened => self.step(Status::Opened),
            ComplaintFact::Dispatched {
                department,
                assignee,
                limit,
            } => {
                self.step(Status::Dispatched);
                self.department = Some(*department);
                self.assignee = *assignee;
                self.limit = Some(*limit);
            }
            ComplaintFact::SeverityDecided { severity } => self.severity = Some(*severity),
            ComplaintFact::DepartmentNamed { department } => self.department = Some(*department),
            ComplaintFact::Handled { on, result, photos } => {
                self.step(Status::Handled);
                self.handled_on = Some(*on);
                self.handled_at = Some(opened.event.moment.happened_at);
                self.result = PersonalBook::of(&opened.personal).text(*result).to_owned();
                self.photos.extend(photos);
                self.goes_on = None;
            }
            ComplaintFact::ClosedOut { on } => {
                self.step(Status::ClosedOut);
                self.closed_out_on = Some(*on);
            }
            ComplaintFact::FollowUpOwed(obligation) => {
                self.complete = false;
                self.last_round = self.last_round.max(obligation.round);
                rounds::owe(&mut self.owed, obligation);
            }
            ComplaintFact::FollowUpScheduled { round, people, on } => {
                rounds::schedule(&mut self.owed, *round, people, *on);
            }
            ComplaintFact::TechnicianSent { round, technician } => {
                rounds::send_technician(&mut self.owed, *round, *technician);
            }
            ComplaintFact::FollowUpRecorded(follow_up) => {
                rounds::made(&mut self.owed, &mut self.follow_ups, opened, follow_up);
            }
            ComplaintFact::FollowUpAttempted {
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
            ComplaintFact::EndedUnreachable { round, .. } => {
                rounds::end(&mut self.owed, *round);
            }
            ComplaintFact::Completed { .. } => self.complete = self.goes_on.is_none(),
            ComplaintFact::WentOn { why, round } => {
                self.complete = false;
                self.goes_on = Some(*why);
                let latest = self
                    .owed
                    .last()
                    .is_none_or(|owed| owed.obligation.round <= *round);
                if latest && self.status >= Status::Handled {
                    self.before_going_on = Some((self.status, self.closed_out_on));
                    self.status = Status::Dispatched;
                    self.closed_out_on = None;
                    self.stood.retain(|stood| *stood < Status::Dispatched);
                }
            }
            ComplaintFact::ConductConfirmed { command } => {
                origin::confirm(&mut self.timeline, *command, opened.event.recorded_by);
                rounds::confirm(&mut self.follow_ups, *command, opened);
            }
            ComplaintFact::ConductDenied { command, reason } => {
                let by = opened.event.recorded_by;
                origin::deny(&mut self.timeline, *command, by, reason);
                rounds::deny(&mut self.follow_ups, *command, opened);
            }
            ComplaintFact::Referred { .. } | ComplaintFact::ReferralAnswered { .. } => {
                self.refer(opened, fact);
            }
            ComplaintFact::WorkOrderMade { work_order } => {
                if !self.work_orders.contains(work_order) {
                    self.work_orders.push(*work_order);
                }
            }
            ComplaintFact::WorkOrderWithdrawn { work_order } => {
                self.settled_work_orders.insert(*work_order);
            }
            ComplaintFact::Repaired {
                work_order,
                on,
                technicians,
            } => {
                self.technicians.extend(technicians);
                self.settled_work_orders.insert(*work_order);
                // A request with several slips is handled with the last of them.
                let all = self
                    .work_orders
                    .iter()
                    .all(|order| self.settled_work_orders.contains(order));
                if all && self.request == RequestKind::Repair && self.status < Status::Handled {
                    self.step(Status::Handled);
                    self.handled_on = Some(*on);
                    self.handled_at = Some(opened.event.moment.happened_at);
                }
            }
            ComplaintFact::RepairReopened { work_order } => self.repair_reopened(*work_order),
            ComplaintFact::DuplicateOf { case } => {
                self.set_aside = Some(SetAside::DuplicateOf { case: *case });
            }
            ComplaintFact::DuplicateJoined { case } => {
                if !self.duplicates.contains(case) {
                    self.duplicates.push(*case);
                }
            }
            ComplaintFact::DuplicateParted => {
                if matches!(self.set_aside, Some(SetAside::DuplicateOf { .. })) {
                    self.set_aside = None;
                }
            }
            ComplaintFact::DuplicateReleased { case } => {
                self.duplicates.retain(|joined| joined != case);
            }
            ComplaintFact::SteppedBack {
                from, to, lapsed, ..
            } => self.stepped_back(*from, *to, lapsed),
            ComplaintFact::EntryVoided { entry, .. } => self.voided(*entry),
        }
    }

    fn step(&mut self, to: Status) {
        // Dispatched anew, it still came from where it came from.
        if self.status != to {
            self.stood.push(self.status);
        }
        self.status = to;
        self.before_going_on = None;
    }

    fn stepped_back(&mut self, from: Status, to: Status, lapsed: &[u16]) {
        if self.status != from {
            return;
        }
        self.stood.pop();
        self.status = to;
        self.before_going_on = None;
        match from {
            Status::ClosedOut => self.closed_out_on = None,
            Status::Handled => {
                self.handled_on = None;
                self.handled_at = None;
                self.result.clear();
            }
            Status::Dispatched => {
                self.assignee = None;
                self.limit = None;
            }
            Status::Registered | Status::HandedUp | Status::Opened => {}
        }
        self.owed.retain(|owed| {
            owed.state != OwedState::Owed || !lapsed.contains(&owed.obligation.round)
        });
    }

    /// What was handled by that repair alone stands where it stood before, closed out or not.
    fn repair_reopened(&mut self, work_order: WorkOrderId) {
        self.settled_work_orders.remove(&work_order);
        let by_repair = self.request == RequestKind::Repair && self.result.is_empty();
        if !by_repair || self.status < Status::Handled {
            return;
        }
        while self.status >= Status::Handled {
            let Some(before) = self.stood.pop() else {
                break;
            };
            self.status = before;
        }
        self.before_going_on = None;
        self.handled_on = None;
        self.handled_at = None;
        self.closed_out_on = None;
    }

    fn refer(&mut self, opened: &Opened, fact: &ComplaintFact) {
        let book = PersonalBook::of(&opened.personal);
        match fact {
            ComplaintFact::Referred {
                referral,
                department,
                content,
                limit,
            } => self.referrals.push(Referral {
                number: *referral,
                department: *department,
                content: book.text(*content).to_owned(),
                limit: *limit,
                at: opened.event.moment.happened_at,
                answers: Vec::new(),
            }),
            ComplaintFact::ReferralAnswered { referral, answer } => {
                let known = self
                    .referrals
                    .iter_mut()
                    .find(|known| known.number == *referral);
                if let Some(known) = known {
                    known.answers.push(ReferralAnswer {
                        command: opened.command,
                        by: opened.event.recorded_by,
                        at: opened.event.moment.happened_at,
                        text: book.text(*answer).to_owned(),
                    });
                }
            }
            _ => {}
        }
    }

    /// What hangs on the entry is computed anew.
    fn voided(&mut self, entry: CommandId) {
        let mut registered = false;
        for line in &mut self.timeline {
            if line.command == entry {
                line.voided = true;
                registered |= matches!(
                    line.fact,
                    ComplaintFact::Registered(_) | ComplaintFact::CarriedOver(_)
                );
            }
        }
        if registered {
            self.set_aside = Some(SetAside::Voided);
        }
        for referral in &mut self.referrals {
            referral.answers.retain(|answer| answer.command != entry);
        }
        if rounds::void(&mut self.owed, &mut self.follow_ups, entry) {
            let outcome = rounds::outcome(&self.owed, &self.follow_ups);
            self.complete = outcome.complete;
            self.goes_on = outcome.goes_on;
            if self.goes_on.is_none()
                && let Some((status, closed_out_on)) = self.before_going_on.take()
            {
                self.status = status;
                self.closed_out_on = closed_out_on;
            }
        }
    }
}
