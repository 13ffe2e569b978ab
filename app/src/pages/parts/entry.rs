//! What the forms before the office have in common: lines that may not stay empty, passwords, and one try after
//! another.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Field, Notice, TextInput, TextKind, Tone};
use crate::engine::message::AccountError;
use crate::language::use_language;
use crate::text::Text;

/// What the server asks of a new password as well.
const PASSWORD_CHARS: usize = 10;

/// Names a place in the wording.
pub type Words = fn(&'static Text) -> &'static str;

#[must_use]
pub fn long_enough(password: &str) -> bool {
    password.chars().count() >= PASSWORD_CHARS
}

/// Where a form stands that only the server can answer.
#[derive(Clone, Copy)]
pub struct Attempt {
    /// Only after the first try a field says what it lacks.
    pub tried: RwSignal<bool>,
    pub working: RwSignal<bool>,
    pub failed: RwSignal<Option<AccountError>>,
}

impl Default for Attempt {
    fn default() -> Self {
        Attempt {
            tried: RwSignal::new(false),
            working: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }
}

impl Attempt {
    /// A try with what was typed; `None` while something is missing or an answer is still to come.
    pub fn begin<T>(self, answers: impl FnOnce() -> Option<T>) -> Option<T> {
        self.tried.set(true);
        self.failed.set(None);
        let answers = untrack(answers)?;
        if self.working.get_untracked() {
            return None;
        }
        self.working.set(true);
        Some(answers)
    }

    /// Waits for the server's answer; `then` takes a good one. The page may be gone by then.
    pub fn wait<T: 'static>(
        self,
        answer: impl Future<Output = Result<T, AccountError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        spawn_local(async move {
            let answer = answer.await;
            if self.working.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(good) => then(good),
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    /// The form asks something else now.
    pub fn forget(self) {
        self.tried.set(false);
        self.failed.set(None);
    }
}

/// Why the server said no.
#[component]
pub fn Failed(attempt: Attempt) -> impl IntoView {
    let language = use_language();
    move || {
        attempt.failed.get().map(|error| {
            view! { <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice> }
        })
    }
}

/// A line that may not stay empty.
#[component]
pub fn AskedLine(
    attempt: Attempt,
    id: &'static str,
    value: RwSignal<String>,
    label: Words,
    /// Said once it was tried without.
    missing: Words,
    #[prop(optional)] hint: Option<Words>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = 120)] max_length: u32,
) -> impl IntoView {
    let language = use_language();
    let error = move || {
        let lacks = attempt.tried.get() && value.with(|text| text.trim().is_empty());
        lacks.then(|| missing(language.text()).to_owned())
    };
    let hint = Signal::derive(move || hint.map(|hint| hint(language.text()).to_owned()));
    view! {
        <Field
            id
            label=language.words(label)
            required=language.words(|text| text.common.required)
            hint=hint
            error=Signal::derive(error)
        >
            <TextInput value autocomplete max_length/>
        </Field>
    }
}

/// A password the form cannot do without; shown on demand, so that no second time is needed to be sure of it.
#[component]
pub fn AskedPassword(
    id: &'static str,
    value: RwSignal<String>,
    label: Words,
    #[prop(optional)] hint: Option<Words>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    shown: RwSignal<bool>,
    autocomplete: &'static str,
    /// Offers to show it; one such button does for two passwords.
    #[prop(default = true)]
    offer: bool,
) -> impl IntoView {
    let language = use_language();
    let hint = Signal::derive(move || hint.map(|hint| hint(language.text()).to_owned()));
    let input = move || {
        let kind = if shown.get() {
            TextKind::Text
        } else {
            TextKind::Password
        };
        view! { <TextInput value kind autocomplete/> }
    };
    view! {
        <Field
            id
            label=language.words(label)
            required=language.words(|text| text.common.required)
            hint=hint
            error=error
            aside=move || offer.then(|| view! { <ShowPassword shown/> })
        >
            {input}
        </Field>
    }
}

/// A password chosen now.
#[component]
pub fn NewPassword(
    attempt: Attempt,
    id: &'static str,
    value: RwSignal<String>,
    label: Words,
    shown: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let short = Signal::derive(move || {
        let short = attempt.tried.get() && !value.with(|text| long_enough(text));
        short.then(|| language.text().sign_in.password_too_short.to_owned())
    });
    view! {
        <AskedPassword
            id
            value
            label
            hint=|text| text.sign_in.new_password_hint
            error=short
            shown
            autocomplete="new-password"
        />
    }
}

#[component]
fn ShowPassword(shown: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let words = move || {
        let words = &language.text().sign_in;
        if shown.get() {
            words.hide_password
        } else {
            words.show_password
        }
    };
    view! { <button type="button" class="say-none" on:click=move |_| shown.update(|shown| *shown = !*shown)>{words}</button> }
}
