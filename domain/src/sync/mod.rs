//! The protocol: commands up, events down. Pure state machines; no network, no storage.

pub mod anew;
mod batch;
pub mod chain;
pub mod hold;
pub mod message;
mod order;
mod pending;
pub mod refusal;
pub mod replica;
pub mod report;
mod settle;
pub(crate) mod taken;
