//! The app in parts: what starts it, and the pages that are fetched when they are first opened.
//!
//! trunk makes one program of it. Here the linker's output is taken apart (`xtask/split`), each part is made small,
//! and all of them move into one folder of `dist/`, named by its content, in trunk's program's place.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{
    build::Profile,
    failure::{During, Failure, Outcome},
    fingerprint::hex,
    paths,
    process::Program,
    setup::Ready,
};

const NAME: &str = "app";
const PAGE: &str = "index.html";
/// What the compiler uses, and every browser since 2022 knows; a later one must not come in by the optimiser's choice.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Puts the parts into `dist/`.
pub fn take_apart(ready: &Ready, profile: Profile) -> Outcome {
    let stage = paths::wasm_target().join("parts");
    let made = stage.join("made");
    if stage.exists() {
        fs::remove_dir_all(&stage).during(format!("empty {}", stage.display()))?;
    }
    fs::create_dir_all(&made).during(format!("make {}", made.display()))?;
    split(profile, &stage)?;
    bind(ready, &stage, &made)?;
    for file in files(&stage)? {
        let name = file_name(&file)?;
        if name != format!("{NAME}.wasm") {
            fs::rename(&file, made.join(name)).during(format!("move {}", file.display()))?;
        }
    }
    if profile == Profile::Release {
        shrink(ready, &made)?;
    }
    let dist = paths::root().join("dist");
    let folder = format!("{NAME}-{}", hash_of(&made)?);
    let (script, program) = replace_trunks(&dist, &folder)?;
    for gone in [script, program] {
        fs::remove_file(dist.join(&gone)).during(format!("remove dist/{gone}"))?;
    }
    copy(&made, &dist.join(folder))
}

fn split(profile: Profile, stage: &Path) -> Outcome {
    let kind = match profile {
        Profile::Release => "release",
        Profile::Dev => "debug",
    };
    let linked = paths::wasm_target()
        .join("wasm32-unknown-unknown")
        .join(kind)
        .join(format!("{NAME}.wasm"));
    Program::new("cargo")
        .args(["run", "--quiet", "--package", "split", "--"])
        .args([linked.as_os_str(), stage.as_os_str()])
        .args([NAME])
        .run("The app cannot be taken apart; app/build.rs must ask the linker for its relocations.")
}

fn bind(ready: &Ready, stage: &Path, made: &Path) -> Outcome {
    ready
        .program("wasm-bindgen")
        .args([stage.join(format!("{NAME}.wasm"))])
        .args(["--target", "web", "--no-typescript", "--weak-refs"])
        // The other parts ask for them by name.
        .args(["--keep-lld-exports"])
        .args(["--out-name", NAME, "--out-dir"])
        .args([made])
        .run("wasm-bindgen does not understand the app's first part.")
}

fn shrink(ready: &Ready, made: &Path) -> Outcome {
    for file in files(made)? {
        if file.extension().is_some_and(|it| it == "wasm") {
            ready
                .program("wasm-opt")
                .args(["-Oz"])
                .args(FEATURES)
                .args([file.as_os_str(), "-o".as_ref(), file.as_os_str()])
                .run("wasm-opt does not understand a part of the app.")?;
        }
    }
    Ok(())
}

/// Names the parts in the page instead of trunk's two files, which are given back.
fn replace_trunks(dist: &Path, folder: &str) -> Outcome<(String, String)> {
    let page = dist.join(PAGE);
    let text = fs::read_to_string(&page).during("read dist/index.html")?;
    let trunks = |ending: &str| {
        let mut found = files(dist)?.into_iter().filter_map(|file| {
            let name = file.file_name()?.to_str()?.to_owned();
            let is_trunks = name.starts_with(&format!("{NAME}-")) && name.ends_with(ending);
            // One of an earlier build may still lie there.
            (is_trunks && text.contains(&name)).then_some(name)
        });
        found.next().ok_or_else(|| {
            Failure::new(format!(
                "dist/ has no {NAME}-…{ending}: trunk made something else than expected."
            ))
        })
    };
    let program = trunks("_bg.wasm")?;
    let script = trunks(".js")?;
    let parts = format!("<link rel=\"modulepreload\" href=\"/{folder}/{NAME}-parts.js\">");
    let text = text
        .replace(&program, &format!("{folder}/{NAME}_bg.wasm"))
        .replace(&script, &format!("{folder}/{NAME}.js"))
        .replace("</head>", &format!("{parts}</head>"));
    fs::write(&page, text).during("write dist/index.html")?;
    Ok((script, program))
}

fn hash_of(folder: &Path) -> Outcome<String> {
    let mut hash = Sha256::new();
    for file in files(folder)? {
        hash.update(file_name(&file)?.as_bytes());
        hash.update(fs::read(&file).during(format!("read {}", file.display()))?);
    }
    Ok(hex(&hash.finalize()).chars().take(16).collect())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to).during(format!("make {}", to.display()))?;
    for file in files(from)? {
        let name = file_name(&file)?;
        fs::copy(&file, to.join(name)).during(format!("copy {}", file.display()))?;
    }
    Ok(())
}

/// The files of a folder in the order of their names.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .during(format!("read {}", folder.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

fn file_name(file: &Path) -> Outcome<&str> {
    file.file_name()
        .and_then(|name| name.to_str())
        .ok_or_else(|| Failure::new(format!("{} has no name to use", file.display())))
}
