//! An office's desk in memory: commands go through the server's own path, so a test sees what a
//! tablet would be answered.

mod brought_in;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::apply::{State, fold};
use domain::command::{Command, CommandBody, Moment, SCHEMA, Seen};
use domain::complaint::Complaint;
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::event::complaint::{Contents, Registration, RequestKind};
use domain::event::person::Grant;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::event::{Fact, NewFact, OfficeFact, PersonFact, UnitFact};
use domain::follow_up::{Category, Channel, Grade, Severity};
use domain::head::HeadData;
use domain::id::{
    CaseId, CommandId, DepartmentId, DeviceId, Instant, OfficeId, PersonId, StreamId, UnitId,
    WorkOrderId, Writer, WriterNumber,
};
use domain::log::memory::MemoryLog;
use domain::log::{Drawing, EventLog, Pushing, Shelf, append_as_server, draw_repairs, hold, push};
use domain::occupant::OccupantCommand;
use domain::office::Office;
use domain::personal::{Personal, PersonalValue};
use domain::policy::{Policy, ProfileName};
use domain::rejection::Rejection;
use domain::role::Role;
use domain::sync::hold::HoldRequest;
use domain::sync::message::Answer;
use domain::work_order::WorkOrder;
use uuid::Uuid;

/// What a command came to.
pub type Outcome = Result<(), Rejection>;

pub const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(2));
const OFFSET_MINUTES: i32 = 480;

/// One office with one person in every seat, one department and one unit.
pub struct Desk {
    log: MemoryLog,
    shelf: Shelf,
    numbers: BTreeMap<PersonId, u64>,
    minted: u128,
    /// The office's day; every command is written and received at ten o'clock.
    pub today: NaiveDate,
    /// What "happened" says, where it differs from today.
    pub happened: Option<NaiveDate>,
    /// Minutes past ten, for what is counted in minutes.
    pub minutes: i64,
}

/// The person who holds a seat at the desk.
#[must_use]
pub fn person(role: Role) -> PersonId {
    PersonId(Uuid::from_u128(1000 + role as u128))
}

#[must_use]
pub fn department() -> DepartmentId {
    DepartmentId::of(OFFICE, "cleaning")
}

#[must_use]
pub fn unit() -> UnitId {
    UnitId::of(OFFICE, "A-101")
}

/// A personal value and its digest; the salt is fixed, these are nobody's words.
#[must_use]
pub fn sealed(text: &str) -> PersonalValue {
    PersonalValue::seal([7; 16], text)
}

/// A complaint taken down with everything C3 asks for.
#[must_use]
pub fn registration() -> Registration {
    Registration {
        request: RequestKind::Complaint,
        unit: unit(),
        unit_code: "A-101".to_owned(),
        occupant: sealed("shop").digest,
        content: sealed("dust").digest,
        phone: Some(sealed("123").digest),
        appointment: None,
        category: Category::Equipment,
        department: Some(department()),
        severity_proposed: Some(Severity::General),
        photos: Vec::new(),
    }
}

/// A satisfied occupant, asked at the door, with every content either procedure wants.
#[must_use]
pub fn follow_up(case: CaseId, round: u16) -> FollowUpEntry {
    FollowUpEntry {
        case,
        round,
        channel: Channel::InPerson,
        channel_reason: None,
        contents: Contents {
            quality: Some(Grade::Satisfied),
            effect: Some(Grade::Satisfied),
            satisfaction: Some(Grade::Satisfied),
            shortcomings: Some(sealed("none").digest),
            suggestions: Some(sealed("none").digest),
            area: Some(Category::Equipment.service_area()),
            finding: Some(sealed("none").digest),
        },
        problem_left: false,
        photos: Vec::new(),
        signature: None,
        unsigned_reason: Some("in a hurry".to_owned()),
        late_reason: None,
        early_reason: None,
        paper: None,
    }
}

impl Desk {
    #[must_use]
    pub fn new(profile: ProfileName, today: NaiveDate) -> Self {
        let mut desk = Desk {
            log: MemoryLog::default(),
            shelf: Shelf::default(),
            numbers: BTreeMap::new(),
            minted: 1_000_000,
            today,
            happened: None,
            minutes: 0,
        };
        desk.found(profile);
        desk
    }

    fn found(&mut self, profile: ProfileName) {
        let mut facts = vec![
            NewFact {
                stream: OFFICE.stream(),
                fact: Fact::Office(OfficeFact::Founded {
                    company: "company".to_owned(),
                    name: "office".to_owned(),
                    director: person(Role::Director),
                    utc_offset_minutes: OFFSET_MINUTES,
                    demo: false,
                }),
            },
            NewFact {
                stream: OFFICE.stream(),
                fact: Fact::Office(OfficeFact::ProfileAdopted {
                    policy: Box::new(Policy::built_in(profile, self.today)),
                    reason: String::new(),
                }),
            },
            NewFact {
                stream: OFFICE.stream(),
                fact: Fact::Office(OfficeFact::DepartmentDefined {
                    department: department(),
                    name: "cleaning".to_owned(),
                }),
            },
            NewFact {
                stream: unit().stream(),
                fact: Fact::Unit(UnitFact::OccupantRecorded(OccupantRecord {
                    code: "A-101".to_owned(),
                    kind: OccupantKind::Merchant,
                    name: sealed("shop").digest,
                    contact: None,
                    phone: None,
                    trade: None,
                    flagship: false,
                    occupied_from: None,
                })),
            },
        ];
        for role in Role::ALL {
            let in_department = matches!(role, Role::HeadOfDepartment | Role::Technician);
            let grant = Grant {
                role: *role,
                department: in_department.then(department),
                from: self.today,
                until: None,
            };
            let added = PersonFact::Added {
                name: sealed("name").digest,
                sign_in_name: format!("{role:?}"),
                phone: None,
            };
            for fact in [added, PersonFact::RoleGranted(grant)] {
                facts.push(NewFact {
                    stream: person(*role).stream(),
                    fact: Fact::Person(fact),
                });
            }
        }
        // Any command serves as the author of what the server itself writes.
        let command = self.command(
            &[person(Role::Director)],
            ComplaintCommand::Open {
                case: CaseId(Uuid::from_u128(0)),
                was: domain::complaint::Status::Registered,
            }
            .into(),
        );
        self.numbers.clear();
        let now = self.at(self.today);
        let Ok(()) = append_as_server(&mut self.log, &mut self.shelf, now, &command, facts);
    }

    /// These people did it together; the first typed it.
    ///
    /// # Errors
    /// The rejection the server answers with.
    ///
    /// # Panics
    /// When the server does not take the batch at all.
    pub fn did(&mut self, people: &[PersonId], body: impl Into<CommandBody>) -> Outcome {
        self.send(people, body).1
    }

    /// As [`Desk::did`], with the command's id.
    ///
    /// # Panics
    /// When the server does not take the batch at all.
    pub fn send(
        &mut self,
        people: &[PersonId],
        body: impl Into<CommandBody>,
    ) -> (CommandId, Outcome) {
        let command = self.command(people, body.into());
        let id = command.id;
        (id, self.push(&command))
    }

    /// A command as it was written, perhaps long ago, reaches the server.
    ///
    /// # Panics
    /// When the server does not take the batch at all.
    pub fn push(&mut self, command: &Command) -> Outcome {
        let now = self.at(self.today);
        let pushing = Pushing {
            office: OFFICE,
            now,
            device: Some(DEVICE),
            may_write: &|_| true,
        };
        let raw = serde_json::value::to_raw_value(command)
            .unwrap_or_else(|error| panic!("{error}: {command:?}"));
        let Ok(outcome) = push(&mut self.log, &mut self.shelf, &pushing, &[raw]);
        match outcome.answers.into_iter().next() {
            Some(answer) => match answer.answer {
                Answer::Accepted { .. } | Answer::Unchanged | Answer::Held { .. } => Ok(()),
                Answer::Refused { rejection, .. } => Err(rejection),
            },
            None => panic!("not taken: {:?}", outcome.fault),
        }
    }

    /// The log itself, to look at what rests in it.
    #[must_use]
    pub fn log(&self) -> &MemoryLog {
        &self.log
    }

    /// A command nobody could take up is sent to be held.
    pub fn hold(
        &mut self,
        request: &HoldRequest,
    ) -> Result<Answer, domain::sync::message::PushFault> {
        let pushing = Pushing {
            office: OFFICE,
            now: self.at(self.today),
            device: request.device_of(DEVICE),
            may_write: &|_| true,
        };
        let Ok(answer) = hold(&mut self.log, &mut self.shelf, &pushing, request);
        answer
    }

    /// What a tablet without network finds, on everything the log holds: the same rules, without the server's numbers.
    ///
    /// # Errors
    /// The rejection the tablet shows.
    pub fn on_tablet(
        &mut self,
        people: &[PersonId],
        body: CommandBody,
    ) -> Result<Vec<NewFact>, Rejection> {
        let command = self.command(people, body);
        if let Some(number) = self.numbers.get_mut(&command.recorded_by) {
            // It was only looked at and never sent.
            *number -= 1;
        }
        let streams = domain::reads::reads(&command, OFFICE)
            .into_iter()
            .filter_map(|stream| Some((stream, self.state(stream)?)))
            .collect();
        let reads = domain::reads::Reads {
            office: OFFICE,
            streams,
            next_number: None,
            counted: None,
        };
        domain::decide::decide(&command, &reads)
    }

    /// The head row of a stream.
    #[must_use]
    pub fn head(&self, stream: StreamId) -> Option<&domain::head::HeadData> {
        self.log.heads.get(&stream).map(|row| &row.data)
    }

    /// An id nothing stands on yet.
    pub fn new_case(&mut self) -> CaseId {
        self.minted += 1;
        CaseId(Uuid::from_u128(self.minted))
    }

    /// A new complaint, taken down by the property assistant.
    ///
    /// # Errors
    /// As [`Desk::did`].
    pub fn register(&mut self, registration: Registration) -> Result<CaseId, Rejection> {
        let case = self.new_case();
        self.did(
            &[person(Role::PropertyAssistant)],
            ComplaintCommand::Register { case, registration },
        )?;
        Ok(case)
    }

    /// The complaint as the log folds it.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn complaint(&self, case: CaseId) -> Complaint {
        match self.state(case.stream()) {
            Some(State::Complaint(complaint)) => *complaint,
            other => panic!("no complaint but {other:?}"),
        }
    }

    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn work_order(&self, work_order: WorkOrderId) -> WorkOrder {
        match self.state(work_order.stream()) {
            Some(State::WorkOrder(order)) => *order,
            other => panic!("no work order but {other:?}"),
        }
    }

    #[must_use]
    pub const fn office(&self) -> OfficeId {
        OFFICE
    }

    /// The office as the log folds it.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn office_state(&self) -> Office {
        match self.state(OFFICE.stream()) {
            Some(State::Office(office)) => *office,
            other => panic!("no office but {other:?}"),
        }
    }

    /// Another unit of the same occupant.
    ///
    /// # Panics
    /// When it is not taken.
    pub fn unit(&mut self, code: &str) -> UnitId {
        let unit = UnitId::of(OFFICE, code);
        let record = OccupantRecord {
            code: code.to_owned(),
            kind: OccupantKind::Merchant,
            name: sealed("shop").digest,
            contact: None,
            phone: None,
            trade: None,
            flagship: false,
            occupied_from: None,
        };
        let outcome = self.did(
            &[person(Role::PropertyAssistant)],
            OccupantCommand::Record { unit, record },
        );
        assert_eq!(outcome, Ok(()));
        unit
    }

    /// Every head of the office.
    #[must_use]
    pub fn heads(&self) -> Vec<(StreamId, HeadData)> {
        self.log
            .heads
            .iter()
            .map(|(stream, row)| (*stream, row.data.clone()))
            .collect()
    }

    /// The server draws the month's repairs.
    pub fn draw_repairs(&mut self, drawing: Drawing) -> Vec<StreamId> {
        let orders: Vec<_> = self
            .heads()
            .into_iter()
            .filter_map(|(stream, head)| match head {
                HeadData::WorkOrder(head) => Some((stream, Arc::unwrap_or_clone(head))),
                _ => None,
            })
            .collect();
        let Ok(drawn) = draw_repairs(&mut self.log, &mut self.shelf, drawing, &orders);
        drawn
    }

    #[must_use]
    pub fn now(&self) -> Instant {
        self.at(self.today)
    }

    /// A fresh id.
    pub fn mint(&mut self) -> Uuid {
        self.minted += 1;
        Uuid::from_u128(self.minted)
    }

    /// Any stream as the log folds it.
    #[must_use]
    pub fn state(&self, stream: StreamId) -> Option<State> {
        let Ok(envelopes) = self.log.stream(stream);
        let opened: Vec<_> = envelopes.iter().flat_map(|one| one.open()).collect();
        fold(&opened)
    }

    /// A command as a tablet that has everything would write it now.
    pub fn command(&mut self, people: &[PersonId], body: CommandBody) -> Command {
        self.minted += 1;
        let author = people.first().copied().unwrap_or(person(Role::Director));
        let number = self.numbers.entry(author).or_insert(0);
        *number += 1;
        let number = WriterNumber(*number);
        let Ok(head) = self.log.head();
        Command {
            id: CommandId(Uuid::from_u128(self.minted)),
            writer: Writer {
                person: author,
                device: DEVICE,
            },
            number,
            after: Vec::new(),
            // A tablet that has everything the log holds.
            streams: vec![Seen {
                id: OFFICE.stream(),
                seen: head.cursor,
            }],
            recorded_by: author,
            conducted_by: people.to_vec(),
            moment: Moment {
                happened_at: self.at(self.happened.unwrap_or(self.today)),
                entered_at: self.at(self.today),
                clock_offset: 0,
            },
            body,
            personal: ["shop", "dust", "123", "none", "cleaned", " ", "tomorrow"]
                .map(sealed)
                .to_vec(),
            photos: Vec::new(),
            schema: SCHEMA,
            app: "test".to_owned(),
            signature: None,
        }
    }

    fn at(&self, day: NaiveDate) -> Instant {
        let two_utc = day.and_hms_opt(2, 0, 0).unwrap_or_default();
        Instant(two_utc.and_utc().timestamp_millis() + self.minutes * 60_000)
    }
}

/// What was done about it, in the words of the result field.
#[must_use]
pub fn result() -> Personal {
    sealed("cleaned").digest
}
