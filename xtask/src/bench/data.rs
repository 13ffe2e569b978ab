//! The office that is measured: made once through the real API, kept until rules, server or maker change.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::{
    failure::{During, Failure, Outcome},
    fingerprint, paths,
    process::Program,
    server::{self, Server},
    setup::{self, Ready},
};

/// What decides over every byte of the office: rules, server, and its maker.
const SOURCES: [&str; 5] = [
    "domain/src",
    "worker/src",
    "worker/migrations",
    "xtask/demo/src",
    "tests/api/src",
];
const MADE: &str = "made.json";

/// A filled office at rest.
pub struct Office {
    /// The server's folder; copied before it is used.
    pub state: PathBuf,
    /// What its maker says of it: cases, events, streams, seed, who signs in.
    pub made: Value,
    /// Names the sources it was made by.
    pub key: String,
}

/// The office with that many complaints; with `kept`, the one made last, if there is one.
pub fn office(ready: &Ready, cases: u32, kept: bool) -> Outcome<Office> {
    if kept && let Some(office) = last_made(cases) {
        eprintln!("✓ office of {cases} complaints: the one made last");
        return Ok(office);
    }
    let short: String = fingerprint::of(&SOURCES)?.chars().take(16).collect();
    let key = format!("{cases}-{short}");
    let state = paths::root().join("target/bench/offices").join(&key);
    if let Ok(made) = fs::read_to_string(state.join(MADE)) {
        eprintln!("✓ office of {cases} complaints: kept from an earlier run");
        let made = serde_json::from_str(&made).during("understand made.json")?;
        return Ok(Office { state, made, key });
    }
    forget_those_of_other_sources(cases)?;
    setup::step(
        &format!("Making an office of {cases} complaints through the real API"),
        "a minute for 10,000, five for 100,000",
        || {
            let mut server = Server::new(ready, server::free_port()?, &state)?;
            server.start()?;
            let made = make(&server, cases)?;
            server.stop();
            // Written last: without it the folder is half an office.
            fs::write(state.join(MADE), made).during("write made.json")
        },
    )?;
    let made = fs::read_to_string(state.join(MADE)).during("read made.json")?;
    let made = serde_json::from_str(&made).during("understand made.json")?;
    Ok(Office { state, made, key })
}

fn last_made(cases: u32) -> Option<Office> {
    fs::read_dir(paths::root().join("target/bench/offices"))
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let key = entry.file_name().to_string_lossy().into_owned();
            key.starts_with(&format!("{cases}-")).then_some(())?;
            let state = entry.path();
            let file = state.join(MADE);
            let at = fs::metadata(&file).ok()?.modified().ok()?;
            let made = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
            Some((at, Office { state, made, key }))
        })
        .max_by_key(|(at, _)| *at)
        .map(|(_, office)| office)
}

/// Each takes half a gigabyte.
fn forget_those_of_other_sources(cases: u32) -> Outcome {
    let offices = paths::root().join("target/bench/offices");
    for entry in fs::read_dir(offices).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&format!("{cases}-")) {
            fs::remove_dir_all(entry.path()).during(format!("remove {name}"))?;
        }
    }
    Ok(())
}

fn make(server: &Server<'_>, cases: u32) -> Outcome<String> {
    let cargo = |args: &[&str]| {
        Program::new("cargo")
            .args(args)
            .args(["--quiet", "--package", "demo"])
    };
    cargo(&["build"]).run("What the compiler says above is what to mend.")?;
    let lines = cargo(&["run"])
        .args(["--", "--base-url", &server.base_url()])
        .args(["--token", server.setup_token()])
        .args(["--busy", &cases.to_string()])
        .printed()?;
    lines
        .and_then(|lines| lines.into_iter().next_back())
        .ok_or_else(|| Failure::new("The office was not made; what `demo` says above is why."))
}
