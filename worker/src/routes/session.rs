//! Signing in and out.

use domain::id::{DeviceId, OfficeId, PersonId};
use serde::{Deserialize, Serialize};
use worker::{Env, Method, Request, Response};

use super::{body, office};
use crate::auth::{attempts, code, cookie, password};
use crate::clock;
use crate::directory::{Directory, OfficeEntry, normalise_sign_in_name};
use crate::limits;
use crate::office_log::message::{OpenSession, OpenedSession, SessionFacts};
use crate::reply::{self, Answered, Fault};

#[derive(Deserialize)]
struct SignIn {
    sign_in_name: String,
    password: String,
    #[serde(flatten)]
    tablet: Tablet,
    /// Which of their offices; the oldest where absent.
    office: Option<OfficeId>,
}

#[derive(Deserialize)]
struct SignInByCode {
    sign_in_name: String,
    code: String,
    password: String,
    #[serde(flatten)]
    tablet: Tablet,
}

/// Where somebody signs in.
#[derive(Default, Deserialize)]
pub struct Tablet {
    device: Option<DeviceId>,
    /// The devices this tablet is, at whichever offices.
    #[serde(default)]
    devices: Vec<DeviceId>,
    /// Whoever belongs to several offices and named none is asked, instead of let into the oldest.
    #[serde(default)]
    choose: bool,
}

impl Tablet {
    fn is(&self, device: DeviceId) -> bool {
        self.device == Some(device) || self.devices.contains(&device)
    }
}

/// Right, but it is still to be said which office.
#[derive(Serialize)]
struct Offices {
    offices: Vec<OfficeEntry>,
}

/// What every way of signing in answers.
#[derive(Serialize)]
struct SessionReply {
    #[serde(flatten)]
    facts: SessionFacts,
    offices: Vec<OfficeEntry>,
}

/// `POST /api/session`.
pub async fn sign_in(mut request: Request, env: &Env) -> Answered {
    let form: SignIn = body::form(&mut request).await?;
    let directory = Directory::of(env)?;
    let name = normalise_sign_in_name(&form.sign_in_name);
    let attempt = attempts::begin(&directory, &request, &name).await?;
    let account = directory.account(&name).await?;
    let stored = account
        .as_ref()
        .and_then(|account| account.password.as_deref());
    let right = password::verify(&form.password, stored)?;
    let account = account.filter(|_| right).ok_or(Fault::WrongCredentials)?;
    attempt.succeeded(&directory).await?;
    open(
        &request,
        env,
        &directory,
        account.id,
        &form.tablet,
        form.office,
    )
    .await
}

/// `POST /api/session/code`: the first sign-in, or a reset. The code is used up.
pub async fn sign_in_by_code(mut request: Request, env: &Env) -> Answered {
    let form: SignInByCode = body::form(&mut request).await?;
    password::check(&form.password)?;
    let directory = Directory::of(env)?;
    let name = normalise_sign_in_name(&form.sign_in_name);
    let attempt = attempts::begin(&directory, &request, &name).await?;
    // Hashed first, so that an unknown name takes as long.
    let hashed = password::hash(&form.password)?;
    let given = code::hash(&form.code);
    let now = clock::real();
    let account = directory
        .account(&name)
        .await?
        .filter(|account| {
            account.code_hash.as_deref() == Some(given.to_string().as_str())
                && account.code_expires_at.is_some_and(|at| at > now.0)
        })
        .ok_or(Fault::WrongCode)?;
    if !directory.use_code(account.id, given, &hashed, now).await? {
        return Err(Fault::WrongCode);
    }
    attempt.succeeded(&directory).await?;
    for entry in directory.offices_of(account.id).await? {
        let path = format!("/internal/forget/{}", account.id);
        let _: Result<(), Response> = office::tell(env, entry.id, &path, &()).await?;
    }
    open(&request, env, &directory, account.id, &form.tablet, None).await
}

/// Opens a session of a person who proved who they are.
pub async fn open(
    request: &Request,
    env: &Env,
    directory: &Directory,
    person: PersonId,
    tablet: &Tablet,
    wanted: Option<OfficeId>,
) -> Answered {
    let offices = directory.offices_of(person).await?;
    if tablet.choose && wanted.is_none() && offices.len() > 1 {
        return reply::json(&Offices { offices });
    }
    let office = offices
        .iter()
        .map(|entry| entry.id)
        .find(|id| wanted.is_none_or(|wanted| wanted == *id))
        .ok_or(Fault::NotOnStaff)?;
    let proof = cookie::device(request, office).filter(|proof| tablet.is(proof.device));
    let label = request.headers().get("User-Agent")?.unwrap_or_default();
    let message = OpenSession {
        person,
        device: proof.as_ref().map(|proof| proof.device),
        device_secret: proof.map(|proof| proof.secret),
        label: label.chars().take(limits::LABEL_CHARS).collect(),
    };
    let opened: OpenedSession =
        match office::tell(env, office, "/internal/session", &message).await? {
            Ok(opened) => opened,
            Err(refusal) => return Ok(refusal),
        };
    entered(&opened, offices)
}

/// The reply with the cookies of a session that was opened.
fn entered(opened: &OpenedSession, offices: Vec<OfficeEntry>) -> Answered {
    let office = opened.session.office;
    let mut response = reply::json(&SessionReply {
        facts: opened.session,
        offices,
    })?;
    cookie::set_session(&mut response, office, &opened.token)?;
    if let Some(secret) = &opened.device_secret {
        cookie::set_device(&mut response, office, opened.session.device, secret)?;
    }
    Ok(response)
}

/// `POST /api/session/anew`: this browser is a copy of another, and goes on under a device id of its own. Also for
/// somebody no longer on the staff: what they wrote here may still come in.
pub async fn begin_anew(request: Request, env: &Env) -> Answered {
    let opened: OpenedSession =
        match office::ask(&request, env, Method::Post, "/internal/anew").await? {
            Ok(opened) => opened,
            Err(refusal) => return Ok(refusal),
        };
    let directory = Directory::of(env)?;
    let offices = directory.offices_of(opened.session.person).await?;
    entered(&opened, offices)
}

/// `GET /api/session`: who is signed in; the cookie lives on as long as the session does.
pub async fn current(request: Request, env: &Env) -> Answered {
    let session = cookie::session(&request).ok_or(Fault::NotSignedIn)?;
    let facts = match office::session(&request, env).await? {
        Ok(facts) => facts,
        Err(refusal) => return Ok(refusal),
    };
    let offices = Directory::of(env)?.offices_of(facts.person).await?;
    let mut response = reply::json(&SessionReply { facts, offices })?;
    cookie::set_session(&mut response, session.office, &session.token)?;
    Ok(response)
}

/// `DELETE /api/session`: only this one; other people's sessions of the device stay.
pub async fn sign_out(request: Request, env: &Env) -> Answered {
    if cookie::session(&request).is_some() {
        // A session that is gone already is as good as ended.
        let _: Result<(), Response> =
            office::ask(&request, env, Method::Delete, "/internal/session").await?;
    }
    let mut response = reply::done()?;
    cookie::clear_session(&mut response)?;
    Ok(response)
}
