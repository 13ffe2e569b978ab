//! A new member of staff with a first role; the one-time code is issued once the server knows them.

use domain::command::{Command, CommandBody};
use domain::id::{CommandId, PersonId};
use domain::person::PersonCommand;
use domain::personal::PersonalBook;
use domain::rejection::Field as Answer;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::{Deserialize, Serialize};

use super::super::parts::deed::Deed;
use super::super::parts::refused::Refused;
use super::super::parts::{again, draft};
use super::grant::{GrantDraft, GrantFields, GrantForm};
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Field, PaneHead, PrimaryBar, TelInput, TextInput};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::random;
use crate::state::AppState;

const DRAFT: &str = "staff/new";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDraft {
    name: String,
    sign_in_name: String,
    phone: String,
    grant: GrantDraft,
}

/// Under which the draft is stored.
#[must_use]
pub fn draft_key(again: Option<CommandId>) -> String {
    again::draft_key(DRAFT, again)
}

impl PersonDraft {
    /// Somebody whose adding was refused, as they were entered; none for another command.
    #[must_use]
    pub fn of(command: &Command) -> Option<Self> {
        let CommandBody::Person(PersonCommand::Add {
            name,
            sign_in_name,
            phone,
            roles,
            ..
        }) = &command.body
        else {
            return None;
        };
        let book = PersonalBook::of(&command.personal);
        Some(PersonDraft {
            name: book.text(*name).to_owned(),
            sign_in_name: sign_in_name.clone(),
            phone: phone.map_or_else(String::new, |phone| book.text(phone).to_owned()),
            grant: roles.first().map(GrantDraft::of).unwrap_or_default(),
        })
    }
}

#[component]
pub fn AddPerson() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let name = RwSignal::new(String::new());
    let sign_in_name = RwSignal::new(String::new());
    let phone = RwSignal::new(String::new());
    let grant = GrantForm::from(state.today.get_untracked());
    let tried = RwSignal::new(false);
    let added = RwSignal::new(None::<PersonId>);
    let deed = Deed::default();
    let again = again::in_address();
    let kept = draft::keep(
        draft_key(again),
        move || PersonDraft {
            name: name.get(),
            sign_in_name: sign_in_name.get(),
            phone: phone.get(),
            grant: grant.draft(),
        },
        move |draft: PersonDraft| {
            name.set(draft.name);
            sign_in_name.set(draft.sign_in_name);
            phone.set(draft.phone);
            grant.fill(draft.grant);
        },
    );
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(person) = added.get() {
            navigate(&format!("/staff/{person}"), NavigateOptions::default());
        }
    });
    let add = move || {
        tried.set(true);
        let (called, signs_in_as) = (name.get_untracked(), sign_in_name.get_untracked());
        let Some(role) = grant.grant() else { return };
        if called.trim().is_empty() || signs_in_as.trim().is_empty() {
            return;
        }
        let person = PersonId::mint(random::minted_at(), random::bytes());
        let mut sealer = Sealer::default();
        let body = CommandBody::Person(PersonCommand::Add {
            person,
            name: sealer.seal(&called),
            sign_in_name: signs_in_as.trim().to_owned(),
            phone: sealer.seal_some(&phone.get_untracked()),
            roles: vec![role],
        });
        let mut submission = Submission::now(body, sealer);
        submission.draft = Some(draft_key(again));
        kept.over.set_value(true);
        let settling = actions.clone();
        deed.send(&actions, submission, move || {
            added.set(Some(person));
            leptos::task::spawn_local(async move { again::settle(&settling, again).await });
        });
    };
    // Refused: the draft goes on being kept.
    Effect::new(move |_| {
        if deed.error.with(Option::is_some) {
            kept.over.set_value(false);
        }
    });
    let blank = move |value: RwSignal<String>, answer: Answer| {
        Signal::derive(move || {
            let missing = tried.get() && value.with(|text| text.trim().is_empty());
            missing.then(|| language.get().missing(answer).to_owned())
        })
    };
    view! {
        <PaneHead title=language.words(|text| text.staff.add)/>
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
            <Refused error=deed.error/>
            <Field
                id="person-name"
                label=language.words(|text| text.staff.name)
                required=language.words(|text| text.common.required)
                error=blank(name, Answer::Name)
            >
                <TextInput value=name max_length=40/>
            </Field>
            <Field
                id="person-sign-in-name"
                label=language.words(|text| text.staff.sign_in_name)
                required=language.words(|text| text.common.required)
                hint=language.words(|text| text.staff.sign_in_name_hint)
                error=blank(sign_in_name, Answer::Name)
            >
                <TextInput value=sign_in_name max_length=64/>
            </Field>
            <Field id="person-phone" label=language.words(|text| text.staff.phone)>
                <TelInput value=phone/>
            </Field>
            <GrantFields form=grant tried/>
            <PrimaryBar note=kept.note(language)>
                <Button kind=ButtonKind::Primary submit=true disabled=deed.working>
                    {move || {
                        let text = language.text();
                        if deed.working.get() { text.common.saving } else { text.staff.add }
                    }}
                </Button>
            </PrimaryBar>
        </form>
    }
}
