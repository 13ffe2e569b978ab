//! A field as on the paper: its label, the clause that asks for it, and what is wrong with it.

use leptos::{context::Provider, prelude::*};

use super::icon::{Glyph, Icon};

/// What an input needs to know of the field around it.
#[derive(Debug, Clone, Copy)]
pub struct FieldContext {
    id: StoredValue<String>,
    failed: Signal<bool>,
    hinted: Signal<bool>,
    required: bool,
}

impl FieldContext {
    /// The id of the control, which the label points to.
    #[must_use]
    pub fn id(self) -> String {
        self.id.get_value()
    }

    fn part(self, part: &str) -> String {
        self.id.with_value(|id| format!("{id}-{part}"))
    }

    /// What is read aloud after the label.
    fn described_by(self) -> Option<String> {
        let hint = self.hinted.get().then(|| self.part("hint"));
        let error = self.failed.get().then(|| self.part("error"));
        let parts: Vec<String> = error.into_iter().chain(hint).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// The attributes a control takes over from its field; all empty outside a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held(Option<FieldContext>);

impl Held {
    pub(super) fn here() -> Self {
        Held(use_context::<FieldContext>())
    }

    pub(super) fn id(self) -> Option<String> {
        self.0.map(FieldContext::id)
    }

    pub(super) fn labelled_by(self) -> Option<String> {
        self.0.map(|field| field.part("label"))
    }

    pub(super) fn described_by(self) -> Option<String> {
        self.0.and_then(FieldContext::described_by)
    }

    pub(super) fn invalid(self) -> Option<&'static str> {
        self.0
            .is_some_and(|field| field.failed.get())
            .then_some("true")
    }

    pub(super) fn required(self) -> Option<&'static str> {
        self.0.is_some_and(|field| field.required).then_some("true")
    }
}

/// Label, clause, hint and error around one control or one group of controls.
#[component]
pub fn Field(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: Signal<String>,
    /// What the mark of a required field says aloud; without it the field may stay empty.
    #[prop(optional, into)]
    required: MaybeProp<String>,
    #[prop(optional, into)] clause: MaybeProp<String>,
    #[prop(optional, into)] hint: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    /// For radio groups, photos and signatures, which a label cannot point to.
    #[prop(optional)]
    group: bool,
    /// At the right of the label, such as 填"无".
    #[prop(optional, into)]
    aside: leptos::children::ViewFn,
    children: Children,
) -> impl IntoView {
    let context = FieldContext {
        id: StoredValue::new(id.clone()),
        failed: Signal::derive(move || error.with(Option::is_some)),
        hinted: Signal::derive(move || hint.with(Option::is_some)),
        required: required.with_untracked(Option::is_some),
    };
    let mark = move || {
        required.get().map(|word| {
            view! {
                <span class="field-required" aria-hidden="true">"*"</span>
                <span class="visually-hidden">{word}</span>
            }
        })
    };
    let label = if group {
        view! { <span class="field-label" id=context.part("label")>{move || label.get()}{mark}</span> }.into_any()
    } else {
        view! { <label class="field-label" id=context.part("label") for=id>{move || label.get()}{mark}</label> }
            .into_any()
    };
    let error_id = context.part("error");
    let hint_id = context.part("hint");
    view! {
        <div class="field" class:field-failed=context.failed>
            <div class="field-head">
                {label}
                <span class="field-aside">
                    {aside.run()}
                    {move || clause.get().map(|clause| view! { <span class="chip chip-clause">{clause}</span> })}
                </span>
            </div>
            {move || hint.get().map(|hint| view! { <p class="field-hint" id=hint_id.clone()>{hint}</p> })}
            <p class="field-error" id=error_id aria-live="polite">
                {move || error.get().map(|error| view! { <Glyph icon=Icon::Notice/><span>{error}</span> })}
            </p>
            // Of this field alone: a context laid down here would reach the fields beside it as well.
            <Provider value=context>{children()}</Provider>
        </div>
    }
}

/// Fills a required text in one tap, such as with 无.
#[component]
pub fn SayNone(
    #[prop(into)] label: Signal<String>,
    /// What is written.
    #[prop(into)]
    word: Signal<String>,
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <button type="button" class="say-none" on:click=move |_| value.set(word.get_untracked())>
            {move || label.get()}
        </button>
    }
}
