//! The window moves: whole months leave this tablet when nothing else is to be done, and what was had on demand with them.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::id::{Digest, StreamId, hex};
use domain::sync::window::message::WindowReply;
use domain::sync::window::{MONTHS, Window, first_month};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::boot::json;
use super::merge::Page;
use super::{Engine, Open};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http;

/// Where the window of this tablet stands.
pub(super) const META_WINDOW: &str = "window";
/// Parts from this number on hold one stream each, had on demand; those before it came with the first sync.
pub(super) const GUESTS: u32 = 1 << 30;

/// What of an event says whose it is.
#[derive(Deserialize)]
struct Of {
    stream: StreamId,
}

fn stream_of(row: &RawValue) -> Option<StreamId> {
    domain::json::read::<Of>(row.get().as_bytes())
        .ok()
        .map(|of| of.stream)
}

impl Engine {
    /// Called when a sync found nothing to do. Every month leaves in one transaction; a failure leaves the rest for
    /// the next time.
    pub(super) async fn move_window(&self, open: &Open) {
        if !open.first_sync_done.get() {
            return;
        }
        let today = domain::command::day(self.now(), self.utc_offset_minutes());
        for window in self.steps(open, today).await {
            match self.leave(open, window).await {
                Ok(()) => open.window_moved_on.set(Some(today)),
                Err(StoreError::Fenced) => {
                    self.set_status(|status| status.fenced = true);
                    return;
                }
                Err(error) => {
                    self.storage_failed(&error);
                    return;
                }
            }
        }
    }

    /// Where the window stands one after the other until it stands where it should today; at least once a day where it
    /// stands already, for what was had on demand.
    async fn steps(&self, open: &Open, today: NaiveDate) -> Vec<Window> {
        let known = open.replica.borrow().window();
        let due = first_month(today, MONTHS);
        let moves = known.is_none_or(|known| known.from.first_day() < due.first_day());
        if open.window_moved_on.get() == Some(today) {
            return Vec::new();
        }
        if !moves {
            return known.into_iter().collect();
        }
        let after = known.map_or_else(String::new, |known| format!("?after={}", known.from));
        let Ok(answered) = http::get(&format!("/api/window{after}")).await else {
            return Vec::new();
        };
        // An older server knows of no window: everything stays.
        let starts = answered.read::<WindowReply>().map(|reply| reply.starts);
        let steps: Vec<Window> = starts.unwrap_or_default();
        if steps.is_empty() {
            open.window_moved_on.set(Some(today));
            return known.into_iter().collect();
        }
        steps
    }

    /// One step: whatever may leave goes with its heads and its events, and the window stands there from then on.
    async fn leave(&self, open: &Open, window: Window) -> Result<(), StoreError> {
        let turn = self.gate.lock().await;
        let used = self.watched.borrow().clone();
        let leaving = open.replica.borrow().leaving(window, &used);
        let photos = open.photos.borrow().waiting().clone();
        let gone = if leaving.is_empty() {
            leaving
        } else {
            let mut kept = pinned(&open.store, &leaving, &photos).await?;
            kept.extend(used);
            open.replica.borrow().leaving(window, &kept)
        };
        let parts = open.parts.borrow().clone();
        let mut writes = without(&open.store, &parts, &gone).await?;
        writes.push(Write::Meta {
            key: META_WINDOW.to_owned(),
            value: json(&window),
        });
        open.store.commit(writes, Durability::Relaxed).await?;
        let mut parts = open.parts.borrow_mut();
        for stream in &gone {
            if let Some(part) = parts.remove(stream).filter(|part| *part >= GUESTS) {
                open.durable_parts.borrow_mut().remove(&part);
            }
            open.tail.borrow_mut().remove(stream);
        }
        drop(parts);
        {
            let mut replica = open.replica.borrow_mut();
            replica.let_go(&gone);
            replica.look_through(window);
        }
        drop(turn);
        self.refresh(gone);
        Ok(())
    }
}

/// Of what could leave: what a draft is about, and what a photo belongs to that the server has not confirmed.
async fn pinned(
    store: &impl Store,
    leaving: &BTreeSet<StreamId>,
    photos: &BTreeSet<Digest>,
) -> Result<BTreeSet<StreamId>, StoreError> {
    let drafts = store.drafts().await?;
    let mut pinned: BTreeSet<StreamId> = leaving
        .iter()
        .copied()
        .filter(|stream| {
            let name = stream.to_string();
            drafts.iter().any(|key| key.contains(&name))
        })
        .collect();
    if photos.is_empty() {
        return Ok(pinned);
    }
    let names: Vec<String> = photos.iter().map(|digest| hex(&digest.0)).collect();
    let mut look = |row: &RawValue| {
        if names.iter().any(|name| row.get().contains(name))
            && let Some(stream) = stream_of(row)
        {
            pinned.insert(stream);
        }
    };
    let loaded = store.load().await?;
    for part in loaded.event_parts {
        let bytes = store.events(part).await?.unwrap_or_default();
        let rows = domain::json::read::<Vec<&RawValue>>(&bytes);
        rows.unwrap_or_default().into_iter().for_each(&mut look);
    }
    for bytes in &loaded.tail {
        let page = domain::json::read::<Page<'_>>(bytes);
        let rows = page.map(|page| page.events).unwrap_or_default();
        rows.into_iter().for_each(&mut look);
    }
    Ok(pinned)
}

/// The writes after which these streams are in no page; every other row stays as it came.
async fn without(
    store: &impl Store,
    parts: &HashMap<StreamId, u32>,
    gone: &BTreeSet<StreamId>,
) -> Result<Vec<Write>, StoreError> {
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let touched: BTreeSet<u32> = gone
        .iter()
        .filter_map(|stream| parts.get(stream).copied())
        .collect();
    let mut writes: Vec<Write> = touched
        .iter()
        .filter(|part| **part >= GUESTS)
        .map(|part| Write::DropPart { part: *part })
        .collect();
    let loaded = store.load().await?;
    let in_parts = |part: &u32| *part < GUESTS && touched.contains(part);
    for (part, bytes) in loaded.heads.iter().filter(|(part, _)| in_parts(part)) {
        if let Some(value) = kept_rows(bytes, gone) {
            writes.push(Write::Heads { part: *part, value });
        }
    }
    for part in loaded.event_parts.iter().copied().filter(in_parts) {
        let bytes = store.events(part).await?.unwrap_or_default();
        if let Some(value) = kept_rows(&bytes, gone) {
            writes.push(Write::Events { part, value });
        }
    }
    for (cursor, bytes) in store.tail().await? {
        let Ok(mut page) = domain::json::read::<Page<'_>>(&bytes) else {
            continue;
        };
        let before = page.events.len().saturating_add(page.heads.len());
        page.events.retain(|row| stays(row, gone));
        page.heads.retain(|row| stays(row, gone));
        if page.events.is_empty() && page.heads.is_empty() {
            writes.push(Write::DropTail { cursor });
        } else if page.events.len().saturating_add(page.heads.len()) < before {
            let value = json(&page);
            writes.push(Write::Tail { cursor, value });
        }
    }
    Ok(writes)
}

fn stays(row: &RawValue, gone: &BTreeSet<StreamId>) -> bool {
    stream_of(row).is_none_or(|stream| !gone.contains(&stream))
}

/// The rows of a part that stay; `None` where all do, or the part cannot be read.
fn kept_rows(bytes: &[u8], gone: &BTreeSet<StreamId>) -> Option<Vec<u8>> {
    let mut rows: Vec<&RawValue> = domain::json::read(bytes).ok()?;
    let before = rows.len();
    rows.retain(|row| stays(row, gone));
    (rows.len() < before).then(|| json(&rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use futures::executor::block_on;
    use uuid::Uuid;

    const OLD: StreamId = StreamId(Uuid::from_u128(1));
    const NEW: StreamId = StreamId(Uuid::from_u128(2));
    const GUEST: StreamId = StreamId(Uuid::from_u128(3));
    const PHOTO: Digest = Digest([7; 32]);

    fn event(stream: StreamId, body: &str) -> String {
        format!(r#"{{"seq":1,"stream":"{stream}","body":{{"spaces":  "{body}"}}}}"#)
    }

    fn list(rows: &[String]) -> Vec<u8> {
        format!("[{}]", rows.join(",")).into_bytes()
    }

    fn page(cursor: u64, streams: &[StreamId]) -> Write {
        let rows: Vec<String> = streams.iter().map(|it| event(*it, "雨水")).collect();
        let rows = rows.join(",");
        let hash = Digest::ZERO;
        let text = format!(
            r#"{{"epoch":1,"events":[{rows}],"heads":[{rows}],"cursor":{cursor},"hash":"{hash}","head":9,"server_time":9}}"#
        );
        Write::Tail {
            cursor,
            value: text.into_bytes(),
        }
    }

    fn part(part: u32, streams: &[StreamId]) -> [Write; 2] {
        let rows: Vec<String> = streams.iter().map(|it| event(*it, "漏水")).collect();
        let value = list(&rows);
        [
            Write::Heads {
                part,
                value: value.clone(),
            },
            Write::Events { part, value },
        ]
    }

    /// A part with both, a guest, a page of the tail of each and one of both.
    fn store() -> (MemoryStore, HashMap<StreamId, u32>) {
        let store = MemoryStore::default();
        let mut writes = Vec::new();
        writes.extend(part(0, &[OLD, NEW]));
        writes.extend(part(1, &[NEW]));
        writes.extend(part(GUESTS, &[GUEST]));
        writes.push(page(4, &[OLD]));
        writes.push(page(5, &[NEW, OLD]));
        writes.push(page(6, &[NEW]));
        writes.push(Write::AddOutbox {
            key: "waits".to_owned(),
            value: b"x".to_vec(),
        });
        block_on(store.commit(writes, Durability::Relaxed)).unwrap();
        let parts = HashMap::from([(OLD, 0), (NEW, 0), (GUEST, GUESTS)]);
        (store, parts)
    }

    fn text(store: &MemoryStore) -> String {
        let loaded = block_on(store.load()).unwrap();
        let mut all: Vec<Vec<u8>> = loaded.heads.into_iter().map(|(_, value)| value).collect();
        for part in loaded.event_parts {
            all.push(block_on(store.events(part)).unwrap().unwrap());
        }
        all.extend(loaded.tail);
        String::from_utf8(all.concat()).unwrap()
    }

    #[test]
    fn what_leaves_is_in_no_page_any_more_and_every_other_row_stays_as_it_came() {
        let (store, parts) = store();
        let before = text(&store);
        let gone = BTreeSet::from([OLD, GUEST]);
        let writes = block_on(without(&store, &parts, &gone)).unwrap();
        block_on(store.commit(writes, Durability::Relaxed)).unwrap();
        let after = text(&store);
        assert!(!after.contains(&OLD.to_string()) && !after.contains(&GUEST.to_string()));
        let rows = |text: &str| text.matches(&event(NEW, "漏水")).count();
        assert_eq!((rows(&before), rows(&after)), (4, 4));
        assert_eq!(after.matches(&event(NEW, "雨水")).count(), 4);
        // The storage shrinks, and what waits to be sent is not touched.
        assert!(after.len() < before.len());
        let loaded = block_on(store.load()).unwrap();
        assert_eq!(loaded.tail.len(), 2);
        assert_eq!(loaded.outbox.len(), 1);
        // Parts of the first sync stay, so that it counts as done; a guest's goes.
        assert_eq!(loaded.event_parts, [0, 1]);
    }

    #[test]
    fn a_part_nothing_leaves_from_is_not_written_again() {
        let (store, parts) = store();
        let gone = BTreeSet::from([GUEST]);
        let writes = block_on(without(&store, &parts, &gone)).unwrap();
        assert_eq!(writes.len(), 1);
        assert!(
            block_on(without(&store, &parts, &BTreeSet::new()))
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn a_refused_write_leaves_the_month_where_it_is() {
        let (store, parts) = store();
        let before = text(&store);
        let writes = block_on(without(&store, &parts, &BTreeSet::from([OLD]))).unwrap();
        store.refuse(true);
        assert!(block_on(store.commit(writes, Durability::Relaxed)).is_err());
        assert_eq!(text(&store), before);
    }

    #[test]
    fn a_draft_keeps_what_it_is_about() {
        let (store, _) = store();
        let draft = Write::Draft {
            key: format!("follow_up/{OLD}"),
            value: b"typed".to_vec(),
        };
        block_on(store.commit(vec![draft], Durability::Strict)).unwrap();
        let leaving = BTreeSet::from([OLD, GUEST]);
        let kept = block_on(pinned(&store, &leaving, &BTreeSet::new())).unwrap();
        assert_eq!(kept, BTreeSet::from([OLD]));
    }

    #[test]
    fn a_photo_the_server_has_not_confirmed_keeps_its_case() {
        let (store, _) = store();
        let row = event(GUEST, &hex(&PHOTO.0));
        let write = Write::Events {
            part: GUESTS,
            value: list(&[row]),
        };
        block_on(store.commit(vec![write], Durability::Relaxed)).unwrap();
        let leaving = BTreeSet::from([OLD, GUEST]);
        let waiting = BTreeSet::from([PHOTO]);
        let kept = block_on(pinned(&store, &leaving, &waiting)).unwrap();
        assert_eq!(kept, BTreeSet::from([GUEST]));
        assert!(
            block_on(pinned(&store, &leaving, &BTreeSet::new()))
                .unwrap()
                .is_empty()
        );
    }
}
