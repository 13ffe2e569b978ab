//! Photos on a tablet: what the app's engine does around the photo book.

use domain::id::{Digest, Instant};
use domain::sync::photos::{Note, Said, said};
use fastrand::Rng;

use super::{Fate, Tablet};
use crate::bug::Bug;
use crate::message::Request;

/// Photos of one command: their names and bytes.
pub type Taken = Vec<(Digest, String)>;

/// One or two, of different sizes.
pub fn taken(rng: &mut Rng) -> Taken {
    let count = rng.usize(1..=2);
    let mut taken = Vec::with_capacity(count);
    for _ in 0..count {
        let bytes = format!("{:032x}", rng.u128(..)).repeat(rng.usize(1..8));
        taken.push((Digest::of(&[bytes.as_bytes()]), bytes));
    }
    taken
}

impl Tablet {
    /// The next photo that goes up.
    pub fn photo_request(&self) -> Option<Request> {
        let name = self.tab.photos.next()?;
        let bytes = self.disk.photos.get(&name)?;
        Some(Request::Photo(name, bytes.clone()))
    }

    /// In the transaction that saves the command which names them.
    pub(super) fn keep_photos(&mut self, taken: &[(Digest, String)], fate: Fate) {
        for (name, bytes) in taken {
            let note = Note {
                bytes: bytes.len() as u64,
                confirmed_at: None,
            };
            if fate.stands() {
                self.disk.photos.insert(*name, bytes.clone());
                self.disk.notes.insert(*name, note);
                if !self.is(Bug::PhotoQueueForgotten) {
                    self.disk.photos_waiting.insert(*name);
                }
            }
            if fate == Fate::Committed {
                self.tab.photos.noted(*name, note);
                self.tab.photos.wait([*name]);
            }
        }
    }

    /// The server's word on a photo.
    pub(super) fn photo_answered(&mut self, status: u16, body: &str, now: Instant, fate: Fate) {
        let Some((name, size)) = self.tab.photo.take() else {
            return;
        };
        match said(status, body.as_bytes(), name, size) {
            Said::Confirmed => {}
            Said::Refused => {
                self.tab.photos.stick(name);
                return;
            }
            Said::SignedOut | Said::Again => return,
        }
        let note = Note {
            bytes: size,
            confirmed_at: Some(now),
        };
        if fate.stands() {
            self.disk.notes.insert(name, note);
            self.disk.photos_waiting.remove(&name);
        }
        if fate == Fate::Committed {
            self.tab.photos.noted(name, note);
            self.tab.photos.settled(name);
        } else if fate.killed() {
            self.restart();
        }
    }

    /// Somebody makes room. Gives how many went.
    pub fn clear_photos(&mut self, fate: Fate) -> usize {
        for stream in self.tab.replica.unsettled() {
            self.tab.hold(stream, &self.disk);
        }
        let Some(needed) = self.tab.replica.photos_needed() else {
            return 0;
        };
        let names = if self.is(Bug::ClearsUnconfirmed) {
            let here = self.disk.photos.keys().copied();
            here.filter(|name| !needed.contains(name)).collect()
        } else {
            self.tab.photos.clearable(&needed)
        };
        if fate.stands() {
            for name in &names {
                self.disk.photos.remove(name);
                self.disk.notes.remove(name);
            }
        }
        if fate == Fate::Committed {
            self.tab.photos.cleared(&names);
        } else if fate.killed() {
            self.restart();
        }
        names.len()
    }
}
