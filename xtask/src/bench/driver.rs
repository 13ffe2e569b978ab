//! Hands the work in the browser to tests/bench, and takes back what it measured.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Options, data::Office};
use crate::{
    failure::{During, Outcome},
    fingerprint, paths,
    setup::Ready,
};

/// What one system took for one thing, once for each time it was measured.
#[derive(Debug, Deserialize)]
pub struct Measured {
    /// Ours is `huifang`; others join under names of their own.
    pub system: String,
    pub figure: String,
    /// When the last of it was measured.
    pub at: String,
    pub samples: Vec<f64>,
}

/// What a system could not do, in the driver's words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Failed {
    pub system: String,
    pub step: String,
    pub why: String,
}

/// What the driver writes.
#[derive(Debug, Deserialize)]
pub struct Measurements {
    pub chromium: String,
    /// Nothing that was asked for is left to do.
    pub complete: bool,
    pub figures: Vec<Measured>,
    pub failed: Vec<Failed>,
}

/// Who answers where.
pub struct Addresses<'a> {
    pub base_url: &'a str,
    /// Where our server is ended and started.
    pub control_url: &'a str,
    pub peers_port: u16,
}

/// Measures in Chromium, with fresh profiles below `place`.
pub fn run(
    ready: &Ready,
    options: &Options,
    office: &Office,
    addresses: &Addresses<'_>,
    place: &Path,
) -> Outcome<Measurements> {
    let results = place.join("measured.json");
    let _ = fs::remove_file(&results);
    let progress = progress(options, office)?;
    let plan: Value = json!({
        "base_url": addresses.base_url,
        "control_url": addresses.control_url,
        "peers_port": addresses.peers_port,
        "chromium": ready.chromium,
        "repetitions": options.repetitions,
        "cpu": options.cpu,
        "storage": options.storage,
        "systems": options.systems,
        "minutes": options.minutes,
        "office": office.made,
        "dist": paths::root().join("dist"),
        "given": paths::root().join("target/bench/given").join(&office.key),
        "profiles": progress.with_extension("profiles"),
        "pages": place.join("pages"),
        "progress": progress,
        "results": results,
    });
    ready
        .program("node")
        .args([
            "--disable-warning=ExperimentalWarning",
            "--max-old-space-size=8192",
            "tests/bench/run.ts",
        ])
        .env("HUIFANG_BENCH", plan.to_string())
        .run("What the driver says above is what to mend; what was measured before it is kept for the next run.")?;
    let text = fs::read_to_string(&results).during("read what was measured")?;
    serde_json::from_str(&text).during("understand what was measured")
}

/// Where a run of just this kind notes each step it has done, so that the next one goes on there.
fn progress(options: &Options, office: &Office) -> Outcome<PathBuf> {
    let folder = paths::root().join("target/bench/progress");
    fs::create_dir_all(&folder).during("make the folder of what was done")?;
    let built: String = fingerprint::of_output("dist")?.chars().take(12).collect();
    Ok(folder.join(format!(
        "{}-x{}-{}-{built}.jsonl",
        office.key, options.cpu, options.storage
    )))
}
