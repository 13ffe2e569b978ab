//! The protocol: commands up, events down. Pure state machines; no network, no storage.

mod again;
pub mod anew;
pub mod batch;
pub mod chain;
mod epoch;
pub mod hand_back;
pub mod hold;
pub mod journal;
pub mod message;
mod order;
pub mod patience;
mod pending;
pub mod photos;
pub mod refusal;
pub mod replica;
pub mod report;
pub mod seal;
mod settle;
pub(crate) mod taken;
#[cfg(test)]
mod trial;
pub mod unasked;
pub mod window;
