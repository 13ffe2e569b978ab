//! Small choices a tablet keeps for whoever uses it. A browser that forbids the storage forgets them; nothing else is lost.

use wasm_bindgen::JsValue;

/// Reached as a property: a browser that forbids it throws there.
fn storage() -> Option<JsValue> {
    let window = web_sys::window()?;
    let storage = js_sys::Reflect::get(&window, &JsValue::from_str("localStorage")).ok()?;
    storage.is_object().then_some(storage)
}

/// What was kept under `key`.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    let storage = storage()?;
    js_sys::Reflect::get(&storage, &JsValue::from_str(key))
        .ok()?
        .as_string()
}

/// Keeps `value` under `key` for the next start.
pub fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = js_sys::Reflect::set(&storage, &JsValue::from_str(key), &JsValue::from_str(value));
    }
}

/// Sets an attribute of `<html>`, or takes it away.
pub fn mark_page(attribute: &str, value: Option<&str>) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = match value {
            Some(value) => root.set_attribute(attribute, value),
            None => root.remove_attribute(attribute),
        };
    }
}
