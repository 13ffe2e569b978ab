//! Hands the work in the browser to tests/bench, and takes back what it measured.

use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Options, data::Office};
use crate::{
    failure::{During, Outcome},
    paths,
    setup::Ready,
};

/// What one system took for one thing, once for each time it was measured.
#[derive(Debug, Deserialize)]
pub struct Measured {
    /// Ours is `huifang`; others join under names of their own.
    pub system: String,
    pub figure: String,
    pub samples: Vec<f64>,
}

/// What the driver writes.
#[derive(Debug, Deserialize)]
pub struct Measurements {
    pub at: String,
    pub chromium: String,
    pub figures: Vec<Measured>,
}

/// Measures in Chromium, with fresh profiles below `place`.
pub fn run(
    ready: &Ready,
    options: &Options,
    office: &Office,
    base_url: &str,
    control_url: &str,
    place: &Path,
) -> Outcome<Measurements> {
    let results = place.join("measured.json");
    let _ = fs::remove_file(&results);
    let plan: Value = json!({
        "base_url": base_url,
        "control_url": control_url,
        "chromium": ready.chromium,
        "repetitions": options.repetitions,
        "office": office.made,
        "dist": paths::root().join("dist"),
        "profiles": place.join("profiles"),
        "results": results,
    });
    ready
        .program("node")
        .args([
            "--disable-warning=ExperimentalWarning",
            "tests/bench/run.ts",
        ])
        .env("HUIFANG_BENCH", plan.to_string())
        .run("What the driver says above is what to mend.")?;
    let text = fs::read_to_string(&results).during("read what was measured")?;
    serde_json::from_str(&text).during("understand what was measured")
}
