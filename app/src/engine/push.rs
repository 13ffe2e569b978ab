//! Sending what is saved, in order; and one round of sync.

use std::rc::Rc;

use domain::id::WriterNumber;
use domain::sync::message::{BATCH_COMMANDS, PushReply};
use domain::sync::replica::OutboxKey;
use serde::Deserialize;

use super::message::SyncPhase;
use super::submit::outbox_key;
use super::{Engine, Open};
use crate::store::{Durability, Store, Write};
use crate::sync::http::{self, NetFault};

/// The body of a push that stopped: what was answered before the fault stands.
#[derive(Deserialize)]
struct StoppedPush {
    #[serde(default)]
    answers: Vec<domain::sync::message::CommandAnswer>,
}

impl Engine {
    /// Push everything, pull everything, send photos.
    pub(super) async fn sync_once(self: &Rc<Self>) -> Result<(), NetFault> {
        let Some(open) = self.opened() else {
            return Ok(());
        };
        if self.status.borrow().fenced || self.session.borrow().is_none() {
            return Ok(());
        }
        self.set_status(|status| status.phase = SyncPhase::Syncing);
        if !open.first_sync_done.get() {
            self.first_sync(&open).await?;
        }
        self.push(&open).await?;
        self.pull(&open).await?;
        self.send_photos(&open).await?;
        let now = self.now();
        self.set_status(|status| {
            status.phase = SyncPhase::Idle;
            status.synced_at = Some(now);
        });
        Ok(())
    }

    async fn push(&self, open: &Rc<Open>) -> Result<(), NetFault> {
        let mut most = BATCH_COMMANDS;
        loop {
            let batch = open.replica.borrow().batch(most);
            let Some(request) = batch else { return Ok(()) };
            let began = crate::clock::ticks();
            let answered = http::post("/api/push", &request).await?;
            match answered.status {
                200 => {
                    let reply: PushReply = answered.read()?;
                    self.learn_clock(reply.server_time, crate::clock::ticks() - began);
                    let settled = open.replica.borrow_mut().pushed(&reply);
                    self.drop_settled(open, settled).await;
                    self.session_holds();
                }
                401 => return self.session_is_gone(),
                403 | 409 | 413 | 422 => {
                    let stopped: StoppedPush = answered.read()?;
                    let some = !stopped.answers.is_empty();
                    let reply = PushReply {
                        epoch: request.epoch,
                        answers: stopped.answers,
                        head: open.replica.borrow().cursor,
                        server_time: self.now(),
                    };
                    let settled = open.replica.borrow_mut().pushed(&reply);
                    self.drop_settled(open, settled).await;
                    if !some && most == 1 {
                        return Err(NetFault::NotOurs);
                    }
                    most = (most / 2).max(1);
                }
                _ => return Err(NetFault::NotOurs),
            }
        }
    }

    pub(super) async fn drop_settled(&self, open: &Open, settled: Vec<OutboxKey>) {
        let writes: Vec<Write> = drops(&settled);
        if !writes.is_empty() {
            let _ = open.store.commit(writes, Durability::Relaxed).await;
        }
        self.refresh_pending();
        self.count_outbox();
    }

    /// The server does not know this session: work here goes on, sending waits for a sign-in.
    pub(super) fn session_is_gone(&self) -> Result<(), NetFault> {
        self.set_status(|status| status.signed_out_by_server = true);
        Err(NetFault::NotOurs)
    }

    pub(super) fn session_holds(&self) {
        self.set_status(|status| status.signed_out_by_server = false);
    }

    /// Counts what the status line says.
    pub(super) fn count_outbox(&self) {
        let me = self.session.borrow().as_ref().map(|session| session.person);
        let (unsent, others, photos) = match self.opened() {
            None => (0, 0, 0),
            Some(open) => {
                let replica = open.replica.borrow();
                let waiting = replica.outbox();
                let others = waiting
                    .iter()
                    .filter(|pending| Some(pending.command.recorded_by) != me)
                    .count();
                (waiting.len(), others, open.photos_waiting.borrow().len())
            }
        };
        self.set_status(|status| {
            status.unsent = unsent;
            status.unsent_of_others = others;
            status.photos_waiting = photos;
        });
    }
}

/// Outbox rows whose outcome has come down.
pub(super) fn drops(settled: &[OutboxKey]) -> Vec<Write> {
    settled
        .iter()
        .map(
            |(writer, number): &(domain::id::Writer, WriterNumber)| Write::DropOutbox {
                key: outbox_key(writer.person, *number),
            },
        )
        .collect()
}
