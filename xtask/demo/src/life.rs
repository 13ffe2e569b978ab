//! The life of one case, step by step, with the hazards of everyday.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};
use domain::complaint::Status;
use domain::event::complaint::AttemptFailure;
use domain::follow_up::{Channel, Grade, Severity};
use domain::role::Role;
use fastrand::Rng;

use crate::act::{Act, Case, Step, Visit};
use crate::merchants::pick;
use crate::staff::{CUSTOMER_SERVICE, of_department};
use crate::words::{self, Topic};

/// The last day of a mall complaint's window, counted from its handling.
const LAST_DAY: u64 = 3;

/// A case as it grows.
pub struct Life<'a> {
    random: &'a mut Rng,
    case: Case,
    status: Status,
    at: NaiveDateTime,
    round: u16,
    handled: NaiveDate,
}

impl<'a> Life<'a> {
    /// Somebody complains.
    pub fn begin(
        random: &'a mut Rng,
        topic: &'static Topic,
        merchant: usize,
        at: NaiveDateTime,
    ) -> Self {
        let mut life = Life {
            random,
            case: Case {
                topic,
                merchant,
                acts: Vec::new(),
            },
            status: Status::Registered,
            at,
            round: 0,
            handled: at.date(),
        };
        let assistant = life.assistant();
        life.act(vec![assistant], Step::Register);
        life
    }

    /// The case with everything that was done about it.
    pub fn end(self) -> Case {
        self.case
    }

    /// From the register to "handled", at the pace things usually take.
    pub fn bring_to_handled(&mut self) {
        if self.case.topic.department == CUSTOMER_SERVICE && self.chance(50) {
            // Within the assistant's own duty (C0).
            self.later(30, 240);
            let assistant = self.assistant();
            self.handle(assistant, self.case.topic.result);
            return;
        }
        let technician = self.bring_to_dispatched();
        let minutes = self.case.topic.limit_hours * 60;
        if self.chance(8) {
            self.later(minutes * 11 / 10, minutes * 18 / 10);
        } else {
            self.later(30, (minutes * 6 / 10).max(60));
        }
        self.handle(technician, self.case.topic.result);
    }

    /// Up to the technician who has it now.
    pub fn bring_to_dispatched(&mut self) -> &'static str {
        if self.chance(60) {
            self.hand_up();
        }
        self.later(10, 120);
        let severity = self.severity();
        self.act(vec!["manager"], Step::DecideSeverity(severity));
        self.at += TimeDelta::minutes(2);
        let was = self.status;
        self.act(vec!["manager"], Step::Open { was });
        self.at += TimeDelta::minutes(4);
        let department = self.case.topic.department;
        let technicians: Vec<&str> = of_department(department, Role::Technician)
            .map(|member| member.sign_in_name)
            .collect();
        let assignee = pick(self.random, &technicians);
        let limit = self.at + TimeDelta::hours(self.case.topic.limit_hours);
        self.act(vec!["manager"], Step::Dispatch { assignee, limit });
        self.status = Status::Dispatched;
        assignee
    }

    /// Beyond the assistant's own duty: up to the manager (C0).
    pub fn hand_up(&mut self) {
        self.later(3, 20);
        let assistant = self.assistant();
        let reason = pick(self.random, &words::HAND_UP_REASONS);
        self.act(vec![assistant], Step::HandUp { reason });
        self.status = Status::HandedUp;
    }

    /// Handled at a chosen time, whatever the usual pace.
    pub fn handled_at(&mut self, at: NaiveDateTime) {
        let technician = self.bring_to_dispatched();
        self.at = at.max(self.at);
        self.handle(technician, self.case.topic.result);
    }

    fn handle(&mut self, who: &'static str, result: &'static str) {
        let was = self.status;
        self.act(vec![who], Step::Handle { was, result });
        self.status = Status::Handled;
        self.round += 1;
        self.handled = self.at.date();
    }

    /// The follow-up of the round, `days` after the handling, with what follows from its grade.
    pub fn followed_up(&mut self, days: u64, grade: Grade) {
        let on = self.handled + Days::new(days);
        let people = self.those_who_go();
        if self.severity() == Severity::Major || self.chance(30) {
            self.schedule(on, &people);
        }
        if days > 0 && self.chance(7) {
            self.at += TimeDelta::minutes(self.random.i64(40..90));
            self.attempt(Channel::InPerson, AttemptFailure::NobodyThere);
        }
        let closed_before = grade != Grade::Dissatisfied && self.chance(40);
        if closed_before {
            self.close_out();
        }
        let visit_at = on.and_time(self.hour(10, 18));
        self.at = if visit_at > self.at {
            visit_at
        } else {
            self.at + TimeDelta::minutes(self.random.i64(30..60))
        };
        let visit = self.visit(grade, days > LAST_DAY);
        let round = self.round;
        self.act(people.clone(), Step::FollowUp { round, visit });
        if let Some(second) = people.get(1) {
            self.later(10, 200);
            self.act(vec![*second], Step::Confirm { round });
        }
        if grade == Grade::Dissatisfied {
            self.status = Status::Dispatched;
        } else if !closed_before {
            self.later(20, 300);
            self.close_out();
        }
    }

    /// What went on is taken up again and put right.
    pub fn put_right(&mut self) {
        self.later(120, 900);
        let head = self.head();
        self.handle(head, words::SECOND_RESULT);
        let grade = pick_grade(self.random, 60);
        let days = self.random.u64(1..=2);
        self.followed_up(days, grade);
    }

    pub fn close_out(&mut self) {
        if self.status == Status::Handled {
            self.at += TimeDelta::minutes(self.random.i64(10..50));
            let assistant = self.assistant();
            self.act(vec![assistant], Step::CloseOut);
            self.status = Status::ClosedOut;
        }
    }

    /// Arranged by the one the clause names: major by the director, general by the site manager.
    pub fn schedule(&mut self, on: NaiveDate, people: &[&'static str]) {
        self.at += TimeDelta::minutes(self.random.i64(8..30));
        let planner = match self.severity() {
            Severity::Major => "director",
            Severity::General => "site-manager",
        };
        let step = Step::Schedule {
            round: self.round,
            people: people.to_vec(),
            on,
        };
        self.act(vec![planner], step);
    }

    pub fn attempt(&mut self, channel: Channel, failure: AttemptFailure) {
        let people = self.those_who_go();
        let step = Step::Attempt {
            round: self.round,
            channel,
            failure,
        };
        self.act(people.clone(), step);
        // Whoever went along says at once that it was so.
        if let Some(second) = people.get(1) {
            let round = self.round;
            self.at += TimeDelta::minutes(12);
            self.act(vec![*second], Step::Confirm { round });
        }
    }

    /// Somebody went on the day after the handling, in vain.
    pub fn tried_next_day(&mut self, channel: Channel, failure: AttemptFailure) {
        self.at = (self.handled + Days::new(1)).and_time(self.hour(10, 17));
        self.attempt(channel, failure);
    }

    /// Three attempts on two days by two channels, and the end of the obligation.
    pub fn ended_unreachable(&mut self) {
        let next = self.handled + Days::new(1);
        self.at += TimeDelta::minutes(60);
        self.attempt(Channel::InPerson, AttemptFailure::NobodyThere);
        self.at = next.and_time(self.hour(10, 12));
        self.attempt(Channel::Phone, AttemptFailure::NobodyThere);
        self.at = next.and_time(self.hour(15, 17));
        self.attempt(Channel::InPerson, AttemptFailure::MovedOut);
        self.later(30, 120);
        let step = Step::EndUnreachable {
            round: self.round,
            reason: words::UNREACHABLE_REASON,
        };
        self.act(vec!["site-manager"], step);
        self.close_out();
    }

    /// M4(4): major by the manager or the director, general by the department's head and an officer.
    pub fn those_who_go(&mut self) -> Vec<&'static str> {
        match self.severity() {
            Severity::Major if self.case.merchant.is_multiple_of(3) => vec!["manager", "director"],
            Severity::Major => vec!["manager"],
            Severity::General => {
                let officer = if self.case.merchant.is_multiple_of(2) {
                    "officer"
                } else {
                    "officer-two"
                };
                vec![self.head(), officer]
            }
        }
    }

    fn visit(&mut self, grade: Grade, late: bool) -> Visit {
        let by_phone = self.chance(9);
        let (shortcomings, quality) = if grade == Grade::Dissatisfied {
            (pick(self.random, &words::DISSATISFIED), Grade::Dissatisfied)
        } else {
            (pick(self.random, &words::SHORTCOMINGS), grade)
        };
        let unsigned = !by_phone && self.chance(6);
        Visit {
            channel: if by_phone {
                Channel::Phone
            } else {
                Channel::InPerson
            },
            channel_reason: by_phone.then(|| pick(self.random, &words::PHONE_REASONS)),
            quality,
            effect: if self.chance(80) {
                grade
            } else {
                Grade::FairlySatisfied
            },
            satisfaction: grade,
            shortcomings,
            suggestions: pick(self.random, &words::SUGGESTIONS),
            unsigned_reason: unsigned.then(|| pick(self.random, &words::UNSIGNED_REASONS)),
            late_reason: late.then(|| pick(self.random, &words::LATE_REASONS)),
        }
    }

    fn severity(&self) -> Severity {
        if self.case.topic.major {
            Severity::Major
        } else {
            Severity::General
        }
    }

    fn head(&self) -> &'static str {
        of_department(self.case.topic.department, Role::HeadOfDepartment)
            .map(|member| member.sign_in_name)
            .next()
            .unwrap_or("manager")
    }

    fn assistant(&mut self) -> &'static str {
        pick(self.random, &["assistant", "assistant", "assistant-two"])
    }

    fn act(&mut self, who: Vec<&'static str>, step: Step) {
        let at = self.at;
        self.case.acts.push(Act { at, who, step });
    }

    fn chance(&mut self, percent: u8) -> bool {
        self.random.u8(..100) < percent
    }

    fn hour(&mut self, from: u32, before: u32) -> NaiveTime {
        let minute = self.random.u32(from * 60..before * 60);
        NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap_or_default()
    }

    /// Some minutes on, in working hours.
    fn later(&mut self, least: i64, most: i64) {
        self.at += TimeDelta::minutes(self.random.i64(least..=most.max(least)));
        let hour = self.at.hour();
        if !(9..20).contains(&hour) {
            let day = if hour >= 20 {
                self.at.date() + Days::new(1)
            } else {
                self.at.date()
            };
            self.at = day.and_time(self.hour(9, 11));
        }
    }
}

/// Satisfied or fairly satisfied.
pub fn pick_grade(random: &mut Rng, satisfied_percent: u8) -> Grade {
    if random.u8(..100) < satisfied_percent {
        Grade::Satisfied
    } else {
        Grade::FairlySatisfied
    }
}
