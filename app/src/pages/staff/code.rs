//! The one-time code a person signs in with the first time, or sets a new password with. Shown once.

use domain::id::PersonId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::Actions;
use crate::components::{Button, Card, Notice, Tone};
use crate::engine::message::AccountError;
use crate::language::use_language;

#[component]
pub fn SignInCode(person: PersonId, unsent: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let working = RwSignal::new(false);
    let code = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<AccountError>);
    let issue = move |()| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        failed.set(None);
        code.set(None);
        let actions = actions.clone();
        spawn_local(async move {
            let answer = actions.issue_code(person).await;
            let _ = working.try_set(false);
            match answer {
                Ok(given) => {
                    let _ = code.try_set(Some(given));
                }
                Err(error) => {
                    let _ = failed.try_set(Some(error));
                }
            }
        });
    };
    let shown = move || {
        code.get().map(|code| {
            view! {
                <Notice tone=Tone::Act>
                    <p>{move || language.text().staff.code_is}</p>
                    <p class="figure-value"><code>{code}</code></p>
                    <p>{move || language.text().staff.code_once}</p>
                </Notice>
            }
        })
    };
    view! {
        <Card title=language.words(|text| text.staff.code_is)>
            <p class="second">{move || language.text().staff.reset_lead}</p>
            {move || unsent.get().then(|| view! {
                <Notice tone=Tone::Today><p>{move || language.text().staff.code_after_sync}</p></Notice>
            })}
            {move || failed.get().map(|error| view! {
                <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
            })}
            {shown}
            <div class="row">
                <Button on_click=issue disabled=Signal::derive(move || working.get() || unsent.get())>
                    {move || language.text().staff.issue_code}
                </Button>
            </div>
        </Card>
    }
}
