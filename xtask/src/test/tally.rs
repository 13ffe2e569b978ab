//! How many passed, how many failed.

use std::{fmt, ops::Add};

/// A count of checks and tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that did what they should.
    pub passed: u64,
    /// Those that did not, or could not be tried.
    pub failed: u64,
}

impl Tally {
    /// A check that passed.
    pub fn one_passed() -> Self {
        Self {
            passed: 1,
            failed: 0,
        }
    }

    /// A check that failed.
    pub fn one_failed() -> Self {
        Self {
            passed: 0,
            failed: 1,
        }
    }

    /// Reads nextest's closing line, such as
    /// `Summary [ 1.2s] 12/14 tests run: 11 passed (1 slow), 1 failed, 2 skipped`.
    pub fn of_nextest(line: &str) -> Option<Self> {
        let plain = without_colours(line);
        let (_, counts) = plain.split_once("Summary [")?.1.split_once("run: ")?;
        let mut tally = Self::default();
        for count in counts.split(", ") {
            let mut words = count.split_whitespace();
            let (Some(number), Some(what)) = (words.next(), words.next()) else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match what {
                "passed" => tally.passed += number,
                "failed" | "timed" | "exec" => tally.failed += number,
                _ => {}
            }
        }
        Some(tally)
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Leaves out the sequences a terminal takes for colours.
fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut in_sequence = false;
    for character in line.chars() {
        match (in_sequence, character) {
            (false, '\u{1b}') => in_sequence = true,
            (true, 'm') => in_sequence = false,
            (true, _) => {}
            (false, character) => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(line: &str) -> Option<(u64, u64)> {
        Tally::of_nextest(line).map(|tally| (tally.passed, tally.failed))
    }

    #[test]
    fn a_run_in_which_all_passed_is_read() {
        assert_eq!(
            read("     Summary [   0.01s] 3 tests run: 3 passed, 0 skipped"),
            Some((3, 0))
        );
    }

    #[test]
    fn a_run_with_failures_and_slow_tests_is_read() {
        assert_eq!(
            read(
                "     Summary [   1.2s] 12/14 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 2 skipped"
            ),
            Some((9, 3))
        );
    }

    #[test]
    fn colours_do_not_hide_the_counts() {
        assert_eq!(
            read(
                "\u{1b}[32;1m     Summary\u{1b}[0m [   0.01s] \u{1b}[1m1\u{1b}[0m tests run: \u{1b}[1m1\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m skipped"
            ),
            Some((1, 0))
        );
    }

    #[test]
    fn any_other_line_is_none() {
        assert_eq!(read("PASS [ 0.01s] domain passed"), None);
    }
}
