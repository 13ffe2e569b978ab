//! Where the photo book of this tablet is kept: a note a photo, and the names of those that wait.

use domain::id::Digest;
use domain::sync::photos::{Note, PhotoBook};

use super::boot::json;
use crate::store::{Loaded, Write};

/// Where the note of a photo is kept.
const META_PHOTO: &str = "photo/";

pub fn read(loaded: &Loaded) -> PhotoBook {
    let notes = loaded.meta.iter().filter_map(|(key, value)| {
        let digest = Digest::parse(key.strip_prefix(META_PHOTO)?)?;
        Some((digest, domain::json::read(value).ok()?))
    });
    PhotoBook::kept(notes, loaded.photos_waiting.iter().copied())
}

/// The writes that keep a photo's note.
pub fn noting(digest: Digest, note: Note) -> Write {
    Write::Meta {
        key: format!("{META_PHOTO}{digest}"),
        value: json(&note),
    }
}

/// The writes that clear them.
pub fn clearing(digests: &[Digest]) -> Vec<Write> {
    let mut writes = Vec::with_capacity(digests.len().saturating_mul(2));
    for digest in digests {
        writes.push(Write::DropPhoto { digest: *digest });
        writes.push(Write::DropMeta {
            key: format!("{META_PHOTO}{digest}"),
        });
    }
    writes
}

/// Likewise of what was erased: it is not sent any more either.
pub fn erasing(digests: &[Digest]) -> Vec<Write> {
    let sent = digests
        .iter()
        .map(|digest| Write::PhotoSent { digest: *digest });
    clearing(digests).into_iter().chain(sent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::{Durability, Store};
    use domain::id::Instant;
    use futures::executor::block_on;
    use std::collections::BTreeSet;

    const A: Digest = Digest([1; 32]);
    const C: Digest = Digest([3; 32]);

    fn note(bytes: u64, confirmed: bool) -> Note {
        Note {
            bytes,
            confirmed_at: confirmed.then_some(Instant(5)),
        }
    }

    #[test]
    fn a_receipt_survives_a_start_and_goes_with_its_photo() {
        let store = MemoryStore::default();
        let writes = vec![
            Write::Photo {
                digest: A,
                value: b"x".to_vec(),
            },
            noting(A, note(100, true)),
            noting(C, note(3, false)),
            Write::PhotoWaiting { digest: C },
        ];
        block_on(store.commit(writes, Durability::Strict)).unwrap();
        let book = read(&block_on(store.load()).unwrap());
        assert_eq!(book.clearable(&BTreeSet::new()), [A]);
        assert_eq!(book.next(), Some(C));

        block_on(store.commit(clearing(&[A]), Durability::Strict)).unwrap();
        assert_eq!(block_on(store.photo(A)).unwrap(), None);
        let book = read(&block_on(store.load()).unwrap());
        assert!(book.clearable(&BTreeSet::new()).is_empty());
        assert_eq!(book.room(&BTreeSet::new()).kept, 1);
    }
}
