//! Bad bytes for everything that reads what comes from outside: the wire, the tablet's own pages, files to import.
//!
//! Samples of the real thing stand in `corpus/`, a folder for each reader. They are changed by a seeded generator and
//! read. An error is an answer; a panic or no answer is a defect. What was found stays in the corpus.
//!
//! The file of a tablet's unsent work is read by the app, which plays it in its own tests (`corpus/unsent_file`). What comes
//! over the live wire is read by nobody: that it came is all it says.

mod bytes;
pub mod corpus;
mod mutate;
mod readers;
mod run;

pub use readers::{READERS, Reader};
pub use run::{Failure, Figures, play};
