//! An office with somebody in every seat, and one of everything commands are about; all of it through the API.

use std::collections::BTreeMap;

use api::Tablet;
use chrono::NaiveDate;
use domain::command::{CommandBody, day};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::RequestKind;
use domain::event::person::Grant;
use domain::event::violation::Proposal;
use domain::event::work_order::{Handover, Trade, TrialWay};
use domain::follow_up::{FollowUpKind, Severity};
use domain::id::{CaseId, CommandId, DepartmentId, Digest, Instant, PersonId, WorkOrderId};
use domain::office::OfficeCommand;
use domain::person::PersonCommand;
use domain::personal::PersonalValue;
use domain::policy::{Policy, ProfileName};
use domain::role::Role;
use domain::sync::message::Answer;
use domain::violation::{Measure, ViolationCommand};
use domain::work_order::command::{Consent, TrialOutcome, WorkOrderCommand};
use rules::one_of_each::{Standing, observation, registration};
use rules::right_table::going;

use crate::office::{PASSWORD, fresh_name, record_unit, server, setup};

/// The measure that stands on the violation, signed and left for the company to decide.
pub const MEASURE: Measure = Measure::PublicCriticism;

pub struct Office {
    pub director: Tablet,
    /// One tablet for every seat.
    pub staff: BTreeMap<Role, Tablet>,
    /// A second team leader: their entries and refusals are nobody else's.
    pub colleague: Tablet,
    pub policy: Policy,
    pub words: PersonalValue,
    /// Of the cases that are furnished next.
    pub severity: Severity,
    department: DepartmentId,
}

impl Office {
    pub fn open(profile: ProfileName) -> Self {
        let server = server();
        let mut form = setup(&server);
        form.procedure = profile;
        let mut director = server.set_up(&form).unwrap();
        let department = DepartmentId::of(director.session.office, "Engineering");
        let mut staff = BTreeMap::new();
        for role in Role::ALL {
            let tablet = employed(&mut director, *role, department);
            staff.insert(*role, tablet);
        }
        let colleague = employed(&mut director, Role::SiteTeamLeader, department);
        let today = day(director.time, 480);
        record_unit(&mut director, "A-101");
        assert!(is_taken(&director.push().unwrap()[0].answer));
        Office {
            director,
            staff,
            colleague,
            policy: Policy::built_in(profile, today),
            words: PersonalValue::seal([7; 16], "said plainly"),
            severity: Severity::General,
            department,
        }
    }

    pub fn person(&self, role: Role) -> PersonId {
        self.staff[&role].session.person
    }

    /// Somebody in that seat does it, and it is taken.
    pub fn does(&mut self, role: Role, body: impl Into<CommandBody>) -> CommandId {
        let words = self.words.clone();
        taken(self.staff.get_mut(&role).unwrap(), words, body.into())
    }

    fn colleague_does(&mut self, body: impl Into<CommandBody>) -> CommandId {
        taken(&mut self.colleague, self.words.clone(), body.into())
    }

    pub fn today(&self) -> NaiveDate {
        day(self.director.time, 480)
    }

    pub fn later(&self) -> Instant {
        Instant(self.director.time.0 + 3_600_000)
    }

    pub fn manager(&self) -> Role {
        self.policy.holder(Role::PropertyManager)
    }

    /// Nothing stands yet.
    pub fn empty(&mut self) -> Standing {
        let people = |kind| {
            let roles = going(kind, self.severity, &self.policy);
            roles.into_iter().map(|role| self.person(role)).collect()
        };
        let mint = &self.director;
        let fresh = || mint.mint(CaseId::mint).unwrap();
        Standing {
            today: self.today(),
            now: mint.time,
            unit: domain::id::UnitId::of(mint.session.office, "A-101"),
            department: self.department,
            case: fresh(),
            entry: CommandId(fresh().0),
            work_order: WorkOrderId(fresh().0),
            closed_case: fresh(),
            signed_order: WorkOrderId(fresh().0),
            signed_case: fresh(),
            going: people(FollowUpKind::Complaint),
            going_for_repair: people(FollowUpKind::Repair),
            violation: fresh(),
            disposition: CommandId(fresh().0),
            refused: CommandId(fresh().0),
            technician: self.person(Role::Technician),
            director: mint.session.person,
            fresh_case: fresh(),
            fresh_order: WorkOrderId(fresh().0),
            fresh_person: PersonId(fresh().0),
            words: self.words.digest,
        }
    }

    pub fn furnish(&mut self) -> Standing {
        let mut standing = self.empty();
        let manager = self.manager();
        let case = standing.case;
        standing.entry = self.colleague_does(ComplaintCommand::Register {
            case,
            registration: registration(&standing),
        });
        self.does(
            manager,
            ComplaintCommand::DecideSeverity {
                case,
                was: None,
                severity: self.severity,
            },
        );
        self.does(
            manager,
            ComplaintCommand::Refer {
                case,
                referral: 1,
                department: standing.department,
                content: standing.words,
                limit: self.later(),
            },
        );
        self.close(&standing);
        self.teach();
        let case = self.director.mint(CaseId::mint).unwrap();
        self.assign(&standing, case, standing.work_order);
        self.repair(&standing);
        self.propose(&mut standing);
        let beyond = OfficeCommand::DefineDepartment {
            name: "Greening".to_owned(),
        };
        let written = self.colleague.write(beyond.into()).unwrap();
        let answers = self.colleague.push().unwrap();
        assert!(matches!(answers[0].answer, Answer::Refused { .. }));
        standing.refused = written.command.id;
        standing
    }

    fn close(&mut self, standing: &Standing) {
        let case = standing.closed_case;
        let manager = self.manager();
        let steps = self.policy.steps.clone();
        let register = ComplaintCommand::Register {
            case,
            registration: registration(standing),
        };
        self.colleague_does(register);
        let was = None;
        let severity = self.severity;
        let decide = ComplaintCommand::DecideSeverity {
            case,
            was,
            severity,
        };
        self.does(manager, decide);
        let was = Status::Registered;
        self.does(steps.opens, ComplaintCommand::Open { case, was });
        self.does(
            steps.dispatches,
            ComplaintCommand::Dispatch {
                case,
                was: Status::Opened,
                department: standing.department,
                assignee: None,
                limit: self.later(),
            },
        );
        self.does(
            Role::HeadOfDepartment,
            ComplaintCommand::Handle {
                case,
                was: Status::Dispatched,
                result: standing.words,
                photos: Vec::new(),
            },
        );
        let was = Status::Handled;
        self.does(steps.closes_out, ComplaintCommand::CloseOut { case, was });
    }

    fn teach(&mut self) {
        let teach = PersonCommand::SetTrades {
            person: self.person(Role::Technician),
            trades: [Trade::Plumbing].into(),
        };
        self.does(Role::Director, teach);
    }

    /// A repair up to the technician who has it.
    fn assign(&mut self, standing: &Standing, case: CaseId, work_order: WorkOrderId) {
        let mut request = registration(standing);
        request.request = RequestKind::Repair;
        self.colleague_does(ComplaintCommand::Register {
            case,
            registration: request,
        });
        self.does(
            Role::PropertyAssistant,
            WorkOrderCommand::MakeWorkOrder {
                work_order,
                case,
                ordinal: 1,
                trade: Trade::Plumbing,
                handover: Handover::ToldToCollect,
            },
        );
        self.does(
            Role::EngineeringDept,
            WorkOrderCommand::ReceiveWorkOrder {
                work_order,
                late_reason: None,
            },
        );
        self.does(
            Role::EngineeringDept,
            WorkOrderCommand::AssignTechnician {
                work_order,
                was: None,
                technician: standing.technician,
                reason: None,
            },
        );
    }

    /// A repair up to the signature under it.
    fn repair(&mut self, standing: &Standing) {
        let work_order = standing.signed_order;
        self.assign(standing, standing.signed_case, work_order);
        let purpose = "the tap".to_owned();
        let steps = [
            WorkOrderCommand::Arrive {
                work_order,
                purpose: purpose.clone(),
            },
            WorkOrderCommand::AskConsent {
                work_order,
                consent: Consent::Given,
            },
            WorkOrderCommand::ConfirmItems {
                work_order,
                items: vec![purpose],
            },
            WorkOrderCommand::BeginWork { work_order },
            WorkOrderCommand::FinishWork {
                work_order,
                result: standing.words,
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
        ];
        for step in steps {
            self.does(Role::Technician, step);
        }
    }

    /// One repair more, signed for; its work order.
    pub fn one_repair(&mut self) -> WorkOrderId {
        let standing = self.empty();
        self.repair(&standing);
        standing.signed_order
    }

    /// For those who only want repairs.
    pub fn prepare_repairs(&mut self) {
        self.teach();
    }

    fn propose(&mut self, standing: &mut Standing) {
        let case = standing.violation;
        let manager = self.manager();
        self.colleague_does(ViolationCommand::NoticeViolation {
            case,
            observation: observation(standing),
            persuasion: None,
            stopped: false,
        });
        self.does(
            manager,
            ViolationCommand::DecideViolationSeverity {
                case,
                was: None,
                severity: self.severity,
            },
        );
        let executor = self.policy.holder(Role::SiteManager);
        standing.disposition = self.does(
            manager,
            ViolationCommand::ProposeDisposition {
                case,
                proposal: Proposal {
                    measure: MEASURE,
                    opinion: "as the rules say".to_owned(),
                    executors: vec![self.person(executor)],
                    last_day: Some(self.today()),
                    amount_fen: None,
                },
            },
        );
        self.sign(case, standing.disposition, MEASURE);
    }
}

fn employed(director: &mut Tablet, role: Role, department: DepartmentId) -> Tablet {
    let person = director.mint(PersonId::mint).unwrap();
    let sign_in_name = fresh_name("person");
    let name = director.seal("New Colleague").unwrap();
    let in_department = matches!(role, Role::HeadOfDepartment | Role::Technician);
    let grant = Grant {
        role,
        department: in_department.then_some(department),
        from: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        until: None,
    };
    let add = PersonCommand::Add {
        person,
        name,
        sign_in_name: sign_in_name.clone(),
        phone: None,
        roles: vec![grant],
    };
    director.write(add.into()).unwrap();
    assert!(is_taken(&director.push().unwrap()[0].answer), "{role:?}");
    let code = director.code_for(person).unwrap();
    server()
        .sign_in_by_code(&sign_in_name, &code, PASSWORD)
        .unwrap()
}

fn taken(tablet: &mut Tablet, words: PersonalValue, body: CommandBody) -> CommandId {
    tablet.carry(words);
    let written = tablet.write(body).unwrap();
    let answers = tablet.push().unwrap();
    assert!(
        answers.iter().all(|answered| is_taken(&answered.answer)),
        "{}: {answers:?}",
        written.command.body.act()
    );
    written.command.id
}

/// Or stands already.
fn is_taken(answer: &Answer) -> bool {
    matches!(answer, Answer::Accepted { .. } | Answer::Unchanged)
}
