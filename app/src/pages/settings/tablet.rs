//! This tablet: what its storage holds, what waits to be sent, which version of the app it runs.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::Actions;
use crate::components::{Button, Card, Fact, Facts, Notice, ProgressBar, Tone};
use crate::engine::message::StorageReport;
use crate::import::template::download;
use crate::language::use_language;
use crate::state::AppState;

use super::photo_room::PhotosHere;

#[component]
pub fn Tablet() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let sync = state.sync;
    let report = RwSignal::new(None::<StorageReport>);
    {
        let actions = actions.clone();
        spawn_local(async move {
            let found = actions.storage_report().await;
            let _ = report.try_set(Some(found));
        });
    }
    let used = Signal::derive(move || {
        report.get().map(|report| {
            language
                .get()
                .storage_of(report.used_bytes, report.quota_bytes)
        })
    });
    let persisted = Signal::derive(move || {
        let words = &language.text().settings;
        report.get().map(|report| {
            if report.persisted {
                words.storage_persisted.to_owned()
            } else {
                words.storage_not_persisted.to_owned()
            }
        })
    });
    let unsent = Signal::derive(move || Some(language.get().entries(sync.get().unsent)));
    let of_others = move || {
        let others = sync.get().unsent_of_others;
        (others > 0).then(|| {
            view! {
                <Fact
                    label=language.words(|text| text.settings.unsent_of_others)
                    value=language.say(move |lang| lang.entries(others))
                />
            }
        })
    };
    let photos = Signal::derive(move || Some(language.get().photos_left(&sync.get())));
    // In thousandths, so that a bar of 10 GB still moves.
    let part = Signal::derive(move || {
        report.get().map_or(0, |report| {
            let thousandths = report.used_bytes.saturating_mul(1_000) / report.quota_bytes.max(1);
            u32::try_from(thousandths).unwrap_or(1_000)
        })
    });
    let gauge = move || {
        used.get().map(|said| {
            view! { <ProgressBar done=part of=Signal::stored(1_000_u32) label=Signal::stored(said)/> }
        })
    };
    let last = Signal::derive(move || {
        Some(sync.get().synced_at.map_or_else(
            || language.text().status.never.to_owned(),
            |at| language.get().full_moment(at, state.utc_offset_minutes()),
        ))
    });
    view! {
        <Card title=language.words(|text| text.settings.storage)>
            {gauge}
            <Facts>
                <Fact label=language.words(|text| text.settings.storage) value=persisted/>
                <Fact label=language.words(|text| text.settings.unsent) value=unsent/>
                {of_others}
                <Fact label=language.words(|text| text.settings.photos_waiting) value=photos/>
                <Fact label=language.words(|text| text.settings.last_sync) value=last/>
                <Fact
                    label=language.words(|text| text.settings.app_version)
                    value=Signal::stored(Some(env!("CARGO_PKG_VERSION").to_owned()))
                />
            </Facts>
            <div class="row">
                <Button on_click=move |()| actions.sync_now()>{move || language.text().settings.sync_now}</Button>
            </div>
            <PhotosHere/>
            <Export/>
        </Card>
    }
}

/// The last resort; offered only while something is unsent.
#[component]
fn Export() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let any = Memo::new(move |_| {
        state
            .sync
            .with(|sync| sync.unsent > 0 || sync.photos_waiting > 0)
    });
    let working = RwSignal::new(false);
    let done = RwSignal::new(None::<bool>);
    let export = move |()| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        done.set(None);
        let actions = actions.get_value();
        let words = &crate::text::text(language.get_untracked()).settings;
        spawn_local(async move {
            let file = actions.export_unsent().await;
            // The page may be gone by now; then nobody waits for the file.
            if working.try_set(false).is_some() {
                return;
            }
            if let Some(file) = &file {
                let on = state.today.get_untracked();
                let name = format!("{} {on}.json", words.export_file);
                download(&name, "application/json", file);
            }
            done.set(Some(file.is_some()));
        });
    };
    move || {
        any.get().then(|| {
            view! {
                <p class="second">{move || language.text().settings.export_lead}</p>
                {move || done.get().map(|done| {
                    let words = &language.text().settings;
                    let (tone, words) = if done {
                        (Tone::Done, words.export_done)
                    } else {
                        (Tone::Late, words.export_failed)
                    };
                    view! { <Notice tone><p>{words}</p></Notice> }
                })}
                <div class="row">
                    <Button on_click=export disabled=working>
                        {move || {
                            let words = &language.text().settings;
                            if working.get() { words.export_working } else { words.export }
                        }}
                    </Button>
                </div>
            }
        })
    }
}
