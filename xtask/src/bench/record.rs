//! docs/bench.json: every run by machine and size, with all samples; and the table made of one run.

use std::{fmt::Write, fs, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Options,
    data::Office,
    driver::{Measured, Measurements},
    figures::{self, By, Figure, Unit},
    machine::{self, Machine},
    samples::{median, percentile},
};
use crate::failure::{During, Failure, Outcome};

/// Below this many waiting programs the machine had nothing else to do.
const QUIET: f64 = 0.7;

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    runs: Vec<Record>,
}

/// One run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    at: String,
    commit: String,
    /// Files differed from the commit.
    changed: bool,
    /// What was built last was measured, maybe of other sources.
    as_built: bool,
    machine: Machine,
    /// Programs that wanted to run before it began: other work makes every time longer.
    load_before: f64,
    repetitions: u32,
    /// The office: cases, events, streams, seed.
    office: Value,
    /// Last: see [`File::text`].
    figures: Vec<Row>,
}

/// One figure of one system.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    system: String,
    figure: String,
    unit: String,
    count: usize,
    median: f64,
    min: f64,
    max: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p95: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    met: Option<bool>,
    samples: Vec<f64>,
}

impl Record {
    /// What was measured, judged by what it should be.
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
        let mut figures = Vec::new();
        for figure in &figures::ALL {
            let of_it = measured
                .figures
                .iter()
                .filter(|one| one.figure == figure.name);
            for one in of_it {
                figures.push(row(figure, one)?);
            }
        }
        if let Some(unknown) = measured
            .figures
            .iter()
            .find(|one| figures::ALL.iter().all(|known| known.name != one.figure))
        {
            return Err(Failure::new(format!(
                "The driver measured `{}`, which has no words: add it to xtask/src/bench/figures.rs.",
                unknown.figure
            )));
        }
        Ok(Self {
            at: measured.at.clone(),
            commit,
            changed,
            as_built: options.as_built,
            machine: Machine {
                chromium: format!("Chromium {}", measured.chromium),
                ..machine
            },
            load_before,
            repetitions: options.repetitions,
            office: made,
            figures,
        })
    }

    /// As Markdown, for the terminal and the README.
    pub fn table(&self) -> String {
        let number = |name: &str| self.office.get(name).and_then(Value::as_u64).unwrap_or(0);
        let beside = if self.load_before < QUIET {
            ""
        } else {
            "; other work ran beside it, so every time is an upper bound"
        };
        let day: String = self.at.chars().take(10).collect();
        let mut text = format!(
            "{} complaints, {} events, Chinese text, fixed seed. {}: {} cores of {}, {} GiB, {}, {}; \
             commit {}{}; {} fresh profiles each{beside}.\n\n\
             | what | median (min–max) | aim | |\n| --- | --- | --- | --- |\n",
            grouped(number("cases")),
            grouped(number("events")),
            day,
            self.machine.cores,
            self.machine.processor,
            (self.machine.memory_mib + 512) / 1024,
            self.machine.system,
            self.machine.chromium,
            self.commit,
            if self.changed { " with changes" } else { "" },
            self.repetitions,
        );
        for row in &self.figures {
            let Some(figure) = figures::ALL.iter().find(|known| known.name == row.figure) else {
                continue;
            };
            let aim = row.at_most.map_or_else(String::new, |most| {
                format!("≤ {}", shown(most, figure.unit))
            });
            let met = match row.met {
                Some(true) => "met",
                Some(false) => "missed",
                None => "",
            };
            // Writing into a String cannot fail.
            let _ = writeln!(
                text,
                "| {} | {} | {aim} | {met} |",
                figure.words,
                values(row, figure)
            );
        }
        text
    }

    /// Takes the place of an earlier run of the same size on the same machine; older ones are in the history.
    pub fn write(&self, file: &Path) -> Outcome {
        let mut all: File = match fs::read_to_string(file) {
            Ok(text) => serde_json::from_str(&text).during("understand docs/bench.json")?,
            Err(_) => File::default(),
        };
        let cases = |record: &Self| record.office.get("cases").cloned();
        all.runs
            .retain(|run| run.machine != self.machine || cases(run) != cases(self));
        all.runs.push(self.clone());
        let text = all.text().during("write docs/bench.json")?;
        fs::write(file, text).during("write docs/bench.json")
    }
}

impl File {
    /// A line for each figure, so that a change shows which one.
    fn text(&self) -> serde_json::Result<String> {
        let mut runs = Vec::new();
        for run in &self.runs {
            let mut rows = Vec::new();
            for row in &run.figures {
                rows.push(format!("  {}", serde_json::to_string(row)?));
            }
            let bare = Record {
                figures: Vec::new(),
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
    let p95 = match figure.by {
        By::Median => None,
        By::Percentiles => percentile(&samples, 95),
    };
    let median = median(&samples).ok_or_else(nothing)?;
    Ok(Row {
        system: measured.system.clone(),
        figure: figure.name.to_owned(),
        unit: figure.unit.word().to_owned(),
        count: samples.len(),
        median,
        min: percentile(&samples, 0).ok_or_else(nothing)?,
        max: percentile(&samples, 100).ok_or_else(nothing)?,
        p95,
        at_most: figure.at_most,
        // Where the slow ones count, they must be quick enough too.
        met: figure.at_most.map(|most| p95.unwrap_or(median) <= most),
        samples,
    })
}

fn values(row: &Row, figure: &Figure) -> String {
    let say = |value: f64| shown(value, figure.unit);
    match row.p95 {
        Some(p95) => format!(
            "p50 {}, p95 {} of {} ({}–{})",
            say(row.median),
            say(p95),
            row.count,
            say(row.min),
            say(row.max)
        ),
        None if row.min.total_cmp(&row.max).is_eq() => say(row.median),
        None => format!("{} ({}–{})", say(row.median), say(row.min), say(row.max)),
    }
}

fn shown(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Millis if value >= 1_000.0 => format!("{:.2} s", value / 1_000.0),
        Unit::Millis if value >= 100.0 => format!("{value:.0} ms"),
        Unit::Millis => format!("{value:.1} ms"),
        Unit::Bytes if value >= 1_000_000.0 => format!("{:.2} MB", value / 1_000_000.0),
        Unit::Bytes => format!("{:.0} KB", value / 1_000.0),
    }
}

/// 10000 as 10,000.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{File, Record, figures, grouped, row, shown, values};
    use crate::bench::{driver::Measured, figures::Unit, machine::Machine};

    fn of(figure: &str, samples: &[f64]) -> (bool, String) {
        let figure = figures::ALL
            .iter()
            .find(|known| known.name == figure)
            .unwrap();
        let measured = Measured {
            system: "huifang".to_owned(),
            figure: figure.name.to_owned(),
            samples: samples.to_vec(),
        };
        let row = row(figure, &measured).unwrap();
        (row.met.unwrap(), values(&row, figure))
    }

    #[test]
    fn a_median_above_the_aim_is_missed_and_said_as_it_is() {
        let (met, said) = of("cold_start_today_usable", &[900.0, 1_000.1, 2_000.0]);
        assert_eq!((met, said.as_str()), (false, "1.00 s (900 ms–2.00 s)"));
        assert!(of("cold_start_today_usable", &[900.0, 1_000.0, 2_000.0]).0);
    }

    #[test]
    fn a_save_is_judged_by_its_slow_ones() {
        let mut samples = vec![10.0; 38];
        samples.extend([60.0, 60.0]);
        assert!(of("save_said", &samples).0);
        samples.extend([60.0; 3]);
        assert!(!of("save_said", &samples).0);
    }

    #[test]
    fn what_is_written_is_read_again_with_a_line_for_each_figure() {
        let measured = Measured {
            system: "huifang".to_owned(),
            figure: "search".to_owned(),
            samples: vec![3.0, 1.0],
        };
        let figure = figures::ALL
            .iter()
            .find(|one| one.name == "search")
            .unwrap();
        let machine = Machine {
            processor: "P".to_owned(),
            cores: 2,
            memory_mib: 1,
            system: "S".to_owned(),
            chromium: "C".to_owned(),
        };
        let run = Record {
            at: "2026-11-23T00:00:00Z".to_owned(),
            commit: "c".to_owned(),
            changed: false,
            as_built: false,
            machine,
            load_before: 0.5,
            repetitions: 2,
            office: serde_json::json!({"cases": 5}),
            figures: vec![row(figure, &measured).unwrap(); 2],
        };
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
    fn figures_are_said_in_the_unit_people_use() {
        assert_eq!(shown(49.96, Unit::Millis), "50.0 ms");
        assert_eq!(shown(450_000.0, Unit::Bytes), "450 KB");
        assert_eq!(grouped(1_060_126), "1,060,126");
        assert_eq!(grouped(126), "126");
    }
}
