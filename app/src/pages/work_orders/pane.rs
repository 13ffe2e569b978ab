//! A slip as it is read: whose it is and what for, the next step, what stands on it, and what happened.

use std::sync::Arc;

use domain::head::ComplaintHead;
use domain::id::WorkOrderId;
use domain::work_order::{Phase, WorkOrder};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::facts::{SlipFacts, SlipLines};
use super::step::{Asker, Step, Steps, steps};
use super::step_form::StepForm;
use super::timeline::SlipTimeline;
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Chip, Dialog, Empty, LinkButton, PaneHead, PrimaryBar, Saved, Skeleton,
    Tone,
};
use crate::language::{Language, use_language};
use crate::pages::parts::minute::office_now;
use crate::pages::parts::{again, erased};
use crate::state::AppState;
use crate::text::Word;

/// Shows a work order and its steps.
#[component]
pub fn WorkOrderPane(id: WorkOrderId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    erased::provide(Signal::stored(id.stream()));
    Effect::new(move |_| actions.watch(id.stream()));
    let order = Memo::new(move |_| state.work_order(id));
    let here = Memo::new(move |_| order.with(Option::is_some));
    let reading = Memo::new(move |_| state.stream(id.stream()).is_none());
    move || {
        if here.get() {
            view! { <SlipHere id order/> }.into_any()
        } else if reading.get() {
            view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any()
        } else {
            view! { <Empty what=language.words(|text| text.common.not_here)/> }.into_any()
        }
    }
}

/// The registration the slip was made from: whose it is and what they said.
pub(in crate::pages) fn case_of(
    state: AppState,
    order: Memo<Option<WorkOrder>>,
) -> Memo<Option<Arc<ComplaintHead>>> {
    Memo::new(move |_| {
        let case = order.with(|order| order.as_ref().map(|order| order.slip.case))?;
        state
            .heads
            .with(|heads| heads.complaints.get(&case).cloned())
    })
}

#[component]
fn SlipHere(id: WorkOrderId, order: Memo<Option<WorkOrder>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let case = case_of(state, order);
    let open_steps = Memo::new(move |_| {
        let today = state.today.get();
        let (Some(order), Some(policy), Some(session)) =
            (order.get(), state.policy_on(today), state.session.get())
        else {
            return Steps::default();
        };
        state.heads.with(|heads| {
            let asker = Asker {
                me: session.person,
                heads,
                policy: &policy,
                today,
            };
            steps(&order, &asker)
        })
    });
    // Whoever made the slip, or recorded its follow-up, comes here from there.
    let query = use_query_map();
    let said = query.with_untracked(|query| query.get("saved").is_some());
    let saved = RwSignal::new(said);
    // An address may name a step that is to be written anew; chosen by hand it begins afresh.
    let named = query.with_untracked(|query| query.get("step").and_then(|step| Step::read(&step)));
    let again = RwSignal::new(named.and_then(|_| again::in_address()));
    let asked = RwSignal::new(named);
    let dialog = RwSignal::new(named.is_some());
    let navigate = use_navigate();
    let begin = Callback::new(move |step: Step| {
        saved.set(false);
        let page = match step {
            Step::Sign => Some(format!("/work-orders/{id}/sign")),
            Step::StartFollowUp => order.with_untracked(|order| {
                let case = order.as_ref()?.slip.case;
                Some(format!("/follow-ups/{case}/record?order={id}"))
            }),
            _ => None,
        };
        if let Some(page) = page {
            navigate(&page, NavigateOptions::default());
        } else {
            again.set(None);
            asked.set(Some(step));
            dialog.set(true);
        }
    });
    let done = Callback::new(move |()| {
        dialog.set(false);
        saved.set(true);
    });
    let leave = Callback::new(move |()| dialog.set(false));
    let form = move || {
        let step = asked.get()?;
        let order = order.get_untracked()?;
        let wanted = case.with_untracked(|case| {
            case.as_ref()
                .map_or_else(String::new, |case| case.content.clone())
        });
        let again = again.get_untracked();
        Some(view! { <StepForm step order wanted again on_done=done on_leave=leave/> })
    };
    let title = Signal::derive(move || {
        let unit = order.with(|order| {
            order
                .as_ref()
                .map_or_else(String::new, |order| order.slip.unit_code.clone())
        });
        let occupant = case.with(|case| {
            case.as_ref()
                .map_or_else(String::new, |case| case.occupant.clone())
        });
        format!("{unit} {occupant}")
    });
    let detail = Signal::derive(move || {
        let lang = language.get();
        let number = case.with(|case| case.as_ref().and_then(|case| case.number.clone()));
        order.with(|order| {
            order.as_ref().map_or_else(String::new, |order| {
                [
                    lang.slip(order.slip.ordinal),
                    order.slip.trade.word(lang).to_owned(),
                    number.unwrap_or_else(|| language.text().complaint.number_pending.to_owned()),
                ]
                .join(" · ")
            })
        })
    });
    view! {
        <PaneHead title detail>
            {move || order.get().map(|order| chips(state, language, id, &order))}
        </PaneHead>
        {move || saved.get().then(|| view! {
            <Saved text=language.words(|text| text.complaint.step_saved)/>
        })}
        <SlipFacts order case/>
        <OtherSteps open_steps begin/>
        <SlipLines order begin/>
        <div class="row">
            <LinkButton href=Signal::stored(format!("/work-orders/{id}/paper"))>
                {move || language.text().paper.print_work_order}
            </LinkButton>
        </div>
        <SlipTimeline id begin/>
        <NextStep open_steps begin/>
        <Dialog
            open=dialog
            id="step"
            title=language.say(move |lang| {
                let text = crate::text::text(lang);
                asked.get().map_or("", |step| step.label(text)).to_owned()
            })
            close_label=language.words(|text| text.common.close)
        >
            {form}
        </Dialog>
    }
}

/// The countdown first, for as long as the slip is on its way (C4).
fn chips(state: AppState, language: Language, id: WorkOrderId, order: &WorkOrder) -> AnyView {
    state.minute.track();
    let (lang, text) = (language.get(), language.text());
    let unsent = state
        .heads
        .with(|heads| heads.unsent.contains(&id.stream()))
        .then(|| (Tone::Today, text.common.unsent.to_owned()));
    let delivery = order.delivery(office_now(state));
    let countdown = (order.phase == Phase::Made && order.slip.limit.is_some()).then(|| {
        let tone = if delivery.is_late() {
            Tone::Late
        } else {
            Tone::Today
        };
        (tone, lang.delivery(delivery))
    });
    let tone = match order.phase {
        Phase::Completed => Tone::Done,
        Phase::ConsentRefused | Phase::Paused => Tone::Today,
        _ => Tone::Plain,
    };
    let phase = Some((tone, order.phase.word(lang).to_owned()));
    let goes_on = order.goes_on.map(|why| {
        (
            Tone::Today,
            format!("{} · {}", text.work_order.goes_on, why.word(lang)),
        )
    });
    [unsent, countdown, goes_on, phase]
        .into_iter()
        .flatten()
        .map(|(tone, words)| view! { <Chip tone=Signal::stored(tone) large=true text=Signal::stored(words)/> })
        .collect_view()
        .into_any()
}

/// The bar at the foot: the one thing to do next, and its alternative.
#[component]
fn NextStep(open_steps: Memo<Steps>, begin: Callback<Step>) -> impl IntoView {
    let language = use_language();
    let note = language.say(move |lang| {
        open_steps.with(|steps| {
            let text = crate::text::text(lang);
            if shown_at_foot(steps).0.is_some() || steps.waits_for.is_empty() {
                String::new()
            } else {
                lang.labelled(text.complaint.waits_for, &lang.needs(&steps.waits_for))
            }
        })
    });
    let buttons = move || {
        let (first, second) = shown_at_foot(&open_steps.get());
        let second = second.map(|step| step_button(step, ButtonKind::Secondary, begin, language));
        let first = first.map(|step| step_button(step, ButtonKind::Primary, begin, language));
        view! { {second}{first} }
    };
    let anything = Memo::new(move |_| {
        open_steps.with(|steps| shown_at_foot(steps).0.is_some() || !steps.waits_for.is_empty())
    });
    move || {
        anything
            .get()
            .then(|| view! { <PrimaryBar note=note>{buttons}</PrimaryBar> })
    }
}

/// Everything else I may do.
#[component]
fn OtherSteps(open_steps: Memo<Steps>, begin: Callback<Step>) -> impl IntoView {
    let language = use_language();
    move || {
        let steps = open_steps.get();
        let (first, second) = shown_at_foot(&steps);
        let rest: Vec<Step> = steps
            .mine
            .iter()
            .copied()
            // A material is built in from its own line.
            .filter(|step| !matches!(step, Step::BuildIn(..)))
            .filter(|step| Some(*step) != first && Some(*step) != second)
            .collect();
        (!rest.is_empty()).then(|| {
            let buttons = rest
                .into_iter()
                .map(|step| step_button(step, ButtonKind::Secondary, begin, language))
                .collect_view();
            view! { <div class="row">{buttons}</div> }
        })
    }
}

/// What changes who has it, or ends it, is never the primary action.
const fn is_aside(step: Step) -> bool {
    matches!(
        step,
        Step::Withdraw | Step::PassOn | Step::GiveBack | Step::TellToCollect | Step::Deliver
    )
}

fn shown_at_foot(steps: &Steps) -> (Option<Step>, Option<Step>) {
    let first = steps.mine.iter().copied().find(|step| !is_aside(*step));
    let beside = |wanted: Step| steps.mine.iter().copied().find(|step| *step == wanted);
    let second = match first {
        Some(Step::ConsentGiven) => beside(Step::ConsentRefused),
        Some(Step::Sign) => beside(Step::RefuseSignature),
        Some(Step::Finish) => beside(Step::Pause),
        Some(Step::StartFollowUp) => beside(Step::Attempt),
        Some(Step::ConfirmConduct(command)) => beside(Step::DenyConduct(command)),
        _ => None,
    };
    (first, second)
}

pub(super) fn step_button(
    step: Step,
    kind: ButtonKind,
    begin: Callback<Step>,
    language: Language,
) -> AnyView {
    view! {
        <Button kind on_click=Callback::new(move |()| begin.run(step))>
            {move || step.label(language.text())}
        </Button>
    }
    .into_any()
}
