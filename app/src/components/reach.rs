//! Where the eye and the keyboard go next. A page says what matters now; the browser is asked here.

use leptos::prelude::{document, request_animation_frame};
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// What a form asks for.
const ASKED: &str = "[aria-required=true]";
/// What can be answered, in the order it is read.
const CONTROLS: &str = "input:not([type=file]), textarea, select, button";

/// Gives the keyboard to the field of this id, or to what can first be answered in it; once the page is drawn.
pub fn answer_next(id: &'static str) {
    request_animation_frame(move || {
        if let Some(field) = document().get_element_by_id(id) {
            let inside = field.query_selector(CONTROLS).ok().flatten();
            focus(inside.unwrap_or(field));
        }
    });
}

/// Gives the keyboard to the first answer of the form around `place` that was not accepted; where the refusal is about
/// none of them, shows `place` itself.
pub fn answer_again(place: Element) {
    request_animation_frame(move || {
        let form = place.closest("dialog, form, .page, .list-pane-pane, main");
        let failed = form
            .ok()
            .flatten()
            .and_then(|form| form.query_selector(".field-failed").ok().flatten())
            .and_then(|failed| failed.query_selector(CONTROLS).ok().flatten());
        match failed {
            Some(control) => focus(control),
            None => place.scroll_into_view(),
        }
    });
}

/// Gives the keyboard to the first answer of the form around `place` that is asked for and not there.
pub fn answer_missing(place: Element) {
    request_animation_frame(move || {
        let form = place.closest("dialog, form, .page, main").ok().flatten();
        let asked = form.and_then(|form| form.query_selector_all(ASKED).ok());
        let missing = asked.and_then(|asked| {
            (0..asked.length())
                .filter_map(|place| asked.item(place)?.dyn_into::<Element>().ok())
                .find_map(|one| unanswered(&one))
        });
        match missing {
            Some(control) => focus(control),
            None => place.scroll_into_view(),
        }
    });
}

/// What of this is to be answered still, if anything is.
fn unanswered(asked: &Element) -> Option<Element> {
    if let Some(input) = asked.dyn_ref::<HtmlInputElement>() {
        return input.value().trim().is_empty().then(|| asked.clone());
    }
    if let Some(text) = asked.dyn_ref::<HtmlTextAreaElement>() {
        return text.value().trim().is_empty().then(|| asked.clone());
    }
    if let Some(select) = asked.dyn_ref::<HtmlSelectElement>() {
        return select.value().is_empty().then(|| asked.clone());
    }
    match asked.query_selector(":checked") {
        Ok(None) => asked.query_selector(CONTROLS).ok().flatten(),
        _ => None,
    }
}

fn focus(element: Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // It can only refuse what is not in the page any more.
        let _ = element.focus();
    }
}
