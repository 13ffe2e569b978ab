//! What two people said of one occupant, side by side, answer by answer.

use domain::occupant::{Answer, Difference};
use leptos::prelude::*;

use crate::components::{Column, Table};
use crate::language::use_language;
use crate::text::{Lang, Word, text};

/// The contested answers; nothing where none is.
#[component]
pub fn OccupantContest(#[prop(into)] rows: Signal<Vec<Difference>>) -> impl IntoView {
    let language = use_language();
    move || {
        let lang = language.get();
        let words = &text(lang).attention;
        let contested: Vec<Difference> = rows
            .get()
            .into_iter()
            .filter(Difference::contested)
            .collect();
        (!contested.is_empty()).then(|| {
            let columns = vec![
                Column::words(words.answer),
                Column::words(words.before),
                Column::words(words.mine),
                Column::words(words.theirs),
            ];
            let lines = contested
                .iter()
                .map(|row| {
                    view! {
                        <tr>
                            <th scope="row">{row.field.word(lang)}</th>
                            <td>{shown(lang, &row.was)}</td>
                            <td><strong>{shown(lang, &row.mine)}</strong></td>
                            <td><strong>{shown(lang, &row.theirs)}</strong></td>
                        </tr>
                    }
                })
                .collect_view();
            view! {
                <Table
                    caption=Signal::stored(words.contested.to_owned())
                    columns=Signal::stored(columns)
                >
                    {lines}
                </Table>
            }
        })
    }
}

/// An answer in words.
#[must_use]
pub fn shown(lang: Lang, answer: &Answer) -> String {
    let words = &text(lang).common;
    match answer {
        Answer::Text(Some(said)) if !said.is_empty() => said.clone(),
        Answer::Text(_) | Answer::Day(None) => words.not_set.to_owned(),
        Answer::Flag(true) => words.yes.to_owned(),
        Answer::Flag(false) => words.no.to_owned(),
        Answer::Day(Some(day)) => lang.date(*day),
    }
}
