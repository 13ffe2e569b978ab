//! Parts of a first sync that lie ready at the server, as gzip.

use domain::id::{Cursor, Digest};
use domain::sync::message::{FirstReply, PackedPart};
use gloo_net::http::Method;

use super::digest;
use crate::store::inflate;
use crate::sync::http::{self, Body, NetFault};

const MEDIA: &str = "application/octet-stream";

#[derive(Clone, Copy, Debug)]
enum Kind {
    Heads,
    Events,
}

/// One list of one part.
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    at: Cursor,
    part: u32,
    kind: Kind,
    digest: Digest,
}

impl Packed {
    pub fn heads(reply: &FirstReply, part: u32) -> Option<Self> {
        let ready = ready(reply, part)?;
        Some(Packed {
            at: reply.at,
            part,
            kind: Kind::Heads,
            digest: ready.heads,
        })
    }

    pub fn events(reply: &FirstReply, part: u32) -> Option<Self> {
        let ready = ready(reply, part)?;
        Some(Packed {
            at: reply.at,
            part,
            kind: Kind::Events,
            digest: ready.events,
        })
    }

    /// The list: of heads, unpacked to be read; of events, to be kept as it came. `None` where it does not lie there any
    /// more, or came as something else.
    ///
    /// # Errors
    /// Without an answer.
    pub async fn list(self) -> Result<Option<Vec<u8>>, NetFault> {
        let bytes = self.bytes().await?;
        Ok(match (self.kind, bytes) {
            (Kind::Heads, Some(bytes)) => inflate::inflate(&bytes).await,
            (_, bytes) => bytes,
        })
    }

    async fn bytes(self) -> Result<Option<Vec<u8>>, NetFault> {
        let Packed { at, part, kind, .. } = self;
        let kind = match kind {
            Kind::Heads => "heads",
            Kind::Events => "events",
        };
        let path = format!("/api/first/packed?at={}&part={part}&kind={kind}", at.0);
        let answered = http::send(Method::GET, &path, Body::None).await?;
        let is_it = answered.status == 200
            && answered.media.starts_with(MEDIA)
            && self.is_of(&answered.body).await;
        Ok(is_it.then_some(answered.body))
    }

    async fn is_of(self, bytes: &[u8]) -> bool {
        let seen = match digest::of(bytes).await {
            Some(digest) => digest,
            None => Digest::of(&[bytes]),
        };
        seen == self.digest
    }
}

fn ready(reply: &FirstReply, part: u32) -> Option<PackedPart> {
    let place = usize::try_from(part).ok()?;
    reply.packed.get(place).copied()
}

/// Whether this tablet takes what lies ready.
pub fn may_take(reply: &FirstReply) -> bool {
    !reply.packed.is_empty() && reply.packed.len() == reply.parts.len() && inflate::is_there()
}
