//! The worker's two ends. A file that brings the reader down ends this worker only; the app starts a new one.

use js_sys::{Array, Uint8Array};
use spreadsheet::{Answer, READY, SheetError, rows};
use wasm_bindgen::{JsCast as _, JsValue, prelude::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answering = scope.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let _ = answering.post_message(&JsValue::from_str(&answer(&message.data())));
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listen.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}

fn answer(file: &JsValue) -> String {
    let answer = match file.dyn_ref::<Array>() {
        Some(parts) => {
            let name = parts.get(0).as_string().unwrap_or_default();
            match rows(&name, &Uint8Array::new(&parts.get(1)).to_vec()) {
                Ok(rows) => Answer::Rows(rows),
                Err(error) => Answer::Error(error),
            }
        }
        None => Answer::Error(SheetError::Unreadable),
    };
    serde_json::to_string(&answer).unwrap_or_default()
}
