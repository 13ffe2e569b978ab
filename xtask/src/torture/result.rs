//! `docs/torture/YYYY-MM-DD.md`: one file a day, one section a run.

use std::{
    fmt::Write as _,
    fs,
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use super::{part::Run, passed};
use crate::{
    failure::{During, Outcome},
    paths,
};

pub struct Result {
    pub title: &'static str,
    pub time: String,
    pub run: Run,
}

/// Adds this run to the day's file.
pub fn write(commit: &str, results: &[Result]) -> Outcome<PathBuf> {
    let (day, minute) = now();
    let folder = paths::root().join("docs/torture");
    fs::create_dir_all(&folder).during("make docs/torture")?;
    let path = folder.join(format!("{day}.md"));
    let mut text = fs::read_to_string(&path).unwrap_or_else(|_| format!("# Torture, {day}\n"));
    let _ = write!(
        text,
        "\n## {minute} UTC, commit {}\n\nOn {}.\n",
        commit,
        machine()
    );
    for result in results {
        let _ = write!(
            text,
            "\n### {}: {} in {}\n\n```text\n{}\n```\n",
            result.title,
            passed(result.run.passed),
            result.time,
            result.run.lines.join("\n")
        );
    }
    fs::write(&path, text).during(format!("write {}", path.display()))?;
    Ok(path)
}

/// Kind and number of processors: the ratio counts, not the machine.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let system = std::env::consts::OS;
    match processor {
        Some(processor) => format!("{cores} cores of {processor}, {system}"),
        None => format!("{cores} cores, {} {system}", std::env::consts::ARCH),
    }
}

/// Day and minute in UTC.
fn now() -> (String, String) {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    let minute = seconds % 86_400 / 60;
    (
        format!("{year:04}-{month:02}-{day:02}"),
        format!("{:02}:{:02}", minute / 60, minute % 60),
    )
}

/// The date of a day counted from 1970-01-01.
fn civil(days: u64) -> (u64, u64, u64) {
    let mut left = days;
    let mut year = 1970;
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    loop {
        let length = if leap(year) { 366 } else { 365 };
        if left < length {
            break;
        }
        left -= length;
        year += 1;
    }
    let february = if leap(year) { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left + 1)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_since_1970_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(59), (1970, 3, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_780), (2026, 11, 23));
    }
}
