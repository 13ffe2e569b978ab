//! Photos and signatures, named by their content, kept per office.

use domain::id::{Digest, OfficeId};
use serde::Serialize;
use serde::de::IgnoredAny;
use worker::{Env, HttpMetadata, Method, Request, ResponseBuilder};

use super::{body, office};
use crate::limits;
use crate::reply::{self, Answered, Fault};

/// Where they rest.
pub const BUCKET: &str = "PHOTOS";

#[derive(Serialize)]
struct Stored {
    hash: Digest,
    size: usize,
}

/// What the bytes are, told by themselves.
#[derive(Clone, Copy)]
enum Kind {
    Jpeg,
    Webp,
    Png,
    /// A signature: strokes as JSON.
    Strokes,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Kind::Png),
            _ if riff => Some(Kind::Webp),
            [b'{' | b'[', ..] => serde_json::from_slice::<IgnoredAny>(bytes)
                .ok()
                .map(|_| Kind::Strokes),
            _ => None,
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Webp => "image/webp",
            Kind::Png => "image/png",
            Kind::Strokes => "application/json",
        }
    }
}

/// `PUT`, `GET` and `HEAD /api/photos/{sha256}`.
pub async fn photo(request: Request, env: &Env, hash: &str) -> Answered {
    let hash = Digest::parse(hash).ok_or(Fault::NotFound)?;
    let asked = match request.method() {
        Method::Put => office::hands_in(&request, env).await?,
        _ => office::session(&request, env).await?,
    };
    let facts = match asked {
        Ok(facts) => facts,
        Err(refusal) => return Ok(refusal),
    };
    let key = key(facts.office, hash);
    match request.method() {
        Method::Put => store(request, env, &key, hash).await,
        Method::Head => describe(env, &key).await,
        _ => bring(env, &key, hash).await,
    }
}

pub fn key(office: OfficeId, hash: Digest) -> String {
    format!("{office}/{hash}")
}

async fn store(mut request: Request, env: &Env, key: &str, hash: Digest) -> Answered {
    let bytes = body::bytes(&mut request, limits::PHOTO_BYTES).await?;
    if Digest::of(&[&bytes]) != hash {
        return Err(Fault::PhotoMismatch);
    }
    let kind = Kind::of(&bytes).ok_or(Fault::PhotoKind)?;
    let size = bytes.len();
    let bucket = env.bucket(BUCKET)?;
    // The name is the content: what is there already is the same, or was erased and stays so.
    if bucket.head(key).await?.is_none() {
        bucket
            .put(key, bytes)
            .sha256(hash.0.to_vec())
            .http_metadata(HttpMetadata {
                content_type: Some(kind.media_type().to_owned()),
                ..HttpMetadata::default()
            })
            .execute()
            .await?;
    }
    reply::json(&Stored { hash, size })
}

async fn describe(env: &Env, key: &str) -> Answered {
    let object = env.bucket(BUCKET)?.head(key).await?;
    // An empty one stands for what was erased.
    let object = object.filter(|it| it.size() > 0).ok_or(Fault::NotFound)?;
    // A HEAD has no body to give its length: it is told beside it.
    Ok(ResponseBuilder::new()
        .with_header("Cache-Control", "no-store")?
        .with_header("X-Photo-Size", &object.size().to_string())?
        .empty())
}

async fn bring(env: &Env, key: &str, hash: Digest) -> Answered {
    let object = env.bucket(BUCKET)?.get(key).execute().await?;
    let object = object.filter(|it| it.size() > 0).ok_or(Fault::NotFound)?;
    let media_type = object.http_metadata().content_type.unwrap_or_default();
    let body = object.body().ok_or(Fault::NotFound)?;
    Ok(ResponseBuilder::new()
        .with_header("Content-Type", &media_type)?
        .with_header(
            "Content-Disposition",
            &format!("attachment; filename=\"{hash}\""),
        )?
        .with_header("Cache-Control", "no-store")?
        .body(body.response_body()?))
}
