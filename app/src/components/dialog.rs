//! A question over the page, in the browser's own dialog: focus stays in it and Escape leaves it.

use leptos::{children::ViewFn, html, prelude::*};

use super::icon::{Glyph, Icon};

/// Shown while `open`; closing it by any way sets `open` back.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] close_label: Signal<String>,
    /// Buttons at the foot.
    #[prop(optional, into)]
    foot: ViewFn,
    /// Made anew at every opening.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = dialog.get() else {
            return;
        };
        if open && !dialog.open() {
            // It can only refuse when it is shown already or not in the page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    let content = move || {
        open.get().then(|| {
            view! {
                {children()}
                <div class="dialog-foot">{foot.run()}</div>
            }
        })
    };
    view! {
        <dialog class="dialog" id=id aria-labelledby=labelled_by node_ref=dialog on:close=move |_| open.set(false)>
            <div class="dialog-inner">
                <div class="dialog-head">
                    // Read first, by eye or ear; without it the way out has the keyboard, and Enter closes what was opened.
                    <h2 id=title_id tabindex="-1" autofocus>{move || title.get()}</h2>
                    <button
                        type="button"
                        class="button button-quiet button-icon"
                        aria-label=move || close_label.get()
                        on:click=move |_| open.set(false)
                    >
                        <Glyph icon=Icon::Close/>
                    </button>
                </div>
                {content}
            </div>
        </dialog>
    }
}
