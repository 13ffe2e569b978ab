//! The colours chosen on this tablet: as the system has them, light, dark, or high contrast for basements and bright sun.

use leptos::prelude::*;

use crate::preference;

const KEY: &str = "huifang-scheme";

/// What `data-scheme` on `<html>` says to the style sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    #[default]
    System,
    Light,
    Dark,
    Contrast,
}

impl Scheme {
    pub const ALL: &'static [Scheme] = &[
        Scheme::System,
        Scheme::Light,
        Scheme::Dark,
        Scheme::Contrast,
    ];

    const fn name(self) -> Option<&'static str> {
        match self {
            Scheme::System => None,
            Scheme::Light => Some("light"),
            Scheme::Dark => Some("dark"),
            Scheme::Contrast => Some("contrast"),
        }
    }

    fn named(name: &str) -> Self {
        Scheme::ALL
            .iter()
            .copied()
            .find(|scheme| scheme.name() == Some(name))
            .unwrap_or_default()
    }
}

/// The chosen scheme, provided as context by the root.
#[derive(Clone, Copy)]
pub struct ChosenScheme(RwSignal<Scheme>);

impl ChosenScheme {
    /// What was chosen before; `<html>` is marked with it from now on.
    #[must_use]
    pub fn remembered() -> Self {
        let scheme = preference::read(KEY).map_or(Scheme::System, |name| Scheme::named(&name));
        let chosen = ChosenScheme(RwSignal::new(scheme));
        Effect::new(move |_| preference::mark_page("data-scheme", chosen.0.get().name()));
        chosen
    }

    #[must_use]
    pub fn get(self) -> Scheme {
        self.0.get()
    }

    /// Chooses the scheme, here and for the next start.
    pub fn choose(self, scheme: Scheme) {
        self.0.set(scheme);
        preference::write(KEY, scheme.name().unwrap_or_default());
    }
}
