//! A company's first office, with the one-time token of whoever installed the product.

use domain::policy::ProfileName;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::door::Door;
use super::parts::entry::{
    AskedLine, AskedPassword, Attempt, Failed, NewPassword, Words, long_enough,
};
use crate::actions::Actions;
use crate::components::{Button, ButtonKind, Choice, Choices, Field, PrimaryBar};
use crate::engine::message::{NewDirector, SetUp};
use crate::language::use_language;

/// China's: the procedures' own.
const UTC_OFFSET_MINUTES: i32 = 480;

const MALL: &str = "mall";
const ESTATE: &str = "estate";

#[derive(Clone, Copy)]
struct Form {
    token: RwSignal<String>,
    company: RwSignal<String>,
    office: RwSignal<String>,
    procedure: RwSignal<String>,
    director: RwSignal<String>,
    sign_in_name: RwSignal<String>,
    password: RwSignal<String>,
    again: RwSignal<String>,
    shown: RwSignal<bool>,
    attempt: Attempt,
    founded: RwSignal<bool>,
}

impl Form {
    fn new() -> Self {
        Form {
            token: RwSignal::default(),
            company: RwSignal::default(),
            office: RwSignal::default(),
            procedure: RwSignal::default(),
            director: RwSignal::default(),
            sign_in_name: RwSignal::default(),
            password: RwSignal::default(),
            again: RwSignal::default(),
            shown: RwSignal::new(false),
            attempt: Attempt::default(),
            founded: RwSignal::new(false),
        }
    }

    /// What is sent, once every answer is there.
    fn answers(self) -> Option<SetUp> {
        let text = |text: RwSignal<String>| {
            let text = text.get_untracked().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let procedure = match self.procedure.get_untracked().as_str() {
            MALL => ProfileName::Mall,
            ESTATE => ProfileName::Estate,
            _ => return None,
        };
        let password = self.password.get_untracked();
        if !long_enough(&password) || password != self.again.get_untracked() {
            return None;
        }
        Some(SetUp {
            token: text(self.token)?,
            company: text(self.company)?,
            office: text(self.office)?,
            procedure,
            director: NewDirector {
                name: text(self.director)?,
                sign_in_name: text(self.sign_in_name)?,
                password,
            },
            utc_offset_minutes: UTC_OFFSET_MINUTES,
            demo: false,
        })
    }

    fn send(self, actions: Actions) {
        let Some(answers) = self.attempt.begin(|| self.answers()) else {
            return;
        };
        let founded = async move { actions.set_up(answers).await };
        self.attempt.wait(founded, move |()| self.founded.set(true));
    }
}

#[component]
pub fn SetUpPage() -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let form = Form::new();
    let attempt = form.attempt;
    let missing: Words = |text| text.set_up.missing;
    let navigate = use_navigate();
    Effect::new(move |_| {
        if form.founded.get() {
            navigate("/staff", NavigateOptions::default());
        }
    });
    view! {
        <Door title=language.words(|text| text.set_up.title)>
            <form novalidate on:submit=move |event| { event.prevent_default(); form.send(actions.clone()); }>
                <p class="second">{move || language.text().set_up.lead}</p>
                <Failed attempt=form.attempt/>
                <AskedLine attempt id="token" value=form.token label=|text| text.set_up.token missing/>
                <AskedLine attempt id="company" value=form.company label=|text| text.set_up.company missing/>
                <AskedLine
                    attempt
                    id="office"
                    value=form.office
                    label=|text| text.set_up.office
                    missing
                    hint=|text| text.set_up.office_hint
                />
                <Procedure form/>
                <h2>{move || language.text().set_up.director}</h2>
                <AskedLine attempt id="director" value=form.director label=|text| text.set_up.director_name missing/>
                <AskedLine
                    attempt
                    id="sign-in-name"
                    value=form.sign_in_name
                    label=|text| text.set_up.sign_in_name
                    missing
                    hint=|text| text.set_up.sign_in_name_hint
                    autocomplete="username"
                />
                <Passwords form/>
                <p><A href="/sign-in">{move || language.text().sign_in.title}</A></p>
                <PrimaryBar>
                    <Button kind=ButtonKind::Primary submit=true disabled=form.attempt.working>
                        {move || {
                            let words = &language.text().set_up;
                            if form.attempt.working.get() { words.acting } else { words.act }
                        }}
                    </Button>
                </PrimaryBar>
            </form>
        </Door>
    }
}

#[component]
fn Procedure(form: Form) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        let words = &language.text().set_up;
        vec![
            Choice::new(MALL, words.mall),
            Choice::new(ESTATE, words.estate),
        ]
    });
    let hint = Signal::derive(move || {
        let words = &language.text().set_up;
        match form.procedure.get().as_str() {
            MALL => Some(words.mall_hint.to_owned()),
            ESTATE => Some(words.estate_hint.to_owned()),
            _ => None,
        }
    });
    let error = move || {
        let missing = form.attempt.tried.get() && form.procedure.with(String::is_empty);
        missing.then(|| language.text().set_up.missing.to_owned())
    };
    view! {
        <Field
            id="procedure"
            label=language.words(|text| text.set_up.procedure)
            required=language.words(|text| text.common.required)
            hint=hint
            error=Signal::derive(error)
            group=true
        >
            <Choices name="procedure" value=form.procedure choices/>
        </Field>
    }
}

#[component]
fn Passwords(form: Form) -> impl IntoView {
    let language = use_language();
    let differs = Signal::derive(move || {
        let differs = form.attempt.tried.get() && form.password.get() != form.again.get();
        differs.then(|| language.text().set_up.password_differs.to_owned())
    });
    view! {
        <NewPassword
            attempt=form.attempt
            id="password"
            value=form.password
            label=|text| text.set_up.password
            shown=form.shown
        />
        <AskedPassword
            id="password-again"
            value=form.again
            label=|text| text.set_up.password_again
            error=differs
            shown=form.shown
            autocomplete="new-password"
            offer=false
        />
    }
}
