//! Tables of figures: numbers line up to the right.

use leptos::prelude::*;

/// A column's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub label: String,
    pub number: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(label: impl Into<String>) -> Self {
        Column {
            label: label.into(),
            number: false,
        }
    }

    /// A column of numbers; its cells carry the class `number`.
    #[must_use]
    pub fn numbers(label: impl Into<String>) -> Self {
        Column {
            label: label.into(),
            number: true,
        }
    }
}

/// A table; the children are its rows, each begun by `<th scope="row">`.
#[component]
pub fn Table(
    /// Read aloud before the table.
    #[prop(into)]
    caption: Signal<String>,
    #[prop(into)] columns: Signal<Vec<Column>>,
    children: Children,
) -> impl IntoView {
    let head = move || {
        columns
            .get()
            .into_iter()
            .map(|column| {
                view! { <th scope="col" class:number=column.number>{column.label}</th> }
            })
            .collect_view()
    };
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=move || caption.get()>
            <table class="table">
                <caption class="visually-hidden">{move || caption.get()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
