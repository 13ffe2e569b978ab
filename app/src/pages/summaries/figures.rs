//! The figures of a month: those of the paper beside those of now, and the cases they are about.

use domain::calendar::Period;
use domain::event::summary::{Share, SummaryFigures};
use domain::head::ComplaintHead;
use domain::id::{CaseId, StreamId};
use domain::report::{Corrections, Counting};
use domain::satisfaction::SatisfactionRate;
use leptos::prelude::*;

use crate::components::{Card, ChipView, Column, ListCard, Notice, Table, Tone};
use crate::language::use_language;
use crate::pages::complaints::list::short;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

/// Percent with two decimals and its n, exactly as the board shows it.
pub fn rate(share: Share) -> String {
    format!(
        "{} ({}/{})",
        SatisfactionRate::from(share).text(),
        share.part,
        share.base
    )
}

/// The month counted on what this tablet holds.
pub fn counted(state: AppState, month: Period) -> Option<SummaryFigures> {
    let policy = state.policy_on(month.first_day())?;
    let (now, utc_offset_minutes) = (state.minute.get(), state.utc_offset_minutes());
    state.heads.with(|heads| {
        let counting = Counting {
            month,
            policy: &policy,
            at: heads.at,
            now,
            utc_offset_minutes,
        };
        let cases: Vec<(StreamId, &ComplaintHead)> = heads
            .complaints
            .iter()
            .map(|(case, head)| (case.stream(), &**head))
            .collect();
        Some(counting.count(&cases))
    })
}

/// Each figure with its name, in the order of the paper.
pub fn lines(lang: Lang, figures: &SummaryFigures) -> Vec<(&'static str, String)> {
    let words = &text(lang).summary;
    let coverage = figures.coverage;
    vec![
        (words.registered, figures.registered.to_string()),
        (words.handled, figures.handled.to_string()),
        (words.closed_out, figures.closed_out.to_string()),
        (words.followed_up, figures.follow_ups.len().to_string()),
        (words.timeliness, rate(figures.timeliness)),
        (words.passed, rate(figures.passed)),
        (words.satisfaction, rate(figures.satisfaction)),
        (words.required, coverage.required.to_string()),
        (words.done, coverage.done.to_string()),
        (words.missing, coverage.missing.to_string()),
    ]
}

/// `paper`: what stands on the paper, once the server has counted.
#[component]
pub fn Figures(month: Period, paper: Option<SummaryFigures>, sealed: bool) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let now = Memo::new(move |_| counted(state, month));
    let paper = StoredValue::new(paper);
    let columns = Signal::derive(move || {
        let words = &language.text().summary;
        let mut columns = vec![Column::words(words.item)];
        if paper.with_value(Option::is_some) {
            columns.push(Column::numbers(words.on_paper));
        }
        columns.push(Column::numbers(words.now));
        columns
    });
    let rows = move || {
        let lang = language.get();
        let now = now.get().map(|figures| lines(lang, &figures))?;
        let on_paper = paper.with_value(|paper| paper.as_ref().map(|it| lines(lang, it)));
        let rows = now.into_iter().enumerate().map(|(place, (name, value))| {
            let on_paper = on_paper
                .as_ref()
                .and_then(|lines| lines.get(place))
                .map(|(_, value)| view! { <td class="number">{value.clone()}</td> });
            view! { <tr><th scope="row">{name}</th>{on_paper}<td class="number">{value}</td></tr> }
        });
        Some(rows.collect_view())
    };
    let notes = move || {
        let lang = language.get();
        let offset = state.utc_offset_minutes();
        let by_server = paper.with_value(|paper| {
            paper.as_ref().map(|it| {
                let when = lang.full_moment(it.counted_at, offset);
                lang.counted_by_server(it.at, &when, it.engine)
            })
        });
        let here = now.get().map(|it| lang.counted_here(it.at));
        view! { <p class="second">{by_server}</p><p class="second">{here}</p> }
    };
    let incomplete = move || {
        let held = state.heads.with(|heads| heads.window);
        held.is_some_and(|window| !window.holds(month)).then(|| {
            view! { <Notice tone=Tone::Today><p>{language.text().summary.incomplete}</p></Notice> }
        })
    };
    let differs = move || {
        let now = now.get()?;
        let paper = paper
            .get_value()
            .filter(|paper| sealed && !paper.agrees(&now))?;
        let corrections = Corrections::between(&paper, &now);
        let words = &language.text().summary;
        Some(view! {
            <Notice tone=Tone::Today><p>{words.differs}</p></Notice>
            <Cases title=words.added.to_owned() cases=corrections.added/>
            <Cases title=words.taken_back.to_owned() cases=corrections.taken_back/>
        })
    };
    let problems = move || {
        let lang = language.get();
        let words = &text(lang).summary;
        let shown = paper.get_value().or_else(|| now.get())?;
        let names = Directory::now(state, lang);
        let cases: Vec<(CaseId, String)> = shown
            .open_problems
            .iter()
            .map(|it| {
                let department = it.department.map(|id| names.department(id));
                let said = [
                    Some(it.why.word(lang).to_owned()),
                    Some(it.category.word(lang).to_owned()),
                    department,
                ];
                let said: Vec<String> = said.into_iter().flatten().collect();
                (it.case, said.join(" · "))
            })
            .collect();
        let waiting: Vec<(CaseId, String)> = shown
            .waiting
            .iter()
            .map(|it| (it.case, lang.day_month(it.closes)))
            .collect();
        let none = cases.is_empty().then_some(words.no_problems);
        Some(view! {
            <Card title=words.problems.to_owned()>
                {none.map(|none| view! { <p>{none}</p> })}
                <ul class="group">{case_cards(state, &cases)}</ul>
            </Card>
            {(!waiting.is_empty()).then(|| view! {
                <Card title=words.waiting.to_owned()>
                    <ul class="group">{case_cards(state, &waiting)}</ul>
                </Card>
            })}
        })
    };
    view! {
        <Card title=language.words(|text| text.summary.figures)>
            {incomplete}
            <Table caption=language.words(|text| text.summary.figures) columns>{rows}</Table>
            {notes}
            {differs}
        </Card>
        {problems}
    }
}

#[component]
fn Cases(title: String, cases: Vec<CaseId>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let cases: Vec<(CaseId, String)> = cases
        .into_iter()
        .map(|case| (case, String::new()))
        .collect();
    (!cases.is_empty()).then(|| {
        view! { <h3>{title}</h3><ul class="group">{case_cards(state, &cases)}</ul> }
    })
}

/// A door to each case, with why it is named here.
fn case_cards(state: AppState, cases: &[(CaseId, String)]) -> Vec<AnyView> {
    let heads = state.heads.get();
    let card = |(case, why): &(CaseId, String)| {
        let head = heads.complaints.get(case);
        let title = head.map_or_else(
            || case.to_string(),
            |head| format!("{} {}", head.unit_code, head.occupant),
        );
        let detail = head.map_or_else(String::new, |head| short(&head.content));
        let due = (!why.is_empty()).then(|| ChipView::new(Tone::Plain, why.clone()));
        view! { <li><ListCard href=format!("/complaints/{case}") title due detail/></li> }
            .into_any()
    };
    cases.iter().map(card).collect()
}
