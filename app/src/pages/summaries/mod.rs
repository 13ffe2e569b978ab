//! 月总结: the months to be summed up, each with where it stands, and the page of one.

mod figures;
mod forms;
pub mod mine;
pub mod month;
pub mod paper;
pub mod part;
mod points;

use std::collections::BTreeSet;

use domain::act::{Act, held, seats};
use domain::calendar::Period;
use domain::head::SummaryHead;
use domain::summary::owed_months;
use leptos::prelude::*;

use crate::components::{ChipView, Empty, Icon, ListCard, Page, Tone};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::state::AppState;
use crate::text::text;

/// Whether the one signed in holds a seat the act belongs to, own or lent.
pub(super) fn may(state: AppState, act: Act) -> bool {
    let roles = state.roles_in_hand();
    state
        .policy_on(state.today.get())
        .is_some_and(|policy| held(&seats(act, &policy).seats, &[roles], &policy))
}

/// The ended months nobody has handed anything in for.
pub(super) fn owed(state: AppState) -> Vec<Period> {
    let since = state.office.with(|office| {
        let first = office.as_ref()?.policies.first()?;
        Some(first.effective_on)
    });
    let handed_in: BTreeSet<Period> = state
        .heads
        .with(|heads| heads.summaries.values().map(|head| head.month).collect());
    since.map_or_else(Vec::new, |since| {
        owed_months(since, state.today.get(), &handed_in)
    })
}

#[component]
pub fn SummariesPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let months = Memo::new(move |_| {
        let mut months: Vec<(Period, Option<SummaryHead>)> =
            owed(state).into_iter().map(|month| (month, None)).collect();
        state.heads.with(|heads| {
            let summaries = heads.summaries.values();
            months.extend(summaries.map(|head| (head.month, Some((**head).clone()))));
        });
        domain::gather::sort_by_key(&mut months, |(month, _)| std::cmp::Reverse(*month));
        months
    });
    let cards = move || {
        let lang = language.get();
        let words = &text(lang).summary;
        months.with(|months| {
            months
                .iter()
                .map(|(month, head)| {
                    let (tone, stands) = match head {
                        None => (Tone::Today, words.not_yet),
                        Some(head) if head.sealed_at.is_none() => (Tone::Info, words.submitted),
                        Some(head) if head.is_open() => (Tone::Today, words.points_open),
                        Some(_) => (Tone::Done, words.sealed),
                    };
                    let shares = head.as_ref().and_then(|head| head.shares);
                    let detail = shares.map_or_else(String::new, |shares| {
                        let named = [words.timeliness, words.passed, words.satisfaction];
                        let said: Vec<String> = named
                            .iter()
                            .zip(shares)
                            .map(|(name, share)| format!("{name} {}", figures::rate(share)))
                            .collect();
                        said.join(" · ")
                    });
                    view! {
                        <li>
                            <ListCard
                                href=format!("/summaries/{month}")
                                title=lang.month(*month)
                                due=Some(ChipView::new(tone, stands))
                                detail=detail
                            />
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <Frame title=language.words(|text| text.summary.title)>
            <Page>
                <ul class="group">{cards}</ul>
                {move || months.with(Vec::is_empty).then(|| view! {
                    <Empty
                        what=language.words(|text| text.summary.empty)
                        do_first=language.words(|text| text.summary.empty_hint)
                        icon=Icon::Board
                    />
                })}
            </Page>
        </Frame>
    }
}
