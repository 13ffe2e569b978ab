//! The language chosen on this tablet, and the shortest way from a page to its words.

use domain::policy::ProfileName;
use leptos::prelude::*;

use crate::preference;
use crate::text::{Lang, Text, idiom, text};

const KEY: &str = "huifang-language";

/// The chosen language, in the words of the procedure the office works by; provided as context by the root.
#[derive(Clone, Copy)]
pub struct Language {
    chosen: RwSignal<Lang>,
    profile: Signal<ProfileName>,
}

/// The language of the page this is called in.
#[must_use]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_else(|| Language {
        chosen: RwSignal::new(Lang::Zh),
        profile: Signal::stored(ProfileName::Mall),
    })
}

impl Language {
    /// Chinese, unless this tablet was set to English. `<html lang>` follows from now on.
    #[must_use]
    pub fn remembered(profile: Signal<ProfileName>) -> Self {
        let chosen = RwSignal::new(remembered());
        Effect::new(move |_| preference::mark_page("lang", Some(chosen.get().html_lang())));
        Language { chosen, profile }
    }

    #[must_use]
    pub fn get(self) -> Lang {
        // Whoever asks for words has them in the office's, and is asked anew when it goes over to others.
        idiom::speak(self.profile.get());
        self.chosen.get()
    }

    #[must_use]
    pub fn get_untracked(self) -> Lang {
        idiom::speak(self.profile.get_untracked());
        self.chosen.get_untracked()
    }

    /// Chooses the language, here and for the next start.
    pub fn choose(self, lang: Lang) {
        self.chosen.set(lang);
        preference::write(KEY, lang.html_lang());
    }

    /// Every fixed wording in the chosen language.
    #[must_use]
    pub fn text(self) -> &'static Text {
        text(self.get())
    }

    /// One wording as a signal, as components take it.
    #[must_use]
    pub fn words(self, place: fn(&'static Text) -> &'static str) -> Signal<String> {
        Signal::derive(move || place(self.text()).to_owned())
    }

    /// A sentence as a signal.
    #[must_use]
    pub fn say(self, sentence: impl Fn(Lang) -> String + Send + Sync + 'static) -> Signal<String> {
        Signal::derive(move || sentence(self.get()))
    }
}

fn remembered() -> Lang {
    preference::read(KEY).map_or(Lang::Zh, |tag| Lang::from_html_lang(&tag))
}
