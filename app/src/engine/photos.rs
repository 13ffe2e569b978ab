//! Photos and signatures: named by their SHA-256, kept here until the server confirmed them, sent after commands.

use domain::id::Digest;
use gloo_net::http::Method;

use super::{Engine, Open};
use crate::store::{Durability, Store, Write};
use crate::sync::http::{self, Body, NetFault};

impl Engine {
    pub(super) async fn keep_photo(&self, bytes: &[u8], media: &str) -> Option<Digest> {
        let open = self.opened()?;
        let digest = Digest::of(&[bytes]);
        let write = Write::Photo {
            digest,
            value: wrap(bytes, media),
        };
        open.store
            .commit(vec![write], Durability::Strict)
            .await
            .ok()?;
        Some(digest)
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
    pub(super) async fn send_photos(&self, open: &Open) -> Result<(), NetFault> {
        let waiting: Vec<Digest> = open.photos_waiting.borrow().iter().copied().collect();
        for digest in waiting {
            let Ok(stored) = open.store.photo(digest).await else {
                continue;
            };
            let Some((bytes, media)) = stored.as_deref().and_then(unwrap) else {
                // Written anew on another tablet than the one that took it: that one sends it.
                self.photo_is_there(open, digest).await;
                continue;
            };
            let body = Body::Bytes {
                bytes: &bytes,
                media: &media,
            };
            let answered = http::send(Method::PUT, &path(digest), body).await?;
            if answered.ok() {
                self.photo_is_there(open, digest).await;
            } else if answered.status == 401 {
                return self.session_is_gone();
            } else if answered.status >= 500 {
                return Err(NetFault::NotOurs);
            }
        }
        Ok(())
    }

    /// Nothing more to send of it from here.
    async fn photo_is_there(&self, open: &Open, digest: Digest) {
        let write = Write::PhotoSent { digest };
        let noted = open.store.commit(vec![write], Durability::Relaxed).await;
        if noted.is_ok() {
            open.photos_waiting.borrow_mut().remove(&digest);
            self.count_outbox();
        }
    }
}

fn path(digest: Digest) -> String {
    format!("/api/photos/{digest}")
}

/// The media type goes before the bytes, so that both are one value.
fn wrap(bytes: &[u8], media: &str) -> Vec<u8> {
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
