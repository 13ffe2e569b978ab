//! From a filled-in step to the command it becomes.

use chrono::NaiveDate;
use domain::command::{Command, CommandBody};
use domain::complaint::command::ComplaintCommand;
use domain::complaint::{Complaint, Status};
use domain::event::complaint::AttemptFailure;
use domain::follow_up::{Channel, Severity};
use domain::id::{DepartmentId, Digest, Instant, PersonId};
use domain::office::Office;
use domain::personal::PersonalBook;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::step::Step;
use crate::actions::Sealer;
use crate::engine::message::Submission;
use crate::pages::settings::limits;

const HOUR_MILLIS: i64 = 60 * 60 * 1000;

/// The answers of any step, each in its own signal; a step uses those it asks for.
#[derive(Clone, Copy)]
pub struct StepAnswers {
    pub words: RwSignal<String>,
    pub department: RwSignal<String>,
    pub assignee: RwSignal<String>,
    pub hours: RwSignal<String>,
    pub severity: RwSignal<String>,
    pub people: RwSignal<Vec<PersonId>>,
    pub on: RwSignal<String>,
    pub channel: RwSignal<String>,
    pub failure: RwSignal<String>,
    /// Another case of the same unit.
    pub other: RwSignal<String>,
    pub photos: RwSignal<Vec<Digest>>,
}

/// The same, as stored in a draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepDraft {
    words: String,
    department: String,
    assignee: String,
    hours: String,
    severity: String,
    people: Vec<PersonId>,
    on: String,
    channel: String,
    failure: String,
    other: String,
    photos: Vec<Digest>,
}

/// A name of the domain from the word that stands for it in a form.
pub(super) fn named<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    domain::json::named(name)
}

/// The word that stands for a name of the domain in a form.
#[must_use]
pub fn name_of<T: Serialize>(value: &T) -> String {
    domain::json::word(value)
}

/// The whole hours a limit was away when it was set.
fn hours_until(command: &Command, limit: Instant) -> String {
    let millis = limit.0.saturating_sub(command.moment.happened_at.0).max(0);
    (millis.saturating_add(HOUR_MILLIS - 1) / HOUR_MILLIS).to_string()
}

/// The step a refused command was, with what was typed; none for those that have a page of their own.
#[must_use]
pub fn written_anew(command: &Command) -> Option<(Step, StepDraft)> {
    let CommandBody::Complaint(body) = &command.body else {
        return None;
    };
    let book = PersonalBook::of(&command.personal);
    let words = |words: &str| StepDraft {
        words: words.to_owned(),
        ..StepDraft::default()
    };
    Some(match body {
        ComplaintCommand::HandUp { reason, .. } => (Step::HandUp, words(reason)),
        ComplaintCommand::Open { .. } => (Step::Open, StepDraft::default()),
        ComplaintCommand::Dispatch {
            was,
            department,
            assignee,
            limit,
            ..
        } => {
            let step = if *was == Status::Dispatched {
                Step::DispatchAgain
            } else {
                Step::Dispatch
            };
            let draft = StepDraft {
                department: department.to_string(),
                assignee: assignee.map_or_else(String::new, |id| id.to_string()),
                hours: hours_until(command, *limit),
                ..StepDraft::default()
            };
            (step, draft)
        }
        ComplaintCommand::DecideSeverity { severity, .. } => {
            let draft = StepDraft {
                severity: name_of(severity),
                ..StepDraft::default()
            };
            (Step::DecideSeverity, draft)
        }
        ComplaintCommand::NameDepartment { department, .. } => {
            let draft = StepDraft {
                department: department.to_string(),
                ..StepDraft::default()
            };
            (Step::NameDepartment, draft)
        }
        ComplaintCommand::Handle { result, photos, .. } => {
            let draft = StepDraft {
                photos: photos.clone(),
                ..words(book.text(*result))
            };
            (Step::Handle, draft)
        }
        ComplaintCommand::CloseOut { .. } => (Step::CloseOut, StepDraft::default()),
        ComplaintCommand::ScheduleFollowUp { people, on, .. } => {
            let draft = StepDraft {
                people: people.clone(),
                on: on.to_string(),
                ..StepDraft::default()
            };
            (Step::Schedule, draft)
        }
        ComplaintCommand::SendTechnician { technician, .. } => {
            let draft = StepDraft {
                assignee: technician.to_string(),
                ..StepDraft::default()
            };
            (Step::SendTechnician, draft)
        }
        ComplaintCommand::RecordAttempt {
            channel, failure, ..
        } => {
            let draft = StepDraft {
                channel: name_of(channel),
                failure: name_of(failure),
                ..StepDraft::default()
            };
            (Step::Attempt, draft)
        }
        ComplaintCommand::EndUnreachable { reason, .. } => (Step::EndUnreachable, words(reason)),
        ComplaintCommand::ConfirmConduct { command, .. } => {
            (Step::ConfirmConduct(*command), StepDraft::default())
        }
        ComplaintCommand::DenyConduct {
            command, reason, ..
        } => (Step::DenyConduct(*command), words(reason)),
        ComplaintCommand::Refer {
            department,
            content,
            limit,
            ..
        } => {
            let draft = StepDraft {
                department: department.to_string(),
                hours: hours_until(command, *limit),
                ..words(book.text(*content))
            };
            (Step::Refer, draft)
        }
        ComplaintCommand::AnswerReferral {
            referral, answer, ..
        } => (Step::AnswerReferral(*referral), words(book.text(*answer))),
        ComplaintCommand::StepBack { reason, .. } => (Step::StepBack, words(reason)),
        ComplaintCommand::JoinDuplicate { of, .. } => {
            let draft = StepDraft {
                other: of.to_string(),
                ..StepDraft::default()
            };
            (Step::JoinDuplicate, draft)
        }
        ComplaintCommand::PartDuplicate { .. } => (Step::PartDuplicate, StepDraft::default()),
        ComplaintCommand::VoidEntry { entry, reason, .. } => (Step::Void(*entry), words(reason)),
        ComplaintCommand::Register { .. }
        | ComplaintCommand::CarryOver { .. }
        | ComplaintCommand::RecordFollowUp(_) => return None,
    })
}

impl StepAnswers {
    /// As a step begins: the case's department, the limit of its category, today. Another department is responsible
    /// where one is referred to, and a day is usual for its answer.
    #[must_use]
    pub fn begin(
        step: Step,
        complaint: &Complaint,
        today: NaiveDate,
        office: Option<&Office>,
    ) -> Self {
        let limit = office.and_then(|office| office.limit_minutes(complaint.category, today));
        let (department, hours) = if step == Step::Refer {
            (None, "24".to_owned())
        } else {
            (
                complaint.department,
                limit.map_or_else(String::new, limits::hours),
            )
        };
        let some = |id: Option<DepartmentId>| id.map_or_else(String::new, |id| id.to_string());
        let severity = complaint.severity.or(complaint.severity_proposed);
        let planned = complaint
            .owed_now()
            .and_then(|owed| owed.scheduled.as_ref());
        StepAnswers {
            words: RwSignal::new(String::new()),
            department: RwSignal::new(some(department)),
            assignee: RwSignal::new(
                complaint
                    .assignee
                    .map_or_else(String::new, |id| id.to_string()),
            ),
            hours: RwSignal::new(hours),
            severity: RwSignal::new(
                severity.map_or_else(String::new, |severity| name_of(&severity)),
            ),
            people: RwSignal::new(planned.map_or_else(Vec::new, |planned| planned.people.clone())),
            on: RwSignal::new(planned.map_or(today, |planned| planned.on).to_string()),
            channel: RwSignal::new(name_of(&Channel::InPerson)),
            failure: RwSignal::new(name_of(&AttemptFailure::NobodyThere)),
            other: RwSignal::new(String::new()),
            photos: RwSignal::new(Vec::new()),
        }
    }

    #[must_use]
    pub fn draft(self) -> StepDraft {
        StepDraft {
            words: self.words.get(),
            department: self.department.get(),
            assignee: self.assignee.get(),
            hours: self.hours.get(),
            severity: self.severity.get(),
            people: self.people.get(),
            on: self.on.get(),
            channel: self.channel.get(),
            failure: self.failure.get(),
            other: self.other.get(),
            photos: self.photos.get(),
        }
    }

    pub fn fill(self, draft: StepDraft) {
        self.words.set(draft.words);
        self.assignee.set(draft.assignee);
        self.people.set(draft.people);
        self.photos.set(draft.photos);
        self.other.set(draft.other);
        // An answer that always has a value is missing only where its step does not ask for it.
        let answered = [
            (self.department, draft.department),
            (self.hours, draft.hours),
            (self.severity, draft.severity),
            (self.on, draft.on),
            (self.channel, draft.channel),
            (self.failure, draft.failure),
        ];
        for (answer, said) in answered {
            if !said.is_empty() {
                answer.set(said);
            }
        }
    }

    /// The department chosen, if one is.
    #[must_use]
    pub fn department_chosen(self) -> Option<DepartmentId> {
        self.department.get_untracked().parse().ok()
    }

    /// So many hours from now.
    fn limit(self, now: Instant) -> Option<Instant> {
        let minutes = limits::minutes(&self.hours.get_untracked())?;
        let millis = i64::from(minutes).saturating_mul(60_000);
        Some(Instant(now.0.saturating_add(millis)))
    }

    /// The command of a step; `None` while an answer is missing that has no empty form.
    #[must_use]
    pub fn submission(self, step: Step, complaint: &Complaint, now: Instant) -> Option<Submission> {
        let (case, was) = (complaint.case, complaint.status);
        let round = complaint.owed_now().map(|owed| owed.obligation.round);
        let words = self.words.get_untracked().trim().to_owned();
        let mut sealer = Sealer::default();
        let photos = self.photos.get_untracked();
        let command = match step {
            Step::HandUp => ComplaintCommand::HandUp {
                case,
                was,
                reason: words,
            },
            Step::Open => ComplaintCommand::Open { case, was },
            Step::Dispatch | Step::DispatchAgain => {
                let limit = self.limit(now)?;
                ComplaintCommand::Dispatch {
                    case,
                    was,
                    department: self.department_chosen()?,
                    assignee: self.assignee.get_untracked().parse().ok(),
                    limit,
                }
            }
            Step::DecideSeverity => ComplaintCommand::DecideSeverity {
                case,
                was: complaint.severity,
                severity: named::<Severity>(&self.severity.get_untracked())?,
            },
            Step::NameDepartment => ComplaintCommand::NameDepartment {
                case,
                was: complaint.department,
                department: self.department_chosen()?,
            },
            Step::Handle => ComplaintCommand::Handle {
                case,
                was,
                result: sealer.seal(&words),
                photos: photos.clone(),
            },
            Step::CloseOut => ComplaintCommand::CloseOut { case, was },
            Step::Schedule => ComplaintCommand::ScheduleFollowUp {
                case,
                round: round?,
                people: self.people.get_untracked(),
                on: self.on.get_untracked().parse().ok()?,
            },
            Step::SendTechnician => ComplaintCommand::SendTechnician {
                case,
                round: round?,
                technician: self.assignee.get_untracked().parse().ok()?,
            },
            Step::Attempt => ComplaintCommand::RecordAttempt {
                case,
                round: round?,
                channel: named(&self.channel.get_untracked())?,
                failure: named(&self.failure.get_untracked())?,
            },
            Step::EndUnreachable => ComplaintCommand::EndUnreachable {
                case,
                round: round?,
                reason: words,
            },
            Step::ConfirmConduct(command) => ComplaintCommand::ConfirmConduct { case, command },
            Step::DenyConduct(command) => ComplaintCommand::DenyConduct {
                case,
                command,
                reason: words,
            },
            Step::Refer => {
                let limit = self.limit(now)?;
                let referrals = u16::try_from(complaint.referrals.len()).ok()?;
                ComplaintCommand::Refer {
                    case,
                    referral: referrals.saturating_add(1),
                    department: self.department_chosen()?,
                    content: sealer.seal(&words),
                    limit,
                }
            }
            Step::AnswerReferral(referral) => ComplaintCommand::AnswerReferral {
                case,
                referral,
                answer: sealer.seal(&words),
            },
            Step::StepBack => ComplaintCommand::StepBack {
                case,
                was,
                reason: words,
            },
            Step::JoinDuplicate => ComplaintCommand::JoinDuplicate {
                case,
                of: self.other.get_untracked().parse().ok()?,
            },
            Step::PartDuplicate => ComplaintCommand::PartDuplicate { case },
            Step::Void(entry) => ComplaintCommand::VoidEntry {
                case,
                entry,
                reason: words,
            },
            Step::StartFollowUp | Step::MakeSlip => return None,
        };
        let mut submission = Submission::now(CommandBody::Complaint(command), sealer);
        submission.photos = photos;
        Some(submission)
    }
}
