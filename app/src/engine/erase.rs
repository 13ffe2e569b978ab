//! Erased personal data leaves this tablet too: its pages are written anew without it.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::{Envelope, ErasureFact, Fact};
use domain::head::HeadRow;
use domain::id::{Digest, StreamId};
use domain::personal::Personal;
use domain::sync::message::PullReply;

use super::photo_book;
use crate::store::{Durability, Store, StoreError, Write};

/// What came down as erased.
#[derive(Debug, Default)]
pub(super) struct Erased {
    values: Vec<Personal>,
    /// Photos and signatures: their bytes leave this tablet.
    pub photos: Vec<Digest>,
    streams: BTreeSet<StreamId>,
}

impl Erased {
    /// `None` where nothing was.
    pub fn by(reply: &PullReply) -> Option<Self> {
        let mut erased = Erased::default();
        for envelope in &reply.events {
            // Most bodies are not even looked at: an erasure names itself.
            if !envelope.body.get().contains("personal_data_erased") {
                continue;
            }
            if let Ok(opened) = envelope.open()
                && let Fact::Erasure(ErasureFact::PersonalDataErased { values, photos, .. }) =
                    opened.event.fact
            {
                erased.values.extend(values);
                erased.photos.extend(photos);
                erased.streams.insert(envelope.stream);
            }
        }
        (!erased.streams.is_empty()).then_some(erased)
    }

    /// Blanks what is kept in memory; whether there was any.
    pub fn blank(&self, events: &mut [Envelope]) -> bool {
        let mut any = false;
        for value in events.iter_mut().flat_map(|event| &mut event.personal) {
            any |= value.blank(&self.values);
        }
        any
    }

    fn replace(&self, rows: &mut [HeadRow], fresh: &BTreeMap<StreamId, &HeadRow>) -> bool {
        let mut any = false;
        for row in rows {
            if self.streams.contains(&row.stream)
                && let Some(fresh) = fresh.get(&row.stream)
                && row != *fresh
            {
                *row = (*fresh).clone();
                any = true;
            }
        }
        any
    }

    /// The pages that held any of it, written anew: bodies as they were, so their hashes hold.
    pub async fn write(&self, store: &impl Store, reply: &PullReply) -> Result<(), StoreError> {
        let fresh: BTreeMap<StreamId, &HeadRow> =
            reply.heads.iter().map(|row| (row.stream, row)).collect();
        let loaded = store.load().await?;
        let mut writes = photo_book::erasing(&self.photos);
        for (part, bytes) in &loaded.heads {
            if let Ok(mut rows) = HeadRow::read_all(bytes)
                && self.replace(&mut rows, &fresh)
            {
                let (part, value) = (*part, json(&rows)?);
                writes.push(Write::Heads { part, value });
            }
        }
        for part in &loaded.event_parts {
            let Some(bytes) = store.events(*part).await? else {
                continue;
            };
            if let Ok(mut events) = domain::json::read::<Vec<Envelope>>(&bytes)
                && self.blank(&mut events)
            {
                let (part, value) = (*part, json(&events)?);
                writes.push(Write::Events { part, value });
            }
        }
        for bytes in &loaded.tail {
            let Ok(mut page) = PullReply::read(bytes) else {
                continue;
            };
            let blanked = self.blank(&mut page.events);
            if self.replace(&mut page.heads, &fresh) || blanked {
                let (cursor, value) = (page.cursor.0, json(&page)?);
                writes.push(Write::Tail { cursor, value });
            }
        }
        if writes.is_empty() {
            return Ok(());
        }
        store.commit(writes, Durability::Relaxed).await
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Refused(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use domain::id::{CommandId, Cursor, Instant};
    use domain::personal::PersonalValue;
    use futures::executor::block_on;
    use serde_json::json;
    use serde_json::value::RawValue;

    const UNIT: StreamId = StreamId(uuid::Uuid::from_u128(5));
    const PHOTO: Digest = Digest([9; 32]);

    fn envelope(seq: u64, fact: &serde_json::Value, personal: Vec<PersonalValue>) -> Envelope {
        let body = json!({
            "schema": 1, "recorded_by": UNIT, "conducted_by": [UNIT],
            "moment": {"happened_at": 1, "entered_at": 1, "clock_offset": 0}, "fact": fact,
        });
        Envelope {
            seq: Cursor(seq),
            stream: UNIT,
            command: CommandId::mint(Instant(1), [1; 10]),
            index: 0,
            body: RawValue::from_string(body.to_string()).unwrap(),
            personal,
        }
    }

    fn reply(events: Vec<Envelope>, at: u64) -> PullReply {
        PullReply {
            epoch: 1,
            events,
            heads: Vec::new(),
            cursor: Cursor(at),
            hash: Digest::ZERO,
            head: Cursor(at),
            server_time: Instant(1),
            seal: None,
        }
    }

    #[test]
    fn what_was_erased_leaves_every_page_of_this_tablet_and_the_bodies_stay() {
        let name = PersonalValue::seal([3; 16], "张三");
        let recorded = envelope(
            1,
            &json!({"unit": {"occupant_recorded": {"code": "A", "kind": "merchant", "name": name.digest}}}),
            vec![name.clone()],
        );
        let store = MemoryStore::default();
        let writes = vec![
            Write::Events {
                part: 0,
                value: serde_json::to_vec(std::slice::from_ref(&recorded)).unwrap(),
            },
            Write::Photo {
                digest: PHOTO,
                value: b"image/webp\n1".to_vec(),
            },
            Write::PhotoWaiting { digest: PHOTO },
            Write::Tail {
                cursor: 1,
                value: serde_json::to_vec(&reply(vec![recorded.clone()], 1)).unwrap(),
            },
        ];
        block_on(store.commit(writes, Durability::Relaxed)).unwrap();
        let erasure = envelope(
            2,
            &json!({"erasure": {"personal_data_erased": {
                "unit": UNIT, "values": [name.digest], "photos": [PHOTO], "reason": "asked",
            }}}),
            Vec::new(),
        );
        let came = reply(vec![erasure], 2);
        let erased = Erased::by(&came).unwrap();
        block_on(erased.write(&store, &came)).unwrap();
        let loaded = block_on(store.load()).unwrap();
        let part = block_on(store.events(0)).unwrap().unwrap();
        for bytes in loaded.tail.iter().chain([&part]) {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(
                !text.contains("张三") && !text.contains(&name.salt),
                "{text}"
            );
            assert!(text.contains(recorded.body.get()));
        }
        assert_eq!(loaded.tail.len(), 1);
        assert_eq!(block_on(store.photo(PHOTO)).unwrap(), None);
        assert!(loaded.photos_waiting.is_empty());
        assert!(Erased::by(&reply(vec![recorded], 1)).is_none());
    }
}
