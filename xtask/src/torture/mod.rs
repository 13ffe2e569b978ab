//! `cargo xtask torture`: what takes long, run by hand, its results dated and kept.

pub mod browser;
pub mod load;
mod older;
mod part;
mod result;

use std::{process::ExitCode, time::Instant};

use crate::{
    failure::{Failure, Outcome},
    sim, spoken_time,
};
use part::PARTS;

/// How much of it is wanted.
pub struct Options {
    /// Seeds for the simulation; the run that counts has 100,000.
    pub seeds: u64,
    only: Option<String>,
}

impl Options {
    /// Reads `[--seeds N] [--part NAME]`.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            seeds: 100_000,
            only: None,
        };
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
                        "`{argument}` is not understood here. It is `cargo xtask torture [--seeds N] [--part {}]`.",
                        names.join("|")
                    )));
                }
            }
        }
        Ok(options)
    }
}

/// Runs the parts and writes what came of them.
pub fn run(options: &Options) -> Outcome<ExitCode> {
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
