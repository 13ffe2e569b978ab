//! What the rules may depend on, and what nobody but the two clocks may call.

#![allow(clippy::expect_used)] // a helper that cannot set up its test should fail it

use std::process::Command;

use tidy::{assert_none, root, sources};

/// What `domain` names in its Cargo.toml, and nothing else.
const DOMAIN_MAY_USE: [&str; 6] = ["chrono", "serde", "serde_json", "sha2", "thiserror", "uuid"];

/// What must not come along behind those either.
const NEVER_IN_DOMAIN: [&str; 10] = [
    "getrandom",
    "gloo",
    "iana-time-zone",
    "js-sys",
    "leptos",
    "tokio",
    "wasm-bindgen",
    "web-sys",
    "worker",
    "worker-sys",
];

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("cargo speaks UTF-8")
}

fn domain_tree(more: &[&str]) -> Vec<String> {
    let arguments = ["tree", "--package", "domain", "--edges", "normal"];
    let arguments = [&arguments[..], &["--prefix", "none", "--offline"], more].concat();
    cargo(&arguments)
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_rules_depend_on_small_pure_crates_only() {
    let broken: Vec<String> = domain_tree(&["--depth", "1"])
        .into_iter()
        .filter(|name| !DOMAIN_MAY_USE.contains(&name.as_str()))
        .collect();
    assert_none(
        &broken,
        "`domain` gives the same verdict on tablet and server and is tested natively, so it may not depend on:",
    );
}

#[test]
fn nothing_of_a_browser_a_server_or_a_clock_comes_along_behind_the_rules() {
    let broken: Vec<String> = domain_tree(&["--target", "wasm32-unknown-unknown"])
        .into_iter()
        .filter(|name| {
            NEVER_IN_DOMAIN.iter().any(|never| {
                name == never || (name.starts_with("gloo") || name.starts_with("leptos"))
            })
        })
        .collect();
    assert_none(&broken, "`domain` has no I/O and no clock, so not:");
}

#[test]
fn time_is_read_in_the_two_clocks_only() {
    let clocks = ["app/src/clock.rs", "worker/src/clock.rs"];
    let calls: [&[&str]; 6] = [
        &["Utc", "::", "now"],
        &["Local", "::", "now"],
        &["SystemTime", "::", "now"],
        &["Instant", "::", "now"],
        &["Date", "::", "now"],
        &["Date", "::", "new_0"],
    ];
    let broken: Vec<String> = ["domain/src", "app/src", "worker/src"]
        .iter()
        .flat_map(|place| sources(place))
        .filter(|source| !clocks.contains(&source.path.as_str()))
        .flat_map(|source| {
            calls
                .iter()
                .flat_map(|call| source.places_of(call))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(
        &broken,
        "Time is an argument, frozen in the command, so that deciding later or elsewhere gives the same answer; ask the clock module instead:",
    );
}

#[test]
fn there_is_no_toolchain_file_that_makes_rustup_download_on_every_call() {
    let broken: Vec<String> = ["rust-toolchain.toml", "rust-toolchain"]
        .iter()
        .filter(|name| root().join(name).exists())
        .map(|name| (*name).to_owned())
        .collect();
    assert_none(
        &broken,
        "The set-up chooses the toolchain; a file that names targets breaks every cargo call where rustup's server cannot be reached:",
    );
}
