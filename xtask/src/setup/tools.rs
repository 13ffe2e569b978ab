//! The tools that come as Rust sources, each at one version.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{apt, step};
use crate::{
    failure::{During, Failure, Outcome},
    paths::{self, on_path},
    process::Program,
};

/// A tool of the registry.
pub struct Tool {
    /// Its package.
    pub name: &'static str,
    /// The program looked for.
    pub program: &'static str,
    /// The one version that is used.
    pub version: &'static str,
    /// Whether `serve` can do without.
    pub only_for_test: bool,
    about: &'static str,
    /// Its sources want OpenSSL's headers where the system's TLS is OpenSSL.
    wants_openssl: bool,
    /// A later version will do too: its output is read by nobody but us.
    or_later: bool,
}

/// All of them. The wasm-bindgen program must be the version of the library in Cargo.toml.
pub const ALL: [Tool; 5] = [
    Tool {
        name: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: "0.2.129",
        only_for_test: false,
        about: "1 minute",
        wants_openssl: false,
        or_later: false,
    },
    Tool {
        name: "trunk",
        program: "trunk",
        version: "0.21.14",
        only_for_test: false,
        about: "2 to 4 minutes",
        wants_openssl: false,
        or_later: false,
    },
    Tool {
        name: "worker-build",
        program: "worker-build",
        version: "0.8.7",
        only_for_test: false,
        about: "1 to 2 minutes",
        wants_openssl: true,
        or_later: false,
    },
    Tool {
        name: "cargo-deny",
        program: "cargo-deny",
        version: "0.20.2",
        only_for_test: true,
        about: "1 to 2 minutes",
        wants_openssl: false,
        or_later: false,
    },
    Tool {
        name: "cargo-nextest",
        program: "cargo-nextest",
        version: "0.9.143",
        only_for_test: true,
        about: "4 to 7 minutes",
        wants_openssl: false,
        or_later: true,
    },
];

/// The program at the right version, installed if need be.
pub fn ensure(tool: &Tool) -> Outcome<PathBuf> {
    if let Some(found) = on_path(tool.program).filter(|program| is_right(tool, program)) {
        return Ok(found);
    }
    let home = paths::tools_cache()?.join(format!("{}-{}", tool.name, tool.version));
    let program = home.join("bin").join(tool.program);
    if is_right(tool, &program) {
        return Ok(program);
    }
    step(
        &format!("Installing {} {}", tool.name, tool.version),
        tool.about,
        || install(tool, &home),
    )?;
    if is_right(tool, &program) {
        Ok(program)
    } else {
        Err(Failure::new(format!(
            "{} was installed in {} but does not answer with version {}: remove that folder and run this again.",
            tool.name,
            home.display(),
            tool.version
        )))
    }
}

fn install(tool: &Tool, home: &Path) -> Outcome {
    fs::create_dir_all(home).during(format!("make {}", home.display()))?;
    let package = format!("{}@{}", tool.name, tool.version);
    if on_path("cargo-binstall").is_some() {
        let fetched = Program::new("cargo")
            .args(["binstall", "--no-confirm", "--root"])
            .args([home])
            .args([&package])
            .run_quietly("Building it from source instead.");
        match fetched {
            Ok(()) => return Ok(()),
            Err(reason) => eprintln!("  {reason}"),
        }
    }
    if tool.wants_openssl {
        ensure_openssl_headers()?;
    }
    // Unoptimised and with one target folder for all: a quarter of the time,
    // and builds made with these tools are no slower.
    Program::new("cargo")
        .args(["install", "--locked", "--quiet", "--root"])
        .args([home])
        .args([&package])
        .env("CARGO_TARGET_DIR", paths::tools_cache()?.join("build"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "false")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .run(&format!(
            "Look at what it says, or install {package} yourself so that it is on PATH."
        ))
}

fn ensure_openssl_headers() -> Outcome {
    let there = || {
        Program::new("pkg-config")
            .args(["--exists", "openssl"])
            .answer()
            .is_some()
    };
    if !cfg!(target_os = "linux") || there() {
        return Ok(());
    }
    apt::install(
        &["libssl-dev", "pkg-config"],
        "Install OpenSSL's development files and pkg-config (Debian: libssl-dev pkg-config, Fedora: openssl-devel pkgconf), then run this again.",
    )
}

fn is_right(tool: &Tool, program: &Path) -> bool {
    if !program.is_file() {
        return false;
    }
    // `cargo nextest` wants its own name first, the others do not mind being asked directly.
    let Some(answer) = Program::new(program).args(["--version"]).answer() else {
        return false;
    };
    answer
        .lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .any(|word| word == tool.version || (tool.or_later && is_later(word, tool.version)))
}

/// Whether `word` is a version and a later one of the same line.
fn is_later(word: &str, than: &str) -> bool {
    let parts = |text: &str| -> Option<Vec<u32>> {
        text.split('.').map(|part| part.parse().ok()).collect()
    };
    match (parts(word), parts(than)) {
        (Some(word), Some(than)) => {
            word.len() == than.len() && word.first() == than.first() && word > than
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_later;

    #[test]
    fn a_later_version_of_the_same_line_will_do() {
        assert!(is_later("0.9.144", "0.9.143"));
        assert!(is_later("0.10.1", "0.9.143"));
    }

    #[test]
    fn an_older_version_another_line_or_a_word_will_not_do() {
        assert!(!is_later("0.9.99", "0.9.143"));
        assert!(!is_later("1.0.0", "0.9.143"));
        assert!(!is_later("cargo-nextest", "0.9.143"));
    }
}
