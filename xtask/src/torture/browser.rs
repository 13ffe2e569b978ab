//! The parts that need the real browser and the real server: tests/torture, a project a part.

use std::{fs, path::PathBuf};

use super::{
    older::{self, Older},
    part::Run,
};
use crate::{
    build::{self, Profile},
    control,
    failure::Outcome,
    paths,
    server::Server,
    setup::{self, Ready},
    test::Tally,
};

/// How much of a part is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// What every change must pass.
    Smoke,
    Full,
}

/// The parts a change must pass in small: those that need nothing but Chromium and the server.
pub const SMOKE: [&str; 6] = ["kill", "faults", "storage", "tabs", "server", "clock"];

/// Builds the product and plays one part against a fresh server.
pub fn full(part: &str) -> Outcome<Run> {
    against(part, None)
}

/// The same with an older release beside this one.
pub fn with_older(part: &str) -> Outcome<Run> {
    against(part, Some(&older::build()?))
}

fn against(part: &str, older: Option<&Older>) -> Outcome<Run> {
    let ready = setup::for_test()?;
    build::worker(&ready, Profile::Release)?;
    build::app(&ready, Profile::Release)?;
    let (tally, lines) = play(&ready, &[part], Amount::Full, older)?;
    Ok(Run {
        passed: tally.failed == 0 && tally.passed > 0,
        lines,
    })
}

/// Plays parts against a fresh server; what they report comes back as lines.
pub fn play(
    ready: &Ready,
    parts: &[&str],
    amount: Amount,
    older: Option<&Older>,
) -> Outcome<(Tally, Vec<String>)> {
    let mut server = Server::fresh(ready, "torture")?;
    if let Some(older) = older {
        server.know_older(older.root.clone());
    }
    server.start()?;
    let folder = paths::root().join("target/torture");
    let _ = fs::create_dir_all(&folder);
    let (results, report) = (folder.join("results.json"), folder.join("report.txt"));
    for file in [&results, &report] {
        let _ = fs::remove_file(file);
    }
    let (base_url, token) = (server.base_url(), server.setup_token().to_owned());
    let status = control::with_control(&mut server, |control_url| {
        let mut playwright = ready
            .program("playwright")
            .args(["test", "--config", "tests/torture/playwright.config.ts"])
            .args(["--reporter", "list,json"])
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results)
            .env("HUIFANG_BASE_URL", &base_url)
            .env("HUIFANG_SETUP_TOKEN", &token)
            .env("HUIFANG_CONTROL_URL", control_url)
            .env("HUIFANG_TORTURE_REPORT", &report);
        for part in parts {
            playwright = playwright.args(["--project", part]);
        }
        if amount == Amount::Full {
            playwright = playwright.env("HUIFANG_TORTURE", "full");
        }
        if let Some(older) = older {
            playwright = playwright
                .env("HUIFANG_OLDER", &older.commit)
                .env("HUIFANG_OLDER_DIST", older.root.join("dist"));
        }
        if let Some(chromium) = &ready.chromium {
            playwright = playwright.env("CHROMIUM_BIN", chromium);
        }
        playwright.status()
    })?;
    let tally = crate::playwright::tally(&results, status)?;
    Ok((tally, lines_of(&report)))
}

fn lines_of(report: &PathBuf) -> Vec<String> {
    fs::read_to_string(report)
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect()
}
