//! A company's first office, with the one-time token of whoever installed the product.

use domain::policy::ProfileName;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::door::Door;
use super::sign_in::long_enough;
use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Choice, Choices, Field, Notice, PrimaryBar, TextInput, TextKind, Tone,
};
use crate::engine::message::{AccountError, NewDirector, SetUp};
use crate::language::use_language;
use crate::text::Text;

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
    tried: RwSignal<bool>,
    working: RwSignal<bool>,
    founded: RwSignal<bool>,
    failed: RwSignal<Option<AccountError>>,
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
            tried: RwSignal::new(false),
            working: RwSignal::new(false),
            founded: RwSignal::new(false),
            failed: RwSignal::new(None),
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
        self.tried.set(true);
        self.failed.set(None);
        let Some(answers) = self.answers() else {
            return;
        };
        if self.working.get_untracked() {
            return;
        }
        self.working.set(true);
        spawn_local(async move {
            let answer = actions.set_up(answers).await;
            let _ = self.working.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = self.founded.try_set(true);
                }
                Err(error) => {
                    let _ = self.failed.try_set(Some(error));
                }
            }
        });
    }
}

#[component]
pub fn SetUpPage() -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let form = Form::new();
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
                {move || form.failed.get().map(|error| view! {
                    <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
                })}
                <Asked form id="token" value=form.token label=|text| text.set_up.token/>
                <Asked form id="company" value=form.company label=|text| text.set_up.company/>
                <Asked form id="office" value=form.office label=|text| text.set_up.office hint=|text| text.set_up.office_hint/>
                <Procedure form/>
                <h2>{move || language.text().set_up.director}</h2>
                <Asked form id="director" value=form.director label=|text| text.set_up.director_name/>
                <Asked
                    form
                    id="sign-in-name"
                    value=form.sign_in_name
                    label=|text| text.set_up.sign_in_name
                    hint=|text| text.set_up.sign_in_name_hint
                    autocomplete="username"
                />
                <Passwords form/>
                <p><A href="/sign-in">{move || language.text().sign_in.title}</A></p>
                <PrimaryBar>
                    <Button kind=ButtonKind::Primary submit=true disabled=form.working>
                        {move || {
                            let words = &language.text().set_up;
                            if form.working.get() { words.acting } else { words.act }
                        }}
                    </Button>
                </PrimaryBar>
            </form>
        </Door>
    }
}

/// A line that may not stay empty.
#[component]
fn Asked(
    form: Form,
    id: &'static str,
    value: RwSignal<String>,
    label: fn(&'static Text) -> &'static str,
    #[prop(optional)] hint: Option<fn(&'static Text) -> &'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
) -> impl IntoView {
    let language = use_language();
    let error = move || {
        let missing = form.tried.get() && value.with(|text| text.trim().is_empty());
        missing.then(|| language.text().set_up.missing.to_owned())
    };
    let hint = Signal::derive(move || hint.map(|hint| hint(language.text()).to_owned()));
    view! {
        <Field
            id
            label=language.words(label)
            required=language.words(|text| text.common.required)
            hint=hint
            error=Signal::derive(error)
        >
            <TextInput value autocomplete max_length=120/>
        </Field>
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
        let missing = form.tried.get() && form.procedure.with(String::is_empty);
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
    let required = language.words(|text| text.common.required);
    let short = move || {
        let short = form.tried.get() && !form.password.with(|text| long_enough(text));
        short.then(|| language.text().sign_in.password_too_short.to_owned())
    };
    let differs = move || {
        let differs = form.tried.get() && form.password.get() != form.again.get();
        differs.then(|| language.text().set_up.password_differs.to_owned())
    };
    view! {
        <Field
            id="password"
            label=language.words(|text| text.set_up.password)
            required=required
            hint=language.words(|text| text.sign_in.new_password_hint)
            error=Signal::derive(short)
        >
            <TextInput value=form.password kind=TextKind::Password autocomplete="new-password"/>
        </Field>
        <Field
            id="password-again"
            label=language.words(|text| text.set_up.password_again)
            required=required
            error=Signal::derive(differs)
        >
            <TextInput value=form.again kind=TextKind::Password autocomplete="new-password"/>
        </Field>
    }
}
