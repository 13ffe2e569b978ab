//! Files the app hands out: the template, and the lines that were refused. CSV with a byte order mark, which Excel
//! needs to take it for UTF-8.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Rows as CSV. Every cell is quoted, so that none is taken apart; one that a spreadsheet program would run as a
/// formula is kept from it by a leading apostrophe.
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut text = String::from('\u{feff}');
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                let guard = if cell.starts_with(['=', '@', '\t', '\r']) {
                    "'"
                } else {
                    ""
                };
                format!("\"{guard}{}\"", cell.replace('"', "\"\""))
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// Hands a text file to the browser to be saved. Nothing happens where the browser does not save files.
pub fn download(name: &str, media: &str, text: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let parts = Array::of1(&Uint8Array::from(text.as_bytes()));
    let bag = BlobPropertyBag::new();
    bag.set_type(media);
    let Ok(url) = Blob::new_with_u8_array_sequence_and_options(&parts, &bag)
        .and_then(|blob| Url::create_object_url_with_blob(&blob))
    else {
        return;
    };
    if let Ok(anchor) = document
        .create_element("a")
        .map(|element| element.unchecked_into::<HtmlAnchorElement>())
    {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    let _ = Url::revoke_object_url(&url);
}
