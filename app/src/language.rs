//! The language chosen on this tablet, and the shortest way from a page to its words.

use leptos::prelude::*;

use crate::preference;
use crate::text::{Lang, Text, text};

const KEY: &str = "huifang-language";

/// The chosen language, provided as context by the root.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Lang>);

/// The language of the page this is called in.
#[must_use]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_else(|| Language(RwSignal::new(Lang::Zh)))
}

impl Language {
    /// Chinese, unless this tablet was set to English. `<html lang>` follows from now on.
    #[must_use]
    pub fn remembered() -> Self {
        let language = Language(RwSignal::new(remembered()));
        Effect::new(move |_| preference::mark_page("lang", Some(language.0.get().html_lang())));
        language
    }

    #[must_use]
    pub fn get(self) -> Lang {
        self.0.get()
    }

    #[must_use]
    pub fn get_untracked(self) -> Lang {
        self.0.get_untracked()
    }

    /// Chooses the language, here and for the next start.
    pub fn choose(self, lang: Lang) {
        self.0.set(lang);
        preference::write(KEY, lang.html_lang());
    }

    /// Every fixed wording in the chosen language.
    #[must_use]
    pub fn text(self) -> &'static Text {
        text(self.0.get())
    }

    /// One wording as a signal, as components take it.
    #[must_use]
    pub fn words(self, place: fn(&'static Text) -> &'static str) -> Signal<String> {
        Signal::derive(move || place(self.text()).to_owned())
    }

    /// A sentence as a signal.
    #[must_use]
    pub fn say(self, sentence: impl Fn(Lang) -> String + Send + Sync + 'static) -> Signal<String> {
        Signal::derive(move || sentence(self.0.get()))
    }
}

fn remembered() -> Lang {
    preference::read(KEY).map_or(Lang::Zh, |tag| Lang::from_html_lang(&tag))
}
