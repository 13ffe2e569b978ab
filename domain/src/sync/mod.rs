//! The protocol: commands up, events down. Pure state machines; no network, no storage.

pub mod message;
pub mod refusal;
pub mod replica;
