//! A case as it is read: what and why, until when, what happened, and the one thing to do next.

use chrono::NaiveDate;
use domain::complaint::{Complaint, OwedState, SetAside};
use domain::follow_up::{Standing, standing};
use domain::id::CaseId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::referral::referrals;
use super::slip::{MakeSlip, slips};
use super::step::{Asker, Step, Steps, needs_of, steps};
use super::step_form::StepForm;
use super::timeline::CaseTimeline;
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Card, Chip, Dialog, Empty, Fact, Facts, LinkButton, PaneHead, PrimaryBar,
    Saved, Skeleton, Tone,
};
use crate::language::{Language, use_language};
use crate::pages::parts::names::Directory;
use crate::pages::parts::{again, erased};
use crate::state::AppState;
use crate::text::Word;
use crate::text::timeline::Names;

/// Shows a case and its steps, wherever it is opened from.
#[component]
pub fn CasePane(#[prop(into)] case: Signal<CaseId>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let saved = RwSignal::new(false);
    erased::provide(Signal::derive(move || case.get().stream()));
    Effect::new(move |_| {
        actions.watch(case.get().stream());
        saved.set(false);
    });
    let reading = Memo::new(move |_| state.stream(case.get().stream()).is_none());
    let complaint = Memo::new(move |_| state.complaint(case.get()));
    let here = Memo::new(move |_| complaint.with(Option::is_some));
    move || {
        if here.get() {
            view! { <CaseHere case complaint saved/> }.into_any()
        } else if reading.get() {
            view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any()
        } else {
            view! { <Empty what=language.words(|text| text.common.not_here)/> }.into_any()
        }
    }
}

#[component]
fn CaseHere(
    case: Signal<CaseId>,
    complaint: Memo<Option<Complaint>>,
    saved: RwSignal<bool>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let open_steps = Memo::new(move |_| {
        let today = state.today.get();
        let (Some(complaint), Some(policy), Some(session)) =
            (complaint.get(), state.policy_on(today), state.session.get())
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
            steps(&complaint, &asker)
        })
    });
    // An address may name a step that is to be written anew; chosen by hand it begins afresh.
    let named = use_query_map()
        .with_untracked(|query| query.get("step").and_then(|step| Step::read(&step)));
    let again = RwSignal::new(named.and_then(|_| again::in_address()));
    let asked = RwSignal::new(named);
    let dialog = RwSignal::new(named.is_some());
    let navigate = use_navigate();
    let begin = Callback::new(move |step: Step| {
        saved.set(false);
        if step == Step::StartFollowUp {
            let case = case.get_untracked();
            navigate(
                &format!("/follow-ups/{case}/record"),
                NavigateOptions::default(),
            );
        } else {
            again.set(None);
            asked.set(Some(step));
            dialog.set(true);
        }
    });
    let title = Signal::derive(move || {
        complaint.with(|complaint| {
            complaint.as_ref().map_or_else(String::new, |complaint| {
                format!("{} {}", complaint.unit_code, complaint.occupant)
            })
        })
    });
    let done = Callback::new(move |()| {
        dialog.set(false);
        saved.set(true);
    });
    let leave = Callback::new(move |()| dialog.set(false));
    let form = move || {
        let step = asked.get()?;
        let complaint = complaint.get_untracked()?;
        Some(if step == Step::MakeSlip {
            view! { <MakeSlip complaint again=again.get_untracked() on_done=done/> }.into_any()
        } else {
            view! { <StepForm step complaint again=again.get_untracked() on_done=done on_leave=leave/> }
                .into_any()
        })
    };
    view! {
        <PaneHead title detail=detail(state, language, complaint)>
            {move || complaint.get().map(|complaint| chips(state, language, case.get(), &complaint))}
        </PaneHead>
        {move || saved.get().then(|| view! {
            <Saved text=language.words(|text| text.complaint.step_saved)/>
        })}
        <Card>{move || complaint.get().map(|complaint| facts(state, language, &complaint))}</Card>
        <OtherSteps open_steps begin/>
        <Forms case complaint/>
        <CaseTimeline case begin/>
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

fn detail(
    state: AppState,
    language: Language,
    complaint: Memo<Option<Complaint>>,
) -> Signal<String> {
    Signal::derive(move || {
        let lang = language.get();
        let names = Directory::now(state, lang);
        complaint.with(|complaint| {
            complaint.as_ref().map_or_else(String::new, |complaint| {
                let severity = complaint.severity_for_follow_up().word(lang).to_owned();
                let department = complaint.department.map(|id| names.department(id));
                [
                    Some(lang.complaint_number(complaint.number.as_deref())),
                    department,
                    Some(severity),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
            })
        })
    })
}

/// What colour a standing takes on a chip and on a card's edge.
#[must_use]
pub(in crate::pages) const fn tone_of(standing: Standing) -> Tone {
    match standing {
        Standing::Late => Tone::Late,
        Standing::DueToday => Tone::Today,
        Standing::Open | Standing::TooEarly => Tone::Plain,
    }
}

fn chips(state: AppState, language: Language, case: CaseId, complaint: &Complaint) -> AnyView {
    let (lang, text, today) = (language.get(), language.text(), state.today.get());
    let due = complaint.owed_now().map(|owed| {
        let window = owed.obligation.window;
        (
            tone_of(standing(&window, today)),
            lang.last_day(&window, today),
        )
    });
    let ended = match (&due, complaint.complete, complaint.goes_on) {
        _ if complaint.set_aside == Some(SetAside::Voided) => {
            Some((Tone::Late, text.register_step.voided.to_owned()))
        }
        _ if complaint.set_aside.is_some() => {
            Some((Tone::Plain, text.register_step.joined.to_owned()))
        }
        (Some(_), _, _) => None,
        (None, true, _) => Some((Tone::Done, text.complaint.complete.to_owned())),
        (None, false, Some(why)) => Some((
            Tone::Today,
            format!("{} · {}", text.complaint.goes_on, why.word(lang)),
        )),
        (None, false, None)
            if complaint
                .owed
                .last()
                .is_some_and(|owed| owed.state == OwedState::Unreachable) =>
        {
            Some((Tone::Late, text.complaint.unreachable.to_owned()))
        }
        (None, false, None) => Some((Tone::Plain, complaint.status.word(lang).to_owned())),
    };
    let unsent = state
        .heads
        .with(|heads| heads.unsent.contains(&case.stream()))
        .then(|| (Tone::Today, text.common.unsent.to_owned()));
    [unsent, due, ended]
        .into_iter()
        .flatten()
        .map(|(tone, words)| view! { <Chip tone=Signal::stored(tone) large=true text=Signal::stored(words)/> })
        .collect_view()
        .into_any()
}

fn facts(state: AppState, language: Language, complaint: &Complaint) -> AnyView {
    let (lang, words, today) = (
        language.get(),
        &language.text().complaint,
        state.today.get(),
    );
    let names = Directory::now(state, lang);
    let offset = names.utc_offset_minutes();
    let fact = |label: &str, value: String| plain(label, value, None);
    let mut rows = vec![fact(words.content, complaint.content.clone())];
    if let Some(phone) = complaint.phone.clone() {
        rows.push(call(words.phone, phone));
    }
    if let Some(at) = complaint.appointment {
        rows.push(fact(words.appointment, lang.full_moment(at, offset)));
    }
    rows.push(fact(
        words.category,
        complaint.category.word(lang).to_owned(),
    ));
    let severity = match (complaint.severity, complaint.severity_proposed) {
        (Some(severity), _) => severity.word(lang).to_owned(),
        (None, Some(proposed)) => {
            format!(
                "{} · {} · {}",
                proposed.word(lang),
                words.severity_proposed,
                words.severity_undecided
            )
        }
        (None, None) => words.severity_undecided.to_owned(),
    };
    rows.push(plain(
        words.severity,
        severity,
        Some(lang.clause(domain::clause::Clause::M3)),
    ));
    let department = complaint.department.map_or_else(
        || words.department_missing.to_owned(),
        |id| names.department(id),
    );
    rows.push(plain(
        words.department,
        department,
        complaint
            .department
            .is_none()
            .then(|| lang.clause(domain::clause::Clause::M4_4b)),
    ));
    if let Some(assignee) = complaint.assignee {
        rows.push(fact(words.assignee, names.person(assignee)));
    }
    if let Some(limit) = complaint.limit {
        let now = crate::pages::parts::minute::office_now(state);
        let stands = match complaint.handled_at {
            None => lang.limit_left(limit, now),
            Some(handled) => lang.handled_by(limit, handled),
        };
        let limit = lang.moment(limit, offset);
        rows.push(fact(words.limit, format!("{limit} · {stands}")));
    }
    if let Some(on) = complaint.handled_on {
        rows.push(fact(
            words.result,
            format!("{} {}", lang.date(on), complaint.result),
        ));
    }
    if let Some(on) = complaint.closed_out_on {
        rows.push(fact(words.closed_out_on, lang.date(on)));
    }
    rows.extend(referrals(state, complaint, &names, lang));
    rows.extend(slips(state, complaint));
    rows.extend(owed_facts(state, language, complaint, &names, today));
    view! { <Facts>{rows}</Facts> }.into_any()
}

/// The window with its clause, who may go with theirs, who is planned.
fn owed_facts(
    state: AppState,
    language: Language,
    complaint: &Complaint,
    names: &Directory,
    today: NaiveDate,
) -> Vec<AnyView> {
    let (lang, words) = (language.get(), &language.text().complaint);
    let Some(owed) = complaint.owed_now() else {
        return Vec::new();
    };
    let window = owed.obligation.window;
    let mut rows = vec![plain(
        words.window,
        lang.window(&window),
        Some(lang.clause(window.clause)),
    )];
    if let Some(policy) = state.policy_on(today) {
        let right = needs_of(complaint, &policy);
        rows.push(plain(
            words.conductors,
            lang.needs(&right.needs),
            Some(lang.clause_short(right.clause)),
        ));
    }
    if let Some(planned) = &owed.scheduled {
        let people: Vec<String> = planned
            .people
            .iter()
            .map(|person| names.person(*person))
            .collect();
        let value = format!("{} · {}", lang.day_month(planned.on), lang.list(&people));
        rows.push(plain(words.scheduled_for, value, None));
    }
    if let Some(technician) = owed.technician_sent {
        rows.push(plain(words.send_technician, names.person(technician), None));
    }
    if !owed.attempts.is_empty() {
        let tried = domain::follow_up::Attempts::count(
            owed.attempts
                .iter()
                .map(|attempt| (attempt.on, attempt.channel)),
        );
        rows.push(plain(
            words.attempts,
            lang.attempts(tried.made, tried.days, tried.channels),
            Some(lang.clause_short(domain::clause::Clause::Ours)),
        ));
    }
    rows
}

fn plain(label: &str, value: String, clause: Option<String>) -> AnyView {
    view! { <Fact label=Signal::stored(label.to_owned()) value=Some(value) clause=clause/> }
        .into_any()
}

fn call(label: &str, phone: String) -> AnyView {
    let href = format!("tel:{}", phone.replace(' ', ""));
    view! { <Fact label=Signal::stored(label.to_owned())><a href=href>{phone}</a></Fact> }
        .into_any()
}

/// The forms the procedures name, to be printed: the register form, and each referral.
#[component]
fn Forms(case: Signal<CaseId>, complaint: Memo<Option<Complaint>>) -> impl IntoView {
    let language = use_language();
    let referrals = Memo::new(move |_| {
        complaint.with(|complaint| {
            complaint.as_ref().map_or_else(Vec::new, |complaint| {
                complaint
                    .referrals
                    .iter()
                    .map(|referral| referral.number)
                    .collect()
            })
        })
    });
    let of_referrals = move || {
        let several = referrals.with(|numbers: &Vec<u16>| numbers.len() > 1);
        referrals
            .get()
            .into_iter()
            .map(|number| {
                let href = format!("/complaints/{}/referrals/{number}", case.get());
                let label = move || {
                    let words = language.text().paper.print_referral;
                    if several {
                        format!("{words} {number}")
                    } else {
                        words.to_owned()
                    }
                };
                view! { <LinkButton href=Signal::stored(href)>{label}</LinkButton> }
            })
            .collect_view()
    };
    let href = Signal::derive(move || format!("/complaints/{}/paper", case.get()));
    view! {
        <div class="row">
            <LinkButton href>{move || language.text().paper.print_register}</LinkButton>
            {of_referrals}
        </div>
    }
}

/// The bar at the foot: the one thing to do next, and what stands beside it.
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

/// Everything else I may do, above the timeline.
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

/// What goes back, or only sorts the register, is never the primary action.
const fn is_aside(step: Step) -> bool {
    matches!(
        step,
        Step::StepBack | Step::JoinDuplicate | Step::PartDuplicate | Step::DispatchAgain
    )
}

/// The first step onward is the primary one; an attempt in vain stands beside the follow-up it belongs to.
fn shown_at_foot(steps: &Steps) -> (Option<Step>, Option<Step>) {
    let first = steps.mine.iter().copied().find(|step| !is_aside(*step));
    let beside = match first {
        Some(Step::StartFollowUp) => steps.mine.iter().find(|step| **step == Step::Attempt),
        Some(Step::ConfirmConduct(command)) => steps
            .mine
            .iter()
            .find(|step| **step == Step::DenyConduct(command)),
        Some(Step::Open) => steps.mine.iter().find(|step| **step == Step::HandUp),
        _ => None,
    };
    (first, beside.copied())
}

fn step_button(step: Step, kind: ButtonKind, begin: Callback<Step>, language: Language) -> AnyView {
    view! {
        <Button kind on_click=Callback::new(move |()| begin.run(step))>
            {move || step.label(language.text())}
        </Button>
    }
    .into_any()
}
