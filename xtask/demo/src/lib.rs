//! The demo office: a mall with its staff, merchants and three months of cases, made through the real API.
//!
//! The same each time but for its days, which end today, and for the salts and ids of its log.

mod act;
mod busy;
mod failure;
mod lately;
mod life;
mod merchants;
mod months;
mod office;
mod plan;
mod play;
mod signature;
mod staff;
mod words;

use std::time::Duration;

use api::Server;
use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, TimeDelta};
use domain::id::Instant;
use domain::sync::message::FirstReply;
use fastrand::Rng;
use serde::{Deserialize, Serialize};

pub use failure::Failure;
use months::Months;
use office::{NAME, Office, UTC_OFFSET_MINUTES};

/// How often it is asked whether all lies ready: 100,000 cases take some two minutes.
const NIGHT_LOOKS: u32 = 1_200;
const NIGHT_LOOK: Duration = Duration::from_millis(500);

/// The same office on every machine.
const SEED: u64 = 20_030_801;

/// Fills the demo office unless it is there, and says how to sign in.
///
/// # Errors
/// When the server is not reached or refuses.
pub fn fill(server: &Server) -> Result<Vec<String>, Failure> {
    if server.client().get("/api/demo")?.status != 200 {
        make(server)?;
    }
    let mut lines = vec![format!(
        "{NAME}: sign in with one of these names and the password {}",
        staff::PASSWORD
    )];
    lines.extend(office::sign_in_lines());
    Ok(lines)
}

fn make(server: &Server) -> Result<(), Failure> {
    let mut random = Rng::with_seed(SEED);
    let today = local(server_time(server)?)?.date();
    let first_day = today - Days::new(plan::DAYS);
    let opening = NaiveTime::from_hms_opt(8, 30, 0).unwrap_or_default();
    let clock = play::instant(first_day.and_time(opening));
    let mut office = Office::found(server, clock, first_day)?;
    let merchants = merchants::all(&mut random);
    office.take_in_merchants(&merchants, first_day)?;
    let until = local(server_time(server)?)?;
    let cases = plan::cases(&mut random, merchants.len(), until);
    let mut months = Months::of(first_day, today);
    let moreover = Some(&mut months);
    play::play(&mut office, &merchants, &cases, moreover, &mut random)?;
    // From here on the office's clock goes with everybody's.
    let now = server_time(server)?;
    office.tablet.move_clock(now)?;
    months.go_on(&mut office, today)?;
    lately::play(&mut office, &merchants, first_day, today, now, &mut random)
}

/// What a measurement must find again.
#[derive(Debug, Serialize)]
pub struct Busy {
    pub cases: usize,
    pub events: u64,
    pub streams: u64,
    pub seed: u64,
    pub sign_in_name: &'static str,
    pub password: &'static str,
}

/// Makes an office with that many complaints, the same each time but for the salts and ids of its log.
///
/// # Errors
/// When the server is not reached, refuses, or has something already.
pub fn fill_busy(server: &Server, number: usize) -> Result<Busy, Failure> {
    let mut random = Rng::with_seed(SEED);
    let first_day = busy::first_day(number);
    let opening = NaiveTime::from_hms_opt(8, 30, 0).unwrap_or_default();
    let clock = play::instant(first_day.and_time(opening));
    let mut office = Office::found(server, clock, first_day)?;
    let merchants = merchants::all(&mut random);
    office.take_in_merchants(&merchants, first_day)?;
    let cases = busy::cases(&mut random, merchants.len(), number);
    play::play(&mut office, &merchants, &cases, None, &mut random)?;
    let end = play::instant(busy::end());
    // The last of 100,000 may have come in that very minute.
    if office.tablet.time < end {
        office.tablet.move_clock(end)?;
    }
    let first = night(server, &mut office)?;
    Ok(Busy {
        cases: number,
        events: first.at.0,
        streams: first.streams,
        seed: SEED,
        sign_in_name: "manager",
        password: staff::PASSWORD,
    })
}

/// The night goes by: what a first sync brings lies ready after it, as on any morning.
fn night(server: &Server, office: &mut Office) -> Result<FirstReply, Failure> {
    let wanted = serde_json::json!({
        "token": server.setup_token, "office": office.tablet.session.office, "trial": "night",
    });
    office.tablet.client.post("/api/trial", &wanted)?.ok()?;
    for _ in 0..NIGHT_LOOKS {
        let first: FirstReply = office.tablet.client.get("/api/first")?.ok()?.json()?;
        if !first.packed.is_empty() {
            return Ok(first);
        }
        std::thread::sleep(NIGHT_LOOK);
    }
    Err(Failure::Night)
}

/// The server's real time.
fn server_time(server: &Server) -> Result<Instant, Failure> {
    #[derive(Deserialize)]
    struct Health {
        server_time: Instant,
    }
    let health: Health = server
        .client()
        .get("/api/health")?
        .ok()?
        .json()
        .map_err(Failure::from)?;
    Ok(health.server_time)
}

/// What the office's wall clock shows.
fn local(at: Instant) -> Result<NaiveDateTime, Failure> {
    let offset = TimeDelta::minutes(i64::from(UTC_OFFSET_MINUTES));
    DateTime::from_timestamp_millis(at.0)
        .map(|at| at.naive_utc() + offset)
        .ok_or(Failure::Time)
}
