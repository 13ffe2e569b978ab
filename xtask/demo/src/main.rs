//! Fills the demo office of a running server.

use std::process::ExitCode;

use api::Server;
use demo::Failure;

fn main() -> ExitCode {
    match run() {
        Ok(lines) => {
            for line in lines {
                println!("{line}");
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("The demo office was not filled: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<Vec<String>, Failure> {
    const USAGE: Failure = Failure::Usage("it takes --base-url URL and --token SET-UP-TOKEN");
    let (mut base_url, mut setup_token) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--base-url" => base_url = arguments.next(),
            "--token" => setup_token = arguments.next(),
            _ => return Err(USAGE),
        }
    }
    let (Some(base_url), Some(setup_token)) = (base_url, setup_token) else {
        return Err(USAGE);
    };
    demo::fill(&Server {
        base_url,
        setup_token,
    })
}
