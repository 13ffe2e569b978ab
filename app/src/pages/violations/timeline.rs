//! Everything that happened on a violation: who, when, by which clause, and whether the server has it.

use domain::event::ViolationFact;
use domain::event::violation::ProofOfService;
use domain::id::Digest;
use domain::violation::{Violation, ViolationEntry};
use leptos::prelude::*;

use super::act::Act;
use crate::components::{Button, ButtonKind, Chip, ClauseChip, Timeline, TimelineEntry, Tone};
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::pages::parts::origin;
use crate::pages::parts::photos::{Photos, Signed};
use crate::pages::parts::voiding;
use crate::state::AppState;
use crate::text::Lang;
use crate::text::timeline::Names as _;

/// An entry made this long after it happened carries both times.
const LATE_ENTRY_MILLIS: i64 = 10 * 60 * 1000;

#[component]
pub fn ViolationTimeline(
    violation: Memo<Option<Violation>>,
    begin: Callback<Act>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let names = Memo::new(move |_| Directory::now(state, language.get()));
    let lines = move || {
        let lang = language.get();
        let names = names.get();
        violation.get().map(|violation| {
            violation
                .timeline
                .iter()
                .map(|entry| {
                    let may_void = may_void(state, entry);
                    line(entry, &names, lang, may_void.then_some(begin))
                })
                .collect_view()
        })
    };
    view! { <Timeline label=language.words(|text| text.violation.timeline)>{lines}</Timeline> }
}

/// Facts that follow from others by themselves name nobody.
const fn by_itself(fact: &ViolationFact) -> bool {
    matches!(
        fact,
        ViolationFact::Reported { .. }
            | ViolationFact::NoticeIssued { .. }
            | ViolationFact::NoticeNumbered { .. }
            | ViolationFact::RecheckOwed { .. }
            | ViolationFact::ReconciliationOwed { .. }
    )
}

/// What was seen, said or handed over; steps have their counter-steps.
fn may_void(state: AppState, entry: &ViolationEntry) -> bool {
    let is_fact = matches!(
        entry.fact,
        ViolationFact::Noticed(_)
            | ViolationFact::Persuaded { .. }
            | ViolationFact::SpecialReasonClaimed { .. }
            | ViolationFact::NoticeServed { .. }
            | ViolationFact::ServedWithoutStanding { .. }
            | ViolationFact::Reconciled { .. }
    );
    // What came with the registration goes with it.
    is_fact
        && entry.index == 0
        && !entry.voided
        && voiding::may_void(state, entry.recorded_by, entry.entered_at)
}

fn line(
    entry: &ViolationEntry,
    names: &Directory,
    lang: Lang,
    begin: Option<Callback<Act>>,
) -> AnyView {
    let said = lang.violation_line(&entry.fact, &entry.words, names);
    let text = crate::text::text(lang);
    let who = origin::who(entry, names, lang);
    let alone = by_itself(&entry.fact);
    let what = if alone {
        said.what
    } else {
        format!("{} · {who}", said.what)
    };
    let mut more: Vec<String> = said.detail.into_iter().collect();
    if !alone {
        more.extend(origin::notes(entry, names, lang));
    }
    if !alone && !entry.conducted_by.contains(&entry.recorded_by) {
        more.push(lang.labelled(text.attention.entered_by, &names.person(entry.recorded_by)));
    }
    if !alone && entry.entered_at.0.saturating_sub(entry.happened_at.0) > LATE_ENTRY_MILLIS {
        more.push(lang.labelled(
            text.attention.entered_at,
            &names.when(entry.entered_at, lang),
        ));
    }
    let (pending, doubtful, voided) = (entry.pending, entry.clock_doubtful, entry.voided);
    let command = entry.command;
    let void = begin.map(|begin| {
        view! {
            <Button kind=ButtonKind::Quiet on_click=move |()| begin.run(Act::Void(command))>
                {text.violation_step.void}
            </Button>
        }
        .into_any()
    });
    let tone = if pending { Tone::Today } else { Tone::Plain };
    let (photos, signature) = attached(&entry.fact);
    let when = names.when(entry.happened_at, lang);
    let marks = (!alone).then(|| origin::marks(entry, names, lang));
    view! {
        <TimelineEntry
            when=Signal::stored(when)
            what=Signal::stored(what)
            more=(!more.is_empty()).then(|| more.join("\n"))
            tone=Signal::stored(tone)
            action=void
            below=move || view! {
                {signature.map(|digest| view! { <Signed digest/> })}
                {(!photos.is_empty()).then(|| view! { <Photos digests=Signal::stored(photos.clone())/> })}
            }
        >
            " "
            {said.clause.map(|clause| view! { <ClauseChip text=Signal::stored(lang.clause(clause))/> })}
            {marks}
            {voided.then(|| view! { <Chip tone=Tone::Late text=Signal::stored(text.register_step.voided.to_owned())/> })}
            {pending.then(|| view! { <Chip tone=Tone::Today text=Signal::stored(text.common.pending_mark.to_owned())/> })}
            {doubtful.then(|| view! { <Chip tone=Tone::Late text=Signal::stored(text.common.clock_doubtful.to_owned())/> })}
        </TimelineEntry>
    }
    .into_any()
}

fn attached(fact: &ViolationFact) -> (Vec<Digest>, Option<Digest>) {
    match fact {
        ViolationFact::Noticed(observation) => (observation.photos.clone(), None),
        ViolationFact::Rechecked { photos, .. } => (photos.clone(), None),
        ViolationFact::NoticeServed { service, .. }
        | ViolationFact::ServedWithoutStanding { service, .. } => match service.proof {
            ProofOfService::SignedFor { signature, .. } => (Vec::new(), Some(signature)),
            ProofOfService::Refused { photo, .. } => (vec![photo], None),
        },
        _ => (Vec::new(), None),
    }
}
