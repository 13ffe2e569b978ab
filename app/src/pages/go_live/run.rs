//! Asking the rules about every line, and carrying the plan out: a wrong line never stops the good ones.

use std::sync::Arc;

use domain::id::OfficeId;
use leptos::prelude::*;

use crate::actions::Actions;
use crate::engine::message::SubmitError;
use crate::import::go_live::{GoLivePlan, submissions};
use crate::import::reader::ReadError;
use crate::text::go_live_column::GoLiveColumn;

/// Where the import stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    Choose,
    Reading,
    Unread(ReadError),
    /// The sheet lacks these columns.
    Unplanned(Vec<GoLiveColumn>),
    Planned,
    Running {
        done: usize,
        of: usize,
    },
    Ended {
        done: usize,
        of: usize,
        why: End,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Finished,
    Stopped,
    /// Something else than a rule: no line after it was tried.
    Trouble(SubmitError),
}

#[derive(Clone, Copy)]
pub struct Import {
    pub stage: RwSignal<Stage>,
    pub plan: RwSignal<Option<Arc<GoLivePlan>>>,
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

    /// What the rules would say to each line by itself; where they say no, it is said before anything is done.
    pub async fn check(mut plan: GoLivePlan, office: OfficeId, actions: &Actions) -> GoLivePlan {
        let mut refused = Vec::new();
        for (place, entry) in plan.entries() {
            let Some(first) = submissions(office, entry).into_iter().next() else {
                continue;
            };
            if let Err(SubmitError::Refused(rejection)) = actions.try_out(first).await {
                refused.push((place, rejection));
            }
        }
        for (place, rejection) in refused {
            plan.refuse(place, rejection);
        }
        plan
    }

    /// Records every line that adds something. It goes on when the page is left.
    pub async fn run(self, plan: Arc<GoLivePlan>, office: OfficeId, actions: Actions) {
        let of = plan.entries().count();
        let mut left = (*plan).clone();
        let mut done = 0;
        let mut why = End::Finished;
        self.stop.try_set(false);
        self.show(Stage::Running { done, of });
        for (place, entry) in plan.entries() {
            if self.stop.try_get_untracked() == Some(true) {
                why = End::Stopped;
                break;
            }
            match record(office, entry, &actions).await {
                Ok(()) => done += 1,
                Err(SubmitError::Refused(rejection)) => left.refuse(place, rejection),
                Err(error) => {
                    why = End::Trouble(error);
                    break;
                }
            }
            self.show(Stage::Running { done, of });
        }
        self.plan.try_set(Some(Arc::new(left)));
        self.show(Stage::Ended { done, of, why });
    }

    fn show(self, stage: Stage) {
        self.stage.try_set(stage);
    }
}

async fn record(
    office: OfficeId,
    entry: &crate::import::go_live::Entry,
    actions: &Actions,
) -> Result<(), SubmitError> {
    for submission in submissions(office, entry) {
        actions.submit(submission).await?;
    }
    Ok(())
}
