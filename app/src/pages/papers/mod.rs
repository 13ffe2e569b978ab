//! The forms the procedures name, drawn for A4 from what the log holds.

pub mod referral;
pub mod register;
pub mod work_order;

use leptos::prelude::*;

use crate::components::{BackLink, Button, ButtonKind, Empty, Page, PaperRow, PaperSignature};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::state::AppState;
use crate::text::Lang;

/// As many signs of an id as tell two apart on paper.
const MARK: usize = 6;

/// A page that holds one form and prints it.
#[component]
pub fn PaperFrame(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] back_to: Signal<String>,
    /// The form, once what it is drawn from is here.
    paper: Callback<(), Option<AnyView>>,
) -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(back_to, language.words(|text| text.common.back));
    let content = move || match paper.run(()) {
        Some(paper) => paper,
        None => view! { <Empty what=language.words(|text| text.common.not_here)/> }.into_any(),
    };
    view! {
        <Frame title back=Signal::stored(Some(back.clone()))>
            <Page>
                <div class="row screen-only">
                    <Button kind=ButtonKind::Primary on_click=move |()| print()>
                        {move || language.text().common.print}
                    </Button>
                </div>
                {content}
            </Page>
        </Frame>
    }
}

fn print() {
    if let Some(window) = web_sys::window() {
        // The user may close the browser's own dialog; nothing depends on it.
        let _ = window.print();
    }
}

/// Company and office, as they stand over every form.
#[must_use]
pub fn letterhead(state: AppState) -> String {
    state.office.with(|office| {
        office.as_ref().map_or_else(String::new, |office| {
            format!("{} {}", office.company, office.name)
        })
    })
}

/// What stands for a number until the server gave one: 待编号, the device and what the form is about.
#[must_use]
pub fn pending_mark(state: AppState, about: &str, lang: Lang) -> String {
    let end = |id: &str| {
        let skipped = id.chars().count().saturating_sub(MARK);
        id.chars().skip(skipped).collect::<String>().to_uppercase()
    };
    let device = state
        .session
        .get_untracked()
        .map_or_else(String::new, |session| end(&session.device.to_string()));
    lang.paper_pending(&device, &end(about))
}

/// A line over the whole width.
#[must_use]
pub fn one(label: &str, value: String, tall: bool) -> PaperRow {
    PaperRow {
        cells: vec![(label.to_owned(), value)],
        tall,
    }
}

/// A line of two.
#[must_use]
pub fn two(left: (&str, String), right: (&str, String)) -> PaperRow {
    PaperRow {
        cells: vec![(left.0.to_owned(), left.1), (right.0.to_owned(), right.1)],
        tall: false,
    }
}

/// A place somebody signs by hand.
#[must_use]
pub fn place_to_sign(role: &str, name: String, day: String) -> PaperSignature {
    PaperSignature {
        role: role.to_owned(),
        name,
        strokes: Vec::new(),
        day,
    }
}
