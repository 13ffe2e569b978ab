//! The page handed over: one case, one question, nothing else.

use leptos::{children::ViewFn, prelude::*};

use super::icon::{Glyph, Icon};

/// Stands alone, without rail, head or other cases.
#[component]
pub fn FacePage(
    /// Which case, in one line.
    #[prop(into)]
    case_line: Signal<String>,
    #[prop(into)] question: Signal<String>,
    /// Between the buttons of the foot, such as 完成后请交还工作人员.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// At the left of the foot.
    #[prop(optional, into)]
    before: ViewFn,
    /// At the right of the foot.
    #[prop(optional, into)]
    after: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="face" id="main">
            <p class="face-case">{move || parts(&case_line.get())}</p>
            <h1>{move || question.get()}</h1>
            {children()}
            <div class="face-foot">
                {before.run()}
                <p>{move || note.get()}</p>
                {after.run()}
            </div>
        </main>
    }
}

/// Each part of the line by itself, so that it breaks between them.
fn parts(line: &str) -> impl IntoView + use<> {
    line.split_inclusive(" · ")
        .map(|part| view! { <span>{part.to_owned()}</span> })
        .collect_view()
}

/// What stands there when all is answered, until the staff member takes it back.
#[component]
pub fn FaceDone(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] detail: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="face" id="main">
            <div class="face-done">
                <Glyph icon=Icon::Check/>
                <h1>{move || title.get()}</h1>
                <p class="face-label">{move || detail.get()}</p>
                {children()}
            </div>
        </main>
    }
}
