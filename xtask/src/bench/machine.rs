//! On what was measured: figures without it say nothing.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::{
    failure::{During, Outcome},
    process::Program,
    setup::Ready,
};

/// A machine as far as it matters to figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_mib: u64,
    pub system: String,
    pub chromium: String,
}

/// What this machine says of itself.
pub fn look(ready: &Ready) -> Outcome<Machine> {
    let processors = fs::read_to_string("/proc/cpuinfo").during("read what processor this is")?;
    let memory = fs::read_to_string("/proc/meminfo").during("read how much memory there is")?;
    let system = fs::read_to_string("/etc/os-release").during("read what system this is")?;
    let kib: u64 = value(&memory, "MemTotal", ':')
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or_default();
    let chromium = ready
        .chromium
        .as_ref()
        .and_then(|chromium| Program::new(chromium).args(["--version"]).answer())
        .unwrap_or_default();
    // "Chromium 156.0.1 built on …": what it was built on is no part of its version.
    let chromium = chromium
        .split_whitespace()
        .take(2)
        .collect::<Vec<_>>()
        .join(" ");
    Ok(Machine {
        processor: value(&processors, "model name", ':').unwrap_or_default(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory_mib: kib / 1024,
        system: value(&system, "PRETTY_NAME", '=')
            .unwrap_or_default()
            .trim_matches('"')
            .to_owned(),
        chromium,
    })
}

/// How many programs wanted to run at once over the last minute.
pub fn load() -> Outcome<f64> {
    let text = fs::read_to_string("/proc/loadavg").during("read how busy the machine is")?;
    text.split_whitespace()
        .next()
        .unwrap_or_default()
        .parse()
        .during("read how busy the machine is")
}

/// The commit, and whether files differ from it.
pub fn commit() -> (String, bool) {
    let git = |args: &[&str]| Program::new("git").args(args).answer().unwrap_or_default();
    // What an earlier run wrote is no change of what is measured.
    let sources = ["--", ".", ":!docs/bench.json", ":!README.md"];
    let status = ["status", "--porcelain", "--untracked-files=no"];
    let changed = git(&[&status[..], &sources[..]].concat());
    (
        git(&["rev-parse", "--short=12", "HEAD"]),
        !changed.is_empty(),
    )
}

fn value(text: &str, name: &str, separator: char) -> Option<String> {
    text.lines()
        .filter_map(|line| line.split_once(separator))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_value_is_found_by_its_whole_name() {
        let text = "VERSION_ID=\"12\"\nID=debian\nPRETTY_NAME=\"Debian 12\"";
        assert_eq!(value(text, "ID", '='), Some("debian".to_owned()));
        assert_eq!(value(text, "NAME", '='), None);
    }
}
