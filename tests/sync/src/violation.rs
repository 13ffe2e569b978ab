//! What a property that does not hold amounts to.

use std::fmt;

/// The three ways a sync can fail its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something told saved is nowhere.
    Lost,
    /// Something stands twice.
    Doubled,
    /// What somebody sees, or what the server keeps, is not what the log says; or it never becomes so.
    Diverged,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub kind: Kind,
    pub what: String,
}

impl Violation {
    pub fn lost(what: impl Into<String>) -> Self {
        Violation {
            kind: Kind::Lost,
            what: what.into(),
        }
    }

    pub fn doubled(what: impl Into<String>) -> Self {
        Violation {
            kind: Kind::Doubled,
            what: what.into(),
        }
    }

    pub fn diverged(what: impl Into<String>) -> Self {
        Violation {
            kind: Kind::Diverged,
            what: what.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Lost => "lost",
            Kind::Doubled => "doubled",
            Kind::Diverged => "diverged",
        };
        write!(f, "{kind}: {}", self.what)
    }
}

/// The result of every check.
pub type Held<T = ()> = Result<T, Violation>;

/// A failure where none was drawn is one of the simulation's own.
impl From<crate::server::sqlite::StorageFault> for Violation {
    fn from(fault: crate::server::sqlite::StorageFault) -> Self {
        Violation::diverged(format!("the log cannot be read: {fault}"))
    }
}
