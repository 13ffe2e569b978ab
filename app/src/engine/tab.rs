//! One live tab, the browser's storage, and the waiting update: what the browser itself must be asked for.

use std::rc::Rc;

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

/// Becomes the live tab, or shows that another one is.
pub(super) async fn live(engine: &Rc<Engine>) {
    claim(engine, "ifAvailable").await;
}

/// The user wants to work here: the other tab is fenced.
pub(super) async fn take_over(engine: &Rc<Engine>) {
    claim(engine, "steal").await;
    *engine.open.borrow_mut() = None;
    engine.boot().await;
    engine.kick();
}

/// Asks for the lock; holds it until the page goes or another tab steals it.
async fn claim(engine: &Rc<Engine>, how: &str) {
    let Some(locks) = locks() else { return };
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &how.into(), &JsValue::TRUE);
    let (told, answer) = futures::channel::oneshot::channel();
    let told = std::cell::Cell::new(Some(told));
    let held = Closure::<dyn Fn(JsValue) -> JsValue>::new(move |lock: JsValue| {
        let ours = !lock.is_null() && !lock.is_undefined();
        if let Some(told) = told.take() {
            let _ = told.send(ours);
        }
        if ours {
            // Never resolves: the lock is ours until the page goes.
            Promise::new(&mut |_, _| {}).into()
        } else {
            JsValue::UNDEFINED
        }
    });
    let Ok(promise) = locks.request(LOCK, &options, held.as_ref().unchecked_ref()) else {
        return;
    };
    held.forget();
    let ours = answer.await.unwrap_or(true);
    engine.set_status(|status| status.fenced = !ours);
    if ours {
        let engine = engine.clone();
        spawn_local(async move {
            if JsFuture::from(promise).await.is_err() {
                engine.set_status(|status| status.fenced = true);
            }
        });
    }
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
