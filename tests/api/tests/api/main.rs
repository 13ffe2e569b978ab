//! The server as a client meets it. Each test founds its own office, so that they may run in any order and at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail as tests do"
)]

mod bring_in;
mod demo;
mod devices;
mod furnished;
mod hold;
mod hostile;
mod limits;
mod live;
mod notices;
mod office;
mod packed;
mod photos;
mod pull;
mod push;
mod repairs;
mod session;
mod set_back;
mod set_up;
mod signed;
mod summary;
mod transfer;
mod webhook;
mod window;
