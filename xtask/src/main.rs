//! The project's verbs: `cargo xtask serve`, `cargo xtask test` and what they are made of.

mod bench;
mod build;
mod control;
mod dist;
mod failure;
mod fingerprint;
mod flows;
mod golden;
mod judge;
mod parts;
mod paths;
mod playwright;
mod process;
mod screenshots;
mod seed;
mod serve;
mod server;
mod setup;
mod sim;
mod test;
mod torture;
mod transfer;

use std::{env, process::ExitCode, time::Duration};

use failure::{Failure, Outcome};

const HELP: &str = "\
cargo xtask serve [--dev] [--port N] [--state DIR] [--no-demo]
    builds the product, starts it on this machine and fills a demo office
cargo xtask test [--ci]
    every check and test; --ci adds all browser flows and longer simulations
cargo xtask flows [--dev] [PATTERN]
    the browser flows whose titles match, while they are being made
cargo xtask build
    app and worker in release, before `wrangler deploy`
cargo xtask sim [--seeds N] [--from S] | [--teeth]
    plays the sync in a world where everything goes wrong; --teeth lets deliberate bugs be caught
cargo xtask torture [--seeds N] [--part NAME] | --small
    what takes long, run by hand; results go to docs/torture; --small is what every full test plays of it
cargo xtask judge
    asks the rules: JSON lines in, JSON lines out
cargo xtask bench [--cases N] [--repetitions N] [--cpu N] [--systems A,B] [--storage leveldb|sqlite]
                  [--minutes N] [--as-built] [--kept-office]
    the race against what could be picked instead, in Chromium; written to docs/bench.json and README.md
cargo xtask screenshots
    a picture of every page, in both languages and orientations
cargo xtask golden [--accept]
    golden files for new kinds of events; --accept rewrites all, before the first release only
cargo xtask export --office ID --to FILE [--backup] [--url URL]
    one office as one file; --backup takes it from the nightly backup instead of the office itself
cargo xtask restore --from FILE [--url URL]
    the office comes back, with equal hashes, on a server that does not have it
cargo xtask setup
    what `test` needs, installed without running it";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match run(&verb, &rest) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("✘ {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: &str, rest: &[String]) -> Outcome<ExitCode> {
    process::end_all_on_ctrl_c()?;
    match verb {
        "serve" => serve::run(&serve::Options::parse(rest)?)?,
        "flows" => return flows::run(&flows::Options::parse(rest)?),
        "test" => return test::run(takes_only(rest, "--ci")?),
        "build" => {
            takes_nothing(rest)?;
            let ready = setup::for_serve()?;
            build::app(&ready, build::Profile::Release)?;
            build::worker(&ready, build::Profile::Release)?;
        }
        "bench" => bench::run(&bench::Options::parse(rest)?)?,
        "judge" => return judge::run(rest),
        "sim" => return sim::run(rest),
        "torture" => return torture::run(&torture::Options::parse(rest)?),
        "screenshots" => {
            takes_nothing(rest)?;
            screenshots::run()?;
        }
        "export" => transfer::export(&transfer::Options::parse(rest, "--to")?)?,
        "restore" => transfer::restore(&transfer::Options::parse(rest, "--from")?)?,
        "golden" => golden::run(takes_only(rest, "--accept")?)?,
        "setup" => {
            takes_nothing(rest)?;
            setup::for_test()?;
            eprintln!("Everything is there.");
        }
        "" | "help" | "--help" => println!("{HELP}"),
        other => {
            return Err(Failure::new(format!(
                "There is no verb `{other}`. The verbs are:\n{HELP}"
            )));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn takes_nothing(rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(unknown) => Err(Failure::new(format!(
            "`{unknown}` is not understood here. The verbs are:\n{HELP}"
        ))),
    }
}

fn takes_only(rest: &[String], option: &str) -> Outcome<bool> {
    match rest {
        [only] if only == option => Ok(true),
        _ => takes_nothing(rest).map(|()| false),
    }
}

/// A length of time as people say it.
pub(crate) fn spoken_time(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, _) => format!("{:.1} s", time.as_secs_f32()),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
