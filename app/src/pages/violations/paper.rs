//! The paper of a disposition, on A4: its number or the mark that stands for it, whom it is to, what it asks and by when.

use domain::id::{CaseId, CommandId};
use domain::violation::{Disposition, Measure, Notice, NoticeKind, Violation};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::actions::Actions;
use crate::components::{Paper, PaperRow, PaperSignature};
use crate::language::use_language;
use crate::pages::complaints::case::case_in_address;
use crate::pages::papers::{PaperFrame, letterhead, one, pending_mark};
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

/// What stands where the number belongs: the number, or 待编号 with device and command until the server gave one.
#[must_use]
pub fn paper_mark(
    state: AppState,
    violation: &Violation,
    disposition: CommandId,
    lang: Lang,
) -> String {
    let number = violation
        .disposition(disposition)
        .and_then(|known| known.notice.as_ref())
        .and_then(|notice| notice.number.clone());
    number.unwrap_or_else(|| pending_mark(state, &disposition.to_string(), lang))
}

#[component]
pub fn PaperPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let case = case_in_address();
    let params = use_params_map();
    let disposition = Memo::new(move |_| {
        params.with(|params| {
            params
                .get("disposition")
                .and_then(|id| id.parse::<CommandId>().ok())
        })
    });
    Effect::new(move |_| {
        if let Some(case) = case.get() {
            actions.watch(case.stream());
        }
    });
    let back_to = Signal::derive(move || {
        case.get().map_or_else(
            || "/violations".to_owned(),
            |case: CaseId| format!("/violations/{case}"),
        )
    });
    let paper = move || {
        let violation = state.violation(case.get()?)?;
        let id = disposition.get()?;
        let known = violation.disposition(id)?.clone();
        let notice = known.notice.clone()?;
        Some(drawn(state, language.get(), &violation, &known, &notice))
    };
    view! {
        <PaperFrame title=language.words(|text| text.violation.print) back_to paper=Callback::new(move |()| paper())/>
    }
}

fn drawn(
    state: AppState,
    lang: Lang,
    violation: &Violation,
    known: &Disposition,
    notice: &Notice,
) -> AnyView {
    let names = Directory::now(state, lang);
    let (words, paper) = (&text(lang).violation, &text(lang).notice_paper);
    let office = letterhead(state);
    let number = paper_mark(state, violation, known.id, lang);
    let mut rows = vec![
        PaperRow {
            cells: vec![
                (paper.unit.to_owned(), violation.unit_code.clone()),
                (paper.occupant.to_owned(), violation.occupant.clone()),
            ],
            tall: false,
        },
        one(words.item, lang.violation_item(violation.item), false),
        one(words.seen, violation.seen.clone(), true),
    ];
    if let Some(arrears) = &violation.arrears
        && matches!(
            notice.kind,
            NoticeKind::DemandNotice | NoticeKind::PublicNotice
        )
    {
        rows.push(one(
            words.principal,
            lang.yuan(arrears.principal_fen),
            false,
        ));
        rows.push(one(words.contract, arrears.contract.clone(), false));
        rows.push(one(words.rate, format!("{}‰", arrears.per_mille), false));
    }
    rows.push(one(words.opinion, known.proposal.opinion.clone(), true));
    if let Some(day) = known.proposal.last_day {
        rows.push(one(words.last_day, lang.date(day), false));
    }
    let clause = known.proposal.measure.clause(
        violation
            .ladder()
            .unwrap_or(domain::violation::Ladder::Other),
    );
    rows.push(one(paper.basis, lang.clause(clause), false));
    if known.proposal.measure == Measure::DemandNotice {
        rows.push(one(paper.remark, paper.demand_remark.to_owned(), false));
    }
    let signed = known.signature.as_ref().map(|signature| {
        let name = names.person(signature.by);
        let name = match signature.on_behalf_of {
            Some(holder) => lang.signed_for_another(&name, &names.person(holder)),
            None => name,
        };
        let on = domain::command::day(signature.at, names.utc_offset_minutes());
        PaperSignature {
            role: words.signed.to_owned(),
            name,
            strokes: Vec::new(),
            day: lang.date(on),
        }
    });
    let receiver = PaperSignature {
        role: paper.receiver.to_owned(),
        name: String::new(),
        strokes: Vec::new(),
        day: String::new(),
    };
    let signatures: Vec<PaperSignature> = signed.into_iter().chain([receiver]).collect();
    let date = known
        .carried_out_on
        .map_or_else(String::new, |on| lang.date(on));
    let right = format!("{} {number}  {date}", paper.number);
    view! {
        <Paper title=notice.kind.word(lang) left=office right=right rows signatures/>
    }
    .into_any()
}
