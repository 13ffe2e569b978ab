//! The browser's own unpacking of gzip, beside which nothing of ours has to be loaded.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableWritablePair, Response};

/// What gzip begins with, and JSON never.
const BEGINNING: [u8; 2] = [0x1f, 0x8b];

#[wasm_bindgen]
extern "C" {
    /// The bindings know it as something that may still change; it has not since 2023.
    type DecompressionStream;

    #[wasm_bindgen(catch, constructor)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// Whether this browser unpacks at all.
#[must_use]
pub fn is_there() -> bool {
    DecompressionStream::new("gzip").is_ok()
}

/// Whether these bytes are packed.
#[must_use]
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&BEGINNING)
}

/// `None` where the bytes are not gzip from the first to the last.
pub async fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let stream = DecompressionStream::new("gzip").ok()?;
    // Not by way of a `Blob`, whose bytes go to another process and back.
    let packed = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes))).ok()?;
    // The stream has both ends of the pair under their names.
    let pair: &ReadableWritablePair = stream.unchecked_ref();
    let plain = packed.body()?.pipe_through(pair);
    let response = Response::new_with_opt_readable_stream(Some(&plain)).ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
