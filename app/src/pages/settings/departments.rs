//! The office's departments. Whoever may not add one is told who may.

use domain::command::CommandBody;
use domain::office::OfficeCommand;
use leptos::prelude::*;

use super::super::parts::deed::Deed;
use super::super::parts::refused::Refused;
use crate::actions::{Actions, Sealer};
use crate::components::{Button, Card, Field, TextInput};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;

#[component]
pub fn Departments() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let name = RwSignal::new(String::new());
    let deed = Deed::default();
    let list = move || {
        state.office.with(|office| {
            office.as_ref().map(|office| {
                office
                    .departments
                    .values()
                    .map(|name| view! { <li class="chip chip-large">{name.clone()}</li> })
                    .collect_view()
            })
        })
    };
    let add = move || {
        let body = CommandBody::Office(OfficeCommand::DefineDepartment {
            name: name.get_untracked().trim().to_owned(),
        });
        let submission = Submission::now(body, Sealer::default());
        deed.send(&actions, submission, move || name.set(String::new()));
    };
    view! {
        <Card title=language.words(|text| text.staff.departments)>
            <ul class="row">{list}</ul>
            <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Refused error=deed.error/>
                <Field id="department-name" label=language.words(|text| text.staff.department_name)>
                    <TextInput value=name max_length=40/>
                </Field>
                <div class="row">
                    <Button submit=true disabled=deed.working>{move || language.text().staff.add_department}</Button>
                    <span role="status" class="second">
                        {move || deed.saved.get().then(|| language.text().common.saved)}
                    </span>
                </div>
            </form>
        </Card>
    }
}
