//! Everything a bare machine lacks, installed by the verb that needs it.
//!
//! Each step looks first, says what it does and about how long it takes, and
//! fails with a sentence that says what to do. The times are those seen on two cores.

mod apt;
mod browser;
mod node;
mod tools;
mod wasm_std;

use std::{env, ffi::OsString, path::PathBuf, time::Instant};

use crate::{failure::Outcome, paths, process::Program};

/// What the steps found or installed, handed to the builds.
pub struct Ready {
    /// The rustup toolchain that can build for wasm32; `None` is the default one.
    wasm_toolchain: Option<String>,
    path: OsString,
    wasm_bindgen: PathBuf,
    /// Only where tests were asked for.
    pub chromium: Option<PathBuf>,
}

/// What `serve` and `build` need.
pub fn for_serve() -> Outcome<Ready> {
    prepare(false)
}

/// The other engine, and a display for it: what one part of the torture needs.
pub fn webkit() -> Outcome {
    let there = ["WebKitWebDriver", "xvfb-run"]
        .iter()
        .all(|program| paths::on_path(program).is_some());
    if there {
        return Ok(());
    }
    step("Installing WebKit's driver", "1 minute", || {
        apt::install(
            &["webkit2gtk-driver", "xvfb", "xauth"],
            "Install WebKitWebDriver and xvfb-run yourself.",
        )
    })
}

/// What `test` needs: the same, and the tools of the checks.
pub fn for_test() -> Outcome<Ready> {
    prepare(true)
}

fn prepare(for_test: bool) -> Outcome<Ready> {
    let wasm_toolchain = wasm_std::ensure(for_test)?;
    node::ensure()?;
    let mut folders = vec![paths::npm_programs()];
    let mut wasm_bindgen = PathBuf::new();
    for tool in tools::ALL
        .iter()
        .filter(|tool| for_test || !tool.only_for_test)
    {
        let program = tools::ensure(tool)?;
        if tool.name == "wasm-bindgen-cli" {
            wasm_bindgen.clone_from(&program);
        }
        folders.extend(program.parent().map(PathBuf::from));
    }
    let chromium = for_test.then(browser::ensure).transpose()?;
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let path = env::join_paths(folders).unwrap_or_default();
    Ok(Ready {
        wasm_toolchain,
        path,
        wasm_bindgen,
        chromium,
    })
}

impl Ready {
    /// A program with the tools on its PATH.
    pub fn program(&self, name: &str) -> Program {
        // Looked up here: the PATH of this process is not the one that was prepared.
        let found = env::split_paths(&self.path)
            .map(|folder| folder.join(name))
            .find(|candidate| candidate.is_file())
            .unwrap_or_else(|| PathBuf::from(name));
        Program::new(found)
            .env("PATH", &self.path)
            .env("WRANGLER_SEND_METRICS", "false")
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
    }

    /// A program that builds for wasm32 with what is installed, and downloads nothing.
    pub fn wasm_program(&self, name: &str) -> Program {
        let program = self
            .program(name)
            // trunk takes NO_COLOR for one of its own options and stops.
            .without("NO_COLOR")
            .env("WASM_BINDGEN_BIN", &self.wasm_bindgen)
            .env("WASM_OPT_BIN", paths::npm_programs().join("wasm-opt"))
            .env("ESBUILD_BIN", paths::npm_programs().join("esbuild"));
        match &self.wasm_toolchain {
            Some(name) => program.env("RUSTUP_TOOLCHAIN", name),
            None => program,
        }
    }
}

/// Says what is being done, does it, says how long it took.
pub fn step(what: &str, about: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    eprintln!("▶ {what} (about {about})");
    let began = Instant::now();
    work()?;
    eprintln!("  done in {}", crate::spoken_time(began.elapsed()));
    Ok(())
}
