//! Going on under another device id, with everything that waits here: after a copy of this profile used its numbers,
//! and after the device was revoked and somebody signed in again.

use std::cell::RefCell;
use std::rc::Rc;

use domain::sync::anew::Anew;
use domain::sync::replica::Replica;
use gloo_net::http::Method;
use serde_json::value::RawValue;

use super::account::SessionReply;
use super::message::{Session, Update};
use super::submit::{number_key, outbox_key};
use super::{Engine, Open, boot::json};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http::{self, Answered, Body, NetFault};

impl Engine {
    /// A copy of this profile used its numbers: asks for a device id of this one's own.
    pub(super) async fn ask_for_another_device(&self, open: &Open) -> Result<(), NetFault> {
        let answered = http::call(Method::POST, "/api/session/anew", Body::None).await?;
        self.become_that_device(open, &answered).await
    }

    /// The server takes this tablet for another device than it takes itself for: an answer to the question above was
    /// lost on its way into the storage. Says whether it was so.
    pub(super) async fn is_another_device(&self, open: &Open) -> Result<bool, NetFault> {
        let answered = http::get("/api/session").await?;
        let before = open.replica.borrow().device;
        self.become_that_device(open, &answered).await?;
        let after = open.replica.borrow().device;
        Ok(before != after)
    }

    async fn become_that_device(&self, open: &Open, answered: &Answered) -> Result<(), NetFault> {
        if !answered.ok() {
            return Err(NetFault::NotOurs);
        }
        let session = Session::from(answered.read::<SessionReply>()?);
        // Nothing may be numbered meanwhile.
        let _turn = self.gate.lock().await;
        let is_here =
            self.session.borrow().as_ref().is_some_and(|known| {
                known.person == session.person && known.office == session.office
            });
        // Whoever signed in meanwhile has opened another office, or said which device this is.
        if !is_here || open.replica.borrow().office != session.office {
            return Ok(());
        }
        self.keep_this_session(&session)
            .await
            .map_err(|_| NetFault::NoRoom)?;
        open.replica.borrow_mut().becomes(session.device);
        *self.session.borrow_mut() = Some(session.clone());
        self.tell(Update::Session(Some(session)));
        Ok(())
    }

    /// What waits under an earlier device id is written under the one this tablet has now. Only after a pull to the
    /// head: what the server took under the earlier id must not be sent again. Says whether there was anything.
    pub(super) async fn write_earlier_work_anew(&self, open: &Rc<Open>) -> Result<bool, NetFault> {
        if !open.replica.borrow().has_earlier_work() {
            return Ok(false);
        }
        let turn = self.gate.lock().await;
        let written = write_anew(&open.store, &open.replica).await;
        drop(turn);
        match written {
            Ok(()) => {
                self.refresh_pending();
                self.count_outbox();
                Ok(true)
            }
            Err(error) => {
                self.storage_failed(&error);
                Err(NetFault::NoRoom)
            }
        }
    }
}

/// One strict transaction: durable first, then believed.
async fn write_anew(store: &impl Store, replica: &RefCell<Replica>) -> Result<(), StoreError> {
    let anew = replica.borrow().anew();
    let mut writes: Vec<Write> = anew
        .iter()
        .map(|Anew { was, .. }| Write::DropOutbox {
            key: outbox_key(was.0, was.1),
        })
        .collect();
    let mut written = Vec::with_capacity(anew.len());
    for anew in anew {
        let text = anew
            .command
            .write()
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        let raw = RawValue::from_string(text.clone())
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        writes.push(Write::AddOutbox {
            key: outbox_key(anew.command.writer, anew.command.number),
            value: text.into_bytes(),
        });
        writes.push(Write::Meta {
            key: number_key(anew.command.writer),
            value: json(&anew.command.number),
        });
        written.push((anew, raw));
    }
    store.commit(writes, Durability::Strict).await?;
    replica.borrow_mut().begun_anew(written);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::command::Command;
    use domain::id::{CommandId, DeviceId, WriterNumber};
    use domain::sync::message::{Answer, CommandAnswer, PushReply};
    use domain::sync::replica::OutboxKey;
    use futures::executor::block_on;
    use uuid::Uuid;

    use super::*;
    use crate::engine::boot::take_outbox;
    use crate::engine::trial::{COLLEAGUE, OFFICE, PERSON, replica, save, save_as};
    use crate::store::memory::MemoryStore;
    use domain::id::{Cursor, Instant};

    const ANOTHER: DeviceId = DeviceId(Uuid::from_u128(5));

    /// What stands in the storage, read as a start reads it.
    fn after_a_start(store: &MemoryStore, device: DeviceId) -> Replica {
        let mut replica = Replica::new(OFFICE, device);
        take_outbox(&mut replica, &block_on(store.load()).unwrap());
        replica.resume();
        replica
    }

    fn outbox(replica: &Replica) -> Vec<(CommandId, OutboxKey)> {
        let outbox = replica.outbox().iter();
        outbox
            .map(|it| (it.command.id, (it.command.writer, it.command.number)))
            .collect()
    }

    #[test]
    fn what_waits_under_an_earlier_device_is_durable_under_the_new_one_before_it_is_believed() {
        let store = MemoryStore::default();
        let replica = replica();
        let ids = [
            block_on(save(&store, &replica, 1)),
            block_on(save_as(&store, &replica, COLLEAGUE, 2)),
            block_on(save(&store, &replica, 3)),
        ];
        replica.borrow_mut().becomes(ANOTHER);
        assert!(replica.borrow().has_earlier_work());
        assert!(replica.borrow().batch(9).is_none());

        let before = outbox(&replica.borrow());
        store.refuse(true);
        assert!(block_on(write_anew(&store, &replica)).is_err());
        assert_eq!(outbox(&replica.borrow()), before);

        store.refuse(false);
        block_on(write_anew(&store, &replica)).unwrap();
        let started = after_a_start(&store, ANOTHER);
        for replica in [&*replica.borrow(), &started] {
            assert!(!replica.has_earlier_work());
            let sent: BTreeSet<_> = replica
                .batch(9)
                .unwrap()
                .commands
                .iter()
                .map(|raw| Command::read(raw.get()).unwrap())
                .map(|it| (it.id, it.writer.device, it.recorded_by, it.number.0))
                .collect();
            let expected = [
                (ids[0], ANOTHER, PERSON, 1),
                (ids[1], ANOTHER, COLLEAGUE, 1),
                (ids[2], ANOTHER, PERSON, 2),
            ];
            assert_eq!(sent, expected.into());
        }
        let next = block_on(save(&store, &replica, 4));
        let replica = replica.borrow();
        let last = &replica.outbox().last().unwrap().command;
        assert_eq!((last.id, last.number), (next, WriterNumber(3)));
    }

    #[test]
    fn what_was_written_since_comes_after_what_it_builds_on() {
        let store = MemoryStore::default();
        let replica = replica();
        let earlier = block_on(save(&store, &replica, 1));
        replica.borrow_mut().becomes(ANOTHER);
        let later = block_on(save(&store, &replica, 2));
        block_on(write_anew(&store, &replica)).unwrap();
        let started = after_a_start(&store, ANOTHER);
        let numbers: Vec<_> = outbox(&started)
            .into_iter()
            .map(|(id, key)| (id, key.1))
            .collect();
        assert_eq!(
            numbers,
            [(earlier, WriterNumber(1)), (later, WriterNumber(2))]
        );
    }

    #[test]
    fn what_the_server_answered_already_is_not_written_anew() {
        let store = MemoryStore::default();
        let replica = replica();
        let taken = block_on(save(&store, &replica, 1));
        let mine = block_on(save(&store, &replica, 2));
        replica.borrow_mut().pushed(&PushReply {
            epoch: 0,
            answers: vec![CommandAnswer {
                id: taken,
                answer: Answer::Accepted {
                    first: Cursor(9),
                    last: Cursor(9),
                },
            }],
            head: Cursor(9),
            server_time: Instant(9),
        });
        let copied = [replica.borrow().outbox()[1].command.writer].into();
        // Its events are not here yet, and under another id nobody could ask for them.
        assert!(!replica.borrow().only_copied_are_left(&copied));
        replica.borrow_mut().becomes(ANOTHER);
        let anew: Vec<_> = replica
            .borrow()
            .anew()
            .iter()
            .map(|it| it.command.id)
            .collect();
        assert_eq!(anew, [mine]);
    }
}
