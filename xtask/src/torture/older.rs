//! An older release beside this one, built once and kept: target/torture.

use std::{fs, os::unix::fs::symlink, path::PathBuf};

use crate::{
    failure::{During, Failure, Outcome},
    paths,
    process::Program,
};

/// Where nothing was released yet, so many commits back.
const BACK: &str = "HEAD~20";

/// A release as it was built then.
pub struct Older {
    pub commit: String,
    /// Its top level, with `dist` and `worker/build` in it.
    pub root: PathBuf,
}

/// The last release, else an earlier commit; built with its own verbs unless that was done before.
pub fn build() -> Outcome<Older> {
    let git = |arguments: &[&str]| Program::new("git").args(arguments).answer();
    let released = git(&["describe", "--tags", "--abbrev=0"]);
    let name = released.as_deref().unwrap_or(BACK);
    let commit = git(&["rev-parse", "--short=12", name])
        .ok_or_else(|| Failure::new(format!("There is no commit `{name}` to build.")))?;
    let root = paths::root().join("target/torture").join(&commit);
    let built =
        || root.join("dist/sw.js").is_file() && root.join("worker/build/index.js").is_file();
    if !built() {
        if !root.exists() {
            Program::new("git")
                .args(["worktree", "add", "--detach"])
                .args([&root])
                .args([&commit])
                .run("The older release must be checked out beside this one.")?;
        }
        let modules = root.join("node_modules");
        if !modules.exists() {
            symlink(paths::root().join("node_modules"), &modules)
                .during("share the npm packages")?;
        }
        eprintln!("▶ Building the release {commit} (10 minutes the first time)");
        Program::new("cargo")
            .args(["xtask", "build"])
            .within(&root)
            .run("The older release must build as it did then.")?;
    }
    let root = fs::canonicalize(&root).during("find the older release")?;
    Ok(Older { commit, root })
}
