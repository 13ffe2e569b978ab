//! The single steps of `test`.

use super::Tally;
use crate::{
    failure::{Failure, Outcome},
    paths,
    server::Server,
    setup::Ready,
};

const MEND: &str = "What it says above is what to mend.";
/// Crates that are built for wasm32.
const WASM_CRATES: [&str; 3] = [
    "--package=app",
    "--package=spreadsheet",
    "--package=sync_worker",
];

pub fn format(ready: &Ready) -> Outcome<Tally> {
    ready
        .program("cargo")
        .args(["fmt", "--all", "--check"])
        .run("Run `cargo fmt --all`.")?;
    Ok(Tally::one_passed())
}

/// Bans, licences and sources always; advisories where their database can be had.
pub fn dependencies(ready: &Ready) -> Outcome<Tally> {
    let deny = |what: &[&str]| {
        ready
            .program("cargo-deny")
            .args(["--all-features", "check", "--hide-inclusion-graph"])
            .args(what)
    };
    deny(&["bans", "licenses", "sources"]).run(MEND)?;
    let fetched = ready
        .program("cargo-deny")
        .args(["fetch", "db"])
        .run_quietly("");
    if fetched.is_ok() {
        deny(&["advisories"]).run(MEND)?;
        return Ok(Tally {
            passed: 2,
            failed: 0,
        });
    }
    eprintln!("Skipped: security advisories, their database cannot be reached from here.");
    Ok(Tally::one_passed())
}

pub fn clippy_native(ready: &Ready) -> Outcome<Tally> {
    ready
        .program("cargo")
        .args(["clippy", "--workspace", "--exclude", "app"])
        .args(["--exclude", "sync_worker", "--all-targets"])
        .args(["--", "-D", "warnings"])
        .run(MEND)?;
    Ok(Tally::one_passed())
}

pub fn clippy_wasm(ready: &Ready) -> Outcome<Tally> {
    ready
        .wasm_program("cargo")
        .args(["clippy", "--target", "wasm32-unknown-unknown"])
        .args(WASM_CRATES)
        .args(["--", "-D", "warnings"])
        .env("CARGO_TARGET_DIR", paths::wasm_clippy_target())
        .run(MEND)?;
    Ok(Tally::one_passed())
}

/// Histories the simulation plays in the long run; the plain one plays as many as a person waits for.
const SEEDS_OF_THE_LONG_RUN: &str = "5000";

/// Everything that needs neither a server nor a browser, tidy among it.
pub fn native_tests(ready: &Ready, long: bool) -> Outcome<Tally> {
    let program = ready
        .program("cargo-nextest")
        .args(["nextest", "run", "--workspace", "--exclude", "api"])
        .args(["--no-fail-fast"]);
    nextest(if long {
        program.env("HUIFANG_SEEDS", SEEDS_OF_THE_LONG_RUN)
    } else {
        program
    })
}

pub fn api_tests(ready: &Ready, server: &Server<'_>) -> Outcome<Tally> {
    nextest(
        ready
            .program("cargo-nextest")
            .args(["nextest", "run", "--package", "api", "--no-fail-fast"])
            .env("HUIFANG_BASE_URL", server.base_url())
            .env("HUIFANG_SETUP_TOKEN", server.setup_token()),
    )
}

fn nextest(program: crate::process::Program) -> Outcome<Tally> {
    let mut tally = None;
    let status = program.watch(|line| tally = Tally::of_nextest(line).or(tally))?;
    match tally {
        Some(tally) if status.success() || tally.failed > 0 => Ok(tally),
        _ => Err(Failure::new(format!("The tests did not run. {MEND}"))),
    }
}
