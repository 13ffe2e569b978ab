//! The network: requests that end, a schedule that never gives up, and the wire that says the head moved.

pub mod http;
pub mod live;
pub mod schedule;
