//! Language and colours: in force at the tap, kept for the next start.

use leptos::prelude::*;

use crate::language::use_language;
use crate::scheme::{ChosenScheme, Scheme};
use crate::text::Lang;

/// Each language by its own name, so that nobody has to read the other one to find theirs.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let language = use_language();
    let buttons = Lang::ALL
        .iter()
        .map(|lang| {
            let lang = *lang;
            let pressed = move || pressed(language.get() == lang);
            view! {
                <button
                    type="button"
                    class="tab"
                    lang=lang.html_lang()
                    aria-pressed=pressed
                    on:click=move |_| language.choose(lang)
                >
                    {lang.own_name()}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="group" aria-label=move || language.text().settings.language>{buttons}</div>
    }
}

/// The colours: as the system has them, light, dark, high contrast.
#[component]
pub fn SchemeSwitch() -> impl IntoView {
    let language = use_language();
    let chosen = expect_context::<ChosenScheme>();
    let buttons = Scheme::ALL
        .iter()
        .map(|scheme| {
            let scheme = *scheme;
            let pressed = move || pressed(chosen.get() == scheme);
            let label = move || {
                let words = &language.text().settings;
                match scheme {
                    Scheme::System => words.theme_system,
                    Scheme::Light => words.theme_light,
                    Scheme::Dark => words.theme_dark,
                    Scheme::Contrast => words.theme_contrast,
                }
            };
            view! {
                <button type="button" class="tab" aria-pressed=pressed on:click=move |_| chosen.choose(scheme)>
                    {label}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs tabs-wrap" role="group" aria-label=move || language.text().settings.theme>{buttons}</div>
    }
}

const fn pressed(pressed: bool) -> &'static str {
    if pressed { "true" } else { "false" }
}
