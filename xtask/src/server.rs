//! The real server on this machine: workerd with Durable Objects, D1 and R2 in a local folder.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use crate::{
    failure::{During, Failure, Outcome},
    fingerprint::hex,
    paths,
    process::Group,
    setup::Ready,
};

/// Far more than a start takes (5 seconds), so that only a real failure meets it.
const START_DEADLINE: Duration = Duration::from_secs(120);
/// Wrangler says this once workerd listens.
const LISTENING: &str = "Ready on";
/// Wrangler says this where another program has the port.
const TAKEN: &str = "Address already in use";
/// How often a fresh server goes to another port before the failure is told.
const MOVES: u32 = 4;
/// Where the ports of tests lie: below those the system gives to outgoing connections (Linux from 32,768, macOS from
/// 49,152), of which a test of load leaves thousands behind it.
const PORTS: std::ops::Range<u16> = 20_000..30_000;

/// A server that ends with this value.
pub struct Server<'a> {
    ready: &'a Ready,
    port: u16,
    state: PathBuf,
    token: String,
    running: Option<Group>,
    older: Option<PathBuf>,
    as_older: bool,
    /// Nobody has been told its address yet, so that it may still change.
    may_move: bool,
}

impl<'a> Server<'a> {
    /// A server with its data in `state`, not started yet.
    pub fn new(ready: &'a Ready, port: u16, state: &Path) -> Outcome<Self> {
        fs::create_dir_all(state).during(format!("make {}", state.display()))?;
        Ok(Self {
            ready,
            port,
            state: state.to_path_buf(),
            token: local_secrets(state)?,
            running: None,
            older: None,
            as_older: false,
            may_move: false,
        })
    }

    /// A server for a test: a free port, and data that nobody has used.
    pub fn fresh(ready: &'a Ready, name: &str) -> Outcome<Self> {
        let state = paths::root().join("target/servers").join(name);
        if state.exists() {
            fs::remove_dir_all(&state).during(format!("empty {}", state.display()))?;
        }
        let mut server = Self::new(ready, free_port()?, &state)?;
        server.may_move = true;
        Ok(server)
    }

    /// Where it answers; of a [`Server::fresh`] once it has started.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What the very first set-up of a company asks for.
    pub fn setup_token(&self) -> &str {
        &self.token
    }

    /// Where it writes what it does.
    pub fn log_file(&self) -> PathBuf {
        self.state.join("server.log")
    }

    /// Starts it and returns once it answers that it is well.
    ///
    /// Between the choice of a port and the moment workerd listens there are seconds in which another program may
    /// take it. A fresh server then goes to another port; one whose address is known to others says what is wrong.
    pub fn start(&mut self) -> Outcome {
        if self.running.is_some() {
            return Ok(());
        }
        for _ in 0..MOVES {
            match self.start_here() {
                Err(_) if self.may_move && self.was_taken() => {
                    self.running = None;
                    self.port = free_port()?;
                }
                other => {
                    self.may_move &= other.is_err();
                    return other;
                }
            }
        }
        self.start_here()
    }

    fn start_here(&mut self) -> Outcome {
        if TcpListener::bind(("127.0.0.1", self.port)).is_err() {
            return Err(Failure::new(format!(
                "Port {} is in use: end what listens there, or give another one with --port.",
                self.port
            )));
        }
        // Wrangler wants the folder of the app, even where only the API is asked.
        fs::create_dir_all(paths::root().join("dist")).during("make the folder of the app")?;
        self.migrate()?;
        let log = self.open_log()?;
        let (tell, told) = mpsc::channel::<String>();
        let mut group = self
            .wrangler(&["dev", "--local", "--ip", "127.0.0.1"])
            .args(["--port", &self.port.to_string(), "--inspector-port", "0"])
            .args(["--show-interactive-dev-session=false", "--persist-to"])
            .args([&self.state])
            .args(["--env-file"])
            .args([self.state.join(SECRETS)])
            .start()?;
        group.lines(move |line| {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            // The log is a help, not a condition: a full disk shows elsewhere.
            let _ = writeln!(log, "{line}");
            let _ = tell.send(line.to_owned());
        });
        self.running = Some(group);
        self.wait_until_listening(&told)?;
        self.wait_until_well()
    }

    /// Ends it; its data stays.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Where an older release stands built, for those who ask for its server.
    pub fn know_older(&mut self, root: PathBuf) {
        self.older = Some(root);
    }

    /// Which release the next start is of.
    pub fn next_start(&mut self, older: bool) {
        self.as_older = older;
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) {
        if let Some(mut group) = self.running.take() {
            group.kill();
        }
    }

    /// Waits until it ends by itself, which it should not.
    pub fn wait(&mut self) -> Outcome {
        if let Some(group) = &mut self.running {
            group.wait()?;
        }
        Err(self.ended())
    }

    fn wait_until_listening(&self, told: &mpsc::Receiver<String>) -> Outcome {
        let deadline = Instant::now() + START_DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match told.recv_timeout(left) {
                Ok(line) if line.contains(LISTENING) => return Ok(()),
                Ok(_) => {}
                Err(_) => return Err(self.ended()),
            }
        }
    }

    fn wait_until_well(&self) -> Outcome {
        let deadline = Instant::now() + START_DEADLINE;
        let health = format!("{}/api/health", self.base_url());
        let agent = ureq::Agent::new_with_config(
            ureq::Agent::config_builder()
                .timeout_global(Some(Duration::from_secs(20)))
                .build(),
        );
        while Instant::now() < deadline {
            if agent.get(&health).call().is_ok() {
                return Ok(());
            }
            thread::park_timeout(Duration::from_millis(200));
        }
        Err(Failure::new(format!(
            "The server listens but {health} does not answer with 200. Its log: {}\n{}",
            self.log_file().display(),
            self.end_of_log()
        )))
    }

    fn migrate(&self) -> Outcome {
        if !paths::root().join("worker/migrations").is_dir() {
            return Ok(());
        }
        self.wrangler(&["d1", "migrations", "apply", "DB", "--local"])
            .args(["--persist-to"])
            .args([&self.state])
            .run_quietly("The migrations in worker/migrations must apply in order.")
    }

    fn wrangler(&self, args: &[&str]) -> crate::process::Program {
        self.ready
            .program("wrangler")
            .env("CI", "true")
            // A trace of every request, kept and never looked at: half a gigabyte after a day of twenty tablets.
            .env("X_LOCAL_OBSERVABILITY", "false")
            .env("X_LOCAL_EXPLORER", "false")
            .args(args)
            .args(["--config"])
            .args([self.release().join("worker/wrangler.toml")])
    }

    fn release(&self) -> PathBuf {
        match &self.older {
            Some(older) if self.as_older => older.clone(),
            _ => paths::root(),
        }
    }

    fn open_log(&self) -> Outcome<Arc<Mutex<File>>> {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_file())
            .during("open the server's log")?;
        Ok(Arc::new(Mutex::new(file)))
    }

    fn ended(&self) -> Failure {
        Failure::new(format!(
            "The server ended. The end of its log ({}):\n{}",
            self.log_file().display(),
            self.end_of_log()
        ))
    }

    fn was_taken(&self) -> bool {
        TcpListener::bind(("127.0.0.1", self.port)).is_err() || self.end_of_log().contains(TAKEN)
    }

    fn end_of_log(&self) -> String {
        let log = fs::read_to_string(self.log_file()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines
            .get(lines.len().saturating_sub(20)..)
            .unwrap_or_default()
            .join("\n")
    }
}

const SECRETS: &str = "local.env";
const TOKEN_NAME: &str = "SETUP_TOKEN=";

/// The secrets of a local server: made once, kept with its data, never in the project.
fn local_secrets(state: &Path) -> Outcome<String> {
    let file = state.join(SECRETS);
    let known = fs::read_to_string(&file).ok().and_then(|text| {
        text.lines()
            .find_map(|line| line.strip_prefix(TOKEN_NAME))
            .map(str::to_owned)
    });
    if let Some(token) = known {
        return Ok(token);
    }
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).during("make a random set-up token")?;
    let token = hex(&bytes);
    fs::write(
        &file,
        format!("{TOKEN_NAME}{token}\nALLOW_DEMO=1\nALLOW_LOOPBACK_WEBHOOK=1\n"),
    )
    .during(format!("write {}", file.display()))?;
    Ok(token)
}

/// A port nobody listens on, and that no outgoing connection gets.
pub fn free_port() -> Outcome<u16> {
    let mut bytes = [0_u8; 2];
    for _ in 0..PORTS.len() {
        getrandom::fill(&mut bytes).during("choose a port")?;
        let room = PORTS.end - PORTS.start;
        let port = PORTS.start + u16::from_le_bytes(bytes) % room;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err(Failure::new(format!(
        "Every port from {} to {} is in use on this machine.",
        PORTS.start, PORTS.end
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_for_a_test_is_never_one_an_outgoing_connection_gets() {
        for _ in 0..200 {
            let port = free_port().unwrap();
            assert!(PORTS.contains(&port), "port {port}");
        }
    }

    #[test]
    fn two_servers_at_once_get_two_ports() {
        let first = free_port().unwrap();
        let listening = TcpListener::bind(("127.0.0.1", first)).unwrap();
        for _ in 0..200 {
            assert_ne!(free_port().unwrap(), first);
        }
        drop(listening);
    }
}
