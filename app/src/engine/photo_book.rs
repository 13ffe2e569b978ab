//! What is known of the photos kept here: their sizes, which still go up, and which the server has confirmed.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{Digest, Instant};
use serde::{Deserialize, Serialize};

use super::boot::json;
use super::message::{PhotoProgress, PhotoRoom};
use crate::store::{Loaded, Write};

/// Where the note of a photo is kept.
const META_PHOTO: &str = "photo/";

/// One photo kept here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub bytes: u64,
    /// When the server said that it has exactly these bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Instant>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct PhotoBook {
    notes: BTreeMap<Digest, Note>,
    waiting: BTreeSet<Digest>,
    /// What was asked to wait before, and is up now: the progress of this round.
    sent: (usize, u64),
    /// What the server does not take, or what is no longer what it was: not tried again before the next start.
    stuck: BTreeSet<Digest>,
}

impl PhotoBook {
    pub fn read(loaded: &Loaded) -> Self {
        let notes = loaded.meta.iter().filter_map(|(key, value)| {
            let digest = Digest::parse(key.strip_prefix(META_PHOTO)?)?;
            Some((digest, domain::json::read(value).ok()?))
        });
        PhotoBook {
            notes: notes.collect(),
            waiting: loaded.photos_waiting.iter().copied().collect(),
            ..PhotoBook::default()
        }
    }

    /// The writes that keep a photo's note.
    pub fn noting(digest: Digest, note: Note) -> Write {
        Write::Meta {
            key: format!("{META_PHOTO}{digest}"),
            value: json(&note),
        }
    }

    pub fn noted(&mut self, digest: Digest, note: Note) {
        self.notes.insert(digest, note);
    }

    pub fn waiting(&self) -> &BTreeSet<Digest> {
        &self.waiting
    }

    /// A saved command names them.
    pub fn wait(&mut self, photos: impl IntoIterator<Item = Digest>) {
        if self.waiting.is_empty() {
            self.sent = (0, 0);
        }
        for digest in photos {
            self.waiting.insert(digest);
        }
    }

    /// The next one to send; those that cannot be sent are passed over.
    pub fn next(&self) -> Option<Digest> {
        self.waiting.difference(&self.stuck).next().copied()
    }

    /// Nothing more to send of it from here.
    pub fn settled(&mut self, digest: Digest) {
        if self.waiting.remove(&digest) {
            let bytes = self.bytes(digest);
            self.sent = (
                self.sent.0.saturating_add(1),
                self.sent.1.saturating_add(bytes),
            );
        }
        self.stuck.remove(&digest);
    }

    /// The storage was emptied: what waited is lost, of how many that is told.
    pub fn all_gone(&mut self) -> usize {
        let gone = self.waiting.len();
        *self = PhotoBook::default();
        gone
    }

    pub fn stick(&mut self, digest: Digest) {
        self.stuck.insert(digest);
    }

    fn bytes(&self, digest: Digest) -> u64 {
        self.notes.get(&digest).map_or(0, |note| note.bytes)
    }

    pub fn progress(&self) -> PhotoProgress {
        PhotoProgress {
            waiting_bytes: self.waiting.iter().map(|it| self.bytes(*it)).sum(),
            sent: self.sent.0,
            sent_bytes: self.sent.1,
            stuck: self.stuck.intersection(&self.waiting).count(),
        }
    }

    /// What may be cleared: confirmed by the server, and of no record that is unsent, refused or held.
    pub fn clearable(&self, needed: &BTreeSet<Digest>) -> Vec<Digest> {
        self.notes
            .iter()
            .filter(|(digest, note)| {
                note.confirmed_at.is_some()
                    && !needed.contains(digest)
                    && !self.waiting.contains(digest)
            })
            .map(|(digest, _)| *digest)
            .collect()
    }

    pub fn room(&self, needed: &BTreeSet<Digest>) -> PhotoRoom {
        let clearable = self.clearable(needed);
        let all: u64 = self.notes.values().map(|note| note.bytes).sum();
        let bytes: u64 = clearable.iter().map(|digest| self.bytes(*digest)).sum();
        PhotoRoom {
            clearable: clearable.len(),
            clearable_bytes: bytes,
            kept: self.notes.len().saturating_sub(clearable.len()),
            kept_bytes: all.saturating_sub(bytes),
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
        Self::clearing(digests).into_iter().chain(sent).collect()
    }

    pub fn erased(&mut self, digests: &[Digest]) {
        self.cleared(digests);
        for digest in digests {
            self.waiting.remove(digest);
        }
    }

    pub fn cleared(&mut self, digests: &[Digest]) {
        for digest in digests {
            self.notes.remove(digest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::{Durability, Store};
    use futures::executor::block_on;

    const A: Digest = Digest([1; 32]);
    const B: Digest = Digest([2; 32]);
    const C: Digest = Digest([3; 32]);

    fn note(bytes: u64, confirmed: bool) -> Note {
        Note {
            bytes,
            confirmed_at: confirmed.then_some(Instant(5)),
        }
    }

    fn book() -> PhotoBook {
        let mut book = PhotoBook::default();
        book.noted(A, note(100, true));
        book.noted(B, note(20, true));
        book.noted(C, note(3, false));
        book
    }

    #[test]
    fn only_confirmed_photos_of_settled_records_may_be_cleared() {
        let mut book = book();
        assert_eq!(book.clearable(&BTreeSet::new()), [A, B]);
        // A refused or held record keeps its photos, confirmed or not.
        assert_eq!(book.clearable(&BTreeSet::from([B])), [A]);
        // Named by something saved anew: it waits again.
        book.wait([A]);
        assert_eq!(book.clearable(&BTreeSet::from([B])), []);
    }

    #[test]
    fn the_room_says_what_goes_and_what_stays() {
        let room = book().room(&BTreeSet::from([B]));
        assert_eq!((room.clearable, room.clearable_bytes), (1, 100));
        assert_eq!((room.kept, room.kept_bytes), (2, 23));
    }

    #[test]
    fn progress_counts_photos_and_bytes_and_begins_anew_when_all_was_sent() {
        let mut book = book();
        book.wait([A, B]);
        book.settled(A);
        let progress = book.progress();
        assert_eq!((progress.sent, progress.sent_bytes), (1, 100));
        assert_eq!(progress.waiting_bytes, 20);
        book.settled(B);
        book.wait([C]);
        let progress = book.progress();
        assert_eq!((progress.sent, progress.waiting_bytes), (0, 3));
    }

    #[test]
    fn what_cannot_be_sent_stops_nothing_behind_it() {
        let mut book = book();
        book.wait([A, B]);
        book.stick(A);
        assert_eq!(book.next(), Some(B));
        book.settled(B);
        assert_eq!(book.next(), None);
        assert_eq!(book.progress().stuck, 1);
    }

    #[test]
    fn a_receipt_survives_a_start_and_goes_with_its_photo() {
        let store = MemoryStore::default();
        let writes = vec![
            Write::Photo {
                digest: A,
                value: b"x".to_vec(),
            },
            PhotoBook::noting(A, note(100, true)),
            PhotoBook::noting(C, note(3, false)),
            Write::PhotoWaiting { digest: C },
        ];
        block_on(store.commit(writes, Durability::Strict)).unwrap();
        let book = PhotoBook::read(&block_on(store.load()).unwrap());
        assert_eq!(book.clearable(&BTreeSet::new()), [A]);
        assert_eq!(book.next(), Some(C));

        block_on(store.commit(PhotoBook::clearing(&[A]), Durability::Strict)).unwrap();
        assert_eq!(block_on(store.photo(A)).unwrap(), None);
        let book = PhotoBook::read(&block_on(store.load()).unwrap());
        assert!(book.clearable(&BTreeSet::new()).is_empty());
        assert_eq!(book.room(&BTreeSet::new()).kept, 1);
    }
}
