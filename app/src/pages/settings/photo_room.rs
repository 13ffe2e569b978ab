//! What photos take up on this tablet, and what of it may be cleared: the photos the server has confirmed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::Actions;
use crate::components::{Button, Fact, Facts, Notice, Tone};
use crate::engine::message::PhotoRoom;
use crate::language::use_language;
use crate::state::AppState;

#[component]
pub fn PhotosHere() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let room = RwSignal::new(None::<PhotoRoom>);
    let cleared = RwSignal::new(None::<Option<PhotoRoom>>);
    let working = RwSignal::new(false);
    let look = move || {
        let actions = actions.get_value();
        spawn_local(async move {
            let found = actions.photo_room().await;
            let _ = room.try_set(found);
        });
    };
    // Whatever was sent since may be cleared as well.
    let waiting = Memo::new(move |_| state.sync.with(|sync| (sync.photos_waiting, sync.unsent)));
    Effect::new(move |_| {
        waiting.track();
        look();
    });
    let clear = move |()| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        cleared.set(None);
        let actions = actions.get_value();
        spawn_local(async move {
            let gone = actions.clear_photos().await;
            // The page may be gone by now.
            if working.try_set(false).is_none() {
                cleared.set(Some(gone));
                look();
            }
        });
    };
    let any = Memo::new(move |_| room.with(|room| room.is_some_and(|room| room.clearable > 0)));
    let safe = Signal::derive(move || {
        room.get().map(|room| {
            language
                .get()
                .photos_of(room.clearable, room.clearable_bytes)
        })
    });
    let kept = Signal::derive(move || {
        room.get()
            .map(|room| language.get().photos_of(room.kept, room.kept_bytes))
    });
    view! {
        <Facts>
            <Fact label=language.words(|text| text.settings.photos_safe) value=safe/>
            <Fact label=language.words(|text| text.settings.photos_kept) value=kept/>
        </Facts>
        <p class="second">{move || language.text().settings.photos_safe_lead}</p>
        {move || cleared.get().map(|gone| {
            let (tone, words) = match gone {
                Some(gone) => (Tone::Done, language.get().photos_cleared(gone.clearable, gone.clearable_bytes)),
                None => (Tone::Late, language.text().settings.photos_not_cleared.to_owned()),
            };
            view! { <Notice tone><p>{words}</p></Notice> }
        })}
        {move || any.get().then(|| view! {
            <div class="row">
                <Button on_click=clear disabled=working>
                    {move || language.text().settings.photos_clear}
                </Button>
            </div>
        })}
    }
}
