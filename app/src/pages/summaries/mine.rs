//! What months ask of me: for 今日.

use domain::act::Act;
use domain::calendar::Period;
use leptos::prelude::*;

use super::{may, owed};
use crate::components::{ChipView, Group, ListCard, Tone};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::{Lang, text};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Mine {
    /// To be summed up (G3.5.5).
    Submit(Period),
    /// To be remarked on (S2.3).
    Review(Period),
    Point {
        month: Period,
        measure: String,
        until: chrono::NaiveDate,
    },
}

fn mine(state: AppState) -> Vec<Mine> {
    let me = state.session.get().map(|session| session.person);
    let mut found = Vec::new();
    if may(state, Act::SubmitSummary) {
        found.extend(owed(state).into_iter().map(Mine::Submit));
    }
    let (reviews, follows) = (
        may(state, Act::RemarkOnSummary),
        may(state, Act::FinishPoint),
    );
    state.heads.with(|heads| {
        for head in heads.summaries.values() {
            if reviews && head.sealed_at.is_none() {
                found.push(Mine::Review(head.month));
            }
            let open = head.open_points.iter();
            let open = open.filter(|point| follows || Some(point.person) == me);
            found.extend(open.map(|point| Mine::Point {
                month: head.month,
                measure: point.measure.clone(),
                until: point.until,
            }));
        }
    });
    found
}

/// How many of them there are.
#[must_use]
pub fn waiting(state: AppState) -> usize {
    mine(state).len()
}

/// A group of 今日; nothing where nothing waits.
#[component]
pub fn SummariesToday() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let found = Memo::new(move |_| mine(state));
    move || {
        (!found.with(Vec::is_empty)).then(|| {
            let (lang, today) = (language.get(), state.today.get());
            let cards = found.with(|found| {
                let cards = found.iter().map(|one| card(one, lang, today));
                cards.collect_view()
            });
            view! {
                <Group
                    title=Signal::stored(text(lang).summary.title.to_owned())
                    count=Signal::derive(move || found.with(Vec::len))
                >
                    {cards}
                </Group>
            }
        })
    }
}

fn card(one: &Mine, lang: Lang, today: chrono::NaiveDate) -> AnyView {
    let words = &text(lang).summary;
    let (month, due, detail) = match one {
        Mine::Submit(month) => (
            month,
            ChipView::new(Tone::Today, words.not_yet),
            words.paper.to_owned(),
        ),
        Mine::Review(month) => (
            month,
            ChipView::new(Tone::Info, words.submitted),
            words.paper.to_owned(),
        ),
        Mine::Point {
            month,
            measure,
            until,
        } => {
            let tone = if *until < today {
                Tone::Late
            } else {
                Tone::Today
            };
            (
                month,
                ChipView::new(tone, lang.day_month(*until)),
                measure.clone(),
            )
        }
    };
    view! {
        <li>
            <ListCard
                href=format!("/summaries/{month}")
                edge=due.tone
                title=lang.month(*month)
                due=Some(due)
                detail=detail
            />
        </li>
    }
    .into_any()
}
