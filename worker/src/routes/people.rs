//! One-time codes for people of the office.

use domain::id::{Instant, PersonId};
use serde::Serialize;
use worker::{Env, Method, Request};

use super::office;
use crate::auth::code;
use crate::directory::Directory;
use crate::office_log::message::CodeFor;
use crate::reply::{self, Answered, Fault};
use crate::{clock, limits};

#[derive(Serialize)]
struct CodeReply {
    code: String,
    sign_in_name: String,
    expires_at: Instant,
}

/// `POST /api/people/{person}/code`: whether they may, and for whom, is read from the log.
pub async fn give_code(request: Request, env: &Env, person: &str) -> Answered {
    let person: PersonId = person.parse().map_err(|_| Fault::NotFound)?;
    let path = format!("/internal/code/{person}");
    let code_for: CodeFor = match office::ask(&request, env, Method::Get, &path).await? {
        Ok(code_for) => code_for,
        Err(refusal) => return Ok(refusal),
    };
    let given = code::mint()?;
    let expires_at = Instant(clock::real().0.saturating_add(limits::CODE_MILLIS));
    Directory::of(env)?
        .keep_code(
            person,
            code_for.office,
            &code_for.sign_in_name,
            code::hash(&given),
            expires_at,
        )
        .await?;
    reply::json(&CodeReply {
        code: given,
        sign_in_name: code_for.sign_in_name,
        expires_at,
    })
}
