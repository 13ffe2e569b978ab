use serde::Serialize;

use crate::clock;
use crate::reply::{self, Answered};
use domain::id::Instant;

#[derive(Serialize)]
struct Health {
    server_time: Instant,
}

/// `GET /api/health`: the server answers, and this is its time.
pub fn health() -> Answered {
    reply::json(&Health {
        server_time: clock::real(),
    })
}
