//! `cargo xtask flows`: the browser flows a title names, while they are being made.

use std::process::ExitCode;

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    playwright, seed,
    server::Server,
    setup,
};

/// Which flows are played, on which build.
pub struct Options {
    only: Option<String>,
    profile: Profile,
}

impl Options {
    /// `[--dev] [PATTERN]`.
    pub fn parse(rest: &[String]) -> Outcome<Self> {
        let mut options = Self {
            only: None,
            profile: Profile::Release,
        };
        for word in rest {
            match word.as_str() {
                "--dev" => options.profile = Profile::Dev,
                unknown if unknown.starts_with('-') || options.only.is_some() => {
                    return Err(Failure::new(format!(
                        "`{unknown}` is not understood here: `cargo xtask flows [--dev] [PATTERN]`."
                    )));
                }
                pattern => options.only = Some(pattern.to_owned()),
            }
        }
        Ok(options)
    }
}

/// Builds the product, fills the demo office and plays the flows against fresh data.
pub fn run(options: &Options) -> Outcome<ExitCode> {
    let ready = setup::for_test()?;
    build::worker(&ready, options.profile)?;
    build::app(&ready, options.profile)?;
    let mut server = Server::fresh(&ready, "flows")?;
    server.start()?;
    seed::fill(&server.base_url(), server.setup_token())?;
    let tally = playwright::run(&ready, &mut server, "flows", options.only.as_deref())?;
    println!("{tally}");
    Ok(if tally.failed == 0 && tally.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
