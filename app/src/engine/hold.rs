//! An entry the server fails on by itself is held there, so that the rest goes on.

use domain::id::{CommandId, Writer};
use domain::sync::hold::{HoldReply, HoldRequest, Trouble};
use domain::sync::message::PushFault;
use domain::sync::patience::Step;
use domain::sync::replica::OutboxKey;
use serde::Deserialize;

use super::refusal::Refusal;
use super::{Engine, Open, set_back};
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

    /// The server failed on a batch.
    pub(super) async fn goes_on_after(
        &self,
        open: &Open,
        (first, size): (Option<OutboxKey>, usize),
        trouble: Trouble,
    ) -> Result<After, NetFault> {
        let Some(first) = first else {
            return Ok(After::Waits);
        };
        let step = self.patience.borrow_mut().failed(first, size);
        let Step::Hold(key) = step else {
            return Ok(After::Waits);
        };
        let request = open.replica.borrow().to_be_held(key, trouble);
        let Some(request) = request else {
            // Too large even for that: theirs waits, and holds up nobody else.
            return Ok(After::Aside(key.0, None));
        };
        match self.ask_to_hold(&request).await? {
            Holding::Held(reply) => {
                self.take_answers(open, reply.epoch, vec![reply.answer])
                    .await;
                Ok(After::GoesOn)
            }
            Holding::Failed => Ok(After::Waits),
            Holding::Refused(fault) => match refused(fault.as_ref(), key.0) {
                Refused::Renamed(taken) => Ok(match self.rename(open, taken).await? {
                    Some(_) => After::GoesOn,
                    None => After::Aside(key.0, fault),
                }),
                Refused::Forgotten => Err(NetFault::SetBack),
                Refused::Aside(writer) => Ok(After::Aside(writer, fault)),
            },
        }
    }

    pub(super) async fn ask_to_hold(&self, request: &HoldRequest) -> Result<Holding, NetFault> {
        let answered = http::post("/api/hold", request).await?;
        match answered.status {
            200 => Ok(Holding::Held(answered.read()?)),
            401 => Err(self.session_is_gone()),
            _ if set_back::is_told(&answered) => Err(NetFault::SetBack),
            403 | 409 | 413 | 422 => {
                let refusal: Refusal = answered.read()?;
                match refusal.code.as_str() {
                    "push_stopped" => Ok(Holding::Refused(refusal.fault())),
                    "too_large" => Ok(Holding::Refused(None)),
                    "device_revoked" => Err(self.session_is_gone()),
                    _ => Ok(Holding::Failed),
                }
            }
            _ => Ok(Holding::Failed),
        }
    }
}

/// What the server says to a request to hold.
#[derive(Debug)]
pub(super) enum Holding {
    Held(HoldReply),
    Refused(Option<PushFault>),
    /// Nothing of it: it is tried again.
    Failed,
}

/// How a push goes on after the server failed on a batch.
#[derive(Debug)]
pub(super) enum After {
    /// What was in the way is held now, or called something else.
    GoesOn,
    /// Later, once more.
    Waits,
    /// This writer's commands wait; the others' go on.
    Aside(Writer, Option<PushFault>),
}

/// What is done where the server does not even hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    Renamed(CommandId),
    /// It has forgotten some of theirs.
    Forgotten,
    Aside(Writer),
}

fn refused(fault: Option<&PushFault>, writer: Writer) -> Refused {
    match fault {
        Some(PushFault::IdTaken { command }) => Refused::Renamed(*command),
        Some(PushFault::Gap { .. }) => Refused::Forgotten,
        _ => Refused::Aside(writer),
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
    fn what_the_server_does_not_even_hold_is_renamed_or_waits_alone() {
        let store = MemoryStore::default();
        let replica = replica();
        block_on(save(&store, &replica, 1));
        let command = replica.borrow().outbox()[0].command.clone();
        let (writer, id) = (command.writer, command.id);
        let expected = command.number;
        for (fault, wanted) in [
            (
                Some(PushFault::IdTaken { command: id }),
                Refused::Renamed(id),
            ),
            (
                Some(PushFault::Gap { writer, expected }),
                Refused::Forgotten,
            ),
            (Some(PushFault::Cloned { writer }), Refused::Aside(writer)),
            (
                Some(PushFault::NotTheirDevice {
                    person: writer.person,
                }),
                Refused::Aside(writer),
            ),
            // One this version has never heard of.
            (None, Refused::Aside(writer)),
        ] {
            assert_eq!(refused(fault.as_ref(), writer), wanted, "{fault:?}");
        }
    }

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
