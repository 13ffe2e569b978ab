//! `cargo xtask judge`: the door to the rules, for anybody's own check.

use std::process::ExitCode;

use crate::{failure::Outcome, paths, process::Program};

/// Builds the judge without a word and hands it this verb's input and output.
pub fn run(arguments: &[String]) -> Outcome<ExitCode> {
    Program::new("cargo")
        .args(["build", "--quiet", "--package", "rules", "--bin", "judge"])
        .run("The rules do not build; what the compiler says above is what to mend.")?;
    let status = Program::new(paths::root().join("target/debug/judge"))
        .args(arguments)
        .with_input()
        .status()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
