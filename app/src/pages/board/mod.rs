//! 看板: the month's coverage, satisfaction and what is overdue, each figure with its n, its standard and the list it counts.

mod asked;
mod ledger;
mod unconfirmed;

use domain::calendar::Period;
use domain::policy::Percent;
use domain::report::{MonthFigures, month_figures};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::Frame;
use crate::components::{
    Card, Empty, Icon, LinkButton, Notice, Page, RateFigure, Tone, Trend, TrendPoint,
};
use crate::language::use_language;
use crate::pages::dispatch_log;
use crate::pages::parts::month_picker::MonthPicker;
use crate::pages::parts::older::is_whole;
use crate::state::AppState;
use asked::AskedFigures;
use ledger::Ledger;
use unconfirmed::Unconfirmed;

/// Months in the line of the trend, the one shown among them.
const TREND_MONTHS: usize = 6;

/// What the board shows of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    month: Period,
    figures: MonthFigures,
    coverage: Percent,
    threshold: Option<Percent>,
}

#[component]
pub fn BoardPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let query = use_query_map();
    let month = Memo::new(move |_| {
        let asked = query
            .with(|query| query.get("month"))
            .and_then(|month| Period::parse(&month).ok())
            .filter(|month| month.length() == domain::calendar::PeriodLength::Month);
        asked.unwrap_or_else(|| Period::month_of(state.today.get()))
    });
    let shown = Memo::new(move |_| figures(state, month.get()));
    let whole = Memo::new(move |_| is_whole(state, month.get()));
    let unsent = Memo::new(move |_| {
        state.heads.with(|heads| {
            heads
                .complaints
                .keys()
                .any(|case| heads.unsent.contains(&case.stream()))
        })
    });
    let subtitle = Signal::derive(move || {
        Some(format!(
            "{} · {}",
            language.get().month(month.get()),
            language.get().as_of(state.today.get())
        ))
    });
    view! {
        <Frame title=language.words(|text| text.board.title) subtitle=subtitle>
            <Page wide=true>
                <MonthPicker month address=board_of/>
                <div class="row">
                    <LinkButton href=Signal::stored("/summaries".to_owned())>
                        {move || language.text().summary.title}
                    </LinkButton>
                    <LinkButton href=Signal::derive(move || dispatch_log::address(month.get()))>
                        {move || language.text().dispatch_log.title}
                    </LinkButton>
                </div>
                {move || unsent.get().then(|| view! {
                    <Notice tone=Tone::Today><p>{move || language.text().board.with_unsent}</p></Notice>
                })}
                {move || match shown.get() {
                    _ if !whole.get() => view! { <AskedFigures month=month.get()/> }.into_any(),
                    Some(shown) => view! { <Figures shown/> }.into_any(),
                    None => view! {
                        <Empty what=language.words(|text| text.common.loading) icon=Icon::Board/>
                    }
                    .into_any(),
                }}
                <SatisfactionTrend month/>
                <Unconfirmed/>
            </Page>
        </Frame>
    }
}

/// The figures of a month under the version in force on its first day.
fn figures(state: AppState, month: Period) -> Option<Shown> {
    let policy = state.policy_on(month.first_day())?;
    let today = state.today.get();
    let figures = state.heads.with(|heads| {
        let cases = heads
            .complaints
            .iter()
            .map(|(case, head)| (case.stream(), &**head));
        month_figures(cases, &policy, month, today)
    });
    Some(Shown {
        month,
        figures,
        coverage: policy.figures.complaint_coverage,
        threshold: policy.figures.complaint_threshold,
    })
}

/// The board of a month.
fn board_of(month: Period) -> String {
    format!("/board?month={month}")
}

/// The list behind a figure.
fn list(show: &str, month: Period) -> String {
    format!("/complaints?show={show}&month={month}")
}

/// A share in ten-thousandths, cut off: for bars only, which never look fuller than what they stand for.
fn parts(some: u64, all: u64) -> Option<u32> {
    let whole = u128::from(crate::components::WHOLE);
    let parts = (u128::from(some) * whole).checked_div(u128::from(all))?;
    u32::try_from(parts)
        .ok()
        .map(|parts| parts.min(crate::components::WHOLE))
}

#[component]
fn Figures(shown: Shown) -> impl IntoView {
    let language = use_language();
    let Shown {
        month,
        figures,
        coverage,
        threshold,
    } = shown;
    let satisfaction = figures.satisfaction;
    let quota = figures.coverage;
    let below = threshold.and_then(|threshold| satisfaction.meets(threshold)) == Some(false);
    let about_satisfaction = language.say(move |lang| {
        let words = &crate::text::text(lang).board;
        if satisfaction.base == 0 {
            return words.nobody_asked.to_owned();
        }
        let households = lang.households_of(satisfaction.favourable, satisfaction.base);
        let standard = lang.standard(threshold);
        let verdict = threshold.and_then(|threshold| satisfaction.meets(threshold));
        match verdict {
            Some(true) => format!("{households} · {standard} · {}", words.meets),
            Some(false) => format!("{households} · {standard} · {}", words.below),
            None => format!("{households} · {standard}"),
        }
    });
    let required = quota.required.unwrap_or(quota.base);
    let missing = quota.missing.unwrap_or(0);
    let about_coverage = language.say(move |lang| {
        let words = &crate::text::text(lang).board;
        if quota.base == 0 {
            return words.empty.to_owned();
        }
        let standard = lang.standard(Some(coverage));
        format!("{} {missing} · {standard}", words.missing)
    });
    let late = figures.overdue.len();
    let longest = figures.longest_overdue;
    let about_overdue = language.say(move |lang| {
        let words = &crate::text::text(lang).board;
        if late == 0 {
            words.no_overdue.to_owned()
        } else {
            format!("{} · {}", lang.longest_overdue(longest), words.opens_list)
        }
    });
    view! {
        <div class="figures-row">
            <RateFigure
                label=language.words(|text| text.board.complaint_satisfaction)
                value=Signal::stored(satisfaction.text())
                sub=about_satisfaction
                rate=Signal::stored(parts(satisfaction.favourable, satisfaction.base))
                standard=Signal::stored(threshold.map(|threshold| threshold.get() * 100))
                below=Signal::stored(below)
                href=Signal::stored(list("asked", month))
            />
            <RateFigure
                label=language.words(|text| text.board.coverage)
                value=language.say(move |lang| lang.cases_of(quota.done, required))
                sub=about_coverage
                rate=Signal::stored(parts(quota.done, required))
                below=Signal::stored(missing > 0)
                href=Signal::stored(list("anchored", month))
            />
            <RateFigure
                label=language.words(|text| text.board.overdue)
                value=language.say(move |lang| lang.cases(late))
                sub=about_overdue
                below=Signal::stored(late > 0)
                href=Signal::stored(list("overdue", month))
            />
        </div>
        <Ledger month quota coverage/>
    }
}

/// Satisfaction of the months before the one shown, with its standard.
#[component]
fn SatisfactionTrend(month: Memo<Period>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let months = Memo::new(move |_| {
        let mut months = vec![month.get()];
        while months.len() < TREND_MONTHS {
            let Some(first) = months.last() else { break };
            months.push(first.previous());
        }
        months.reverse();
        months
            .into_iter()
            // A month that is not here whole has no point on the line.
            .filter(|month| is_whole(state, *month))
            .filter_map(|month| figures(state, month))
            .map(|shown| (shown.month, shown.figures.satisfaction, shown.threshold))
            .collect::<Vec<_>>()
    });
    let points = Signal::derive(move || {
        let lang = language.get();
        months.with(|months| {
            months
                .iter()
                .map(|(month, rate, _)| TrendPoint {
                    label: lang.month_alone(month.first_day()),
                    rate: parts(rate.favourable, rate.base),
                })
                .collect::<Vec<_>>()
        })
    });
    let threshold = Memo::new(move |_| months.with(|months| months.last().and_then(|last| last.2)));
    let words = Signal::derive(move || {
        let lang = language.get();
        let said: Vec<String> = months.with(|months| {
            months
                .iter()
                .map(|(month, rate, _)| format!("{} {}", lang.month(*month), rate.text()))
                .collect()
        });
        lang.list(&said)
    });
    move || {
        let standard = threshold.get()?;
        let known = months.with(|months| months.iter().any(|(_, rate, _)| rate.base > 0));
        known.then(|| {
            view! {
                <Card title=language.words(|text| text.board.complaint_satisfaction)>
                    <Trend points standard=Signal::stored(standard.get() * 100) label=words/>
                    <p class="second">{move || language.get().standard(Some(standard))}</p>
                </Card>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{list, parts};
    use domain::calendar::Period;

    #[test]
    fn a_bar_is_never_longer_than_its_rate() {
        let table = [
            (0, 0, None),
            (2, 3, Some(6_666)),
            (5, 5, Some(10_000)),
            (7, 5, Some(10_000)),
        ];
        for (some, all, expected) in table {
            assert_eq!(parts(some, all), expected);
        }
    }

    #[test]
    fn a_figure_opens_the_list_of_its_month() {
        let month = Period::parse("2026-11").ok();
        assert_eq!(
            month.map(|month| list("overdue", month)).as_deref(),
            Some("/complaints?show=overdue&month=2026-11")
        );
    }
}
