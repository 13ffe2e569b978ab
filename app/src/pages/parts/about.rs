//! A dialog about one thing of a list.

use leptos::prelude::*;

/// Open while there is something it is about: `begin` fills its questions at each opening, and closing it by any way
/// leaves nothing it would be about.
pub fn open_about<T>(about: RwSignal<Option<T>>, begin: impl Fn(T) + 'static) -> RwSignal<bool>
where
    T: Clone + Send + Sync + 'static,
{
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(it) = about.get() {
            begin(it);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            about.set(None);
        }
    });
    open
}
