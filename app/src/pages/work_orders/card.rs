//! A work order as one line of a list: what and until when.

use std::sync::Arc;

use domain::follow_up::standing;
use domain::head::WorkOrderHead;
use domain::id::{Instant, WorkOrderId};
use domain::work_order::Phase;
use leptos::prelude::*;

use crate::components::{ChipView, ListCard, Tone};
use crate::pages::complaints::tone_of;
use crate::pages::follow_ups::mine::window_of;
use crate::pages::parts::minute::office_now;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names;
use crate::text::{Lang, Word, text};

/// What is urgent about it: the countdown, the appointment, the last day of its follow-up, else where it stands.
fn due(head: &WorkOrderHead, state: AppState, lang: Lang, now: Instant) -> ChipView {
    let today = state.today.get();
    let delivery = head.delivery(now);
    if head.phase == Phase::Made && head.limit.is_some() {
        let tone = if delivery.is_late() {
            Tone::Late
        } else {
            Tone::Today
        };
        return ChipView::new(tone, lang.delivery(delivery));
    }
    if let Some(round) = head.owed_now() {
        let window = window_of(round);
        return ChipView::new(tone_of(standing(&window, today)), lang.due(&window, today));
    }
    if let Some(at) = head.appointment {
        let tone = if at < now { Tone::Late } else { Tone::Today };
        let at = lang.time_or_moment(at, state.utc_offset_minutes(), today);
        return ChipView::new(tone, at);
    }
    let tone = match head.phase {
        Phase::Completed => Tone::Done,
        _ => Tone::Plain,
    };
    ChipView::new(tone, head.phase.word(lang))
}

/// As it stands on 今日: what it asks of me, and until when.
pub(super) fn asking_card(
    id: WorkOrderId,
    head: &Arc<WorkOrderHead>,
    asked: &'static str,
    state: AppState,
    lang: Lang,
    names: &Directory,
) -> AnyView {
    let nobody = Memo::new(|_| None::<WorkOrderId>);
    drawn(id, head, Some(asked), state, lang, names, nobody)
}

pub(in crate::pages) fn card(
    id: WorkOrderId,
    head: &Arc<WorkOrderHead>,
    state: AppState,
    lang: Lang,
    names: &Directory,
    chosen: Memo<Option<WorkOrderId>>,
) -> AnyView {
    drawn(id, head, None, state, lang, names, chosen)
}

fn drawn(
    id: WorkOrderId,
    head: &Arc<WorkOrderHead>,
    asked: Option<&'static str>,
    state: AppState,
    lang: Lang,
    names: &Directory,
    chosen: Memo<Option<WorkOrderId>>,
) -> AnyView {
    let words = text(lang);
    let now = office_now(state);
    let due = due(head, state, lang, now);
    let (occupant, content, unsent) = state.heads.with(|heads| {
        let case = heads.complaints.get(&head.case);
        (
            case.map_or_else(String::new, |case| case.occupant.clone()),
            case.map_or_else(String::new, |case| {
                crate::pages::complaints::list::short(&case.content)
            }),
            heads.unsent.contains(&id.stream()),
        )
    });
    let asked = asked.map(|asked| ChipView::new(Tone::Info, asked));
    let mut chips: Vec<ChipView> = asked.into_iter().collect();
    if due.text != head.phase.word(lang) {
        chips.push(ChipView::new(Tone::Plain, head.phase.word(lang)));
    }
    if head.goes_on {
        chips.push(ChipView::new(Tone::Today, words.work_order.goes_on));
    }
    if unsent {
        chips.push(ChipView::new(Tone::Today, words.common.unsent));
    }
    let technician = head.technician.map(|person| names.person(person));
    let detail = [
        Some(head.trade.word(lang).to_owned()),
        technician,
        Some(content),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ");
    view! {
        <li>
            <ListCard
                href=format!("/work-orders/{id}")
                edge=due.tone
                title=format!("{} {occupant}", head.unit_code)
                due=Some(due)
                detail=detail
                chips=chips
                selected=Signal::derive(move || chosen.get() == Some(id))
            />
        </li>
    }
    .into_any()
}
