//! What a command may see: the streams it names, folded; and the scene a rule decides on.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::act::{self, Act};
use crate::apply::State;
use crate::clause::Clause;
use crate::command::{Command, CommandBody, day};
use crate::complaint::Complaint;
use crate::complaint::command::ComplaintCommand;
use crate::event::complaint::Stage;
use crate::event::summary::SummaryFigures;
use crate::gather::set_of;
use crate::id::{
    CaseId, DepartmentId, OfficeId, PersonId, PriceListId, StreamId, UnitId, WorkOrderId,
};
use crate::occupant::Unit;
use crate::office::Office;
use crate::person::Person;
use crate::personal::{Personal, PersonalBook};
use crate::policy::Policy;
use crate::price_list::PriceList;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};
use crate::role::{Role, Roles};
use crate::sync::refusal::RefusalCommand;
use crate::work_order::WorkOrder;

/// A device clock this far ahead of the corrected time is believed; beyond it "happened" lies in the future.
const CLOCK_TOLERANCE_MILLIS: i64 = 120_000;

/// The folded streams a command reads.
#[derive(Clone, Debug)]
pub struct Reads {
    pub office: OfficeId,
    pub streams: BTreeMap<StreamId, State>,
    /// The next paper number of the year; only the server has one.
    pub next_number: Option<NextNumber>,
    /// The month a summary is about, counted at the head; only the server has it.
    pub counted: Option<Box<SummaryFigures>>,
}

/// The next number of an office's complaint series in a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextNumber {
    pub year: i32,
    pub number: u32,
}

/// Whether a number could be one the server gives.
#[must_use]
pub(crate) fn is_of_the_series(number: &str) -> bool {
    number
        .strip_prefix("TS")
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(year, count)| {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            year.len() == 4 && digits(year) && !count.is_empty() && digits(count)
        })
}

/// The streams a command may see, in no order, without repeats.
#[must_use]
pub fn reads(command: &Command, office: OfficeId) -> Vec<StreamId> {
    let mut streams = vec![office.stream(), command.recorded_by.stream()];
    streams.extend(command.conducted_by.iter().map(|person| person.stream()));
    streams.push(command.body.target(office));
    if let CommandBody::Violation(body) = &command.body {
        streams.extend(body.reads());
    }
    if let CommandBody::Refusal(RefusalCommand::Take { command, .. }) = &command.body {
        // What is taken is decided as it was written.
        streams.extend(reads(command, office));
    }
    if let CommandBody::Mandate(body) = &command.body {
        streams.extend(body.reads());
    }
    if let CommandBody::Summary(body) = &command.body {
        streams.extend(body.reads());
    }
    if let CommandBody::Complaint(body) = &command.body {
        match body {
            ComplaintCommand::Register { registration, .. } => {
                streams.push(registration.unit.stream());
            }
            ComplaintCommand::CarryOver { carried, .. } => {
                streams.push(carried.registration.unit.stream());
                if let Stage::Dispatched { assignee, .. } = carried.stage {
                    streams.extend(assignee.map(PersonId::stream));
                }
            }
            ComplaintCommand::Dispatch { assignee, .. } => {
                streams.extend(assignee.map(PersonId::stream));
            }
            ComplaintCommand::ScheduleFollowUp { people, .. } => {
                streams.extend(people.iter().map(|person| person.stream()));
            }
            ComplaintCommand::SendTechnician { technician, .. } => {
                streams.push(technician.stream());
            }
            ComplaintCommand::JoinDuplicate { of, .. } => streams.push(of.stream()),
            _ => {}
        }
    }
    if let CommandBody::WorkOrder(body) = &command.body {
        streams.extend(body.reads(office));
    }
    set_of(streams).into_iter().collect()
}

/// Command and reads together, with the questions every rule asks.
pub struct Scene<'a> {
    pub command: &'a Command,
    pub reads: &'a Reads,
    pub office: &'a Office,
    /// The version in force on the day it happened.
    pub policy: &'a Policy,
    book: PersonalBook,
}

impl<'a> Scene<'a> {
    /// # Errors
    /// When the office or its procedure is not there yet.
    pub fn new(command: &'a Command, reads: &'a Reads) -> Result<Self, Rejection> {
        let office = match reads.streams.get(&reads.office.stream()) {
            Some(State::Office(office)) => office,
            _ => return Err(Rejection::unknown(Thing::Office)),
        };
        let on = command.moment.happened_on(office.utc_offset_minutes);
        let policy = office
            .policy_on(on)
            .ok_or_else(|| Rejection::missing(Field::Figure, Clause::Ours))?;
        Ok(Scene {
            command,
            reads,
            office,
            policy,
            book: PersonalBook::of(&command.personal),
        })
    }

    #[must_use]
    pub fn text(&self, personal: Personal) -> &str {
        self.book.text(personal)
    }

    #[must_use]
    pub fn book(&self) -> &PersonalBook {
        &self.book
    }

    /// The version in force on a day; the one of the command's own day where none is.
    #[must_use]
    pub fn policy_on(&self, on: NaiveDate) -> &'a Policy {
        self.office.policy_on(on).unwrap_or(self.policy)
    }

    /// The day it happened.
    ///
    /// # Errors
    /// When "happened" lies after "entered": nothing can be recorded before it took place.
    pub fn happened_on(&self) -> Result<NaiveDate, Rejection> {
        let moment = self.command.moment;
        let entered = moment.entered_at.0.saturating_add(moment.clock_offset);
        if moment.happened_at.0 > entered.saturating_add(CLOCK_TOLERANCE_MILLIS) {
            return Err(Rejection::invalid(Field::HappenedAt, Clause::Ours));
        }
        Ok(moment.happened_on(self.office.utc_offset_minutes))
    }

    #[must_use]
    pub fn entered_on(&self) -> NaiveDate {
        self.command
            .moment
            .entered_on(self.office.utc_offset_minutes)
    }

    #[must_use]
    pub fn complaint(&self, case: CaseId) -> Option<&'a Complaint> {
        match self.reads.streams.get(&case.stream()) {
            Some(State::Complaint(complaint)) => Some(complaint),
            _ => None,
        }
    }

    #[must_use]
    pub fn unit(&self, unit: UnitId) -> Option<&'a Unit> {
        match self.reads.streams.get(&unit.stream()) {
            Some(State::Unit(unit)) => Some(unit),
            _ => None,
        }
    }

    #[must_use]
    pub fn person(&self, person: PersonId) -> Option<&'a Person> {
        match self.reads.streams.get(&person.stream()) {
            Some(State::Person(person)) => Some(person),
            _ => None,
        }
    }

    /// # Errors
    /// When the office has no such department.
    pub fn department(&self, department: DepartmentId) -> Result<&'a str, Rejection> {
        self.office
            .department(department)
            .ok_or_else(|| Rejection::unknown(Thing::Department))
    }

    /// A person who is on the staff on the day it happened.
    ///
    /// # Errors
    /// When they are not.
    pub fn staff(&self, person: PersonId) -> Result<&'a Person, Rejection> {
        let on = self
            .command
            .moment
            .happened_on(self.office.utc_offset_minutes);
        self.person(person)
            .filter(|person| person.on_staff(on))
            .ok_or_else(|| Rejection::new(RejectionCode::NotOnStaff, Clause::Ours))
    }

    /// The roles a person held on the day it happened, with those others had put into their hands (代).
    ///
    /// # Errors
    /// When the person was not on the staff.
    pub fn roles(
        &self,
        person: PersonId,
        department: Option<DepartmentId>,
    ) -> Result<Roles, Rejection> {
        let on = self
            .command
            .moment
            .happened_on(self.office.utc_offset_minutes);
        let mut roles = self.staff(person)?.roles(on, department);
        roles.extend(self.office.lent(person, on, department));
        Ok(roles)
    }

    /// The same without what others have put into their hands.
    ///
    /// # Errors
    /// As [`Scene::roles`].
    pub fn own_roles(
        &self,
        person: PersonId,
        department: Option<DepartmentId>,
    ) -> Result<Roles, Rejection> {
        let on = self
            .command
            .moment
            .happened_on(self.office.utc_offset_minutes);
        Ok(self.staff(person)?.roles(on, department))
    }

    /// The roles of each of those who went, in their order.
    ///
    /// # Errors
    /// When nobody is named, or one is not on the staff.
    pub fn roles_of_conductors(
        &self,
        department: Option<DepartmentId>,
    ) -> Result<Vec<Roles>, Rejection> {
        if self.command.conducted_by.is_empty() {
            return Err(Rejection::missing(Field::Conductors, Clause::Ours));
        }
        self.command
            .conducted_by
            .iter()
            .map(|person| self.roles(*person, department))
            .collect()
    }

    /// One of those who went holds one of these roles, or the seat that fills it in this profile.
    ///
    /// # Errors
    /// Beyond authority, with the roles of which one would have sufficed.
    pub fn require(
        &self,
        roles: &[Role],
        department: Option<DepartmentId>,
        clause: Clause,
    ) -> Result<(), Rejection> {
        let held = self.roles_of_conductors(department)?;
        if act::held(roles, &held, self.policy) {
            return Ok(());
        }
        let needs = act::needs(roles, self.policy);
        Err(Rejection::beyond_authority(needs, clause))
    }

    /// One of those who went holds a seat the act belongs to.
    ///
    /// # Errors
    /// As [`Scene::require`].
    pub fn authorise(&self, act: Act, department: Option<DepartmentId>) -> Result<(), Rejection> {
        let of = act::seats(act, self.policy);
        self.require(&of.seats, department, of.clause)
    }

    /// The same in person: who belongs to the staff and who holds which role is not decided by somebody's stand-in, or a
    /// delegation could make itself lasting.
    ///
    /// # Errors
    /// As [`Scene::require`].
    pub fn require_in_person(&self, roles: &[Role], clause: Clause) -> Result<(), Rejection> {
        let mut held = Vec::with_capacity(self.command.conducted_by.len());
        for person in &self.command.conducted_by {
            held.push(self.own_roles(*person, None)?);
        }
        if act::held(roles, &held, self.policy) && !held.is_empty() {
            return Ok(());
        }
        let needs = act::needs(roles, self.policy);
        Err(Rejection::beyond_authority(needs, clause))
    }

    #[must_use]
    pub fn work_order(&self, work_order: WorkOrderId) -> Option<&'a WorkOrder> {
        match self.reads.streams.get(&work_order.stream()) {
            Some(State::WorkOrder(work_order)) => Some(work_order),
            _ => None,
        }
    }

    #[must_use]
    pub fn price_list(&self) -> Option<&'a PriceList> {
        let stream = PriceListId::of(self.reads.office).stream();
        match self.reads.streams.get(&stream) {
            Some(State::PriceList(list)) => Some(list),
            _ => None,
        }
    }

    /// The paper number the server gives to a registration.
    #[must_use]
    pub fn next_number(&self) -> Option<String> {
        self.reads
            .next_number
            .map(|next| format!("TS{}-{:04}", next.year, next.number))
    }

    /// The office's calendar year of a moment: numbers restart each year.
    #[must_use]
    pub fn year(office: &Office, at: crate::id::Instant) -> i32 {
        use chrono::Datelike as _;
        day(at, office.utc_offset_minutes).year()
    }
}
