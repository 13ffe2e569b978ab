//! docs/bench.json: every run by machine, size and speed, with all samples; later runs are merged into it.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Options,
    data::Office,
    driver::{Measured, Measurements},
    figures::{self, By, Figure},
    goals::OURS,
    machine::{self, Machine},
    samples::{median, percentile},
};
use crate::failure::{During, Failure, Outcome};

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct File {
    pub runs: Vec<Run>,
}

/// What was measured on one machine with one number of cases at one speed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    pub machine: Machine,
    pub cases: u32,
    /// How many times slower the page's processor was made.
    pub cpu: u32,
    /// On what Chromium kept its databases.
    pub storage: String,
    /// The office: events, streams, seed.
    pub office: Value,
    pub failed: Vec<Failed>,
    /// Last: see [`File::text`].
    pub rows: Vec<Row>,
}

/// One figure of one system, by the day and commit it was measured on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub system: String,
    pub figure: String,
    unit: String,
    pub at: String,
    pub commit: String,
    /// Files differed from the commit, or what was built last was measured.
    pub changed: bool,
    /// Programs that wanted to run before it began: other work makes every time longer.
    pub load_before: f64,
    pub count: usize,
    pub median: f64,
    pub min: f64,
    pub max: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p99: Option<f64>,
    samples: Vec<f64>,
}

/// What a system could not do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    pub system: String,
    pub step: String,
    pub why: String,
    pub commit: String,
}

impl Run {
    /// What was measured just now.
    pub fn of(
        options: &Options,
        office: &Office,
        machine: Machine,
        load_before: f64,
        measured: &Measurements,
    ) -> Outcome<Self> {
        let (commit, changed) = machine::commit();
        let mut made = office.made.clone();
        if let Some(made) = made.as_object_mut() {
            made.retain(|name, _| !["password", "sign_in_name"].contains(&name.as_str()));
            made.insert("key".to_owned(), Value::from(office.key.clone()));
        }
        let mut rows = Vec::new();
        for one in &measured.figures {
            let figure = figures::named(&one.figure).ok_or_else(|| {
                Failure::new(format!(
                    "The driver measured `{}`, which has no words: add it to xtask/src/bench/figures.rs.",
                    one.figure
                ))
            })?;
            rows.push(Row {
                commit: commit.clone(),
                changed: changed || options.as_built,
                load_before,
                ..row(figure, one)?
            });
        }
        let failed = measured.failed.iter().map(|failed| Failed {
            system: failed.system.clone(),
            step: failed.step.clone(),
            why: failed.why.clone(),
            commit: commit.clone(),
        });
        Ok(Self {
            machine: Machine {
                chromium: format!("Chromium {}", measured.chromium),
                ..machine
            },
            cases: options.cases,
            cpu: options.cpu,
            storage: options.storage.clone(),
            office: made,
            failed: failed.collect(),
            rows,
        })
    }

    /// One figure of one system.
    pub fn row(&self, system: &str, figure: &str) -> Option<&Row> {
        self.rows
            .iter()
            .find(|row| row.system == system && row.figure == figure)
    }

    fn is_of(&self, other: &Self) -> bool {
        self.machine == other.machine
            && self.cases == other.cases
            && self.cpu == other.cpu
            && self.storage == other.storage
    }

    /// Takes in a later run: what it measured takes the place of what stood there. What ours was at another commit is
    /// no longer true; the others do not change with our commits.
    fn take_in(&mut self, later: Self) {
        let commit = later
            .rows
            .iter()
            .find(|row| row.system == OURS)
            .map(|row| row.commit.clone());
        if let Some(commit) = commit {
            let is_old = |system: &str, of: &str| system == OURS && of != commit;
            self.rows.retain(|row| !is_old(&row.system, &row.commit));
            self.failed.retain(|row| !is_old(&row.system, &row.commit));
        }
        self.rows
            .retain(|old| later.row(&old.system, &old.figure).is_none());
        self.failed.retain(|old| {
            let measured_again = later.rows.iter().any(|row| row.system == old.system);
            !measured_again && later.failed.iter().all(|new| new.system != old.system)
        });
        self.rows.extend(later.rows);
        self.failed.extend(later.failed);
        self.office = later.office;
    }
}

impl File {
    /// What stands there; nothing where there is none.
    pub fn read(file: &Path) -> Outcome<Self> {
        match fs::read_to_string(file) {
            Ok(text) => serde_json::from_str(&text).during("understand docs/bench.json"),
            Err(_) => Ok(Self::default()),
        }
    }

    /// Merges by machine, size and speed.
    pub fn take_in(&mut self, run: Run) {
        match self.runs.iter_mut().find(|known| known.is_of(&run)) {
            Some(known) => known.take_in(run),
            None => self.runs.push(run),
        }
    }

    /// The run of that kind.
    pub fn like<'a>(&'a self, run: &Run) -> Option<&'a Run> {
        self.runs.iter().find(|known| known.is_of(run))
    }

    pub fn write(&self, file: &Path) -> Outcome {
        let text = self.text().during("write docs/bench.json")?;
        fs::write(file, text).during("write docs/bench.json")
    }

    /// A line for each figure, so that a change shows which one.
    fn text(&self) -> serde_json::Result<String> {
        let mut runs = Vec::new();
        for run in &self.runs {
            let mut rows = Vec::new();
            for row in &run.rows {
                rows.push(format!("  {}", serde_json::to_string(row)?));
            }
            let bare = Run {
                rows: Vec::new(),
                ..run.clone()
            };
            let bare = serde_json::to_string(&bare)?;
            let begin = bare.trim_end_matches("]}");
            runs.push(format!("{begin}\n{}\n]}}", rows.join(",\n")));
        }
        Ok(format!("{{\"runs\":[\n{}\n]}}\n", runs.join(",\n")))
    }
}

fn row(figure: &Figure, measured: &Measured) -> Outcome<Row> {
    let samples: Vec<f64> = measured
        .samples
        .iter()
        .map(|sample| (sample * 10.0).round() / 10.0)
        .collect();
    let nothing = || Failure::new(format!("`{}` was never measured.", figure.name));
    let slow = |percent| match figure.by {
        By::Median => None,
        By::Percentiles => percentile(&samples, percent),
    };
    Ok(Row {
        system: measured.system.clone(),
        figure: figure.name.to_owned(),
        unit: figure.unit.word().to_owned(),
        at: measured.at.clone(),
        commit: String::new(),
        changed: false,
        load_before: 0.0,
        count: samples.len(),
        median: median(&samples).ok_or_else(nothing)?,
        min: percentile(&samples, 0).ok_or_else(nothing)?,
        max: percentile(&samples, 100).ok_or_else(nothing)?,
        p95: slow(95),
        p99: slow(99),
        samples,
    })
}

#[cfg(test)]
pub mod tests {
    use super::{File, Run, row};
    use crate::bench::{driver::Measured, figures, machine::Machine};

    pub fn run_of(measured: &[(&str, &str, &[f64])]) -> Run {
        let rows = measured.iter().map(|(system, name, samples)| {
            let measured = Measured {
                system: (*system).to_owned(),
                figure: (*name).to_owned(),
                at: "2026-11-23T00:00:00Z".to_owned(),
                samples: samples.to_vec(),
            };
            row(figures::named(name).unwrap(), &measured).unwrap()
        });
        Run {
            machine: Machine {
                processor: "P".to_owned(),
                cores: 2,
                memory_mib: 1,
                system: "S".to_owned(),
                chromium: "C".to_owned(),
            },
            cases: 10_000,
            cpu: 1,
            storage: "leveldb".to_owned(),
            office: serde_json::json!({"events": 5}),
            failed: Vec::new(),
            rows: rows.collect(),
        }
    }

    fn at(commit: &str, mut run: Run) -> Run {
        for row in &mut run.rows {
            commit.clone_into(&mut row.commit);
        }
        run
    }

    #[test]
    fn what_is_written_is_read_again_with_a_line_for_each_figure() {
        let run = run_of(&[("huifang", "search", &[3.0, 1.0]), ("rxdb", "disk", &[1.0])]);
        let text = File {
            runs: vec![run.clone(), run],
        }
        .text()
        .unwrap();
        let again: File = serde_json::from_str(&text).unwrap();
        assert_eq!(again.runs.len(), 2);
        assert_eq!(again.text().unwrap(), text);
        assert_eq!(text.matches("\n  {").count(), 4);
    }

    #[test]
    fn a_later_run_replaces_what_it_measured_and_leaves_the_others() {
        let mut file = File::default();
        file.take_in(at(
            "one",
            run_of(&[("huifang", "search", &[3.0]), ("rxdb", "search", &[9.0])]),
        ));
        file.take_in(at("one", run_of(&[("huifang", "disk", &[5.0])])));
        assert_eq!(file.runs[0].rows.len(), 3);
        file.take_in(at("two", run_of(&[("huifang", "disk", &[4.0])])));
        let systems: Vec<&str> = file.runs[0]
            .rows
            .iter()
            .map(|row| row.system.as_str())
            .collect();
        assert_eq!(systems, ["rxdb", "huifang"]);
    }

    #[test]
    fn another_size_or_speed_is_another_run() {
        let mut file = File::default();
        file.take_in(run_of(&[("huifang", "search", &[3.0])]));
        file.take_in(Run {
            cpu: 4,
            ..run_of(&[("huifang", "search", &[9.0])])
        });
        assert_eq!(file.runs.len(), 2);
    }

    #[test]
    fn slow_ones_are_kept_beside_the_median() {
        let mut samples = vec![10.0; 96];
        samples.extend([60.0, 60.0, 60.0, 80.0]);
        let run = run_of(&[("huifang", "save_durable", &samples)]);
        let row = &run.rows[0];
        assert_eq!(
            (row.median, row.p95, row.p99),
            (10.0, Some(10.0), Some(60.0))
        );
    }
}
