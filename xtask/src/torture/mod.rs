//! `cargo xtask torture`: what takes long, run by hand, its results dated and kept.

pub mod browser;
pub mod load;
mod older;
mod part;
mod result;

use std::{process::ExitCode, time::Instant};

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    setup::{self, Ready},
    sim, spoken_time,
    test::Tally,
};
use part::PARTS;

/// How much of it is wanted.
pub struct Options {
    /// Seeds for the simulation; the run that counts has 100,000.
    pub seeds: u64,
    only: Option<String>,
    /// What every change must pass of it, and nothing else.
    small: bool,
}

impl Options {
    /// Reads `[--seeds N] [--part NAME]`.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            seeds: 100_000,
            only: None,
            small: false,
        };
        if arguments == ["--small"] {
            options.small = true;
            return Ok(options);
        }
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match (argument.as_str(), arguments.next()) {
                ("--seeds", Some(seeds)) => {
                    options.seeds = seeds.parse().map_err(|_| {
                        Failure::new(format!("`--seeds {seeds}` is no number of seeds."))
                    })?;
                }
                ("--part", Some(name)) if PARTS.iter().any(|part| part.name == name) => {
                    options.only = Some(name.clone());
                }
                _ => {
                    let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
                    return Err(Failure::new(format!(
                        "`{argument}` is not understood here. It is `cargo xtask torture [--seeds N] [--part {}]` or `--small`.",
                        names.join("|")
                    )));
                }
            }
        }
        Ok(options)
    }
}

/// In small, as every full test does it; nothing is written.
pub fn small(ready: &Ready) -> Outcome<Tally> {
    let (by_force, _) = browser::play(ready, &browser::SMOKE, browser::Amount::Smoke, None)?;
    Ok(by_force + load::smoke(ready)? + load::large_log_smoke(ready)?)
}

fn only_small() -> Outcome<ExitCode> {
    let ready = setup::for_test()?;
    build::worker(&ready, Profile::Release)?;
    build::app(&ready, Profile::Release)?;
    let tally = small(&ready)?;
    println!("{tally}");
    Ok(if tally.failed == 0 && tally.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Runs the parts and writes what came of them.
pub fn run(options: &Options) -> Outcome<ExitCode> {
    if options.small {
        return only_small();
    }
    // The tree may move on meanwhile.
    let commit = sim::commit();
    let mut results = Vec::new();
    for part in PARTS {
        if options
            .only
            .as_deref()
            .is_some_and(|only| only != part.name)
        {
            continue;
        }
        eprintln!("\n── {}", part.title);
        let began = Instant::now();
        let run = (part.run)(options)?;
        let time = spoken_time(began.elapsed());
        eprintln!("── {}: {} ({time})", part.name, passed(run.passed));
        results.push(result::Result {
            title: part.title,
            time,
            run,
        });
    }
    let path = result::write(&commit, &results)?;
    eprintln!("\nWritten to {}.", path.display());
    Ok(if results.iter().all(|result| result.run.passed) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn passed(passed: bool) -> &'static str {
    if passed { "passed" } else { "failed" }
}
