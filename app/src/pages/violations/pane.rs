//! A violation as it is read: what and where, what is to be done, the ladder, what was decided, what happened.

use domain::complaint::SetAside;
use domain::id::CaseId;
use domain::violation::{Disposition, Violation, ViolationAct, ViolationKind};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::act::Act;
use super::arrears::ArrearsCard;
use super::disposition::Dispositions;
use super::facts::FactsCard;
use super::form::ActForm;
use super::ladder::LadderCard;
use super::others::{OthersHere, SetAsideNotice, any_to_join};
use super::right::{Hands, fills, seats};
use super::tasks::Tasks;
use super::timeline::ViolationTimeline;
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Chip, Dialog, Empty, PaneHead, PrimaryBar, Saved, Skeleton, Tone,
};
use crate::language::{Language, use_language};
use crate::pages::parts::{again, erased};
use crate::state::AppState;
use crate::text::Word;

/// Shows a violation and its steps.
#[component]
pub fn ViolationPane(#[prop(into)] case: Signal<CaseId>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    erased::provide(Signal::derive(move || case.get().stream()));
    Effect::new(move |_| actions.watch(case.get().stream()));
    let reading = Memo::new(move |_| state.stream(case.get().stream()).is_none());
    let violation = Memo::new(move |_| state.violation(case.get()));
    let here = Memo::new(move |_| violation.with(Option::is_some));
    move || {
        if here.get() {
            view! { <ViolationHere case violation/> }.into_any()
        } else if reading.get() {
            view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any()
        } else {
            view! { <Empty what=language.words(|text| text.common.not_here)/> }.into_any()
        }
    }
}

#[component]
fn ViolationHere(case: Signal<CaseId>, violation: Memo<Option<Violation>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let saved = RwSignal::new(false);
    // An address may name a step that is to be written anew; chosen by hand it begins afresh.
    let named =
        use_query_map().with_untracked(|query| query.get("step").and_then(|step| Act::read(&step)));
    let again = RwSignal::new(named.and_then(|_| again::in_address()));
    let asked = RwSignal::new(named);
    let dialog = RwSignal::new(named.is_some());
    let begin = Callback::new(move |act: Act| {
        saved.set(false);
        again.set(None);
        asked.set(Some(act));
        dialog.set(true);
    });
    let done = Callback::new(move |()| {
        dialog.set(false);
        saved.set(true);
    });
    let leave = Callback::new(move |()| dialog.set(false));
    let title = Signal::derive(move || {
        violation.with(|violation| {
            violation.as_ref().map_or_else(String::new, |violation| {
                format!("{} {}", violation.unit_code, violation.occupant)
            })
        })
    });
    let detail = Signal::derive(move || {
        let lang = language.get();
        violation.with(|violation| {
            violation.as_ref().map_or_else(String::new, |violation| {
                let severity = violation.severity_now().word(lang);
                format!("{} · {severity}", lang.violation_item(violation.item))
            })
        })
    });
    let form = move || {
        let act = asked.get()?;
        let violation = violation.get_untracked()?;
        let again = again.get_untracked();
        Some(view! { <ActForm act violation again on_done=done on_leave=leave/> })
    };
    view! {
        <PaneHead title detail>
            {move || violation.get().map(|violation| chips(state, language, case.get(), &violation))}
        </PaneHead>
        {move || saved.get().then(|| view! {
            <Saved text=language.words(|text| text.violation.saved)/>
        })}
        <SetAsideNotice violation/>
        <FactsCard violation/>
        <Tasks violation begin/>
        <ArrearsCard violation begin/>
        <LadderCard violation begin/>
        <Dispositions violation begin/>
        <Others violation begin/>
        <OthersHere violation/>
        <ViolationTimeline violation begin/>
        <NextAct violation begin/>
        <Dialog
            open=dialog
            id="act"
            title=language.say(move |lang| {
                asked.get().map_or("", |act| act.label(crate::text::text(lang))).to_owned()
            })
            close_label=language.words(|text| text.common.close)
        >
            {form}
        </Dialog>
    }
}

fn chips(state: AppState, language: Language, case: CaseId, violation: &Violation) -> AnyView {
    let (lang, text) = (language.get(), language.text());
    let unsent = state
        .heads
        .with(|heads| heads.unsent.contains(&case.stream()))
        .then(|| (Tone::Today, text.common.unsent.to_owned()));
    let words = &text.violation;
    let stands = match violation.outcome {
        _ if violation.set_aside == Some(SetAside::Voided) => (Tone::Late, words.voided.to_owned()),
        _ if violation.set_aside.is_some() => (Tone::Plain, words.double_of.to_owned()),
        Some(outcome) => (Tone::Done, outcome.word(lang).to_owned()),
        None if violation.stopped => (Tone::Done, text.violation.stopped.to_owned()),
        None if violation.persuaded => (Tone::Plain, text.violation.persuaded.to_owned()),
        None => (Tone::Today, text.violation.not_persuaded.to_owned()),
    };
    [unsent, Some(stands)]
        .into_iter()
        .flatten()
        .map(|(tone, words)| view! { <Chip tone=Signal::stored(tone) large=true text=Signal::stored(words)/> })
        .collect_view()
        .into_any()
}

/// Steps that are open at any time, to those who may take them.
#[component]
fn Others(violation: Memo<Option<Violation>>, begin: Callback<Act>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let acts = Memo::new(move |_| {
        violation.with(|violation| {
            violation
                .as_ref()
                .map_or_else(Vec::new, |violation| standing_acts(state, violation))
        })
    });
    move || {
        let acts = acts.get();
        (!acts.is_empty()).then(|| {
            let buttons = acts
                .into_iter()
                .map(|act| act_button(act, ButtonKind::Secondary, begin, language))
                .collect_view();
            view! { <div class="row">{buttons}</div> }
        })
    }
}

fn standing_acts(state: AppState, violation: &Violation) -> Vec<Act> {
    let kind = violation.item.kind();
    let mut acts = Vec::new();
    if violation.open() {
        acts.push(Act::Persuade);
    }
    let mut offer = |act: Act, right: ViolationAct, fits: bool| {
        if fits && fills(state, seats(violation, right, act.measure(violation))) {
            acts.push(act);
        }
    };
    let is_double = matches!(violation.set_aside, Some(SetAside::DuplicateOf { .. }));
    let closed = violation.outcome.is_some() && violation.set_aside.is_none();
    offer(Act::Part, ViolationAct::PartViolation, is_double);
    offer(Act::Reopen, ViolationAct::ReopenViolation, closed);
    if !violation.open() {
        return acts;
    }
    offer(
        Act::DecideSeverity,
        ViolationAct::DecideViolationSeverity,
        true,
    );
    offer(
        Act::SendTeamLeader,
        ViolationAct::SendTeamLeader,
        violation.team_leader.is_none(),
    );
    offer(
        Act::ReferRenovation,
        ViolationAct::ReferRenovation,
        kind == ViolationKind::Renovation,
    );
    offer(
        Act::ClaimReason,
        ViolationAct::ClaimSpecialReason,
        kind == ViolationKind::NonPayment,
    );
    offer(
        Act::JudgeReason,
        ViolationAct::JudgeSpecialReason,
        violation.special_reason.is_some(),
    );
    offer(Act::Close, ViolationAct::CloseViolation, true);
    let plain =
        !violation.dispositions.iter().any(Disposition::stands) && violation.duplicates.is_empty();
    offer(
        Act::Join,
        ViolationAct::JoinViolation,
        plain && any_to_join(state, violation),
    );
    acts
}

pub(super) fn act_button(
    act: Act,
    kind: ButtonKind,
    begin: Callback<Act>,
    language: Language,
) -> AnyView {
    view! {
        <Button kind on_click=move |()| begin.run(act)>
            {move || act.label(language.text())}
        </Button>
    }
    .into_any()
}

/// The bar at the foot: my first task, or persuading.
#[component]
fn NextAct(violation: Memo<Option<Violation>>, begin: Callback<Act>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let next = Memo::new(move |_| {
        violation.with(|violation| {
            let violation = violation.as_ref()?;
            let hands = Hands::now(state);
            let mine = violation
                .tasks()
                .into_iter()
                .filter(|task| hands.hold(task))
                .find_map(|task| Act::of_task(task.kind, task.disposition));
            mine.or_else(|| violation.open().then_some(Act::Persuade))
        })
    });
    move || {
        next.get().map(|act| {
            let beside = match act {
                Act::Countersign(id) => Some(act_button(
                    Act::Decline(id),
                    ButtonKind::Secondary,
                    begin,
                    language,
                )),
                _ => None,
            };
            let first = act_button(act, ButtonKind::Primary, begin, language);
            view! { <PrimaryBar>{beside}{first}</PrimaryBar> }
        })
    }
}
