//! 回访率台账: required, done, missing, and the last day on which the month can still be met.

use domain::calendar::Period;
use domain::clause::Clause;
use domain::follow_up::FollowUpKind;
use domain::policy::Percent;
use domain::quota::Quota;
use leptos::prelude::*;

use super::list;
use crate::components::{Card, ClauseChip, Column, Table};
use crate::language::use_language;
use crate::pages::complaints::list::{quality, timeliness};
use crate::pages::work_orders::counted::{self, figures};
use crate::state::AppState;
use crate::text::Word;

#[component]
pub fn Ledger(month: Period, quota: Quota, coverage: Percent) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let columns = Signal::derive(move || {
        let words = &language.text().board;
        vec![
            Column::words(words.kind),
            Column::numbers(words.base),
            Column::numbers(words.required),
            Column::numbers(words.done),
            Column::numbers(words.missing),
            Column::numbers(words.last_day),
        ]
    });
    let clause = Memo::new(move |_| {
        state
            .policy_on(month.first_day())
            .map(|policy| domain::quota::coverage(&policy, FollowUpKind::Complaint).1)
    });
    let unset = Memo::new(move |_| {
        state
            .policy_on(month.first_day())
            .is_some_and(|policy| policy.figures.service_coverage.is_none())
    });
    let number = |number: Option<u64>| number.map_or_else(|| "—".to_owned(), |n| n.to_string());
    let missing = quota.missing.unwrap_or(0);
    let kind = move || {
        let lang = language.get();
        lang.kind_with_rate(FollowUpKind::Complaint.word(lang), Some(coverage))
    };
    view! {
        <Card title=language.words(|text| text.board.ledger)>
            {move || clause.get().map(|clause| view! {
                <p><ClauseChip text=language.say(move |lang| lang.clause(clause))/></p>
            })}
            <Table caption=language.words(|text| text.board.ledger) columns>
                <tr>
                    <th scope="row">{kind}</th>
                    <td class="number">
                        <a href=list("anchored", month) aria-label=move || format!("{} {}", language.text().board.anchored_list, quota.base)>
                            {quota.base.to_string()}
                        </a>
                    </td>
                    <td class="number">{number(quota.required)}</td>
                    <td class="number">{quota.done.to_string()}</td>
                    <td class="number" class:late=move || missing != 0>
                        <a
                            href=list("not_followed_up", month)
                            aria-label=move || format!("{} {missing}", language.text().board.not_followed_up_list)
                        >
                            {number(quota.missing)}
                        </a>
                    </td>
                    <td class="number">{move || language.get().quota_last_day(&quota)}</td>
                </tr>
                <Repairs month/>
                <Timely month/>
                <Passed month/>
                {move || unset.get().then(|| view! {
                    <tr>
                        <th scope="row">{move || FollowUpKind::Service.word(language.get())}</th>
                        <td colspan="5">
                            {move || language.text().board.rate_unset}
                            " "
                            <ClauseChip text=language.say(|lang| lang.clause(Clause::M4_3c))/>
                        </td>
                    </tr>
                })}
            </Table>
        </Card>
    }
}

/// The repairs of the month: counted by their signatures, owed by the sample (M4(3)b).
#[component]
fn Repairs(month: Period) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let shown = Memo::new(move |_| figures(state, month));
    let number = |number: Option<u64>| number.map_or_else(|| "—".to_owned(), |n| n.to_string());
    move || {
        let figures = shown.get()?;
        let (lang, words) = (language.get(), &language.text().work_order);
        let quota = figures.coverage;
        let missing = quota.missing.unwrap_or(0);
        let rate = state
            .policy_on(month.first_day())
            .map(|policy| policy.figures.repair_coverage);
        let late = figures.delivered_late.len();
        Some(view! {
            <tr>
                <th scope="row">
                    {lang.kind_with_rate(FollowUpKind::Repair.word(lang), rate)}
                    " "
                    <ClauseChip text=Signal::stored(lang.clause_short(Clause::M4_3b))/>
                </th>
                <td class="number">
                    <a
                        href=counted::address("anchored", month)
                        aria-label=format!("{} {}", words.counted_signed, quota.base)
                    >
                        {quota.base.to_string()}
                    </a>
                </td>
                <td class="number">{number(quota.required)}</td>
                <td class="number">{quota.done.to_string()}</td>
                <td class="number" class:late=missing != 0>
                    <a
                        href=counted::address("not_followed_up", month)
                        aria-label=format!("{} {missing}", words.counted_missing)
                    >
                        {number(quota.missing)}
                    </a>
                </td>
                <td class="number">{lang.quota_last_day(&quota)}</td>
            </tr>
            <tr>
                <th scope="row">
                    {words.counted_late}
                    " "
                    <ClauseChip text=Signal::stored(lang.clause_short(Clause::C4))/>
                </th>
                <td class="number">
                    <a
                        href=counted::address("delivered_late", month)
                        aria-label=format!("{} {late}", words.counted_late)
                    >
                        {late.to_string()}
                    </a>
                </td>
                <td colspan="4"></td>
            </tr>
        })
    }
}

/// Handled within the limit, of what was handled in the month or let its limit pass (及时率).
#[component]
fn Timely(month: Period) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let shown = Memo::new(move |_| timeliness(state, month));
    move || {
        let words = &language.text().board;
        shown.with(|figures| {
            let (timely, late) = (figures.timely.len(), figures.late.len());
            view! {
                <tr>
                    <th scope="row">
                        {words.timeliness}
                        " "
                        <ClauseChip text=language.say(|lang| lang.clause_short(Clause::G2_1))/>
                    </th>
                    <td class="number" title=words.timely_of>{figures.base().to_string()}</td>
                    <td class="number">"—"</td>
                    <td class="number">{timely.to_string()}</td>
                    <td class="number" class:late=late != 0>
                        <a href=list("handled_late", month) aria-label=format!("{} {late}", words.late_list)>
                            {late.to_string()}
                        </a>
                    </td>
                    <td></td>
                </tr>
            }
        })
    }
}

/// Followed up without a remaining problem, of what was followed up (合格率), and the problems that stand open.
#[component]
fn Passed(month: Period) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let shown = Memo::new(move |_| quality(state, month));
    move || {
        let words = &language.text().board;
        shown.with(|figures| {
            let (rate, failed) = (figures.rate(), figures.failed.len());
            let open = figures.open_problems.len();
            view! {
                <tr>
                    <th scope="row">
                        {words.quality}
                        " "
                        {rate.text()}
                        " "
                        <ClauseChip text=language.say(|lang| lang.clause_short(Clause::G2_1))/>
                    </th>
                    <td class="number" title=words.quality_of>
                        <a href=list("asked", month) aria-label=format!("{} {}", words.asked_list, rate.base)>
                            {rate.base.to_string()}
                        </a>
                    </td>
                    <td class="number">"—"</td>
                    <td class="number">{rate.favourable.to_string()}</td>
                    <td class="number" class:late=failed != 0>
                        <a href=list("failed", month) aria-label=format!("{} {failed}", words.failed_list)>
                            {failed.to_string()}
                        </a>
                    </td>
                    <td></td>
                </tr>
                <tr>
                    <th scope="row">
                        {words.open_problems}
                        " "
                        <ClauseChip text=language.say(|lang| lang.clause_short(Clause::G2_1))/>
                    </th>
                    <td class="number" class:late=open != 0>
                        <a href=list("open_problems", month) aria-label=format!("{} {open}", words.open_problems)>
                            {open.to_string()}
                        </a>
                    </td>
                    <td colspan="4"></td>
                </tr>
            }
        })
    }
}
