//! A month that is not on this tablet whole: said so, and counted by the server.

use domain::calendar::Period;
use domain::policy::Policy;
use domain::quota::Quota;
use domain::sync::window::message::Figures;
use leptos::prelude::*;

use super::parts;
use crate::actions::Actions;
use crate::components::{Button, Card, Notice, RateFigure, Skeleton, Tone};
use crate::engine::message::AccountError;
use crate::language::use_language;
use crate::pages::parts::older::OlderLink;
use crate::state::AppState;
use crate::text::Text;

type Answer = Option<Result<Option<Figures>, AccountError>>;

#[component]
pub fn AskedFigures(month: Period) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let answer = RwSignal::new(None::<Result<Option<Figures>, AccountError>>);
    let ask = Callback::new(move |()| {
        let actions = actions.clone();
        leptos::task::spawn_local(async move {
            let figures = actions.figures(month).await;
            answer.try_set(Some(figures.map(|reply| reply.figures)));
        });
    });
    ask.run(());
    let said = move || {
        let known: Answer = answer.get();
        match known {
            None => view! { <Skeleton label=language.words(|text| text.older.asking)/> }.into_any(),
            Some(Err(error)) => view! {
                <Notice tone=Tone::Late>
                    <p>{move || match &error {
                        AccountError::NoNetwork => language.text().older.no_figures.to_owned(),
                        other => language.get().account_error(other),
                    }}</p>
                </Notice>
                <Button on_click=ask>{move || language.text().common.retry}</Button>
            }
            .into_any(),
            Some(Ok(None)) => {
                view! { <p>{move || language.text().older.no_procedure}</p> }.into_any()
            }
            Some(Ok(Some(figures))) => match state.policy_on(month.first_day()) {
                Some(policy) => view! { <Shown month figures policy/> }.into_any(),
                None => view! { <p>{move || language.text().older.no_procedure}</p> }.into_any(),
            },
        }
    };
    // Without figures the refusal says that the month is not here.
    let not_whole = move || {
        answer.with(|answer| !matches!(answer, Some(Err(_)))).then(|| {
            view! {
                <Notice tone=Tone::Today><p>{move || language.text().older.not_whole}</p></Notice>
            }
        })
    };
    view! {
        {not_whole}
        {said}
    }
}

#[component]
fn Shown(month: Period, figures: Figures, policy: Policy) -> impl IntoView {
    let language = use_language();
    let threshold = policy.figures.complaint_threshold;
    let satisfaction = figures.satisfaction();
    let below = threshold.and_then(|threshold| satisfaction.meets(threshold)) == Some(false);
    let href = Signal::stored(format!("/older?by=month&what={month}"));
    let about_satisfaction = language.say(move |lang| {
        if satisfaction.base == 0 {
            return crate::text::text(lang).board.nobody_asked.to_owned();
        }
        let households = lang.households_of(satisfaction.favourable, satisfaction.base);
        format!("{households} · {}", lang.standard(threshold))
    });
    let coverage = move |quota: Quota, rate, none: fn(&Text) -> &'static str| {
        language.say(move |lang| {
            let words = &crate::text::text(lang).board;
            if quota.base == 0 {
                return none(crate::text::text(lang)).to_owned();
            }
            let missing = quota.missing.unwrap_or(0);
            format!("{} {missing} · {}", words.missing, lang.standard(rate))
        })
    };
    let done = move |quota: Quota| {
        language.say(move |lang| lang.cases_of(quota.done, quota.required.unwrap_or(quota.base)))
    };
    let (complaints, repairs) = (figures.complaints.quota(), figures.repairs.quota());
    let rate = |quota: Quota| parts(quota.done, quota.required.unwrap_or(quota.base));
    let late = usize::try_from(figures.delivered_late).unwrap_or(usize::MAX);
    view! {
        <div class="figures-row">
            <RateFigure
                label=language.words(|text| text.board.complaint_satisfaction)
                value=Signal::stored(satisfaction.text())
                sub=about_satisfaction
                rate=Signal::stored(parts(satisfaction.favourable, satisfaction.base))
                standard=Signal::stored(threshold.map(|threshold| threshold.get() * 100))
                below=Signal::stored(below)
                href
            />
            <RateFigure
                label=language.words(|text| text.board.coverage)
                value=done(complaints)
                sub=coverage(complaints, Some(policy.figures.complaint_coverage), |text| text.board.empty)
                rate=Signal::stored(rate(complaints))
                below=Signal::stored(complaints.missing.unwrap_or(0) > 0)
                href
            />
            <RateFigure
                label=language.words(|text| text.older.repair_coverage)
                value=done(repairs)
                sub=coverage(repairs, Some(policy.figures.repair_coverage), |text| text.older.no_repairs)
                rate=Signal::stored(rate(repairs))
                below=Signal::stored(repairs.missing.unwrap_or(0) > 0)
                href
            />
        </div>
        <Card title=language.words(|text| text.board.timeliness)>
            <p>{move || language.get().cases_of(figures.timely, figures.with_limit)}</p>
        </Card>
        <Card title=language.words(|text| text.work_order.counted_late)>
            <p>{move || language.get().cases(late)}</p>
            <OlderLink what=format!("by=month&what={month}")/>
        </Card>
    }
}
