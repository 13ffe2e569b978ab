//! The engine: store, sync and fold behind messages. Pages know only [`message`].

mod account;
mod anew;
mod boot;
mod bring_in;
mod digest;
mod erase;
mod export;
mod first_sync;
mod hear;
mod hold;
mod idle;
mod kept;
mod loss;
mod merge;
pub mod message;
mod older;
mod packed;
mod photo_book;
mod photos;
mod pull;
mod push;
mod quick;
mod refusal;
mod report;
mod rescue;
mod room;
mod run;
mod set_back;
mod snapshot;
mod submit;
mod tab;
#[cfg(test)]
mod trial;
mod update;
mod webhook;
mod window;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use domain::event::Envelope;
use domain::id::{CommandId, Instant, StreamId, Writer};
use domain::sync::patience::Patience;
use domain::sync::photos::PhotoBook;
use domain::sync::replica::Replica;
use futures::channel::mpsc;
use futures::lock::Mutex;

use crate::store::indexed::IndexedStore;
use message::{Heads, Session, StorageReport, SyncStatus, Update};
use photos::Nudge;

pub use run::start;

/// What one office on this tablet is made of while it is open.
pub(crate) struct Open {
    pub store: IndexedStore,
    pub replica: RefCell<Replica>,
    /// Which part of the first sync holds a stream.
    pub parts: RefCell<HashMap<StreamId, u32>>,
    /// Parts whose events are durable here.
    pub durable_parts: RefCell<BTreeSet<u32>>,
    /// Events pulled since the first sync, by stream.
    pub tail: RefCell<HashMap<StreamId, Vec<Envelope>>>,
    pub photos: RefCell<PhotoBook>,
    pub first_sync_done: Cell<bool>,
    /// Those who owe their journal to a server that was set back, and what of it is still to be sent.
    pub owed: RefCell<BTreeSet<Writer>>,
    pub again: RefCell<BTreeSet<CommandId>>,
    /// Since this start the journal was looked through for what is too old.
    pub swept: Cell<bool>,
    /// Pages of the tail in the storage, and at how many they are merged.
    pub tail_pages: Cell<usize>,
    pub merge_at: Cell<usize>,
    /// Streams the server was asked for and has not.
    pub in_vain: RefCell<BTreeSet<StreamId>>,
    /// The day the window was looked at last.
    pub window_moved_on: Cell<Option<chrono::NaiveDate>>,
}

/// Shared by everything the engine runs at once; one thread, so plain cells.
pub(crate) struct Engine {
    pub updates: Box<dyn Fn(Update)>,
    /// Things known before any office is open: the session, this device.
    pub device_store: RefCell<Option<Rc<IndexedStore>>>,
    pub session: RefCell<Option<Session>>,
    pub open: RefCell<Option<Rc<Open>>>,
    /// Saving and applying take turns, so that numbers stay gapless.
    pub gate: Mutex<()>,
    pub heads: RefCell<Arc<Heads>>,
    pub status: RefCell<SyncStatus>,
    pub watched: RefCell<BTreeSet<StreamId>>,
    pub kicks: mpsc::UnboundedSender<()>,
    /// Wakes the queue of photos.
    pub nudges: mpsc::UnboundedSender<Nudge>,
    /// A write found the storage emptied.
    pub emptied: mpsc::UnboundedSender<()>,
    /// Server time minus device time, of the quickest answer so far, with that answer's duration.
    pub clock_offset: Cell<i64>,
    pub quickest: Cell<u64>,
    /// What the browser said of its storage last, and when it was asked.
    pub storage: Cell<StorageReport>,
    pub storage_asked: Cell<Option<u64>>,
    pub shown: RefCell<BTreeSet<StreamId>>,
    pub patience: RefCell<Patience>,
}

impl Engine {
    pub(crate) fn tell(&self, update: Update) {
        (self.updates)(update);
    }

    pub(crate) fn opened(&self) -> Option<Rc<Open>> {
        self.open.borrow().clone()
    }

    pub(crate) fn kick(&self) {
        let _ = self.kicks.unbounded_send(());
        let _ = self.nudges.unbounded_send(Nudge::Life);
    }

    pub(crate) fn set_status(&self, change: impl FnOnce(&mut SyncStatus)) {
        let mut status = self.status.borrow_mut();
        let before = status.clone();
        change(&mut status);
        if *status != before {
            let now = status.clone();
            drop(status);
            self.tell(Update::Sync(now));
        }
    }

    /// The office's time as far as this tablet knows it.
    pub(crate) fn now(&self) -> Instant {
        Instant(
            crate::clock::now()
                .0
                .saturating_add(self.clock_offset.get()),
        )
    }

    /// Learns the offset from an answer; the quickest one is the most exact.
    pub(crate) fn learn_clock(&self, server_time: Instant, took_millis: u64) {
        // An answer nobody timed, or one that took minutes, says nothing about the way back.
        let half = match i64::try_from(took_millis / 2) {
            Ok(half) if half < 60_000 => half,
            Ok(_) | Err(_) => 0,
        };
        let offset = server_time
            .0
            .saturating_add(half)
            .saturating_sub(crate::clock::now().0);
        let far = offset.abs_diff(self.clock_offset.get()) > 60_000;
        if took_millis <= self.quickest.get() || far {
            self.quickest.set(took_millis);
            self.clock_offset.set(offset);
            self.tell_today();
        }
    }

    pub(crate) fn utc_offset_minutes(&self) -> i32 {
        self.heads
            .borrow()
            .office
            .as_ref()
            .map_or(480, |office| office.utc_offset_minutes)
    }

    pub(crate) fn tell_today(&self) {
        let now = self.now();
        let today = domain::command::day(now, self.utc_offset_minutes());
        self.tell(Update::Today(today));
        self.tell(Update::Clock {
            offset_millis: self.clock_offset.get(),
            minute: Instant(now.0.saturating_sub(now.0.rem_euclid(60_000))),
        });
    }
}
