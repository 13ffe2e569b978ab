//! 投诉调度记录: the month's complaints, each with how it was followed up; and the page that lists them (G3.5.1, G3.5.4).

pub mod paper;

use domain::calendar::{Period, PeriodLength};
use domain::clause::Clause;
use domain::complaint::OwedState;
use domain::follow_up::{FollowUpKind, standing};
use domain::head::ComplaintHead;
use domain::id::CaseId;
use domain::quota::Quota;
use domain::report::{DispatchLine, dispatch_log, month_figures};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::components::{
    BackLink, Card, ChipView, ClauseChip, Empty, Fact, Facts, Icon, LinkButton, ListCard, Page,
    Tone,
};
use crate::language::use_language;
use crate::pages::complaints::list::short;
use crate::pages::complaints::tone_of;
use crate::pages::follow_ups::mine::window_of;
use crate::pages::frame::Frame;
use crate::pages::parts::month_picker::MonthPicker;
use crate::pages::parts::older::{NotWhole, is_whole};
use crate::state::AppState;
use crate::text::{Lang, Word, text};

/// Cards drawn; whoever wants all of a longer month prints it.
const MOST: usize = 200;

/// The page of a month.
#[must_use]
pub fn address(month: Period) -> String {
    format!("/dispatch-log/{month}")
}

/// The month in the address, else the present one.
fn month_in_address(state: AppState) -> Memo<Period> {
    let params = use_params_map();
    Memo::new(move |_| {
        let month = params.with(|params| params.get("month"));
        let month = month.and_then(|month| Period::parse(&month).ok());
        month
            .filter(|month| month.length() == PeriodLength::Month)
            .unwrap_or_else(|| Period::month_of(state.today.get()))
    })
}

/// The month's lines as this tablet knows them, its unsent work included; `None` where it does not hold the month.
fn lines(state: AppState, month: Period) -> Option<Vec<DispatchLine>> {
    let offset = state.utc_offset_minutes();
    is_whole(state, month).then(|| {
        state.heads.with(|heads| {
            let cases = heads.complaints.iter().map(|(case, head)| (*case, &**head));
            dispatch_log(cases, month, offset)
        })
    })
}

/// What of the month is to be followed up, exactly as the board counts it.
fn coverage(state: AppState, month: Period) -> Option<(Quota, Clause)> {
    let policy = state.policy_on(month.first_day())?;
    let clause = domain::quota::coverage(&policy, FollowUpKind::Complaint).1;
    let today = state.today.get();
    let figures = state.heads.with(|heads| {
        let cases = heads.complaints.iter();
        let cases = cases.map(|(case, head)| (case.stream(), &**head));
        month_figures(cases, &policy, month, today)
    });
    Some((figures.coverage, clause))
}

#[component]
pub fn DispatchLogPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let month = month_in_address(state);
    let shown = Memo::new(move |_| lines(state, month.get()));
    let counted = Memo::new(move |_| coverage(state, month.get()));
    let back = BackLink::new(
        Signal::derive(move || format!("/board?month={}", month.get())),
        language.words(|text| text.common.back),
    );
    let figures = move || {
        let (quota, clause) = counted.get()?;
        shown.with(Option::is_some).then(|| {
            let lang = language.get();
            let words = &text(lang).board;
            let number = |number: Option<u64>| number.unwrap_or_default().to_string();
            view! {
                <Card title=language.words(|text| text.board.coverage)>
                    <p><ClauseChip text=Signal::stored(lang.clause(clause))/></p>
                    <Facts>
                        <Fact label=words.base.to_owned() value=quota.base.to_string()/>
                        <Fact label=words.required.to_owned() value=number(quota.required)/>
                        <Fact label=words.done.to_owned() value=quota.done.to_string()/>
                        <Fact label=words.missing.to_owned() value=number(quota.missing)/>
                        <Fact label=words.last_day.to_owned() value=lang.quota_last_day(&quota)/>
                    </Facts>
                </Card>
            }
        })
    };
    let ways = move || {
        let print = shown.with(|lines| lines.as_ref().is_some_and(|lines| !lines.is_empty()));
        let of_month = month.get();
        view! {
            <div class="row">
                {print.then(|| view! {
                    <LinkButton href=Signal::stored(format!("{}/paper", address(of_month)))>
                        {move || language.text().dispatch_log.print}
                    </LinkButton>
                })}
                <LinkButton href=Signal::stored(format!("/summaries/{of_month}"))>
                    {move || language.text().summary.title}
                </LinkButton>
            </div>
        }
    };
    let list = move || shown.with(|lines| lines.as_ref().map(|lines| listed(state, lines)));
    view! {
        <Frame title=language.words(|text| text.dispatch_log.title) back=Signal::stored(Some(back.clone()))>
            <Page>
                <MonthPicker month address/>
                {ways}
                {move || view! { <NotWhole month=month.get()/> }}
                {figures}
                {list}
            </Page>
        </Frame>
    }
}

fn listed(state: AppState, lines: &[DispatchLine]) -> AnyView {
    let language = use_language();
    if lines.is_empty() {
        return view! {
            <Empty what=language.words(|text| text.board.empty) icon=Icon::Complaint/>
        }
        .into_any();
    }
    let lang = language.get();
    let cut = lines.len().saturating_sub(MOST);
    let cards = lines.iter().take(MOST).map(|line| card(state, line, lang));
    view! {
        <p class="second figures" role="status">{lang.cases(lines.len())}</p>
        <ul class="group">{cards.collect_view()}</ul>
        {(cut > 0).then(|| view! { <p class="second">{lang.more_on_paper(cut)}</p> })}
    }
    .into_any()
}

fn card(state: AppState, line: &DispatchLine, lang: Lang) -> AnyView {
    let head = state
        .heads
        .with(|heads| heads.complaints.get(&line.case).cloned());
    let Some(head) = head else {
        return ().into_any();
    };
    let (edge, due) = standing_of(state, line, &head, lang);
    let grades = line.follow_ups.iter().map(|made| {
        let on = lang.day_month(made.on);
        let grade = made.grade.map(|grade| grade.word(lang));
        let said = [Some(on.as_str()), grade].into_iter().flatten();
        let tone = if made.problem {
            Tone::Today
        } else {
            Tone::Plain
        };
        ChipView::new(tone, said.collect::<Vec<_>>().join(" "))
    });
    let chips: Vec<ChipView> = grades.collect();
    view! {
        <li>
            <ListCard
                href=format!("/complaints/{}", line.case)
                edge=edge
                title=format!("{} {}", head.unit_code, head.occupant)
                due=Some(ChipView::new(edge, due))
                detail=format!("{} · {}", number_of(&head, lang), short(&head.content))
                chips
            />
        </li>
    }
    .into_any()
}

fn number_of(head: &ComplaintHead, lang: Lang) -> String {
    let pending = || text(lang).complaint.number_pending.to_owned();
    head.number.clone().unwrap_or_else(pending)
}

/// How the line stands towards its follow-up: what the month counts of it, else where the case stands.
fn standing_of(
    state: AppState,
    line: &DispatchLine,
    head: &ComplaintHead,
    lang: Lang,
) -> (Tone, String) {
    let words = text(lang);
    match &line.counted {
        Some(round) => match round.state {
            OwedState::Done { .. } => (Tone::Done, words.follow_up.filter_done.to_owned()),
            OwedState::Unreachable => (Tone::Plain, words.follow_up.filter_unreachable.to_owned()),
            OwedState::Owed => {
                let (window, today) = (window_of(round), state.today.get());
                (tone_of(standing(&window, today)), lang.due(&window, today))
            }
        },
        None => (Tone::Plain, head.status.word(lang).to_owned()),
    }
}

/// The cases of some lines, to be read whole.
fn cases(lines: &[DispatchLine]) -> Vec<CaseId> {
    lines.iter().map(|line| line.case).collect()
}

#[cfg(test)]
mod tests {
    use super::address;
    use domain::calendar::Period;

    #[test]
    fn a_month_has_an_address_of_its_own() {
        let month = Period::parse("2026-11").ok();
        assert_eq!(month.map(address).as_deref(), Some("/dispatch-log/2026-11"));
    }
}
