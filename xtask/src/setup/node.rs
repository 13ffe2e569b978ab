//! What comes from npm: wrangler with workerd, wasm-opt, esbuild, Playwright, and a Node new enough for them.

use std::fs;

use serde_json::Value;

use super::step;
use crate::{
    failure::{During, Failure, Outcome},
    paths::{self, on_path},
    process::Program,
};

/// Installs exactly what the lock file says, unless it is there.
pub fn ensure() -> Outcome {
    if !is_installed() {
        if on_path("npm").is_none() {
            return Err(Failure::new(
                "npm is not on PATH: install Node 20 or later with npm, then run this again.",
            ));
        }
        step("Installing the npm packages", "15 seconds", || {
            Program::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
                .run_quietly("Look at what npm says; the registry must be reachable.")
        })?;
    }
    let node = paths::npm_programs().join("node");
    if Program::new(&node).args(["--version"]).answer().is_none() {
        return Err(Failure::new(
            "The npm package `node` did not install its program, so its install script was blocked: run `npm rebuild node --foreground-scripts`, then this again.",
        ));
    }
    Ok(())
}

/// npm leaves a copy of the lock file with what it put there; the packages of
/// other platforms are missing in it and nothing else may be.
fn is_installed() -> bool {
    let (Ok(wanted), Ok(there)) = (
        packages("package-lock.json"),
        packages("node_modules/.package-lock.json"),
    ) else {
        return false;
    };
    let (Some(wanted), Some(there)) = (wanted.as_object(), there.as_object()) else {
        return false;
    };
    wanted
        .iter()
        .filter(|(path, package)| !path.is_empty() && package.get("optional").is_none())
        .all(|(path, package)| {
            there.get(path).and_then(|it| it.get("version")) == package.get("version")
        })
}

fn packages(lock: &str) -> Outcome<Value> {
    let text = fs::read_to_string(paths::root().join(lock)).during(format!("read {lock}"))?;
    let lock_file: Value = serde_json::from_str(&text).during(format!("understand {lock}"))?;
    Ok(lock_file.get("packages").cloned().unwrap_or_default())
}
