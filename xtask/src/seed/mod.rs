//! The demo office, made through the real API by the program `demo`.
//!
//! It is a program of its own, so that set-up never compiles the product to install a tool.

use crate::{
    failure::{Failure, Outcome},
    process::Program,
};

/// Fills the demo office at `base_url` unless it is there already, and returns
/// the lines that tell a visitor how to sign in.
pub fn fill(base_url: &str, setup_token: &str) -> Outcome<Vec<String>> {
    let cargo = |args: &[&str]| {
        Program::new("cargo")
            .args(args)
            .args(["--quiet", "--package", "demo"])
    };
    cargo(&["build"]).run("What the compiler says above is what to mend.")?;
    let lines = cargo(&["run"])
        .args(["--", "--base-url", base_url, "--token", setup_token])
        .printed()?;
    lines.ok_or_else(|| {
        Failure::new("The demo office was not filled; what `demo` says above is why.")
    })
}
