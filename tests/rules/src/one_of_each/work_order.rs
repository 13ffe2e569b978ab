//! A work order.

use domain::event::complaint::AttemptFailure;
use domain::event::work_order::{
    Handover, MaterialCheck, PhotoTime, SlipStage, Thousandths, Trade, TrialWay, Witness,
};
use domain::follow_up::Channel;
use domain::id::{Digest, Instant};
use domain::work_order::Phase;
use domain::work_order::command::{
    CarriedOrder, CheckedMaterial, Consent, MaterialEntry, TrialOutcome, WorkOrderCommand,
};

use super::complaint::carried;
use super::{Standing, entry, text};

pub(super) fn of_order(of: &Standing) -> Vec<WorkOrderCommand> {
    let work_order = of.work_order;
    let technician = of.technician;
    let later = Instant(of.now.0 + 3_600_000);
    vec![
        WorkOrderCommand::MakeWorkOrder {
            work_order: of.fresh_order,
            case: of.case,
            ordinal: 9,
            trade: Trade::Plumbing,
            handover: Handover::Delivered,
        },
        WorkOrderCommand::CarryOverWorkOrder {
            work_order: of.fresh_order,
            carried: Box::new(CarriedOrder {
                case: of.fresh_case,
                request: carried(of),
                trade: Trade::Plumbing,
                made_at: of.now,
                stage: SlipStage::Made,
            }),
        },
        WorkOrderCommand::SwitchHandover {
            work_order,
            was: Handover::Delivered,
            handover: Handover::ToldToCollect,
        },
        WorkOrderCommand::ReceiveWorkOrder {
            work_order,
            late_reason: None,
        },
        WorkOrderCommand::AssignTechnician {
            work_order,
            was: None,
            technician,
            reason: None,
        },
        WorkOrderCommand::PassOn {
            work_order,
            was: technician,
            technician: of.director,
            reason: text(),
        },
        WorkOrderCommand::GiveBack {
            work_order,
            was: technician,
            reason: text(),
        },
        WorkOrderCommand::Arrive {
            work_order,
            purpose: text(),
        },
        WorkOrderCommand::AskConsent {
            work_order,
            consent: Consent::Given,
        },
        WorkOrderCommand::Reappoint {
            work_order,
            was: None,
            appointment: later,
        },
        WorkOrderCommand::ConfirmItems {
            work_order,
            items: vec![text()],
        },
        WorkOrderCommand::AddCompanyMaterial {
            work_order,
            lines: vec![MaterialEntry {
                name: text(),
                quantity: Thousandths(1),
                unit: text(),
                unit_price_fen: 1,
            }],
        },
        WorkOrderCommand::CheckOccupantMaterial {
            work_order,
            checks: vec![CheckedMaterial {
                name: text(),
                check: MaterialCheck::Accepted,
                remark: text(),
            }],
        },
        WorkOrderCommand::BuildInMaterial {
            work_order,
            material: of.entry,
            line: 0,
        },
        WorkOrderCommand::AddPhotos {
            work_order,
            when: PhotoTime::After,
            photos: vec![Digest::of(&[b"photo"])],
        },
        WorkOrderCommand::BeginWork { work_order },
        WorkOrderCommand::PauseWork {
            work_order,
            reason: text(),
            continue_at: None,
        },
        WorkOrderCommand::FinishWork {
            work_order,
            result: of.words,
        },
        WorkOrderCommand::SetCharge {
            work_order,
            lines: Vec::new(),
        },
        WorkOrderCommand::RecordTrial {
            work_order,
            way: TrialWay::TriedOut,
            outcome: TrialOutcome::Right,
        },
        WorkOrderCommand::SignOff {
            work_order,
            signature: Digest::of(&[b"strokes"]),
            amount_fen: 0,
        },
        WorkOrderCommand::RefuseSignature {
            work_order,
            witness: Witness::Staff(of.director),
            reason: text(),
            amount_fen: 0,
        },
        WorkOrderCommand::VoidSignOff {
            work_order: of.signed_order,
            entry: of.entry,
            reason: text(),
        },
        WorkOrderCommand::WithdrawWorkOrder {
            work_order,
            was: Phase::Assigned,
            reason: text(),
        },
        WorkOrderCommand::ScheduleFollowUp {
            work_order: of.signed_order,
            round: 1,
            people: of.going_for_repair.clone(),
            on: of.today,
        },
        WorkOrderCommand::RecordFollowUp {
            work_order: of.signed_order,
            entry: Box::new(entry(of.signed_case)),
        },
        WorkOrderCommand::RecordAttempt {
            work_order: of.signed_order,
            round: 1,
            channel: Channel::Phone,
            failure: AttemptFailure::NobodyThere,
        },
        WorkOrderCommand::EndUnreachable {
            work_order: of.signed_order,
            round: 1,
            reason: text(),
        },
    ]
}
