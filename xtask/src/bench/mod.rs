//! `cargo xtask bench`: what the product costs on this machine, measured in the real browser.

mod copy;
mod data;
mod driver;
mod figures;
mod machine;
mod readme;
mod record;
mod samples;

use crate::{
    build::{self, Profile},
    control,
    failure::{During, Failure, Outcome},
    paths,
    server::{self, Server},
    setup,
};

/// What is measured, and how often.
pub struct Options {
    /// Fresh profiles, each with a first sync, a cold start and some saves.
    pub repetitions: u32,
    /// Complaints of the office.
    pub cases: u32,
    /// Measures what was built last, whatever the sources say now.
    as_built: bool,
}

impl Options {
    /// Reads what stands after `bench`.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            repetitions: 5,
            cases: 10_000,
            as_built: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || {
                arguments
                    .next()
                    .and_then(|value| value.parse().ok())
                    .filter(|value| *value > 0)
                    .ok_or_else(|| Failure::new(format!("`{argument}` needs a number after it.")))
            };
            match argument.as_str() {
                "--repetitions" => options.repetitions = number()?,
                "--cases" => options.cases = number()?,
                "--as-built" => options.as_built = true,
                other => {
                    return Err(Failure::new(format!(
                        "`bench` does not know `{other}`: it takes --repetitions N, --cases N and --as-built."
                    )));
                }
            }
        }
        Ok(options)
    }
}

/// Builds, fills an office once, measures, and writes docs/bench.json and the table of the README.
pub fn run(options: &Options) -> Outcome {
    let ready = setup::for_test()?;
    if !options.as_built {
        build::app(&ready, Profile::Release)?;
        build::worker(&ready, Profile::Release)?;
    }
    let load_before = machine::load()?;
    let office = data::office(&ready, options.cases)?;
    let place = paths::root().join("target/bench/run");
    let state = place.join("state");
    // What a run leaves in the office must not be there for the next one.
    copy::folder(&office.state, &state)?;
    let mut server = Server::new(&ready, server::free_port()?, &state)?;
    eprintln!("▶ Starting the server (about 10 seconds)");
    server.start()?;
    let base_url = server.base_url();
    let measured = control::with_control(&mut server, |control_url| {
        driver::run(&ready, options, &office, &base_url, control_url, &place)
    })?;
    server.stop();
    let machine = machine::look(&ready)?;
    let record = record::Record::of(options, &office, machine, load_before, &measured)?;
    print!("{}", record.table());
    record.write(&paths::root().join("docs/bench.json"))?;
    let readme = paths::root().join("README.md");
    let text = std::fs::read_to_string(&readme).during("read README.md")?;
    std::fs::write(&readme, readme::with_table(&text, &record.table())?).during("write README.md")
}
