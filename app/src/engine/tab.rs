//! One live tab, the browser's storage, and the waiting update: what the browser itself must be asked for.

use std::cell::RefCell;
use std::rc::Rc;

use futures::future::{Either, select};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Engine;
use super::message::StorageReport;

/// The name of the lock that makes a tab the live one.
const LOCK: &str = "huifang-live-tab";

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, which the bindings keep behind an unstable switch.
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(
        this: &Locks,
        name: &str,
        options: &JsValue,
        held: &Function,
    ) -> Result<Promise, JsValue>;
}

/// How long a page that is being left may take to give the lock back. On a busy tablet the next page is there sooner.
const GOES_WITHIN_MILLIS: u32 = 2_000;

/// How the lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    /// If nobody has it.
    IfAvailable,
    /// As soon as whoever has it is gone, unless that takes long.
    Soon,
    /// Whoever has it loses it.
    Steal,
}

thread_local! {
    /// Gives the lock back.
    static GIVES_BACK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// A page that is left gives the lock back at once: the browser may keep it asleep, lock and all, to come back to. One
/// that wakes from there begins anew: another page may have been the live one meanwhile.
fn gives_way(window: &web_sys::Window) {
    let left = Closure::<dyn Fn()>::new(|| {
        if let Some(give_back) = GIVES_BACK.with(RefCell::take) {
            let _ = give_back.call0(&JsValue::UNDEFINED);
        }
    });
    let woken = Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
        let slept = js_sys::Reflect::get(&event, &"persisted".into());
        if slept.is_ok_and(|slept| slept.is_truthy())
            && let Some(window) = web_sys::window()
        {
            let _ = window.location().reload();
        }
    });
    let _ = window.add_event_listener_with_callback("pagehide", left.as_ref().unchecked_ref());
    let _ = window.add_event_listener_with_callback("pageshow", woken.as_ref().unchecked_ref());
    // They live as long as the page.
    left.forget();
    woken.forget();
}

/// Becomes the live tab, or shows that another one is.
pub(super) async fn live(engine: &Rc<Engine>) {
    if let Some(window) = web_sys::window() {
        gives_way(&window);
    }
    let ours = claim(engine, Claim::IfAvailable).await || claim(engine, Claim::Soon).await;
    engine.set_status(|status| status.fenced = !ours);
}

/// The user wants to work here: the other tab is fenced.
pub(super) async fn take_over(engine: &Rc<Engine>) {
    let ours = claim(engine, Claim::Steal).await;
    engine.set_status(|status| status.fenced = !ours);
    *engine.open.borrow_mut() = None;
    engine.boot().await;
    engine.kick();
}

/// Asks for the lock; holds it until the page goes or another tab steals it. Says whether it is ours.
async fn claim(engine: &Rc<Engine>, how: Claim) -> bool {
    // A browser without locks has one tab for all we know.
    let Some(locks) = locks() else { return true };
    let options = options(how);
    let (told, answer) = futures::channel::oneshot::channel();
    let told = std::cell::Cell::new(Some(told));
    let held = Closure::<dyn Fn(JsValue) -> JsValue>::new(move |lock: JsValue| {
        let ours = !lock.is_null() && !lock.is_undefined();
        if let Some(told) = told.take() {
            let _ = told.send(ours);
        }
        if ours {
            // Resolves when the page goes: until then the lock is ours.
            Promise::new(&mut |resolve, _| {
                GIVES_BACK.with(|kept| kept.replace(Some(resolve)));
            })
            .into()
        } else {
            JsValue::UNDEFINED
        }
    });
    let Ok(promise) = locks.request(LOCK, &options, held.as_ref().unchecked_ref()) else {
        return true;
    };
    held.forget();
    // Given up on, it is answered by the promise alone.
    let given_up = JsFuture::from(promise.clone());
    let ours = match select(answer, given_up).await {
        Either::Left((ours, _)) => ours.unwrap_or(true),
        Either::Right(_) => false,
    };
    if ours {
        let engine = engine.clone();
        spawn_local(async move {
            if JsFuture::from(promise).await.is_err() {
                engine.set_status(|status| status.fenced = true);
            }
        });
    }
    ours
}

fn options(how: Claim) -> js_sys::Object {
    let options = js_sys::Object::new();
    let (name, value) = match how {
        Claim::IfAvailable => ("ifAvailable", JsValue::TRUE),
        Claim::Steal => ("steal", JsValue::TRUE),
        Claim::Soon => ("signal", given_up_after(GOES_WITHIN_MILLIS)),
    };
    let _ = js_sys::Reflect::set(&options, &name.into(), &value);
    options
}

/// `AbortSignal.timeout`; a browser without it waits until the other tab goes.
fn given_up_after(millis: u32) -> JsValue {
    let signal = js_sys::Reflect::get(&js_sys::global(), &"AbortSignal".into());
    let timeout = signal.and_then(|signal| {
        let timeout = js_sys::Reflect::get(&signal, &"timeout".into())?;
        timeout
            .dyn_into::<Function>()?
            .call1(&signal, &millis.into())
    });
    timeout.unwrap_or(JsValue::UNDEFINED)
}

fn locks() -> Option<Locks> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}

/// Asks the browser to keep the data, and whether it promised to.
pub(super) async fn persist() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    match window.navigator().storage().persist() {
        Ok(promise) => JsFuture::from(promise)
            .await
            .is_ok_and(|granted| granted.is_truthy()),
        Err(_) => false,
    }
}

/// What the browser promised, and what room there is.
pub(super) async fn storage_report() -> StorageReport {
    StorageReport {
        persisted: persist().await,
        ..estimate().await
    }
}

/// What room there is.
pub(super) async fn estimate() -> StorageReport {
    let Some(window) = web_sys::window() else {
        return StorageReport::default();
    };
    let storage = window.navigator().storage();
    let estimate = match storage.estimate() {
        Ok(promise) => JsFuture::from(promise).await.ok(),
        Err(_) => None,
    };
    let figure = |name: &str| {
        estimate
            .as_ref()
            .and_then(|estimate| js_sys::Reflect::get(estimate, &name.into()).ok())
            .and_then(|value| value.as_f64())
            .map_or(0, |value| {
                // A byte count: whole, not negative.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let bytes = value as u64;
                bytes
            })
    };
    StorageReport {
        persisted: false,
        used_bytes: figure("usage"),
        quota_bytes: figure("quota"),
    }
}

/// The user agreed: the waiting service worker takes over and the page loads anew.
pub(super) fn update() {
    if let Some(window) = web_sys::window()
        && let Ok(event) = web_sys::Event::new("huifang-update")
    {
        let _ = window.dispatch_event(&event);
    }
}
