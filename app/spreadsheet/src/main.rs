//! The reader as a web worker: a file comes in as `[name, bytes]`, its rows go out as JSON. Built natively it reads
//! the file named as its argument, to try a file out by hand.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::io::Result<()> {
    use std::io::Write as _;

    let name = std::env::args().nth(1).unwrap_or_default();
    let answer = match spreadsheet::rows(&name, &std::fs::read(&name)?) {
        Ok(rows) => spreadsheet::Answer::Rows(rows),
        Err(error) => spreadsheet::Answer::Error(error),
    };
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&answer)?)
}
