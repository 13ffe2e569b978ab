//! The group that hears which case moved: where to, on or off, and how the last message went. Whoever may not set it
//! is not shown it: the address is a key.

use domain::role::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, Card, Chip, Fact, Facts, Field, Notice, Skeleton, TextInput, Tone,
};
use crate::engine::message::{AccountError, Webhook, WebhookWish};
use crate::language::use_language;
use crate::state::AppState;

/// What was asked of the server and what it said.
#[derive(Clone, Copy)]
struct Known {
    webhook: RwSignal<Option<Webhook>>,
    failed: RwSignal<Option<AccountError>>,
    working: RwSignal<bool>,
    /// Whether the test message arrived.
    tried: RwSignal<Option<bool>>,
    changing: RwSignal<bool>,
    address: RwSignal<String>,
    address_wrong: RwSignal<bool>,
}

impl Known {
    async fn ask(self, actions: Actions, wish: WebhookWish) {
        if self.working.try_set(true).is_some() {
            return;
        }
        self.failed.set(None);
        self.address_wrong.set(false);
        self.tried.set(None);
        let sets = matches!(wish, WebhookWish::SendTo { .. });
        let tries = wish == WebhookWish::Try;
        let answer = actions.webhook(wish).await;
        // The page may be gone by now.
        if self.working.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(webhook) => {
                if tries {
                    self.tried.set(Some(arrived(&webhook)));
                }
                if sets {
                    self.address.set(String::new());
                }
                self.changing.set(false);
                self.webhook.set(Some(webhook));
            }
            Err(AccountError::Refused(_)) if sets => self.address_wrong.set(true),
            Err(error) => self.failed.set(Some(error)),
        }
    }
}

/// The later of the two says how the last one went.
fn arrived(webhook: &Webhook) -> bool {
    webhook.delivered_at.is_some() && webhook.delivered_at > webhook.failed_at
}

#[component]
pub fn WebhookCard() -> impl IntoView {
    let state = expect_context::<AppState>();
    let may = Memo::new(move |_| {
        let mine = state.my_roles();
        let seat = state
            .policy_on(state.today.get())
            .map(|policy| policy.holder(Role::Director));
        mine.contains(&Role::Director) || seat.is_some_and(|seat| mine.contains(&seat))
    });
    move || may.get().then(|| view! { <Shown/> })
}

#[component]
fn Shown() -> impl IntoView {
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let known = Known {
        webhook: RwSignal::new(None),
        failed: RwSignal::new(None),
        working: RwSignal::new(false),
        tried: RwSignal::new(None),
        changing: RwSignal::new(false),
        address: RwSignal::new(String::new()),
        address_wrong: RwSignal::new(false),
    };
    let ask = Callback::new(move |wish| {
        spawn_local(known.ask(actions.get_value(), wish));
    });
    ask.run(WebhookWish::Look);
    let stands = move || {
        if known.webhook.with(Option::is_none) {
            return known.failed.with(Option::is_none).then(|| {
                view! { <Skeleton label=language.words(|text| text.common.loading) lines=1/> }
                    .into_any()
            });
        }
        let set = known
            .webhook
            .with(|webhook| webhook.as_ref().is_some_and(|known| known.host.is_some()));
        Some(if set && !known.changing.get() {
            view! { <Standing known ask/> }.into_any()
        } else {
            view! { <Address known ask set/> }.into_any()
        })
    };
    view! {
        <Card title=language.words(|text| text.webhook.title)>
            <p class="second">{move || language.text().webhook.lead}</p>
            {move || known.failed.get().map(|error| view! {
                <Notice tone=Tone::Late><p>{move || language.get().account_error(&error)}</p></Notice>
            })}
            {stands}
        </Card>
    }
}

/// Where it goes and how it went, and what can be done about it.
#[component]
fn Standing(known: Known, ask: Callback<WebhookWish>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let webhook = Memo::new(move |_| known.webhook.get().unwrap_or_default());
    let host = Signal::derive(move || webhook.with(|known| known.host.clone()));
    let on = Memo::new(move |_| webhook.with(|known| known.on));
    let tone = Signal::derive(move || if on.get() { Tone::Done } else { Tone::Plain });
    let said = language.say(move |lang| {
        let words = &crate::text::text(lang).webhook;
        if on.get() { words.on } else { words.off }.to_owned()
    });
    let moment = move |at: Option<domain::id::Instant>| {
        at.map_or_else(
            || language.text().webhook.never.to_owned(),
            |at| language.get().full_moment(at, state.utc_offset_minutes()),
        )
    };
    let delivered = Signal::derive(move || Some(moment(webhook.with(|known| known.delivered_at))));
    let failed = Signal::derive(move || {
        let (at, failures) = webhook.with(|known| (known.failed_at, known.failures));
        let at = moment(at);
        Some(if failures > 0 {
            format!("{at} · {}", language.get().webhook_failures(failures))
        } else {
            at
        })
    });
    let answer = Signal::derive(move || {
        webhook.with(|known| {
            let asked = known.delivered_at.is_some() || known.failed_at.is_some();
            asked.then(|| {
                known.status.map_or_else(
                    || language.text().webhook.no_answer.to_owned(),
                    |status| language.get().webhook_answer(status, &known.answer),
                )
            })
        })
    });
    let tried = move || {
        known.tried.get().map(|arrived| {
            let tone = if arrived { Tone::Done } else { Tone::Late };
            let said = move || {
                let words = &language.text().webhook;
                if arrived {
                    words.arrived
                } else {
                    words.not_arrived
                }
            };
            view! { <Notice tone><p>{said}</p></Notice> }
        })
    };
    view! {
        <Facts>
            <Fact label=language.words(|text| text.webhook.host) value=host/>
            <Fact label=language.words(|text| text.webhook.stands)><Chip tone text=said/></Fact>
            <Fact label=language.words(|text| text.webhook.delivered) value=delivered/>
            <Fact label=language.words(|text| text.webhook.failed) value=failed/>
            {move || answer.get().map(|answer| view! {
                <Fact label=language.words(|text| text.webhook.answer) value=Some(answer)/>
            })}
        </Facts>
        {tried}
        <div class="row">
            <Button disabled=known.working on_click=move |()| ask.run(WebhookWish::Try)>
                {move || language.text().webhook.try_out}
            </Button>
            <Button
                disabled=known.working
                on_click=move |()| ask.run(WebhookWish::Switch { on: !on.get_untracked() })
            >
                {move || {
                    let words = &language.text().webhook;
                    if on.get() { words.turn_off } else { words.turn_on }
                }}
            </Button>
            <Button kind=ButtonKind::Quiet on_click=move |()| known.changing.set(true)>
                {move || language.text().webhook.change}
            </Button>
            <Button
                kind=ButtonKind::Quiet
                disabled=known.working
                on_click=move |()| ask.run(WebhookWish::Forget)
            >
                {move || language.text().webhook.forget}
            </Button>
        </div>
    }
}

/// The address is typed once and never shown again.
#[component]
fn Address(known: Known, ask: Callback<WebhookWish>, set: bool) -> impl IntoView {
    let language = use_language();
    let save = move || {
        let url = known.address.get_untracked().trim().to_owned();
        ask.run(WebhookWish::SendTo { url });
    };
    let error = Signal::derive(move || {
        known
            .address_wrong
            .get()
            .then(|| language.text().webhook.address_wrong.to_owned())
    });
    view! {
        {(!set).then(|| view! { <p>{move || language.text().webhook.none}</p> })}
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
            <Field
                id="webhook-address"
                label=language.words(|text| text.webhook.address)
                hint=language.words(|text| text.webhook.address_hint)
                error
            >
                <TextInput value=known.address max_length=500/>
            </Field>
            <div class="row">
                <Button kind=ButtonKind::Primary submit=true disabled=known.working>
                    {move || language.text().common.save}
                </Button>
                {set.then(|| view! {
                    <Button on_click=move |()| known.changing.set(false)>
                        {move || language.text().common.cancel}
                    </Button>
                })}
            </div>
        </form>
    }
}
