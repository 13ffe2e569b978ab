//! The answers of the register form, as signals, as a draft, and as the commands they become.

use domain::clause::Clause;
use domain::command::{Command, CommandBody};
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::{Registration, RequestKind};
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::event::work_order::Handover;
use domain::follow_up::Category;
use domain::id::{CaseId, Digest, Instant, OfficeId, UnitId, WorkOrderId};
use domain::occupant::OccupantCommand;
use domain::personal::{Personal, PersonalBook};
use domain::rejection::{Field, Rejection};
use domain::work_order::command::WorkOrderCommand;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::step_saved::{name_of, named};
use crate::actions::Sealer;
use crate::engine::message::Submission;
use crate::pages::parts::minute;
use crate::state::AppState;

/// The form, a signal for each answer.
#[derive(Clone, Copy)]
pub struct Answers {
    pub case: RwSignal<Option<CaseId>>,
    /// A complaint or a repair: both come in on the same form (C2).
    pub request: RwSignal<String>,
    /// For the slip of a repair.
    pub trade: RwSignal<String>,
    pub handover: RwSignal<String>,
    /// The unit picked from the directory.
    pub unit: RwSignal<Option<UnitId>>,
    /// A unit the directory does not have yet.
    pub new_unit: RwSignal<bool>,
    pub unit_code: RwSignal<String>,
    pub occupant: RwSignal<String>,
    pub content: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub appointment: RwSignal<String>,
    pub category: RwSignal<String>,
    pub department: RwSignal<String>,
    pub severity: RwSignal<String>,
    pub happened: RwSignal<String>,
    /// When the first answer was typed.
    pub begun: RwSignal<Option<Instant>>,
    pub photos: RwSignal<Vec<Digest>>,
}

/// The same, as stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterDraft {
    /// The case a refused registration was for: what was entered about it can then be written anew as well.
    case: Option<CaseId>,
    request: String,
    trade: String,
    handover: String,
    unit: Option<UnitId>,
    new_unit: bool,
    unit_code: String,
    occupant: String,
    content: String,
    phone: String,
    appointment: String,
    category: String,
    department: String,
    severity: String,
    happened: String,
    begun: Option<Instant>,
    photos: Vec<Digest>,
}

/// What the form becomes: the unit, where it is new, then the complaint.
pub struct Registering {
    pub case: CaseId,
    pub unit: Option<Submission>,
    pub complaint: Submission,
}

impl RegisterDraft {
    /// A registration that was refused, as it was taken down; `known` where the directory has its unit.
    #[must_use]
    pub fn of(
        case: CaseId,
        registration: &Registration,
        command: &Command,
        known: bool,
        utc_offset_minutes: i32,
    ) -> Self {
        let book = PersonalBook::of(&command.personal);
        let typed = |value: Personal| book.text(value).to_owned();
        let happened_at = command.moment.happened_at;
        RegisterDraft {
            case: Some(case),
            request: name_of(&registration.request),
            trade: String::new(),
            handover: String::new(),
            unit: known.then_some(registration.unit),
            new_unit: !known,
            unit_code: registration.unit_code.clone(),
            occupant: typed(registration.occupant),
            content: typed(registration.content),
            phone: registration.phone.map(typed).unwrap_or_default(),
            appointment: registration
                .appointment
                .map_or_else(String::new, |at| minute::written(at, utc_offset_minutes)),
            category: name_of(&registration.category),
            department: registration
                .department
                .map_or_else(String::new, |id| id.to_string()),
            severity: registration
                .severity_proposed
                .map_or_else(String::new, |severity| name_of(&severity)),
            happened: minute::written(happened_at, utc_offset_minutes),
            begun: Some(happened_at),
            photos: registration.photos.clone(),
        }
    }
}

impl Answers {
    #[must_use]
    pub fn blank(unit: Option<UnitId>) -> Self {
        let text = || RwSignal::new(String::new());
        Answers {
            case: RwSignal::new(None),
            request: RwSignal::new(name_of(&RequestKind::Complaint)),
            trade: text(),
            handover: RwSignal::new(name_of(&Handover::Delivered)),
            unit: RwSignal::new(unit),
            new_unit: RwSignal::new(false),
            unit_code: text(),
            occupant: text(),
            content: text(),
            phone: text(),
            appointment: text(),
            category: RwSignal::new(name_of(&Category::Service)),
            department: text(),
            severity: text(),
            happened: text(),
            begun: RwSignal::new(None),
            photos: RwSignal::new(Vec::new()),
        }
    }

    #[must_use]
    pub fn draft(self) -> RegisterDraft {
        RegisterDraft {
            case: self.case.get(),
            request: self.request.get(),
            trade: self.trade.get(),
            handover: self.handover.get(),
            unit: self.unit.get(),
            new_unit: self.new_unit.get(),
            unit_code: self.unit_code.get(),
            occupant: self.occupant.get(),
            content: self.content.get(),
            phone: self.phone.get(),
            appointment: self.appointment.get(),
            category: self.category.get(),
            department: self.department.get(),
            severity: self.severity.get(),
            happened: self.happened.get(),
            begun: self.begun.get(),
            photos: self.photos.get(),
        }
    }

    /// Takes a draft over; the unit in the address stays, because it was chosen last.
    pub fn fill(self, draft: RegisterDraft, keep_unit: bool) {
        if !keep_unit {
            self.unit.set(draft.unit);
            self.new_unit.set(draft.new_unit);
            self.unit_code.set(draft.unit_code);
            self.occupant.set(draft.occupant);
            self.phone.set(draft.phone);
        }
        self.case.set(draft.case);
        self.content.set(draft.content);
        self.appointment.set(draft.appointment);
        self.trade.set(draft.trade);
        let answered = [
            (self.category, draft.category),
            (self.request, draft.request),
            (self.handover, draft.handover),
        ];
        for (answer, said) in answered {
            if !said.is_empty() {
                answer.set(said);
            }
        }
        self.department.set(draft.department);
        self.severity.set(draft.severity);
        self.happened.set(draft.happened);
        self.begun.set(draft.begun);
        self.photos.set(draft.photos);
    }

    /// Fills in when it came in with the first answer, for the person to see and change. Whose complaint it is may
    /// come with the address and begins nothing.
    pub fn remember_beginning(self, state: AppState, loaded: RwSignal<bool>) {
        let answers = move || RegisterDraft {
            content: self.content.get(),
            appointment: self.appointment.get(),
            category: self.category.get(),
            department: self.department.get(),
            severity: self.severity.get(),
            photos: self.photos.get(),
            ..RegisterDraft::default()
        };
        let untouched = untrack(answers);
        Effect::new(move |_| {
            let touched = answers() != untouched;
            if !touched || !loaded.get() || self.begun.with_untracked(Option::is_some) {
                return;
            }
            let now = minute::office_now(state);
            self.begun.set(Some(now));
            if self.happened.with_untracked(String::is_empty) {
                self.happened
                    .set(minute::written(now, state.utc_offset_minutes()));
            }
        });
    }

    /// Whether a repair is taken down.
    #[must_use]
    pub fn is_repair(self) -> bool {
        named(&self.request.get()) == Some(RequestKind::Repair)
    }

    /// The first slip of the case, made with it in one tap (C4); none while no trade is chosen.
    #[must_use]
    pub fn slip(self, case: CaseId, work_order: WorkOrderId) -> Option<Submission> {
        let command = WorkOrderCommand::MakeWorkOrder {
            work_order,
            case,
            ordinal: 1,
            trade: named(&self.trade.get_untracked())?,
            handover: named(&self.handover.get_untracked())?,
        };
        Some(Submission::now(command.into(), Sealer::default()))
    }

    /// # Errors
    /// What the paper form would lack too (C3); the same refusals the rules give, before a new unit is made.
    pub fn registering(
        self,
        case: CaseId,
        office: OfficeId,
        kind: OccupantKind,
        offset: i32,
    ) -> Result<Registering, Rejection> {
        let said = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
        let (unit_code, occupant) = (said(self.unit_code), said(self.occupant));
        let (content, phone) = (said(self.content), said(self.phone));
        let appointment = minute::read(&said(self.appointment), offset);
        if unit_code.is_empty() {
            return Err(Rejection::missing(Field::UnitCode, Clause::C3));
        }
        if occupant.is_empty() {
            return Err(Rejection::missing(Field::Occupant, Clause::C3));
        }
        if content.is_empty() {
            return Err(Rejection::missing(Field::Content, Clause::C3));
        }
        if phone.is_empty() && appointment.is_none() {
            return Err(Rejection::missing(Field::PhoneOrAppointment, Clause::C3));
        }
        let new = self.new_unit.get_untracked();
        let picked = self.unit.get_untracked().filter(|_| !new);
        let unit = picked.unwrap_or_else(|| UnitId::of(office, &unit_code));
        let recorded = picked.is_none().then(|| {
            let mut sealer = Sealer::default();
            let record = OccupantRecord {
                code: unit_code.clone(),
                kind,
                name: sealer.seal(&occupant),
                contact: None,
                phone: sealer.seal_some(&phone),
                trade: None,
                flagship: false,
                occupied_from: None,
            };
            let command = OccupantCommand::Record { unit, record };
            Submission::now(CommandBody::Occupant(command), sealer)
        });
        let photos = self.photos.get_untracked();
        let mut sealer = Sealer::default();
        let registration = Registration {
            request: named(&self.request.get_untracked()).unwrap_or_default(),
            unit,
            unit_code,
            occupant: sealer.seal(&occupant),
            content: sealer.seal(&content),
            phone: sealer.seal_some(&phone),
            appointment,
            category: named(&self.category.get_untracked()).unwrap_or(Category::Other),
            department: self.department.get_untracked().parse().ok(),
            severity_proposed: named(&self.severity.get_untracked()),
            photos: photos.clone(),
        };
        let command = ComplaintCommand::Register { case, registration };
        let mut complaint = Submission::now(CommandBody::Complaint(command), sealer);
        complaint.happened_at = minute::happened(
            &self.happened.get_untracked(),
            self.begun.get_untracked(),
            offset,
        );
        complaint.photos = photos;
        Ok(Registering {
            case,
            unit: recorded,
            complaint,
        })
    }
}
