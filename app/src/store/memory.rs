//! The store's twin in memory: for tests, and where the browser offers no storage at all.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use domain::id::Digest;

use super::{Durability, Loaded, Store, StoreError, Write};

#[derive(Clone, Debug, Default)]
struct Tables {
    meta: BTreeMap<String, Vec<u8>>,
    heads: BTreeMap<u32, Vec<u8>>,
    events: BTreeMap<u32, Vec<u8>>,
    tail: BTreeMap<u64, Vec<u8>>,
    outbox: BTreeMap<String, Vec<u8>>,
    journal: BTreeMap<String, Vec<u8>>,
    drafts: BTreeMap<String, Vec<u8>>,
    photos: BTreeMap<Digest, Vec<u8>>,
    waiting: BTreeMap<Digest, ()>,
}

#[derive(Debug, Default)]
pub struct MemoryStore {
    tables: RefCell<Tables>,
    refuses: Cell<bool>,
    emptied: Cell<bool>,
}

impl MemoryStore {
    /// As the browser throws everything away.
    pub fn empty(&self) {
        self.tables.take();
        self.emptied.set(true);
    }

    /// From now on there is no room, or there is again.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.set(refuses);
    }
}

impl Tables {
    fn write(&mut self, write: Write) -> Result<(), StoreError> {
        match write {
            Write::Meta { key, value } => {
                self.meta.insert(key, value);
            }
            Write::Heads { part, value } => {
                self.heads.insert(part, value);
            }
            Write::Events { part, value } => {
                self.events.insert(part, value);
            }
            Write::Tail { cursor, value } => {
                self.tail.insert(cursor, value);
            }
            Write::DropTail { cursor } => {
                self.tail.remove(&cursor);
            }
            Write::DropPart { part } => {
                self.heads.remove(&part);
                self.events.remove(&part);
            }
            Write::ForgetServer => {
                self.heads.clear();
                self.events.clear();
                self.tail.clear();
            }
            Write::AddOutbox { key, value } => {
                if self.outbox.contains_key(&key) {
                    return Err(StoreError::Taken);
                }
                self.outbox.insert(key, value);
            }
            Write::DropOutbox { key } => {
                self.outbox.remove(&key);
            }
            Write::Journal { key, value } => {
                self.journal.insert(key, value);
            }
            Write::DropJournal { key } => {
                self.journal.remove(&key);
            }
            Write::Draft { key, value } => {
                self.drafts.insert(key, value);
            }
            Write::DropDraft { key } => {
                self.drafts.remove(&key);
            }
            Write::DropMeta { key } => {
                self.meta.remove(&key);
            }
            Write::DropPhoto { digest } => {
                self.photos.remove(&digest);
            }
            Write::Photo { digest, value } => {
                self.photos.insert(digest, value);
            }
            Write::PhotoSent { digest } => {
                self.waiting.remove(&digest);
            }
            Write::PhotoWaiting { digest } => {
                self.waiting.insert(digest, ());
            }
        }
        Ok(())
    }
}

impl Store for MemoryStore {
    async fn begin(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let emptied = self.emptied.replace(false);
        let begun = self.commit(writes, Durability::Strict).await;
        self.emptied.set(emptied && begun.is_err());
        begun
    }

    async fn load(&self) -> Result<Loaded, StoreError> {
        let tables = self.tables.borrow();
        let pairs = |map: &BTreeMap<String, Vec<u8>>| {
            map.iter()
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        };
        Ok(Loaded {
            meta: pairs(&tables.meta),
            heads: tables
                .heads
                .iter()
                .map(|(part, value)| (*part, value.clone()))
                .collect(),
            event_parts: tables.events.keys().copied().collect(),
            tail: tables.tail.values().cloned().collect(),
            outbox: pairs(&tables.outbox),
            photos_waiting: tables.waiting.keys().copied().collect(),
        })
    }

    async fn commit(&self, writes: Vec<Write>, _: Durability) -> Result<(), StoreError> {
        if self.emptied.get() {
            return Err(StoreError::Emptied);
        }
        if self.refuses.get() {
            return Err(StoreError::Full);
        }
        let mut next = self.tables.borrow().clone();
        for write in writes {
            next.write(write)?;
        }
        *self.tables.borrow_mut() = next;
        Ok(())
    }

    async fn tail(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let tables = self.tables.borrow();
        let pages = tables.tail.iter();
        Ok(pages
            .map(|(cursor, value)| (*cursor, value.clone()))
            .collect())
    }

    async fn journal(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let tables = self.tables.borrow();
        let entries = tables.journal.iter();
        Ok(entries
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect())
    }

    async fn events(&self, part: u32) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.tables.borrow().events.get(&part).cloned())
    }

    async fn drafts(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.tables.borrow().drafts.keys().cloned().collect())
    }

    async fn draft(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.tables.borrow().drafts.get(key).cloned())
    }

    async fn photo(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.tables.borrow().photos.get(&digest).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;

    #[test]
    fn a_refused_write_leaves_nothing_of_its_transaction() {
        let store = MemoryStore::default();
        let add = |key: &str| Write::AddOutbox {
            key: key.to_owned(),
            value: b"x".to_vec(),
        };
        block_on(store.commit(vec![add("a")], Durability::Strict)).unwrap();
        let draft = Write::Draft {
            key: "d".to_owned(),
            value: b"typed".to_vec(),
        };
        let taken = block_on(store.commit(vec![draft, add("a")], Durability::Strict));
        assert_eq!(taken, Err(StoreError::Taken));
        assert_eq!(block_on(store.draft("d")).unwrap(), None);
    }

    #[test]
    fn forgetting_the_server_keeps_outbox_and_drafts() {
        let store = MemoryStore::default();
        let writes = vec![
            Write::Heads {
                part: 0,
                value: vec![1],
            },
            Write::AddOutbox {
                key: "a".to_owned(),
                value: vec![2],
            },
            Write::Draft {
                key: "d".to_owned(),
                value: vec![3],
            },
            Write::ForgetServer,
        ];
        block_on(store.commit(writes, Durability::Relaxed)).unwrap();
        let loaded = block_on(store.load()).unwrap();
        assert!(loaded.heads.is_empty());
        assert_eq!(loaded.outbox.len(), 1);
        assert_eq!(block_on(store.draft("d")).unwrap(), Some(vec![3]));
    }
}
