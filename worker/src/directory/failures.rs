//! Failed attempts by door.

use serde::Deserialize;

use super::{Directory, integer, text};
use crate::limits;
use crate::reply::Fault;

#[derive(Deserialize)]
struct Failures {
    failures: i64,
    last_at: i64,
}

impl Directory {
    /// How many failures there were at a door, and when the last one was.
    pub async fn failures(&self, door: &str) -> Result<Option<(i64, i64)>, Fault> {
        let row: Option<Failures> = self
            .statement(
                "SELECT failures, last_at FROM attempts WHERE door = ?",
                &[text(door)],
            )?
            .first(None)
            .await?;
        Ok(row.map(|row| (row.failures, row.last_at)))
    }

    pub async fn count_failure(&self, door: &str, at: i64) -> Result<(), Fault> {
        self.run(
            "INSERT INTO attempts (door, failures, last_at) VALUES (?1, 1, ?2)
             ON CONFLICT (door) DO UPDATE SET
                 failures = CASE WHEN last_at < ?2 - ?3 THEN 1 ELSE failures + 1 END, last_at = ?2",
            &[
                text(door),
                integer(at),
                integer(limits::FORGET_FAILURES_MILLIS),
            ],
        )
        .await
    }

    pub async fn forget_failures(&self, door: &str) -> Result<(), Fault> {
        self.run("DELETE FROM attempts WHERE door = ?", &[text(door)])
            .await
    }

    pub async fn take_back_failure(&self, door: &str) -> Result<(), Fault> {
        self.run(
            "UPDATE attempts SET failures = max(failures - 1, 0) WHERE door = ?",
            &[text(door)],
        )
        .await
    }
}
