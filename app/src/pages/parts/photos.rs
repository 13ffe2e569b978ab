//! A field of photos: taken or chosen, made small, kept on this tablet, and shown again.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::Digest;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::erased;
use crate::actions::Actions;
use crate::camera::{PictureUrl, shrink};
use crate::components::{Notice, PhotoStrip, PhotoView, Signature, Strokes, Tone};
use crate::engine::message::PhotoError;
use crate::language::use_language;
use crate::state::AppState;

type Pictures = BTreeMap<Digest, Arc<PictureUrl>>;

/// A photo follows its record later; an open page asks for it this often at most, once after each sync.
const MOST_TRIES: u32 = 120;

/// How far one attachment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Arrival {
    tried: u32,
    under_way: bool,
    here: bool,
}

impl Arrival {
    /// Whether to ask for it now; whoever asks reports back with [`Arrival::answered`].
    fn ask(&mut self) -> bool {
        let ask = !self.here && !self.under_way && self.tried < MOST_TRIES;
        self.under_way |= ask;
        ask
    }

    fn answered(&mut self, here: bool) {
        self.under_way = false;
        self.here = here;
        self.tried = self.tried.saturating_add(1);
    }
}

/// Why a photo is not in the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failed {
    NotAPicture,
    NoRoom,
    NotKept,
}

/// Hands over attachments as they come: at once where they are here or at the server, otherwise when a later sync
/// finds that the tablet which took them has sent them.
fn arrivals(digests: Signal<Vec<Digest>>, take: impl Fn(Digest, Vec<u8>, String) + Copy + 'static) {
    let actions = expect_context::<Actions>();
    let state = expect_context::<AppState>();
    let synced = Memo::new(move |_| state.sync.with(|sync| sync.synced_at));
    let known = StoredValue::new(BTreeMap::<Digest, Arrival>::new());
    Effect::new(move |_| {
        synced.track();
        for digest in digests.get() {
            let ask = known.try_update_value(|known| known.entry(digest).or_default().ask());
            if ask != Some(true) {
                continue;
            }
            let actions = actions.clone();
            spawn_local(async move {
                let read = actions.photo(digest).await;
                let here = read.is_some();
                // The page may be gone by now.
                let there = known.try_update_value(|known| {
                    known.entry(digest).or_default().answered(here);
                });
                if let (Some(()), Some((bytes, media))) = (there, read) {
                    take(digest, bytes, media);
                }
            });
        }
    });
}

/// Reads the pictures of `digests` as they come and shows them.
fn pictures(digests: Signal<Vec<Digest>>) -> RwSignal<Pictures> {
    let shown = RwSignal::new(Pictures::new());
    arrivals(digests, move |digest, bytes, media| {
        if let Some(picture) = PictureUrl::of(&bytes, &media) {
            let _ = shown.try_update(|shown| shown.insert(digest, Arc::new(picture)));
        }
    });
    shown
}

fn views(
    digests: Signal<Vec<Digest>>,
    shown: RwSignal<Pictures>,
    here: &'static str,
    missing: impl Fn(Digest) -> String,
    describe: impl Fn(usize, usize) -> String,
) -> Vec<PhotoView> {
    let all = digests.get();
    let count = all.len();
    all.iter()
        .enumerate()
        .map(|(place, digest)| {
            let url = shown.with(|shown| {
                shown
                    .get(digest)
                    .map(|picture| picture.address().to_owned())
            });
            let state = if url.is_some() {
                here.to_owned()
            } else {
                missing(*digest)
            };
            PhotoView {
                id: digest.to_string(),
                url,
                description: describe(place.saturating_add(1), count),
                state,
            }
        })
        .collect()
}

/// Takes photos into `value`.
#[component]
pub fn PhotoField(
    value: RwSignal<Vec<Digest>>,
    /// At most this many.
    #[prop(default = 9)]
    most: usize,
) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let working = RwSignal::new(0_usize);
    let failed = RwSignal::new(None::<Failed>);
    let digests = Signal::derive(move || value.get());
    let shown = pictures(digests);
    let photos = Signal::derive(move || {
        let words = &language.text().common;
        let lang = language.get();
        views(
            digests,
            shown,
            words.photo_saved_here,
            |_| words.loading.to_owned(),
            |place, count| lang.photo_of(place, count),
        )
    });
    let take = move |files: Vec<File>| {
        failed.set(None);
        for file in files {
            let actions = actions.clone();
            working.update(|working| *working = working.saturating_add(1));
            spawn_local(async move {
                let kept = match shrink(&file).await {
                    Some(photo) => actions
                        .keep_picture(photo.bytes, photo.media)
                        .await
                        .map_err(|error| match error {
                            PhotoError::NoRoom => Failed::NoRoom,
                            PhotoError::Storage => Failed::NotKept,
                        }),
                    None => Err(Failed::NotAPicture),
                };
                let _ = working.try_update(|working| *working = working.saturating_sub(1));
                match kept {
                    Ok(digest) => {
                        let _ = value.try_update(|value| {
                            if !value.contains(&digest) && value.len() < most {
                                value.push(digest);
                            }
                        });
                    }
                    Err(why) => {
                        let _ = failed.try_set(Some(why));
                    }
                }
            });
        }
    };
    let remove =
        move |id: String| value.update(|value| value.retain(|digest| digest.to_string() != id));
    view! {
        {move || (working.get() > 0).then(|| view! { <p class="second" role="status">{language.text().common.photo_working}</p> })}
        {move || failed.get().map(|why| {
            let words = &language.text().common;
            let words = match why {
                Failed::NotAPicture => words.photo_kind,
                Failed::NoRoom => words.photo_no_room,
                Failed::NotKept => words.photo_failed,
            };
            view! { <Notice tone=Tone::Late><p>{words}</p></Notice> }
        })}
        <PhotoStrip
            photos
            on_files=take
            take_label=language.words(|text| text.common.take_photo)
            choose_label=language.words(|text| text.common.choose_file)
            on_remove=Callback::new(remove)
            remove_label=language.words(|text| text.common.remove_photo)
        />
    }
}

/// Shows photos that belong to a record.
#[component]
pub fn Photos(#[prop(into)] digests: Signal<Vec<Digest>>) -> impl IntoView {
    let language = use_language();
    let erased = erased::said_of(|text| text.common.photo_erased);
    let shown = pictures(digests);
    let photos = Signal::derive(move || {
        let words = &language.text().common;
        let lang = language.get();
        let missing = |digest| erased(digest).unwrap_or_else(|| words.photo_elsewhere.to_owned());
        views(digests, shown, "", missing, |place, count| {
            lang.photo_of(place, count)
        })
    });
    let ignore = |_: Vec<File>| ();
    view! {
        <PhotoStrip
            photos
            on_files=ignore
            take_label=language.words(|text| text.common.take_photo)
            choose_label=language.words(|text| text.common.choose_file)
            fixed=Signal::stored(true)
        />
    }
}

/// The strokes of a signature, once they are here.
pub fn strokes_of(digest: Signal<Option<Digest>>) -> RwSignal<Option<Strokes>> {
    let strokes = RwSignal::new(None::<Strokes>);
    let digests = Signal::derive(move || digest.get().into_iter().collect());
    arrivals(digests, move |_, bytes, _| {
        let _ = strokes.try_set(domain::json::read(&bytes).ok());
    });
    strokes
}

/// Shows the signature of a record, once its strokes are here; where it was erased, says so.
#[component]
pub fn Signed(digest: Digest) -> impl IntoView {
    let language = use_language();
    let erased = erased::said_of(|text| text.common.signature_erased);
    let strokes = strokes_of(Signal::stored(Some(digest)));
    move || match strokes.get() {
        Some(strokes) => Some(
            view! {
                <Signature
                    strokes=Signal::stored(strokes)
                    label=language.words(|text| text.common.signature)
                />
            }
            .into_any(),
        ),
        None => erased(digest).map(|said| view! { <p class="second">{said}</p> }.into_any()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attachment_is_asked_for_until_it_is_here_and_not_forever() {
        let mut late = Arrival::default();
        assert!(late.ask());
        assert!(!late.ask(), "one question at a time");
        late.answered(false);
        assert!(late.ask());
        late.answered(true);
        assert!(!late.ask());

        let mut never = Arrival::default();
        let asked = (0..1_000)
            .filter(|_| {
                let ask = never.ask();
                if ask {
                    never.answered(false);
                }
                ask
            })
            .count();
        assert_eq!(u32::try_from(asked), Ok(MOST_TRIES));
    }
}
