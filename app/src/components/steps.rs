//! Steps of a long form; each can be left and come back to.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A step and whether all it needs is there.
#[derive(Debug, Clone)]
pub struct StepView {
    pub label: Signal<String>,
    pub done: Signal<bool>,
}

/// The bar of steps. `done_label` is what the check mark says aloud.
#[component]
pub fn Steps(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] done_label: Signal<String>,
    steps: Vec<StepView>,
    #[prop(into)] current: Signal<usize>,
    #[prop(into)] on_go: Callback<usize>,
) -> impl IntoView {
    let steps = steps.into_iter().enumerate().map(|(place, step)| {
        let here = move || current.get() == place;
        let mark = move || {
            step.done.get().then(|| {
                view! {
                    <Glyph icon=Icon::Check small=true/>
                    <span class="visually-hidden">{move || done_label.get()}</span>
                }
            })
        };
        view! {
            <li>
                <button
                    type="button"
                    class="step"
                    class:step-done=step.done
                    aria-current=move || here().then_some("step")
                    on:click=move |_| on_go.run(place)
                >
                    <span>{place + 1}" "{move || step.label.get()}</span>
                    {mark}
                </button>
            </li>
        }
    });
    view! {
        <nav class="steps-bar" aria-label=move || label.get()>
            <ol class="steps">{steps.collect_view()}</ol>
        </nav>
    }
}
