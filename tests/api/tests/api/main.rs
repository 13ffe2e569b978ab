//! The server as a client meets it. Each test founds its own office, so that they may run in any order and at once.

mod demo;
mod devices;
mod limits;
mod office;
mod photos;
mod pull;
mod push;
mod session;
mod set_up;
