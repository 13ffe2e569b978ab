//! 看板: the month's coverage, satisfaction and what is overdue; each figure opens the list it counts.

use domain::calendar::Period;
use domain::clause::Clause;
use domain::follow_up::FollowUpKind;
use domain::policy::Policy;
use domain::report::{MonthFigures, month_figures};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::{
    Card, ClauseChip, Column, Empty, LinkButton, Page, RateFigure, Table,
};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::state::AppState;
use crate::text::Word;

/// The month in the address, else the present one.
fn month_in_query(state: AppState) -> Memo<Period> {
    let query = use_query_map();
    Memo::new(move |_| {
        let asked = query.with(|query| query.get("month"));
        asked
            .and_then(|month| Period::parse(&month).ok())
            .unwrap_or_else(|| Period::month_of(state.today.get()))
    })
}

/// Ten-thousandths, cut off: a bar never looks fuller than its figure.
fn parts(favourable: u64, base: u64) -> Option<u32> {
    let parts = favourable.checked_mul(10_000)?.checked_div(base)?;
    u32::try_from(parts).ok()
}

#[component]
pub fn BoardPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let month = month_in_query(state);
    let policy = Memo::new(move |_| state.policy_on(month.get().first_day()));
    let figures = Memo::new(move |_| {
        let policy = policy.get()?;
        let heads = state.heads.get();
        let cases = heads
            .complaints
            .iter()
            .map(|(case, head)| (case.stream(), &**head));
        Some(month_figures(cases, &policy, month.get(), state.today.get()))
    });
    let turn = move || {
        view! {
            <div class="primary-bar-actions">
                <LinkButton href=Signal::derive(move || format!("/board?month={}", month.get().previous()))>
                    {move || language.text().board.previous_month}
                </LinkButton>
                <LinkButton href=Signal::derive(move || format!("/board?month={}", month.get().next()))>
                    {move || language.text().board.next_month}
                </LinkButton>
            </div>
        }
    };
    let content = move || match (figures.get(), policy.get()) {
        (Some(figures), Some(policy)) => {
            view! { <Figures month=month.get() figures policy/> }.into_any()
        }
        _ => view! { <Empty what=language.words(|text| text.board.empty)/> }.into_any(),
    };
    view! {
        <Frame
            title=language.words(|text| text.board.title)
            subtitle=Signal::derive(move || language.get().month(month.get()))
        >
            <Page wide=true>
                {turn}
                {content.clone()}
            </Page>
        </Frame>
    }
}

#[component]
fn Figures(month: Period, figures: MonthFigures, policy: Policy) -> impl IntoView {
    let language = use_language();
    let list = move |show: &str| format!("/complaints?show={show}&month={month}");
    let rate = figures.satisfaction;
    let threshold = policy.figures.complaint_threshold;
    let below = threshold.and_then(|threshold| rate.meets(threshold)) == Some(false);
    let coverage = figures.coverage;
    let required = coverage.required.unwrap_or(0);
    let covered = parts(coverage.done, required).map(|parts| parts.min(10_000));
    let overdue = figures.overdue.len();
    let longest = figures.longest_overdue;
    let standard = threshold.map(|threshold| threshold.get() * 100);
    view! {
        <div class="figures-row">
            <RateFigure
                label=language.words(|text| text.board.complaint_satisfaction)
                value=Signal::stored(rate.text())
                sub=Signal::derive(move || {
                    let lang = language.get();
                    if rate.base == 0 {
                        return language.text().board.nobody_asked.to_owned();
                    }
                    format!("{} · {}", lang.households_of(rate.favourable, rate.base), lang.standard(threshold))
                })
                rate=parts(rate.favourable, rate.base)
                standard=standard
                below=Signal::stored(below)
                href=Signal::stored(list("asked"))
            />
            <RateFigure
                label=language.words(|text| text.board.coverage)
                value=Signal::derive(move || language.get().cases_of(coverage.done, required))
                sub=Signal::derive(move || {
                    format!("{} {}", language.text().board.missing, coverage.missing.unwrap_or(0))
                })
                rate=covered
                below=Signal::stored(coverage.missing.unwrap_or(0) > 0)
                href=Signal::stored(list("anchored"))
            />
            <RateFigure
                label=language.words(|text| text.board.overdue)
                value=Signal::derive(move || language.get().cases(overdue))
                sub=Signal::derive(move || {
                    if overdue == 0 {
                        language.text().board.no_overdue.to_owned()
                    } else {
                        let lang = language.get();
                        format!("{} · {}", lang.longest_overdue(longest), language.text().board.opens_list)
                    }
                })
                below=Signal::stored(overdue > 0)
                href=Signal::stored(list("overdue"))
            />
        </div>
        <Ledger month figures policy/>
    }
}

#[component]
fn Ledger(month: Period, figures: MonthFigures, policy: Policy) -> impl IntoView {
    let language = use_language();
    let coverage = figures.coverage;
    let rate = policy.figures.complaint_coverage;
    let clause = domain::policy::FigureName::ComplaintCoverage.clause(policy.profile);
    let unset = policy.figures.service_coverage.is_none();
    let columns = Signal::derive(move || {
        let text = &language.text().board;
        vec![
            Column::words(text.kind),
            Column::numbers(text.base),
            Column::numbers(text.required),
            Column::numbers(text.done),
            Column::numbers(text.missing),
            Column::numbers(text.last_day),
        ]
    });
    let missing = coverage.missing.unwrap_or(0);
    let open = format!("/complaints?show=not_followed_up&month={month}");
    view! {
        <Card title=language.words(|text| text.board.ledger)>
            <p><ClauseChip text=Signal::derive(move || language.get().clause(clause))/></p>
            <Table caption=language.words(|text| text.board.ledger) columns>
                <tr>
                    <th scope="row">
                        {move || language.get().kind_with_rate(FollowUpKind::Complaint.word(language.get()), Some(rate))}
                    </th>
                    <td class="number">{coverage.base}</td>
                    <td class="number">{coverage.required.unwrap_or(0)}</td>
                    <td class="number">{coverage.done}</td>
                    <td class=if missing == 0 { "number" } else { "number late" }>
                        <a href=open>{missing}</a>
                    </td>
                    <td class="number">{move || language.get().quota_last_day(coverage.last_day)}</td>
                </tr>
                {unset.then(|| view! {
                    <tr>
                        <th scope="row">{move || FollowUpKind::Service.word(language.get())}</th>
                        <td colspan="5">
                            {move || language.text().board.rate_unset}
                            " "
                            <ClauseChip text=Signal::derive(move || language.get().clause_short(Clause::M4_3c))/>
                        </td>
                    </tr>
                })}
            </Table>
        </Card>
    }
}
