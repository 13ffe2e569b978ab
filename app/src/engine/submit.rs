//! Deciding and saving: "saved" is answered only after the storage has committed.

use std::rc::Rc;

use domain::apply::State;
use domain::command::{Command, Moment};
use domain::event::Envelope;
use domain::gather::sort_by_key;
use domain::id::{CommandId, StreamId, Writer, WriterNumber};
use domain::sync::chain::{Chain, stream_holds};
use domain::sync::message::EventsPart;
use domain::sync::replica::{Draft, Replica};
use serde_json::value::RawValue;

use super::boot::{META_NUMBER, json};
use super::message::{Submission, SubmitError, Update};
use super::{Engine, Open};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http;
use crate::{clock, random};

/// How often a taken number is passed over before giving up: each try means another tab used one.
const NUMBER_TRIES: usize = 50;

impl Engine {
    fn draft(&self, submission: &Submission) -> Result<Draft, SubmitError> {
        let session = self.session.borrow();
        let me = session.as_ref().ok_or(SubmitError::SignedOut)?.person;
        let conducted_by = if submission.conducted_by.is_empty() {
            vec![me]
        } else {
            submission.conducted_by.clone()
        };
        Ok(Draft {
            id: CommandId::mint(random::minted_at(), random::bytes()),
            recorded_by: me,
            conducted_by,
            moment: Moment {
                happened_at: submission.happened_at.unwrap_or_else(|| self.now()),
                entered_at: clock::now(),
                clock_offset: self.clock_offset.get(),
            },
            body: submission.body.clone(),
            personal: submission.personal.clone(),
            photos: submission.photos.clone(),
            app: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    async fn prepared(&self, submission: &Submission) -> Result<(Rc<Open>, Command), SubmitError> {
        let open = self.opened().ok_or(SubmitError::SignedOut)?;
        let draft = self.draft(submission)?;
        let command = open.replica.borrow().number(draft);
        let missing = open.replica.borrow().missing(&command);
        for stream in missing {
            self.hold(&open, stream).await?;
        }
        Ok((open, command))
    }

    pub(super) async fn try_out(&self, submission: Submission) -> Result<(), SubmitError> {
        let (open, command) = self.prepared(&submission).await?;
        let ruling = open.replica.borrow().decide(&command);
        ruling.map(|_| ()).map_err(SubmitError::Refused)
    }

    pub(super) async fn submit(&self, submission: Submission) -> Result<CommandId, SubmitError> {
        let turn = self.gate.lock().await;
        let (open, mut command) = self.prepared(&submission).await?;
        if unreadable_target(&open.replica.borrow(), &command) {
            return Err(SubmitError::NeedsNewerApp);
        }
        let ruling = open.replica.borrow().decide(&command);
        if let Err(rejection) = ruling
            && !submission.even_if_refused
        {
            return Err(SubmitError::Refused(rejection));
        }
        for _ in 0..NUMBER_TRIES {
            let text = command.write().map_err(|_| SubmitError::Storage)?;
            let writes = writes_of(&command, &text, submission.draft.as_deref());
            match open.store.commit(writes, Durability::Strict).await {
                Ok(()) => {
                    let raw = RawValue::from_string(text).map_err(|_| SubmitError::Storage)?;
                    let id = command.id;
                    let photos = command.photos.clone();
                    open.replica.borrow_mut().saved(command, raw);
                    open.photos.borrow_mut().wait(photos);
                    drop(turn);
                    // On its way before the pages are drawn anew, which takes longer than sending does.
                    self.kick();
                    self.refresh_pending();
                    self.count_outbox();
                    return Ok(id);
                }
                Err(StoreError::Taken) => {
                    let used = command.number;
                    open.replica.borrow_mut().used(command.recorded_by, used);
                    command.number = WriterNumber(used.0.saturating_add(1));
                }
                Err(StoreError::Fenced) => {
                    self.set_status(|status| status.fenced = true);
                    return Err(SubmitError::Fenced);
                }
                Err(StoreError::Full) => return Err(SubmitError::NoRoom),
                // What waited goes first, then this one is tried again.
                Err(StoreError::Emptied) => match self.rescued(&open).await {
                    Ok(()) => {}
                    Err(StoreError::Full) => return Err(SubmitError::NoRoom),
                    Err(_) => return Err(SubmitError::Storage),
                },
                Err(error @ (StoreError::Refused(_) | StoreError::Closed)) => {
                    self.storage_failed(&error);
                    return Err(SubmitError::Storage);
                }
            }
        }
        Err(SubmitError::Storage)
    }

    /// Brings a stream into the replica: from this tablet, else from the server.
    pub(super) async fn hold(&self, open: &Open, stream: StreamId) -> Result<(), SubmitError> {
        if open.replica.borrow().holds(stream) {
            return Ok(());
        }
        if !open.replica.borrow().knows(stream) {
            // It may have left this tablet, or come later than what is here.
            if open.replica.borrow().window().is_some() {
                let brought = self.bring(open, &[stream]).await;
                brought.map_err(|_| SubmitError::NotHere)?;
            }
            return Ok(());
        }
        let mut events = self.stored_events(open, stream).await?;
        if let Some(tail) = open.tail.borrow().get(&stream) {
            events.extend(tail.iter().cloned());
        }
        in_order(&mut events);
        if chain(open, stream, &events) == Chain::Broken {
            events = self.asked_anew(open, stream, events).await;
        }
        open.replica.borrow_mut().hold(stream, &events);
        self.note_unreadable(open);
        Ok(())
    }

    /// A chain that does not hold is shown, and the stream asked for again: what the server has is taken only where
    /// it is better.
    async fn asked_anew(
        &self,
        open: &Open,
        stream: StreamId,
        here: Vec<Envelope>,
    ) -> Vec<Envelope> {
        let fresh = async {
            let answered = http::get(&format!("/api/streams/{stream}")).await.ok()?;
            let part: EventsPart = answered.ok().then(|| answered.read().ok())??;
            let mut events = part.events;
            in_order(&mut events);
            (chain(open, stream, &events) == Chain::Holds).then_some(events)
        };
        let fresh = fresh.await;
        let mended = fresh.is_some();
        self.set_status(|status| {
            status.broken.retain(|known| *known != stream);
            if !mended {
                status.broken.push(stream);
            }
        });
        fresh.unwrap_or(here)
    }

    /// Says whether something here was written by a newer version.
    pub(super) fn note_unreadable(&self, open: &Open) {
        let any = open.replica.borrow().any_unreadable();
        self.set_status(|status| status.needs_newer_app = any);
    }

    async fn stored_events(
        &self,
        open: &Open,
        stream: StreamId,
    ) -> Result<Vec<Envelope>, SubmitError> {
        let part = open.parts.borrow().get(&stream).copied();
        match part {
            // It began after the first sync: the tail has it whole.
            None => Ok(Vec::new()),
            Some(part) if open.durable_parts.borrow().contains(&part) => {
                let bytes = open
                    .store
                    .events(part)
                    .await
                    .map_err(|_| SubmitError::Storage)?;
                let bytes = bytes.ok_or(SubmitError::NotHere)?;
                of_stream(&bytes, stream).map_err(|_| SubmitError::NotHere)
            }
            Some(_) => {
                let path = format!("/api/streams/{stream}");
                let answered = http::get(&path).await.map_err(|_| SubmitError::NotHere)?;
                if !answered.ok() {
                    return Err(SubmitError::NotHere);
                }
                let part: EventsPart = answered.read().map_err(|_| SubmitError::NotHere)?;
                Ok(part.events)
            }
        }
    }

    pub(super) async fn watch(&self, stream: StreamId) {
        self.watched.borrow_mut().insert(stream);
        if let Some(open) = self.opened() {
            if self.may_have_left(&open, stream) {
                // What is here is shown at once; and nobody's turn is taken, as a slow line must not hold up a save.
                self.tell_stream(stream);
                let _ = self.bring(&open, &[stream]).await;
            }
            // In turn with pulls: events that come down while this reads must not fall between.
            let _turn = self.gate.lock().await;
            let _ = self.hold(&open, stream).await;
        }
        self.tell_stream(stream);
        // Whoever looks at it may go on to write on it.
        self.make_ready(stream).await;
    }

    /// What a save about this will read is read before the tap that saves: the person's own rights, the office, and what it is
    /// about. What does not lie on this tablet is left to the save, which says so.
    pub(super) async fn make_ready(&self, about: StreamId) {
        let Some(open) = self.opened() else {
            return;
        };
        let me = self
            .session
            .borrow()
            .as_ref()
            .map(|session| session.person.stream());
        let office = open.replica.borrow().office.stream();
        for stream in [Some(about), Some(office), me].into_iter().flatten() {
            let _turn = self.gate.lock().await;
            if lies_here(&open, stream) {
                let _ = self.hold(&open, stream).await;
            }
        }
    }

    /// One after the other, so that a save or a pull waits for no more than one of them.
    pub(super) async fn read(&self, streams: Vec<StreamId>) -> Vec<State> {
        let Some(open) = self.opened() else {
            return Vec::new();
        };
        let mut states = Vec::with_capacity(streams.len());
        for stream in streams {
            let _turn = self.gate.lock().await;
            let _ = self.hold(&open, stream).await;
            states.extend(open.replica.borrow().state(stream));
        }
        states
    }

    pub(super) fn tell_stream(&self, stream: StreamId) {
        let state = self
            .opened()
            .and_then(|open| open.replica.borrow().state(stream));
        self.tell(Update::Stream(stream, state.map(std::sync::Arc::new)));
    }

    pub(super) async fn save_draft(&self, key: String, text: String) -> bool {
        let Some(open) = self.opened() else {
            return false;
        };
        let write = Write::Draft {
            key,
            value: text.into_bytes(),
        };
        let saved = self.commit_anyway(&open, vec![write]).await;
        if let Err(error) = &saved {
            self.storage_failed(error);
        }
        saved.is_ok()
    }

    pub(super) async fn load_draft(&self, key: &str) -> Option<String> {
        let open = self.opened()?;
        let bytes = open.store.draft(key).await.ok()??;
        String::from_utf8(bytes).ok()
    }

    pub(super) async fn drop_draft(&self, key: String) {
        if let Some(open) = self.opened() {
            let write = Write::DropDraft { key };
            let _ = open.store.commit(vec![write], Durability::Relaxed).await;
        }
    }
}

/// Whether a stream can be read without asking anybody.
fn lies_here(open: &Open, stream: StreamId) -> bool {
    let part = open.parts.borrow().get(&stream).copied();
    open.replica.borrow().knows(stream)
        && part.is_none_or(|part| open.durable_parts.borrow().contains(&part))
}

/// What a command would be written on, and cannot be read whole here.
fn unreadable_target(replica: &Replica, command: &Command) -> bool {
    replica.needs_newer_app(command.body.target(replica.office))
}

/// In the order of the log, each once: the tail may repeat what a part has.
fn in_order(events: &mut Vec<Envelope>) {
    sort_by_key(events, |envelope| envelope.seq);
    events.dedup_by_key(|envelope| envelope.seq);
}

fn chain(open: &Open, stream: StreamId, events: &[Envelope]) -> Chain {
    let replica = open.replica.borrow();
    replica
        .row(stream)
        .map_or(Chain::Ahead, |row| stream_holds(row, events))
}

/// The events of one stream among those of a whole part. A part holds hundreds of streams, so only rows that name this
/// one are read.
fn of_stream(part: &[u8], stream: StreamId) -> Result<Vec<Envelope>, domain::json::Unreadable> {
    let rows: Vec<&RawValue> = domain::json::read(part)?;
    let name = stream.to_string();
    let mut events = Vec::new();
    for row in rows.into_iter().filter(|row| row.get().contains(&name)) {
        let envelope: Envelope = domain::json::read(row.get().as_bytes())?;
        if envelope.stream == stream {
            events.push(envelope);
        }
    }
    Ok(events)
}

pub(super) fn writes_of(command: &Command, text: &str, draft: Option<&str>) -> Vec<Write> {
    let mut writes = vec![
        Write::AddOutbox {
            key: outbox_key(command.writer, command.number),
            value: text.as_bytes().to_vec(),
        },
        Write::Meta {
            key: number_key(command.writer),
            value: json(&command.number),
        },
    ];
    writes.extend(
        command
            .photos
            .iter()
            .map(|digest| Write::PhotoWaiting { digest: *digest }),
    );
    writes.extend(draft.map(|key| Write::DropDraft {
        key: key.to_owned(),
    }));
    writes
}

/// Sorts by writer, then by number. A tablet enrolled anew begins to count anew: the device is part of the key.
pub(super) fn outbox_key(writer: Writer, number: WriterNumber) -> String {
    format!("{}/{}/{:012}", writer.person, writer.device, number.0)
}

/// Where the last number of a writer is kept: it outlives the outbox.
pub(super) fn number_key(writer: Writer) -> String {
    format!("{META_NUMBER}{}/{}", writer.person, writer.device)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{PERSON, replica, save};
    use crate::store::memory::MemoryStore;
    use domain::id::Cursor;
    use domain::sync::message::PullReply;
    use futures::executor::block_on;

    #[test]
    fn a_stream_a_newer_version_wrote_on_is_kept_raw_and_not_written_on() {
        let replica = replica();
        let store = MemoryStore::default();
        block_on(save(&store, &replica, 1));
        let command = replica.borrow().outbox()[0].command.clone();
        assert!(!unreadable_target(&replica.borrow(), &command));
        let target = command.body.target(replica.borrow().office);
        let body = r#"{"schema":99,"fact":{"telepathy":{}}}"#;
        let text = format!(
            r#"{{"epoch":1,"events":[{{"seq":1,"stream":"{target}","command":"{target}","index":0,"body":{body}}}],
               "heads":[{{"stream":"{target}","last":1,"fold":99,"tip":"{hash}","data":{{"telepath":{{}}}}}}],"cursor":1,"hash":"{hash}","head":1,"server_time":9}}"#,
            hash = domain::id::Digest::ZERO,
        );
        let reply = PullReply::read(text.as_bytes()).unwrap();
        assert_eq!(reply.events[0].body.get(), body);
        replica.borrow_mut().pulled(&reply);
        // The cursor stays honest: the event is here, it only cannot be read.
        assert_eq!(replica.borrow().cursor, Cursor(1));
        assert!(unreadable_target(&replica.borrow(), &command));
        assert!(replica.borrow().any_unreadable());
        // Others' streams are as they were.
        assert!(!replica.borrow().needs_newer_app(PERSON.stream()));
    }
}
