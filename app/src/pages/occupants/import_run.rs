//! Carrying a plan out: one saved command a line. It goes on when the page is left, and can be stopped between lines.

use std::sync::Arc;

use domain::id::OfficeId;
use leptos::prelude::*;

use crate::actions::Actions;
use crate::engine::message::SubmitError;
use crate::import::reader::ReadError;
use crate::import::{Plan, PlanError, record};

/// Where the import stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    Choose,
    Reading,
    Unread(ReadError),
    Unplanned(PlanError),
    Planned,
    Running { done: usize, of: usize },
    Ended { done: usize, why: End },
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Finished,
    Stopped,
    /// The line that was not taken, and why; none after it was tried.
    Refused {
        line: usize,
        error: SubmitError,
    },
}

#[derive(Clone, Copy)]
pub struct Import {
    pub stage: RwSignal<Stage>,
    pub plan: RwSignal<Option<Arc<Plan>>>,
    pub stop: RwSignal<bool>,
}

impl Import {
    #[must_use]
    pub fn new() -> Self {
        Import {
            stage: RwSignal::new(Stage::Choose),
            plan: RwSignal::new(None),
            stop: RwSignal::new(false),
        }
    }

    /// Records every new and changed line.
    pub async fn run(self, plan: Arc<Plan>, office: OfficeId, actions: Actions) {
        let of = plan.records().count();
        let mut done = 0;
        let mut why = End::Finished;
        self.stop.try_set(false);
        self.show(Stage::Running { done, of });
        for (line, was, unit) in plan.records() {
            // A page that was left does not stop it.
            if self.stop.try_get_untracked() == Some(true) {
                why = End::Stopped;
                break;
            }
            let submission = match was {
                Some(was) => record::changed(office, &was.into(), &unit.into()),
                None => Some(record::submission(office, unit)),
            };
            if let Some(submission) = submission
                && let Err(error) = actions.submit(submission).await
            {
                why = End::Refused { line, error };
                break;
            }
            done += 1;
            self.show(Stage::Running { done, of });
        }
        self.show(Stage::Ended { done, why });
    }

    fn show(self, stage: Stage) {
        self.stage.try_set(stage);
    }
}
