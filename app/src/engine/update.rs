//! A new version of the app that waits for the user's word: boot.js finds it, the status says so.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::Engine;

/// Told by boot.js, which looks after the service worker.
const FOUND: &str = "huifang-update-waiting";
/// Stands on `<html>` when a version was found before the app began to listen.
const MARK: &str = "data-update-waiting";

/// Says in the status when a version waits.
pub(super) fn watch(engine: &Rc<Engine>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let found = {
        let engine = engine.clone();
        Closure::<dyn Fn()>::new(move || engine.set_status(|status| status.update_waiting = true))
    };
    let _ = window.add_event_listener_with_callback(FOUND, found.as_ref().unchecked_ref());
    // As long as the page lives.
    found.forget();
    let already = window
        .document()
        .and_then(|document| document.document_element())
        .is_some_and(|root| root.has_attribute(MARK));
    if already {
        engine.set_status(|status| status.update_waiting = true);
    }
}
