//! 设置: language and colours, the office's procedure with a clause beside each figure, departments, this tablet.

mod bring_in;
mod change;
mod dated;
mod delegations;
mod demo_clock;
mod departments;
mod guard;
pub mod limits;
mod photo_room;
mod procedure;
mod set_back;
mod tablet;
pub mod versions;
mod webhook;

use leptos::prelude::*;

use super::frame::Frame;
use super::go_live;
use super::parts::names::Directory;
use super::parts::switches::{LanguageSwitch, SchemeSwitch};
use crate::actions::Actions;
use crate::components::{Button, ButtonKind, Card, Dialog, Fact, Facts, LinkButton, Page};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::timeline::Names as _;
use bring_in::BringIn;
use delegations::Delegations;
use demo_clock::DemoClock;
use departments::Departments;
use guard::GuardCard;
use limits::CategoryLimits;
use procedure::Procedure;
use set_back::SetBackCard;
use tablet::Tablet;
use webhook::WebhookCard;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let demo = Memo::new(move |_| {
        state
            .office
            .with(|office| office.as_ref().is_some_and(|office| office.demo))
    });
    view! {
        <Frame title=language.words(|text| text.settings.title)>
            <Page wide=true>
                <div class="columns">
                    <div class="stack">
                        <Card title=language.words(|text| text.settings.language)><LanguageSwitch/></Card>
                        <Card title=language.words(|text| text.settings.theme)><SchemeSwitch/></Card>
                        <Account/>
                        <Delegations/>
                    </div>
                    <div class="stack">
                        <SetBackCard/>
                        <Tablet/>
                        <BringIn/>
                        <Departments/>
                        <CategoryLimits/>
                        <GoLive/>
                        <GuardCard/>
                        <WebhookCard/>
                        {move || demo.get().then(|| view! { <DemoClock/> })}
                    </div>
                </div>
                <Procedure/>
            </Page>
        </Frame>
    }
}

/// The way to the go-live import, for whoever has a step of it.
#[component]
fn GoLive() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    move || {
        go_live::has_a_step(state).then(|| {
            view! {
                <Card title=language.words(|text| text.go_live.title)>
                    <p class="second">{move || language.text().go_live.settings_lead}</p>
                    <div class="row">
                        <LinkButton href=Signal::stored("/import".to_owned())>
                            {move || language.text().go_live.title}
                        </LinkButton>
                    </div>
                </Card>
            }
        })
    }
}

/// Who is signed in, at which office, and the way out.
#[component]
fn Account() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let sure = RwSignal::new(false);
    let me = Signal::derive(move || {
        let me = state.session.get().map(|session| session.person);
        me.map(|me| Directory::now(state, language.get()).person(me))
    });
    let roles = Signal::derive(move || {
        let lang = language.get();
        let names: Vec<String> = state
            .my_roles()
            .into_iter()
            .map(|role| crate::text::Word::word(role, lang).to_owned())
            .collect();
        (!names.is_empty()).then(|| lang.list(&names))
    });
    let office = Signal::derive(move || {
        state
            .office
            .with(|office| office.as_ref().map(|office| office.name.clone()))
    });
    let sign_out = move || {
        let actions = actions.clone();
        let press = move |()| {
            let actions = actions.clone();
            leptos::task::spawn_local(async move {
                actions.sign_out().await;
                let _ = sure.try_set(false);
            });
        };
        view! {
            <Button on_click=move |()| sure.set(false)>{move || language.text().common.cancel}</Button>
            <Button kind=ButtonKind::Danger on_click=press>{move || language.text().settings.sign_out}</Button>
        }
    };
    view! {
        <Card title=language.words(|text| text.settings.person)>
            <Facts>
                <Fact label=language.words(|text| text.staff.name) value=me/>
                <Fact label=language.words(|text| text.staff.roles) value=roles/>
                <Fact label=language.words(|text| text.settings.office) value=office/>
            </Facts>
            <p class="second">{move || language.text().settings.sign_out_lead}</p>
            <div class="row">
                <Button on_click=move |()| sure.set(true)>{move || language.text().settings.sign_out}</Button>
            </div>
        </Card>
        <Dialog
            open=sure
            id="sign-out"
            title=language.words(|text| text.settings.sign_out_sure)
            close_label=language.words(|text| text.common.close)
            foot=sign_out
        >
            <p>{move || language.text().settings.sign_out_lead}</p>
        </Dialog>
    }
}
