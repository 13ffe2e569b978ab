//! An entry saved here that will not be taken: seen before the server has said so, with what was typed.

use std::sync::Arc;

use domain::id::CommandId;
use domain::rejection::RejectionCode;
use leptos::prelude::*;

use super::super::parts::names::Directory;
use super::super::parts::occupant_contest::OccupantContest;
use super::refused::{Why, where_to};
use super::{entered, occupant};
use crate::components::{ButtonKind, Card, Fact, Facts, LinkButton};
use crate::engine::message::ExpectedRefusal;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::refusal::RefusedBy;

/// Those of mine, in the order they are sent in. What others wrote is theirs to read.
#[must_use]
pub fn expected(state: AppState) -> Vec<Arc<ExpectedRefusal>> {
    let me = state.session.get().map(|session| session.person);
    state.heads.with(|heads| {
        heads
            .expected
            .iter()
            .filter(|expected| Some(expected.command.recorded_by) == me)
            .cloned()
            .collect()
    })
}

/// The section; nothing where everything saved is expected to be taken.
#[component]
pub fn ExpectedEntries() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let found = Memo::new(move |_| expected(state));
    let ids = Memo::new(move |_| {
        found.with(|found| {
            found
                .iter()
                .map(|expected| expected.command.id)
                .collect::<Vec<_>>()
        })
    });
    let any = Memo::new(move |_| !ids.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <section class="stack">
                    <h2>{move || language.text().attention.expected}</h2>
                    <p class="second">{move || language.text().attention.expected_lead}</p>
                    <For each=move || ids.get() key=|id| *id let:id>
                        <ExpectedEntry id found/>
                    </For>
                </section>
            }
        })
    }
}

#[component]
fn ExpectedEntry(id: CommandId, found: Memo<Vec<Arc<ExpectedRefusal>>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let one = Memo::new(move |_| {
        found.with(|found| {
            found
                .iter()
                .find(|expected| expected.command.id == id)
                .cloned()
        })
    });
    let title = Signal::derive(move || {
        one.with(|one| {
            one.as_ref()
                .map(|one| language.get().act(&one.command.body.act()).to_owned())
        })
    });
    let body = move || {
        one.get().map(|one| {
            let by = if one.by_server {
                RefusedBy::Server
            } else {
                RefusedBy::Expected
            };
            let at = one.command.moment.entered_at;
            let when = Signal::derive(move || {
                Some(language.get().full_moment(at, state.utc_offset_minutes()))
            });
            let link = where_to(state, one.about);
            let rejection = one.rejection.clone();
            let sides = match rejection.code {
                RejectionCode::Contested { .. } => occupant::rows(state, &one.command),
                _ => None,
            }
            .unwrap_or_default();
            view! {
                <Why rejection by/>
                <OccupantContest rows=Signal::derive(move || sides.clone())/>
                <h3>{move || language.text().attention.what_was_entered}</h3>
                <Facts>
                    <Fact label=language.words(|text| text.attention.entered_at) value=when/>
                    {move || {
                        let lang = language.get();
                        entered::facts(&one.command, &Directory::now(state, lang), lang)
                    }}
                </Facts>
                {link.map(|href| view! {
                    <div class="row">
                        <LinkButton kind=ButtonKind::Secondary href=Signal::stored(href)>
                            {move || language.text().attention.open_case}
                        </LinkButton>
                    </div>
                })}
            }
        })
    };
    view! { <Card title>{body}</Card> }
}
