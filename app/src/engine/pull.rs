//! Events after the cursor: events, heads, settled outbox rows and cursor in one transaction.

use std::cell::RefCell;

use domain::id::{Cursor, Digest};
use domain::sync::chain::page_holds;
use domain::sync::message::PullReply;
use domain::sync::replica::{Pulled, Replica};
use serde::Deserialize;

use super::boot::{META_CLOCK, META_CURSOR, Standing, json};
use super::erase::Erased;
use super::push::drops;
use super::{Engine, Open, set_back};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http::{self, Answered, NetFault};

impl Engine {
    pub(super) async fn pull(&self, open: &Open) -> Result<(), NetFault> {
        loop {
            // A page that came over the live wire may be on its way into the storage: it is not asked for again.
            drop(self.gate.lock().await);
            let (cursor, hash, epoch) = {
                let replica = open.replica.borrow();
                (replica.cursor, replica.hash, replica.epoch)
            };
            let began = crate::clock::ticks();
            let path = format!("/api/log?after={}&hash={hash}&epoch={epoch}", cursor.0);
            let answered = http::get(&path).await?;
            match answered.status {
                200 => {}
                409 if set_back::is_told(&answered) => return Err(NetFault::SetBack),
                _ => return Err(self.not_pulled(&answered)),
            }
            let reply = PullReply::read(&answered.body).map_err(|_| NetFault::NotOurs)?;
            if !page_holds(cursor, hash, &reply) {
                return Err(NetFault::Broken);
            }
            self.learn_clock(
                reply.server_time,
                crate::clock::ticks().saturating_sub(began),
            );
            self.session_holds();
            let (head, nothing) = (reply.head, reply.events.is_empty());
            let moved_on = reply.epoch != epoch;
            open.replica.borrow_mut().heard_head(head);
            if !nothing {
                // Where the live wire was quicker, this page is not the next one any more.
                self.take(open, (cursor, hash), reply, answered.body)
                    .await?;
            }
            if moved_on {
                return Err(NetFault::SetBack);
            }
            let at_head = open.replica.borrow().cursor >= head;
            if nothing || at_head || self.status.borrow().fenced {
                return Ok(());
            }
        }
    }

    /// Why the server gives nothing; a device that was revoked is to be signed in on again.
    pub(super) fn not_pulled(&self, answered: &Answered) -> NetFault {
        #[derive(Deserialize)]
        struct Refused {
            code: String,
        }
        let revoked = || {
            let refused = answered.read::<Refused>();
            refused.is_ok_and(|refused| refused.code == "device_revoked")
        };
        if answered.status == 401 || (answered.status == 403 && revoked()) {
            self.session_is_gone()
        } else {
            NetFault::NotOurs
        }
    }

    /// Takes a page that leads on from there. Gives back whether it did: the replica may have gone on meanwhile, and
    /// a page is written after the one before it or not at all.
    pub(super) async fn take(
        &self,
        open: &Open,
        from: (Cursor, Digest),
        reply: PullReply,
        body: Vec<u8>,
    ) -> Result<bool, NetFault> {
        self.bring_what_continues(open, &reply).await?;
        let turn = self.gate.lock().await;
        if !stands_at(&open.replica, from) {
            return Ok(false);
        }
        let touched: Vec<_> = reply
            .events
            .iter()
            .map(|envelope| envelope.stream)
            .collect();
        for stream in &touched {
            if open.replica.borrow().unsent(*stream) {
                // A pending command stands on it: its base must be whole before anything is decided anew.
                let _ = self.hold(open, *stream).await;
            }
        }
        let offset = self.clock_offset.get();
        let pulled = match take_in(&open.store, &open.replica, &reply, body, offset).await {
            Ok(pulled) => pulled,
            Err(StoreError::Fenced) => {
                self.set_status(|status| status.fenced = true);
                return Ok(false);
            }
            Err(error) => {
                self.storage_failed(&error);
                return Err(NetFault::NoRoom);
            }
        };
        if let Some(erased) = Erased::by(&reply) {
            // What cannot be written now is written by the next erasure, or leaves with its page.
            let _ = erased.write(&open.store, &reply).await;
            open.photos.borrow_mut().erased(&erased.photos);
            for events in open.tail.borrow_mut().values_mut() {
                erased.blank(events);
            }
        }
        {
            let mut tail = open.tail.borrow_mut();
            for envelope in reply.events {
                tail.entry(envelope.stream).or_default().push(envelope);
            }
        }
        open.tail_pages.set(open.tail_pages.get().saturating_add(1));
        drop(turn);
        self.note_unreadable(open);
        self.refresh(pulled.touched.iter().copied());
        if pulled
            .touched
            .contains(&open.replica.borrow().office.stream())
        {
            self.tell_office().await;
        }
        self.count_outbox();
        Ok(true)
    }
}

fn stands_at(replica: &RefCell<Replica>, (cursor, hash): (Cursor, Digest)) -> bool {
    let replica = replica.borrow();
    replica.cursor == cursor && replica.hash == hash
}

/// Writes a reply, and only then believes it. Where the storage refuses, the replica stays where the storage is:
/// its cursor must never run ahead of what is kept, or a later pull would be written over a gap.
async fn take_in(
    store: &impl Store,
    replica: &RefCell<Replica>,
    reply: &PullReply,
    body: Vec<u8>,
    clock_offset: i64,
) -> Result<Pulled, StoreError> {
    let standing = Standing {
        // Another epoch is entered when everything was handed back, not by the way.
        epoch: replica.borrow().epoch,
        cursor: reply.cursor,
        hash: reply.hash,
        seal: reply.seal,
        whole: reply.cursor == reply.head,
    };
    let mut writes = vec![
        Write::Tail {
            cursor: reply.cursor.0,
            value: body,
        },
        Write::Meta {
            key: META_CURSOR.to_owned(),
            value: json(&standing),
        },
        Write::Meta {
            key: META_CLOCK.to_owned(),
            value: json(&clock_offset),
        },
    ];
    let settled = replica.borrow().settles(reply);
    writes.extend(drops(&settled));
    writes.extend(set_back::keeps(
        &replica.borrow(),
        &settled,
        reply.server_time,
    ));
    store.commit(writes, Durability::Relaxed).await?;
    Ok(replica.borrow_mut().pulled(reply))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{PERSON, replica, save};
    use crate::store::memory::MemoryStore;
    use domain::event::Envelope;
    use domain::id::{CommandId, Cursor, Digest, Instant};
    use futures::executor::block_on;
    use serde_json::value::RawValue;

    /// What comes down of one command, at a place of the log.
    fn reply(command: CommandId, at: u64) -> PullReply {
        PullReply {
            epoch: 1,
            events: vec![Envelope {
                seq: Cursor(at),
                stream: PERSON.stream(),
                command,
                index: 0,
                body: RawValue::from_string("{}".to_owned()).unwrap(),
                personal: Vec::new(),
            }],
            heads: Vec::new(),
            cursor: Cursor(at),
            hash: Digest::of(&[&at.to_be_bytes()]),
            head: Cursor(at),
            server_time: Instant(9),
            seal: None,
        }
    }

    #[test]
    fn a_refused_write_leaves_the_replica_where_the_storage_is() {
        let store = MemoryStore::default();
        let replica = replica();
        let id = block_on(save(&store, &replica, 1));
        let before = replica.borrow().cursor;
        store.refuse(true);
        let refused = block_on(take_in(
            &store,
            &replica,
            &reply(id, 5),
            b"five".to_vec(),
            0,
        ));
        assert!(matches!(refused, Err(StoreError::Full)));
        assert_eq!(replica.borrow().cursor, before);
        assert_eq!(replica.borrow().outbox().len(), 1);
        let loaded = block_on(store.load()).unwrap();
        assert!(loaded.tail.is_empty());
        assert_eq!(loaded.outbox.len(), 1);

        store.refuse(false);
        block_on(take_in(
            &store,
            &replica,
            &reply(id, 5),
            b"five".to_vec(),
            0,
        ))
        .unwrap();
        let loaded = block_on(store.load()).unwrap();
        assert_eq!(replica.borrow().cursor, Cursor(5));
        assert!(replica.borrow().outbox().is_empty());
        assert_eq!(loaded.tail, [b"five".to_vec()]);
        assert!(loaded.outbox.is_empty());
    }
}
