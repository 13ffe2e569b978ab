//! `cargo xtask serve`: the whole product on this machine, ready to be used.

use std::{fs, path::PathBuf, thread, time::Duration};

use crate::{
    build::{self, Profile},
    failure::{During, Failure, Outcome},
    paths, seed,
    server::Server,
    setup,
};

/// Stands in a fresh folder of data while its demo office is being filled: what is there may then be thrown away.
const HALF_FILLED: &str = "demo-half-filled";

/// How the product is to be served.
pub struct Options {
    dev: bool,
    port: u16,
    state: PathBuf,
    demo: bool,
}

impl Options {
    /// Reads what stands after `serve`.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            dev: false,
            port: 8787,
            state: paths::root().join(".wrangler/serve"),
            demo: true,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| Failure::new(format!("`{argument}` needs a value after it.")))
            };
            match argument.as_str() {
                "--dev" => options.dev = true,
                "--no-demo" => options.demo = false,
                "--port" => options.port = value()?.parse().during("read the port")?,
                "--state" => options.state = PathBuf::from(value()?),
                other => {
                    return Err(Failure::new(format!(
                        "`serve` does not know `{other}`: it takes --dev, --port N, --state DIR and --no-demo."
                    )));
                }
            }
        }
        Ok(options)
    }
}

/// Builds, starts, fills and serves until it is ended.
pub fn run(options: &Options) -> Outcome {
    let ready = setup::for_serve()?;
    let profile = if options.dev {
        Profile::Dev
    } else {
        Profile::Release
    };
    build::app(&ready, profile)?;
    build::worker(&ready, profile)?;
    eprintln!("▶ Starting the server (about 10 seconds)");
    let state = std::path::absolute(&options.state).during("find the folder of the data")?;
    let half_filled = state.join(HALF_FILLED);
    if half_filled.exists() {
        eprintln!("  The demo office was left half filled the last time: beginning anew");
        fs::remove_dir_all(&state).during(format!("empty {}", state.display()))?;
    }
    let fresh = !state.exists();
    let mut server = Server::new(&ready, options.port, &state)?;
    server.start()?;
    let sign_in = if options.demo {
        eprintln!("▶ Looking after the demo office (about a minute the first time)");
        if fresh {
            fs::write(&half_filled, []).during(format!("write {}", half_filled.display()))?;
        }
        let lines = seed::fill(&server.base_url(), server.setup_token())?;
        if fresh {
            fs::remove_file(&half_filled).during(format!("remove {}", half_filled.display()))?;
        }
        lines
    } else {
        vec![format!(
            "Set up your company with this token: {}",
            server.setup_token()
        )]
    };
    println!("\n  {}\n", server.base_url());
    for line in sign_in {
        println!("  {line}");
    }
    println!(
        "\n  Data: {}\n  Log:  {}\n  Ctrl-C ends it.",
        state.display(),
        server.log_file().display()
    );
    if options.dev {
        rebuild_on_change(&ready)
    } else {
        server.wait()
    }
}

/// Looks at the sources once a second; wrangler takes up what changed in the outputs.
fn rebuild_on_change(ready: &setup::Ready) -> Outcome {
    let (mut app, mut worker) = (build::app_sources()?, build::worker_sources()?);
    loop {
        thread::park_timeout(Duration::from_secs(1));
        let (new_app, new_worker) = (build::app_sources()?, build::worker_sources()?);
        if new_app != app {
            app = new_app;
            show(build::app(ready, Profile::Dev));
        }
        if new_worker != worker {
            worker = new_worker;
            show(build::worker(ready, Profile::Dev));
        }
    }
}

/// A build that fails while somebody types is news, not an end.
fn show(built: Outcome) {
    if let Err(failure) = built {
        eprintln!("✘ {failure}");
    }
}
