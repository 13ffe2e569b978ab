//! An office's log out of this server and into it, for whoever holds the set-up token.

use domain::id::OfficeId;
use serde::Deserialize;
use worker::{Env, Request};

use super::{body, office, setup};
use crate::auth::{password, token};
use crate::directory::{Directory, NewOffice};
use crate::office_log::message::Trial;
use crate::office_log::transfer::{Export, Exported, Restore, Restored};
use crate::reply::{self, Answered, Fault};
use crate::{clock, limits};

#[derive(Deserialize)]
struct ExportForm {
    token: String,
    office: OfficeId,
    #[serde(flatten)]
    asked: Export,
}

/// `POST /api/export`: the next page of an office's log.
pub async fn export(mut request: Request, env: &Env) -> Answered {
    let form: ExportForm = body::form(&mut request).await?;
    setup::holds_token(&request, env, &form.token).await?;
    let exported: Result<Exported, _> =
        office::tell(env, form.office, "/internal/export", &form.asked).await?;
    match exported {
        Ok(exported) => reply::json(&exported),
        Err(refusal) => Ok(refusal),
    }
}

#[derive(Deserialize)]
struct RestoreForm {
    token: String,
    office: OfficeId,
    /// The Director's password, where this server does not know them yet.
    password: String,
    step: Restore,
}

/// `POST /api/restore`: one step after the other; the office is there after the last, or not at all.
pub async fn restore(mut request: Request, env: &Env) -> Answered {
    let bytes = body::bytes(&mut request, limits::RESTORE_BYTES).await?;
    let form: RestoreForm = serde_json::from_slice(&bytes).map_err(|_| Fault::Unreadable)?;
    setup::holds_token(&request, env, &form.token).await?;
    password::check(&form.password)?;
    if let Restore::Begin { office } = &form.step
        && *office != form.office
    {
        return Err(Fault::Invalid { field: "office" });
    }
    let restored: Result<Restored, _> =
        office::tell(env, form.office, "/internal/restore", &form.step).await?;
    let restored = match restored {
        Ok(restored) => restored,
        Err(refusal) => return Ok(refusal),
    };
    if let Some(opened) = &restored.opened {
        let directory = Directory::of(env)?;
        if !directory.knows_office(form.office).await? {
            let now = clock::real();
            let hashed = password::hash(&form.password)?;
            directory
                .add_company(&NewOffice {
                    company: domain::id::CommandId::mint(now, token::random()?).0,
                    company_name: &opened.company,
                    office: form.office,
                    office_name: &opened.name,
                    demo_password: opened.demo.then_some(form.password.as_str()),
                    demo: opened.demo,
                    director: opened.director,
                    sign_in_name: &opened.sign_in_name,
                    password: &hashed,
                    at: now,
                })
                .await?;
        }
    }
    reply::json(&restored)
}

#[derive(Deserialize)]
struct TrialForm {
    token: String,
    office: OfficeId,
    trial: Trial,
}

/// `POST /api/trial`: what else only a disaster or the night brings; only on a machine for trying things out.
pub async fn trial(mut request: Request, env: &Env) -> Answered {
    if !setup::allows_demo(env) {
        return Err(Fault::NotFound);
    }
    let form: TrialForm = body::form(&mut request).await?;
    setup::holds_token(&request, env, &form.token).await?;
    let done: Result<(), _> =
        office::tell(env, form.office, "/internal/trial", &form.trial).await?;
    match done {
        Ok(()) => reply::done(),
        Err(refusal) => Ok(refusal),
    }
}
