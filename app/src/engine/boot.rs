//! A start: everything usable comes from this tablet; the network is not waited for.

use std::collections::HashMap;
use std::rc::Rc;

use domain::command::Command;
use domain::event::Envelope;
use domain::head::{FOLD_VERSION, HeadRow};
use domain::id::{Cursor, Digest, PersonId, StreamId, WriterNumber};
use domain::sync::message::PullReply;
use domain::sync::replica::Replica;
use gloo_timers::future::TimeoutFuture;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wasm_bindgen_futures::spawn_local;

use super::loss::{self, Found, META_HERE};
use super::message::{Loss, Session, Update};
use super::photo_book;
use super::window::{GUESTS, META_WINDOW};
use super::{Engine, Open, set_back};
use crate::store::indexed::IndexedStore;
use crate::store::{Durability, Loaded, Store, StoreError, Write};

pub(super) const META_CURSOR: &str = "cursor";
pub(super) const META_SESSION: &str = "session";
pub(super) const META_FIRST: &str = "first";
pub(super) const META_NUMBER: &str = "number/";
pub(super) const META_CLOCK: &str = "clock_offset";

/// So long a start reads without letting anything else happen.
const AT_A_STRETCH_MILLIS: u64 = 30;

/// Where the replica stands, as stored.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Standing {
    pub epoch: u64,
    pub cursor: Cursor,
    pub hash: Digest,
    /// The server's mark of that place, and whether its head was reached there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Digest>,
    #[serde(default)]
    pub whole: bool,
}

/// A first sync that may be taken up again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct FirstSync {
    pub epoch: u64,
    pub at: Cursor,
    pub hash: Digest,
    pub parts: u32,
    pub heads_done: bool,
}

impl Engine {
    /// Reads session and office from this tablet and shows them.
    ///
    /// A tab that is not the live one touches no storage: its owner is at work. It is not ready before it took over.
    pub(super) async fn boot(self: &Rc<Self>) {
        if self.status.borrow().fenced {
            return;
        }
        match IndexedStore::open("huifang").await {
            Ok(store) => {
                let _ = store.take_over().await;
                let loaded = store.load().await.unwrap_or_default();
                let session = find(&loaded, META_SESSION)
                    .and_then(|bytes| domain::json::read::<Session>(bytes).ok());
                *self.device_store.borrow_mut() = Some(Rc::new(store));
                if let Some(session) = session {
                    self.enter(session).await;
                }
            }
            Err(_) => self.set_status(|status| status.phase = Default::default()),
        }
        self.tell(Update::Ready);
    }

    /// Opens the office of a session from this tablet's storage.
    pub(super) async fn enter(self: &Rc<Self>, session: Session) {
        let name = format!("huifang-{}", session.office);
        let opened = match IndexedStore::open(&name).await {
            Ok(store) => self.open_office(store, &session).await,
            Err(error) => Err(error),
        };
        if let Ok(None) = opened {
            // Its numbers are gone: whoever signs in next is enrolled under a new device id.
            self.forget_device(session.office).await;
            return;
        }
        // Some browsers ask the user first: nothing waits for their answer.
        spawn_local(async {
            super::tab::persist().await;
        });
        if let Ok(Some((open, loss))) = opened {
            *self.open.borrow_mut() = Some(Rc::new(open));
            self.show_loss(loss);
            self.hold_what_is_pending().await;
            self.refresh_all();
        }
        *self.session.borrow_mut() = Some(session.clone());
        self.count_outbox();
        self.tell_office().await;
        self.tell_today();
        self.tell(Update::Session(Some(session)));
        self.kick();
    }

    async fn open_office(
        &self,
        store: IndexedStore,
        session: &Session,
    ) -> Result<Option<(Open, Option<Loss>)>, StoreError> {
        store.take_over().await?;
        let loaded = store.load().await?;
        let here = find(&loaded, META_HERE).and_then(|bytes| domain::json::read(bytes).ok());
        let mark = loss::mark_of(session.office);
        let loss = match loss::find(mark.as_ref(), here, session.device) {
            Found::EnrolAnew => return Ok(None),
            Found::Whole => mark.and_then(|mark| mark.loss),
            Found::Lost(loss) => {
                // First of all, and outside: whatever happens next, the loss is not forgotten.
                loss::remember(session.office, session.device, loss);
                Some(loss).filter(Loss::any)
            }
        };
        if here != Some(session.device) {
            let write = Write::Meta {
                key: META_HERE.to_owned(),
                value: json(&session.device),
            };
            store.commit(vec![write], Durability::Strict).await?;
        }
        if let Some(offset) = number(&loaded, META_CLOCK) {
            self.clock_offset.set(offset);
        }
        let mut replica = Replica::new(session.office, session.device);
        let mut parts = HashMap::new();
        let mut stale = false;
        let mut began = crate::clock::ticks();
        for (part, bytes) in &loaded.heads {
            if crate::clock::ticks().saturating_sub(began) > AT_A_STRETCH_MILLIS {
                // A finger that comes down meanwhile is not kept waiting for all of it.
                TimeoutFuture::new(0).await;
                began = crate::clock::ticks();
            }
            match HeadRow::read_all(bytes) {
                Ok(rows) if rows.iter().all(|row| row.fold == FOLD_VERSION) => {
                    parts.extend(rows.iter().map(|row| (row.stream, *part)));
                    replica.take_heads(rows);
                }
                _ => stale = true,
            }
        }
        let mut tail: HashMap<StreamId, Vec<Envelope>> = HashMap::new();
        for bytes in &loaded.tail {
            match PullReply::read(bytes) {
                Ok(reply) => {
                    replica.take_heads(reply.heads);
                    for envelope in reply.events {
                        tail.entry(envelope.stream).or_default().push(envelope);
                    }
                }
                Err(_) => stale = true,
            }
        }
        take_outbox(&mut replica, &loaded);
        let first: Option<FirstSync> =
            find(&loaded, META_FIRST).and_then(|bytes| domain::json::read(bytes).ok());
        let standing: Option<Standing> =
            find(&loaded, META_CURSOR).and_then(|bytes| domain::json::read(bytes).ok());
        if stale {
            // Heads of another fold version are fetched anew; outbox, drafts and photos stay.
            let writes = vec![Write::ForgetServer];
            store.commit(writes, Durability::Relaxed).await?;
            let mut fresh = Replica::new(session.office, session.device);
            take_outbox(&mut fresh, &loaded);
            replica = fresh;
            parts.clear();
            tail.clear();
        } else if let Some(standing) = standing {
            replica.stand_at(standing.epoch, standing.cursor, standing.hash);
        }
        let of_first = loaded.event_parts.iter().filter(|part| **part < GUESTS);
        let of_first = of_first.count() as u64;
        let done = first.is_some_and(|first| of_first >= u64::from(first.parts));
        if let Some(window) = find(&loaded, META_WINDOW)
            && !stale
            && let Ok(window) = domain::json::read(window)
        {
            replica.look_through(window);
        }
        let open = Open {
            store,
            replica: replica.into(),
            parts: parts.into(),
            durable_parts: if stale {
                Default::default()
            } else {
                std::cell::RefCell::new(loaded.event_parts.iter().copied().collect())
            },
            tail: tail.into(),
            photos: photo_book::read(&loaded).into(),
            owed: set_back::owed(&loaded).into(),
            again: Default::default(),
            swept: std::cell::Cell::new(false),
            tail_pages: std::cell::Cell::new(loaded.tail.len()),
            merge_at: std::cell::Cell::new(0),
            in_vain: std::cell::RefCell::default(),
            window_moved_on: std::cell::Cell::new(None),
            first_sync_done: std::cell::Cell::new(!stale && standing.is_some() && done),
        };
        Ok(Some((open, loss)))
    }

    /// Streams that pending commands read must be here before those are shown on top.
    pub(super) async fn hold_what_is_pending(&self) {
        let Some(open) = self.opened() else { return };
        let missing: Vec<StreamId> = {
            let replica = open.replica.borrow();
            replica
                .outbox()
                .iter()
                .flat_map(|pending| replica.missing(&pending.command))
                .collect()
        };
        for stream in missing {
            let _ = self.hold(&open, stream).await;
        }
        open.replica.borrow_mut().resume();
    }
}

pub(super) fn take_outbox(replica: &mut Replica, loaded: &Loaded) {
    for (key, value) in &loaded.meta {
        // Numbers of a device this tablet was before do not count for what it is now.
        if let Some((person, device)) = key
            .strip_prefix(META_NUMBER)
            .and_then(|it| it.split_once('/'))
            && let Ok(person) = person.parse::<PersonId>()
            && device.parse() == Ok(replica.device)
            && let Ok(number) = domain::json::read::<WriterNumber>(value)
        {
            replica.used(person, number);
        }
    }
    for (_, bytes) in &loaded.outbox {
        let raw = String::from_utf8(bytes.clone())
            .ok()
            .and_then(|text| RawValue::from_string(text).ok());
        if let Some(raw) = raw
            && let Ok(command) = Command::read(raw.get())
        {
            replica.saved(command, raw);
        }
    }
}

pub(super) fn find<'a>(loaded: &'a Loaded, key: &str) -> Option<&'a [u8]> {
    loaded
        .meta
        .iter()
        .find(|(known, _)| known == key)
        .map(|(_, value)| value.as_slice())
}

fn number(loaded: &Loaded, key: &str) -> Option<i64> {
    find(loaded, key).and_then(|bytes| domain::json::read(bytes).ok())
}

/// JSON bytes of a value that always serializes.
pub(super) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
