//! The timeline of a case: who did what, when it happened, and what became of it on the way to the server.

use domain::complaint::{Complaint, Entry};
use domain::event::ComplaintFact;
use domain::event::complaint::FollowUp;
use domain::id::CaseId;
use domain::personal::Personal;
use leptos::prelude::*;

use super::step::Step;
use crate::components::{Button, ButtonKind, Chip, ClauseChip, Timeline, TimelineEntry, Tone};
use crate::language::use_language;
use crate::pages::parts::names::Directory;
use crate::pages::parts::origin;
use crate::pages::parts::photos::{Photos, Signed};
use crate::pages::parts::voiding;
use crate::state::AppState;
use crate::text::Lang;
use crate::text::timeline::Names;

/// An entry made this long after it happened carries both times.
const LATE_ENTRY_MILLIS: i64 = 10 * 60 * 1000;

/// Everything that happened on a watched case.
#[component]
pub fn CaseTimeline(#[prop(into)] case: Signal<CaseId>, begin: Callback<Step>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let complaint = Memo::new(move |_| state.complaint(case.get()));
    let names = Memo::new(move |_| Directory::now(state, language.get()));
    let lines = move || {
        let lang = language.get();
        let names = names.get();
        complaint.get().map(|complaint| {
            complaint
                .timeline
                .iter()
                .map(|entry| {
                    let may_void = may_void(state, entry);
                    line(entry, &complaint, &names, lang, may_void.then_some(begin))
                })
                .collect_view()
        })
    };
    view! { <Timeline label=language.words(|text| text.complaint.timeline)>{lines}</Timeline> }
}

/// What was entered by mistake may be voided by its author the same day, and by the manager; a step has its
/// counter-step.
fn may_void(state: AppState, entry: &Entry) -> bool {
    let is_fact = matches!(
        entry.fact,
        ComplaintFact::Registered(_)
            | ComplaintFact::CarriedOver(_)
            | ComplaintFact::FollowUpRecorded(_)
            | ComplaintFact::FollowUpAttempted { .. }
            | ComplaintFact::ReferralAnswered { .. }
    );
    is_fact && !entry.voided && voiding::may_void(state, entry.recorded_by, entry.entered_at)
}

/// What follows from a step by itself: nobody did it.
#[must_use]
pub const fn by_itself(fact: &ComplaintFact) -> bool {
    matches!(
        fact,
        ComplaintFact::NumberGiven { .. }
            | ComplaintFact::FollowUpOwed(_)
            | ComplaintFact::Completed { .. }
            | ComplaintFact::WentOn { .. }
    )
}

fn line(
    entry: &Entry,
    complaint: &Complaint,
    names: &Directory,
    lang: Lang,
    begin: Option<Callback<Step>>,
) -> AnyView {
    let said = lang.timeline_line(&entry.fact, names);
    let text = crate::text::text(lang);
    let who = origin::who(entry, names, lang);
    let given_by_server = by_itself(&entry.fact);
    let what = if given_by_server {
        said.what
    } else {
        format!("{} · {who}", said.what)
    };
    let mut more: Vec<String> = said.detail.into_iter().collect();
    if !given_by_server {
        more.extend(origin::notes(entry, names, lang));
    }
    if !given_by_server && !entry.conducted_by.contains(&entry.recorded_by) {
        more.push(lang.labelled(text.attention.entered_by, &names.person(entry.recorded_by)));
    }
    if entry.entered_at.0.saturating_sub(entry.happened_at.0) > LATE_ENTRY_MILLIS
        && !given_by_server
    {
        more.push(lang.labelled(
            text.attention.entered_at,
            &names.when(entry.entered_at, lang),
        ));
    }
    more.extend(words_of(entry, complaint, lang));
    let (pending, doubtful, voided) = (entry.pending, entry.clock_doubtful, entry.voided);
    let command = entry.command;
    let void = begin.map(|begin| {
        view! {
            <Button kind=ButtonKind::Quiet on_click=move |()| begin.run(Step::Void(command))>
                {text.work_order_step.void_entry}
            </Button>
        }
        .into_any()
    });
    let tone = if pending { Tone::Today } else { Tone::Plain };
    let photos = match &entry.fact {
        ComplaintFact::Registered(registration) => registration.photos.clone(),
        ComplaintFact::Handled { photos, .. } => photos.clone(),
        ComplaintFact::FollowUpRecorded(made) => photos_of(made),
        _ => Vec::new(),
    };
    let signature = match &entry.fact {
        ComplaintFact::FollowUpRecorded(made) => made.signature,
        _ => None,
    };
    let when = names.when(entry.happened_at, lang);
    let marks = (!given_by_server).then(|| origin::marks(entry, names, lang));
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

fn photos_of(made: &FollowUp) -> Vec<domain::id::Digest> {
    let paper = made.paper.as_ref().map(|paper| paper.photo);
    made.photos.iter().copied().chain(paper).collect()
}

/// What was said at a follow-up, in the occupant's words.
fn words_of(entry: &Entry, complaint: &Complaint, lang: Lang) -> Vec<String> {
    let made = complaint
        .follow_ups
        .iter()
        .find(|made| made.command == entry.command);
    let (ComplaintFact::FollowUpRecorded(_), Some(made)) = (&entry.fact, made) else {
        return Vec::new();
    };
    let words = &crate::text::text(lang).follow_up;
    let said = |label: &str, value: &str, asked: Option<Personal>| {
        (asked.is_some() && !value.is_empty()).then(|| lang.labelled(label, value))
    };
    let contents = &made.fact.contents;
    [
        said(
            words.shortcomings,
            &made.shortcomings,
            contents.shortcomings,
        ),
        said(
            words.suggestions_merchant,
            &made.suggestions,
            contents.suggestions,
        ),
        said(words.finding, &made.finding, contents.finding),
    ]
    .into_iter()
    .flatten()
    .collect()
}
