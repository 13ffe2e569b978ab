//! The parts. A new one is a row here and a function.

use super::{Options, browser};
use crate::{failure::Outcome, sim};

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
        name: "kill",
        title: "The browser killed in a stream of saves",
        run: |_| browser::full("kill"),
    },
    Part {
        name: "faults",
        title: "Two tablets through a bad network",
        run: |_| browser::full("faults"),
    },
];

fn simulation(options: &Options) -> Outcome<Run> {
    simulated(&["--seeds".to_owned(), options.seeds.to_string()])
}

fn teeth(_: &Options) -> Outcome<Run> {
    simulated(&["--teeth".to_owned()])
}

fn simulated(arguments: &[String]) -> Outcome<Run> {
    let lines = sim::printed(arguments)?;
    Ok(Run {
        passed: lines.is_some(),
        lines: lines.unwrap_or_else(|| vec!["It failed; the terminal shows where.".to_owned()]),
    })
}
