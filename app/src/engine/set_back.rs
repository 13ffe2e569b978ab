//! The server was set back to an earlier point: what this tablet holds of what it lost is handed back, then what was
//! written here in the last weeks is sent again. Nothing of it happens twice; the server sees to that.

use std::collections::BTreeSet;
use std::rc::Rc;

use domain::command::Command;
use domain::event::Envelope;
use domain::id::{Cursor, DeviceId, Digest, Instant, PersonId, Writer};
use domain::sync::batch::key_of;
use domain::sync::hand_back::{HandBackReply, Next, hand_back};
use domain::sync::hold::Trouble;
use domain::sync::journal::{Kept, Replay, ReplayRequest};
use domain::sync::message::{PullReply, PushFault, PushReply};
use domain::sync::patience::Step;
use domain::sync::replica::{OutboxKey, Replica};
use serde::{Deserialize, Serialize};

use super::account::checked;
use super::boot::{META_CURSOR, Standing, find, json, take_outbox};
use super::hold::Holding;
use super::message::{AccountError, SetBackProgress, SetBackTold, SyncPhase};
use super::refusal::Refusal;
use super::submit::outbox_key;
use super::{Engine, Open};
use crate::store::{Durability, Loaded, Store, Write};
use crate::sync::http::{self, Answered, NetFault};

const META_OWED: &str = "owed/";

/// Whether an answer says that the server was set back, or is still taking back.
pub(super) fn is_told(answered: &Answered) -> bool {
    #[derive(Deserialize)]
    struct Said {
        code: String,
    }
    answered
        .read::<Said>()
        .is_ok_and(|said| matches!(said.code.as_str(), "server_set_back" | "taking_back"))
}

/// What goes into the journal of what leaves the outbox, in the same transaction.
pub(super) fn keeps(replica: &Replica, leaving: &[OutboxKey], at: Instant) -> Vec<Write> {
    let kept = replica.journal(leaving, at).into_iter();
    kept.map(|((writer, number), kept)| Write::Journal {
        key: outbox_key(writer, number),
        value: json(&kept),
    })
    .collect()
}

/// Those who owe their journal, as stored.
pub(super) fn owed(loaded: &Loaded) -> BTreeSet<Writer> {
    let keys = loaded.meta.iter().map(|(key, _)| key);
    keys.filter_map(|key| writer_of(key.strip_prefix(META_OWED)?))
        .collect()
}

fn writer_of(text: &str) -> Option<Writer> {
    let (person, device) = text.split_once('/')?;
    Some(Writer {
        person: person.parse::<PersonId>().ok()?,
        device: device.parse::<DeviceId>().ok()?,
    })
}

fn owed_key(writer: Writer) -> String {
    format!("{META_OWED}{}/{}", writer.person, writer.device)
}

async fn journal(store: &impl Store) -> Result<Vec<(OutboxKey, Kept)>, NetFault> {
    let rows = store.journal().await.map_err(|_| NetFault::NoRoom)?;
    let read = |bytes: &[u8]| {
        let kept: Kept = domain::json::read(bytes).ok()?;
        let command = Command::read(kept.command.get()).ok()?;
        Some(((command.writer, command.number), kept))
    };
    Ok(rows.iter().filter_map(|(_, bytes)| read(bytes)).collect())
}

/// The events this tablet holds after a place, in order of the log.
async fn held_after(store: &impl Store, after: Cursor) -> Result<Vec<Envelope>, NetFault> {
    let mut events = Vec::new();
    let tail = store.tail().await.map_err(|_| NetFault::NoRoom)?;
    for (_, bytes) in tail.iter().filter(|(cursor, _)| *cursor > after.0) {
        let page = PullReply::read(bytes).map_err(|_| NetFault::Broken)?;
        events.extend(page.events);
    }
    let loaded = store.load().await.map_err(|_| NetFault::NoRoom)?;
    for part in loaded.event_parts {
        let bytes = store.events(part).await.map_err(|_| NetFault::NoRoom)?;
        let rows: Vec<Envelope> = bytes
            .and_then(|bytes| domain::json::read(&bytes).ok())
            .unwrap_or_default();
        events.extend(rows);
    }
    events.retain(|envelope| envelope.seq > after);
    domain::gather::sort_by_key(&mut events, |envelope| envelope.seq);
    events.dedup_by_key(|envelope| envelope.seq);
    Ok(events)
}

fn standing(loaded: &Loaded) -> Option<Standing> {
    find(loaded, META_CURSOR).and_then(|bytes| domain::json::read(bytes).ok())
}

impl Engine {
    /// Hands back what the server asks for, and goes on in its new epoch when it takes entries again. Until then it says
    /// so, and is asked again later.
    pub(super) async fn rejoin(&self, open: &Rc<Open>) -> Result<(), NetFault> {
        self.tell_progress(SetBackProgress::default());
        let loaded = open.store.load().await.map_err(|_| NetFault::NoRoom)?;
        let mark: (Option<Digest>, bool) =
            standing(&loaded).map_or((None, false), |it| (it.seal, it.whole));
        let mut asked: Option<(Cursor, Cursor)> = None;
        let mut held: (Cursor, Vec<Envelope>) = (Cursor(u64::MAX), Vec::new());
        loop {
            if let Some((after, _)) = asked
                && after < held.0
            {
                held = (after, held_after(&open.store, after).await?);
            }
            let stand = open.replica.borrow().stand();
            let request = hand_back(stand, mark, asked, &held.1);
            let answered = http::post("/api/hand_back", &request).await?;
            if answered.status != 200 {
                return Err(self.not_pulled(&answered));
            }
            let reply: HandBackReply = answered.read()?;
            match reply.next {
                Next::Send { after, to } => {
                    asked = Some((after, to));
                    self.tell_progress(SetBackProgress {
                        events: to.0.saturating_sub(after.0),
                        waiting: reply.waiting.unwrap_or(0),
                        again: 0,
                    });
                }
                Next::Nothing | Next::Unproven => {
                    if let Some(waiting) = reply.waiting {
                        self.tell_progress(SetBackProgress {
                            waiting,
                            ..SetBackProgress::default()
                        });
                        return Err(NetFault::SetBack);
                    }
                    return self.goes_on(open, &reply).await;
                }
            }
        }
    }

    fn tell_progress(&self, progress: SetBackProgress) {
        self.set_status(|status| {
            status.phase = SyncPhase::SetBack;
            status.set_back = Some(progress);
        });
    }

    /// Into the new epoch, in one transaction: who owes their journal is noted, and what is no longer of this log goes.
    async fn goes_on(&self, open: &Rc<Open>, reply: &HandBackReply) -> Result<(), NetFault> {
        let _turn = self.gate.lock().await;
        let loaded = open.store.load().await.map_err(|_| NetFault::NoRoom)?;
        let mut writes = self.owing(open).await?;
        let stands = reply.stands && !open.replica.borrow().sees_beyond();
        match standing(&loaded) {
            Some(standing) if stands => writes.push(Write::Meta {
                key: META_CURSOR.to_owned(),
                value: json(&Standing {
                    epoch: reply.epoch,
                    ..standing
                }),
            }),
            _ => {
                writes.push(Write::ForgetServer);
                writes.push(Write::DropMeta {
                    key: META_CURSOR.to_owned(),
                });
            }
        }
        open.store
            .commit(writes, Durability::Strict)
            .await
            .map_err(|_| NetFault::NoRoom)?;
        if stands {
            open.replica.borrow_mut().adopt(reply.epoch);
        } else {
            let (office, device) = {
                let replica = open.replica.borrow();
                (replica.office, replica.device)
            };
            let mut fresh = Replica::new(office, device);
            take_outbox(&mut fresh, &loaded);
            *open.replica.borrow_mut() = fresh;
            open.parts.borrow_mut().clear();
            open.durable_parts.borrow_mut().clear();
            open.tail.borrow_mut().clear();
            open.tail_pages.set(0);
            open.first_sync_done.set(false);
        }
        self.read_owed(open).await;
        Ok(())
    }

    /// Everybody who wrote here owes their journal from now on.
    pub(super) async fn owing(&self, open: &Open) -> Result<Vec<Write>, NetFault> {
        let mut writers = open.replica.borrow().writers();
        let journal = journal(&open.store).await?;
        writers.extend(journal.iter().map(|((writer, _), _)| *writer));
        let note = |writer: Writer| Write::Meta {
            key: owed_key(writer),
            value: b"1".to_vec(),
        };
        Ok(writers.into_iter().map(note).collect())
    }

    pub(super) async fn read_owed(&self, open: &Open) {
        if let Ok(loaded) = open.store.load().await {
            *open.owed.borrow_mut() = owed(&loaded);
        }
    }

    /// The epoch this tablet stood in last, by its storage.
    pub(super) async fn epoch_kept(&self, open: &Open) -> Option<u64> {
        let loaded = open.store.load().await.ok()?;
        standing(&loaded).map(|standing| standing.epoch)
    }

    /// Sends again what those wrote who owe it, before anything newer of theirs goes up.
    pub(super) async fn replay(&self, open: &Open) -> Result<(), NetFault> {
        if open.owed.borrow().is_empty() {
            return Ok(());
        }
        let rows = journal(&open.store).await?;
        let mut replay = Replay::of(rows, &open.owed.borrow(), &open.replica.borrow());
        let mut apart: BTreeSet<Writer> = BTreeSet::new();
        let epoch = open.replica.borrow().epoch;
        loop {
            let most = self.patience.borrow().most();
            let may = |writer| !apart.contains(&writer);
            let Some(request) = replay.batch(epoch, most, may) else {
                break;
            };
            *open.again.borrow_mut() = replay.waiting();
            self.tell_progress(SetBackProgress {
                again: replay.left(),
                ..SetBackProgress::default()
            });
            let answered = http::post("/api/replay", &request).await?;
            if answered.status == 200 {
                let reply: PushReply = answered.read()?;
                let done = replay.answered(&request, &reply);
                self.patience.borrow_mut().passed(request.commands.len());
                self.owe_nothing(open, &done).await?;
                continue;
            }
            if let Some(trouble) = trouble(&answered) {
                let aside = self.holds_again(&mut replay, &request, trouble).await?;
                apart.extend(aside);
                continue;
            }
            let refusal = stopped(&answered).ok_or_else(|| {
                if is_told(&answered) {
                    NetFault::SetBack
                } else {
                    self.not_pulled(&answered)
                }
            })?;
            let (fault, answers) = (refusal.fault(), refusal.answers);
            replay.noted(&answers);
            if fault.as_ref().is_some_and(|it| replay.is_forgotten(it)) {
                return Err(NetFault::SetBack);
            }
            let next = request.commands.get(answers.len());
            if let (Some(PushFault::Unreadable { .. }), Some(unread)) = (&fault, next) {
                let alone = ReplayRequest {
                    commands: vec![unread.clone()],
                    ..request.clone()
                };
                let aside = self
                    .holds_again(&mut replay, &alone, Trouble::Unreadable)
                    .await?;
                apart.extend(aside);
                continue;
            }
            // Whoever it is waits until they are signed in here again; the others go on.
            let of_next = next.and_then(|raw| key_of(raw)).map(|(writer, _)| writer);
            let theirs = |writer: &Writer| match &fault {
                Some(PushFault::NotTheirDevice { person }) => writer.person == *person,
                _ => Some(*writer) == of_next,
            };
            let before = apart.len();
            let named = request.first.iter().map(|(writer, _)| *writer);
            apart.extend(named.filter(theirs));
            if apart.len() == before {
                return Err(NetFault::NotOurs);
            }
        }
        *open.again.borrow_mut() = replay.waiting();
        Ok(())
    }

    /// The server failed on something that is sent again: as with a push it is tried alone, and held in the end, so that
    /// what was written since is not behind it for ever. Gives who stands aside, where it is not even held.
    async fn holds_again(
        &self,
        replay: &mut Replay,
        request: &ReplayRequest,
        trouble: Trouble,
    ) -> Result<Option<Writer>, NetFault> {
        let Some((first, size)) = Replay::leading(request) else {
            return Err(NetFault::NotOurs);
        };
        let step = self.patience.borrow_mut().failed(first, size);
        let Step::Hold(key) = step else {
            return Err(NetFault::NotOurs);
        };
        let Some(request) = replay.to_be_held(request.epoch, key, trouble) else {
            return Ok(Some(key.0));
        };
        match self.ask_to_hold(&request).await? {
            Holding::Held(reply) => {
                replay.noted(&[reply.answer]);
                Ok(None)
            }
            Holding::Refused(Some(fault)) if replay.is_forgotten(&fault) => Err(NetFault::SetBack),
            Holding::Refused(_) => Ok(Some(key.0)),
            Holding::Failed => Err(NetFault::NotOurs),
        }
    }

    async fn owe_nothing(&self, open: &Open, done: &[Writer]) -> Result<(), NetFault> {
        let drop = |writer: &Writer| Write::DropMeta {
            key: owed_key(*writer),
        };
        let writes: Vec<Write> = done.iter().map(drop).collect();
        if !writes.is_empty() {
            open.store
                .commit(writes, Durability::Relaxed)
                .await
                .map_err(|_| NetFault::NoRoom)?;
            open.owed
                .borrow_mut()
                .retain(|writer| !done.contains(writer));
        }
        Ok(())
    }

    /// Once a start: what no server is set back to any more leaves the journal.
    pub(super) async fn sweep_journal(&self, open: &Open) {
        if open.swept.replace(true) {
            return;
        }
        let Ok(rows) = journal(&open.store).await else {
            return;
        };
        let now = self.now();
        let past = rows.iter().filter(|(_, kept)| kept.is_past(now));
        let writes: Vec<Write> = past
            .map(|((writer, number), _)| Write::DropJournal {
                key: outbox_key(*writer, *number),
            })
            .collect();
        if !writes.is_empty() {
            // What stays is looked at again after the next start.
            let _ = open.store.commit(writes, Durability::Relaxed).await;
        }
    }

    /// What the server says about itself; with a reason somebody does not wait for the rest.
    pub(super) async fn told_set_back(
        &self,
        end: Option<String>,
    ) -> Result<SetBackTold, AccountError> {
        #[derive(Serialize)]
        struct End {
            reason: String,
        }
        let answered = match end {
            None => http::get("/api/set_back").await,
            Some(reason) => http::post("/api/set_back/end", &End { reason }).await,
        };
        let told = checked(answered)?.read();
        self.kick();
        told.map_err(|_| AccountError::ServerTrouble)
    }
}

/// The server itself fails on a batch, or finds it too large.
fn trouble(answered: &Answered) -> Option<Trouble> {
    match answered.status {
        500 => Some(Trouble::Failed { status: 500 }),
        413 => Some(Trouble::TooLarge),
        _ => None,
    }
}

/// Why a batch stopped, and what was answered before.
fn stopped(answered: &Answered) -> Option<Refusal> {
    let refusal: Refusal = answered.read().ok()?;
    (refusal.code == "push_stopped").then_some(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{PERSON, replica, save};
    use crate::store::memory::MemoryStore;
    use futures::executor::block_on;

    #[test]
    fn what_leaves_the_outbox_stands_in_the_journal_byte_for_byte() {
        let store = MemoryStore::default();
        let replica = replica();
        let id = block_on(save(&store, &replica, 1));
        let pending = replica.borrow().outbox()[0].clone();
        let key = (pending.command.writer, pending.command.number);
        let writes = keeps(&replica.borrow(), &[key], Instant(5));
        block_on(store.commit(writes, Durability::Relaxed)).unwrap();
        let rows = block_on(journal(&store)).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].0, key);
        assert_eq!(rows[0].1.command.get(), pending.raw.get());
        let replay = Replay::of(rows, &replica.borrow().writers(), &replica.borrow());
        assert_eq!(replay.waiting(), [id].into());
    }

    #[test]
    fn who_owes_their_journal_is_known_after_a_start() {
        let store = MemoryStore::default();
        let writer = Writer {
            person: PERSON,
            device: replica().borrow().device,
        };
        let note = Write::Meta {
            key: owed_key(writer),
            value: b"1".to_vec(),
        };
        block_on(store.commit(vec![note], Durability::Strict)).unwrap();
        let loaded = block_on(store.load()).unwrap();
        assert_eq!(owed(&loaded), [writer].into());
    }

    #[test]
    fn the_servers_words_for_it_are_understood() {
        let said = |body: &str| Answered {
            status: 409,
            retry_after_seconds: 0,
            body: body.as_bytes().to_vec(),
            json: true,
            media: String::new(),
        };
        assert!(is_told(&said(
            r#"{"code":"server_set_back","epoch":2,"head":4}"#
        )));
        assert!(is_told(&said(r#"{"code":"taking_back","epoch":2}"#)));
        assert!(!is_told(&said(r#"{"code":"push_stopped"}"#)));
        assert!(!is_told(&said("<html>")));
    }
}
