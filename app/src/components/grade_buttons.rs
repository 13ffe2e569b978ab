//! The three grades as three large buttons, never a menu.

use domain::follow_up::Grade;
use leptos::prelude::*;

use super::{
    field::Held,
    icon::{Glyph, Icon},
};

/// The mouth of the face that stands for a grade.
const fn mouth(grade: Grade) -> &'static str {
    match grade {
        Grade::Satisfied => "M8.2 14.4c2 1.9 5.6 1.9 7.6 0",
        Grade::FairlySatisfied => "M8.5 15.2h7",
        Grade::Dissatisfied => "M8.2 16.2c2-1.9 5.6-1.9 7.6 0",
    }
}

/// A radio group of the grades, best first as on the form.
#[component]
pub fn GradeButtons(
    /// Unique on the page.
    #[prop(into)]
    name: String,
    value: RwSignal<Option<Grade>>,
    /// The words of the grades, in the order of `Grade::ALL`.
    #[prop(into)]
    labels: Signal<Vec<String>>,
    /// Large, with faces, for the page handed over.
    #[prop(optional)]
    faces: bool,
    /// Needed outside a field only.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let held = Held::here();
    let buttons = Grade::ALL.iter().copied().enumerate().map(|(place, grade)| {
        let word = move || labels.with(|labels| labels.get(place).cloned());
        let face = faces.then(|| {
            view! {
                <svg class="icon grade-face" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM8.5 9.5v.3M15.5 9.5v.3"></path>
                    <path d=mouth(grade)></path>
                </svg>
            }
        });
        view! {
            <label class="grade">
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || value.get() == Some(grade)
                    prop:disabled=disabled
                    on:change=move |_| value.set(Some(grade))
                />
                {face}
                <span class="grade-words">
                    <span class="icon-check"><Glyph icon=Icon::Check small=true/></span>
                    {word}
                </span>
            </label>
        }
    });
    view! {
        <div
            class="grades"
            class:grades-faces=faces
            role="radiogroup"
            id=held.id()
            aria-label=move || label.get()
            aria-labelledby=held.labelled_by()
            aria-describedby=move || held.described_by()
            aria-required=held.required()
        >
            {buttons.collect_view()}
        </div>
    }
}
