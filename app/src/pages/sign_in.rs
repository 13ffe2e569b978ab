//! Signing in: with a password, or the first time with a one-time code. A demo office offers its names.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::door::Door;
use crate::actions::Actions;
use crate::components::{Button, ButtonKind, Card, Field, Notice, TextInput, TextKind, Tone};
use crate::engine::message::{AccountError, DemoNames, DemoPerson};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

/// What the server asks of a new password as well.
pub(super) const PASSWORD_CHARS: usize = 10;

#[derive(Clone, Copy)]
struct Form {
    by_code: RwSignal<bool>,
    name: RwSignal<String>,
    password: RwSignal<String>,
    code: RwSignal<String>,
    new_password: RwSignal<String>,
    /// The password typed is seen: no second time is needed to be sure of it.
    shown: RwSignal<bool>,
    /// Only after the first try a field says what it lacks.
    tried: RwSignal<bool>,
    working: RwSignal<bool>,
    failed: RwSignal<Option<AccountError>>,
    signed_in: RwSignal<bool>,
}

impl Form {
    fn new() -> Self {
        Form {
            by_code: RwSignal::new(false),
            name: RwSignal::default(),
            password: RwSignal::default(),
            code: RwSignal::default(),
            new_password: RwSignal::default(),
            shown: RwSignal::new(false),
            tried: RwSignal::new(false),
            working: RwSignal::new(false),
            failed: RwSignal::new(None),
            signed_in: RwSignal::new(false),
        }
    }

    fn complete(self) -> bool {
        let blank = |text: RwSignal<String>| text.with(|text| text.trim().is_empty());
        if blank(self.name) {
            return false;
        }
        if self.by_code.get() {
            !blank(self.code) && self.new_password.with(|text| long_enough(text))
        } else {
            !self.password.with(String::is_empty)
        }
    }

    fn send(self, actions: Actions) {
        self.tried.set(true);
        self.failed.set(None);
        if !untrack(|| self.complete()) || self.working.get_untracked() {
            return;
        }
        self.working.set(true);
        let name = self.name.get_untracked();
        spawn_local(async move {
            let answer = if self.by_code.get_untracked() {
                let (code, password) =
                    (self.code.get_untracked(), self.new_password.get_untracked());
                actions.sign_in_by_code(name, code, password).await
            } else {
                actions.sign_in(name, self.password.get_untracked()).await
            };
            let _ = self.working.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = self.signed_in.try_set(true);
                }
                Err(error) => {
                    let _ = self.failed.try_set(Some(error));
                }
            }
        });
    }
}

pub(super) fn long_enough(password: &str) -> bool {
    password.chars().count() >= PASSWORD_CHARS
}

#[component]
pub fn SignInPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let form = Form::new();
    let navigate = use_navigate();
    // Whoever is signed in already may hand the tablet to somebody else: only a new sign-in leads away.
    Effect::new(move |_| {
        if form.signed_in.get() {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate("/", options);
        }
    });
    let demo = RwSignal::new(None::<DemoNames>);
    {
        let actions = actions.clone();
        spawn_local(async move {
            let names = actions.demo_names().await;
            let _ = demo.try_set(names);
        });
    }
    let send = {
        let actions = actions.clone();
        move || form.send(actions.clone())
    };
    let unsent = Memo::new(move |_| state.sync.with(|sync| sync.unsent > 0));
    view! {
        <Door title=language.words(|text| text.sign_in.title)>
            <form novalidate on:submit=move |event| { event.prevent_default(); send(); }>
                <p class="second">{move || language.text().sign_in.lead}</p>
                {move || unsent.get().then(|| view! {
                    <Notice tone=Tone::Today><p>{move || language.text().sign_in.unsent_waits}</p></Notice>
                })}
                {move || form.failed.get().map(|error| view! {
                    <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
                })}
                <Fields form/>
                <div class="row">
                    <Button kind=ButtonKind::Primary submit=true disabled=form.working>
                        {move || {
                            let words = &language.text().sign_in;
                            match (form.working.get(), form.by_code.get()) {
                                (true, _) => words.acting,
                                (false, true) => words.set_and_sign_in,
                                (false, false) => words.act,
                            }
                        }}
                    </Button>
                    <Button
                        kind=ButtonKind::Quiet
                        on_click=move |()| {
                            form.by_code.update(|by_code| *by_code = !*by_code);
                            form.tried.set(false);
                            form.failed.set(None);
                        }
                    >
                        {move || {
                            let words = &language.text().sign_in;
                            if form.by_code.get() { words.by_password } else { words.by_code }
                        }}
                    </Button>
                </div>
            </form>
            <Demo demo form/>
            <p><A href="/set-up">{move || language.text().set_up.title}</A></p>
        </Door>
    }
}

#[component]
fn Fields(form: Form) -> impl IntoView {
    let language = use_language();
    let required = language.words(|text| text.common.required);
    let name_error = move || {
        let missing = form.tried.get() && form.name.with(|name| name.trim().is_empty());
        missing.then(|| language.text().sign_in.name_missing.to_owned())
    };
    view! {
        <Field
            id="sign-in-name"
            label=language.words(|text| text.sign_in.sign_in_name)
            required=required
            error=Signal::derive(name_error)
        >
            <TextInput value=form.name autocomplete="username" max_length=64/>
        </Field>
        {move || if form.by_code.get() {
            view! { <CodeFields form/> }.into_any()
        } else {
            let error = move || {
                let missing = form.tried.get() && form.password.with(String::is_empty);
                missing.then(|| language.text().sign_in.password_missing.to_owned())
            };
            view! {
                <Field
                    id="password"
                    label=language.words(|text| text.sign_in.password)
                    required=required
                    error=Signal::derive(error)
                    aside=move || view! { <ShowPassword shown=form.shown/> }
                >
                    <Password value=form.password shown=form.shown autocomplete="current-password"/>
                </Field>
            }
            .into_any()
        }}
    }
}

#[component]
fn CodeFields(form: Form) -> impl IntoView {
    let language = use_language();
    let required = language.words(|text| text.common.required);
    let code_error = move || {
        let missing = form.tried.get() && form.code.with(|code| code.trim().is_empty());
        missing.then(|| language.text().sign_in.code_missing.to_owned())
    };
    let short = move || {
        let short = form.tried.get() && !form.new_password.with(|text| long_enough(text));
        short.then(|| language.text().sign_in.password_too_short.to_owned())
    };
    view! {
        <Field
            id="code"
            label=language.words(|text| text.sign_in.code)
            required=required
            hint=language.words(|text| text.sign_in.code_hint)
            error=Signal::derive(code_error)
        >
            <TextInput value=form.code autocomplete="one-time-code" max_length=64/>
        </Field>
        <Field
            id="new-password"
            label=language.words(|text| text.sign_in.new_password)
            required=required
            hint=language.words(|text| text.sign_in.new_password_hint)
            error=Signal::derive(short)
            aside=move || view! { <ShowPassword shown=form.shown/> }
        >
            <Password value=form.new_password shown=form.shown autocomplete="new-password"/>
        </Field>
    }
}

#[component]
fn Password(
    value: RwSignal<String>,
    shown: RwSignal<bool>,
    autocomplete: &'static str,
) -> impl IntoView {
    move || {
        let kind = if shown.get() {
            TextKind::Text
        } else {
            TextKind::Password
        };
        view! { <TextInput value kind autocomplete/> }
    }
}

#[component]
fn ShowPassword(shown: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let words = move || {
        let words = &language.text().sign_in;
        if shown.get() {
            words.hide_password
        } else {
            words.show_password
        }
    };
    view! { <button type="button" class="say-none" on:click=move |_| shown.update(|shown| *shown = !*shown)>{words}</button> }
}

/// The people of a demo office; a tap signs in as one of them.
#[component]
fn Demo(demo: RwSignal<Option<DemoNames>>, form: Form) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    move || {
        demo.get().map(|names| {
            let password = names.password.clone();
            let people = names
                .people
                .into_iter()
                .map(|person| {
                    let (actions, password) = (actions.clone(), names.password.clone());
                    let sign_in_name = person.sign_in_name.clone();
                    let press = move |()| {
                        form.by_code.set(false);
                        form.name.set(sign_in_name.clone());
                        form.password.set(password.clone());
                        form.send(actions.clone());
                    };
                    view! {
                        <li>
                            <Button on_click=press disabled=form.working>
                                {move || described(&person, language.get())}
                            </Button>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <Card title=language.words(|text| text.sign_in.demo_title)>
                    <p>{move || language.text().sign_in.demo_lead}" "<code>{password}</code></p>
                    <ul class="row">{people}</ul>
                </Card>
            }
        })
    }
}

fn described(person: &DemoPerson, lang: crate::text::Lang) -> String {
    let roles: Vec<String> = person
        .roles
        .iter()
        .map(|role| role.word(lang).to_owned())
        .collect();
    lang.role_at(&person.name, Some(&lang.list(&roles)))
}
