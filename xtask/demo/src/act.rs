//! What somebody at the office does, and when.

use chrono::{NaiveDate, NaiveDateTime};
use domain::complaint::Status;
use domain::event::complaint::AttemptFailure;
use domain::follow_up::{Channel, Grade, Severity};

use crate::words::Topic;

/// A case of the demo, before it has an id.
pub struct Case {
    pub topic: &'static Topic,
    /// The merchant's place in the list.
    pub merchant: usize,
    pub acts: Vec<Act>,
}

/// Times are those of the office's wall clock.
#[derive(Clone)]
pub struct Act {
    pub at: NaiveDateTime,
    /// Sign-in names of those who did it; the first typed it.
    pub who: Vec<&'static str>,
    pub step: Step,
}

#[derive(Clone)]
pub enum Step {
    Register,
    HandUp {
        reason: &'static str,
    },
    DecideSeverity(Severity),
    Open {
        was: Status,
    },
    Dispatch {
        assignee: &'static str,
        limit: NaiveDateTime,
    },
    Handle {
        was: Status,
        result: &'static str,
    },
    CloseOut,
    Schedule {
        round: u16,
        people: Vec<&'static str>,
        on: NaiveDate,
    },
    FollowUp {
        round: u16,
        visit: Visit,
    },
    Confirm {
        round: u16,
    },
    Attempt {
        round: u16,
        channel: Channel,
        failure: AttemptFailure,
    },
    EndUnreachable {
        round: u16,
        reason: &'static str,
    },
}

/// What a follow-up brought back.
#[derive(Clone)]
pub struct Visit {
    pub channel: Channel,
    pub channel_reason: Option<&'static str>,
    pub quality: Grade,
    pub effect: Grade,
    pub satisfaction: Grade,
    pub shortcomings: &'static str,
    pub suggestions: &'static str,
    pub unsigned_reason: Option<&'static str>,
    pub late_reason: Option<&'static str>,
}
