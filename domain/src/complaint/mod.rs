//! A complaint: registered → (handed up) → opened → dispatched → handled → closed out, followed up when its window is
//! open, complete or going on.

mod close_out;
pub mod command;
mod dispatch;
mod follow_up;
mod handle;
mod register;
mod step;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::complaint::{AttemptFailure, Contents, FollowUp, GoesOn, Obligation};
use crate::event::{ComplaintFact, Opened};
use crate::follow_up::{Category, Channel, Grade, Severity};
use crate::id::{CaseId, CommandId, DepartmentId, Digest, Instant, PersonId, UnitId};
use crate::personal::{Personal, PersonalBook};

pub use step::decide;

/// Where a case stands. The follow-up has its own standing beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Registered,
    HandedUp,
    Opened,
    Dispatched,
    Handled,
    ClosedOut,
}

/// How an obligation to follow up ended, or that it did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwedState {
    Owed,
    /// Followed up on this day, early, in time or late.
    Done {
        on: NaiveDate,
    },
    Unreachable,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub obligation: Obligation,
    pub state: OwedState,
    pub scheduled: Option<Schedule>,
    pub technician_sent: Option<PersonId>,
    pub attempts: Vec<Attempt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub people: Vec<PersonId>,
    pub on: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub on: NaiveDate,
    pub channel: Channel,
    pub failure: AttemptFailure,
}

/// One follow-up made, with its texts read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpMade {
    pub command: CommandId,
    pub fact: FollowUp,
    pub shortcomings: String,
    pub suggestions: String,
    pub finding: String,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    /// Conductors who did not record it and have confirmed.
    pub confirmed_by: Vec<PersonId>,
    pub denied_by: Vec<PersonId>,
}

/// One line of the timeline: who, when it happened, when it was entered and when the server received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub command: CommandId,
    pub index: u16,
    pub recorded_by: PersonId,
    pub conducted_by: Vec<PersonId>,
    pub happened_at: Instant,
    pub entered_at: Instant,
    pub received_at: Option<Instant>,
    pub clock_doubtful: bool,
    pub pending: bool,
    pub fact: ComplaintFact,
}

/// The fold of a complaint's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub case: CaseId,
    pub number: Option<String>,
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: String,
    pub content: String,
    pub phone: Option<String>,
    pub appointment: Option<Instant>,
    pub category: Category,
    pub department: Option<DepartmentId>,
    pub severity_proposed: Option<Severity>,
    pub severity: Option<Severity>,
    pub status: Status,
    pub registered_at: Instant,
    pub assignee: Option<PersonId>,
    pub limit: Option<Instant>,
    pub handled_on: Option<NaiveDate>,
    pub handled_at: Option<Instant>,
    pub result: String,
    pub closed_out_on: Option<NaiveDate>,
    pub photos: Vec<Digest>,
    pub owed: Vec<Owed>,
    pub follow_ups: Vec<FollowUpMade>,
    pub complete: bool,
    pub goes_on: Option<GoesOn>,
    pub timeline: Vec<Entry>,
}

impl Complaint {
    pub(crate) fn registered(opened: &Opened, fact: &ComplaintFact) -> Option<Self> {
        let ComplaintFact::Registered(registration) = fact else {
            return None;
        };
        let book = PersonalBook::of(&opened.personal);
        let text = |personal: Personal| book.text(personal).to_owned();
        let mut complaint = Complaint {
            case: CaseId(opened.stream.0),
            number: None,
            unit: registration.unit,
            unit_code: registration.unit_code.clone(),
            occupant: text(registration.occupant),
            content: text(registration.content),
            phone: registration.phone.map(text),
            appointment: registration.appointment,
            category: registration.category,
            department: registration.department,
            severity_proposed: registration.severity_proposed,
            severity: None,
            status: Status::Registered,
            registered_at: opened.event.moment.happened_at,
            assignee: None,
            limit: None,
            handled_on: None,
            handled_at: None,
            result: String::new(),
            closed_out_on: None,
            photos: registration.photos.clone(),
            owed: Vec::new(),
            follow_ups: Vec::new(),
            complete: false,
            goes_on: None,
            timeline: Vec::new(),
        };
        complaint.note(opened, fact);
        Some(complaint)
    }

    fn note(&mut self, opened: &Opened, fact: &ComplaintFact) {
        self.timeline.push(Entry {
            command: opened.command,
            index: opened.index,
            recorded_by: opened.event.recorded_by,
            conducted_by: opened.event.conducted_by.clone(),
            happened_at: opened.event.moment.happened_at,
            entered_at: opened.event.moment.entered_at,
            received_at: opened.event.received_at,
            clock_doubtful: opened.event.clock_doubtful,
            pending: opened.seq.0 == 0,
            fact: fact.clone(),
        });
    }

    pub(crate) fn apply(&mut self, opened: &Opened, fact: &ComplaintFact) {
        self.note(opened, fact);
        match fact {
            ComplaintFact::Registered(_) => {}
            ComplaintFact::NumberGiven { number } => self.number = Some(number.clone()),
            ComplaintFact::HandedUp { .. } => self.status = Status::HandedUp,
            ComplaintFact::Opened => self.status = Status::Opened,
            ComplaintFact::Dispatched {
                department,
                assignee,
                limit,
            } => {
                self.status = Status::Dispatched;
                self.department = Some(*department);
                self.assignee = *assignee;
                self.limit = Some(*limit);
            }
            ComplaintFact::SeverityDecided { severity } => self.severity = Some(*severity),
            ComplaintFact::DepartmentNamed { department } => self.department = Some(*department),
            ComplaintFact::Handled { on, result, photos } => {
                self.status = Status::Handled;
                self.handled_on = Some(*on);
                self.handled_at = Some(opened.event.moment.happened_at);
                self.result = PersonalBook::of(&opened.personal).text(*result).to_owned();
                self.photos.extend(photos);
                self.goes_on = None;
            }
            ComplaintFact::ClosedOut { on } => {
                self.status = Status::ClosedOut;
                self.closed_out_on = Some(*on);
            }
            ComplaintFact::FollowUpOwed(obligation) => {
                self.complete = false;
                self.owed.push(Owed {
                    obligation: obligation.clone(),
                    state: OwedState::Owed,
                    scheduled: None,
                    technician_sent: None,
                    attempts: Vec::new(),
                });
            }
            ComplaintFact::FollowUpScheduled { round, people, on } => {
                if let Some(owed) = self.round_mut(*round) {
                    owed.scheduled = Some(Schedule {
                        people: people.clone(),
                        on: *on,
                    });
                }
            }
            ComplaintFact::TechnicianSent { round, technician } => {
                if let Some(owed) = self.round_mut(*round) {
                    owed.technician_sent = Some(*technician);
                }
            }
            ComplaintFact::FollowUpRecorded(follow_up) => self.followed_up(opened, follow_up),
            ComplaintFact::FollowUpAttempted {
                round,
                on,
                channel,
                failure,
            } => {
                if let Some(owed) = self.round_mut(*round) {
                    owed.attempts.push(Attempt {
                        on: *on,
                        channel: *channel,
                        failure: *failure,
                    });
                }
            }
            ComplaintFact::EndedUnreachable { round, .. } => {
                if let Some(owed) = self.round_mut(*round)
                    && owed.state == OwedState::Owed
                {
                    owed.state = OwedState::Unreachable;
                }
            }
            ComplaintFact::Completed { .. } => self.complete = self.goes_on.is_none(),
            ComplaintFact::WentOn { why, round } => {
                self.complete = false;
                self.goes_on = Some(*why);
                let latest = self
                    .owed
                    .last()
                    .is_none_or(|owed| owed.obligation.round <= *round);
                if latest && self.status >= Status::Handled {
                    self.status = Status::Dispatched;
                    self.closed_out_on = None;
                }
            }
            ComplaintFact::ConductConfirmed { command } => {
                let who = opened.event.recorded_by;
                if let Some(made) = self.made_mut(*command) {
                    made.confirmed_by.push(who);
                }
            }
            ComplaintFact::ConductDenied { command, .. } => {
                let who = opened.event.recorded_by;
                if let Some(made) = self.made_mut(*command) {
                    made.denied_by.push(who);
                }
            }
        }
    }

    fn followed_up(&mut self, opened: &Opened, follow_up: &FollowUp) {
        let book = PersonalBook::of(&opened.personal);
        let text = |personal: Option<Personal>| {
            personal.map_or_else(String::new, |personal| book.text(personal).to_owned())
        };
        self.follow_ups.push(FollowUpMade {
            command: opened.command,
            shortcomings: text(follow_up.contents.shortcomings),
            suggestions: text(follow_up.contents.suggestions),
            finding: text(follow_up.contents.finding),
            fact: follow_up.clone(),
            recorded_by: opened.event.recorded_by,
            conducted_by: opened.event.conducted_by.clone(),
            confirmed_by: Vec::new(),
            denied_by: Vec::new(),
        });
        if let Some(owed) = self.round_mut(follow_up.round)
            && !matches!(owed.state, OwedState::Done { .. })
        {
            owed.state = OwedState::Done { on: follow_up.on };
        }
    }

    fn round_mut(&mut self, round: u16) -> Option<&mut Owed> {
        self.owed
            .iter_mut()
            .find(|owed| owed.obligation.round == round)
    }

    fn made_mut(&mut self, command: CommandId) -> Option<&mut FollowUpMade> {
        self.follow_ups
            .iter_mut()
            .find(|made| made.command == command)
    }

    /// The obligation that waits for somebody to go.
    #[must_use]
    pub fn owed_now(&self) -> Option<&Owed> {
        self.owed
            .iter()
            .rev()
            .find(|owed| owed.state == OwedState::Owed)
    }

    /// Decided, else proposed, else general: an undecided case must not keep anybody from going.
    #[must_use]
    pub fn severity_for_follow_up(&self) -> Severity {
        self.severity
            .or(self.severity_proposed)
            .unwrap_or(Severity::General)
    }
}

impl Contents {
    /// Why the item goes on, if it does (G3.5.4): only the satisfaction grade and a problem left count.
    #[must_use]
    pub fn goes_on(&self, problem_left: bool) -> Option<GoesOn> {
        GoesOn::after(self.satisfaction, problem_left)
    }
}

impl GoesOn {
    /// The rule behind [`Contents::goes_on`], also for a form that is still being filled in.
    #[must_use]
    pub fn after(satisfaction: Option<Grade>, problem_left: bool) -> Option<Self> {
        if satisfaction == Some(Grade::Dissatisfied) {
            Some(GoesOn::Dissatisfied)
        } else if problem_left {
            Some(GoesOn::ProblemLeft)
        } else {
            None
        }
    }
}
