//! Recording a follow-up: facts, contents, face to face, result; each step can be left and come back to.

use domain::event::unit::OccupantKind;
use domain::id::{CaseId, WorkOrderId};
use domain::policy::Policy;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::form::Form;
use super::step_contents::ContentsStep;
use super::step_facts::FactsStep;
use super::step_result::ResultStep;
use super::subject::{self, Subject};
use crate::actions::Actions;
use crate::components::{
    BackLink, Button, ButtonKind, Empty, Page, PrimaryBar, Skeleton, StepView, Steps,
};
use crate::engine::message::SubmitError;
use crate::language::{Language, use_language};
use crate::pages::frame::Frame;
use crate::pages::parts::again;
use crate::pages::parts::draft::{self, DraftState};
use crate::state::AppState;

pub(super) const FACTS: usize = 0;
pub(super) const CONTENTS: usize = 1;
pub(super) const FACE: usize = 2;
pub(super) const RESULT: usize = 3;

/// What all steps need to know; values that do not change while the page is open.
#[derive(Clone)]
pub(super) struct Recording {
    pub form: Form,
    pub subject: StoredValue<Subject>,
    pub policy: StoredValue<Policy>,
    pub occupant: OccupantKind,
    pub error: RwSignal<Option<SubmitError>>,
    pub draft: DraftState,
}

/// The case in the address.
pub(super) fn case_in_path() -> Memo<Option<CaseId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("case")?.parse().ok()))
}

#[component]
pub fn RecordPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let case = case_in_path();
    let order = subject::order_in_address();
    Effect::new(move |_| {
        if state.ready.get()
            && state.session.with(Option::is_some)
            && let Some(case) = case.get()
        {
            actions.watch(order.map_or(case.stream(), |order| order.stream()));
        }
    });
    let title = Signal::derive(move || {
        let subject = case.get().and_then(|case| Subject::of(state, case, order));
        subject.map_or_else(
            || language.text().follow_up.record.to_owned(),
            |subject| {
                language
                    .get()
                    .follow_up_of(&subject.unit_code, &subject.occupant)
            },
        )
    });
    // The round the page was opened for stays, also when the answer to the saved command comes down.
    let opened = Memo::new(move |before: Option<&Option<(CaseId, u16)>>| {
        let case = case.get()?;
        if let Some(Some(before)) = before
            && before.0 == case
        {
            return Some(*before);
        }
        let owed = Subject::of(state, case, order)?.owed_now?;
        Some((case, owed.obligation.round))
    });
    let known = move || {
        case.get()
            .is_some_and(|case| subject::read(state, case, order))
    };
    let content = move || match opened.get() {
        Some((case, round)) => match untrack(|| prepared(state, case, order, round)) {
            Some(recording) => view! { <StepsOf recording/> }.into_any(),
            None => nothing_owed(language),
        },
        None if known() => nothing_owed(language),
        None => view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any(),
    };
    let back = BackLink::new(
        Signal::derive(move || match (order, case.get()) {
            (Some(order), _) => format!("/work-orders/{order}"),
            (None, Some(case)) => format!("/complaints/{case}"),
            (None, None) => "/".to_owned(),
        }),
        language.words(|text| text.common.back),
    );
    view! {
        <Frame title back=Signal::stored(Some(back))>
            <Page>{content}</Page>
        </Frame>
    }
}

fn nothing_owed(language: Language) -> AnyView {
    view! { <Empty what=language.words(|text| text.follow_up.not_owed)/> }.into_any()
}

fn prepared(
    state: AppState,
    case: CaseId,
    order: Option<WorkOrderId>,
    round: u16,
) -> Option<Recording> {
    let subject = Subject::of(state, case, order)?;
    let owed = subject
        .owed
        .iter()
        .find(|owed| owed.obligation.round == round)?;
    let version = owed.obligation.policy;
    let today = state.today.get();
    let policy = state.office.with(|office| {
        let office = office.as_ref()?;
        let stamped = office
            .policies
            .iter()
            .find(|policy| policy.version == version);
        stamped.or_else(|| office.policy_on(today)).cloned()
    })?;
    let occupant = state.heads.with(|heads| {
        heads
            .units
            .get(&subject.unit)
            .map_or(OccupantKind::Merchant, |unit| unit.kind)
    });
    let form = Form::new(case, order, round, again::in_address());
    let planned = owed
        .scheduled
        .as_ref()
        .map(|schedule| schedule.people.clone())
        .unwrap_or_default();
    let me = state.session.get().map(|session| session.person);
    form.people.set(if planned.is_empty() {
        me.into_iter().collect()
    } else {
        planned
    });
    let draft = draft::keep(
        form.key(),
        move || form.snapshot(),
        move |draft| form.fill(draft),
    );
    form.remember_beginning(state, draft.loaded);
    Some(Recording {
        form,
        subject: StoredValue::new(subject),
        policy: StoredValue::new(policy),
        occupant,
        error: RwSignal::new(None),
        draft,
    })
}

#[component]
fn StepsOf(recording: Recording) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let navigate = use_navigate();
    let form = recording.form;
    let draft = recording.draft;
    let graded = move || {
        form.satisfaction.with(Option::is_some)
            && (!form.strokes.with(Vec::is_empty) || !form.unsigned_reason.with(String::is_empty))
    };
    let contents_done = {
        let policy = recording.policy;
        move || super::step_contents::complete(form, &policy.get_value())
    };
    let steps = vec![
        StepView {
            label: language.words(|text| text.follow_up.step_facts),
            done: Signal::derive(move || {
                form.step.get() > FACTS && !form.people.with(Vec::is_empty)
            }),
        },
        StepView {
            label: language.words(|text| text.follow_up.step_contents),
            done: Signal::derive(contents_done),
        },
        StepView {
            label: language.words(|text| text.follow_up.step_face),
            done: Signal::derive(graded),
        },
        StepView {
            label: language.words(|text| text.follow_up.step_result),
            done: Signal::stored(false),
        },
    ];
    // To the page handed over, once what was typed is durable.
    let hand_over = Callback::new(move |()| {
        let (actions, navigate) = (actions.clone(), navigate.clone());
        form.step.set(FACE);
        let json = serde_json::to_string(&untrack(|| form.snapshot())).unwrap_or_default();
        leptos::task::spawn_local(async move {
            if draft::store(&actions, form.key(), json, draft).await {
                navigate(&form.address("face"), Default::default());
            }
        });
    });
    let step = {
        let recording = recording.clone();
        move || {
            let recording = recording.clone();
            match form.step.get() {
                FACTS => view! { <FactsStep recording/> }.into_any(),
                CONTENTS => view! { <ContentsStep recording/> }.into_any(),
                FACE => view! { <FaceStep recording hand_over/> }.into_any(),
                _ => view! { <ResultStep recording/> }.into_any(),
            }
        }
    };
    let occupant = recording.occupant;
    let foot = move || match form.step.get() {
        FACTS => Some(
            view! {
                <Button kind=ButtonKind::Primary on_click=move |()| form.step.set(CONTENTS)>
                    {move || language.text().common.next}
                </Button>
            }
            .into_any(),
        ),
        CONTENTS => Some(
            view! {
                <Button on_click=move |()| form.step.set(RESULT)>
                    {move || language.text().follow_up.grade_by_staff}
                </Button>
                <Button kind=ButtonKind::Primary on_click=hand_over>
                    {move || language.get().hand_over_to(occupant)}
                </Button>
            }
            .into_any(),
        ),
        FACE => Some(
            view! {
                <Button kind=ButtonKind::Primary on_click=move |()| form.step.set(RESULT)>
                    {move || language.text().common.next}
                </Button>
            }
            .into_any(),
        ),
        _ => None,
    };
    view! {
        <Steps
            label=language.words(|text| text.follow_up.record)
            done_label=language.words(|text| text.common.done)
            steps
            current=form.step
            on_go=move |place| form.step.set(place)
        />
        {step}
        {move || foot().map(|foot| view! { <PrimaryBar note=draft.note(language)>{foot}</PrimaryBar> })}
    }
}

#[component]
fn FaceStep(recording: Recording, hand_over: Callback<()>) -> impl IntoView {
    let language = use_language();
    let form = recording.form;
    let occupant = recording.occupant;
    view! {
        <p>{move || language.text().follow_up.face_lead}</p>
        <Button on_click=hand_over>{move || language.get().hand_over_to(occupant)}</Button>
        {move || form.satisfaction.with(Option::is_some).then(|| view! {
            <p role="status">{language.text().follow_up.face_done}</p>
        })}
        <super::step_result::Grading form/>
    }
}
