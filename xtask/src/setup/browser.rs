//! The browser of the tests, and a font that has Chinese in it.

use std::{env, path::PathBuf};

use super::{apt, step};
use crate::{
    failure::{Failure, Outcome},
    paths::{self, on_path},
    process::Program,
};

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const ADVICE: &str = "Install Chromium or Chrome yourself and set CHROMIUM_BIN to its path.";

/// A Chromium, and fonts for what the pages say.
pub fn ensure() -> Outcome<PathBuf> {
    let browser = match find() {
        Some(browser) => browser,
        None => {
            install()?;
            find().ok_or_else(|| Failure::new(format!("No Chromium was found. {ADVICE}")))?
        }
    };
    if !has_chinese_font() && apt::may_install() {
        step("Installing a Chinese font", "20 seconds", || {
            apt::install(
                &["fonts-noto-cjk"],
                "Install a font with Chinese in it, such as Noto Sans CJK.",
            )
        })?;
    }
    Ok(browser)
}

fn install() -> Outcome {
    if apt::may_install() {
        let installed = step("Installing Chromium", "1 minute", || {
            apt::install(&["chromium"], ADVICE)
        });
        if installed.is_ok() {
            return Ok(());
        }
    }
    step("Letting Playwright fetch its Chromium", "1 minute", || {
        Program::new(paths::npm_programs().join("node"))
            .args([
                "node_modules/@playwright/test/cli.js",
                "install",
                "chromium",
            ])
            .run_quietly(ADVICE)
    })
}

fn find() -> Option<PathBuf> {
    if let Some(told) = env::var_os("CHROMIUM_BIN").map(PathBuf::from) {
        return told.is_file().then_some(told);
    }
    NAMES
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| {
            APPLICATIONS
                .iter()
                .map(PathBuf::from)
                .find(|path| path.is_file())
        })
        .or_else(from_playwright)
}

fn from_playwright() -> Option<PathBuf> {
    let path = Program::new(paths::npm_programs().join("node"))
        .args(["--eval"])
        .args(["console.log(require('playwright-core').chromium.executablePath())"])
        .answer()?;
    let path = PathBuf::from(path);
    path.is_file().then_some(path)
}

fn has_chinese_font() -> bool {
    cfg!(target_os = "macos")
        || Program::new("fc-list")
            .args([":lang=zh"])
            .answer()
            .is_some_and(|fonts| !fonts.is_empty())
}
