//! `cargo xtask sim`: plays seeds, or lets the teeth bite.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use sync_tests::{Bug, Play, Trace, many, shrink, teeth};

const USAGE: &str = "sim [--seeds N] [--from S] [--commit REV] | sim --teeth [--from S] | sim --seed S [--bug NAME]";
/// A run that fails everywhere need not be finished.
const MOST_FAILURES: usize = 10;
const LAST_LINES: usize = 40;

struct Options {
    seeds: u64,
    from: u64,
    commit: String,
    teeth: bool,
    one: Option<u64>,
    bug: Option<Bug>,
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    // A panic is a failure of its seed, told below with the seed.
    std::panic::set_hook(Box::new(|_| {}));
    if options.teeth {
        return bite(options.from);
    }
    if let Some(seed) = options.one {
        return one(seed, options.bug);
    }
    play(&options)
}

fn options() -> Option<Options> {
    let mut options = Options {
        seeds: 500,
        from: 0,
        commit: "unknown".to_owned(),
        teeth: false,
        one: None,
        bug: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seeds" => options.seeds = arguments.next()?.parse().ok()?,
            "--from" => options.from = arguments.next()?.parse().ok()?,
            "--seed" => options.one = Some(arguments.next()?.parse().ok()?),
            "--commit" => options.commit = arguments.next()?,
            "--teeth" => options.teeth = true,
            "--bug" => {
                let name = arguments.next()?;
                let known = |bug: &Bug| format!("{bug:?}") == name;
                options.bug = Some(Bug::ALL.into_iter().find(known)?);
            }
            _ => return None,
        }
    }
    Some(options)
}

/// Plays them all, shows how far it is, and what failed in its shortest form.
fn play(options: &Options) -> ExitCode {
    let began = Instant::now();
    let told = AtomicU64::new(0);
    let heard = |done: u64| {
        let seconds = began.elapsed().as_secs() / 5;
        if told.fetch_max(seconds, Ordering::Relaxed) < seconds {
            eprintln!("{done} of {} seeds", options.seeds);
        }
    };
    let tally = many::seeds(
        options.from,
        options.seeds,
        options.bug,
        MOST_FAILURES,
        &heard,
    );
    for (number, (seed, violation)) in tally.failures.iter().enumerate() {
        eprintln!("✘ seed {seed} at commit {} · {violation}", options.commit);
        if number == 0 {
            show_shortest(*seed, options.bug, LAST_LINES);
        }
    }
    eprintln!(
        "{} commands saved, {} events, {} refused, {} held, {} gone with a disk, {} copies, {} of them moved, {} left with their month, {} came back; {:.1} s",
        tally.sum.saved,
        tally.sum.events,
        tally.sum.refused,
        tally.sum.held,
        tally.sum.wiped,
        tally.sum.copied,
        tally.sum.moved,
        tally.sum.left,
        tally.sum.returned,
        began.elapsed().as_secs_f32()
    );
    println!("{}", tally.line());
    if tally.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn show_shortest(seed: u64, bug: Option<Bug>, lines: usize) {
    let Some(shortest) = shrink::shortest(seed, Play { steps: None, bug }) else {
        eprintln!("  It does not fail again: something here is not decided by the seed.");
        return;
    };
    let all = shortest.lines.len();
    for line in shortest.lines.iter().skip(all.saturating_sub(lines)) {
        eprintln!("  {line}");
    }
    eprintln!(
        "  {} steps of chaos suffice, of {}: {}",
        shortest.steps,
        sync_tests::steps_of(seed),
        shortest.violation
    );
}

fn one(seed: u64, bug: Option<Bug>) -> ExitCode {
    let tally = many::seeds(seed, 1, bug, 1, &|_| {});
    if tally.failures.is_empty() {
        show(seed, bug);
    } else {
        show_shortest(seed, bug, usize::MAX);
    }
    println!("{}", tally.line());
    if tally.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A whole history, step by step.
fn show(seed: u64, bug: Option<Bug>) {
    let mut trace = Trace::in_words();
    let how = Play { steps: None, bug };
    let played = many::guarded(seed, how, &mut trace);
    for line in trace.lines.unwrap_or_default() {
        println!("{line}");
    }
    println!("{played:?}");
}

/// Every deliberate bug, and after how many seeds it was caught.
fn bite(from: u64) -> ExitCode {
    let mut blind = 0;
    for bug in Bug::ALL {
        match teeth::bite(bug, from) {
            Some((after, violation)) => {
                println!("{bug:?}: caught after {after} seeds · {violation}")
            }
            None => {
                blind += 1;
                println!("✘ {bug:?}: not caught within {} seeds", teeth::WITHIN);
            }
        }
    }
    println!("{} bugs, {} caught", Bug::ALL.len(), Bug::ALL.len() - blind);
    if blind == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
