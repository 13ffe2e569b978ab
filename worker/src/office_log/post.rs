//! One message to somebody else's server, and what it answered.

use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use serde::{Deserialize, Serialize};
use worker::{
    AbortController, AbortSignal, Delay, Fetch, Headers, Method, Request, RequestInit,
    RequestRedirect, Response,
};

use crate::limits;
use crate::reply::Fault;

/// The form both services read.
#[derive(Serialize)]
struct Message {
    msgtype: &'static str,
    text: Text,
}

#[derive(Serialize)]
struct Text {
    content: String,
}

/// Both answer 200 also to what they do not take.
#[derive(Deserialize)]
struct Taken {
    #[serde(default)]
    errcode: i64,
}

/// What came back; nothing where nobody answered in time.
#[derive(Default)]
pub struct Answer {
    pub taken: bool,
    pub status: Option<u16>,
    /// The beginning of the answer, for whoever has to find out why.
    pub said: String,
}

/// Lines of kinds and ids, as one message. A server that hangs is given up.
pub async fn post(url: &str, lines: &[String]) -> Answer {
    let controller = AbortController::default();
    let signal = controller.signal();
    let asked = pin!(ask(url, lines, &signal));
    let late = pin!(Delay::from(Duration::from_millis(
        limits::WEBHOOK_ANSWER_MILLIS
    )));
    match select(asked, late).await {
        Either::Left((answered, _)) => answered.unwrap_or_default(),
        Either::Right(_) => {
            controller.abort();
            Answer::default()
        }
    }
}

async fn ask(url: &str, lines: &[String], signal: &AbortSignal) -> Result<Answer, Fault> {
    let message = Message {
        msgtype: "text",
        text: Text {
            // Both services let a group ask for a word in every message: the product's name is one.
            content: format!("huifang\n{}", lines.join("\n")),
        },
    };
    let body = serde_json::to_string(&message).map_err(|_| Fault::Failed)?;
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual)
        .with_body(Some(body.into()));
    let request = Request::new_with_init(url, &init)?;
    let mut response = Fetch::Request(request).send_with_signal(signal).await?;
    let status = response.status_code();
    let body = beginning(&mut response).await.unwrap_or_default();
    let refused = serde_json::from_slice(&body).is_ok_and(|taken: Taken| taken.errcode != 0);
    let said: String = String::from_utf8_lossy(&body)
        .chars()
        .filter(|sign| !sign.is_control())
        .take(limits::WEBHOOK_ANSWER_CHARS)
        .collect();
    Ok(Answer {
        taken: status == 200 && !refused,
        status: Some(status),
        said,
    })
}

/// No more than an answer of theirs takes: whoever stands there must not fill the memory.
async fn beginning(response: &mut Response) -> worker::Result<Vec<u8>> {
    let mut stream = response.stream()?;
    let mut body = Vec::new();
    while body.len() < limits::WEBHOOK_ANSWER_BYTES {
        match stream.next().await {
            Some(chunk) => body.extend(chunk?),
            None => break,
        }
    }
    Ok(body)
}
