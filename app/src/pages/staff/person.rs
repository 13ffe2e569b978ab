//! One member of staff: roles with their days, what may be changed about them, and their sign-in code.

use std::sync::Arc;

use domain::command::CommandBody;
use domain::head::PersonHead;
use domain::id::PersonId;
use domain::person::PersonCommand;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::refused::Refused;
use super::code::SignInCode;
use super::grant::{GrantFields, GrantForm};
use super::roles::RoleList;
use super::trades::Trades;
use crate::actions::{Actions, Sealer};
use crate::components::{
    Button, ButtonKind, Card, Chip, DateInput, Dialog, Empty, Fact, Facts, Field, PaneHead, Tone,
};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;

#[component]
pub fn PersonPane(person: PersonId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let head = Memo::new(move |_| {
        state
            .heads
            .with(|heads| heads.people.get(&person).map(|head| (**head).clone()))
    });
    let known = Memo::new(move |_| head.with(Option::is_some));
    move || {
        if known.get() {
            let head = Signal::derive(move || head.get().map(Arc::new));
            view! { <Person person head/> }.into_any()
        } else {
            view! { <Empty what=language.words(|text| text.common.not_here)/> }.into_any()
        }
    }
}

#[component]
fn Person(person: PersonId, head: Signal<Option<Arc<PersonHead>>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let unsent = Memo::new(move |_| {
        state
            .heads
            .with(|heads| heads.unsent.contains(&person.stream()))
    });
    let part = move |part: fn(&PersonHead) -> Option<String>| {
        Signal::derive(move || head.get().and_then(|head| part(&head)))
    };
    let name = Signal::derive(move || head.get().map(|head| head.name.clone()).unwrap_or_default());
    let phone = part(|head| head.phone.clone());
    let left = Signal::derive(move || {
        head.get()
            .and_then(|head| head.removed_on)
            .map(|on| language.get().date(on))
    });
    view! {
        <PaneHead title=name>
            {move || unsent.get().then(|| view! {
                <Chip tone=Tone::Today text=language.words(|text| text.common.pending_mark)/>
            })}
        </PaneHead>
        <Card>
            <Facts>
                <Fact
                    label=language.words(|text| text.staff.sign_in_name)
                    value=part(|head| Some(head.sign_in_name.clone()))
                />
                {move || phone.get().map(|phone| view! {
                    <Fact label=language.words(|text| text.staff.phone) value=Signal::stored(Some(phone))/>
                })}
                {move || left.get().map(|on| view! {
                    <Fact label=language.words(|text| text.staff.removed) value=Signal::stored(Some(on))/>
                })}
            </Facts>
        </Card>
        <RoleList person head/>
        <Trades person head/>
        <div class="row">
            <GrantRole person/>
            <Remove person/>
        </div>
        <SignInCode person unsent/>
    }
}

#[component]
fn GrantRole(person: PersonId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let open = RwSignal::new(false);
    let tried = RwSignal::new(false);
    let deed = Deed::default();
    let form = GrantForm::from(state.today.get_untracked());
    let save = move |()| {
        tried.set(true);
        let Some(grant) = form.grant() else { return };
        let body = CommandBody::Person(PersonCommand::GrantRole { person, grant });
        let submission = Submission::now(body, Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || open.set(false));
        });
    };
    view! {
        <Button on_click=move |()| { tried.set(false); open.set(true); }>
            {move || language.text().staff.grant_role}
        </Button>
        <Dialog
            open
            id="grant-role"
            title=language.words(|text| text.staff.grant_role)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Primary on_click=save disabled=deed.working>
                    {move || language.text().common.save}
                </Button>
            }
        >
            <Refused error=deed.error/>
            <GrantFields form tried/>
        </Dialog>
    }
}

#[component]
fn Remove(person: PersonId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let open = RwSignal::new(false);
    let deed = Deed::default();
    let on = RwSignal::new(state.today.get_untracked().to_string());
    let remove = move |()| {
        let Ok(on) = on.get_untracked().parse() else {
            return;
        };
        let body = CommandBody::Person(PersonCommand::Remove { person, on });
        let submission = Submission::now(body, Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || open.set(false));
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet on_click=move |()| open.set(true)>
            {move || language.text().staff.remove}
        </Button>
        <Dialog
            open
            id="remove-person"
            title=language.words(|text| text.staff.remove)
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                <Button kind=ButtonKind::Danger on_click=remove disabled=deed.working>
                    {move || language.text().staff.remove}
                </Button>
            }
        >
            <p>{move || language.text().staff.remove_sure}</p>
            <Refused error=deed.error/>
            <Field id="remove-on" label=language.words(|text| text.staff.remove_on)>
                <DateInput value=on/>
            </Field>
        </Dialog>
    }
}
