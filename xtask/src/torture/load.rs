//! Simulated tablets, each the product's own replica, against one workerd: tests/load.

use super::part::{Run, of_printed};
use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    process::Program,
    server::Server,
    setup::{self, Ready},
    test::Tally,
};

/// Offices, tablets, seconds of a day, saves of a tablet in it, seconds between asking for news.
type Day = [&'static str; 5];

const SMOKE: Day = ["1", "20", "20", "8", "2"];
/// Eight hours in five minutes.
const ONE_OFFICE: Day = ["1", "200", "300", "30", "10"];
const FIFTY_OFFICES: Day = ["50", "2000", "300", "12", "60"];

/// A little of it, for every change.
pub fn smoke(ready: &Ready) -> Outcome<Tally> {
    match play(ready, SMOKE)? {
        Some(_) => Ok(Tally::one_passed()),
        None => Err(Failure::new(
            "Something was lost, doubled or seen differently; the lines above say what.",
        )),
    }
}

/// The two days that count.
pub fn full() -> Outcome<Run> {
    let ready = setup::for_test()?;
    build::worker(&ready, Profile::Release)?;
    let mut lines = Vec::new();
    for day in [ONE_OFFICE, FIFTY_OFFICES] {
        let run = of_printed(play(&ready, day)?);
        lines.extend(run.lines);
        if !run.passed {
            return Ok(Run {
                passed: false,
                lines,
            });
        }
    }
    Ok(Run {
        passed: true,
        lines,
    })
}

/// Events in the log of an office after decades.
const DECADES: &str = "600000";
/// Enough that a search through the log would show.
const A_FEW: &str = "30000";

/// A first push into a larger log than the tests grow themselves, for every change.
pub fn large_log_smoke(ready: &Ready) -> Outcome<Tally> {
    match large(ready, A_FEW)? {
        Some(_) => Ok(Tally::one_passed()),
        None => Err(Failure::new(
            "A first push reads more rows of a large log; the lines above say how many.",
        )),
    }
}

/// The log of decades: brought in, and pushed to after an eviction.
pub fn large_log() -> Outcome<Run> {
    let ready = setup::for_test()?;
    build::worker(&ready, Profile::Release)?;
    Ok(of_printed(large(&ready, DECADES)?))
}

fn large(ready: &Ready, events: &str) -> Outcome<Option<Vec<String>>> {
    against(ready, &["--events", events])
}

fn play(
    ready: &Ready,
    [offices, tablets, seconds, saves, every]: Day,
) -> Outcome<Option<Vec<String>>> {
    against(
        ready,
        &[
            "--offices",
            offices,
            "--tablets",
            tablets,
            "--seconds",
            seconds,
            "--saves",
            saves,
            "--asks-every",
            every,
        ],
    )
}

/// The program of `tests/load` against a fresh server.
fn against(ready: &Ready, what: &[&str]) -> Outcome<Option<Vec<String>>> {
    let mut server = Server::fresh(ready, "load")?;
    server.start()?;
    let cargo = |arguments: &[&str]| {
        Program::new("cargo")
            .args(arguments)
            .args(["--quiet", "--package", "load"])
    };
    cargo(&["build"]).run("What the compiler says above is what to mend.")?;
    let lines = cargo(&["run"])
        .args(["--", "--base-url", &server.base_url()])
        .args(["--token", server.setup_token()])
        .args(what)
        .printed()?;
    for line in lines.iter().flatten() {
        eprintln!("  {line}");
    }
    Ok(lines)
}
