//! `cargo xtask sim`: the simulated world of tablets and one server, seed by seed.

use std::process::ExitCode;

use crate::{failure::Outcome, paths, process::Program};

/// Builds the simulation without a word and hands it the arguments, and the commit it stands for.
pub fn run(arguments: &[String]) -> Outcome<ExitCode> {
    build()?;
    let status = program().args(arguments).status()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The lines it printed; `None` when something failed.
pub fn printed(arguments: &[String]) -> Outcome<Option<Vec<String>>> {
    build()?;
    program().args(arguments).printed()
}

/// The commit the tree stands at; a plus where something is not committed.
pub fn commit() -> String {
    let git = |arguments: &[&str]| Program::new("git").args(arguments).answer();
    let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    match git(&["status", "--porcelain", "--untracked-files=no"]) {
        Some(changes) if changes.is_empty() => commit,
        _ => commit + "+",
    }
}

fn build() -> Outcome {
    Program::new("cargo")
        .args([
            "build",
            "--quiet",
            "--package",
            "sync_tests",
            "--bin",
            "sim",
        ])
        .run("The simulation does not build; what the compiler says above is what to mend.")
}

fn program() -> Program {
    Program::new(paths::root().join("target/debug/sim")).args(["--commit", &commit()])
}
