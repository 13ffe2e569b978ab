//! `fuzz [--seconds N] [--seed S]`: all readers in turn, each for its share of the time.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use fuzz::{READERS, play};

fn main() -> ExitCode {
    let mut seconds = 60;
    let mut seed = 1;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let number = arguments.next().and_then(|text| text.parse::<u64>().ok());
        match (argument.as_str(), number) {
            ("--seconds", Some(number)) => seconds = number,
            ("--seed", Some(number)) => seed = number,
            _ => {
                eprintln!("fuzz [--seconds N] [--seed S]");
                return ExitCode::FAILURE;
            }
        }
    }
    let share = Duration::from_secs(seconds) / u32::try_from(READERS.len()).unwrap_or(1);
    let (mut inputs, mut failed) = (0, 0);
    for reader in READERS {
        let until = Instant::now() + share;
        match play(reader, seed, |_| Instant::now() < until) {
            Ok(figures) => {
                inputs += figures.inputs;
                println!(
                    "{}: {} inputs, {} still read, slowest {} ms",
                    reader.name,
                    figures.inputs,
                    figures.taken,
                    figures.slowest.as_millis()
                );
            }
            Err(failure) => {
                failed += 1;
                println!("{}: {failure}", reader.name);
            }
        }
    }
    println!("seed {seed}: {inputs} inputs, {failed} readers failed");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
