//! A world of tablets and one server, run by one seeded generator: no clock, no thread, no network but this one.
//!
//! README.md beside this says what is simulated, what is checked and what each tooth is.

mod act;
mod bug;
mod check;
mod faults;
pub mod many;
mod message;
mod network;
mod office;
mod server;
pub mod shrink;
mod tablet;
pub mod teeth;
mod trace;
mod violation;
mod world;

pub use bug::Bug;
pub use check::Report;
pub use trace::Trace;
pub use violation::{Kind, Violation};
pub use world::{Play, play, steps_of};
