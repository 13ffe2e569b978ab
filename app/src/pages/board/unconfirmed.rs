//! Entries that name people who have not said that it was so: how many, whose, and the way to each.

use std::collections::BTreeSet;

use domain::head::ToConfirm;
use domain::id::PersonId;
use leptos::prelude::*;

use crate::components::{ButtonKind, Card, LinkButton};
use crate::engine::message::Heads;
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;

/// Rows drawn; who reads on looks into the cases.
const ROWS: usize = 20;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    address: String,
    title: String,
    people: Vec<PersonId>,
}

fn rows(heads: &Heads) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut take = |address: String, title: String, asked: &[ToConfirm]| {
        for one in asked {
            rows.push(Row {
                address: address.clone(),
                title: title.clone(),
                people: one.people.clone(),
            });
        }
    };
    for (case, head) in &heads.complaints {
        let title = format!("{} {}", head.unit_code, head.occupant);
        take(format!("/complaints/{case}"), title, &head.to_confirm);
    }
    for (order, head) in &heads.work_orders {
        let title = head.unit_code.clone();
        take(format!("/work-orders/{order}"), title, &head.to_confirm);
    }
    for (case, head) in &heads.violations {
        let title = format!("{} {}", head.unit_code, head.occupant);
        take(format!("/violations/{case}"), title, &head.to_confirm);
    }
    rows
}

/// Nothing where nobody is waited for.
#[component]
pub fn Unconfirmed() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let found = Memo::new(move |_| state.heads.with(|heads| rows(heads)));
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let lang = language.get();
            let names = Directory::now(state, lang);
            let people: BTreeSet<PersonId> =
                found.iter().flat_map(|row| row.people.clone()).collect();
            let count = format!("{} · {}", lang.entries(found.len()), lang.people(people.len()));
            let lines = found
                .into_iter()
                .take(ROWS)
                .map(|row| {
                    let who: Vec<String> =
                        row.people.iter().map(|person| names.person(*person)).collect();
                    view! {
                        <li class="row-between">
                            <LinkButton kind=ButtonKind::Quiet href=Signal::stored(row.address)>{row.title}</LinkButton>
                            <span>{lang.list(&who)}</span>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <Card title=language.words(|text| text.origin.waiting)>
                    <p class="figures">{count}</p>
                    <ul class="stack-tight">{lines}</ul>
                </Card>
            }
        })
    }
}
