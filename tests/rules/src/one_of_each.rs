//! One of each command, as plain as it can be: it need not succeed, only be judged by its right.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::complaint::Status;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::day_book::{BookName, DayBookCommand};
use domain::event::complaint::{AttemptFailure, Contents, Registration, RequestKind};
use domain::event::person::Grant;
use domain::event::price_list::PriceItem;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::event::violation::{Arrears, Observation, ProofOfService, Proposal, ViolationOutcome};
use domain::event::work_order::{
    Handover, MaterialCheck, PhotoTime, Thousandths, Trade, TrialWay, Witness,
};
use domain::follow_up::{Category, Channel, Severity};
use domain::id::{CaseId, CommandId, DepartmentId, Digest, Instant, PersonId, UnitId, WorkOrderId};
use domain::mandate::{LegalOpinion, MandateCommand};
use domain::occupant::OccupantCommand;
use domain::office::OfficeCommand;
use domain::person::PersonCommand;
use domain::personal::Personal;
use domain::policy::{Figure, ProfileName};
use domain::price_list::PriceListCommand;
use domain::role::{Role, Roles};
use domain::sync::refusal::RefusalCommand;
use domain::violation::{Item, Measure, PerMille, ViolationCommand};
use domain::work_order::Phase;
use domain::work_order::command::{Consent, TrialOutcome, WorkOrderCommand};

/// What the commands are about. All of it stands in the office already, unless it says otherwise.
#[derive(Clone, Debug)]
pub struct Standing {
    pub today: NaiveDate,
    pub now: Instant,
    pub unit: UnitId,
    pub department: DepartmentId,
    /// A complaint that was only taken down, with its department named and a referral without an answer.
    pub case: CaseId,
    /// The entry that is tried to be voided, on `case`.
    pub entry: CommandId,
    /// A work order a technician has.
    pub work_order: WorkOrderId,
    /// A case that was closed out: its follow-up is owed.
    pub closed_case: CaseId,
    /// A work order that was signed for.
    pub signed_order: WorkOrderId,
    /// Its case.
    pub signed_case: CaseId,
    /// Who may go to follow them up: somebody has to be named where a follow-up is scheduled.
    pub going: Vec<PersonId>,
    pub going_for_repair: Vec<PersonId>,
    pub violation: CaseId,
    /// A measure on the violation; nobody's where a command is judged without it.
    pub disposition: CommandId,
    /// What somebody else's tablet was refused.
    pub refused: CommandId,
    pub technician: PersonId,
    pub director: PersonId,
    /// Ids that stand for nothing yet.
    pub fresh_case: CaseId,
    pub fresh_order: WorkOrderId,
    pub fresh_person: PersonId,
    /// Sealed words that ride with the command.
    pub words: Personal,
}

/// All of them; none is missing of the tables [`domain::act`] and [`domain::authority`].
///
/// # Panics
/// Never: the rate is one.
#[must_use]
pub fn one_of_each(of: &Standing) -> Vec<CommandBody> {
    let mut all: Vec<CommandBody> = Vec::new();
    all.extend(of_office(of));
    all.extend(of_staff(of));
    all.extend(of_case(of).into_iter().map(CommandBody::from));
    all.extend(of_order(of).into_iter().map(CommandBody::from));
    all.extend(of_violation(of).into_iter().map(CommandBody::from));
    all.extend(of_authority(of));
    all
}

fn text() -> String {
    "said plainly".to_owned()
}

fn of_office(of: &Standing) -> Vec<CommandBody> {
    let today = of.today;
    vec![
        OfficeCommand::AdoptProfile {
            profile: ProfileName::Mall,
            effective_on: today,
        }
        .into(),
        OfficeCommand::OverrideFigure {
            figure: Figure::DeliveryMinutes(30),
            effective_on: today,
            reason: text(),
        }
        .into(),
        OfficeCommand::DefineDepartment { name: text() }.into(),
        OfficeCommand::SetCategoryLimit {
            category: Category::Equipment,
            minutes: 60,
            effective_on: today,
            reason: text(),
        }
        .into(),
        PriceListCommand::ImportPriceList {
            effective_on: today,
            items: vec![PriceItem {
                code: "1".to_owned(),
                name: text(),
                trade: Some(Trade::Other),
                unit: text(),
                unit_price_fen: 1,
            }],
        }
        .into(),
        OccupantCommand::Record {
            unit: of.unit,
            record: OccupantRecord {
                code: "A-101".to_owned(),
                kind: OccupantKind::Merchant,
                name: of.words,
                contact: None,
                phone: None,
                trade: None,
                flagship: true,
                occupied_from: None,
            },
        }
        .into(),
        OccupantCommand::Leave {
            unit: of.unit,
            on: today,
        }
        .into(),
    ]
}

fn of_staff(of: &Standing) -> Vec<CommandBody> {
    let person = of.technician;
    let grant = Grant {
        role: Role::Technician,
        department: None,
        from: of.today,
        until: None,
    };
    vec![
        PersonCommand::Add {
            person: of.fresh_person,
            name: of.words,
            sign_in_name: "nobody".to_owned(),
            phone: None,
            roles: vec![grant.clone()],
        }
        .into(),
        PersonCommand::GrantRole { person, grant }.into(),
        PersonCommand::EndRole {
            person,
            role: Role::Technician,
            department: None,
            on: of.today,
        }
        .into(),
        PersonCommand::Remove {
            person,
            on: of.today,
        }
        .into(),
        PersonCommand::SetTrades {
            person,
            trades: BTreeSet::from([Trade::Other]),
        }
        .into(),
    ]
}

/// A complaint as somebody takes it down.
#[must_use]
pub fn registration(of: &Standing) -> Registration {
    Registration {
        request: RequestKind::Complaint,
        unit: of.unit,
        unit_code: "A-101".to_owned(),
        occupant: of.words,
        content: of.words,
        phone: Some(of.words),
        appointment: None,
        category: Category::Equipment,
        department: Some(of.department),
        severity_proposed: Some(Severity::General),
        photos: Vec::new(),
    }
}

fn entry(case: CaseId) -> FollowUpEntry {
    FollowUpEntry {
        case,
        round: 1,
        channel: Channel::InPerson,
        channel_reason: None,
        contents: Contents {
            quality: None,
            effect: None,
            satisfaction: None,
            shortcomings: None,
            suggestions: None,
            area: None,
            finding: None,
        },
        problem_left: false,
        photos: Vec::new(),
        signature: None,
        unsigned_reason: None,
        late_reason: None,
        early_reason: None,
        paper: None,
    }
}

fn of_case(of: &Standing) -> Vec<ComplaintCommand> {
    let case = of.case;
    let was = Status::Registered;
    let limit = Instant(of.now.0 + 3_600_000);
    vec![
        ComplaintCommand::Register {
            case: of.fresh_case,
            registration: registration(of),
        },
        ComplaintCommand::HandUp {
            case,
            was,
            reason: text(),
        },
        ComplaintCommand::Open { case, was },
        ComplaintCommand::Dispatch {
            case,
            was,
            department: of.department,
            assignee: None,
            limit,
        },
        ComplaintCommand::DecideSeverity {
            case,
            was: None,
            severity: Severity::Major,
        },
        ComplaintCommand::NameDepartment {
            case,
            was: Some(of.department),
            department: of.department,
        },
        ComplaintCommand::Refer {
            case,
            referral: 2,
            department: of.department,
            content: of.words,
            limit,
        },
        ComplaintCommand::AnswerReferral {
            case,
            referral: 1,
            answer: of.words,
        },
        ComplaintCommand::Handle {
            case,
            was,
            result: of.words,
            photos: Vec::new(),
        },
        ComplaintCommand::CloseOut { case, was },
        ComplaintCommand::StepBack {
            case,
            was,
            reason: text(),
        },
        ComplaintCommand::JoinDuplicate { case, of: case },
        ComplaintCommand::PartDuplicate { case },
        ComplaintCommand::VoidEntry {
            case,
            entry: of.entry,
            reason: text(),
        },
        ComplaintCommand::SendTechnician {
            case: of.closed_case,
            round: 1,
            technician: of.technician,
        },
        ComplaintCommand::ScheduleFollowUp {
            case: of.closed_case,
            round: 1,
            people: of.going.clone(),
            on: of.today,
        },
        ComplaintCommand::RecordFollowUp(Box::new(entry(of.closed_case))),
        ComplaintCommand::RecordAttempt {
            case: of.closed_case,
            round: 1,
            channel: Channel::Phone,
            failure: AttemptFailure::NobodyThere,
        },
        ComplaintCommand::EndUnreachable {
            case: of.closed_case,
            round: 1,
            reason: text(),
        },
    ]
}

fn of_order(of: &Standing) -> Vec<WorkOrderCommand> {
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
            name: text(),
            quantity: Thousandths(1),
            unit: text(),
            unit_price_fen: 1,
        },
        WorkOrderCommand::CheckOccupantMaterial {
            work_order,
            name: text(),
            check: MaterialCheck::Accepted,
            remark: text(),
        },
        WorkOrderCommand::BuildInMaterial {
            work_order,
            material: of.entry,
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

/// A violation as somebody sees it.
#[must_use]
pub fn observation(of: &Standing) -> Observation {
    Observation {
        unit: of.unit,
        unit_code: "A-101".to_owned(),
        occupant: of.words,
        item: Item::Littering,
        seen: of.words,
        debt: None,
        severity_proposed: None,
        photos: Vec::new(),
    }
}

fn of_violation(of: &Standing) -> Vec<ViolationCommand> {
    let case = of.violation;
    let disposition = of.disposition;
    let today = of.today;
    let rate: PerMille = "3.00".parse().unwrap_or_else(|error| panic!("{error}"));
    vec![
        ViolationCommand::NoticeViolation {
            case: of.fresh_case,
            observation: observation(of),
            persuasion: None,
            stopped: false,
        },
        ViolationCommand::Persuade {
            case,
            words: of.words,
            stopped: true,
        },
        ViolationCommand::DecideViolationSeverity {
            case,
            was: None,
            severity: Severity::Major,
        },
        ViolationCommand::SendTeamLeader {
            case,
            person: of.technician,
        },
        ViolationCommand::ReferRenovation {
            case,
            reference: text(),
        },
        ViolationCommand::StateArrears {
            case,
            was: None,
            arrears: Arrears {
                principal_fen: 1_000_000,
                per_mille: rate,
                last_day: today,
                contract: text(),
            },
        },
        ViolationCommand::ClaimSpecialReason {
            case,
            reason: of.words,
        },
        ViolationCommand::JudgeSpecialReason {
            case,
            accepted: true,
            reason: text(),
        },
        ViolationCommand::ProposeDisposition {
            case,
            proposal: Proposal {
                measure: Measure::DemandNotice,
                opinion: text(),
                executors: vec![of.technician],
                last_day: Some(today),
                amount_fen: None,
            },
        },
        ViolationCommand::WeighDisposition {
            case,
            disposition,
            weighing: text(),
        },
        ViolationCommand::CountersignDisposition {
            case,
            disposition,
            skip_reason: None,
        },
        ViolationCommand::DeclineDisposition {
            case,
            disposition,
            reason: text(),
        },
        ViolationCommand::DecideForCompany {
            case,
            disposition,
            approved: true,
            decision: text(),
        },
        ViolationCommand::MarkNotApplicable {
            case,
            measure: Measure::Compensation,
            reason: text(),
        },
        ViolationCommand::CarryOutDisposition { case, disposition },
        ViolationCommand::ServeNotice {
            case,
            disposition,
            on: today,
            paper: text(),
            proof: ProofOfService::SignedFor {
                by: of.words,
                signature: Digest::of(&[b"strokes"]),
            },
        },
        ViolationCommand::SettleStanding {
            case,
            disposition,
            decision: text(),
        },
        ViolationCommand::RecordCompliance {
            case,
            disposition,
            complied: true,
            note: text(),
        },
        ViolationCommand::RecheckRectification {
            case,
            disposition,
            rectified: true,
            note: text(),
            photos: Vec::new(),
        },
        ViolationCommand::RecordReconciliation {
            case,
            disposition,
            words: of.words,
        },
        ViolationCommand::CloseViolation {
            case,
            outcome: ViolationOutcome::Stopped,
            note: text(),
        },
    ]
}

fn of_authority(of: &Standing) -> Vec<CommandBody> {
    let refused = of.refused;
    let measure = Measure::ServiceStop;
    vec![
        MandateCommand::Delegate {
            from: of.director,
            to: of.technician,
            roles: Roles::from([Role::Director]),
            starts: of.today,
            until: of.today,
        }
        .into(),
        MandateCommand::EndDelegation {
            delegation: of.disposition,
            on: of.today,
        }
        .into(),
        MandateCommand::EnableMeasure {
            measure,
            opinion: LegalOpinion {
                by: text(),
                dated: of.today,
                conclusion: text(),
                document: None,
            },
        }
        .into(),
        MandateCommand::DisableMeasure {
            measure,
            reason: text(),
        }
        .into(),
        DayBookCommand::WriteEntry {
            book: BookName::DutyLog,
            day: of.today,
            words: of.words,
        }
        .into(),
        RefusalCommand::KeepAsObservation { refused }.into(),
        RefusalCommand::Drop {
            refused,
            reason: text(),
        }
        .into(),
        RefusalCommand::ReIssue { refused }.into(),
    ]
}
