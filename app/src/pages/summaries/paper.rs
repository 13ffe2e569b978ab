//! 投诉调度记录月总结表 on A4: figures, open problems, analysis, remark and points, with who signed.

use domain::summary::MonthlyDispatchSummary;
use leptos::prelude::*;

use super::figures::{counted, lines};
use super::month::{month_in_address, said_by};
use crate::components::{Paper, PaperRow};
use crate::language::use_language;
use crate::pages::papers::{PaperFrame, letterhead, one, place_to_sign};
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

#[component]
pub fn SummaryPaperPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let (month, summary) = month_in_address();
    let paper =
        move || summary.with(|summary| Some(drawn(state, language.get(), summary.as_ref()?)));
    let back_to = Signal::derive(move || {
        let month = month.get();
        month.map_or_else(
            || "/summaries".to_owned(),
            |month| format!("/summaries/{month}"),
        )
    });
    view! {
        <PaperFrame
            title=language.words(|text| text.summary.print)
            back_to
            paper=Callback::new(move |()| paper())
        />
    }
}

fn drawn(state: AppState, lang: Lang, summary: &MonthlyDispatchSummary) -> AnyView {
    let names = Directory::now(state, lang);
    let words = &text(lang).summary;
    let offset = names.utc_offset_minutes();
    // Until the server has counted, what this tablet knows, and from where.
    let server = summary.figures().cloned();
    let figures = server.clone().or_else(|| counted(state, summary.month));
    let mut rows: Vec<PaperRow> = Vec::new();
    if let Some(figures) = &figures {
        let named = lines(lang, figures);
        rows.extend(named.chunks(2).map(|pair| {
            PaperRow {
                cells: pair
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.clone()))
                    .collect(),
                tall: false,
            }
        }));
        let problems = figures.open_problems.iter().map(|it| {
            let head = state
                .heads
                .with(|heads| heads.complaints.get(&it.case).cloned());
            let case = head.map_or_else(String::new, |head| {
                let number = head.number.clone().unwrap_or_default();
                format!("{number} {} {}", head.unit_code, head.occupant)
            });
            let department = it
                .department
                .map_or_else(String::new, |id| names.department(id));
            format!(
                "{case} · {} · {} · {department}",
                it.why.word(lang),
                it.category.word(lang)
            )
        });
        let problems: Vec<String> = problems.collect();
        let said = if problems.is_empty() {
            words.no_problems.to_owned()
        } else {
            problems.join("\n")
        };
        rows.push(one(words.problems, said, true));
    }
    rows.push(one(
        words.analysis,
        summary.submission.analysis.clone(),
        true,
    ));
    let remark = summary.seal.as_ref();
    rows.push(one(
        words.remark,
        remark.map_or_else(String::new, |seal| seal.remark.clone()),
        true,
    ));
    let points = remark.map_or(&[][..], |seal| &seal.points);
    for point in points {
        let results: Vec<&str> = point.results.iter().map(|it| it.words.as_str()).collect();
        let stands = if results.is_empty() {
            words.open.to_owned()
        } else {
            results.join("\n")
        };
        let said = format!(
            "{}\n{} · {}\n{stands}",
            point.measure,
            names.person(point.person),
            lang.date(point.until)
        );
        rows.push(one(words.points, said, false));
    }
    let counted = match (&server, &figures) {
        (Some(it), _) => {
            let when = lang.full_moment(it.counted_at, offset);
            lang.counted_by_server(it.at, &when, it.engine)
        }
        (None, Some(it)) => lang.counted_here(it.at),
        (None, None) => String::new(),
    };
    rows.push(one(words.figures, counted, false));
    let head_signs = remark.map_or_else(String::new, |seal| said_by(state, lang, &seal.hand));
    let signatures = vec![
        place_to_sign(
            words.dispatcher_signs,
            said_by(state, lang, &summary.submission.hand),
            String::new(),
        ),
        place_to_sign(words.head_signs, head_signs, String::new()),
    ];
    view! {
        <Paper
            title=words.paper
            left=letterhead(state)
            right=lang.month(summary.month)
            rows
            signatures
        />
    }
    .into_any()
}
