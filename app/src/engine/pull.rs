//! Events after the cursor: events, heads, settled outbox rows and cursor in one transaction.

use domain::sync::message::PullReply;

use super::boot::{META_CLOCK, META_CURSOR, Standing, json};
use super::push::drops;
use super::{Engine, Open};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http::{self, NetFault};

impl Engine {
    pub(super) async fn pull(&self, open: &Open) -> Result<(), NetFault> {
        loop {
            let (cursor, hash) = {
                let replica = open.replica.borrow();
                (replica.cursor, replica.hash)
            };
            let began = crate::clock::ticks();
            let path = format!("/api/log?after={}&hash={hash}", cursor.0);
            let answered = http::get(&path).await?;
            match answered.status {
                200 => {}
                401 => return self.session_is_gone(),
                _ => return Err(NetFault::NotOurs),
            }
            let reply = PullReply::read(&answered.body).map_err(|_| NetFault::NotOurs)?;
            self.learn_clock(
                reply.server_time,
                crate::clock::ticks().saturating_sub(began),
            );
            self.session_holds();
            let more = reply.cursor < reply.head;
            if reply.events.is_empty() {
                return Ok(());
            }
            self.take(open, reply, answered.body).await?;
            if !more {
                return Ok(());
            }
        }
    }

    async fn take(&self, open: &Open, reply: PullReply, body: Vec<u8>) -> Result<(), NetFault> {
        let turn = self.gate.lock().await;
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
        let pulled = open.replica.borrow_mut().pulled(&reply);
        let standing = Standing {
            epoch: reply.epoch,
            cursor: reply.cursor,
            hash: reply.hash,
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
                value: json(&self.clock_offset.get()),
            },
        ];
        writes.extend(drops(&pulled.settled));
        match open.store.commit(writes, Durability::Relaxed).await {
            Ok(()) => {}
            Err(StoreError::Fenced) => {
                self.set_status(|status| status.fenced = true);
                return Ok(());
            }
            Err(_) => return Err(NetFault::NotOurs),
        }
        {
            let mut tail = open.tail.borrow_mut();
            for envelope in reply.events {
                tail.entry(envelope.stream).or_default().push(envelope);
            }
        }
        drop(turn);
        self.refresh(pulled.touched.iter().copied());
        if pulled
            .touched
            .contains(&open.replica.borrow().office.stream())
        {
            self.tell_office().await;
        }
        self.count_outbox();
        Ok(())
    }
}
