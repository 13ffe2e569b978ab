//! `cargo xtask test`: every check and every test, one closing line.

mod steps;
mod tally;

use std::{process::ExitCode, time::Instant};

use crate::{
    build::{self, Profile},
    failure::Outcome,
    playwright, seed,
    server::Server,
    setup::{self, Ready},
    spoken_time,
    torture::{browser, load},
};

pub use tally::Tally;

/// Runs everything; `ci` adds all browser flows, the torture and the load in small, and longer simulations. The exit code says whether all of it passed.
pub fn run(ci: bool) -> Outcome<ExitCode> {
    let began = Instant::now();
    let ready = setup::for_test()?;
    let mut report = Report::default();

    report.add("Format", || steps::format(&ready));
    report.add("Licences and sources of dependencies", || {
        steps::dependencies(&ready)
    });
    report.add("Clippy, native", || steps::clippy_native(&ready));
    report.add("Native tests", || steps::native_tests(&ready, ci));
    report.add("Clippy, wasm32", || steps::clippy_wasm(&ready));
    let worker = report.add("Release build of the worker", || {
        build::worker(&ready, Profile::Release)?;
        Ok(Tally::one_passed())
    });
    let app = report.add("Release build of the app", || {
        build::app(&ready, Profile::Release)?;
        Ok(Tally::one_passed())
    });
    // The server serves the app too: without it a navigation has no page to answer with.
    if worker && app {
        report.add("API tests against the real server", || api_tests(&ready));
        report.add(flows_name(ci), || flows(&ready, ci));
        if ci {
            report.add(TORTURE, || tortured(&ready));
            report.add(LOAD, || load::smoke(&ready));
            report.add(LARGE_LOG, || load::large_log_smoke(&ready));
        }
    } else {
        report.leave_out("API tests against the real server");
        report.leave_out(flows_name(ci));
        if ci {
            report.leave_out(TORTURE);
            report.leave_out(LOAD);
            report.leave_out(LARGE_LOG);
        }
    }

    eprintln!("\nEverything took {}.", spoken_time(began.elapsed()));
    for name in &report.failed_steps {
        eprintln!("✘ {name}");
    }
    println!("{}", report.total);
    Ok(if report.total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn flows_name(all: bool) -> &'static str {
    if all {
        "All browser flows"
    } else {
        "Browser flows marked @smoke"
    }
}

const TORTURE: &str = "The browser and the server by force, in small";
const LOAD: &str = "Twenty tablets on one server";
const LARGE_LOG: &str = "A first push into a large log";

fn tortured(ready: &Ready) -> Outcome<Tally> {
    let (tally, _) = browser::play(ready, &browser::SMOKE, browser::Amount::Smoke, None)?;
    Ok(tally)
}

fn api_tests(ready: &Ready) -> Outcome<Tally> {
    let mut server = Server::fresh(ready, "api")?;
    server.start()?;
    steps::api_tests(ready, &server)
}

fn flows(ready: &Ready, all: bool) -> Outcome<Tally> {
    let mut server = Server::fresh(ready, "flows")?;
    server.start()?;
    seed::fill(&server.base_url(), server.setup_token())?;
    playwright::run(ready, &mut server, "flows", (!all).then_some("@smoke"))
}

/// What the steps came to so far.
#[derive(Default)]
struct Report {
    total: Tally,
    failed_steps: Vec<String>,
}

impl Report {
    /// Does one step, says how it went, and goes on whatever happened: one run
    /// shows everything that is wrong.
    fn add(&mut self, name: &str, work: impl FnOnce() -> Outcome<Tally>) -> bool {
        eprintln!("\n── {name}");
        let began = Instant::now();
        let tally = work().unwrap_or_else(|failure| {
            eprintln!("✘ {failure}");
            Tally::one_failed()
        });
        let time = spoken_time(began.elapsed());
        eprintln!("── {name}: {tally} ({time})");
        self.total = self.total + tally;
        if tally.failed > 0 {
            self.failed_steps.push(format!("{name}: {tally}"));
        }
        tally.failed == 0
    }

    /// A step that could not be tried has not passed.
    fn leave_out(&mut self, name: &str) {
        self.add(name, || {
            Err(crate::failure::Failure::new(
                "Not run, because the build failed.",
            ))
        });
    }
}
