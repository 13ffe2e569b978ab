//! A refused step of a work order, with everything that was typed into it.

use domain::command::{Command, CommandBody};
use domain::event::work_order::{Handover, PhotoTime, Witness};
use domain::id::{Digest, Instant};
use domain::json::word;
use domain::personal::PersonalBook;
use domain::work_order::command::{
    ChargeEntry, CheckedMaterial, Consent, MaterialEntry, TrialOutcome, WorkOrderCommand,
};

use super::answers::{ChargeDraft, MaterialDraft, StepDraft};
use super::step::Step;
use crate::pages::parts::{amount, minute};
use crate::text::Lang;

/// The step a refused command was, as its form kept it; none for what has a page of its own, and for what is carried
/// over from a file.
#[must_use]
pub fn written_anew(command: &Command, utc_offset_minutes: i32) -> Option<(Step, StepDraft)> {
    let CommandBody::WorkOrder(body) = &command.body else {
        return None;
    };
    let book = PersonalBook::of(&command.personal);
    let words = |words: &str| StepDraft {
        words: words.to_owned(),
        ..StepDraft::default()
    };
    let at = |at: Option<Instant>, said: &str| StepDraft {
        at: at.map_or_else(String::new, |at| minute::written(at, utc_offset_minutes)),
        ..words(said)
    };
    use WorkOrderCommand as C;
    Some(match body {
        C::ReceiveWorkOrder { late_reason, .. } => (
            Step::Receive,
            words(late_reason.as_deref().unwrap_or_default()),
        ),
        C::AssignTechnician {
            technician, reason, ..
        } => {
            let draft = StepDraft {
                technician: technician.to_string(),
                ..words(reason.as_deref().unwrap_or_default())
            };
            (Step::Assign, draft)
        }
        C::PassOn {
            technician, reason, ..
        } => {
            let draft = StepDraft {
                technician: technician.to_string(),
                ..words(reason)
            };
            (Step::PassOn, draft)
        }
        C::GiveBack { reason, .. } => (Step::GiveBack, words(reason)),
        C::Arrive { purpose, .. } => (Step::Arrive, words(purpose)),
        C::AskConsent {
            consent: Consent::Given,
            ..
        } => (Step::ConsentGiven, StepDraft::default()),
        C::AskConsent {
            consent:
                Consent::Refused {
                    words: said,
                    appointment,
                },
            ..
        } => (Step::ConsentRefused, at(*appointment, book.text(*said))),
        C::Reappoint { appointment, .. } => (Step::Reappoint, at(Some(*appointment), "")),
        C::ConfirmItems { items, .. } => {
            let draft = StepDraft {
                items: items.join("\n"),
                ..StepDraft::default()
            };
            (Step::ConfirmItems, draft)
        }
        C::AddCompanyMaterial { lines, .. } => {
            let draft = StepDraft {
                materials: lines.iter().map(company).collect(),
                ..StepDraft::default()
            };
            (Step::AddMaterial, draft)
        }
        C::CheckOccupantMaterial { checks, .. } => {
            let draft = StepDraft {
                materials: checks.iter().map(checked).collect(),
                ..StepDraft::default()
            };
            (Step::CheckMaterial, draft)
        }
        C::BuildInMaterial { material, line, .. } => {
            (Step::BuildIn(*material, *line), StepDraft::default())
        }
        C::AddPhotos { when, photos, .. } => {
            let step = match when {
                PhotoTime::Before => Step::PhotosBefore,
                PhotoTime::After => Step::PhotosAfter,
            };
            let draft = StepDraft {
                photos: photos.clone(),
                ..StepDraft::default()
            };
            (step, draft)
        }
        C::BeginWork { .. } => (Step::Begin, StepDraft::default()),
        C::PauseWork {
            reason,
            continue_at,
            ..
        } => (Step::Pause, at(*continue_at, reason)),
        C::FinishWork { result, .. } => (Step::Finish, words(book.text(*result))),
        C::SetCharge { lines, .. } => {
            let draft = StepDraft {
                lines: lines.iter().map(charged).collect(),
                ..StepDraft::default()
            };
            (Step::Charge, draft)
        }
        C::RecordTrial { way, outcome, .. } => {
            let (right, said) = match outcome {
                TrialOutcome::Right => ("yes", ""),
                TrialOutcome::NotRight { words } => ("no", book.text(*words)),
            };
            let draft = StepDraft {
                way: word(way),
                right: right.to_owned(),
                ..words(said)
            };
            (Step::Trial, draft)
        }
        C::RefuseSignature {
            witness, reason, ..
        } => {
            let (staff, name) = match witness {
                Witness::Staff(person) => (person.to_string(), String::new()),
                Witness::Named(name) => (String::new(), book.text(*name).to_owned()),
            };
            let draft = StepDraft {
                witness: staff,
                witness_name: name,
                ..words(reason)
            };
            (Step::RefuseSignature, draft)
        }
        C::SwitchHandover { handover, .. } => {
            let step = match handover {
                Handover::Delivered => Step::Deliver,
                Handover::ToldToCollect | Handover::OnPaper => Step::TellToCollect,
            };
            (step, StepDraft::default())
        }
        C::VoidSignOff { entry, reason, .. } => (Step::VoidSignOff(*entry), words(reason)),
        C::WithdrawWorkOrder { reason, .. } => (Step::Withdraw, words(reason)),
        C::ScheduleFollowUp { people, on, .. } => {
            let draft = StepDraft {
                people: people.clone(),
                on: on.to_string(),
                ..StepDraft::default()
            };
            (Step::Schedule, draft)
        }
        C::RecordAttempt {
            channel, failure, ..
        } => {
            let draft = StepDraft {
                channel: word(channel),
                failure: word(failure),
                ..StepDraft::default()
            };
            (Step::Attempt, draft)
        }
        C::EndUnreachable { reason, .. } => (Step::EndUnreachable, words(reason)),
        C::ConfirmConduct { command, .. } => (Step::ConfirmConduct(*command), StepDraft::default()),
        C::DenyConduct {
            command, reason, ..
        } => (Step::DenyConduct(*command), words(reason)),
        C::VoidEntry { entry, reason, .. } => (Step::Void(*entry), words(reason)),
        C::MakeWorkOrder { .. }
        | C::CarryOverWorkOrder { .. }
        | C::SignOff { .. }
        | C::RecordFollowUp { .. } => return None,
    })
}

fn company(entry: &MaterialEntry) -> MaterialDraft {
    MaterialDraft {
        name: entry.name.clone(),
        quantity: Lang::Zh.quantity(entry.quantity.0),
        unit: entry.unit.clone(),
        price: amount::written(entry.unit_price_fen),
        ..MaterialDraft::default()
    }
}

fn checked(material: &CheckedMaterial) -> MaterialDraft {
    MaterialDraft {
        name: material.name.clone(),
        check: word(&material.check),
        remark: material.remark.clone(),
        ..MaterialDraft::default()
    }
}

fn charged(line: &ChargeEntry) -> ChargeDraft {
    let adjusted = line.adjusted.as_ref();
    ChargeDraft {
        code: line.code.clone(),
        quantity: Lang::Zh.quantity(line.quantity.0),
        adjusted: adjusted
            .map_or_else(String::new, |adjusted| amount::written(adjusted.amount_fen)),
        because: adjusted.map_or_else(String::new, |adjusted| adjusted.reason.clone()),
    }
}

/// The attachment of a signature, where the command carries one.
#[must_use]
pub fn signature(command: &WorkOrderCommand) -> Option<Digest> {
    match command {
        WorkOrderCommand::SignOff { signature, .. } => Some(*signature),
        WorkOrderCommand::RecordFollowUp { entry, .. } => entry.signature,
        _ => None,
    }
}
