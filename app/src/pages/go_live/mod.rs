//! 上线导入: what an office brings along on its first day, a step each, seen before it is imported.

mod preview;
mod run;
mod step;

use domain::act::Act;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::frame::Frame;
use crate::components::{
    BackLink, ButtonKind, Card, LinkButton, Notice, Page, TabLink, TabLinks, Tone,
};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::go_live_column::GoLiveSheet;
use crate::text::{Lang, Text};
use step::SheetStep;

/// The steps in the order in which they build on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Sheet(GoLiveSheet),
    Occupants,
    Prices,
}

const STEPS: [Step; 5] = [
    Step::Sheet(GoLiveSheet::Staff),
    Step::Occupants,
    Step::Prices,
    Step::Sheet(GoLiveSheet::Complaints),
    Step::Sheet(GoLiveSheet::WorkOrders),
];

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Step::Sheet(GoLiveSheet::Staff) => "staff",
            Step::Occupants => "occupants",
            Step::Prices => "prices",
            Step::Sheet(GoLiveSheet::Complaints) => "complaints",
            Step::Sheet(GoLiveSheet::WorkOrders) => "work-orders",
        }
    }

    const fn title(self, text: &Text) -> &'static str {
        match self {
            Step::Sheet(GoLiveSheet::Staff) => text.go_live.staff,
            Step::Occupants => text.go_live.occupants,
            Step::Prices => text.go_live.prices,
            Step::Sheet(GoLiveSheet::Complaints) => text.go_live.complaints,
            Step::Sheet(GoLiveSheet::WorkOrders) => text.go_live.work_orders,
        }
    }

    /// Whose step it is.
    const fn act(self) -> Act {
        match self {
            Step::Sheet(GoLiveSheet::Staff) => Act::Add,
            Step::Occupants => Act::Record,
            Step::Prices => Act::ImportPriceList,
            Step::Sheet(GoLiveSheet::Complaints) => Act::CarryOver,
            Step::Sheet(GoLiveSheet::WorkOrders) => Act::CarryOverWorkOrder,
        }
    }
}

/// Whether one of the steps is theirs who are signed in.
pub(super) fn has_a_step(state: AppState) -> bool {
    STEPS
        .iter()
        .any(|step| who_else_may(state, Lang::Zh, step.act()).is_none())
}

/// Who may, where the one signed in may not.
fn who_else_may(state: AppState, lang: Lang, act: Act) -> Option<String> {
    let policy = state.policy_on(state.today.get())?;
    let seats = domain::act::seats(act, &policy);
    // Who belongs to the staff is not decided by a stand-in.
    let mine = match act {
        Act::Add => state.my_roles(),
        _ => state.roles_in_hand(),
    };
    (!seats.held_by(&[mine], &policy)).then(|| lang.needs(&seats.needs(&policy)))
}

#[component]
pub fn GoLivePage() -> impl IntoView {
    let language = use_language();
    let params = use_params_map();
    let step = Memo::new(move |_| {
        params.with(|params| {
            let name = params.get("step").unwrap_or_default();
            let found = STEPS.iter().find(|step| step.name() == name);
            found.copied().unwrap_or(Step::Sheet(GoLiveSheet::Staff))
        })
    });
    let back = BackLink::new(
        Signal::stored("/settings".to_owned()),
        language.words(|text| text.settings.title),
    );
    let tabs = Signal::derive(move || {
        STEPS
            .iter()
            .map(|own| TabLink {
                href: format!("/import/{}", own.name()),
                label: own.title(language.text()).to_owned(),
                current: *own == step.get(),
            })
            .collect::<Vec<_>>()
    });
    view! {
        <Frame title=language.words(|text| text.go_live.title) back=Signal::stored(Some(back))>
            <Page wide=true>
                <p class="second">{move || language.text().go_live.lead}</p>
                <TabLinks label=language.words(|text| text.go_live.steps) tabs/>
                {move || match step.get() {
                    Step::Sheet(sheet) => view! {
                        <MayNot step=step.get()/>
                        <SheetStep sheet/>
                    }.into_any(),
                    Step::Occupants => view! {
                        <Elsewhere
                            step=step.get()
                            lead=|text| text.go_live.occupants_lead
                            to=|text| text.go_live.to_occupants
                            href="/occupants/import"
                        />
                    }.into_any(),
                    Step::Prices => view! {
                        <Elsewhere
                            step=step.get()
                            lead=|text| text.go_live.prices_lead
                            to=|text| text.go_live.to_prices
                            href="/work-orders/prices"
                        />
                    }.into_any(),
                }}
            </Page>
        </Frame>
    }
}

/// Said before a file is chosen, not after.
#[component]
fn MayNot(step: Step) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    move || {
        who_else_may(state, language.get(), step.act()).map(|who| {
            let text = language.text();
            let who = language.get().labelled(text.common.who_may, &who);
            view! {
                <Notice tone=Tone::Today><p>{text.go_live.may_not}" "{who}</p></Notice>
            }
        })
    }
}

/// A step with a page of its own.
#[component]
fn Elsewhere(
    step: Step,
    lead: fn(&Text) -> &'static str,
    to: fn(&Text) -> &'static str,
    href: &'static str,
) -> impl IntoView {
    let language = use_language();
    view! {
        <MayNot step/>
        <Card title=language.say(move |lang| step.title(crate::text::text(lang)).to_owned())>
            <p>{move || lead(language.text())}</p>
            <div class="row">
                <LinkButton kind=ButtonKind::Primary href=Signal::stored(href.to_owned())>
                    {move || to(language.text())}
                </LinkButton>
            </div>
        </Card>
    }
}
