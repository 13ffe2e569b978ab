//! The two builds everything else shares: the app for the browser, the worker for the server.

use std::{fs, time::Instant};

use crate::{
    dist,
    failure::{During, Outcome},
    fingerprint, parts, paths,
    setup::Ready,
    spoken_time,
};

/// How much time a build may take for how good a result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What is deployed, tested and measured.
    Release,
    /// Quick to build, for `serve --dev`.
    Dev,
}

const SHARED_SOURCES: [&str; 4] = ["Cargo.toml", "Cargo.lock", "package-lock.json", "domain"];
const APP_SOURCES: [&str; 4] = ["app", "style", "Trunk.toml", "xtask/split"];
const WORKER_SOURCES: [&str; 1] = ["worker"];
const APP_OUTPUT: &str = "dist";
const WORKER_OUTPUT: &str = "worker/build";

/// A hash of everything the app is built from.
pub fn app_sources() -> Outcome<String> {
    fingerprint::of(&[&SHARED_SOURCES[..], &APP_SOURCES[..]].concat())
}

/// A hash of everything the worker is built from.
pub fn worker_sources() -> Outcome<String> {
    fingerprint::of(&[&SHARED_SOURCES[..], &WORKER_SOURCES[..]].concat())
}

/// `dist/`: the app with its styles, its service worker and their precache list.
pub fn app(ready: &Ready, profile: Profile) -> Outcome {
    once("app", &app_sources()?, APP_OUTPUT, profile, || {
        let trunk = ready
            .wasm_program("trunk")
            .args(["build", "--offline"])
            .env("CARGO_TARGET_DIR", paths::wasm_target());
        let trunk = match profile {
            Profile::Release => trunk.args(["--release"]),
            Profile::Dev => trunk,
        };
        trunk.run("The app does not build; what the compiler says above is what to mend.")?;
        parts::take_apart(ready, profile)?;
        dist::finish()
    })
}

/// `worker/build/`: the server, ready for workerd.
pub fn worker(ready: &Ready, profile: Profile) -> Outcome {
    once("worker", &worker_sources()?, WORKER_OUTPUT, profile, || {
        let build = ready
            .wasm_program("worker-build")
            .within(paths::root().join("worker"))
            .env("CARGO_TARGET_DIR", paths::wasm_target());
        let build = match profile {
            Profile::Release => build.args(["--profile", "server"]),
            Profile::Dev => build.args(["--dev"]),
        };
        build.run("The worker does not build; what the compiler says above is what to mend.")
    })
}

/// Builds unless the sources are the ones of the last build and its output is untouched.
fn once(
    name: &str,
    sources: &str,
    output: &str,
    profile: Profile,
    work: impl FnOnce() -> Outcome,
) -> Outcome {
    let stamp_file = paths::wasm_target().join(format!("{name}.stamp"));
    let kind = match profile {
        Profile::Release => "release",
        Profile::Dev => "dev",
    };
    let stamp = || -> Outcome<String> {
        Ok(format!(
            "{kind} {sources} {}",
            fingerprint::of_output(output)?
        ))
    };
    if fs::read_to_string(&stamp_file).is_ok_and(|last| stamp().is_ok_and(|now| now == last)) {
        eprintln!("✓ {name}: nothing changed since the last {kind} build");
        return Ok(());
    }
    eprintln!("▶ Building the {name} in {kind} (minutes after a change of many crates, else less)");
    let began = Instant::now();
    work()?;
    fs::create_dir_all(paths::wasm_target()).during("make the folder of the wasm builds")?;
    fs::write(&stamp_file, stamp()?).during(format!("write {}", stamp_file.display()))?;
    eprintln!("  built in {}", spoken_time(began.elapsed()));
    Ok(())
}
