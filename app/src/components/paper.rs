//! The ruled form as the office files it.

use leptos::prelude::*;

use super::signature_pad::{Strokes, signature_path};

/// A line of the form: one or two labels with what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperRow {
    pub cells: Vec<(String, String)>,
    /// With room as the paper has for long texts.
    pub tall: bool,
}

/// A place to sign: the role, and the signature or name when there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperSignature {
    pub role: String,
    pub name: String,
    pub strokes: Strokes,
    pub day: String,
}

/// One form. What is printed of a page that holds it is only this.
#[component]
pub fn Paper(
    #[prop(into)] title: String,
    /// Left and right under the title: who and which number.
    #[prop(into)]
    left: String,
    #[prop(into)] right: String,
    rows: Vec<PaperRow>,
    signatures: Vec<PaperSignature>,
) -> impl IntoView {
    let rows = rows.into_iter().map(|row| {
        let alone = row.cells.len() == 1;
        let cells = row.cells.into_iter().map(|(label, text)| {
            view! {
                <th scope="row">{label}</th>
                <td colspan=alone.then_some("3")>{text}</td>
            }
        });
        view! { <tr class:paper-tall=row.tall>{cells.collect_view()}</tr> }
    });
    let label = title.clone();
    view! {
        <article class="paper" tabindex="0" aria-label=label>
            {head(title, left, right)}
            <table class="paper-table"><tbody>{rows.collect_view()}</tbody></table>
            {places(signatures)}
        </article>
    }
}

/// A form of many lines under the same heads, on A4 laid across.
#[component]
pub fn PaperLedger(
    #[prop(into)] title: String,
    #[prop(into)] left: String,
    #[prop(into)] right: String,
    columns: Vec<String>,
    /// As many cells in each as there are columns.
    rows: Vec<Vec<String>>,
    /// What stands under the lines.
    foot: String,
    signatures: Vec<PaperSignature>,
) -> impl IntoView {
    let width = columns.len();
    let columns = columns
        .into_iter()
        .map(|column| view! { <th scope="col">{column}</th> });
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().map(|cell| view! { <td>{cell}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let label = title.clone();
    view! {
        <article class="paper paper-across" tabindex="0" aria-label=label>
            {head(title, left, right)}
            <table class="paper-table">
                <thead><tr>{columns.collect_view()}</tr></thead>
                <tbody>
                    {rows.collect_view()}
                    <tr><td colspan=width.to_string()>{foot}</td></tr>
                </tbody>
            </table>
            {places(signatures)}
        </article>
    }
}

fn head(title: String, left: String, right: String) -> impl IntoView {
    view! {
        <div class="paper-head">
            <h2>{title}</h2>
            <p><span>{left}</span><span>{right}</span></p>
        </div>
    }
}

fn places(signatures: Vec<PaperSignature>) -> impl IntoView {
    let places = signatures.into_iter().map(|signature| {
        let drawn = (!signature.strokes.is_empty()).then(|| {
            view! {
                <svg viewBox="0 0 10000 10000" preserveAspectRatio="none" role="img" aria-label=signature.role.clone()>
                    <path d=signature_path(&signature.strokes)></path>
                </svg>
            }
        });
        view! { <div><span>{signature.role}</span>{drawn}<span>{signature.name}</span><span>{signature.day}</span></div> }
    });
    view! { <div class="paper-signatures">{places.collect_view()}</div> }
}
