//! `load --base-url URL --token TOKEN --offices N --tablets M [--seconds S] [--saves K] [--asks-every S]`
//!
//! With `--events N` instead of tablets: an office with a log of N events is brought in, and a first push to it counted.
//!
//! M tablets over N offices live through a working day in S seconds. Each is the product's own replica.

mod check;
mod day;
mod figures;
mod large_log;
mod office;
mod tablet;
mod work;

use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use api::Failure;
use api::Server;

use day::Day;
use figures::Figures;
use office::{Office, SEATS};
use tablet::Tablet;

struct Options {
    server: Server,
    offices: usize,
    tablets: usize,
    day: Day,
    /// So many events in one log, instead of a day.
    events: Option<u64>,
}

fn options() -> Option<Options> {
    let mut options = Options {
        server: Server {
            base_url: String::new(),
            setup_token: String::new(),
        },
        offices: 1,
        tablets: 20,
        day: Day {
            length: Duration::from_secs(20),
            saves: 10,
            asks_every: Duration::from_secs(2),
        },
        events: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next()?;
        match argument.as_str() {
            "--base-url" => options.server.base_url = value,
            "--token" => options.server.setup_token = value,
            "--offices" => options.offices = value.parse().ok()?,
            "--tablets" => options.tablets = value.parse().ok()?,
            "--events" => options.events = Some(value.parse().ok()?),
            "--seconds" => options.day.length = Duration::from_secs(value.parse().ok()?),
            "--saves" => options.day.saves = value.parse().ok()?,
            "--asks-every" => options.day.asks_every = Duration::from_secs(value.parse().ok()?),
            _ => return None,
        }
    }
    Some(options)
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!(
            "load --base-url URL --token TOKEN --offices N --tablets M [--seconds S] [--saves K] [--asks-every S]"
        );
        return ExitCode::FAILURE;
    };
    match run(&options) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Gives how many saves were lost or doubled and how many tablets disagree.
fn run(options: &Options) -> Result<u64, Failure> {
    let run = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_millis());
    if let Some(events) = options.events {
        let flat = large_log::play(&options.server, &format!("large-{run}"), events)?;
        return Ok(u64::from(!flat));
    }
    let began = Instant::now();
    let mut offices = Vec::new();
    for number in 0..options.offices {
        let name = format!("load-{run}-{number}");
        offices.push(Office::found(&options.server, &name)?);
    }
    let tablets = signed_in(options, &offices)?;
    let day = options.day;
    println!(
        "{} tablets in {} offices, signed in and synced after {} s; a day of {} s, {} saves each, news asked for every {} s",
        options.tablets,
        options.offices,
        began.elapsed().as_secs(),
        day.length.as_secs(),
        day.saves,
        day.asks_every.as_secs()
    );
    let figures = Figures::default();
    let began = Instant::now();
    let (tablets, behind) = day::play(tablets, day, &figures, 1)?;
    for line in figures.lines() {
        println!("{line}");
    }
    println!(
        "{} commands in {} s, the evening included; the last moment was {} ms behind its time",
        figures.commands(),
        began.elapsed().as_secs(),
        behind.as_millis()
    );
    let wrong = check::check(&options.server, &offices, &tablets, &figures)?;
    let carried = check::carried(&options.server, offices.first())?;
    println!("one office alone, batches of 200 without a pause: {carried} commands a second");
    Ok(wrong)
}

/// Everybody's tablets, a few signing in at once: each sign-in hashes a password.
fn signed_in(options: &Options, offices: &[Office]) -> Result<Vec<Tablet>, Failure> {
    let next = Mutex::new(0..options.tablets);
    let tablets = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(number) = taken(&next) {
                    let office = offices.get(number % offices.len().max(1));
                    let seat = (number / offices.len().max(1)) % SEATS.len();
                    let begun = match (
                        office.and_then(|office| office.names.get(seat)),
                        SEATS.get(seat),
                    ) {
                        (Some(name), Some(role)) => {
                            Tablet::begin(&options.server, name, *role, number as u64)
                        }
                        _ => continue,
                    };
                    tablets
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .push(begun);
                }
            });
        }
    });
    tablets
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .into_iter()
        .collect()
}

fn taken(next: &Mutex<std::ops::Range<usize>>) -> Option<usize> {
    next.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .next()
}
