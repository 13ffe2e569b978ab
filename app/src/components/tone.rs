//! What a colour says. Never colour alone: whoever uses a tone also says it in words or by place.

/// The meaning of a colour, the same on a chip, an edge, a notice and the status pill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Says nothing beyond its words.
    #[default]
    Plain,
    /// Acts, or is chosen.
    Act,
    /// Late, or below the standard.
    Late,
    /// Due today, or not sent yet.
    Today,
    /// Done, or synced.
    Done,
    /// A property of the case.
    Info,
}

impl Tone {
    /// The last part of the class name of anything that carries a tone.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Act => "act",
            Tone::Late => "late",
            Tone::Today => "today",
            Tone::Done => "done",
            Tone::Info => "info",
        }
    }

    /// `base base-tone`, as the style sheets name it.
    #[must_use]
    pub fn class(self, base: &str) -> String {
        format!("{base} {base}-{}", self.name())
    }
}
