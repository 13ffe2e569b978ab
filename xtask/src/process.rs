//! Starting other programs, and ending every one of them again.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Mutex, PoisonError},
    thread,
};

use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

use crate::{
    failure::{During, Failure, Outcome},
    paths,
};

/// Groups that are running now: what Ctrl-C has to end.
static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// A program to be run from the top level.
pub struct Program {
    command: Command,
    shown: String,
}

impl Program {
    /// A program by name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = Path::new(program.as_ref())
            .file_name()
            .unwrap_or(program.as_ref())
            .to_string_lossy()
            .into_owned();
        let mut command = Command::new(program);
        command.current_dir(paths::root()).stdin(Stdio::null());
        forget_own_cargo(&mut command);
        Self { command, shown }
    }

    /// Adds arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes a variable from its environment.
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs it in another folder than the top level.
    pub fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Lets it read what is typed or piped into the verb.
    pub fn with_input(mut self) -> Self {
        self.command.stdin(Stdio::inherit());
        self
    }

    /// Runs it, its output shown as it comes; fails with `advice` unless it succeeds.
    pub fn run(self, advice: &str) -> Outcome {
        let shown = self.shown.clone();
        if self.status()?.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("`{shown}` failed. {advice}")))
        }
    }

    /// Runs it, its output shown as it comes.
    pub fn status(mut self) -> Outcome<ExitStatus> {
        let doing = format!("run `{}`", self.shown);
        self.command.status().during(doing)
    }

    /// Runs it, its errors shown, and gives the lines it printed; `None` if it fails.
    pub fn printed(mut self) -> Outcome<Option<Vec<String>>> {
        let doing = format!("run `{}`", self.shown);
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .during(doing)?;
        let lines = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(str::to_owned)
            .collect();
        Ok(output.status.success().then_some(lines))
    }

    /// Runs it and keeps what it printed on standard output; `None` if it is missing or fails.
    pub fn answer(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs it without showing anything; fails with `advice` and the end of what it printed.
    pub fn run_quietly(mut self, advice: &str) -> Outcome {
        let output = self
            .command
            .output()
            .during(format!("run `{}`", self.shown))?;
        if output.status.success() {
            return Ok(());
        }
        let printed = String::from_utf8_lossy(&output.stderr).into_owned()
            + &String::from_utf8_lossy(&output.stdout);
        let end: Vec<&str> = printed.lines().rev().take(30).collect();
        let end: Vec<&str> = end.into_iter().rev().collect();
        Err(Failure::new(format!(
            "`{}` failed. {advice}\n{}",
            self.shown,
            end.join("\n")
        )))
    }

    /// Runs it, shows its output as it comes and hands each line on.
    pub fn watch(mut self, mut line: impl FnMut(&str)) -> Outcome<ExitStatus> {
        let doing = format!("run `{}`", self.shown);
        let mut child = self
            .command
            .stdout(Stdio::inherit())
            .stderr(Stdio::piped())
            .spawn()
            .during(&doing)?;
        if let Some(stream) = child.stderr.take() {
            for text in BufReader::new(stream).lines().map_while(Result::ok) {
                eprintln!("{text}");
                line(&text);
            }
        }
        child.wait().during(doing)
    }

    /// Starts it as a group of its own that ends with the returned value, or on Ctrl-C.
    pub fn start(mut self) -> Outcome<Group> {
        let doing = format!("start `{}`", self.shown);
        let child = self
            .command
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .during(&doing)?;
        let pid = i32::try_from(child.id())
            .ok()
            .and_then(Pid::from_raw)
            .ok_or_else(|| Failure::new(format!("Could not {doing}: it has no process id.")))?;
        lock_running().push(pid);
        Ok(Group { child, pid })
    }
}

/// A running program with everything it started.
pub struct Group {
    child: Child,
    pid: Pid,
}

impl Group {
    /// Hands each line of its output to `line`, until the program ends.
    pub fn lines(&mut self, line: impl Fn(&str) + Send + Clone + 'static) {
        let streams: [Option<Box<dyn Read + Send>>; 2] = [
            self.child.stdout.take().map(|it| Box::new(it) as _),
            self.child.stderr.take().map(|it| Box::new(it) as _),
        ];
        for stream in streams.into_iter().flatten() {
            let line = line.clone();
            thread::spawn(move || {
                for text in BufReader::new(stream).lines().map_while(Result::ok) {
                    line(&text);
                }
            });
        }
    }

    /// Ends all of it at once; nothing gets a chance to put its files in order.
    pub fn kill(&mut self) {
        let _ = kill_process_group(self.pid, Signal::KILL);
        let _ = self.child.wait();
    }

    /// Waits until it ends by itself.
    pub fn wait(&mut self) -> Outcome<ExitStatus> {
        self.child.wait().during("wait for a program")
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        lock_running().retain(|pid| *pid != self.pid);
        // Asked first, so that it can put its files in order.
        let _ = kill_process_group(self.pid, Signal::TERM);
        let child = &mut self.child;
        end_what_is_left(self.pid, || {
            // Only what has been waited for is gone.
            let _ = child.try_wait();
        });
        let _ = self.child.wait();
    }
}

/// Ends everything that was started when the person presses Ctrl-C or the terminal closes.
pub fn end_all_on_ctrl_c() -> Outcome {
    ctrlc::set_handler(|| {
        let running = lock_running().clone();
        for pid in &running {
            let _ = kill_process_group(*pid, Signal::TERM);
        }
        for pid in &running {
            end_what_is_left(*pid, || {});
        }
        eprintln!("\nEnded, with everything that was started.");
        std::process::exit(130);
    })
    .during("listen for Ctrl-C")
}

/// Gives the members of a group five seconds to end, then ends them.
fn end_what_is_left(pid: Pid, mut look: impl FnMut()) {
    for _ in 0..100 {
        look();
        if test_kill_process_group(pid).is_err() {
            return;
        }
        thread::park_timeout(std::time::Duration::from_millis(50));
    }
    let _ = kill_process_group(pid, Signal::KILL);
}

fn lock_running() -> std::sync::MutexGuard<'static, Vec<Pid>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `cargo xtask` hands this process its own compiler and library path; other
/// builds, above all those with another toolchain, must not inherit them.
fn forget_own_cargo(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let own = name == "CARGO"
            || name == "CARGO_MANIFEST_DIR"
            || name == "CARGO_MANIFEST_PATH"
            || name == "CARGO_CRATE_NAME"
            || name == "CARGO_PRIMARY_PACKAGE"
            || name == "RUSTUP_TOOLCHAIN"
            || name == "RUST_RECURSION_COUNT"
            || name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_BIN_");
        if own {
            command.env_remove(&name);
        }
    }
    if let Some(libraries) = std::env::var_os("LD_LIBRARY_PATH") {
        let kept: Vec<PathBuf> = std::env::split_paths(&libraries)
            .filter(|path| !path.starts_with(paths::root()) && !is_toolchain(path))
            .collect();
        match std::env::join_paths(&kept) {
            Ok(kept) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", kept),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
}

fn is_toolchain(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str() == "toolchains")
}
