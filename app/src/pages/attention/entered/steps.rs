//! What was typed into a refused step of a violation or of a work order: each choice in words, then what was said.

use domain::command::Command;
use domain::event::violation::ProofOfService;
use domain::event::work_order::Witness;
use domain::rejection::Field;
use domain::violation::ViolationCommand;
use domain::work_order::command::{Consent, TrialOutcome, WorkOrderCommand};

use super::Lines;
use crate::text::timeline::Names as _;
use crate::text::{Word, text};

impl Lines<'_> {
    pub(super) fn violation(&mut self, body: &ViolationCommand, command: &Command) {
        use ViolationCommand as C;
        let lang = self.lang;
        let (words, steps) = (&text(lang).violation, &text(lang).violation_step);
        let either = |yes: bool, on: &'static str, off: &'static str| if yes { on } else { off };
        match body {
            C::NoticeViolation {
                observation,
                persuasion,
                stopped,
                ..
            } => {
                self.field(Field::UnitCode, observation.unit_code.clone());
                self.personal(Field::Occupant, Some(observation.occupant));
                self.say(words.item, lang.violation_item(observation.item));
                self.say(words.seen, self.book.text(observation.seen).to_owned());
                let debt = observation.debt.map_or("", |debt| debt.word(lang));
                self.say(words.debt, debt);
                let proposed = observation.severity_proposed;
                self.say(words.severity, proposed.map_or("", |one| one.word(lang)));
                if let Some(said) = persuasion {
                    self.say(steps.persuade_words, self.book.text(*said).to_owned());
                    let ended = either(*stopped, words.stopped, words.not_stopped);
                    self.say(words.persuaded, ended);
                }
            }
            C::Persuade {
                words: said,
                stopped,
                ..
            } => {
                self.say(steps.persuade_words, self.book.text(*said).to_owned());
                let ended = either(*stopped, words.stopped, words.not_stopped);
                self.say(words.persuaded, ended);
            }
            C::DecideViolationSeverity { severity, .. } => {
                self.say(words.severity, severity.word(lang));
            }
            C::SendTeamLeader { person, .. } => {
                self.say(steps.team_leader, self.names.person(*person));
            }
            C::StateArrears { arrears, .. } => {
                self.say(words.principal, lang.yuan(arrears.principal_fen));
                self.say(words.rate, arrears.per_mille.to_string());
                self.say(words.due_last, lang.date(arrears.last_day));
                self.say(words.contract, arrears.contract.clone());
            }
            C::JudgeSpecialReason {
                accepted, reason, ..
            } => {
                let verdict = either(*accepted, words.reason_accepted, words.reason_rejected);
                self.say(words.special_reason, verdict);
                self.field(Field::Reason, reason.clone());
            }
            C::ProposeDisposition { proposal, .. } => {
                self.field(Field::Measure, proposal.measure.word(lang));
                self.say(words.opinion, proposal.opinion.clone());
                let executors: Vec<String> = proposal
                    .executors
                    .iter()
                    .map(|person| self.names.person(*person))
                    .collect();
                self.say(words.executors, lang.list(&executors));
                let day = proposal.last_day.map(|day| lang.date(day));
                self.say(words.last_day, day.unwrap_or_default());
                let sum = proposal.amount_fen.map(|fen| lang.yuan(fen));
                self.say(words.amount, sum.unwrap_or_default());
            }
            C::DecideForCompany {
                approved, decision, ..
            } => {
                self.say(
                    words.company,
                    either(*approved, words.approved, words.rejected),
                );
                self.say(steps.decision, decision.clone());
            }
            C::MarkNotApplicable {
                measure, reason, ..
            } => {
                self.field(Field::Measure, measure.word(lang));
                self.field(Field::Reason, reason.clone());
            }
            C::ServeNotice {
                on, paper, proof, ..
            } => {
                self.say(steps.serve_on, lang.date(*on));
                self.say(steps.paper, paper.clone());
                let (how, label, name) = match proof {
                    ProofOfService::SignedFor { by, .. } => (words.signed_for, steps.receiver, *by),
                    ProofOfService::Refused { witness, .. } => {
                        (words.refused_service, steps.witness, *witness)
                    }
                };
                self.say(steps.proof, how);
                self.say(label, self.book.text(name).to_owned());
            }
            C::SettleStanding { decision, .. } => self.say(steps.decision, decision.clone()),
            C::RecordCompliance { complied, note, .. } => {
                let said = either(*complied, words.complied_yes, words.complied_no);
                self.say(words.complied, said);
                self.say(steps.note, note.clone());
            }
            C::RecheckRectification {
                rectified, note, ..
            } => {
                let said = either(*rectified, words.rectified_yes, words.rectified_no);
                self.say(words.recheck, said);
                self.say(steps.note, note.clone());
            }
            C::CloseViolation { outcome, note, .. } => {
                self.say(words.outcome, outcome.word(lang));
                self.say(steps.close_note, note.clone());
            }
            C::ReopenViolation { was, reason, .. } => {
                self.say(words.outcome, was.word(lang));
                self.field(Field::Reason, reason.clone());
            }
            C::DenyConduct { reason, .. } => self.field(Field::Reason, reason.clone()),
            C::ConfirmConduct { .. } => {}
            C::ReferRenovation { .. }
            | C::ClaimSpecialReason { .. }
            | C::WeighDisposition { .. }
            | C::CountersignDisposition { .. }
            | C::DeclineDisposition { .. }
            | C::CarryOutDisposition { .. }
            | C::RecordReconciliation { .. }
            | C::WithdrawProposal { .. }
            | C::JoinViolation { .. }
            | C::PartViolation { .. }
            | C::VoidEntry { .. } => {
                self.sealed(command);
                self.plain(command);
            }
        }
    }

    pub(super) fn work_order(&mut self, body: &WorkOrderCommand, command: &Command) {
        use WorkOrderCommand as C;
        let lang = self.lang;
        let offset = self.names.utc_offset_minutes();
        match body {
            C::MakeWorkOrder {
                trade, handover, ..
            } => {
                self.field(Field::Trade, trade.word(lang));
                self.say(text(lang).work_order.handover, handover.word(lang));
            }
            C::SwitchHandover { handover, .. } => {
                self.say(text(lang).work_order.handover, handover.word(lang));
            }
            C::AssignTechnician { technician, .. } | C::PassOn { technician, .. } => {
                self.field(Field::Technician, self.names.person(*technician));
            }
            C::AskConsent {
                consent: Consent::Refused { appointment, .. },
                ..
            } => {
                let at = appointment.map(|at| lang.full_moment(at, offset));
                self.field(Field::Appointment, at.unwrap_or_default());
            }
            C::Reappoint { appointment, .. } => {
                self.field(Field::Appointment, lang.full_moment(*appointment, offset));
            }
            C::ConfirmItems { items, .. } => self.field(Field::Items, lang.list(items)),
            C::AddCompanyMaterial { lines, .. } => {
                for entry in lines {
                    self.field(Field::Material, entry.name.clone());
                    let many = lang.quantity(entry.quantity.0);
                    let price = lang.yuan(entry.unit_price_fen);
                    self.field(Field::Quantity, format!("{many} {} × {price}", entry.unit));
                }
            }
            C::CheckOccupantMaterial { checks, .. } => {
                for one in checks {
                    let said = format!("{} · {}", one.name, one.check.word(lang));
                    self.field(Field::Material, said);
                    self.field(Field::Result, one.remark.clone());
                }
            }
            C::PauseWork { continue_at, .. } => {
                let at = continue_at.map(|at| lang.full_moment(at, offset));
                self.field(Field::Appointment, at.unwrap_or_default());
            }
            C::SetCharge { lines, .. } => {
                for line in lines {
                    let mut said = format!("{} × {}", line.code, lang.quantity(line.quantity.0));
                    if let Some(adjusted) = &line.adjusted {
                        let sum = lang.yuan(adjusted.amount_fen);
                        said = format!("{said} → {sum} · {}", adjusted.reason);
                    }
                    self.field(Field::Charge, said);
                }
            }
            C::RecordTrial { way, outcome, .. } => {
                let found = match outcome {
                    TrialOutcome::Right => text(lang).work_order_step.right,
                    TrialOutcome::NotRight { .. } => text(lang).work_order_step.not_right,
                };
                self.field(Field::Result, format!("{} · {found}", way.word(lang)));
            }
            C::SignOff { amount_fen, .. } => self.field(Field::Amount, lang.yuan(*amount_fen)),
            C::RefuseSignature {
                witness,
                amount_fen,
                ..
            } => {
                if let Witness::Staff(person) = witness {
                    self.field(Field::Witness, self.names.person(*person));
                }
                self.field(Field::Amount, lang.yuan(*amount_fen));
            }
            C::RecordFollowUp { entry, .. } => {
                self.follow_up(entry);
                return;
            }
            C::ScheduleFollowUp { people, on, .. } => {
                let people: Vec<String> = people
                    .iter()
                    .map(|person| self.names.person(*person))
                    .collect();
                self.field(Field::Conductors, lang.list(&people));
                self.field(Field::From, lang.date(*on));
            }
            C::RecordAttempt {
                channel, failure, ..
            } => {
                let said = format!("{} · {}", channel.word(lang), failure.word(lang));
                self.say(text(lang).follow_up.channel, said);
            }
            _ => {}
        }
        // What was said, and the reasons: in the order they were sealed or written.
        self.sealed(command);
        if !matches!(body, C::SetCharge { .. }) {
            self.plain(command);
        }
    }
}
