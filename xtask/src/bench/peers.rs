//! The packages of those who race against us: installed when they are first needed, apart from the product's own.

use std::fs;

use crate::{
    failure::{During, Outcome},
    paths,
    process::Program,
    setup,
};

const FOLDER: &str = "tests/bench";
/// A copy of the lock file that was installed.
const INSTALLED: &str = "node_modules/.installed.json";

/// Installs exactly what their lock file says, unless it is there.
pub fn ensure() -> Outcome {
    let folder = paths::root().join(FOLDER);
    let wanted = fs::read(folder.join("package-lock.json")).during("read the lock of the peers")?;
    if fs::read(folder.join(INSTALLED)).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    setup::step("Installing the packages of the peers", "30 seconds", || {
        Program::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .args(["--ignore-scripts"])
            .within(&folder)
            .run_quietly("Look at what npm says; the registry must be reachable.")
    })?;
    fs::write(folder.join(INSTALLED), wanted).during("note what was installed")
}
