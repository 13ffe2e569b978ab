//! Debian's packages, where this person may install them.

use crate::{
    failure::{Failure, Outcome},
    paths::on_path,
    process::Program,
};

/// Whether `apt-get install` can work here: the program is there, and the right to use it.
pub fn may_install() -> bool {
    on_path("apt-get").is_some() && (is_root() || sudo_without_asking())
}

/// Installs packages; `else_do` says what the person can do where it fails.
pub fn install(packages: &[&str], else_do: &str) -> Outcome {
    if !may_install() {
        return Err(Failure::new(format!(
            "Installing {} needs apt-get as root or with sudo. {else_do}",
            packages.join(", ")
        )));
    }
    let arguments = ["install", "--yes", "--no-install-recommends"]
        .iter()
        .chain(packages);
    let first = apt_get().args(arguments.clone()).run_quietly(else_do);
    if first.is_ok() {
        return Ok(());
    }
    // The list of packages may be old or missing.
    apt_get().args(["update"]).run_quietly(else_do)?;
    apt_get().args(arguments).run_quietly(else_do)
}

/// A program run as root.
pub fn as_root(program: &str) -> Program {
    if is_root() {
        Program::new(program)
    } else {
        Program::new("sudo").args(["-n", program])
    }
}

fn apt_get() -> Program {
    let program = if is_root() {
        Program::new("apt-get")
    } else {
        Program::new("sudo").args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
    };
    program.env("DEBIAN_FRONTEND", "noninteractive")
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn sudo_without_asking() -> bool {
    on_path("sudo").is_some() && Program::new("sudo").args(["-n", "true"]).answer().is_some()
}
