//! The log of one office, kept in the SQLite of its Durable Object.

pub mod counted;
mod erased;
pub mod packed;
pub mod pages;
mod read;
mod rebuild;
pub mod restore;
mod row;
mod schema;
mod set_back;
pub mod signed;
mod sql;
mod transaction;
pub mod window;

pub use erased::{photo_erased, photos_to_erase};
pub use read::{List, events_part, first, hash_at, heads_part, page, whole_stream};
pub use rebuild::rebuild_heads;
pub use row::{Row, integer};
pub use schema::{Meta, SCHEMA, SEAL_KEY, create, is_restoring, meta, migrate, set_meta};
pub use sql::SqlLog;
pub use transaction::in_transaction;

/// The storage failed, or holds what cannot be.
#[derive(Debug, thiserror::Error)]
pub enum StorageFault {
    #[error("{0}")]
    Sql(#[from] worker::Error),
    #[error("a row of {0} cannot be read")]
    Row(&'static str),
    #[error("a transaction ended without a result")]
    Unfinished,
}

impl From<serde_json::Error> for StorageFault {
    fn from(error: serde_json::Error) -> Self {
        StorageFault::Sql(worker::Error::RustError(error.to_string()))
    }
}

impl From<StorageFault> for crate::reply::Fault {
    fn from(fault: StorageFault) -> Self {
        worker::console_error!("{fault}");
        crate::reply::Fault::Failed
    }
}
