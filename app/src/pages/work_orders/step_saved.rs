//! From a filled-in step to the command it becomes.

use domain::command::CommandBody;
use domain::event::work_order::{Handover, PhotoTime, Witness};
use domain::id::{Instant, WorkOrderId};
use domain::json::named;
use domain::work_order::WorkOrder;
use domain::work_order::command::{
    Adjustment, ChargeEntry, CheckedMaterial, Consent, MaterialEntry, TrialOutcome,
    WorkOrderCommand as Command,
};
use leptos::prelude::*;

use super::answers::{Answers, ChargeDraft, MaterialDraft};
use super::step::Step;
use crate::actions::Sealer;
use crate::engine::message::Submission;
use crate::pages::parts::{amount, minute};

/// A line as it is charged; `None` while its numbers cannot be read.
fn charged(line: &ChargeDraft) -> Option<ChargeEntry> {
    let adjusted = if line.adjusted.trim().is_empty() {
        None
    } else {
        Some(Adjustment {
            amount_fen: amount::fen(&line.adjusted)?,
            reason: line.because.trim().to_owned(),
        })
    };
    Some(ChargeEntry {
        code: line.code.clone(),
        quantity: amount::thousandths(&line.quantity)?,
        adjusted,
    })
}

fn company(line: &MaterialDraft) -> Option<MaterialEntry> {
    Some(MaterialEntry {
        name: line.name.trim().to_owned(),
        quantity: amount::thousandths(&line.quantity)?,
        unit: line.unit.trim().to_owned(),
        unit_price_fen: amount::fen(&line.price)?,
    })
}

fn checked(line: &MaterialDraft) -> Option<CheckedMaterial> {
    Some(CheckedMaterial {
        name: line.name.trim().to_owned(),
        check: named(&line.check)?,
        remark: line.remark.trim().to_owned(),
    })
}

impl Answers {
    /// The command of a step; `None` while an answer is missing that has no empty form.
    #[must_use]
    pub fn submission(self, step: Step, order: &WorkOrder, offset: i32) -> Option<Submission> {
        let mut sealer = Sealer::default();
        let command = match step {
            Step::StartFollowUp | Step::Sign => return None,
            Step::Schedule
            | Step::Attempt
            | Step::EndUnreachable
            | Step::ConfirmConduct(_)
            | Step::DenyConduct(_)
            | Step::Void(_)
            | Step::VoidSignOff(_) => self.follow_up(step, order)?,
            Step::TellToCollect
            | Step::Deliver
            | Step::Receive
            | Step::Assign
            | Step::PassOn
            | Step::GiveBack
            | Step::Withdraw => self.engineering(step, order)?,
            Step::Arrive
            | Step::ConsentGiven
            | Step::ConsentRefused
            | Step::Reappoint
            | Step::Pause => self.visit(step, order, offset, &mut sealer)?,
            _ => self.work(step, order, &mut sealer)?,
        };
        let photos = match step {
            Step::PhotosBefore | Step::PhotosAfter => self.photos.get_untracked(),
            _ => Vec::new(),
        };
        let mut submission = Submission::now(CommandBody::WorkOrder(command), sealer);
        submission.photos = photos;
        Some(submission)
    }

    fn said(self) -> String {
        self.words.get_untracked().trim().to_owned()
    }

    fn appointed(self, offset: i32) -> Option<Instant> {
        minute::read(self.at.get_untracked().trim(), offset)
    }

    fn engineering(self, step: Step, order: &WorkOrder) -> Option<Command> {
        let work_order = order.id;
        let said = self.said();
        let technician = || self.technician.get_untracked().parse().ok();
        Some(match step {
            Step::TellToCollect | Step::Deliver => Command::SwitchHandover {
                work_order,
                was: order.slip.handover,
                handover: if step == Step::Deliver {
                    Handover::Delivered
                } else {
                    Handover::ToldToCollect
                },
            },
            Step::Receive => Command::ReceiveWorkOrder {
                work_order,
                late_reason: (!said.is_empty()).then_some(said),
            },
            Step::Assign => Command::AssignTechnician {
                work_order,
                was: order.technician,
                technician: technician()?,
                reason: (!said.is_empty()).then_some(said),
            },
            Step::PassOn => Command::PassOn {
                work_order,
                was: order.technician?,
                technician: technician()?,
                reason: said,
            },
            Step::GiveBack => Command::GiveBack {
                work_order,
                was: order.technician?,
                reason: said,
            },
            _ => Command::WithdrawWorkOrder {
                work_order,
                was: order.phase,
                reason: said,
            },
        })
    }

    fn visit(
        self,
        step: Step,
        order: &WorkOrder,
        offset: i32,
        sealer: &mut Sealer,
    ) -> Option<Command> {
        let work_order = order.id;
        Some(match step {
            Step::Arrive => Command::Arrive {
                work_order,
                purpose: self.said(),
            },
            Step::ConsentGiven => Command::AskConsent {
                work_order,
                consent: Consent::Given,
            },
            Step::ConsentRefused => Command::AskConsent {
                work_order,
                consent: Consent::Refused {
                    words: sealer.seal(&self.said()),
                    appointment: self.appointed(offset),
                },
            },
            Step::Reappoint => Command::Reappoint {
                work_order,
                was: order.appointment,
                appointment: self.appointed(offset)?,
            },
            _ => Command::PauseWork {
                work_order,
                reason: self.said(),
                continue_at: self.appointed(offset),
            },
        })
    }

    fn work(self, step: Step, order: &WorkOrder, sealer: &mut Sealer) -> Option<Command> {
        let work_order = order.id;
        Some(match step {
            Step::ConfirmItems => Command::ConfirmItems {
                work_order,
                items: self
                    .items
                    .get_untracked()
                    .lines()
                    .map(|item| item.trim().to_owned())
                    .filter(|item| !item.is_empty())
                    .collect(),
            },
            Step::AddMaterial => Command::AddCompanyMaterial {
                work_order,
                lines: untrack(|| self.typed_materials())
                    .iter()
                    .map(company)
                    .collect::<Option<_>>()?,
            },
            Step::CheckMaterial => Command::CheckOccupantMaterial {
                work_order,
                checks: untrack(|| self.typed_materials())
                    .iter()
                    .map(checked)
                    .collect::<Option<_>>()?,
            },
            Step::BuildIn(material, line) => Command::BuildInMaterial {
                work_order,
                material,
                line,
            },
            Step::PhotosBefore | Step::PhotosAfter => Command::AddPhotos {
                work_order,
                when: if step == Step::PhotosBefore {
                    PhotoTime::Before
                } else {
                    PhotoTime::After
                },
                photos: self.photos.get_untracked(),
            },
            Step::Begin => Command::BeginWork { work_order },
            Step::Finish => Command::FinishWork {
                work_order,
                result: sealer.seal(&self.said()),
            },
            Step::Charge => Command::SetCharge {
                work_order,
                lines: untrack(|| self.typed_services())
                    .iter()
                    .map(charged)
                    .collect::<Option<_>>()?,
            },
            Step::Trial => Command::RecordTrial {
                work_order,
                way: named(&self.way.get_untracked())?,
                outcome: if self.right.get_untracked() == "yes" {
                    TrialOutcome::Right
                } else {
                    TrialOutcome::NotRight {
                        words: sealer.seal(&self.said()),
                    }
                },
            },
            _ => Command::RefuseSignature {
                work_order,
                witness: self.witness.get_untracked().parse().map_or_else(
                    |_| Witness::Named(sealer.seal(&self.witness_name.get_untracked())),
                    Witness::Staff,
                ),
                reason: self.said(),
                amount_fen: order.total_fen(),
            },
        })
    }

    fn follow_up(self, step: Step, order: &WorkOrder) -> Option<Command> {
        let work_order: WorkOrderId = order.id;
        let round = || order.owed_now().map(|owed| owed.obligation.round);
        Some(match step {
            Step::Schedule => Command::ScheduleFollowUp {
                work_order,
                round: round()?,
                people: self.people.get_untracked(),
                on: self.on.get_untracked().parse().ok()?,
            },
            Step::Attempt => Command::RecordAttempt {
                work_order,
                round: round()?,
                channel: named(&self.channel.get_untracked())?,
                failure: named(&self.failure.get_untracked())?,
            },
            Step::EndUnreachable => Command::EndUnreachable {
                work_order,
                round: round()?,
                reason: self.said(),
            },
            Step::ConfirmConduct(command) => Command::ConfirmConduct {
                work_order,
                command,
            },
            Step::DenyConduct(command) => Command::DenyConduct {
                work_order,
                command,
                reason: self.said(),
            },
            Step::VoidSignOff(entry) => Command::VoidSignOff {
                work_order,
                entry,
                reason: self.said(),
            },
            Step::Void(entry) => Command::VoidEntry {
                work_order,
                entry,
                reason: self.said(),
            },
            _ => return None,
        })
    }
}
