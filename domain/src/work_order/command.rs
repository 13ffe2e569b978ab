//! What a person does about a work order.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Phase;
use crate::command::Class;
use crate::complaint::command::FollowUpEntry;
use crate::event::complaint::{AttemptFailure, CarriedOver};
use crate::event::work_order::{
    Handover, MaterialCheck, PhotoTime, SlipStage, Thousandths, Trade, TrialWay, Witness,
};
use crate::follow_up::Channel;
use crate::id::{
    CaseId, CommandId, Digest, Instant, OfficeId, PersonId, PriceListId, StreamId, WorkOrderId,
};
use crate::personal::Personal;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkOrderCommand {
    /// In one tap from a registration; `ordinal` is the number of the slip on its case, from 1.
    MakeWorkOrder {
        work_order: WorkOrderId,
        case: CaseId,
        ordinal: u16,
        trade: Trade,
        handover: Handover,
    },
    /// At go-live: a slip that is still open on paper, with the request it was made from.
    CarryOverWorkOrder {
        work_order: WorkOrderId,
        carried: Box<CarriedOrder>,
    },
    /// Told to collect it after all, or delivered after all (C4); the minutes run from the registration either way.
    SwitchHandover {
        work_order: WorkOrderId,
        was: Handover,
        handover: Handover,
    },
    ReceiveWorkOrder {
        work_order: WorkOrderId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late_reason: Option<String>,
    },
    AssignTechnician {
        work_order: WorkOrderId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<PersonId>,
        technician: PersonId,
        /// Asked for where somebody else had it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// By the technician who has it, to another.
    PassOn {
        work_order: WorkOrderId,
        was: PersonId,
        technician: PersonId,
        reason: String,
    },
    GiveBack {
        work_order: WorkOrderId,
        was: PersonId,
        reason: String,
    },
    Arrive {
        work_order: WorkOrderId,
        purpose: String,
    },
    AskConsent {
        work_order: WorkOrderId,
        consent: Consent,
    },
    Reappoint {
        work_order: WorkOrderId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Instant>,
        appointment: Instant,
    },
    ConfirmItems {
        work_order: WorkOrderId,
        items: Vec<String>,
    },
    /// Everything of a visit in one entry; voided together as well.
    AddCompanyMaterial {
        work_order: WorkOrderId,
        lines: Vec<MaterialEntry>,
    },
    /// Everything the occupant brought, each with its result (C8).
    CheckOccupantMaterial {
        work_order: WorkOrderId,
        checks: Vec<CheckedMaterial>,
    },
    BuildInMaterial {
        work_order: WorkOrderId,
        material: CommandId,
        /// Which of those checked in that entry, from 0.
        #[serde(default)]
        line: u16,
    },
    AddPhotos {
        work_order: WorkOrderId,
        when: PhotoTime,
        photos: Vec<Digest>,
    },
    BeginWork {
        work_order: WorkOrderId,
    },
    PauseWork {
        work_order: WorkOrderId,
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        continue_at: Option<Instant>,
    },
    FinishWork {
        work_order: WorkOrderId,
        result: Personal,
    },
    /// The services on the slip, all of them; none: free.
    SetCharge {
        work_order: WorkOrderId,
        lines: Vec<ChargeEntry>,
    },
    RecordTrial {
        work_order: WorkOrderId,
        way: TrialWay,
        outcome: TrialOutcome,
    },
    SignOff {
        work_order: WorkOrderId,
        signature: Digest,
        /// What stood on the slip that was signed.
        amount_fen: u64,
    },
    RefuseSignature {
        work_order: WorkOrderId,
        witness: Witness,
        reason: String,
        amount_fen: u64,
    },
    /// The signature, or the witnessed refusal of it, was wrongly given: the slip goes back to work.
    VoidSignOff {
        work_order: WorkOrderId,
        entry: CommandId,
        reason: String,
    },
    /// Nobody wants it repaired any more.
    WithdrawWorkOrder {
        work_order: WorkOrderId,
        was: Phase,
        reason: String,
    },
    ScheduleFollowUp {
        work_order: WorkOrderId,
        round: u16,
        people: Vec<PersonId>,
        on: NaiveDate,
    },
    RecordFollowUp {
        work_order: WorkOrderId,
        entry: Box<FollowUpEntry>,
    },
    RecordAttempt {
        work_order: WorkOrderId,
        round: u16,
        channel: Channel,
        failure: AttemptFailure,
    },
    EndUnreachable {
        work_order: WorkOrderId,
        round: u16,
        reason: String,
    },
    ConfirmConduct {
        work_order: WorkOrderId,
        command: CommandId,
    },
    DenyConduct {
        work_order: WorkOrderId,
        command: CommandId,
        reason: String,
    },
    VoidEntry {
        work_order: WorkOrderId,
        entry: CommandId,
        reason: String,
    },
}

/// What the paper slip says. Its request goes by the same number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedOrder {
    pub case: CaseId,
    pub request: CarriedOver,
    pub trade: Trade,
    pub made_at: Instant,
    pub stage: SlipStage,
}

/// Company material: name, quantity, unit and price; the amount follows from them (C7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialEntry {
    pub name: String,
    pub quantity: Thousandths,
    pub unit: String,
    pub unit_price_fen: u64,
}

/// Material the occupant brought, and what the check of it came to (C8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedMaterial {
    pub name: String,
    pub check: MaterialCheck,
    pub remark: String,
}

/// Whether they may come in (C6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    Given,
    Refused {
        words: Personal,
        /// Absent where none could be agreed on: then the order waits for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appointment: Option<Instant>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialOutcome {
    Right,
    NotRight { words: Personal },
}

/// A service of the price list, how much of it, and what is charged instead where it was adjusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeEntry {
    pub code: String,
    pub quantity: Thousandths,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Adjustment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    pub amount_fen: u64,
    pub reason: String,
}

impl WorkOrderCommand {
    #[must_use]
    pub fn work_order(&self) -> WorkOrderId {
        use WorkOrderCommand as C;
        match self {
            C::MakeWorkOrder { work_order, .. }
            | C::CarryOverWorkOrder { work_order, .. }
            | C::SwitchHandover { work_order, .. }
            | C::ReceiveWorkOrder { work_order, .. }
            | C::AssignTechnician { work_order, .. }
            | C::PassOn { work_order, .. }
            | C::GiveBack { work_order, .. }
            | C::Arrive { work_order, .. }
            | C::AskConsent { work_order, .. }
            | C::Reappoint { work_order, .. }
            | C::ConfirmItems { work_order, .. }
            | C::AddCompanyMaterial { work_order, .. }
            | C::CheckOccupantMaterial { work_order, .. }
            | C::BuildInMaterial { work_order, .. }
            | C::AddPhotos { work_order, .. }
            | C::BeginWork { work_order }
            | C::PauseWork { work_order, .. }
            | C::FinishWork { work_order, .. }
            | C::SetCharge { work_order, .. }
            | C::RecordTrial { work_order, .. }
            | C::SignOff { work_order, .. }
            | C::RefuseSignature { work_order, .. }
            | C::VoidSignOff { work_order, .. }
            | C::WithdrawWorkOrder { work_order, .. }
            | C::ScheduleFollowUp { work_order, .. }
            | C::RecordFollowUp { work_order, .. }
            | C::RecordAttempt { work_order, .. }
            | C::EndUnreachable { work_order, .. }
            | C::ConfirmConduct { work_order, .. }
            | C::DenyConduct { work_order, .. }
            | C::VoidEntry { work_order, .. } => *work_order,
        }
    }

    /// What is done on the spot is a fact, the amount too: two of them stand beside each other, and the one signed
    /// for counts. Whose the order is, is guarded.
    #[must_use]
    pub fn class(&self) -> Class {
        use WorkOrderCommand as C;
        match self {
            C::ReceiveWorkOrder { .. }
            | C::Arrive { .. }
            | C::AskConsent { .. }
            | C::ConfirmItems { .. }
            | C::AddCompanyMaterial { .. }
            | C::CheckOccupantMaterial { .. }
            | C::BuildInMaterial { .. }
            | C::AddPhotos { .. }
            | C::BeginWork { .. }
            | C::PauseWork { .. }
            | C::FinishWork { .. }
            | C::SetCharge { .. }
            | C::RecordTrial { .. }
            | C::SignOff { .. }
            | C::RefuseSignature { .. }
            | C::RecordFollowUp { .. }
            | C::RecordAttempt { .. }
            | C::ConfirmConduct { .. }
            | C::DenyConduct { .. } => Class::Fact,
            C::MakeWorkOrder { .. }
            | C::SwitchHandover { .. }
            | C::AssignTechnician { .. }
            | C::PassOn { .. }
            | C::GiveBack { .. }
            | C::Reappoint { .. }
            | C::WithdrawWorkOrder { .. } => Class::Guarded,
            C::CarryOverWorkOrder { .. }
            | C::ScheduleFollowUp { .. }
            | C::EndUnreachable { .. }
            | C::VoidSignOff { .. }
            | C::VoidEntry { .. } => Class::Authority,
        }
    }

    /// The streams it may see beside its own and those of the people who act.
    pub(crate) fn reads(&self, office: OfficeId) -> Vec<StreamId> {
        match self {
            WorkOrderCommand::MakeWorkOrder { case, .. } => vec![case.stream()],
            WorkOrderCommand::CarryOverWorkOrder { carried, .. } => {
                let mut streams = vec![
                    carried.case.stream(),
                    carried.request.registration.unit.stream(),
                ];
                if let SlipStage::Assigned { technician } = carried.stage {
                    streams.push(technician.stream());
                }
                streams
            }
            WorkOrderCommand::AssignTechnician { technician, .. }
            | WorkOrderCommand::PassOn { technician, .. } => vec![technician.stream()],
            WorkOrderCommand::SetCharge { .. } => vec![PriceListId::of(office).stream()],
            WorkOrderCommand::RefuseSignature {
                witness: Witness::Staff(person),
                ..
            } => vec![person.stream()],
            WorkOrderCommand::ScheduleFollowUp { people, .. } => {
                people.iter().map(|person| person.stream()).collect()
            }
            _ => Vec::new(),
        }
    }
}
