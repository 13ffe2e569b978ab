//! What a timeline says of an entry beside what happened: in whose name, who brought it in, who vouches for it.

use domain::origin::Line;
use leptos::prelude::*;

use crate::components::{Chip, Tone};
use crate::pages::parts::names::Directory;
use crate::text::timeline::Names;
use crate::text::{Lang, text};

/// Those who went, each with the name they acted in.
#[must_use]
pub fn who(entry: &impl Line, names: &impl Names, lang: Lang) -> String {
    let stand_ins = &entry.origin().stand_ins;
    lang.list(&lang.people_who_went(entry.conducted_by(), stand_ins, names))
}

/// Who brought it in, and what those named say of it.
#[must_use]
pub fn notes(entry: &impl Line, names: &Directory, lang: Lang) -> Vec<String> {
    let words = &text(lang).origin;
    let origin = entry.origin();
    let brought_in = origin
        .brought_in_by
        .map(|by| lang.labelled(words.brought_in, &names.person(by)));
    let denied = origin.denied_by.iter().map(|(by, reason)| {
        let said = format!("{} · {reason}", names.person(*by));
        lang.labelled(words.denied, &said)
    });
    brought_in.into_iter().chain(denied).collect()
}

/// Marks: 代, brought in, and who has yet to confirm, has confirmed or denied.
#[must_use]
pub fn marks(entry: &impl Line, names: &Directory, lang: Lang) -> AnyView {
    let words = &text(lang).origin;
    let origin = entry.origin();
    let people = |people: &[domain::id::PersonId]| {
        let all: Vec<String> = people.iter().map(|person| names.person(*person)).collect();
        lang.list(&all)
    };
    let unconfirmed = entry.unconfirmed();
    let mut marks: Vec<(Tone, String)> = Vec::new();
    if !origin.stand_ins.is_empty() {
        marks.push((Tone::Info, words.stand_in.to_owned()));
    }
    if origin.brought_in_by.is_some() {
        marks.push((Tone::Info, words.brought_in.to_owned()));
    }
    if !unconfirmed.is_empty() {
        let who = lang.labelled(words.unconfirmed, &people(&unconfirmed));
        marks.push((Tone::Today, who));
    }
    if !origin.denied_by.is_empty() {
        marks.push((Tone::Late, words.denied.to_owned()));
    } else if !origin.confirmed_by.is_empty() && entry.index() == 0 {
        let who = lang.labelled(words.confirmed, &people(&origin.confirmed_by));
        marks.push((Tone::Done, who));
    }
    marks
        .into_iter()
        .map(|(tone, words)| view! { <Chip tone=Signal::stored(tone) text=Signal::stored(words)/> })
        .collect_view()
        .into_any()
}
