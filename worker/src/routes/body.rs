//! Bodies are read up to their limit and no further.

use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use worker::Request;

use crate::limits;
use crate::reply::Fault;

/// The whole body, if it is not larger than `limit`.
pub async fn bytes(request: &mut Request, limit: usize) -> Result<Vec<u8>, Fault> {
    let announced = request.headers().get("Content-Length")?;
    let announced = announced.and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(Fault::TooLarge { limit });
    }
    if request.inner().body().is_none() {
        return Ok(Vec::new());
    }
    let mut body = Vec::with_capacity(announced.unwrap_or_default());
    let mut stream = request.stream()?;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Fault::Unreadable)?;
        if body.len().saturating_add(chunk.len()) > limit {
            return Err(Fault::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// A small JSON body.
pub async fn form<T: DeserializeOwned>(request: &mut Request) -> Result<T, Fault> {
    let bytes = bytes(request, limits::FORM_BYTES).await?;
    serde_json::from_slice(&bytes).map_err(|_| Fault::Unreadable)
}

/// A name that is there and not too long, without the spaces around it.
pub fn name<'a>(value: &'a str, field: &'static str) -> Result<&'a str, Fault> {
    let value = value.trim();
    if value.is_empty() || value.chars().count() > limits::NAME_CHARS {
        return Err(Fault::Invalid { field });
    }
    Ok(value)
}
