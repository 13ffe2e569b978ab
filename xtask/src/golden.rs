//! `cargo xtask golden`: files for kinds of events that are new.

use crate::{failure::Outcome, process::Program};

/// Writes what is missing; `accept` rewrites all, which only the time before the first release allows.
pub fn run(accept: bool) -> Outcome {
    let program = Program::new("cargo").args([
        "run",
        "--quiet",
        "--package",
        "tidy",
        "--bin",
        "golden",
        "--",
    ]);
    let program = if accept {
        program.args(["--accept"])
    } else {
        program
    };
    program.run("What it says above is what to mend.")
}
