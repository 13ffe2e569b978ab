//! `cargo xtask screenshots`: every page, paper and form as a picture, in both languages and orientations.

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    playwright, seed,
    server::Server,
    setup,
};

/// Serves the demo office from fresh data and lets the browser take its pictures.
pub fn run() -> Outcome {
    let ready = setup::for_test()?;
    build::app(&ready, Profile::Release)?;
    build::worker(&ready, Profile::Release)?;
    let mut server = Server::fresh(&ready, "screenshots")?;
    server.start()?;
    seed::fill(&server.base_url(), server.setup_token())?;
    let tally = playwright::run(&ready, &mut server, "screenshots", None)?;
    if tally.failed > 0 {
        return Err(Failure::new(
            "A picture could not be taken, or shows a page that is cut or shuts somebody out; what Playwright says above is what to mend.",
        ));
    }
    Ok(())
}
