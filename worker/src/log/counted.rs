//! How many rows SQLite read: what an answer costs must not grow with the log.

use std::cell::Cell;

thread_local! {
    static READ: Cell<u64> = const { Cell::new(0) };
}

/// Adds what one statement read.
pub fn add(rows: usize) {
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    READ.with(|read| read.set(read.get().saturating_add(rows)));
}

/// Rows read since this was asked last. Requests of other objects in the same isolate never come in between: a
/// request that only reads and writes SQLite runs to its end.
pub fn take() -> u64 {
    READ.with(Cell::take)
}
