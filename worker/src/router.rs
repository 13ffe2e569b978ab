//! The whole API on one screen.

use worker::{Env, Method, Request, Response};

use crate::auth::origin;
use crate::headers;
use crate::reply::{Answered, Fault};
use crate::routes::{assets, demo, health, office, people, photos, session, setup, transfer};

/// Answers a request; whatever happens, with the security headers.
pub async fn answer(request: Request, env: &Env) -> worker::Result<Response> {
    let secure = request.url().is_ok_and(|url| url.scheme() == "https");
    let answered = route(request, env).await;
    let response = match answered {
        Ok(response) => response,
        Err(fault) => fault.response()?,
    };
    headers::secured(response, secure)
}

async fn route(request: Request, env: &Env) -> Answered {
    use Method::{Delete, Get, Head, Post, Put};
    origin::check(&request)?;
    let path = request.path();
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let Some(("api", rest)) = segments.split_first().map(|(first, rest)| (*first, rest)) else {
        return assets::serve(request, env).await;
    };
    match (request.method(), rest) {
        (Get, ["health"]) => health::health(),
        (Get, ["demo"]) => demo::demo(env).await,
        (Post, ["setup"]) => setup::setup(request, env).await,

        (Post, ["export"]) => transfer::export(request, env).await,
        (Post, ["restore"]) => transfer::restore(request, env).await,
        (Post, ["trial"]) => transfer::trial(request, env).await,

        (Post, ["session"]) => session::sign_in(request, env).await,
        (Post, ["session", "code"]) => session::sign_in_by_code(request, env).await,
        (Post, ["session", "anew"]) => session::begin_anew(request, env).await,
        (Get, ["session"]) => session::current(request, env).await,
        (Delete, ["session"]) => session::sign_out(request, env).await,
        (Post, ["people", person, "code"]) => people::give_code(request, env, person).await,

        (Put | Get | Head, ["photos", hash]) => photos::photo(request, env, hash).await,

        // The office's object answers these, for the session it knows.
        (Post, ["push" | "hold" | "hand_back" | "replay"])
        | (Get, ["set_back"])
        | (Post, ["set_back", "end"])
        | (Get, ["log"])
        | (Get, ["first"])
        | (Get, ["first", "heads" | "events" | "packed"])
        | (Get, ["window" | "older" | "figures"])
        | (Post, ["streams"])
        | (Get, ["streams", _])
        | (Get, ["held", _])
        | (Get, ["live"])
        | (Get | Post, ["webhook"])
        | (Post, ["webhook", "switch" | "try"])
        | (Get, ["devices"])
        | (Post, ["bring_in"])
        | (Post, ["devices", "loss"])
        | (Get, ["devices", "losses"])
        | (Post, ["devices", _, "revoke"])
        | (Post, ["demo", "clock"]) => office::forward(request, env).await,

        _ => Err(Fault::NotFound),
    }
}
