//! The way to an office's object. Which one comes from the session, never from the request.

use domain::id::OfficeId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use worker::{Env, Headers, Method, Request, RequestInit, Response};

use super::body;
use crate::auth::cookie;
use crate::limits;
use crate::office_log::message::SessionFacts;
use crate::office_log::{REPORT_HEADER, TOKEN_HEADER};
use crate::reply::{Answered, Fault};

/// Only the path counts; the object never sees the network.
const INSIDE: &str = "https://office";

/// Hands a request on to the office of its session.
pub async fn forward(mut request: Request, env: &Env) -> Answered {
    let session = cookie::session(&request).ok_or(Fault::NotSignedIn)?;
    let headers = Headers::new();
    headers.set(TOKEN_HEADER, &session.token)?;
    if let Some(upgrade) = request.headers().get("Upgrade")? {
        headers.set("Upgrade", &upgrade)?;
    }
    if let Some(report) = request.headers().get(REPORT_HEADER)? {
        headers.set(REPORT_HEADER, &report)?;
    }
    let url = request.url()?;
    let query = url.query().map(|query| format!("?{query}"));
    let path = format!("{}{}", url.path(), query.unwrap_or_default());
    let body = match request.method() {
        Method::Post if url.path() == "/api/hold" => {
            Some(text(&mut request, limits::HOLD_REQUEST_BYTES).await?)
        }
        Method::Post if matches!(url.path(), "/api/hand_back" | "/api/replay") => {
            Some(text(&mut request, limits::HAND_BACK_REQUEST_BYTES).await?)
        }
        Method::Post => Some(text(&mut request, limits::PUSH_BYTES).await?),
        _ => None,
    };
    call(env, session.office, request.method(), &path, headers, body).await
}

async fn text(request: &mut Request, limit: usize) -> Result<String, Fault> {
    let bytes = body::bytes(request, limit).await?;
    String::from_utf8(bytes).map_err(|_| Fault::Unreadable)
}

/// Asks an office on behalf of a session.
pub async fn ask<T: DeserializeOwned>(
    request: &Request,
    env: &Env,
    method: Method,
    path: &str,
) -> Result<Result<T, Response>, Fault> {
    let session = cookie::session(request).ok_or(Fault::NotSignedIn)?;
    let headers = Headers::new();
    headers.set(TOKEN_HEADER, &session.token)?;
    read(call(env, session.office, method, path, headers, None).await?).await
}

/// Tells an office something in the server's own name.
pub async fn tell<T: DeserializeOwned>(
    env: &Env,
    office: OfficeId,
    path: &str,
    message: &impl Serialize,
) -> Result<Result<T, Response>, Fault> {
    let message = serde_json::to_string(message).map_err(|_| Fault::Failed)?;
    let response = call(
        env,
        office,
        Method::Post,
        path,
        Headers::new(),
        Some(message),
    )
    .await?;
    read(response).await
}

/// Asks an office something in the server's own name.
pub async fn look<T: DeserializeOwned>(
    env: &Env,
    office: OfficeId,
    path: &str,
) -> Result<Result<T, Response>, Fault> {
    read(call(env, office, Method::Get, path, Headers::new(), None).await?).await
}

/// Who the caller is; the answer to give them otherwise.
pub async fn session(
    request: &Request,
    env: &Env,
) -> Result<Result<SessionFacts, Response>, Fault> {
    ask(request, env, Method::Get, "/internal/session").await
}

/// Who the caller is, also when they are no longer on the staff: what they wrote, with its photos, may still come in.
pub async fn hands_in(
    request: &Request,
    env: &Env,
) -> Result<Result<SessionFacts, Response>, Fault> {
    ask(request, env, Method::Get, "/internal/hands_in").await
}

async fn call(
    env: &Env,
    office: OfficeId,
    method: Method,
    path: &str,
    headers: Headers,
    body: Option<String>,
) -> Answered {
    let mut init = RequestInit::new();
    init.with_method(method).with_headers(headers);
    if let Some(body) = body {
        init.with_body(Some(JsValue::from_str(&body)));
    }
    let request = Request::new_with_init(&format!("{INSIDE}{path}"), &init)?;
    let offices = env.durable_object("OFFICES")?;
    Ok(offices
        .id_from_name(&office.to_string())?
        .get_stub()?
        .fetch_with_request(request)
        .await?)
}

/// What the office said; its refusal is passed on as it is.
async fn read<T: DeserializeOwned>(mut response: Response) -> Result<Result<T, Response>, Fault> {
    match response.status_code() {
        200 => Ok(Ok(response.json().await?)),
        204 => Ok(Ok(serde_json::from_str("null").map_err(|_| Fault::Failed)?)),
        _ => Ok(Err(response)),
    }
}
