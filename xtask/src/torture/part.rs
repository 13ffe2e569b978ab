//! The parts. A new one is a row here and a function.

use super::{Options, browser, load};
use crate::{failure::Outcome, process::Program, setup, sim};

/// What one part came to.
pub struct Run {
    pub passed: bool,
    /// What it printed, for the record.
    pub lines: Vec<String>,
}

pub struct Part {
    pub name: &'static str,
    pub title: &'static str,
    pub run: fn(&Options) -> Outcome<Run>,
}

pub const PARTS: &[Part] = &[
    Part {
        name: "sim",
        title: "The simulation",
        run: simulation,
    },
    Part {
        name: "teeth",
        title: "Its teeth: deliberate bugs, each to be caught within 2,000 seeds",
        run: teeth,
    },
    Part {
        name: "fuzz",
        title: "Bad bytes for everything that reads from outside",
        run: fuzz,
    },
    Part {
        name: "kill",
        title: "The browser killed in a stream of saves",
        run: |_| browser::full("kill"),
    },
    Part {
        name: "faults",
        title: "Two tablets through a bad network",
        run: |_| browser::full("faults"),
    },
    Part {
        name: "storage",
        title: "The tablet's storage full, deleted, spoilt",
        run: |_| browser::full("storage"),
    },
    Part {
        name: "tabs",
        title: "A frozen tab that wakes after another took over",
        run: |_| browser::full("tabs"),
    },
    Part {
        name: "server",
        title: "The server ended in mid-push",
        run: |_| browser::full("server"),
    },
    Part {
        name: "clock",
        title: "A tablet's clock a year ahead and behind",
        run: |_| browser::full("clock"),
    },
    Part {
        name: "load",
        title: "200 tablets of one office, and 2,000 over 50 offices",
        run: |_| load::full(),
    },
    Part {
        name: "large_log",
        title: "A first push into a log of 600,000 events",
        run: |_| load::large_log(),
    },
    Part {
        name: "webkit",
        title: "The main job in WebKit",
        run: |_| {
            setup::webkit()?;
            browser::full("webkit")
        },
    },
    Part {
        name: "versions",
        title: "An older release, this one, and a server brought up to date under them",
        run: |_| browser::with_older("versions"),
    },
];

fn simulation(options: &Options) -> Outcome<Run> {
    simulated(&["--seeds".to_owned(), options.seeds.to_string()])
}

fn teeth(_: &Options) -> Outcome<Run> {
    simulated(&["--teeth".to_owned()])
}

/// Long enough that the slowest reader sees a hundred thousand inputs.
const FUZZ_SECONDS: &str = "600";

fn fuzz(_: &Options) -> Outcome<Run> {
    let cargo = |arguments: &[&str]| {
        Program::new("cargo").args(arguments).args([
            "--quiet",
            "--package",
            "fuzz",
            "--bin",
            "fuzz",
        ])
    };
    cargo(&["build"]).run("What the compiler says above is what to mend.")?;
    let lines = cargo(&["run"])
        .args(["--", "--seconds", FUZZ_SECONDS])
        .printed()?;
    Ok(of_printed(lines))
}

fn simulated(arguments: &[String]) -> Outcome<Run> {
    Ok(of_printed(sim::printed(arguments)?))
}

/// Lines of a program that ended well, or that it did not.
pub fn of_printed(lines: Option<Vec<String>>) -> Run {
    Run {
        passed: lines.is_some(),
        lines: lines.unwrap_or_else(|| vec!["It failed; the terminal shows where.".to_owned()]),
    }
}
