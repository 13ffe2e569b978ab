//! What stands after `bench` on the command line.

use crate::failure::{Failure, Outcome};

const USAGE: &str = "--cases N, --repetitions N, --cpu N, --systems A,B, --storage leveldb|sqlite, --minutes N, --as-built and --kept-office";

/// Every system, in the order of the table. The first is ours.
pub const SYSTEMS: [&str; 9] = [
    "huifang",
    "floor",
    "own_bytes",
    "raw_rows",
    "raw_rows_strict",
    "dexie",
    "rxdb",
    "pouchdb_tuned",
    "pouchdb",
];
/// With ten times as many cases: the others take longer than anybody waits.
const OF_MANY: [&str; 4] = ["huifang", "floor", "own_bytes", "raw_rows"];
const MANY: u32 = 50_000;

/// What is measured, and how often.
#[derive(Clone, Debug)]
pub struct Options {
    /// Fresh profiles of every system.
    pub repetitions: u32,
    /// Complaints of the office.
    pub cases: u32,
    /// How many times slower than this machine the page's processor is made; 4 stands for a tablet.
    pub cpu: u32,
    pub systems: Vec<String>,
    /// On what Chromium keeps its databases: `leveldb`, as it comes, or the newer `sqlite`.
    pub storage: String,
    /// Nothing new is begun after as many minutes; the next run goes on where this one stopped.
    pub minutes: Option<u32>,
    /// Measures what was built last, whatever the sources say now.
    pub as_built: bool,
    /// Takes the office made last, also when its maker, the rules or the server changed since.
    pub kept_office: bool,
}

impl Options {
    /// Reads what stands after `bench`.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            repetitions: 7,
            cases: 10_000,
            cpu: 1,
            systems: Vec::new(),
            storage: "leveldb".to_owned(),
            minutes: None,
            as_built: false,
            kept_office: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| Failure::new(format!("`{argument}` needs a value after it.")))
            };
            match argument.as_str() {
                "--repetitions" => options.repetitions = number(argument, value()?)?,
                "--cases" => options.cases = number(argument, value()?)?,
                "--cpu" => options.cpu = number(argument, value()?)?,
                "--minutes" => options.minutes = Some(number(argument, value()?)?),
                "--systems" => options.systems = systems(value()?)?,
                "--storage" => options.storage = storage(value()?)?,
                "--as-built" => options.as_built = true,
                "--kept-office" => options.kept_office = true,
                other => {
                    return Err(Failure::new(format!(
                        "`bench` does not know `{other}`: it takes {USAGE}."
                    )));
                }
            }
        }
        if options.systems.is_empty() {
            let all: &[&str] = if options.cases >= MANY {
                &OF_MANY
            } else {
                &SYSTEMS
            };
            options.systems = all.iter().map(|name| (*name).to_owned()).collect();
        }
        Ok(options)
    }
}

fn number(argument: &str, value: &str) -> Outcome<u32> {
    value
        .parse()
        .ok()
        .filter(|value| *value > 0)
        .ok_or_else(|| Failure::new(format!("`{argument}` needs a number after it.")))
}

fn systems(value: &str) -> Outcome<Vec<String>> {
    let names: Vec<String> = value.split(',').map(str::to_owned).collect();
    match names.iter().find(|name| !SYSTEMS.contains(&name.as_str())) {
        Some(unknown) => Err(Failure::new(format!(
            "There is no system `{unknown}`: there are {}.",
            SYSTEMS.join(", ")
        ))),
        None => Ok(names),
    }
}

fn storage(value: &str) -> Outcome<String> {
    match value {
        "leveldb" | "sqlite" => Ok(value.to_owned()),
        _ => Err(Failure::new("`--storage` is leveldb or sqlite.")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, SYSTEMS};

    fn parsed(line: &str) -> Result<Options, String> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&arguments).map_err(|why| why.to_string())
    }

    #[test]
    fn without_a_choice_all_race_but_few_with_ten_times_the_cases() {
        assert_eq!(parsed("").unwrap().systems, SYSTEMS);
        assert_eq!(parsed("--cases 100000").unwrap().systems.len(), 4);
        let two = parsed("--cases 100000 --systems huifang,rxdb").unwrap();
        assert_eq!(two.systems, ["huifang", "rxdb"]);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        assert!(parsed("--systems couch").unwrap_err().contains("no system"));
        assert!(parsed("--cpu 0").is_err());
        assert!(parsed("--cases").is_err());
        assert!(parsed("--quick").unwrap_err().contains("--quick"));
    }
}
