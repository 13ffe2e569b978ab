//! Many small pages become one when nothing else is to be done: a start then reads one page instead of a hundred.
//! Rows stay as they came, byte for byte; of a stream's heads only the last is kept. One transaction for each page made.

use std::collections::BTreeMap;

use domain::id::{Cursor, Digest, Instant, StreamId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::boot::json;
use super::{Engine, Open};
use crate::store::{Durability, Store, StoreError, Write};

/// A page holds this many events at most: what is read in one go stays small enough for a phone.
const FULL: usize = 1_000;
/// Fewer small pages are not worth writing again.
const ENOUGH: usize = 8;

/// A reply as it is stored, its rows unread.
#[derive(Serialize, Deserialize)]
pub(super) struct Page<'a> {
    epoch: u64,
    #[serde(borrow)]
    pub events: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub heads: Vec<&'a RawValue>,
    cursor: Cursor,
    hash: Digest,
    head: Cursor,
    server_time: Instant,
}

/// What of a head row says which of two is the later one.
#[derive(Deserialize)]
struct Row {
    stream: StreamId,
    last: Cursor,
}

/// The transactions that merge these pages, in order of their cursors; each leaves the same log behind it.
fn merging(pages: &[(u64, Vec<u8>)]) -> Vec<Vec<Write>> {
    let mut transactions = Vec::new();
    let mut group: Vec<Page<'_>> = Vec::new();
    let mut events = 0_usize;
    for (_, bytes) in pages {
        let page = domain::json::read::<Page<'_>>(bytes).ok();
        let size = page.as_ref().map_or(0, |page| page.events.len());
        let epoch = group.last().map(|last| last.epoch);
        let fits = page.as_ref().is_some_and(|page| {
            events.saturating_add(size) <= FULL && epoch.is_none_or(|epoch| epoch == page.epoch)
        });
        if !fits {
            transactions.extend(merged(std::mem::take(&mut group)));
            events = 0;
        }
        // What cannot be read stays as it is.
        if let Some(page) = page {
            events = events.saturating_add(size);
            group.push(page);
        }
    }
    transactions.extend(merged(group));
    transactions
}

fn merged(group: Vec<Page<'_>>) -> Option<Vec<Write>> {
    if group.len() < ENOUGH {
        return None;
    }
    let mut rows: BTreeMap<StreamId, (Cursor, &RawValue)> = BTreeMap::new();
    let mut unread = Vec::new();
    let mut events = Vec::new();
    let mut writes = Vec::with_capacity(group.len());
    let mut end = None;
    for page in group {
        events.extend(page.events);
        for raw in page.heads {
            match domain::json::read::<Row>(raw.get().as_bytes()) {
                Ok(row) => {
                    let known = rows.get(&row.stream);
                    if known.is_none_or(|(last, _)| *last <= row.last) {
                        rows.insert(row.stream, (row.last, raw));
                    }
                }
                Err(_) => unread.push(raw),
            }
        }
        if let Some((cursor, ..)) = end.replace((
            page.cursor,
            page.epoch,
            page.hash,
            page.head,
            page.server_time,
        )) {
            writes.push(Write::DropTail { cursor: cursor.0 });
        }
    }
    let (cursor, epoch, hash, head, server_time) = end?;
    let page = Page {
        epoch,
        events,
        heads: rows
            .into_values()
            .map(|(_, raw)| raw)
            .chain(unread)
            .collect(),
        cursor,
        hash,
        head,
        server_time,
    };
    writes.push(Write::Tail {
        cursor: cursor.0,
        value: json(&page),
    });
    Some(writes)
}

/// Merges what there is to merge; gives back how many pages there are now.
async fn merge(store: &impl Store) -> Result<usize, StoreError> {
    let pages = store.tail().await?;
    let mut left = pages.len();
    for writes in merging(&pages) {
        let gone = writes.len().saturating_sub(1);
        store.commit(writes, Durability::Relaxed).await?;
        left = left.saturating_sub(gone);
    }
    Ok(left)
}

impl Engine {
    /// Called when a sync found nothing to do.
    pub(super) async fn merge_pages(&self, open: &Open) {
        if open.tail_pages.get() < open.merge_at.get().max(ENOUGH) {
            return;
        }
        let _turn = self.gate.lock().await;
        match merge(&open.store).await {
            Ok(left) => {
                open.tail_pages.set(left);
                open.merge_at.set(left.saturating_add(ENOUGH));
            }
            Err(error) => self.storage_failed(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use domain::event::Envelope;
    use domain::head::{HeadData, HeadRow, OfficeHead};
    use domain::id::CommandId;
    use domain::sync::message::PullReply;
    use futures::executor::block_on;
    use uuid::Uuid;

    /// The same numbers for the same seed.
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, most: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % most
        }
    }

    fn stream(number: u64) -> StreamId {
        StreamId(Uuid::from_u128(u128::from(number)))
    }

    /// A tail of some pages, small ones, and large ones among them where that is wanted.
    fn tail(draw: &mut Draw, pages: u64, large: bool) -> MemoryStore {
        let store = MemoryStore::default();
        let mut seq = draw.below(50);
        for _ in 0..pages {
            let size = if large && draw.below(6) == 0 {
                300 + draw.below(700)
            } else {
                1 + draw.below(9)
            };
            let mut events = Vec::new();
            let mut heads = BTreeMap::new();
            for _ in 0..size {
                seq += 1;
                let stream = stream(draw.below(40));
                let body = format!(r#"{{"spaces":  {seq}, "text":"雨水"}}"#);
                events.push(Envelope {
                    seq: Cursor(seq),
                    stream,
                    command: CommandId(Uuid::from_u128(u128::from(seq))),
                    index: 0,
                    body: RawValue::from_string(body).unwrap(),
                    personal: Vec::new(),
                });
                heads.insert(
                    stream,
                    HeadRow {
                        stream,
                        last: Cursor(seq),
                        fold: 1,
                        tip: Digest::of(&[&seq.to_be_bytes()]),
                        data: HeadData::Office(OfficeHead {
                            company: String::new(),
                            name: seq.to_string(),
                            demo: false,
                            utc_offset_minutes: 480,
                            delegations: Vec::new(),
                        }),
                    },
                );
            }
            let reply = PullReply {
                epoch: 1,
                events,
                heads: heads.into_values().collect(),
                cursor: Cursor(seq),
                hash: Digest::of(&[&seq.to_be_bytes()]),
                head: Cursor(seq),
                server_time: Instant(9),
                seal: None,
            };
            let write = Write::Tail {
                cursor: seq,
                value: json(&reply),
            };
            block_on(store.commit(vec![write], Durability::Relaxed)).unwrap();
        }
        store
    }

    /// Every event's bytes in order, the last head of every stream, and the cursor.
    type Seen = (
        Vec<(Cursor, StreamId, String)>,
        BTreeMap<StreamId, HeadRow>,
        Option<Cursor>,
    );

    /// What a start makes of it.
    fn seen(store: &MemoryStore) -> Seen {
        let (mut events, mut heads, mut cursor) = (Vec::new(), BTreeMap::new(), None);
        for bytes in block_on(store.load()).unwrap().tail {
            let reply = PullReply::read(&bytes).unwrap();
            heads.extend(reply.heads.into_iter().map(|row| (row.stream, row)));
            events.extend(
                reply
                    .events
                    .into_iter()
                    .map(|it| (it.seq, it.stream, it.body.get().to_owned())),
            );
            cursor = Some(reply.cursor);
        }
        (events, heads, cursor)
    }

    #[test]
    fn a_start_sees_the_same_before_and_after_wherever_the_merging_ended() {
        let mut merged = 0;
        for seed in 0..40 {
            let mut draw = Draw(seed);
            let pages = 1 + draw.below(60);
            let store = tail(&mut draw, pages, true);
            let before = seen(&store);
            let kept = block_on(store.tail()).unwrap();
            for writes in merging(&kept) {
                store.refuse(true);
                assert!(block_on(store.commit(writes.clone(), Durability::Relaxed)).is_err());
                assert_eq!(
                    seen(&store),
                    before,
                    "seed {seed}: nothing of a transaction that failed stands"
                );
                store.refuse(false);
                block_on(store.commit(writes, Durability::Relaxed)).unwrap();
                assert_eq!(
                    seen(&store),
                    before,
                    "seed {seed}: killed between two transactions"
                );
                merged += 1;
            }
        }
        assert!(merged > 20, "{merged}");
    }

    #[test]
    fn small_pages_become_few_and_none_is_too_large() {
        let mut draw = Draw(7);
        let store = tail(&mut draw, 400, false);
        let left = block_on(merge(&store)).unwrap();
        let after = block_on(store.tail()).unwrap();
        assert_eq!(left, after.len());
        // Some 2,000 events.
        assert!(left < 12, "{left}");
        for (cursor, bytes) in after {
            let reply = PullReply::read(&bytes).unwrap();
            assert!(reply.events.len() <= FULL);
            assert_eq!(reply.cursor, Cursor(cursor));
        }
        // Once more there is nothing left to do.
        let again = merging(&block_on(store.tail()).unwrap());
        assert!(again.is_empty(), "{}", again.len());
    }

    #[test]
    fn a_page_nobody_can_read_is_left_alone() {
        let mut draw = Draw(3);
        let store = tail(&mut draw, 20, true);
        let strange = Write::Tail {
            cursor: 10_000_000,
            value: b"not a page".to_vec(),
        };
        block_on(store.commit(vec![strange], Durability::Relaxed)).unwrap();
        block_on(merge(&store)).unwrap();
        let pages = block_on(store.tail()).unwrap();
        assert_eq!(
            pages.last().map(|(_, bytes)| bytes.as_slice()),
            Some(&b"not a page"[..])
        );
    }
}
