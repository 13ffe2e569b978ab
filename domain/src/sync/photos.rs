//! Photos and signatures on a tablet: named by their SHA-256, sent after the text by a queue of their own, kept until the
//! server has confirmed hash and size, and cleared by nobody before that.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::replica::Replica;
use crate::apply::State;
use crate::head::HeadData;
use crate::id::{Digest, Instant, StreamId};

/// How far the photos are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhotoProgress {
    pub waiting_bytes: u64,
    /// Sent since the queue was empty last.
    pub sent: usize,
    pub sent_bytes: u64,
    /// Of those waiting, what the server does not take, or what is damaged on this tablet.
    pub stuck: usize,
}

/// What photos take up here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhotoRoom {
    /// Confirmed by the server, and of no record that is unsent, refused or held: may be cleared.
    pub clearable: usize,
    pub clearable_bytes: u64,
    pub kept: usize,
    pub kept_bytes: u64,
}

/// One photo kept here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub bytes: u64,
    /// When the server said that it has exactly these bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Instant>,
}

#[derive(Clone, Debug, Default)]
pub struct PhotoBook {
    notes: BTreeMap<Digest, Note>,
    waiting: BTreeSet<Digest>,
    /// What was asked to wait before, and is up now: the progress of this round.
    sent: (usize, u64),
    /// What the server does not take, or what is no longer what it was: not tried again before the next start.
    stuck: BTreeSet<Digest>,
}

impl PhotoBook {
    /// As it was kept: what is known of each, and what waits.
    #[must_use]
    pub fn kept(
        notes: impl IntoIterator<Item = (Digest, Note)>,
        waiting: impl IntoIterator<Item = Digest>,
    ) -> Self {
        PhotoBook {
            notes: notes.into_iter().collect(),
            waiting: waiting.into_iter().collect(),
            ..PhotoBook::default()
        }
    }

    pub fn noted(&mut self, digest: Digest, note: Note) {
        self.notes.insert(digest, note);
    }

    #[must_use]
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
    #[must_use]
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

    #[must_use]
    pub fn progress(&self) -> PhotoProgress {
        PhotoProgress {
            waiting_bytes: self.waiting.iter().map(|it| self.bytes(*it)).sum(),
            sent: self.sent.0,
            sent_bytes: self.sent.1,
            stuck: self.stuck.intersection(&self.waiting).count(),
        }
    }

    /// What may be cleared: confirmed by the server, and of no record that is unsent, refused or held.
    #[must_use]
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

    #[must_use]
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

/// What the server said of one photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It has these very bytes.
    Confirmed,
    /// It will never take them.
    Refused,
    SignedOut,
    /// Cut or altered on the way, or no answer of ours: again, later.
    Again,
}

/// The server's receipt.
#[derive(Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub hash: Digest,
    pub size: u64,
}

/// A photo counts as there only when the server names its hash and its size.
#[must_use]
pub fn said(status: u16, body: &[u8], digest: Digest, size: u64) -> Said {
    match status {
        200 => match crate::json::read::<Receipt>(body) {
            Ok(receipt) if receipt.hash == digest && receipt.size == size => Said::Confirmed,
            _ => Said::Again,
        },
        401 => Said::SignedOut,
        413 | 415 => Said::Refused,
        _ => Said::Again,
    }
}

impl Replica {
    /// What was refused or held and nobody has settled yet.
    #[must_use]
    pub fn unsettled(&self) -> Vec<StreamId> {
        self.heads()
            .filter(|(_, data)| matches!(data, HeadData::Refusal(head) if !head.settled))
            .map(|(stream, _)| stream)
            .collect()
    }

    /// Photos of records that are unsent, refused or held: they stay, receipt or not. `None` where it is not known what
    /// a refused record names; the owner gives [`Replica::unsettled`] to [`Replica::hold`] before.
    #[must_use]
    pub fn photos_needed(&self) -> Option<BTreeSet<Digest>> {
        let of_outbox = self.outbox().iter();
        let mut needed: BTreeSet<Digest> = of_outbox
            .flat_map(|pending| pending.command.photos.iter().copied())
            .collect();
        for stream in self.unsettled() {
            let Some(State::Refusal(refusal)) = self.state(stream) else {
                return None;
            };
            needed.extend(&refusal.command.photos);
        }
        Some(needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Instant;

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
    fn a_photo_is_there_only_when_the_server_names_its_hash_and_size() {
        let digest = Digest([7; 32]);
        let receipt = |hash: Digest, size: u64| format!(r#"{{"hash":"{hash}","size":{size}}}"#);
        let cases = [
            (200, receipt(digest, 30), Said::Confirmed),
            (200, receipt(digest, 29), Said::Again),
            (200, receipt(Digest([8; 32]), 30), Said::Again),
            // A captive portal's page.
            (200, "<html>sign in</html>".to_owned(), Said::Again),
            (204, String::new(), Said::Again),
            // Cut or altered on the way.
            (422, r#"{"code":"photo_mismatch"}"#.to_owned(), Said::Again),
            (413, String::new(), Said::Refused),
            (415, String::new(), Said::Refused),
            (401, String::new(), Said::SignedOut),
            (500, String::new(), Said::Again),
        ];
        for (status, body, expected) in cases {
            assert_eq!(
                said(status, body.as_bytes(), digest, 30),
                expected,
                "{status} {body}"
            );
        }
    }
}
