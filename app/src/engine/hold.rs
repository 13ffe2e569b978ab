//! An entry the server fails on by itself is held there, so that the rest goes on.

use domain::id::CommandId;
use domain::sync::hold::{HoldReply, Trouble};
use domain::sync::patience::Step;
use domain::sync::replica::OutboxKey;
use serde::Deserialize;

use super::{Engine, Open};
use crate::sync::http::{self, NetFault};

impl Engine {
    /// The bytes of what is held at the server.
    pub(super) async fn held(&self, command: CommandId) -> Option<String> {
        #[derive(Deserialize)]
        struct Kept {
            bytes: String,
        }
        let answered = http::get(&format!("/api/held/{command}")).await.ok()?;
        let kept: Kept = answered.ok().then(|| answered.read().ok())??;
        Some(kept.bytes)
    }

    /// The server failed on a batch. Whether it can go on at once, because what was in the way is held now.
    pub(super) async fn goes_on_after(
        &self,
        open: &Open,
        (first, size): (Option<OutboxKey>, usize),
        trouble: Trouble,
    ) -> Result<bool, NetFault> {
        let Some(first) = first else {
            return Ok(false);
        };
        let step = self.patience.borrow_mut().failed(first, size);
        let Step::Hold(key) = step else {
            return Ok(false);
        };
        let request = open.replica.borrow().to_be_held(key, trouble);
        let Some(request) = request else {
            return Ok(false);
        };
        let answered = http::post("/api/hold", &request).await?;
        if answered.status != 200 {
            return Ok(false);
        }
        let reply: HoldReply = answered.read()?;
        self.take_answers(open, reply.epoch, vec![reply.answer])
            .await;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{replica, save};
    use crate::store::memory::MemoryStore;
    use domain::sync::message::{Answer, CommandAnswer, PushReply};
    use futures::executor::block_on;

    #[test]
    fn the_bytes_go_as_they_were_saved_and_the_entry_leaves_when_its_event_comes_down() {
        let store = MemoryStore::default();
        let replica = replica();
        let id = block_on(save(&store, &replica, 1));
        let pending = replica.borrow().outbox()[0].clone();
        let key = (pending.command.writer, pending.command.number);
        let request = replica
            .borrow()
            .to_be_held(key, Trouble::Unreadable)
            .unwrap();
        assert_eq!(request.command, pending.raw.get());
        assert_eq!((request.id, request.number), (id, pending.command.number));
        let at = domain::id::Cursor(4);
        let reply = PushReply {
            epoch: 1,
            answers: vec![CommandAnswer {
                id,
                answer: Answer::Held { at },
            }],
            head: at,
            server_time: domain::id::Instant(9),
        };
        assert!(replica.borrow_mut().pushed(&reply).is_empty());
        assert_eq!(replica.borrow().outbox().len(), 1);
        replica.borrow_mut().cursor = at;
        assert_eq!(replica.borrow_mut().pushed(&reply), [key]);
    }
}
