//! The app's files. A miss is answered here: a fallback page must never stand in a missing file's place.

use worker::{Env, Fetcher, Headers, Method, Request, Response, ResponseBuilder};

use crate::reply::Fault;

const PAGE: &str = "/index.html";
/// What a file with a hash in its name gets: another content has another name.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Asked for anew each time, answered with 304 where nothing changed.
const ASK: &str = "no-cache";

pub async fn serve(request: Request, env: &Env) -> Result<Response, Fault> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Err(Fault::NotFound);
    }
    let assets = env.assets("ASSETS")?;
    let path = request.path();
    let page = path == "/" || path == PAGE;
    if !page {
        let found = file(&assets, &request, &path).await?;
        if found.status_code() != 404 {
            let policy = if hashed(&path) { FOREVER } else { ASK };
            return cached(found, policy);
        }
    }
    if page || navigates(&request)? {
        return cached(file(&assets, &request, PAGE).await?, ASK);
    }
    Ok(ResponseBuilder::new()
        .with_status(404)
        .with_header("Cache-Control", "no-store")?
        .empty())
}

async fn file(assets: &Fetcher, request: &Request, path: &str) -> Result<Response, Fault> {
    let mut url = request.url()?;
    url.set_path(path);
    url.set_query(None);
    let headers = Headers::new();
    if let Some(known) = request.headers().get("If-None-Match")? {
        headers.set("If-None-Match", &known)?;
    }
    let mut init = worker::RequestInit::new();
    init.with_method(request.method()).with_headers(headers);
    Ok(assets.fetch(url.to_string(), Some(init)).await?)
}

fn cached(response: Response, policy: &str) -> Result<Response, Fault> {
    let headers = Headers::new();
    for (name, value) in response.headers().entries() {
        headers.append(&name, &value)?;
    }
    headers.set("Cache-Control", policy)?;
    Ok(response.with_headers(headers))
}

/// A page is asked for, not a file: by a browser's own word, or by what an old one accepts.
fn navigates(request: &Request) -> Result<bool, Fault> {
    if let Some(mode) = request.headers().get("Sec-Fetch-Mode")? {
        return Ok(mode == "navigate");
    }
    let accepts = request.headers().get("Accept")?.unwrap_or_default();
    Ok(accepts.contains("text/html"))
}

/// Whether one of the parts of its name is a hash: `app-0123456789abcdef_bg.wasm`.
fn hashed(path: &str) -> bool {
    let is_hash =
        |part: &str| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split(['/', '-', '_', '.']).any(is_hash)
}
