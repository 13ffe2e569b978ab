//! A tablet without a screen: speaks to a server as the app does. The API tests and the demo's seed use it.

mod client;
mod failure;
mod server;
mod tablet;

pub use client::{Client, Reply};
pub use failure::Failure;
pub use server::{Director, Server, Session, Setup};
pub use tablet::{Stopped, Tablet, Written};
