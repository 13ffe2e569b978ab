//! What this tablet keeps, as bytes under keys. One `commit` is one transaction: all of it stands or nothing.

mod apply;
pub mod indexed;
pub mod inflate;
pub mod memory;
mod reopen;

use domain::id::Digest;

/// One change inside a transaction.
#[derive(Clone, Debug)]
pub enum Write {
    Meta {
        key: String,
        value: Vec<u8>,
    },
    /// The heads of one part of the first sync.
    Heads {
        part: u32,
        value: Vec<u8>,
    },
    /// The whole streams of one part, up to the first sync's head.
    Events {
        part: u32,
        value: Vec<u8>,
    },
    /// What one pull brought, under the cursor it ended at.
    Tail {
        cursor: u64,
        value: Vec<u8>,
    },
    /// Drops a page of the tail: another one has its rows.
    DropTail {
        cursor: u64,
    },
    /// Drops one part, heads and events.
    DropPart {
        part: u32,
    },
    /// Drops everything that came from the server; outbox, drafts and photos stay.
    ForgetServer,
    /// Fails the whole transaction when the key is taken.
    AddOutbox {
        key: String,
        value: Vec<u8>,
    },
    DropOutbox {
        key: String,
    },
    /// What left the outbox is kept for the day the server is set back.
    Journal {
        key: String,
        value: Vec<u8>,
    },
    DropJournal {
        key: String,
    },
    Draft {
        key: String,
        value: Vec<u8>,
    },
    DropDraft {
        key: String,
    },
    DropMeta {
        key: String,
    },
    Photo {
        digest: Digest,
        value: Vec<u8>,
    },
    DropPhoto {
        digest: Digest,
    },
    /// The server confirmed it; the bytes stay until somebody clears them.
    PhotoSent {
        digest: Digest,
    },
    /// A saved command names it: it is to be sent.
    PhotoWaiting {
        digest: Digest,
    },
}

/// Everything read at a start, in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    pub meta: Vec<(String, Vec<u8>)>,
    pub heads: Vec<(u32, Vec<u8>)>,
    pub event_parts: Vec<u32>,
    pub tail: Vec<Vec<u8>>,
    pub outbox: Vec<(String, Vec<u8>)>,
    pub photos_waiting: Vec<Digest>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser refuses to store: nothing of the transaction stands.
    #[error("storage refused: {0}")]
    Refused(String),
    /// There is no room: nothing of the transaction stands.
    #[error("no room")]
    Full,
    /// The browser closed the database, e.g. under memory pressure: it is opened again and the transaction repeated.
    #[error("the database was closed")]
    Closed,
    /// What was kept is gone: the browser threw it away while it was in use.
    #[error("the storage was emptied")]
    Emptied,
    /// The key is taken: another tab or an earlier try used this number.
    #[error("the key is taken")]
    Taken,
    /// Another tab owns the storage now.
    #[error("another tab took over")]
    Fenced,
}

/// How much a commit must survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Before "saved" is said: the storage has flushed to disk.
    Strict,
    /// What can be fetched again.
    Relaxed,
}

/// The storage of one office on this tablet.
#[allow(async_fn_in_trait)]
pub trait Store {
    /// Becomes the owner: commits of any earlier owner fail with [`StoreError::Fenced`] from now on.
    ///
    /// # Errors
    /// When the storage fails; likewise below.
    async fn take_over(&self) -> Result<(), StoreError> {
        self.begin(Vec::new()).await
    }
    /// The same, and in one strict transaction with it what the storage has to hold from the beginning.
    async fn begin(&self, writes: Vec<Write>) -> Result<(), StoreError>;
    async fn load(&self) -> Result<Loaded, StoreError>;
    async fn commit(&self, writes: Vec<Write>, durability: Durability) -> Result<(), StoreError>;
    /// The pages of the tail under their cursors, in order.
    async fn tail(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;
    /// What is kept of what left the outbox, under its keys there.
    async fn journal(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError>;
    async fn events(&self, part: u32) -> Result<Option<Vec<u8>>, StoreError>;
    /// The keys of all drafts.
    async fn drafts(&self) -> Result<Vec<String>, StoreError>;
    async fn draft(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;
    async fn photo(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError>;
}
