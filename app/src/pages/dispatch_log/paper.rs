//! 物业管理投诉调度记录 on A4: a line for each complaint of the month, with every follow-up of it (G3.5.1, S3.3.1).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::apply::State;
use domain::calendar::Period;
use domain::complaint::{Complaint, FollowUpMade, Timeliness};
use domain::id::{CaseId, Instant};
use domain::report::DispatchLine;
use leptos::prelude::*;

use super::{address, cases, coverage, lines, month_in_address};
use crate::actions::Actions;
use crate::components::{Notice, PaperLedger, Skeleton, Tone};
use crate::language::use_language;
use crate::pages::papers::register::{number_of, of_command};
use crate::pages::papers::{PaperFrame, letterhead, place_to_sign};
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

/// The month's cases read whole.
type Read = Arc<BTreeMap<CaseId, Complaint>>;

#[component]
pub fn DispatchLogPaperPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let month = month_in_address(state);
    let shown = Memo::new(move |_| lines(state, month.get()));
    let read = RwSignal::new(None::<Read>);
    Effect::new(move |_| {
        let Some(lines) = shown.get() else { return };
        let actions = actions.clone();
        leptos::task::spawn_local(async move {
            let streams = cases(&lines).iter().map(|case| case.stream()).collect();
            let states = actions.read(streams).await;
            let complaints = states.into_iter().filter_map(|state| match state {
                State::Complaint(complaint) => Some((complaint.case, *complaint)),
                _ => None,
            });
            // The page may have been left meanwhile.
            let _ = read.try_set(Some(Arc::new(complaints.collect())));
        });
    });
    let paper = move || {
        let lang = language.get();
        let lines = shown.get()?;
        let Some(read) = read.get() else {
            return Some(
                view! { <Skeleton label=language.words(|text| text.dispatch_log.reading)/> }
                    .into_any(),
            );
        };
        let unread = lines.iter().filter(|line| !read.contains_key(&line.case));
        let unread = unread.count();
        if unread > 0 {
            return Some(
                view! { <Notice tone=Tone::Late><p>{lang.cannot_be_read(unread)}</p></Notice> }
                    .into_any(),
            );
        }
        Some(drawn(state, lang, month.get(), &lines, &read))
    };
    view! {
        <PaperFrame
            title=language.words(|text| text.dispatch_log.print)
            back_to=Signal::derive(move || address(month.get()))
            paper=Callback::new(move |()| paper())
        />
    }
}

fn drawn(
    state: AppState,
    lang: Lang,
    month: Period,
    lines: &[DispatchLine],
    read: &BTreeMap<CaseId, Complaint>,
) -> AnyView {
    let names = Directory::now(state, lang);
    let words = &text(lang).dispatch_log;
    let now = state.minute.get();
    let columns = [
        words.item,
        words.complaint,
        words.dispatch,
        words.handling,
        words.follow_ups,
        words.outcome,
    ];
    let rows = lines.iter().filter_map(|line| {
        let complaint = read.get(&line.case)?;
        let made = made_of(line, complaint);
        Some(vec![
            format!(
                "{}\n{} {}",
                number_of(state, complaint, lang),
                complaint.unit_code,
                complaint.occupant
            ),
            format!("{}\n{}", complaint.category.word(lang), complaint.content),
            dispatched(complaint, &names, lang),
            handled(complaint, &names, lang, now),
            followed_up(line, complaint, &made, &names, lang),
            outcome(complaint, &made, lang),
        ])
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let foot = coverage(state, month).map(|(quota, clause)| {
        let (required, missing) = (quota.required, quota.missing);
        let asked = lang.asked_of(
            quota.base,
            required.unwrap_or_default(),
            quota.done,
            missing.unwrap_or_default(),
        );
        format!("{asked} {}", lang.clause(clause))
    });
    view! {
        <PaperLedger
            title=words.paper
            left=letterhead(state)
            right=lang.month(month)
            columns=columns.map(str::to_owned).to_vec()
            rows
            foot=foot.unwrap_or_default()
            signatures=vec![place_to_sign(words.dispatcher_signs, String::new(), String::new())]
        />
    }
    .into_any()
}

/// The line's follow-ups with their texts.
fn made_of<'a>(line: &DispatchLine, complaint: &'a Complaint) -> Vec<&'a FollowUpMade> {
    let of_line = |made: &&FollowUpMade| {
        line.follow_ups
            .iter()
            .any(|head| head.command == made.command)
    };
    complaint.follow_ups.iter().filter(of_line).collect()
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("\n")
}

fn dispatched(complaint: &Complaint, names: &Directory, lang: Lang) -> String {
    let said = &text(lang).complaint;
    let offset = names.utc_offset_minutes();
    let at = |at: Instant| lang.moment(at, offset);
    joined([
        Some(at(complaint.registered_at)),
        complaint.department.map(|id| names.department(id)),
        complaint.assignee.map(|id| names.person(id)),
        complaint
            .limit
            .map(|limit| lang.labelled(said.limit, &at(limit))),
    ])
}

fn handled(complaint: &Complaint, names: &Directory, lang: Lang, now: Instant) -> String {
    let (words, said) = (&text(lang).dispatch_log, &text(lang).complaint);
    let offset = names.utc_offset_minutes();
    let kept = match complaint.timeliness(now) {
        Timeliness::Timely => Some(words.in_time),
        Timeliness::Late | Timeliness::Overdue => Some(words.late),
        Timeliness::Running | Timeliness::WithoutLimit => None,
    };
    joined([
        Some(complaint.status.word(lang).to_owned()),
        complaint.handled_at.map(|at| lang.moment(at, offset)),
        kept.map(str::to_owned),
        (!complaint.result.is_empty()).then(|| complaint.result.clone()),
        complaint
            .closed_out_on
            .map(|on| lang.labelled(said.closed_out_on, &lang.day_month(on))),
    ])
}

fn followed_up(
    line: &DispatchLine,
    complaint: &Complaint,
    made: &[&FollowUpMade],
    names: &Directory,
    lang: Lang,
) -> String {
    let words = &text(lang).dispatch_log;
    if made.is_empty() {
        return joined([line.counted.as_ref().map(|_| words.not_asked.to_owned())]);
    }
    let one = |made: &&FollowUpMade| {
        let who = of_command(complaint, made.command, made.recorded_by, names, lang);
        let day = lang.day_month(made.fact.on);
        Some(format!("{day} · {} · {who}", made.fact.channel.word(lang)))
    };
    joined(made.iter().map(one))
}

fn outcome(complaint: &Complaint, made: &[&FollowUpMade], lang: Lang) -> String {
    let (words, said) = (&text(lang).follow_up, &text(lang).complaint);
    let one = |made: &&FollowUpMade| {
        let grade = made.fact.contents.satisfaction;
        let labelled =
            |label: &str, value: &String| (!value.is_empty()).then(|| lang.labelled(label, value));
        let parts = [
            grade.map(|grade| grade.word(lang).to_owned()),
            labelled(words.shortcomings, &made.shortcomings),
            labelled(words.suggestions_merchant, &made.suggestions),
            labelled(words.finding, &made.finding),
            made.fact
                .problem_left
                .then(|| words.problem_left.to_owned()),
        ];
        Some(joined(parts))
    };
    let stands = match (complaint.complete, complaint.goes_on) {
        (true, _) => Some(said.complete),
        (false, Some(_)) => Some(said.goes_on),
        (false, None) => None,
    };
    let stands = stands.filter(|_| !made.is_empty()).map(str::to_owned);
    joined(made.iter().map(one).chain([stands]))
}
