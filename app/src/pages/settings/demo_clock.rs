//! The clock of a demo office: forward only, so that windows open and close while somebody looks.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::parts::minute;
use crate::actions::Actions;
use crate::components::{Button, Card, DateTimeInput, Fact, Facts, Field, Notice, Tone};
use crate::engine::message::AccountError;
use crate::language::use_language;
use crate::state::AppState;
use domain::id::Instant;

#[component]
pub fn DemoClock() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let working = RwSignal::new(false);
    let failed = RwSignal::new(None::<AccountError>);
    let to = RwSignal::new(morning_after(state));
    let go = Callback::new(move |at: Option<Instant>| {
        let Some(at) = at.filter(|_| !working.get_untracked()) else {
            return;
        };
        working.set(true);
        failed.set(None);
        let actions = actions.clone();
        spawn_local(async move {
            let answer = actions.move_demo_clock(at).await;
            let _ = working.try_set(false);
            let _ = failed.try_set(answer.err());
        });
    });
    let offset = move || untrack(|| state.utc_offset_minutes());
    view! {
        <Card title=language.words(|text| text.settings.demo_clock)>
            <p class="second">{move || language.text().settings.demo_clock_lead}</p>
            <Facts>
                <Fact
                    label=language.words(|text| text.common.today)
                    value=Signal::derive(move || Some(language.get().date(state.today.get())))
                />
            </Facts>
            {move || failed.get().map(|error| view! {
                <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
            })}
            <div class="row">
                <Button
                    disabled=working
                    on_click=move |()| go.run(minute::read(&morning_after(state), offset()))
                >
                    {move || language.text().settings.demo_clock_day}
                </Button>
            </div>
            <Field id="demo-clock" label=language.words(|text| text.settings.demo_clock_set)>
                <DateTimeInput value=to/>
            </Field>
            <div class="row">
                <Button disabled=working on_click=move |()| go.run(minute::read(&to.get_untracked(), offset()))>
                    {move || language.text().settings.demo_clock_set}
                </Button>
            </div>
        </Card>
    }
}

/// Nine o'clock of the day after: always ahead of the office's clock.
fn morning_after(state: AppState) -> String {
    let today = state.today.get_untracked();
    let tomorrow = today.succ_opt().unwrap_or(today);
    format!("{tomorrow}T09:00")
}
