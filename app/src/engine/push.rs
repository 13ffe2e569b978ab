//! Sending what is saved, in order; and one round of sync.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use domain::id::{CommandId, Writer};
use domain::sync::batch::key_of;
use domain::sync::hold::Trouble;
use domain::sync::message::{CommandAnswer, PushFault, PushReply, PushRequest};
use domain::sync::replica::{OutboxKey, Replica};
use serde_json::value::RawValue;

use super::hold::After;
use super::message::{PhotoProgress, SyncPhase};
use super::photos::Nudge;
use super::refusal::Refusal;
use super::submit::outbox_key;
use super::{Engine, Open, set_back};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http::{self, NetFault};

/// What stood aside when nothing more could be sent.
#[derive(Debug, Default, PartialEq, Eq)]
struct Aside {
    writers: BTreeSet<Writer>,
    /// Of those, the ones a copy of this profile used the numbers of.
    copied: BTreeSet<Writer>,
    /// The server says this device may not write for one of them.
    foreign: bool,
}

impl Aside {
    fn put(&mut self, writer: Writer, fault: Option<&PushFault>) {
        match fault {
            Some(PushFault::Cloned { writer }) => {
                self.copied.insert(*writer);
            }
            Some(PushFault::NotTheirDevice { .. }) => self.foreign = true,
            _ => {}
        }
        self.writers.insert(writer);
    }

    /// Whether the others can be sent at once.
    fn goes_on(&mut self, after: After) -> bool {
        match after {
            After::GoesOn => true,
            After::Waits => false,
            After::Aside(writer, fault) => {
                self.put(writer, fault.as_ref());
                true
            }
        }
    }

    /// Nobody stands aside for another reason than a copy, and nothing else is to be sent or to come down.
    fn only_copies(&self, replica: &Replica) -> bool {
        self.writers == self.copied && replica.only_copied_are_left(&self.copied)
    }
}

/// How a push goes on after it stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// This writer's commands wait, and what builds on them; the others' are sent.
    WithoutThem(Writer),
    /// The id names something else at the server: it and what builds on it are written anew.
    Renamed(CommandId),
    Smaller,
}

/// Who stopped it is who wrote the first command that was not answered, whatever the server calls the reason.
fn next(request: &PushRequest, answered: usize, fault: Option<&PushFault>) -> Option<Next> {
    let (writer, _) = key_at(request, answered)?;
    Some(match fault {
        Some(PushFault::IdTaken { command }) => Next::Renamed(*command),
        _ => Next::WithoutThem(writer),
    })
}

impl Engine {
    /// Push everything, pull everything, send photos. To a server that was set back, first what it lost.
    pub(super) async fn sync_once(self: &Rc<Self>) -> Result<(), NetFault> {
        match self.round().await {
            Err(NetFault::SetBack) => {
                if let Some(open) = self.opened() {
                    self.rejoin(&open).await?;
                }
                self.round().await
            }
            other => other,
        }
    }

    async fn round(self: &Rc<Self>) -> Result<(), NetFault> {
        let Some(open) = self.opened() else {
            return Ok(());
        };
        if self.status.borrow().fenced || self.session.borrow().is_none() {
            return Ok(());
        }
        self.set_status(|status| status.phase = SyncPhase::Syncing);
        self.say_how_it_is(&open);
        if !open.first_sync_done.get() {
            self.first_sync(&open).await?;
        }
        if let Err(fault) = self.replay(&open).await {
            // What is sent again waits for the server; what others did does not wait for that.
            if fault == NetFault::NotOurs {
                self.pull(&open).await?;
            }
            return Err(fault);
        }
        let pushed = self.push(&open).await;
        if let Err(fault @ (NetFault::NoNetwork | NetFault::SetBack)) = pushed {
            return Err(fault);
        }
        // What has arrived by now is not reported as missing.
        self.say_how_it_is(&open);
        // Others' work comes down also while the server does not take what was done here, and the office hears of that.
        self.pull(&open).await?;
        let aside = pushed?;
        if aside.only_copies(&open.replica.borrow()) {
            self.ask_for_another_device(&open).await?;
        } else if aside.foreign && self.is_another_device(&open).await? {
            // What the server took under the earlier id after the last pull.
            self.pull(&open).await?;
        }
        if self.write_earlier_work_anew(&open).await? {
            self.push(&open).await?;
            self.pull(&open).await?;
        }
        self.tell_loss().await;
        let _ = self.nudges.unbounded_send(Nudge::Commands);
        let now = self.now();
        self.set_status(|status| {
            status.phase = SyncPhase::Idle;
            status.set_back = None;
            status.synced_at = Some(now);
        });
        self.sweep_journal(&open).await;
        Ok(())
    }

    /// Everything that can go up now. One person's trouble holds up nobody else: it is tried again next time.
    async fn push(&self, open: &Rc<Open>) -> Result<Aside, NetFault> {
        let mut most = self.patience.borrow().most();
        let mut aside = Aside::default();
        let mut renamed = BTreeSet::new();
        let mut came_down = 0;
        loop {
            let batch = {
                let owed = open.owed.borrow();
                let may = |writer| !aside.writers.contains(&writer) && !owed.contains(&writer);
                let behind = open.again.borrow().clone();
                open.replica.borrow().batch_behind(most, may, behind)
            };
            let Some(request) = batch else {
                let held_up = unanswered(&open.replica.borrow());
                // What builds on something just answered goes up once that has come down.
                if held_up > 0 && held_up != came_down && any_answered(&open.replica.borrow()) {
                    came_down = held_up;
                    self.pull(open).await?;
                    continue;
                }
                self.set_status(|status| status.held_up = held_up);
                return Ok(aside);
            };
            let began = crate::clock::ticks();
            let answered = http::post("/api/push", &request).await?;
            let next = match answered.status {
                200 => {
                    let reply: PushReply = answered.read()?;
                    self.learn_clock(reply.server_time, crate::clock::ticks() - began);
                    self.settle_answered(open, &reply).await;
                    self.session_holds();
                    let mut patience = self.patience.borrow_mut();
                    patience.passed(request.commands.len());
                    most = patience.most();
                    continue;
                }
                401 => return Err(self.session_is_gone()),
                503 if set_back::is_told(&answered) => return Err(NetFault::SetBack),
                403 | 409 | 413 | 422 => {
                    let refusal: Refusal = answered.read()?;
                    match refusal.code.as_str() {
                        "push_stopped" => {
                            let fault = refusal.fault();
                            let count = refusal.answers.len();
                            self.take_answers(open, request.epoch, refusal.answers)
                                .await;
                            if matches!(fault, Some(PushFault::Gap { .. })) {
                                // It has forgotten some of theirs, whoever else has noticed.
                                return Err(NetFault::SetBack);
                            }
                            if matches!(fault, Some(PushFault::Unreadable { .. })) {
                                let unread = (key_at(&request, count), 1);
                                let after = self
                                    .goes_on_after(open, unread, Trouble::Unreadable)
                                    .await?;
                                if aside.goes_on(after) {
                                    continue;
                                }
                            }
                            let next =
                                next(&request, count, fault.as_ref()).ok_or(NetFault::NotOurs)?;
                            if let Next::WithoutThem(writer) = next {
                                aside.put(writer, fault.as_ref());
                            }
                            next
                        }
                        "too_large" if request.commands.len() > 1 => Next::Smaller,
                        "too_large" => {
                            let large = (key_at(&request, 0), 1);
                            let after = self.goes_on_after(open, large, Trouble::TooLarge).await?;
                            if aside.goes_on(after) {
                                continue;
                            }
                            next(&request, 0, None).ok_or(NetFault::NotOurs)?
                        }
                        "server_set_back" => return Err(NetFault::SetBack),
                        "device_revoked" => return Err(self.session_is_gone()),
                        _ => return Err(NetFault::NotOurs),
                    }
                }
                // The server itself, not something on the way to it: its answers are JSON.
                500 => {
                    let batch = (key_at(&request, 0), request.commands.len());
                    let trouble = Trouble::Failed { status: 500 };
                    let after = self.goes_on_after(open, batch, trouble).await?;
                    if aside.goes_on(after) {
                        continue;
                    }
                    return Err(NetFault::NotOurs);
                }
                _ => return Err(NetFault::NotOurs),
            };
            match next {
                Next::Smaller => most = (request.commands.len() / 2).max(1),
                Next::WithoutThem(writer) => aside.put(writer, None),
                Next::Renamed(taken) => {
                    let fresh = self.rename(open, taken).await?;
                    match fresh {
                        Some(key) if renamed.insert(key) => {}
                        // A server that knows every id is not to be argued with.
                        Some((writer, _)) => aside.put(writer, None),
                        None => return Err(NetFault::NotOurs),
                    }
                }
            }
        }
    }

    pub(super) async fn take_answers(&self, open: &Open, epoch: u64, answers: Vec<CommandAnswer>) {
        let reply = PushReply {
            epoch,
            answers,
            head: open.replica.borrow().cursor,
            server_time: self.now(),
        };
        self.settle_answered(open, &reply).await;
    }

    /// Takes answers; what has left the outbox by them goes into the journal.
    pub(super) async fn settle_answered(&self, open: &Open, reply: &PushReply) {
        let leaving = open.replica.borrow().settles_on(reply);
        let keeps = set_back::keeps(&open.replica.borrow(), &leaving, reply.server_time);
        let settled = open.replica.borrow_mut().pushed(reply);
        self.drop_settled(open, settled, keeps).await;
    }

    /// Writes a command whose id is taken under a fresh one. Gives back which command it was.
    pub(super) async fn rename(
        &self,
        open: &Open,
        taken: CommandId,
    ) -> Result<Option<OutboxKey>, NetFault> {
        // Nothing new may be built on the old id meanwhile.
        let turn = self.gate.lock().await;
        let first = write_anew(&open.store, &open.replica, taken).await;
        drop(turn);
        match first {
            Ok(first) => {
                self.refresh_pending();
                Ok(first)
            }
            Err(StoreError::Fenced) => {
                self.set_status(|status| status.fenced = true);
                Err(NetFault::NotOurs)
            }
            Err(_) => Err(NetFault::NoRoom),
        }
    }

    async fn drop_settled(&self, open: &Open, settled: Vec<OutboxKey>, keeps: Vec<Write>) {
        let mut writes: Vec<Write> = drops(&settled);
        writes.extend(keeps);
        if !writes.is_empty() {
            let _ = open.store.commit(writes, Durability::Relaxed).await;
        }
        self.refresh_pending();
        self.count_outbox();
    }

    /// The server does not know this session: work here goes on, sending waits for a sign-in.
    pub(super) fn session_is_gone(&self) -> NetFault {
        self.set_status(|status| status.signed_out_by_server = true);
        NetFault::NotOurs
    }

    pub(super) fn session_holds(&self) {
        self.set_status(|status| status.signed_out_by_server = false);
    }

    /// Counts what the status line says.
    pub(super) fn count_outbox(&self) {
        let me = self.session.borrow().as_ref().map(|session| session.person);
        let (unsent, others, photos, progress) = match self.opened() {
            None => (0, 0, 0, PhotoProgress::default()),
            Some(open) => {
                let replica = open.replica.borrow();
                let waiting = replica.outbox();
                let others = waiting
                    .iter()
                    .filter(|pending| Some(pending.command.recorded_by) != me)
                    .count();
                let photos = open.photos.borrow();
                let counted = (waiting.len(), photos.waiting().len());
                self.mark(&open, counted.0, counted.1);
                (counted.0, others, counted.1, photos.progress())
            }
        };
        self.set_status(|status| {
            status.unsent = unsent;
            status.unsent_of_others = others;
            status.photos_waiting = photos;
            status.photos = progress;
        });
    }
}

/// The commands that read otherwise once `taken` is called something else: durable first, then believed.
async fn write_anew(
    store: &impl Store,
    replica: &RefCell<Replica>,
    taken: CommandId,
) -> Result<Option<OutboxKey>, StoreError> {
    let commands = replica.borrow().renamed(taken);
    let first = commands
        .first()
        .map(|command| (command.writer, command.number));
    let mut writes = Vec::with_capacity(commands.len() * 2);
    let mut rewritten = Vec::with_capacity(commands.len());
    for command in commands {
        let text = command
            .write()
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        let raw = RawValue::from_string(text.clone())
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        let key = outbox_key(command.writer, command.number);
        writes.push(Write::DropOutbox { key: key.clone() });
        writes.push(Write::AddOutbox {
            key,
            value: text.into_bytes(),
        });
        rewritten.push((command, raw));
    }
    if !writes.is_empty() {
        store.commit(writes, Durability::Strict).await?;
        replica.borrow_mut().rewritten(rewritten);
    }
    Ok(first)
}

/// Which entry stands at a place of a batch.
fn key_at(request: &PushRequest, place: usize) -> Option<OutboxKey> {
    key_of(request.commands.get(place)?)
}

fn unanswered(replica: &Replica) -> usize {
    let outbox = replica.outbox().iter();
    outbox.filter(|pending| pending.answer.is_none()).count()
}

fn any_answered(replica: &Replica) -> bool {
    let mut outbox = replica.outbox().iter();
    outbox.any(|pending| pending.answer.is_some())
}

/// Outbox rows whose outcome has come down.
pub(super) fn drops(settled: &[OutboxKey]) -> Vec<Write> {
    settled
        .iter()
        .map(|(writer, number)| Write::DropOutbox {
            key: outbox_key(*writer, *number),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{COLLEAGUE, PERSON, replica, save, save_as};
    use crate::store::memory::MemoryStore;
    use domain::command::Command;
    use domain::sync::message::BATCH_COMMANDS;
    use futures::executor::block_on;

    fn batch(replica: &RefCell<Replica>) -> PushRequest {
        replica.borrow().batch(BATCH_COMMANDS).unwrap()
    }

    #[test]
    fn one_persons_trouble_holds_up_nobody_else() {
        let store = MemoryStore::default();
        let replica = replica();
        let theirs = block_on(save_as(&store, &replica, COLLEAGUE, 1));
        let mine = block_on(save_as(&store, &replica, PERSON, 2));
        let request = batch(&replica);
        let writer = replica.borrow().outbox()[0].command.writer;
        for fault in [
            Some(PushFault::Cloned { writer }),
            Some(PushFault::NotTheirDevice { person: COLLEAGUE }),
            Some(PushFault::Unreadable { index: 0 }),
            // One this version has never heard of.
            None,
        ] {
            assert_eq!(
                next(&request, 0, fault.as_ref()),
                Some(Next::WithoutThem(writer))
            );
        }
        let rest = replica.borrow().batch_of(BATCH_COMMANDS, |it| it != writer);
        let rest: Vec<_> = rest.unwrap().commands;
        let sent: Vec<CommandId> = rest
            .iter()
            .map(|raw| Command::read(raw.get()).unwrap().id)
            .collect();
        assert_eq!(sent, [mine]);
        assert_ne!(mine, theirs);
    }

    #[test]
    fn a_push_that_stopped_says_who_it_was_after_what_was_answered() {
        let store = MemoryStore::default();
        let replica = replica();
        block_on(save_as(&store, &replica, COLLEAGUE, 1));
        block_on(save_as(&store, &replica, PERSON, 2));
        let request = batch(&replica);
        let second = replica.borrow().outbox()[1].command.writer;
        assert_eq!(next(&request, 1, None), Some(Next::WithoutThem(second)));
        assert_eq!(next(&request, 2, None), None);
    }

    #[test]
    fn a_taken_id_is_written_anew_and_survives_a_start() {
        let store = MemoryStore::default();
        let replica = replica();
        let taken = block_on(save(&store, &replica, 1));
        store.refuse(true);
        assert!(block_on(write_anew(&store, &replica, taken)).is_err());
        assert_eq!(replica.borrow().outbox()[0].command.id, taken);

        store.refuse(false);
        let key = block_on(write_anew(&store, &replica, taken)).unwrap();
        let stored = block_on(store.load()).unwrap().outbox;
        assert_eq!(stored.len(), 1);
        let text = String::from_utf8(stored[0].1.clone()).unwrap();
        let command = Command::read(&text).unwrap();
        assert_ne!(command.id, taken);
        assert_eq!(key, Some((command.writer, command.number)));
        assert_eq!(replica.borrow().outbox()[0].command.id, command.id);
        assert_eq!(replica.borrow().outbox()[0].raw.get(), text);
    }
}
