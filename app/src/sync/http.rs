//! One request to the server: aborted after a while, and only believed when it speaks our language.

use std::cell::RefCell;

use futures::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A request that has no answer by then is given up: a hanging server was measured to hold its caller 8 to 35 s.
const GIVE_UP_AFTER_MILLIS: u32 = 20_000;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetFault {
    /// No answer at all.
    #[error("no network")]
    NoNetwork,
    /// An answer that is not ours: an error page, a captive portal's HTML, a truncated body.
    #[error("not an answer of ours")]
    NotOurs,
    /// An answer of ours that is not what the server's own chain says: cut or altered on the way.
    #[error("broken on the way")]
    Broken,
    /// What the server said could not be kept: this tablet's storage took no more.
    #[error("no room on this tablet")]
    NoRoom,
    /// The server was set back to an earlier point: what this tablet holds goes back to it first.
    #[error("the server was set back")]
    SetBack,
}

pub struct Answered {
    pub status: u16,
    pub retry_after_seconds: u32,
    pub body: Vec<u8>,
    pub json: bool,
    pub media: String,
}

impl Answered {
    #[must_use]
    pub fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// # Errors
    /// When the body is not what the call promises.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, NetFault> {
        domain::json::read(&self.body).map_err(|_| NetFault::NotOurs)
    }
}

thread_local! {
    static REPORT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What the next requests say of this tablet: it rides along, so that no request is made for it.
pub fn say(report: String) {
    REPORT.with(|said| *said.borrow_mut() = report);
}

/// # Errors
/// When nothing of ours answered in time.
pub async fn send(method: Method, path: &str, body: Body<'_>) -> Result<Answered, NetFault> {
    send_within(GIVE_UP_AFTER_MILLIS, method, path, body).await
}

/// How long so many bytes may take on a line that carries 4 KB a second: a photo sent over a bad line must not be given
/// up each time just before its end.
#[must_use]
pub fn patience(bytes: usize) -> u32 {
    let seconds = u32::try_from(bytes / 4_000).unwrap_or(u32::MAX);
    GIVE_UP_AFTER_MILLIS.saturating_add(seconds.saturating_mul(1_000))
}

/// # Errors
/// As [`send`], given up after so many milliseconds.
pub async fn send_within(
    millis: u32,
    method: Method,
    path: &str,
    body: Body<'_>,
) -> Result<Answered, NetFault> {
    let controller = web_sys::AbortController::new().ok();
    let signal = controller.as_ref().map(web_sys::AbortController::signal);
    let builder = RequestBuilder::new(path)
        .method(method)
        .abort_signal(signal.as_ref());
    let report = REPORT.with(|report| report.borrow().clone());
    let builder = if !report.is_empty() && path.starts_with("/api/") {
        builder.header("x-tablet", &report)
    } else {
        builder
    };
    let request = match body {
        Body::None => builder.build(),
        Body::Json(text) => builder
            .header("content-type", "application/json")
            .body(text.to_owned()),
        Body::Bytes { bytes, media } => builder
            .header("content-type", media)
            .body(js_sys::Uint8Array::from(bytes)),
    }
    .map_err(|_| NetFault::NotOurs)?;
    let exchange = Box::pin(async move {
        let response = request.send().await.map_err(|_| NetFault::NoNetwork)?;
        let headers = response.headers();
        let media = headers.get("content-type").unwrap_or_default();
        let retry_after_seconds = headers
            .get("retry-after")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let status = response.status();
        let body = response.binary().await.map_err(|_| NetFault::NoNetwork)?;
        Ok(Answered {
            status,
            retry_after_seconds,
            json: media.starts_with("application/json"),
            media,
            body,
        })
    });
    match select(exchange, TimeoutFuture::new(millis)).await {
        Either::Left((answered, _)) => answered,
        Either::Right(((), _)) => {
            if let Some(controller) = controller {
                controller.abort();
            }
            Err(NetFault::NoNetwork)
        }
    }
}

/// What a request carries.
pub enum Body<'a> {
    None,
    Json(&'a str),
    Bytes { bytes: &'a [u8], media: &'a str },
}

/// A call whose answer is JSON; anything else is a captive portal or an error page.
///
/// # Errors
/// When nothing of ours answered.
pub async fn call(method: Method, path: &str, body: Body<'_>) -> Result<Answered, NetFault> {
    let answered = send(method, path, body).await?;
    if answered.json || answered.status == 204 {
        Ok(answered)
    } else {
        Err(NetFault::NotOurs)
    }
}

/// # Errors
/// When nothing of ours answered.
pub async fn post<T: Serialize>(path: &str, body: &T) -> Result<Answered, NetFault> {
    let text = serde_json::to_string(body).map_err(|_| NetFault::NotOurs)?;
    call(Method::POST, path, Body::Json(&text)).await
}

/// # Errors
/// When nothing of ours answered.
pub async fn get(path: &str) -> Result<Answered, NetFault> {
    call(Method::GET, path, Body::None).await
}
