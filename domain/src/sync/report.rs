//! How a tablet is, said with every exchange: the office sees what has not arrived yet.

use serde::{Deserialize, Serialize};

use crate::id::Instant;

/// Rides in a header as one line of ASCII, so that an exchange without news stays one small request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletReport {
    /// Commands saved there that nobody else has.
    pub unsent: u32,
    pub photos: u32,
    /// When the oldest of them was entered, by the server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<Instant>,
    pub app: String,
    /// Bytes the browser says are used, and may be used.
    pub used: u64,
    pub quota: u64,
    /// Whether the browser promised to keep them.
    pub persisted: bool,
    /// Milliseconds to add to the tablet's clock.
    pub offset: i64,
}
