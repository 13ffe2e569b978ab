//! Photos of the place, each with its state; and a place to drop a file.

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::icon::{Glyph, Icon};

/// A photo as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoView {
    pub id: String,
    /// Of the picture kept on this device; none while it is not here.
    pub url: Option<String>,
    /// What the picture shows, for those who do not see it.
    pub description: String,
    /// Such as 已保存在本机.
    pub state: String,
}

/// The files chosen, and the input made ready to take the same file again.
fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    let files = input
        .files()
        .map(|list| {
            (0..list.length())
                .filter_map(|place| list.get(place))
                .collect()
        })
        .unwrap_or_default();
    input.set_value("");
    files
}

/// The strip: what was taken, then the camera and the album.
#[component]
pub fn PhotoStrip(
    #[prop(into)] photos: Signal<Vec<PhotoView>>,
    #[prop(into)] on_files: Callback<Vec<File>>,
    #[prop(into)] take_label: Signal<String>,
    #[prop(into)] choose_label: Signal<String>,
    /// With it each photo can be taken out again.
    #[prop(optional, into)]
    on_remove: Option<Callback<String>>,
    #[prop(optional, into)] remove_label: MaybeProp<String>,
    /// Shows only; nothing is added.
    #[prop(optional, into)]
    fixed: Signal<bool>,
) -> impl IntoView {
    let picture = move |photo: PhotoView| {
        let shown = match photo.url {
            Some(url) => view! { <img src=url alt=photo.description width="112" height="84"/> }.into_any(),
            None => view! { <span class="photo-waiting" role="img" aria-label=photo.description></span> }.into_any(),
        };
        let id = photo.id;
        let remove = on_remove.filter(|_| !fixed.get()).map(|on_remove| {
            view! {
                <button type="button" on:click=move |_| on_remove.run(id.clone())>
                    {move || remove_label.get()}
                </button>
            }
        });
        view! { <li class="photo">{shown}<span>{photo.state}</span>{remove}</li> }
    };
    let add = move || {
        (!fixed.get()).then(|| {
            view! {
                <li>
                    <label class="photo-add">
                        <Glyph icon=Icon::Camera/>
                        <span>{move || take_label.get()}</span>
                        <input
                            type="file"
                            accept="image/*"
                            capture="environment"
                            on:change=move |event| on_files.run(chosen(&event))
                        />
                    </label>
                </li>
                <li>
                    <label class="photo-add">
                        <Glyph icon=Icon::Photos/>
                        <span>{move || choose_label.get()}</span>
                        <input
                            type="file"
                            accept="image/*"
                            multiple=true
                            on:change=move |event| on_files.run(chosen(&event))
                        />
                    </label>
                </li>
            }
        })
    };
    view! {
        <ul class="photos">
            <For each=move || photos.get() key=|photo| (photo.id.clone(), photo.url.is_some(), photo.state.clone()) children=picture/>
            {add}
        </ul>
    }
}

/// Takes a file by tap or by drop; the input itself covers the ground.
#[component]
pub fn FileDrop(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] hint: MaybeProp<String>,
    /// Such as `.csv,text/csv`.
    #[prop(into)]
    accept: String,
    #[prop(into)] on_files: Callback<Vec<File>>,
) -> impl IntoView {
    view! {
        <label class="file-drop">
            <Glyph icon=Icon::Upload/>
            <strong>{move || label.get()}</strong>
            {move || hint.get().map(|hint| view! { <span class="second">{hint}</span> })}
            <input type="file" accept=accept on:change=move |event| on_files.run(chosen(&event))/>
        </label>
    }
}
