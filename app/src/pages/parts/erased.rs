//! What is said where a photo or a signature was, once it went with the personal data of who left: by whom, when, why.

use domain::event::Erased;
use domain::id::{Digest, StreamId};
use leptos::prelude::*;

use super::names::Directory;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::timeline::Names;
use crate::text::{Lang, Text, text};

/// That it was erased, in words: of a photo, of a signature.
type Label = fn(&'static Text) -> &'static str;

/// The erasures of the case a page is about, for the photos on it.
#[derive(Clone, Copy)]
struct Erasures(Memo<Vec<Erased>>);

/// Photos and signatures below this component belong to that case.
pub fn provide(stream: Signal<StreamId>) {
    let state = expect_context::<AppState>();
    let erased = Memo::new(move |_| {
        state
            .stream(stream.get())
            .flatten()
            .map_or_else(Vec::new, |state| state.erased().to_vec())
    });
    provide_context(Erasures(erased));
}

/// What is said of one of them, where it was erased.
pub fn said_of(what: Label) -> impl Fn(Digest) -> Option<String> + Copy {
    let state = expect_context::<AppState>();
    let language = use_language();
    let erasures = use_context::<Erasures>();
    move |digest| {
        let lang = language.get();
        erasures?.0.with(|all| {
            let erased = all.iter().find(|erased| erased.photos.contains(&digest))?;
            let names = Directory::now(state, lang);
            Some(said(what(text(lang)), erased, &names, lang))
        })
    }
}

fn said(what: &str, erased: &Erased, names: &impl Names, lang: Lang) -> String {
    let at = lang.full_moment(erased.at, names.utc_offset_minutes());
    [
        what.to_owned(),
        names.person(erased.by),
        at,
        erased.reason.clone(),
    ]
    .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{DepartmentId, Instant, PersonId};
    use uuid::Uuid;

    struct Staff;

    impl Names for Staff {
        fn person(&self, _: PersonId) -> String {
            "王强".to_owned()
        }

        fn department(&self, _: DepartmentId) -> String {
            String::new()
        }

        fn utc_offset_minutes(&self) -> i32 {
            480
        }
    }

    #[test]
    fn where_a_photo_was_erased_it_says_by_whom_when_and_why() {
        let erased = Erased {
            by: PersonId(Uuid::from_u128(1)),
            at: Instant(1_795_459_320_000),
            reason: "搬走后本人要求".to_owned(),
            photos: Vec::new(),
        };
        let zh = said(
            text(Lang::Zh).common.photo_erased,
            &erased,
            &Staff,
            Lang::Zh,
        );
        for part in ["照片已清除", "王强", "2026年11月24日", "搬走后本人要求"] {
            assert!(zh.contains(part), "{zh}");
        }
        assert!(!zh.contains("另一台平板"), "{zh}");
        let en = said(
            text(Lang::En).common.signature_erased,
            &erased,
            &Staff,
            Lang::En,
        );
        assert!(en.contains("signature was erased"), "{en}");
    }
}
