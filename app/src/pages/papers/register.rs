//! 商户投诉意见登记表 on A4: what was complained about, how it was handled, how it was followed up (C0, C2, C3).

use domain::complaint::{Complaint, Entry, Status};
use domain::event::ComplaintFact;
use domain::event::complaint::RequestKind;
use domain::id::{CommandId, PersonId};
use leptos::prelude::*;

use super::{PaperFrame, letterhead, one, pending_mark, signed, signer, two};
use crate::actions::Actions;
use crate::components::{Paper, PaperRow, PaperSignature};
use crate::language::use_language;
use crate::pages::complaints::case::case_in_address;
use crate::pages::complaints::timeline::by_itself;
use crate::pages::parts::names::Directory;
use crate::pages::parts::origin;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

#[component]
pub fn RegisterPaperPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let case = case_in_address();
    Effect::new(move |_| {
        if let Some(case) = case.get() {
            actions.watch(case.stream());
        }
    });
    let paper = move || {
        let complaint = state.complaint(case.get()?)?;
        Some(drawn(state, language.get(), &complaint))
    };
    let back_to = Signal::derive(move || {
        case.get().map_or_else(
            || "/complaints".to_owned(),
            |case| format!("/complaints/{case}"),
        )
    });
    view! {
        <PaperFrame
            title=language.words(|text| text.paper.print_register)
            back_to
            paper=Callback::new(move |()| paper())
        />
    }
}

fn drawn(state: AppState, lang: Lang, complaint: &Complaint) -> AnyView {
    let names = Directory::now(state, lang);
    let words = &text(lang).paper;
    let number = number_of(state, complaint, lang);
    let signatures = signatures(complaint, &names, lang);
    view! {
        <Paper
            title=words.register
            left=letterhead(state)
            right=format!("{} {number}", words.number)
            rows=rows(complaint, &names, lang)
            signatures
        />
    }
    .into_any()
}

/// The case's number, or the mark that stands for it.
pub fn number_of(state: AppState, complaint: &Complaint, lang: Lang) -> String {
    complaint
        .number
        .clone()
        .unwrap_or_else(|| pending_mark(state, &complaint.case.to_string(), lang))
}

/// Who took it down, handled it and closed it out; a place is left for what nobody did yet.
fn signatures(complaint: &Complaint, names: &Directory, lang: Lang) -> Vec<PaperSignature> {
    let words = &text(lang).paper;
    let by = |is: fn(&Entry) -> bool| signer(&complaint.timeline, is, names, lang);
    let registered = by(|entry| {
        matches!(
            entry.fact,
            ComplaintFact::Registered(_) | ComplaintFact::CarriedOver(_)
        )
    });
    let handled = by(|entry| {
        matches!(
            entry.fact,
            ComplaintFact::Handled { .. } | ComplaintFact::Repaired { .. }
        )
    });
    let closed_out = by(|entry| matches!(entry.fact, ComplaintFact::ClosedOut { .. }));
    // A step that was taken back signs nothing.
    let at_least = |status: Status| complaint.status >= status;
    vec![
        signed(words.registered_by, registered),
        signed(
            words.handled_by,
            handled.filter(|_| at_least(Status::Handled)),
        ),
        signed(
            words.closed_out_by,
            closed_out.filter(|_| at_least(Status::ClosedOut)),
        ),
    ]
}

/// Whoever entered it, with the name they acted in.
pub fn of_command(
    complaint: &Complaint,
    command: CommandId,
    author: PersonId,
    names: &Directory,
    lang: Lang,
) -> String {
    let entry = complaint
        .timeline
        .iter()
        .find(|entry| entry.command == command);
    entry.map_or_else(
        || names.person(author),
        |entry| origin::who(entry, names, lang),
    )
}

fn rows(complaint: &Complaint, names: &Directory, lang: Lang) -> Vec<PaperRow> {
    let (words, said) = (&text(lang).paper, &text(lang).complaint);
    let notice = &text(lang).notice_paper;
    let offset = names.utc_offset_minutes();
    let asked = match complaint.request {
        RequestKind::Complaint => words.complaint,
        RequestKind::Repair => words.wanted,
    };
    let severity = complaint
        .severity
        .or(complaint.severity_proposed)
        .map_or_else(String::new, |severity| severity.word(lang).to_owned());
    let department = complaint
        .department
        .map_or_else(String::new, |id| names.department(id));
    let moment = |at: Option<domain::id::Instant>| {
        at.map_or_else(String::new, |at| lang.full_moment(at, offset))
    };
    vec![
        two(
            (notice.unit, complaint.unit_code.clone()),
            (notice.occupant, complaint.occupant.clone()),
        ),
        two(
            (words.contact, complaint.phone.clone().unwrap_or_default()),
            (words.appointment, moment(complaint.appointment)),
        ),
        two(
            (words.registered_at, moment(Some(complaint.registered_at))),
            (said.category, complaint.category.word(lang).to_owned()),
        ),
        one(asked, complaint.content.clone(), true),
        two((said.department, department), (said.severity, severity)),
        two(
            (said.limit, moment(complaint.limit)),
            (said.handled_on, moment(complaint.handled_at)),
        ),
        one(said.result, complaint.result.clone(), true),
        one(
            said.closed_out_on,
            complaint
                .closed_out_on
                .map_or_else(String::new, |on| lang.date(on)),
            false,
        ),
        one(words.follow_up, follow_ups(complaint, names, lang), true),
        one(words.handling, steps(complaint, names, lang), true),
    ]
}

fn follow_ups(complaint: &Complaint, names: &Directory, lang: Lang) -> String {
    let words = &text(lang).follow_up;
    let made = complaint.follow_ups.iter().filter(|made| !made.voided);
    let lines = made.map(|made| {
        let who = of_command(complaint, made.command, made.recorded_by, names, lang);
        let grade = made
            .fact
            .contents
            .satisfaction
            .map(|grade| grade.word(lang).to_owned());
        let shortcomings = (!made.shortcomings.is_empty())
            .then(|| lang.labelled(words.shortcomings, &made.shortcomings));
        let suggestions = (!made.suggestions.is_empty())
            .then(|| lang.labelled(words.suggestions_merchant, &made.suggestions));
        let on = lang.date(made.fact.on);
        [Some(on), Some(who), grade, shortcomings, suggestions]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn steps(complaint: &Complaint, names: &Directory, lang: Lang) -> String {
    let offset = names.utc_offset_minutes();
    let lines = complaint.timeline.iter().filter(|entry| !entry.voided);
    let lines = lines.map(|entry| {
        let said = lang.timeline_line(&entry.fact, names);
        let mut line = vec![said.what];
        if !by_itself(&entry.fact) {
            line.push(origin::who(entry, names, lang));
        }
        line.extend(said.detail);
        format!(
            "{}  {}",
            lang.moment(entry.happened_at, offset),
            line.join(" · ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
