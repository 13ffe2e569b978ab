//! One thing done with one button: on its way, refused with its reasons, or saved.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::Actions;
use crate::engine::message::{Submission, SubmitError};

/// Where one button's submission stands.
#[derive(Clone, Copy)]
pub struct Deed {
    pub working: RwSignal<bool>,
    pub saved: RwSignal<bool>,
    pub error: RwSignal<Option<SubmitError>>,
}

impl Default for Deed {
    fn default() -> Self {
        Deed {
            working: RwSignal::new(false),
            saved: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }
}

impl Deed {
    /// Submits once; a second tap while it is on its way does nothing. `then` runs after it is durable.
    pub fn send(self, actions: &Actions, submission: Submission, then: impl FnOnce() + 'static) {
        if self.working.get_untracked() {
            return;
        }
        self.working.set(true);
        self.saved.set(false);
        self.error.set(None);
        let actions = actions.clone();
        spawn_local(async move {
            let answer = actions.submit(submission).await;
            // The page may be gone by now; what was saved is saved.
            if self.working.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    self.saved.set(true);
                    then();
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}
