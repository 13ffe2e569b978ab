//! What happened, step by step: always as a digest, in words when asked.

use domain::id::Digest;

#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Kept only when somebody wants to read them.
    pub lines: Option<Vec<String>>,
    hashed: Vec<u8>,
}

impl Trace {
    #[must_use]
    pub fn in_words() -> Self {
        Trace {
            lines: Some(Vec::new()),
            hashed: Vec::new(),
        }
    }

    /// Notes one step.
    pub fn step(&mut self, line: impl FnOnce() -> String) {
        let line = line();
        self.hashed.extend_from_slice(line.as_bytes());
        if let Some(lines) = &mut self.lines {
            lines.push(line);
        }
    }

    /// The same seed twice gives the same digest.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&[&self.hashed])
    }
}
