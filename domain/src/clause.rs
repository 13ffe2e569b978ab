//! Every clause of the procedures the rules rest on, by the id shown on screen and in test names.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An id that names no clause of the procedures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no clause is called {0:?}")]
pub struct UnknownClause(pub String);

macro_rules! clauses {
    ($($variant:ident => $id:literal,)+) => {
        /// A clause of the procedures (`M` merchants' follow-ups, `V` violations, `S` and `G` the
        /// estate's follow-ups, `C` complaints and repairs). Every verdict carries one, so that
        /// whoever is told "no" can read why. [`Clause::Ours`] marks what no procedure states.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Clause {
            $(#[doc = $id] $variant,)+
        }

        impl Clause {
            /// All clauses in the order of the procedures: tables and checks walk this.
            pub const ALL: &'static [Clause] = &[$(Clause::$variant,)+];

            /// The id as it stands in the procedures' table and on screen.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Clause::$variant => $id,)+
                }
            }
        }
    };
}

clauses! {
    M3 => "M3",
    M4_1 => "M4(1)",
    M4_2a => "M4(2)a",
    M4_2b => "M4(2)b",
    M4_2c => "M4(2)c",
    M4_3a => "M4(3)a",
    M4_3b => "M4(3)b",
    M4_3c => "M4(3)c",
    M4_4a => "M4(4)a",
    M4_4b => "M4(4)b",
    M4_4c => "M4(4)c",
    M4_5 => "M4(5)",
    M5 => "M5",
    M6 => "M6",
    V3 => "V3",
    V4_1 => "V4(1)",
    V4_2 => "V4(2)",
    V4_3_1 => "V4(3)①",
    V4_3_2 => "V4(3)②",
    V4_3_3 => "V4(3)③",
    V4_4_1 => "V4(4)①",
    V4_4_2 => "V4(4)②",
    V4_4_3 => "V4(4)③",
    V4_4_4 => "V4(4)④",
    V4_4_5 => "V4(4)⑤",
    V4_4_6 => "V4(4)⑥",
    V4_4_7 => "V4(4)⑦",
    S2_1 => "S2.1",
    S2_2 => "S2.2",
    S2_3 => "S2.3",
    S3_1_1 => "S3.1.1",
    S3_1_2 => "S3.1.2",
    S3_1_3a => "S3.1.3a",
    S3_1_3b => "S3.1.3b",
    S3_1_3c => "S3.1.3c",
    S3_1_3d => "S3.1.3d",
    S3_2_1 => "S3.2.1",
    S3_2_2 => "S3.2.2",
    S3_2_3 => "S3.2.3",
    S3_2_4 => "S3.2.4",
    S3_3_1a => "S3.3.1a",
    S3_3_1b => "S3.3.1b",
    S3_3_1c => "S3.3.1c",
    S3_3_1d => "S3.3.1d",
    S3_3_2a => "S3.3.2a",
    S3_3_2b => "S3.3.2b",
    S3_3_2c => "S3.3.2c",
    S3_3_2d => "S3.3.2d",
    S3_3_2e => "S3.3.2e",
    S3_3_2f => "S3.3.2f",
    G2_1 => "G2.1",
    G2_2 => "G2.2",
    G2_3 => "G2.3",
    G3_2_1 => "G3.2.1",
    G3_2_2 => "G3.2.2",
    G3_2_3 => "G3.2.3",
    G3_2_4 => "G3.2.4",
    G3_2_5 => "G3.2.5",
    G3_3_1 => "G3.3.1",
    G3_3_2 => "G3.3.2",
    G3_3_3 => "G3.3.3",
    G3_4_1 => "G3.4.1",
    G3_4_2 => "G3.4.2",
    G3_4_3 => "G3.4.3",
    G3_4_4 => "G3.4.4",
    G3_4_5 => "G3.4.5",
    G3_5_1 => "G3.5.1",
    G3_5_2 => "G3.5.2",
    G3_5_3 => "G3.5.3",
    G3_5_4 => "G3.5.4",
    G3_5_5 => "G3.5.5",
    C0 => "C0",
    C1 => "C1",
    C2 => "C2",
    C3 => "C3",
    C4 => "C4",
    C5 => "C5",
    C6 => "C6",
    C7 => "C7",
    C8 => "C8",
    C9 => "C9",
    C10 => "C10",
    C11 => "C11",
    Ours => "ours",
}

impl Clause {
    /// Finds a clause by its id.
    ///
    /// # Errors
    /// [`UnknownClause`] when the procedures have no such clause.
    pub fn parse(id: &str) -> Result<Self, UnknownClause> {
        Self::ALL
            .iter()
            .copied()
            .find(|clause| clause.id() == id)
            .ok_or_else(|| UnknownClause(id.to_owned()))
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl std::str::FromStr for Clause {
    type Err = UnknownClause;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::parse(id)
    }
}

impl Serialize for Clause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Clause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::parse(&id).map_err(serde::de::Error::custom)
    }
}
