//! Half-written forms survive a reload, a killed tab and the camera: each change is stored before it can be lost.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::id::Instant;
use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::actions::Actions;
use crate::clock;
use crate::language::Language;
use crate::state::AppState;

/// A change is stored once nothing followed it for this long.
const PAUSE: Duration = Duration::from_millis(250);

/// What the foot of a form says about its draft.
#[derive(Clone, Copy)]
pub struct DraftState {
    /// The stored draft has been looked for; only then is anything stored over it.
    pub loaded: RwSignal<bool>,
    pub saved_at: RwSignal<Option<Instant>>,
    pub failed: RwSignal<bool>,
    /// Set before the command that takes the draft with it: a late write must not bring it back.
    pub over: StoredValue<bool>,
}

/// Loads the draft of `key` into the form, then stores whatever `form` says whenever it changes.
pub fn keep<T>(
    key: String,
    form: impl Fn() -> T + 'static,
    fill: impl FnOnce(T) + 'static,
) -> DraftState
where
    T: Serialize + DeserializeOwned + PartialEq + 'static,
{
    let actions = expect_context::<Actions>();
    let state = DraftState {
        loaded: RwSignal::new(false),
        saved_at: RwSignal::new(None),
        failed: RwSignal::new(false),
        over: StoredValue::new(false),
    };
    {
        let (actions, key) = (actions.clone(), key.clone());
        spawn_local(async move {
            let stored = actions.load_draft(key).await;
            let found = stored.and_then(|json| domain::json::read_text(&json).ok());
            // The page may be gone by now; then there is nothing to fill.
            if state.loaded.try_get_untracked().is_some() {
                if let Some(found) = found {
                    fill(found);
                }
                state.loaded.set(true);
            }
        });
    }
    // A write that is still to come outlives the form, and must know how the form ended.
    let ended = Arc::new(AtomicBool::new(false));
    {
        let ended = ended.clone();
        on_cleanup(move || {
            let over = state.over.try_get_value().unwrap_or(true);
            ended.store(over, Ordering::Relaxed);
        });
    }
    let latest = Rc::new(Cell::new(0_u64));
    Effect::new(move |before: Option<Option<String>>| {
        let loaded = state.loaded.get();
        let json = serde_json::to_string(&form()).ok();
        if !loaded || state.over.get_value() {
            return None;
        }
        let before = before.flatten();
        // The form as it was found is stored already, or empty.
        if before.is_some()
            && before != json
            && let Some(json) = json.clone()
        {
            latest.set(latest.get().wrapping_add(1));
            let (own, latest) = (latest.get(), latest.clone());
            let (actions, key, ended) = (actions.clone(), key.clone(), ended.clone());
            spawn_local(async move {
                sleep(PAUSE).await;
                let over = state
                    .over
                    .try_get_value()
                    .unwrap_or_else(|| ended.load(Ordering::Relaxed));
                if latest.get() == own && !over {
                    store(&actions, key, json, state).await;
                }
            });
        }
        json
    });
    state
}

/// Stores at once: before the page is left for the camera or for the one who is asked.
pub async fn store(actions: &Actions, key: String, json: String, state: DraftState) -> bool {
    let saved = actions.save_draft(key, json).await;
    let _ = state.failed.try_set(!saved);
    if saved {
        let _ = state.saved_at.try_set(Some(clock::now()));
    }
    saved
}

impl DraftState {
    /// The note at the foot.
    #[must_use]
    pub fn note(self, language: Language) -> Signal<String> {
        let state = expect_context::<AppState>();
        Signal::derive(move || {
            if self.failed.get() {
                return language.text().common.draft_failed.to_owned();
            }
            self.saved_at.get().map_or_else(String::new, |at| {
                language.get().draft_saved(at, state.utc_offset_minutes())
            })
        })
    }
}
