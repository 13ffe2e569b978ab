//! `cargo xtask bench`: the race, on this machine, in the real browser.

mod copy;
mod data;
mod driver;
mod figures;
mod goals;
mod machine;
mod options;
mod peers;
mod ports;
mod readme;
mod record;
mod samples;
mod table;

pub use options::Options;

use std::fs;

use crate::{
    build::{self, Profile},
    control,
    failure::{During, Outcome},
    paths,
    server::Server,
    setup,
};

/// Smaller offices are for trying the verb out; their figures say nothing and are written nowhere.
const LEAST_CASES: u32 = 10_000;

/// Builds, fills an office once, measures, and writes docs/bench.json and the tables of the README.
pub fn run(options: &Options) -> Outcome {
    // Before the builds, which are work of our own and over when measuring begins.
    let load_before = machine::load()?;
    let ready = setup::for_test()?;
    peers::ensure()?;
    if !options.as_built {
        build::app(&ready, Profile::Release)?;
        build::worker(&ready, Profile::Release)?;
    }
    let office = data::office(&ready, options.cases, options.kept_office)?;
    let place = paths::root().join("target/bench/run");
    let state = place.join("state");
    // What a run leaves in the office must not be there for the next one.
    copy::folder(&office.state, &state)?;
    let ports = ports::of_this_machine()?;
    let mut server = Server::new(&ready, ports.ours, &state)?;
    eprintln!("▶ Starting the server (about 10 seconds)");
    server.start()?;
    let base_url = server.base_url();
    let measured = control::with_control(&mut server, |control_url| {
        let addresses = driver::Addresses {
            base_url: &base_url,
            control_url,
            peers_port: ports.peers,
        };
        driver::run(&ready, options, &office, &addresses, &place)
    })?;
    server.stop();
    let machine = machine::look(&ready)?;
    let run = record::Run::of(options, &office, machine, load_before, &measured)?;
    if options.cases < LEAST_CASES {
        print!("{}", table::of_run(&run));
        eprintln!("Nothing was written: fewer than {LEAST_CASES} cases are a trial.");
    } else {
        write(run)?;
    }
    if !measured.complete {
        eprintln!("Not everything was measured: the same line again goes on from here.");
    }
    Ok(())
}

fn write(run: record::Run) -> Outcome {
    let docs = paths::root().join("docs/bench.json");
    let mut file = record::File::read(&docs)?;
    file.take_in(run.clone());
    file.write(&docs)?;
    if let Some(merged) = file.like(&run) {
        print!("{}", table::of_run(merged));
    }
    let readme = paths::root().join("README.md");
    let text = fs::read_to_string(&readme).during("read README.md")?;
    fs::write(&readme, readme::with_table(&text, &table::of(&file))?).during("write README.md")
}
