//! The language chosen on this tablet, and the shortest way from a page to its words.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

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
        Effect::new(move |_| {
            let lang = language.0.get();
            let root = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.document_element());
            if let Some(root) = root {
                let _ = root.set_attribute("lang", lang.html_lang());
            }
        });
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
        if let Some(storage) = storage() {
            // A browser without it starts in Chinese again; nothing else is lost.
            let _ = js_sys::Reflect::set(
                &storage,
                &JsValue::from_str(KEY),
                &JsValue::from_str(lang.html_lang()),
            );
        }
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

/// Reached as a property: a browser that forbids it throws there, and then nothing is remembered.
fn storage() -> Option<JsValue> {
    let window = web_sys::window()?;
    let storage = js_sys::Reflect::get(&window, &JsValue::from_str("localStorage")).ok()?;
    storage.is_object().then_some(storage)
}

fn remembered() -> Lang {
    storage()
        .and_then(|storage| js_sys::Reflect::get(&storage, &JsValue::from_str(KEY)).ok())
        .and_then(|tag| tag.as_string())
        .map_or(Lang::Zh, |tag| Lang::from_html_lang(&tag))
}
