//! The timeline of a work order: who did what, when it happened, and what became of it on the way to the server.

use domain::event::{FollowUpStep, WorkOrderFact};
use domain::id::WorkOrderId;
use domain::work_order::{Entry, Phase, WorkOrder};
use leptos::prelude::*;

use super::step::Step;
use crate::components::{Button, ButtonKind, Chip, ClauseChip, Timeline, TimelineEntry, Tone};
use crate::language::{Language, use_language};
use crate::pages::parts::names::Directory;
use crate::pages::parts::origin;
use crate::pages::parts::photos::Photos;
use crate::pages::parts::voiding;
use crate::state::AppState;
use crate::text::timeline::Names;

/// Everything that happened on a watched work order.
#[component]
pub(super) fn SlipTimeline(id: WorkOrderId, begin: Callback<Step>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let order = Memo::new(move |_| state.work_order(id));
    let names = Memo::new(move |_| Directory::now(state, language.get()));
    let lines = move || {
        let names = names.get();
        order.get().map(|order| {
            order
                .timeline
                .iter()
                .map(|entry| line(state, language, entry, &order, &names, begin))
                .collect_view()
        })
    };
    view! { <Timeline label=language.words(|text| text.complaint.timeline)>{lines}</Timeline> }
}

/// Lines entered by mistake may be voided; steps have their counter-steps.
fn may_void(state: AppState, entry: &Entry, order: &WorkOrder) -> bool {
    let on_the_slip = matches!(
        entry.fact,
        WorkOrderFact::CompanyMaterialAdded(_) | WorkOrderFact::OccupantMaterialChecked { .. }
    );
    let is_fact = on_the_slip
        || matches!(
            entry.fact,
            WorkOrderFact::PhotosTaken { .. }
                | WorkOrderFact::FollowUp(
                    FollowUpStep::Recorded(_) | FollowUpStep::Attempted { .. }
                )
        );
    // What was entered together is voided together: from its first line.
    let first = entry.index == 0;
    let signed_for = on_the_slip && (!order.completions.is_empty() || !first);
    // Of the signatures only the one it stands completed by: what a follow-up took on from there is history.
    let signature = is_sign_off(&entry.fact)
        && order.phase == Phase::Completed
        && order.completions.last().map(|last| last.command) == Some(entry.command);
    let stands = (is_fact && !signed_for || signature) && !entry.voided;
    stands && voiding::may_void(state, entry.recorded_by, entry.entered_at)
}

const fn is_sign_off(fact: &WorkOrderFact) -> bool {
    matches!(
        fact,
        WorkOrderFact::SignedOff { .. } | WorkOrderFact::SignatureRefused { .. }
    )
}

fn line(
    state: AppState,
    language: Language,
    entry: &Entry,
    order: &WorkOrder,
    names: &Directory,
    begin: Callback<Step>,
) -> AnyView {
    let lang = language.get();
    let text = language.text();
    let said = lang.work_order_line(&entry.fact, names);
    let who = origin::who(entry, names, lang);
    let by_itself = matches!(
        entry.fact,
        WorkOrderFact::FollowUp(
            FollowUpStep::Owed(_) | FollowUpStep::Completed { .. } | FollowUpStep::WentOn { .. }
        ) | WorkOrderFact::Drawn { .. }
    );
    let what = if by_itself {
        said.what
    } else {
        format!("{} · {who}", said.what)
    };
    let mut more: Vec<String> = said.detail.into_iter().collect();
    if !by_itself {
        more.extend(origin::notes(entry, names, lang));
    }
    if !entry.words.is_empty() {
        more.push(entry.words.clone());
    }
    if !by_itself && !entry.conducted_by.contains(&entry.recorded_by) {
        more.push(lang.labelled(text.attention.entered_by, &names.person(entry.recorded_by)));
    }
    let photos = match &entry.fact {
        WorkOrderFact::PhotosTaken { photos, .. } => photos.clone(),
        _ => Vec::new(),
    };
    let (pending, voided, doubtful) = (entry.pending, entry.voided, entry.clock_doubtful);
    let tone = if pending { Tone::Today } else { Tone::Plain };
    let command = entry.command;
    let voiding = if is_sign_off(&entry.fact) {
        Step::VoidSignOff(command)
    } else {
        Step::Void(command)
    };
    let void = may_void(state, entry, order).then(|| {
        view! {
            <Button kind=ButtonKind::Quiet on_click=move |()| begin.run(voiding)>
                {voiding.label(text)}
            </Button>
        }
        .into_any()
    });
    let marks = (!by_itself).then(|| origin::marks(entry, names, lang));
    view! {
        <TimelineEntry
            when=Signal::stored(names.when(entry.happened_at, lang))
            what=Signal::stored(what)
            more=(!more.is_empty()).then(|| more.join("\n"))
            tone=Signal::stored(tone)
            action=void
            below=move || view! {
                {(!photos.is_empty()).then(|| view! { <Photos digests=Signal::stored(photos.clone())/> })}
            }
        >
            " "
            {said.clause.map(|clause| view! { <ClauseChip text=Signal::stored(lang.clause_short(clause))/> })}
            {marks}
            {voided.then(|| view! { <Chip tone=Signal::stored(Tone::Late) text=Signal::stored(text.register_step.voided.to_owned())/> })}
            {pending.then(|| view! { <Chip tone=Signal::stored(Tone::Today) text=Signal::stored(text.common.pending_mark.to_owned())/> })}
            {doubtful.then(|| view! { <Chip tone=Signal::stored(Tone::Late) text=Signal::stored(text.common.clock_doubtful.to_owned())/> })}
        </TimelineEntry>
    }
    .into_any()
}
