//! Fills the demo office of a running server, or one as busy as a measurement asks for.

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
    const USAGE: Failure =
        Failure::Usage("it takes --base-url URL, --token SET-UP-TOKEN and maybe --busy CASES");
    let (mut base_url, mut setup_token, mut busy) = (None, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--base-url" => base_url = arguments.next(),
            "--token" => setup_token = arguments.next(),
            "--busy" => {
                let cases = arguments.next().and_then(|cases| cases.parse().ok());
                busy = Some(cases.ok_or(USAGE)?);
            }
            _ => return Err(USAGE),
        }
    }
    let (Some(base_url), Some(setup_token)) = (base_url, setup_token) else {
        return Err(USAGE);
    };
    let server = Server {
        base_url,
        setup_token,
    };
    match busy {
        Some(cases) => {
            let made = demo::fill_busy(&server, cases)?;
            Ok(vec![serde_json::to_string(&made)?])
        }
        None => demo::fill(&server),
    }
}
