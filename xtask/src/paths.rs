//! Where things are: the top level, the tools' cache, the outputs.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::failure::{Failure, Outcome};

/// The top level of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The target directory of all release builds for the browser and the server.
/// Apart from `target/`, so that native and wasm32 builds do not undo each other's work.
pub fn wasm_target() -> PathBuf {
    root().join("target/wasm")
}

/// The target directory of clippy for wasm32: another profile, another compiler.
pub fn wasm_clippy_target() -> PathBuf {
    root().join("target/wasm-clippy")
}

/// Programs that npm installed for this project.
pub fn npm_programs() -> PathBuf {
    root().join("node_modules/.bin")
}

/// Where tools built from source are kept, shared by all clones on this machine.
pub fn tools_cache() -> Outcome<PathBuf> {
    let cache = match (env::var_os("XDG_CACHE_HOME"), env::var_os("HOME")) {
        (Some(cache), _) if !cache.is_empty() => PathBuf::from(cache),
        (_, Some(home)) => PathBuf::from(home).join(".cache"),
        _ => {
            return Err(Failure::new(
                "Neither HOME nor XDG_CACHE_HOME is set: set one of them, the tools are kept there.",
            ));
        }
    };
    Ok(cache.join("huifang/tools"))
}

/// Where a program lies on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}
