//! Signing in: with a password, or the first time with a one-time code. A demo office offers its names.

use domain::id::OfficeId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::door::Door;
use super::parts::entry::{AskedLine, AskedPassword, Attempt, Failed, NewPassword, long_enough};
use crate::actions::Actions;
use crate::components::{Button, ButtonKind, Card, Notice, Tone};
use crate::engine::message::{DemoNames, DemoPerson, OfficeChoice, SignedIn};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

#[derive(Clone, Copy)]
struct Form {
    by_code: RwSignal<bool>,
    name: RwSignal<String>,
    password: RwSignal<String>,
    code: RwSignal<String>,
    new_password: RwSignal<String>,
    shown: RwSignal<bool>,
    attempt: Attempt,
    /// The offices of whoever belongs to several, once they proved who they are.
    offices: RwSignal<Vec<OfficeChoice>>,
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
            attempt: Attempt::default(),
            offices: RwSignal::new(Vec::new()),
            signed_in: RwSignal::new(false),
        }
    }

    /// Name, code and password, once all that is asked for is there.
    fn answers(self) -> Option<(String, Option<String>, String)> {
        let said = |text: RwSignal<String>| {
            let text = text.get().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let name = said(self.name)?;
        if self.by_code.get() {
            let password = self.new_password.get();
            let code = said(self.code)?;
            long_enough(&password).then_some((name, Some(code), password))
        } else {
            let password = self.password.get();
            (!password.is_empty()).then_some((name, None, password))
        }
    }

    fn send(self, actions: Actions) {
        let Some((name, code, password)) = self.attempt.begin(|| self.answers()) else {
            return;
        };
        let answer = async move {
            match code {
                Some(code) => actions.sign_in_by_code(name, code, password).await,
                None => actions.sign_in(name, password, None).await,
            }
        };
        self.attempt.wait(answer, move |answer| self.take(answer));
    }

    /// Into one of several offices, with the password that was right already.
    fn enter(self, actions: Actions, office: OfficeId) {
        let Some((name, code, password)) = self.attempt.begin(|| self.answers()) else {
            return;
        };
        if code.is_some() {
            // The code is used up; from here on it is the password it set.
            self.password.set(password.clone());
            self.by_code.set(false);
        }
        let answer = async move { actions.sign_in(name, password, Some(office)).await };
        self.attempt.wait(answer, move |answer| self.take(answer));
    }

    fn take(self, answer: SignedIn) {
        match answer {
            SignedIn::Entered => self.signed_in.set(true),
            SignedIn::Choose(offices) => self.offices.set(offices),
        }
    }
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
    let choosing = Memo::new(move |_| !form.offices.with(Vec::is_empty));
    let asked = move || {
        let send = send.clone();
        if choosing.get() {
            view! { <Offices form/> }.into_any()
        } else {
            view! {
                <form novalidate on:submit=move |event| { event.prevent_default(); send(); }>
                    <p class="second">{move || language.text().sign_in.lead}</p>
                    {move || unsent.get().then(|| view! {
                        <Notice tone=Tone::Today><p>{move || language.text().sign_in.unsent_waits}</p></Notice>
                    })}
                    <Failed attempt=form.attempt/>
                    <Fields form/>
                    <Send form/>
                </form>
                <Demo demo form/>
                <p><A href="/set-up">{move || language.text().set_up.title}</A></p>
            }
            .into_any()
        }
    };
    view! { <Door title=language.words(|text| text.sign_in.title)>{asked}</Door> }
}

/// The two ways in.
#[component]
fn Send(form: Form) -> impl IntoView {
    let language = use_language();
    let other_way = move |()| {
        form.by_code.update(|by_code| *by_code = !*by_code);
        form.attempt.forget();
    };
    view! {
        <div class="row">
            <Button kind=ButtonKind::Primary submit=true disabled=form.attempt.working>
                {move || {
                    let words = &language.text().sign_in;
                    match (form.attempt.working.get(), form.by_code.get()) {
                        (true, _) => words.acting,
                        (false, true) => words.set_and_sign_in,
                        (false, false) => words.act,
                    }
                }}
            </Button>
            <Button kind=ButtonKind::Quiet on_click=other_way>
                {move || {
                    let words = &language.text().sign_in;
                    if form.by_code.get() { words.by_password } else { words.by_code }
                }}
            </Button>
        </div>
    }
}

/// Somebody of several offices says which one this tablet is to open.
#[component]
fn Offices(form: Form) -> impl IntoView {
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let offices = move || {
        form.offices
            .get()
            .into_iter()
            .map(|office| {
                let id = office.id;
                let press = move |()| form.enter(actions.get_value(), id);
                view! {
                    <li>
                        <Button on_click=press disabled=form.attempt.working>{office.name}</Button>
                    </li>
                }
            })
            .collect_view()
    };
    let back = move |()| {
        form.offices.set(Vec::new());
        form.attempt.forget();
    };
    view! {
        <section class="stack">
            <h2>{move || language.text().sign_in.choose_office}</h2>
            <p class="second">{move || language.text().sign_in.choose_office_lead}</p>
            <Failed attempt=form.attempt/>
            <ul class="stack-tight">{offices}</ul>
            <div class="row">
                <Button kind=ButtonKind::Quiet on_click=back>{move || language.text().common.back}</Button>
            </div>
        </section>
    }
}

#[component]
fn Fields(form: Form) -> impl IntoView {
    let language = use_language();
    let attempt = form.attempt;
    let lacks = Signal::derive(move || {
        let lacks = attempt.tried.get() && form.password.with(String::is_empty);
        lacks.then(|| language.text().sign_in.password_missing.to_owned())
    });
    view! {
        <AskedLine
            attempt
            id="sign-in-name"
            value=form.name
            label=|text| text.sign_in.sign_in_name
            missing=|text| text.sign_in.name_missing
            autocomplete="username"
            max_length=64
        />
        {move || if form.by_code.get() {
            view! {
                <AskedLine
                    attempt
                    id="code"
                    value=form.code
                    label=|text| text.sign_in.code
                    missing=|text| text.sign_in.code_missing
                    hint=|text| text.sign_in.code_hint
                    autocomplete="one-time-code"
                    max_length=64
                />
                <NewPassword
                    attempt
                    id="new-password"
                    value=form.new_password
                    label=|text| text.sign_in.new_password
                    shown=form.shown
                />
            }
            .into_any()
        } else {
            view! {
                <AskedPassword
                    id="password"
                    value=form.password
                    label=|text| text.sign_in.password
                    error=lacks
                    shown=form.shown
                    autocomplete="current-password"
                />
            }
            .into_any()
        }}
    }
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
                            <Button on_click=press disabled=form.attempt.working>
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
