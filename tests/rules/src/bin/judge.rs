//! JSON lines on standard input, one answer per line on standard output.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match answer_all(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever asked has stopped listening: nothing is left to do.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("judge: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Flushes each answer, so that a program can ask line by line. Lines are bytes: one that is not
/// UTF-8 is answered like any other bad line.
fn answer_all(questions: &mut impl BufRead, answers: &mut impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if questions.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        writeln!(answers, "{}", rules::judge::answer(&line))?;
        answers.flush()?;
    }
}
