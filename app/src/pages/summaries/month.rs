//! One month: its figures, what was handed in, the remark, and the points followed through.

use domain::act::Act;
use domain::calendar::{Period, PeriodLength};
use domain::id::SummaryId;
use domain::summary::{Hand, MonthlyDispatchSummary};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::figures::Figures;
use super::forms::{RemarkForm, SubmitForm};
use super::may;
use super::part::{Part, anew_in_address};
use super::points::Points;
use crate::actions::Actions;
use crate::components::{BackLink, Card, Empty, LinkButton, Page};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::parts::names::Directory;
use crate::state::AppState;
use crate::text::Lang;
use crate::text::timeline::Names as _;

/// The month in the address, its summary watched.
pub fn month_in_address() -> (Memo<Option<Period>>, Memo<Option<MonthlyDispatchSummary>>) {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let params = use_params_map();
    let month = Memo::new(move |_| {
        let month = params.with(|params| params.get("month"));
        let month = month.and_then(|month| Period::parse(&month).ok());
        month.filter(|month| month.length() == PeriodLength::Month)
    });
    let id = Memo::new(move |_| {
        let session = state.session.get()?;
        Some(SummaryId::of(session.office, month.get()?))
    });
    Effect::new(move |_| {
        if let Some(id) = id.get() {
            actions.watch(id.stream());
        }
    });
    let summary = Memo::new(move |_| state.summary(id.get()?));
    (month, summary)
}

/// Who did it, for whom, and when.
pub fn said_by(state: AppState, lang: Lang, hand: &Hand) -> String {
    let names = Directory::now(state, lang);
    let who = lang.list(&lang.people_who_went(&[hand.by], &hand.origin.stand_ins, &names));
    let when = lang.full_moment(hand.happened_at, names.utc_offset_minutes());
    lang.by_and_when(&who, &when)
}

#[component]
pub fn SummaryPage() -> impl IntoView {
    let language = use_language();
    let (month, summary) = month_in_address();
    let title = language.say(move |lang| {
        let month = month
            .get()
            .map_or_else(String::new, |month| lang.month(month));
        format!("{month} {}", crate::text::text(lang).summary.title)
    });
    let back = BackLink::new(
        Signal::stored("/summaries".to_owned()),
        language.words(|text| text.common.back),
    );
    let content = move || match month.get() {
        Some(month) => view! { <OfMonth month summary/> }.into_any(),
        None => view! { <Empty what=language.words(|text| text.common.not_here)/> }.into_any(),
    };
    view! {
        <Frame title back=Signal::stored(Some(back.clone()))>
            <Page>{content}</Page>
        </Frame>
    }
}

#[component]
fn OfMonth(month: Period, summary: Memo<Option<MonthlyDispatchSummary>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let paper = Memo::new(move |_| {
        summary.with(|summary| {
            let summary = summary.as_ref();
            let figures = summary.and_then(|summary| summary.figures().cloned());
            (
                figures,
                summary.is_some_and(|summary| summary.seal.is_some()),
            )
        })
    });
    let figures = move || {
        let (paper, sealed) = paper.get();
        view! { <Figures month paper sealed/> }
    };
    let submission = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|summary| summary.submission.clone()))
    });
    let sealed = Memo::new(move |_| paper.with(|(_, sealed)| *sealed));
    let analysis = move || {
        submission.get().map(|handed_in| {
            let by = said_by(state, language.get(), &handed_in.hand);
            view! {
                <Card title=language.words(|text| text.summary.analysis)>
                    <p class="written">{handed_in.analysis}</p>
                    <p class="second">{by}</p>
                </Card>
            }
        })
    };
    // A form is drawn again only when its own answer changes, or what is typed would lose its place at every pull.
    let stands = Memo::new(move |_| submission.with(|known| Some(known.as_ref()?.hand.command)));
    let submits = Memo::new(move |_| may(state, Act::SubmitSummary));
    let remarks = Memo::new(move |_| may(state, Act::RemarkOnSummary));
    let anew = anew_in_address();
    let writes = move |part: Part| anew.get().is_some_and(|(named, _)| named == part);
    let handing_in = move || {
        let open = writes(Part::Analysis) || !sealed.get() && submits.get();
        open.then(|| view! { <SubmitForm month was=stands anew=anew.get()/> })
    };
    let remarking = move || {
        let open = writes(Part::Remark) || !sealed.get() && remarks.get();
        let of = stands.get().filter(|_| open);
        of.map(|of| view! { <RemarkForm month of anew=anew.get()/> })
    };
    // Who it is called by follows the staff; the forms below are drawn again with the remark only.
    let seal = Memo::new(move |_| summary.with(|summary| summary.as_ref()?.seal.clone()));
    let by = Memo::new(move |_| {
        seal.with(|seal| Some(said_by(state, language.get(), &seal.as_ref()?.hand)))
    });
    let remark = move || {
        let _ = language.get();
        let seal = seal.get()?;
        Some(view! {
            <Card title=language.words(|text| text.summary.remark)>
                <p class="written">{seal.remark}</p>
                <p class="second">{move || by.get()}</p>
            </Card>
            <Points month points=seal.points anew=anew.get()/>
        })
    };
    let print = move || {
        submission.with(Option::is_some).then(|| {
            view! {
                <div class="row">
                    <LinkButton href=Signal::stored(format!("/summaries/{month}/paper"))>
                        {move || language.text().summary.print}
                    </LinkButton>
                </div>
            }
        })
    };
    view! {
        {print}
        {figures}
        {analysis}
        {handing_in}
        {remark}
        {remarking}
    }
}
