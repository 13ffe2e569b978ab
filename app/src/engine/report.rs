//! How this tablet is, said with every exchange: the office sees what has not arrived from where.

use std::rc::Rc;

use domain::id::Instant;
use domain::sync::replica::Replica;
use domain::sync::report::TabletReport;
use wasm_bindgen_futures::spawn_local;

use super::message::StorageReport;
use super::{Engine, Open, tab};
use crate::sync::http;

/// As often the browser is asked what room there is: its answer takes longer than sending a save does.
const ASK_AGAIN_MILLIS: u64 = 60_000;

fn report(replica: &Replica, photos: usize, storage: StorageReport, offset: i64) -> TabletReport {
    let outbox = replica.outbox().iter();
    let waiting = outbox.filter(|pending| pending.answer.is_none());
    let entered = waiting.map(|pending| pending.command.moment.entered_at());
    let (count, oldest) = entered.fold((0_u32, None::<Instant>), |(count, oldest), at| {
        let oldest = oldest.map_or(at, |oldest| oldest.min(at));
        (count.saturating_add(1), Some(oldest))
    });
    TabletReport {
        unsent: count,
        photos: u32::try_from(photos).unwrap_or(u32::MAX),
        oldest,
        app: env!("CARGO_PKG_VERSION").to_owned(),
        // To the megabyte: a byte more is no news.
        used: storage.used_bytes / 1_000_000 * 1_000_000,
        quota: storage.quota_bytes / 1_000_000 * 1_000_000,
        persisted: storage.persisted,
        // To ten seconds, likewise.
        offset: offset / 10_000 * 10_000,
    }
}

impl Engine {
    /// What the next requests say. Nothing that is to be sent waits for the browser's word on its storage.
    pub(super) fn say_how_it_is(self: &Rc<Self>, open: &Open) {
        self.ask_for_storage();
        let storage = self.storage.get();
        let photos = open.photos.borrow().waiting().len();
        let offset = self.clock_offset.get();
        let report = report(&open.replica.borrow(), photos, storage, offset);
        http::say(serde_json::to_string(&report).unwrap_or_default());
    }

    fn ask_for_storage(self: &Rc<Self>) {
        let now = crate::clock::ticks();
        let asked = self.storage_asked.get();
        if asked.is_some_and(|at| now.saturating_sub(at) < ASK_AGAIN_MILLIS) {
            return;
        }
        self.storage_asked.set(Some(now));
        let engine = self.clone();
        spawn_local(async move {
            engine.storage.set(tab::storage_report().await);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trial::{replica, save};
    use crate::store::memory::MemoryStore;
    use futures::executor::block_on;

    #[test]
    fn it_names_what_waits_since_when_in_one_short_line() {
        let store = MemoryStore::default();
        let replica = replica();
        for place in [7, 5, 9] {
            block_on(save(&store, &replica, place));
        }
        let storage = StorageReport {
            persisted: true,
            used_bytes: 12_345_678,
            quota_bytes: 64_000_000_001,
        };
        let report = report(&replica.borrow(), 2, storage, -1_234_567);
        assert_eq!((report.unsent, report.photos), (3, 2));
        assert_eq!(report.oldest, Some(Instant(5)));
        assert_eq!((report.used, report.offset), (12_000_000, -1_230_000));
        let line = serde_json::to_string(&report).unwrap();
        assert!(line.is_ascii() && line.len() < 300, "{line}");
    }
}
