//! IndexedDB: one database per office, values as bytes.

use std::cell::Cell;
use std::rc::Rc;

use domain::id::Digest;
use futures::future::{try_join, try_join3};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error};
use indexed_db_futures::internals::SystemRepr as _;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::apply::{apply_all, put, stores_of};
use super::reopen::{Reopening, Run};
use super::{Durability, Loaded, Store, StoreError, Write, inflate};

pub(super) const META: &str = "meta";
pub(super) const HEADS: &str = "heads";
pub(super) const EVENTS: &str = "events";
pub(super) const TAIL: &str = "tail";
pub(super) const OUTBOX: &str = "outbox";
pub(super) const DRAFTS: &str = "drafts";
pub(super) const PHOTOS: &str = "photos";
pub(super) const WAITING: &str = "photos_waiting";
pub(super) const JOURNAL: &str = "journal";
/// Every store, and the version of the database that brought it.
const ALL: [(&str, f64); 9] = [
    (META, 1.0),
    (HEADS, 1.0),
    (EVENTS, 1.0),
    (TAIL, 1.0),
    (OUTBOX, 1.0),
    (DRAFTS, 1.0),
    (PHOTOS, 1.0),
    (WAITING, 1.0),
    (JOURNAL, 2.0),
];

/// Rises by one with every owner; a commit by an earlier one is refused.
const GENERATION: &str = "generation";

pub struct IndexedStore {
    name: String,
    connection: Reopening<Database>,
    generation: Cell<u32>,
}

async fn connect(name: &str) -> Result<Database, StoreError> {
    let database = Database::open(name)
        .with_version(2_u8)
        .with_on_upgrade_needed(|event, database| {
            // What is there stays as it is.
            let known = event.old_version();
            for (store, _) in ALL.iter().filter(|(_, version)| *version > known) {
                database.create_object_store(store).build()?;
            }
            Ok(())
        })
        .await
        .map_err(|error| StoreError::Refused(error.to_string()))?;
    give_way(&database);
    Ok(database)
}

/// Whoever deletes or upgrades the database waits for the connections to it: this one closes, and is opened again
/// with the next transaction.
fn give_way(database: &Database) {
    let Ok(mut asked) = database.version_changes() else {
        return;
    };
    let database = database.clone();
    spawn_local(async move {
        if asked.recv().await.is_some() {
            database.close();
        }
    });
}

impl IndexedStore {
    /// Opens, or creates, the database of that name.
    ///
    /// # Errors
    /// When the browser refuses, e.g. in a private window.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        Ok(IndexedStore {
            name: name.to_owned(),
            connection: Reopening::new(connect(name).await?),
            generation: Cell::new(0),
        })
    }

    async fn run<T>(
        &self,
        work: impl AsyncFn(Rc<Database>, Run) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.connection
            .run(async || connect(&self.name).await, work)
            .await
    }

    async fn get(&self, store: &str, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.run(async |database, _| {
            let transaction = database.transaction(store).build().map_err(refused)?;
            let store = transaction.object_store(store).map_err(refused)?;
            value(&store, key).await
        })
        .await
    }

    async fn write_all(
        &self,
        database: &Database,
        run: Run,
        writes: &[Write],
        durability: Durability,
    ) -> Result<(), StoreError> {
        let transaction = begin(database, &stores_of(writes), durability)?;
        let owned = async {
            let meta = transaction.object_store(META).map_err(refused)?;
            match generation(&meta).await? {
                Some(generation) if generation == self.generation.get() => Ok(()),
                Some(_) => Err(StoreError::Fenced),
                None => Err(StoreError::Emptied),
            }
        };
        if run == Run::Again {
            owned.await?;
            if stands_already(&transaction, writes).await? {
                return Ok(());
            }
            apply_all(&transaction, writes).await?;
        } else {
            // Asked for together: a save waits for one way to the storage and back, not for one of each write. The
            // owner's mark is asked for first, so it is looked at while the writes are still under way; where it is not
            // ours, what was begun is dropped, and that takes every write back.
            try_join(owned, apply_all(&transaction, writes)).await?;
        }
        end(transaction).await
    }
}

impl Store for IndexedStore {
    async fn begin(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        // Who owns the storage only other tabs ask, and none outlives what a flush is against: a start need not wait for
        // the disk.
        let durability = if writes.is_empty() {
            Durability::Relaxed
        } else {
            Durability::Strict
        };
        let next = self
            .run(async |database, run| {
                let transaction = begin(&database, &stores_of(&writes), durability)?;
                let next = {
                    let meta = transaction.object_store(META).map_err(refused)?;
                    let next = generation(&meta).await?.unwrap_or(0).wrapping_add(1);
                    put(&meta, GENERATION, next.to_string().as_bytes()).await?;
                    next
                };
                if run == Run::First || !stands_already(&transaction, &writes).await? {
                    apply_all(&transaction, &writes).await?;
                }
                end(transaction).await?;
                Ok(next)
            })
            .await?;
        self.generation.set(next);
        Ok(())
    }

    async fn load(&self) -> Result<Loaded, StoreError> {
        self.run(async |database, _| read_all(&database).await)
            .await
    }

    async fn commit(&self, writes: Vec<Write>, durability: Durability) -> Result<(), StoreError> {
        self.run(async |database, run| self.write_all(&database, run, &writes, durability).await)
            .await
    }

    async fn tail(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let pages = self
            .run(async |database, _| {
                let transaction = database.transaction(TAIL).build().map_err(refused)?;
                pairs(&transaction, TAIL).await
            })
            .await?;
        let number = |key: &str| key.parse().unwrap_or(0);
        Ok(pages
            .into_iter()
            .map(|(key, value)| (number(&key), value))
            .collect())
    }

    async fn journal(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.run(async |database, _| {
            let transaction = database.transaction(JOURNAL).build().map_err(refused)?;
            pairs(&transaction, JOURNAL).await
        })
        .await
    }

    async fn events(&self, part: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let kept = self.get(EVENTS, &numbered(u64::from(part))).await?;
        Ok(match kept {
            // What cannot be unpacked is told by whoever reads it, as anything else that was spoilt.
            Some(bytes) if inflate::is_packed(&bytes) => {
                Some(inflate::inflate(&bytes).await.unwrap_or(bytes))
            }
            other => other,
        })
    }

    async fn drafts(&self) -> Result<Vec<String>, StoreError> {
        self.run(async |database, _| {
            let transaction = database.transaction(DRAFTS).build().map_err(refused)?;
            keys(&transaction, DRAFTS).await
        })
        .await
    }

    async fn draft(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.get(DRAFTS, key).await
    }

    async fn photo(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.get(PHOTOS, &digest.to_string()).await
    }
}

async fn read_all(database: &Database) -> Result<Loaded, StoreError> {
    let transaction = database
        .transaction([META, HEADS, EVENTS, TAIL, OUTBOX, WAITING].to_vec())
        .build()
        .map_err(refused)?;
    // Asked for together: a start waits for one way to the storage and back, not for twelve.
    let ((meta, heads, tail), (outbox, parts, waiting)) = try_join(
        try_join3(
            pairs(&transaction, META),
            pairs(&transaction, HEADS),
            pairs(&transaction, TAIL),
        ),
        try_join3(
            pairs(&transaction, OUTBOX),
            keys(&transaction, EVENTS),
            keys(&transaction, WAITING),
        ),
    )
    .await?;
    let number = |key: &str| key.parse().unwrap_or(0);
    Ok(Loaded {
        meta,
        heads: heads
            .into_iter()
            .map(|(key, value)| (number(&key), value))
            .collect(),
        event_parts: parts.iter().map(|key| number(key)).collect(),
        tail: tail.into_iter().map(|(_, value)| value).collect(),
        outbox,
        photos_waiting: waiting
            .iter()
            .filter_map(|key| Digest::parse(key))
            .collect(),
    })
}

/// After a run that ended with the connection: whether it was committed before that. A command that stands under its
/// key, byte for byte, stands with everything else of its transaction.
async fn stands_already(
    transaction: &Transaction<'_>,
    writes: &[Write],
) -> Result<bool, StoreError> {
    for write in writes {
        if let Write::AddOutbox { key, value: wanted } = write {
            let store = transaction.object_store(OUTBOX).map_err(refused)?;
            let kept = value(&store, key).await?;
            return Ok(kept.as_ref() == Some(wanted));
        }
    }
    // What only replaces and deletes can be done twice.
    Ok(false)
}

fn begin<'a>(
    database: &'a Database,
    stores: &[&str],
    durability: Durability,
) -> Result<Transaction<'a>, StoreError> {
    let mut options = TransactionOptions::new();
    options.set_durability(match durability {
        Durability::Strict => TransactionDurability::Strict,
        Durability::Relaxed => TransactionDurability::Relaxed,
    });
    database
        .transaction(stores.to_vec())
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()
        .map_err(refused)
}

/// Commits. A transaction the browser aborted says itself why.
async fn end(transaction: Transaction<'_>) -> Result<(), StoreError> {
    let system = transaction.as_sys().clone();
    match transaction.commit().await {
        Ok(()) => Ok(()),
        Err(error) => Err(match system.error() {
            Some(why) => refused(Error::from(why)),
            None => match error {
                // Aborted without a reason: the connection went.
                Error::MissingData(_) => StoreError::Closed,
                other => refused(other),
            },
        }),
    }
}

async fn value(store: &ObjectStore<'_>, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let value: Option<JsValue> = store
        .get(key)
        .primitive()
        .map_err(refused)?
        .await
        .map_err(refused)?;
    Ok(value.as_ref().map(bytes))
}

/// `None` in a database nobody ever owned.
async fn generation(store: &ObjectStore<'_>) -> Result<Option<u32>, StoreError> {
    let kept = value(store, GENERATION).await?;
    Ok(kept.map(|bytes| {
        String::from_utf8(bytes)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    }))
}

async fn keys(transaction: &Transaction<'_>, name: &str) -> Result<Vec<String>, StoreError> {
    let store = transaction.object_store(name).map_err(refused)?;
    store
        .get_all_keys::<String>()
        .primitive()
        .map_err(refused)?
        .await
        .map_err(refused)?
        .collect::<Result<_, _>>()
        .map_err(refused)
}

async fn values(transaction: &Transaction<'_>, name: &str) -> Result<Vec<JsValue>, StoreError> {
    let store = transaction.object_store(name).map_err(refused)?;
    store
        .get_all::<JsValue>()
        .primitive()
        .map_err(refused)?
        .await
        .map_err(refused)?
        .collect::<Result<_, _>>()
        .map_err(refused)
}

/// Keys and values in key order: both lists come from the same transaction.
async fn pairs(
    transaction: &Transaction<'_>,
    name: &str,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let (keys, values) = try_join(keys(transaction, name), values(transaction, name)).await?;
    Ok(keys.into_iter().zip(values.iter().map(bytes)).collect())
}

/// Numbers as text of fixed width: their order as keys is their order as numbers.
pub(super) fn numbered(number: u64) -> String {
    format!("{number:016}")
}

fn bytes(value: &JsValue) -> Vec<u8> {
    value
        .dyn_ref::<Uint8Array>()
        .map(Uint8Array::to_vec)
        .unwrap_or_default()
}

pub(super) fn refused(error: Error) -> StoreError {
    let Error::DomException(exception) = &error else {
        return StoreError::Refused(error.to_string());
    };
    match exception {
        DomException::ConstraintError(_) => StoreError::Taken,
        DomException::InvalidStateError(_) | DomException::AbortError(_) => StoreError::Closed,
        DomException::Other(other) => match other.name().as_str() {
            "QuotaExceededError" => StoreError::Full,
            // How a database whose backing went away is told.
            "UnknownError" => StoreError::Closed,
            _ => StoreError::Refused(error.to_string()),
        },
        _ => StoreError::Refused(error.to_string()),
    }
}
