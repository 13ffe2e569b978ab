//! Rust's standard library for wasm32: from rustup, else built from Debian's sources.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{apt, step};
use crate::{
    failure::{During, Failure, Outcome},
    paths::on_path,
    process::Program,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// The name the fallback toolchain is linked under.
const FALLBACK: &str = "web";
const FALLBACK_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
];
const ADVICE: &str = "Run `rustup target add wasm32-unknown-unknown` where rustup's server can be reached, then run this again.";

/// The toolchain to build for wasm32 with; `None` is the default one.
pub fn ensure(with_clippy: bool) -> Outcome<Option<String>> {
    if has_target(None) {
        return Ok(None);
    }
    if on_path("rustup").is_none() {
        return Err(Failure::new(
            "rustup is not on PATH: install Rust with rustup, this project builds for wasm32 through it.",
        ));
    }
    if !has_target(Some(FALLBACK)) {
        let asked = step("Adding Rust's wasm32 target", "20 seconds", || {
            Program::new("rustup")
                .args(["target", "add", TARGET])
                .run_quietly(ADVICE)
        });
        if asked.is_ok() && has_target(None) {
            return Ok(None);
        }
        eprintln!("  rustup could not give it: taking Debian's sources instead");
        build_fallback()?;
        if !has_target(Some(FALLBACK)) {
            return Err(Failure::new(format!(
                "The wasm32 library was built but the toolchain `{FALLBACK}` does not see it. {ADVICE}"
            )));
        }
    }
    if with_clippy && on_system("cargo-clippy").is_none() {
        step("Installing clippy for wasm32", "20 seconds", || {
            apt::install(&["rust-web-clippy"], ADVICE)
        })?;
    }
    Ok(Some(FALLBACK.to_owned()))
}

fn has_target(toolchain: Option<&str>) -> bool {
    let rustc = Program::new("rustc").args(["--print", "sysroot"]);
    let rustc = match toolchain {
        Some(name) => rustc.env("RUSTUP_TOOLCHAIN", name),
        None => rustc,
    };
    rustc
        .answer()
        .is_some_and(|sysroot| has_core(&library_folder(Path::new(&sysroot))))
}

fn library_folder(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

fn has_core(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.filter_map(Result::ok).any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libcore-") && name.ends_with(".rlib")
        })
    })
}

/// Debian's compiler and its sources are one build, so a library made from
/// these sources is one that this compiler accepts.
fn build_fallback() -> Outcome {
    step("Installing Debian's Rust for wasm32", "30 seconds", || {
        apt::install(&FALLBACK_PACKAGES, ADVICE)
    })?;
    step(
        "Building the standard library for wasm32",
        "1 minute 30 seconds",
        build_library,
    )?;
    Program::new("rustup")
        .args(["toolchain", "link", FALLBACK, "/usr"])
        .run_quietly(ADVICE)
}

fn build_library() -> Outcome {
    let version = Program::new("/usr/bin/rustc")
        .args(["--version"])
        .answer()
        .ok_or_else(|| Failure::new(format!("/usr/bin/rustc does not run. {ADVICE}")))?;
    let version = version.split_whitespace().nth(1).unwrap_or_default();
    let sources = format!("/usr/src/rustc-{version}/library");
    let copy = env::temp_dir().join(format!("huifang-wasm-library-{}", std::process::id()));
    fs::create_dir_all(&copy).during(format!("make {}", copy.display()))?;
    Program::new("cp")
        .args(["-R", "--no-preserve=ownership"])
        .args([format!("{sources}/.")])
        .args([&copy])
        .run_quietly(ADVICE)?;
    Program::new("/usr/bin/cargo")
        .within(&copy)
        .args([
            "build",
            "--release",
            "--manifest-path",
            "sysroot/Cargo.toml",
        ])
        .args(["--target", TARGET])
        .env("CARGO_TARGET_DIR", copy.join("target"))
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("__CARGO_DEFAULT_LIB_METADATA", "stablestd")
        .env(
            "RUSTFLAGS",
            "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked",
        )
        .run_quietly(ADVICE)?;
    let built = copy.join("target").join(TARGET).join("release/deps");
    let home = library_folder(Path::new("/usr"));
    apt::as_root("mkdir")
        .args(["-p"])
        .args([&home])
        .run_quietly(ADVICE)?;
    let libraries = fs::read_dir(&built)
        .during(format!("read {}", built.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "rlib"));
    apt::as_root("cp")
        .args(libraries)
        .args([&home])
        .run_quietly(ADVICE)?;
    fs::remove_dir_all(&copy).during(format!("remove {}", copy.display()))
}

fn on_system(program: &str) -> Option<PathBuf> {
    let path = Path::new("/usr/bin").join(program);
    path.is_file().then_some(path)
}
