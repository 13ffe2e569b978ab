//! Who left may ask that their data goes: names, phones and words of the unit, here and at the server.

use domain::act::{Act, seats};
use domain::command::CommandBody;
use domain::id::UnitId;
use domain::occupant::OccupantCommand;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::refused::Refused;
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Dialog, Field, Notice, TextArea, Tone};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;

fn may(state: AppState) -> bool {
    let roles = state.roles_in_hand();
    state
        .policy_on(state.today.get())
        .is_some_and(|policy| seats(Act::ErasePersonalData, &policy).held_by(&[roles], &policy))
}

/// Offered to those who may, once the occupant has left.
#[component]
pub fn Erase(unit: UnitId, #[prop(into)] left: Signal<bool>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let deed = Deed::default();
    let offered = Memo::new(move |_| left.get() && may(state));
    let erase = move |()| {
        let command = OccupantCommand::ErasePersonalData {
            unit,
            reason: reason.get_untracked().trim().to_owned(),
        };
        let submission = Submission::now(CommandBody::Occupant(command), Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || {
                let _ = open.try_set(false);
            });
        });
    };
    view! {
        {move || offered.get().then(|| view! {
            <Button kind=ButtonKind::Quiet on_click=move |()| open.set(true)>
                {move || language.text().occupant.erase}
            </Button>
        })}
        {move || deed.saved.get().then(|| view! {
            <Notice tone=Tone::Done><p>{move || language.text().occupant.erase_saved}</p></Notice>
        })}
        <Dialog
            open
            id="erase"
            title=language.words(|text| text.occupant.erase)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button on_click=move |()| open.set(false)>{move || language.text().common.cancel}</Button>
                <Button kind=ButtonKind::Danger on_click=erase disabled=deed.working>
                    {move || language.text().occupant.erase}
                </Button>
            }
        >
            <p>{move || language.text().occupant.erase_sure}</p>
            <Refused error=deed.error/>
            <Field
                id="erase-reason"
                label=language.words(|text| text.occupant.erase_reason)
                required=language.words(|text| text.common.required)
            >
                <TextArea value=reason max_length=500/>
            </Field>
        </Dialog>
    }
}
