//! Handed to the occupant: their case, one question, their signature; nothing else can be reached.

use domain::id::{CaseId, WorkOrderId};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::form::Form;
use super::record::{RESULT, case_in_path};
use super::step_contents::grade_words;
use super::subject::{Subject, order_in_address};
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Dialog, FaceDone, FacePage, GradeButtons, SignaturePad, Skeleton,
};
use crate::language::use_language;
use crate::pages::parts::{again, draft};
use crate::state::AppState;

#[component]
pub fn FaceToFacePage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let case = case_in_path();
    let order = order_in_address();
    Effect::new(move |_| {
        if state.ready.get()
            && let Some(case) = case.get()
        {
            actions.watch(order.map_or(case.stream(), |order| order.stream()));
        }
    });
    let opened = Memo::new(move |before: Option<&Option<(CaseId, u16)>>| {
        if let Some(Some(before)) = before {
            return Some(*before);
        }
        let case = case.get()?;
        let owed = Subject::of(state, case, order)?.owed_now?;
        Some((case, owed.obligation.round))
    });
    move || match opened.get() {
        Some((case, round)) => view! { <Handed case order round/> }.into_any(),
        None => view! { <Skeleton label=language.words(|text| text.common.loading)/> }.into_any(),
    }
}

#[component]
fn Handed(case: CaseId, order: Option<WorkOrderId>, round: u16) -> impl IntoView {
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let language = use_language();
    let navigate = use_navigate();
    let form = Form::new(case, order, round, again::in_address());
    let kept = draft::keep(
        form.key(),
        move || form.snapshot(),
        move |draft| form.fill(draft),
    );
    form.remember_beginning(state, kept.loaded);
    let given = RwSignal::new(false);
    let asked = RwSignal::new(None::<bool>);
    let taking_back = RwSignal::new(false);
    let case_line = Signal::derive(move || {
        Subject::of(state, case, order).map_or_else(String::new, |subject| {
            let handled = subject.done_on.map(|on| language.get().handled_on(on));
            [
                Some(format!("{} {}", subject.unit_code, subject.occupant)),
                Some(subject.content),
                handled,
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
        })
    });
    let submit = Callback::new(move |signs: bool| {
        if form.satisfaction.with_untracked(Option::is_none) {
            asked.set(Some(true));
            return;
        }
        if signs && form.strokes.with_untracked(Vec::is_empty) {
            asked.set(Some(false));
            return;
        }
        if !signs {
            form.strokes.set(Vec::new());
            form.unsigned_reason
                .set(language.text().follow_up.unsigned_refused.to_owned());
        }
        form.step.set(RESULT);
        given.set(true);
        let actions = actions.clone();
        let json = serde_json::to_string(&untrack(|| form.snapshot())).unwrap_or_default();
        leptos::task::spawn_local(async move {
            draft::store(&actions, form.key(), json, kept).await;
        });
    });
    let back = Callback::new(move |()| {
        taking_back.set(false);
        navigate(&form.address("record"), Default::default());
    });
    let foot = move || {
        view! {
            <Button kind=ButtonKind::Primary on_click=back>
                {move || language.text().follow_up.step_result}
            </Button>
        }
    };
    let questions = move || {
        view! {
            <FacePage
                case_line
                question=language.words(|text| text.face.satisfaction)
                note=language.words(|text| text.face.give_back)
                before=move || view! {
                    <Button on_click=move |()| form.strokes.set(Vec::new())>
                        {move || language.text().face.sign_again}
                    </Button>
                    <Button kind=ButtonKind::Quiet on_click=move |()| submit.run(false)>
                        {move || language.text().face.rather_not_sign}
                    </Button>
                }
                after=move || view! {
                    <Button kind=ButtonKind::Primary on_click=move |()| submit.run(true)>
                        {move || language.text().face.submit}
                    </Button>
                }
            >
                <GradeButtons
                    name="face-satisfaction"
                    value=form.satisfaction
                    labels=grade_words(language)
                    faces=true
                    label=language.words(|text| text.face.satisfaction)
                />
                <p class="face-label">{move || language.text().face.sign_here}</p>
                <SignaturePad
                    strokes=form.strokes
                    label=language.words(|text| text.face.sign_area)
                    note=language.words(|text| text.face.sign_purpose)
                />
                <p class="field-error" role="alert">
                    {move || asked.get().map(|grade| {
                        let text = &language.text().face;
                        if grade { text.choose_first } else { text.sign_first }
                    })}
                </p>
            </FacePage>
        }
    };
    view! {
        {move || if given.get() {
            view! {
                <FaceDone
                    title=language.words(|text| text.face.thanks)
                    detail=language.words(|text| text.face.thanks_give_back)
                >
                    <Button on_click=move |()| taking_back.set(true)>
                        {move || language.text().face.staff_take_back}
                    </Button>
                </FaceDone>
            }.into_any()
        } else {
            questions().into_any()
        }}
        <Dialog
            open=taking_back
            id="take-back"
            title=language.words(|text| text.face.staff_take_back)
            close_label=language.words(|text| text.common.close)
            foot
        >
            <p>{move || language.text().face.thanks_give_back}</p>
        </Dialog>
    }
}
