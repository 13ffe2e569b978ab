//! What was found, a card each; opening one brings it onto this tablet.

use domain::complaint::SetAside;
use domain::head::{HeadData, HeadRow};
use leptos::prelude::*;

use crate::components::{ChipView, ListCard, Tone};
use crate::engine::message::Older;
use crate::pages::complaints::list::short;
use crate::state::AppState;
use crate::text::{Lang, Word, text};

/// The cards, in the order they were found.
pub(super) fn cards(older: &Older, state: AppState, lang: Lang) -> Vec<AnyView> {
    let rows = older.rows.iter();
    rows.filter_map(|row| card(row, older, state, lang))
        .collect()
}

struct Card {
    href: String,
    title: String,
    on: String,
    detail: String,
    stands: &'static str,
}

fn card(row: &HeadRow, older: &Older, state: AppState, lang: Lang) -> Option<AnyView> {
    let Card {
        href,
        title,
        on,
        detail,
        stands,
    } = content(row, older, state.utc_offset_minutes(), lang)?;
    let chips = vec![ChipView::new(Tone::Plain, stands)];
    Some(
        view! {
            <li>
                <ListCard
                    href
                    title
                    due=Some(ChipView::new(Tone::Plain, on))
                    detail
                    chips
                />
            </li>
        }
        .into_any(),
    )
}

fn content(row: &HeadRow, older: &Older, offset: i32, lang: Lang) -> Option<Card> {
    let words = text(lang);
    let on = |at| lang.date(domain::command::day(at, offset));
    let stream = row.stream;
    Some(match &row.data {
        HeadData::Complaint(head) => Card {
            href: format!("/complaints/{stream}"),
            title: format!("{} {}", head.unit_code, head.occupant),
            on: on(head.registered_at),
            detail: format!(
                "{} · {}",
                lang.complaint_number(head.number.as_deref()),
                short(&head.content)
            ),
            stands: match head.set_aside {
                Some(SetAside::Voided) => words.register_step.voided,
                Some(SetAside::DuplicateOf { .. }) => words.register_step.joined,
                None if head.complete => words.complaint.complete,
                None => head.status.word(lang),
            },
        },
        HeadData::WorkOrder(head) => {
            let case = older.rows.iter().find_map(|row| match &row.data {
                HeadData::Complaint(case) if row.stream == head.case.stream() => Some(case),
                _ => None,
            });
            let occupant = case.map_or("", |case| case.occupant.as_str());
            Card {
                href: format!("/work-orders/{stream}"),
                title: format!("{} {occupant}", head.unit_code),
                on: on(head.made_at),
                detail: case.map_or_else(String::new, |case| short(&case.content)),
                stands: head.phase.word(lang),
            }
        }
        HeadData::Violation(head) => Card {
            href: format!("/violations/{stream}"),
            title: format!("{} {}", head.unit_code, head.occupant),
            on: on(head.noticed_at),
            detail: format!("{} · {}", lang.violation_item(head.item), short(&head.seen)),
            stands: match (head.set_aside, head.outcome) {
                (Some(SetAside::Voided), _) => words.violation.voided,
                (Some(SetAside::DuplicateOf { .. }), _) => words.violation.double_of,
                (None, Some(outcome)) => outcome.word(lang),
                (None, None) => words.violation.filter_open,
            },
        },
        _ => return None,
    })
}
