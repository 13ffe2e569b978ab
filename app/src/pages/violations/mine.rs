//! What violations ask of me: for 今日 and for the badge at their place.

use std::sync::Arc;

use domain::follow_up::Standing;
use domain::head::ViolationHead;
use domain::id::CaseId;
use domain::violation::Task;
use leptos::prelude::*;

use super::right::Hands;
use crate::components::{ChipView, Group, ListCard, Tone};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::{Word, text};

#[derive(Clone, Debug, PartialEq)]
struct Mine {
    case: CaseId,
    head: Arc<ViolationHead>,
    task: Task,
}

/// Each task that is mine, the soonest day first.
fn mine(state: AppState) -> Vec<Mine> {
    let mut found: Vec<Mine> = state.heads.with(|heads| {
        heads
            .violations
            .iter()
            .flat_map(|(case, head)| {
                head.tasks.iter().map(move |task| Mine {
                    case: *case,
                    head: head.clone(),
                    task: task.clone(),
                })
            })
            .collect()
    });
    let hands = Hands::now(state);
    found.retain(|one| hands.hold(&one.task));
    domain::gather::sort_by_key(&mut found, |one| {
        (
            one.task.due.is_none(),
            one.task.due,
            one.head.noticed_at,
            one.case,
        )
    });
    found
}

/// How many tasks are mine.
#[must_use]
pub fn waiting(state: AppState) -> usize {
    mine(state).len()
}

/// A group of 今日; nothing where nothing waits.
#[component]
pub fn ViolationsToday() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let found = Memo::new(move |_| mine(state));
    move || {
        (!found.with(Vec::is_empty)).then(|| {
            let lang = language.get();
            let today = state.today.get();
            let cards = found.with(|found| {
                found
                    .iter()
                    .map(|one| {
                        let what = one.task.kind.word(lang).to_owned();
                        let (tone, due) = match one.task.due {
                            Some(due) if due < today => {
                                (Tone::Late, Standing::Late.word(lang).to_owned())
                            }
                            Some(due) => (Tone::Today, lang.day_month(due)),
                            None => (Tone::Plain, what.clone()),
                        };
                        let chips = one
                            .task
                            .due
                            .map(|_| ChipView::new(Tone::Info, what))
                            .into_iter()
                            .collect::<Vec<_>>();
                        let detail = lang.violation_item(one.head.item);
                        view! {
                            <li>
                                <ListCard
                                    href=format!("/violations/{}", one.case)
                                    edge=tone
                                    title=format!("{} {}", one.head.unit_code, one.head.occupant)
                                    due=Some(ChipView::new(tone, due))
                                    detail=detail
                                    chips=chips
                                />
                            </li>
                        }
                    })
                    .collect_view()
            });
            view! {
                <Group
                    title=Signal::stored(text(lang).violation.title.to_owned())
                    count=Signal::derive(move || found.with(Vec::len))
                >
                    {cards}
                </Group>
            }
        })
    }
}
