//! The browser threw the storage away under the open app: what waits is still in memory and is written into the new
//! storage. Whoever wants to write meanwhile waits for that and is then written, so that nobody is told of a failure.

use std::cell::RefCell;
use std::rc::Rc;

use domain::id::Writer;
use domain::sync::replica::Replica;
use futures::channel::mpsc;
use futures::{FutureExt, StreamExt};

use super::boot::json;
use super::loss::{META_HERE, Mark};
use super::submit::{number_key, outbox_key};
use super::{Engine, Open};
use crate::store::{Durability, Store, StoreError, Write};

/// What waits, byte for byte, with the numbers it has.
pub(super) fn rescue(replica: &Replica) -> Vec<Write> {
    let mut writes = vec![Write::Meta {
        key: META_HERE.to_owned(),
        value: json(&replica.device),
    }];
    for (person, number) in replica.numbers() {
        let writer = Writer {
            person,
            device: replica.device,
        };
        writes.push(Write::Meta {
            key: number_key(writer),
            value: json(&number),
        });
    }
    for pending in replica.outbox() {
        writes.push(Write::AddOutbox {
            key: outbox_key(pending.command.writer, pending.command.number),
            value: pending.raw.get().as_bytes().to_vec(),
        });
    }
    writes
}

/// Fills an emptied storage in one transaction; one that somebody else has filled meanwhile stays as it is. Says
/// whether it was filled here.
async fn fill(store: &impl Store, replica: &RefCell<Replica>) -> Result<bool, StoreError> {
    match store.commit(Vec::new(), Durability::Relaxed).await {
        Err(StoreError::Emptied) => {
            let writes = rescue(&replica.borrow());
            store.begin(writes).await.map(|()| true)
        }
        stands => stands.map(|()| false),
    }
}

impl Engine {
    /// Rescues what waits. The caller has its turn: nothing is numbered meanwhile.
    pub(super) async fn rescued(&self, open: &Open) -> Result<(), StoreError> {
        if !fill(&open.store, &open.replica).await? {
            return Ok(());
        }
        self.keep_session().await;
        open.durable_parts.borrow_mut().clear();
        open.first_sync_done.set(false);
        let gone = open.photos.borrow_mut().all_gone();
        if gone > 0 {
            let device = open.replica.borrow().device;
            let before = self.status.borrow().loss;
            let loss = Mark {
                device,
                unsent: 0,
                photos: gone,
                loss: before,
            };
            self.show_loss(Some(loss.lost()));
        }
        self.count_outbox();
        self.kick();
        Ok(())
    }

    /// One strict transaction of somebody who has not the turn, into whatever storage there is by then.
    pub(super) async fn commit_anyway(
        &self,
        open: &Open,
        writes: Vec<Write>,
    ) -> Result<(), StoreError> {
        match open.store.commit(writes.clone(), Durability::Strict).await {
            Err(StoreError::Emptied) => {
                let turn = self.gate.lock().await;
                self.rescued(open).await?;
                drop(turn);
                open.store.commit(writes, Durability::Strict).await
            }
            done => done,
        }
    }
}

/// Rescues whenever a write of the sync finds the storage emptied.
pub(super) async fn rescue_forever(engine: Rc<Engine>, mut emptied: mpsc::UnboundedReceiver<()>) {
    while emptied.next().await.is_some() {
        while let Some(Some(())) = emptied.next().now_or_never() {}
        let Some(open) = engine.opened() else {
            continue;
        };
        let _turn = engine.gate.lock().await;
        // Where it fails it stays as it is: the next write finds it again.
        let _ = engine.rescued(&open).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{COLLEAGUE, PERSON, replica, save, save_as};
    use crate::store::memory::MemoryStore;
    use futures::executor::block_on;

    #[test]
    fn what_waits_is_written_into_a_storage_that_was_emptied_under_the_app() {
        let before = MemoryStore::default();
        let replica = replica();
        block_on(save(&before, &replica, 1));
        block_on(save_as(&before, &replica, COLLEAGUE, 2));
        // A number whose command has long been settled counts all the same.
        replica
            .borrow_mut()
            .used(PERSON, domain::id::WriterNumber(7));
        let kept = block_on(before.load()).unwrap();

        let after = MemoryStore::default();
        after.empty();
        assert_eq!(block_on(fill(&after, &replica)), Ok(true));
        let loaded = block_on(after.load()).unwrap();
        assert_eq!(loaded.outbox, kept.outbox);
        let device = replica.borrow().device;
        let key = number_key(Writer {
            person: PERSON,
            device,
        });
        assert!(
            loaded.meta.contains(&(key, b"7".to_vec())),
            "{:?}",
            loaded.meta
        );
        assert!(loaded.meta.contains(&(META_HERE.to_owned(), json(&device))));
    }

    #[test]
    fn a_storage_somebody_else_has_filled_is_not_filled_again() {
        let store = MemoryStore::default();
        let replica = replica();
        block_on(save(&store, &replica, 1));
        store.empty();
        assert_eq!(block_on(fill(&store, &replica)), Ok(true));
        // What came in since must stay, and what waits must not be written under a taken key.
        let draft = Write::Draft {
            key: "d".to_owned(),
            value: b"typed".to_vec(),
        };
        block_on(store.commit(vec![draft], Durability::Strict)).unwrap();
        assert_eq!(block_on(fill(&store, &replica)), Ok(false));
        assert_eq!(block_on(store.load()).unwrap().outbox.len(), 1);
        assert!(block_on(store.draft("d")).unwrap().is_some());
    }

    #[test]
    fn where_there_is_no_room_for_what_waits_the_storage_stays_emptied() {
        let store = MemoryStore::default();
        let replica = replica();
        block_on(save(&store, &replica, 1));
        store.empty();
        store.refuse(true);
        assert_eq!(block_on(fill(&store, &replica)), Err(StoreError::Full));
        store.refuse(false);
        // The next one who writes finds it emptied as before, and fills it.
        assert_eq!(block_on(fill(&store, &replica)), Ok(true));
        assert_eq!(block_on(store.load()).unwrap().outbox.len(), 1);
    }
}
