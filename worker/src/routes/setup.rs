//! A company begins on this server: whoever holds the set-up token founds it.

use chrono::NaiveDate;
use domain::id::{Instant, OfficeId, PersonId};
use domain::policy::ProfileName;
use serde::Deserialize;
use subtle::ConstantTimeEq as _;
use worker::{Env, Request, Response};

use super::{body, office, session};
use crate::auth::{attempts, password, token};
use crate::directory::{Directory, NewOffice};
use crate::office_log::message::Found;
use crate::reply::{Answered, Fault};
use crate::{clock, limits};

#[derive(Deserialize)]
struct Setup {
    token: String,
    company: String,
    office: String,
    procedure: ProfileName,
    director: Director,
    utc_offset_minutes: i32,
    #[serde(default)]
    demo: bool,
    #[serde(default)]
    departments: Vec<String>,
    /// A demo may begin in the past: its clock, and the day its procedure takes effect.
    clock: Option<Instant>,
    effective_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Director {
    name: String,
    sign_in_name: String,
    password: String,
}

/// `POST /api/setup`.
pub async fn setup(mut request: Request, env: &Env) -> Answered {
    let form: Setup = body::form(&mut request).await?;
    let directory = Directory::of(env)?;
    holds_token(&request, env, &form.token).await?;
    check(&form, env)?;
    let hashed = password::hash(&form.director.password)?;
    let now = clock::real();
    let new = NewOffice {
        company: domain::id::CommandId::mint(now, token::random()?).0,
        company_name: body::name(&form.company, "company")?,
        office: OfficeId::mint(now, token::random()?),
        office_name: body::name(&form.office, "office")?,
        demo_password: form.demo.then_some(form.director.password.as_str()),
        demo: form.demo,
        director: PersonId::mint(now, token::random()?),
        sign_in_name: body::name(&form.director.sign_in_name, "sign_in_name")?,
        password: &hashed,
        at: now,
    };
    directory.add_company(&new).await?;
    let founded: Result<Result<(), Response>, Fault> =
        office::tell(env, new.office, "/internal/found", &found(&form, &new)).await;
    if !matches!(founded, Ok(Ok(()))) {
        directory.remove_company(&new).await?;
        return Err(Fault::Failed);
    }
    let tablet = session::Tablet::default();
    session::open(&request, env, &directory, new.director, &tablet, None).await
}

/// Whether whoever asks holds the set-up token; wrong ones are counted and made to wait.
pub async fn holds_token(request: &Request, env: &Env, given: &str) -> Result<(), Fault> {
    let directory = Directory::of(env)?;
    let attempt = attempts::begin(&directory, request, "set-up|").await;
    // A right token is never kept waiting: it has 192 bits, and failures of others must not lock its owner out.
    if !right_token(env, given) {
        attempt?;
        return Err(Fault::WrongSetupToken);
    }
    if let Ok(attempt) = attempt {
        attempt.succeeded(&directory).await?;
    }
    Ok(())
}

/// Whether this is a machine for trying things out.
pub fn allows_demo(env: &Env) -> bool {
    env.var("ALLOW_DEMO")
        .is_ok_and(|value| value.to_string() == "1")
}

fn right_token(env: &Env, given: &str) -> bool {
    // Hashed, so that the comparison takes as long whatever the length.
    env.secret("SETUP_TOKEN").is_ok_and(|expected| {
        let expected = expected.to_string();
        let same = token::hash(given).0.ct_eq(&token::hash(&expected).0);
        bool::from(same) && !expected.is_empty()
    })
}

fn check(form: &Setup, env: &Env) -> Result<(), Fault> {
    if form.demo && !allows_demo(env) {
        return Err(Fault::NoDemoHere);
    }
    if !form.demo && (form.clock.is_some() || form.effective_on.is_some()) {
        return Err(Fault::DemoOnly);
    }
    let ahead = form.clock.map(|at| at.0.saturating_sub(clock::real().0));
    if ahead.is_some_and(|ahead| ahead.unsigned_abs() > limits::DEMO_AHEAD_MILLIS.unsigned_abs()) {
        return Err(Fault::Invalid { field: "clock" });
    }
    // UTC−12:00 to UTC+14:00.
    if !(-720..=840).contains(&form.utc_offset_minutes) {
        return Err(Fault::Invalid {
            field: "utc_offset_minutes",
        });
    }
    if form.departments.len() > limits::DEPARTMENTS {
        return Err(Fault::TooLarge {
            limit: limits::DEPARTMENTS,
        });
    }
    for department in &form.departments {
        body::name(department, "departments")?;
    }
    body::name(&form.director.name, "director")?;
    password::check(&form.director.password)
}

fn found(form: &Setup, new: &NewOffice<'_>) -> Found {
    Found {
        office: new.office,
        company: new.company_name.to_owned(),
        name: new.office_name.to_owned(),
        procedure: form.procedure,
        utc_offset_minutes: form.utc_offset_minutes,
        demo: form.demo,
        clock: form.clock,
        effective_on: form.effective_on,
        departments: form.departments.clone(),
        director: new.director,
        director_name: form.director.name.trim().to_owned(),
        sign_in_name: new.sign_in_name.to_owned(),
    }
}
