//! Photos and signatures: named by their SHA-256, kept here until the server confirmed them and somebody clears them,
//! sent after commands, by a queue of their own with a back-off of its own.

use std::collections::BTreeSet;
use std::rc::Rc;

use domain::id::Digest;
use domain::sync::photos::{Note, Said, said};
use futures::channel::mpsc;
use futures::future::{Either, select};
use futures::{FutureExt, StreamExt};
use gloo_net::http::Method;
use gloo_timers::future::TimeoutFuture;

use super::message::{PhotoError, PhotoRoom};
use super::photo_book;
use super::{Engine, Open, room};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http::{self, Body, NetFault};
use crate::sync::schedule::{Backoff, QUIET_MILLIS, draw};

/// Why the queue wakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nudge {
    /// The network may be back, or somebody asked: tried at once.
    Life,
    /// Commands are up: what was waiting for them goes, a back-off under way is not cut short.
    Commands,
}

impl Engine {
    pub(super) async fn keep_photo(&self, bytes: &[u8], media: &str) -> Result<Digest, PhotoError> {
        let open = self.opened().ok_or(PhotoError::Storage)?;
        let storage = super::tab::estimate().await;
        if !room::takes(storage.used_bytes, storage.quota_bytes, bytes.len(), media) {
            return Err(PhotoError::NoRoom);
        }
        let digest = Digest::of(&[bytes]);
        let note = Note {
            bytes: size(bytes),
            confirmed_at: None,
        };
        let writes = vec![
            Write::Photo {
                digest,
                value: wrap(bytes, media),
            },
            photo_book::noting(digest, note),
        ];
        match self.commit_anyway(&open, writes).await {
            Ok(()) => {
                open.photos.borrow_mut().noted(digest, note);
                Ok(digest)
            }
            Err(StoreError::Full) => Err(PhotoError::NoRoom),
            Err(error) => {
                self.storage_failed(&error);
                Err(PhotoError::Storage)
            }
        }
    }

    pub(super) async fn photo(&self, digest: Digest) -> Option<(Vec<u8>, String)> {
        let open = self.opened()?;
        if let Ok(Some(stored)) = open.store.photo(digest).await {
            return unwrap(&stored);
        }
        let answered = http::send(Method::GET, &path(digest), Body::None)
            .await
            .ok()?;
        let whole = answered.ok() && Digest::of(&[&answered.body]) == digest;
        whole.then_some((answered.body, answered.media))
    }

    /// One after the other; what the server has already is only confirmed.
    async fn send_photos(&self, open: &Open) -> Result<(), NetFault> {
        loop {
            let Some(digest) = open.photos.borrow().next() else {
                return Ok(());
            };
            let Ok(stored) = open.store.photo(digest).await else {
                // The others are not held up by one that cannot be read.
                self.stick_photo(open, digest);
                continue;
            };
            let Some((bytes, media)) = stored.as_deref().and_then(unwrap) else {
                // Written anew on another tablet than the one that took it: that one sends it.
                self.settle_photo(open, digest, None).await?;
                continue;
            };
            if Digest::of(&[&bytes]) != digest {
                // Damaged on this disk: the server would refuse it forever.
                self.stick_photo(open, digest);
                continue;
            }
            let body = Body::Bytes {
                bytes: &bytes,
                media: &media,
            };
            let patience = http::patience(bytes.len());
            let answered = http::send_within(patience, Method::PUT, &path(digest), body).await?;
            match said(answered.status, &answered.body, digest, size(&bytes)) {
                Said::Confirmed => {
                    let note = Note {
                        bytes: size(&bytes),
                        confirmed_at: Some(self.now()),
                    };
                    self.settle_photo(open, digest, Some(note)).await?;
                }
                Said::Refused => self.stick_photo(open, digest),
                Said::SignedOut => return Err(self.session_is_gone()),
                Said::Again => return Err(NetFault::NotOurs),
            }
        }
    }

    /// Nothing more to send of it from here; with its receipt, in one transaction.
    async fn settle_photo(
        &self,
        open: &Open,
        digest: Digest,
        receipt: Option<Note>,
    ) -> Result<(), NetFault> {
        let mut writes = vec![Write::PhotoSent { digest }];
        writes.extend(receipt.map(|note| photo_book::noting(digest, note)));
        let noted = open.store.commit(writes, Durability::Relaxed).await;
        if let Err(error) = noted {
            self.storage_failed(&error);
            return Err(NetFault::NoRoom);
        }
        {
            let mut photos = open.photos.borrow_mut();
            if let Some(note) = receipt {
                photos.noted(digest, note);
            }
            photos.settled(digest);
        }
        self.count_outbox();
        Ok(())
    }

    fn stick_photo(&self, open: &Open, digest: Digest) {
        open.photos.borrow_mut().stick(digest);
        self.count_outbox();
    }

    /// Photos of records that are unsent, refused or held: they stay, receipt or not.
    async fn needed_photos(&self, open: &Open) -> Option<BTreeSet<Digest>> {
        let refused = open.replica.borrow().unsettled();
        for stream in refused {
            let _turn = self.gate.lock().await;
            self.hold(open, stream).await.ok()?;
        }
        open.replica.borrow().photos_needed()
    }

    /// What may be cleared. `None` while it cannot be told.
    pub(super) async fn photo_room(&self) -> Option<PhotoRoom> {
        let open = self.opened()?;
        let needed = self.needed_photos(&open).await?;
        let room = open.photos.borrow().room(&needed);
        Some(room)
    }

    /// Clears what the server has confirmed, and nothing else. Gives back what was cleared.
    pub(super) async fn clear_photos(&self) -> Option<PhotoRoom> {
        let open = self.opened()?;
        let needed = self.needed_photos(&open).await?;
        let (room, digests) = {
            let photos = open.photos.borrow();
            (photos.room(&needed), photos.clearable(&needed))
        };
        let writes = photo_book::clearing(&digests);
        open.store.commit(writes, Durability::Strict).await.ok()?;
        open.photos.borrow_mut().cleared(&digests);
        Some(room)
    }
}

/// The queue, as long as the page lives.
pub(super) async fn send_forever(engine: Rc<Engine>, mut nudges: mpsc::UnboundedReceiver<Nudge>) {
    let mut backoff = Backoff::default();
    loop {
        let wait = match engine.photos_once().await {
            Ok(()) => {
                backoff.reset();
                QUIET_MILLIS
            }
            Err(_) => backoff.failed(draw()),
        };
        let mut over = TimeoutFuture::new(wait);
        loop {
            match select(nudges.next(), &mut over).await {
                Either::Left((None, _)) => return,
                Either::Left((Some(Nudge::Life), _)) => {
                    backoff.reset();
                    break;
                }
                Either::Left((Some(Nudge::Commands), _)) if backoff.failures() == 0 => break,
                Either::Left((Some(Nudge::Commands), _)) => {}
                Either::Right(_) => break,
            }
        }
        // Several reasons at once are one.
        while let Some(Some(_)) = nudges.next().now_or_never() {}
    }
}

impl Engine {
    async fn photos_once(&self) -> Result<(), NetFault> {
        let Some(open) = self.opened() else {
            return Ok(());
        };
        if self.status.borrow().fenced || self.session.borrow().is_none() {
            return Ok(());
        }
        // Text first: a line that carries one of the two carries the text.
        let text_waits = {
            let replica = open.replica.borrow();
            let mut outbox = replica.outbox().iter();
            outbox.any(|pending| pending.answer.is_none())
        };
        if text_waits && self.status.borrow().held_up == 0 {
            return Ok(());
        }
        self.send_photos(&open).await
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn path(digest: Digest) -> String {
    format!("/api/photos/{digest}")
}

/// The media type goes before the bytes, so that both are one value.
pub(super) fn wrap(bytes: &[u8], media: &str) -> Vec<u8> {
    let mut value = Vec::with_capacity(media.len() + 1 + bytes.len());
    value.extend_from_slice(media.as_bytes());
    value.push(b'\n');
    value.extend_from_slice(bytes);
    value
}

pub(super) fn unwrap(value: &[u8]) -> Option<(Vec<u8>, String)> {
    let end = value.iter().position(|byte| *byte == b'\n')?;
    let (media, rest) = value.split_at_checked(end)?;
    let media = String::from_utf8(media.to_vec()).ok()?;
    Some((rest.get(1..)?.to_vec(), media))
}
