//! Taking a complaint down, in the order of the paper form.

use domain::act::{Act, seats};
use domain::clause::Clause;
use domain::event::complaint::RequestKind;
use domain::follow_up::Category;
use domain::id::{CaseId, UnitId, WorkOrderId};
use domain::rejection::Field as Answer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::registration::Answers;
use super::slip::SlipQuestions;
use super::step_form::severities;
use super::step_saved::name_of;
use super::unit_choice::UnitChoice;
use crate::actions::Actions;
use crate::components::{
    BackLink, Button, ButtonKind, Choice, Choices, DateTimeInput, Field, Page, PrimaryBar, Saved,
    Select, TelInput, TextArea,
};
use crate::engine::message::SubmitError;
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::occupants::kind;
use crate::pages::parts::names::departments;
use crate::pages::parts::photos::PhotoField;
use crate::pages::parts::refused::{Refused, said_at};
use crate::pages::parts::{again, draft};
use crate::random;
use crate::state::AppState;
use crate::text::{Word, text};

/// One register form at a time on a tablet: an unfinished one is found again.
const DRAFT: &str = "register";

#[component]
pub fn RegisterPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let unit: Option<UnitId> =
        query.with_untracked(|query| query.get("unit").and_then(|unit| unit.parse().ok()));
    let answers = Answers::blank(unit);
    // From the list of work orders it is a repair, until the draft says otherwise.
    let from_work_orders =
        query.with_untracked(|query| query.get("request").as_deref() == Some("repair"));
    if from_work_orders {
        answers.request.set(name_of(&RequestKind::Repair));
    }
    let came_from = if from_work_orders {
        "/work-orders"
    } else {
        "/complaints"
    };
    let back = BackLink::new(
        Signal::stored(came_from.to_owned()),
        language.words(|text| text.common.back),
    );
    let title = language.say(move |lang| {
        let text = text(lang);
        if answers.is_repair() {
            text.work_order.register
        } else {
            text.register.title
        }
        .to_owned()
    });
    view! {
        <Frame title back=Signal::stored(Some(back))>
            <Page>
                <RegisterForm answers given=unit.is_some()/>
            </Page>
        </Frame>
    }
}

#[component]
fn RegisterForm(answers: Answers, given: bool) -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let again = again::in_address();
    let key = again::draft_key(DRAFT, again);
    let kept = draft::keep(
        key.clone(),
        move || answers.draft(),
        move |draft| answers.fill(draft, given),
    );
    answers.remember_beginning(state, kept.loaded);
    let error = RwSignal::new(None::<SubmitError>);
    let saving = RwSignal::new(false);
    let navigate = use_navigate();
    let untraded = RwSignal::new(false);
    let save = Callback::new(move |with_slip: bool| {
        let Some(session) = state.session.get_untracked() else {
            return;
        };
        if saving.get_untracked() {
            return;
        }
        let case = case_of(state, answers.case.get_untracked());
        let offset = state.utc_offset_minutes();
        let ready = answers.registering(case, session.office, kind(state), offset);
        let mut ready = match ready {
            Ok(ready) => ready,
            Err(rejection) => {
                error.set(Some(SubmitError::Refused(rejection)));
                return;
            }
        };
        error.set(None);
        let order = WorkOrderId::mint(random::minted_at(), random::bytes());
        let slip = with_slip.then(|| answers.slip(case, order));
        untraded.set(matches!(slip, Some(None)));
        if untraded.get_untracked() {
            return;
        }
        saving.set(true);
        ready.complaint.draft = Some(key.clone());
        kept.over.set_value(true);
        let (actions, navigate) = (actions.clone(), navigate.clone());
        spawn_local(async move {
            let mut result = Ok(());
            if let Some(unit) = ready.unit {
                result = actions.submit(unit).await.map(|_| ());
            }
            if result.is_ok() {
                result = actions.submit(ready.complaint).await.map(|_| ());
            }
            if result.is_ok() {
                again::settle(&actions, again).await;
            }
            let mut page = format!("/complaints/{}?saved=yes", ready.case);
            // Once the registration stands, a slip that is refused is made from the case's page.
            if result.is_ok()
                && let Some(Some(slip)) = slip
                && actions.submit(slip).await.is_ok()
            {
                page = format!("/work-orders/{order}?saved=yes");
            }
            let _ = saving.try_set(false);
            match result {
                Ok(()) => navigate(
                    &page,
                    NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    },
                ),
                Err(refused) => {
                    let _ = kept.over.try_set_value(false);
                    let _ = error.try_set(Some(refused));
                }
            }
        });
    });
    let repair = Memo::new(move |_| answers.is_repair());
    let may_make = Memo::new(move |_| {
        let policy = state.policy_on(state.today.get());
        policy.is_some_and(|policy| {
            seats(Act::MakeWorkOrder, &policy).held_by(&[state.roles_in_hand()], &policy)
        })
    });
    let one_tap = Memo::new(move |_| repair.get() && may_make.get());
    let buttons = move || {
        let kind = if one_tap.get() {
            ButtonKind::Secondary
        } else {
            ButtonKind::Primary
        };
        let with_slip = one_tap.get().then(|| {
            view! {
                <Button kind=ButtonKind::Primary disabled=saving on_click=move |()| save.run(true)>
                    {move || language.text().work_order.register_and_make}
                </Button>
            }
        });
        view! {
            <Button kind disabled=saving on_click=move |()| save.run(false)>
                {move || language.text().register.submit}
            </Button>
            {with_slip}
        }
    };
    view! {
        <Refused error/>
        <Request answers/>
        <UnitChoice answers error/>
        <Said answers error/>
        {move || if repair.get() {
            view! { <SlipQuestions trade=answers.trade handover=answers.handover missing=untraded/> }.into_any()
        } else {
            view! { <Sorting answers error/> }.into_any()
        }}
        <Field id="register-photos" label=language.words(|text| text.register.photos) group=true>
            <PhotoField value=answers.photos/>
        </Field>
        <PrimaryBar note=kept.note(language)>
            {buttons}
        </PrimaryBar>
    }
}

/// Both come in on the same form (C2).
#[component]
fn Request(answers: Answers) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        [RequestKind::Complaint, RequestKind::Repair]
            .map(|kind| Choice::new(name_of(&kind), kind.word(language.get())))
            .to_vec()
    });
    view! {
        <Field
            id="register-request"
            label=language.words(|text| text.work_order.request)
            clause=language.say(|lang| lang.clause(Clause::C2))
            group=true
        >
            <Choices name="register-request" value=answers.request choices/>
        </Field>
    }
}

/// The case written anew keeps its id, unless something stands under it already.
fn case_of(state: AppState, wanted: Option<CaseId>) -> CaseId {
    wanted
        .filter(|case| {
            state
                .heads
                .with_untracked(|heads| !heads.complaints.contains_key(case))
        })
        .unwrap_or_else(|| CaseId::mint(random::minted_at(), random::bytes()))
}

/// What they say, and how to reach them (C3).
#[component]
fn Said(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let language = use_language();
    let clause = move || language.say(|lang| lang.clause(Clause::C3));
    let neither = move || said_at(error, Answer::PhoneOrAppointment, language.get());
    view! {
        <Field
            id="register-content"
            label=Signal::derive(move || {
                let text = language.text();
                if answers.is_repair() {
                    text.work_order.wanted
                } else {
                    text.register.content
                }
                .to_owned()
            })
            required=language.words(|text| text.common.required)
            clause=clause()
            error=Signal::derive(move || said_at(error, Answer::Content, language.get()))
        >
            <TextArea
                value=answers.content
                placeholder=language.words(|text| text.register.content_hint)
                max_length=2000
            />
        </Field>
        <div class="columns">
            <Field
                id="register-phone"
                label=language.words(|text| text.register.phone)
                hint=language.words(|text| text.register.phone_or_appointment)
                clause=clause()
                error=Signal::derive(neither)
            >
                <TelInput value=answers.phone/>
            </Field>
            <Field
                id="register-appointment"
                label=language.words(|text| text.register.appointment)
                hint=language.words(|text| text.register.phone_or_appointment)
                clause=clause()
            >
                <DateTimeInput value=answers.appointment/>
            </Field>
        </div>
        <Field
            id="register-happened"
            label=language.words(|text| text.register.happened)
            hint=language.words(|text| text.register.happened_hint)
        >
            <DateTimeInput value=answers.happened/>
        </Field>
    }
}

/// What it is about and whom it concerns.
#[component]
fn Sorting(answers: Answers, error: RwSignal<Option<SubmitError>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let categories = Signal::derive(move || {
        Category::ALL
            .iter()
            .map(|category| Choice::new(name_of(category), category.word(language.get())))
            .collect::<Vec<_>>()
    });
    let later = language.words(|text| text.register.department_later);
    view! {
        <div class="columns">
            <Field id="register-category" label=language.words(|text| text.register.category)>
                <Select value=answers.category choices=categories/>
            </Field>
            <Field
                id="register-department"
                label=language.words(|text| text.register.department)
                clause=language.say(|lang| lang.clause(Clause::M4_4b))
                error=Signal::derive(move || said_at(error, Answer::Department, language.get()))
            >
                <Select
                    value=answers.department
                    choices=Signal::derive(move || departments(state))
                    placeholder=later
                />
            </Field>
        </div>
        <Field
            id="register-severity"
            label=language.words(|text| text.register.severity)
            hint=language.words(|text| text.register.severity_hint)
            clause=language.say(|lang| lang.clause(Clause::M3))
            group=true
        >
            <Choices
                name="register-severity"
                value=answers.severity
                choices=Signal::derive(move || severities(language.get()))
            />
        </Field>
    }
}

/// Said on the case's page, right after it was registered.
#[component]
pub fn JustRegistered() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    move || {
        query.with(|query| query.get("saved").is_some()).then(|| {
            view! {
                <Saved text=language.words(|text| text.register.saved)/>
            }
        })
    }
}
