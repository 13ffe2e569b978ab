//! What went wrong, as one sentence that says what to do about it.

use std::fmt;

/// A sentence for the person at the terminal. Nothing here is caught and
/// handled: a verb either does its work or ends with this.
#[derive(Debug)]
pub struct Failure(String);

/// The result of every step of every verb.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure that says what happened and what to do.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Puts what was being done in front of an error of the system.
pub trait During<T> {
    /// `doing` completes the sentence "Could not …".
    fn during(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> During<T> for Result<T, E> {
    fn during(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure(format!("Could not {doing}: {error}")))
    }
}
