//! What nobody waits for is left until the page has done what somebody does wait for.

use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::IdleRequestOptions;

/// A page that is never idle does not put it off for longer.
const MOST_MILLIS: u32 = 50;

/// Comes back when the browser has nothing to do for the page, or soon in any case; at once where it cannot tell.
pub async fn when_idle() {
    let (tell, told) = oneshot::channel();
    let is_idle = Closure::once_into_js(move || {
        let _ = tell.send(());
    });
    let options = IdleRequestOptions::new();
    options.set_timeout(MOST_MILLIS);
    let asked = web_sys::window().and_then(|window| {
        let asked = window.request_idle_callback_with_options(is_idle.unchecked_ref(), &options);
        asked.ok()
    });
    match asked {
        Some(_) => {
            let _ = told.await;
        }
        None => TimeoutFuture::new(0).await,
    }
}
