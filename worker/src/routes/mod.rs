//! Parse, authorise, call, reply.

pub mod assets;
pub mod body;
pub mod demo;
pub mod health;
pub mod office;
pub mod people;
pub mod photos;
pub mod session;
pub mod setup;
pub mod transfer;
