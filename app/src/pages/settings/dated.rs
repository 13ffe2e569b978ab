//! From when a change of the procedure counts, and why: asked of each of them.

use chrono::NaiveDate;
use domain::rejection::Field as Answer;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::refused::said_at;
use crate::components::{DateInput, Field, TextArea};
use crate::language::use_language;

/// The two answers.
#[derive(Clone, Copy, Default)]
pub(super) struct Dated {
    pub from: RwSignal<String>,
    pub reason: RwSignal<String>,
}

impl Dated {
    /// As the questions begin.
    pub fn begin(self, from: NaiveDate) {
        self.from.set(from.to_string());
        self.reason.set(String::new());
    }

    /// `None` while it is no day.
    pub fn effective_on(self) -> Option<NaiveDate> {
        self.from.get_untracked().parse().ok()
    }

    pub fn reason(self) -> String {
        self.reason.get_untracked().trim().to_owned()
    }
}

/// What counts already is not changed behind people's backs: a change counts from tomorrow at the earliest.
pub(super) fn tomorrow(today: NaiveDate) -> NaiveDate {
    today.succ_opt().unwrap_or(today)
}

#[component]
pub(super) fn DatedQuestions(
    /// Of what is changed: unique on the page.
    id: &'static str,
    dated: Dated,
    deed: Deed,
) -> impl IntoView {
    let language = use_language();
    let required = language.words(|text| text.common.required);
    view! {
        <Field id=format!("{id}-from") label=language.words(|text| text.settings.effective_on) required>
            <DateInput value=dated.from/>
        </Field>
        <Field
            id=format!("{id}-reason")
            label=language.words(|text| text.settings.change_reason)
            required
            error=Signal::derive(move || said_at(deed.error, Answer::Reason, language.get()))
        >
            <TextArea value=dated.reason max_length=500/>
        </Field>
    }
}
