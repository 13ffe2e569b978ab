//! A world of tablets and one server, run by one seeded generator: no clock, no thread, no network but this one.
//!
//! Chaos first (lost, doubled and cut requests, killed tablets), then healing, then quiet, then the checks.

mod check;
mod office;
mod repair;
mod server;
mod tablet;
mod watch;
mod world;

pub use check::Report;
pub use world::run;
