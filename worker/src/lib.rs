//! The server: one Durable Object per office with its log, D1 for people and credentials, R2 for photos.
//!
//! It decides nothing about complaints itself: every pushed command is decided again by `domain`, with roles read
//! from the office's log. No wording lives here; refusals are codes.

mod auth;
mod clock;
mod directory;
mod headers;
mod limits;
mod log;
mod office_log;
mod reply;
mod router;
mod routes;

use worker::{Context, Env, Request, Response, event};

/// Every request arrives here.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    router::answer(request, &env).await
}
