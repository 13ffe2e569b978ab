//! Writes of a transaction: which stores they touch, and their requests.

use domain::id::hex;
use futures::future::try_join_all;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::indexed::{
    DRAFTS, EVENTS, HEADS, JOURNAL, META, OUTBOX, PHOTOS, TAIL, WAITING, numbered, refused,
};
use super::{StoreError, Write};

/// What a transaction of these opens: the owner's mark is looked at in each.
pub(super) fn stores_of(writes: &[Write]) -> Vec<&'static str> {
    let mut stores = vec![META];
    for store in writes.iter().flat_map(touched) {
        if !stores.contains(store) {
            stores.push(store);
        }
    }
    stores
}

fn touched(write: &Write) -> &'static [&'static str] {
    match write {
        Write::Meta { .. } | Write::DropMeta { .. } => &[META],
        Write::Heads { .. } => &[HEADS],
        Write::Events { .. } => &[EVENTS],
        Write::Tail { .. } | Write::DropTail { .. } => &[TAIL],
        Write::DropPart { .. } => &[HEADS, EVENTS],
        Write::ForgetServer => &[HEADS, EVENTS, TAIL],
        Write::AddOutbox { .. } | Write::DropOutbox { .. } => &[OUTBOX],
        Write::Journal { .. } | Write::DropJournal { .. } => &[JOURNAL],
        Write::Draft { .. } | Write::DropDraft { .. } => &[DRAFTS],
        Write::Photo { .. } | Write::DropPhoto { .. } => &[PHOTOS],
        Write::PhotoSent { .. } | Write::PhotoWaiting { .. } => &[WAITING],
    }
}

/// The requests go out in the order of the writes, and the browser takes them in that order.
pub(super) async fn apply_all(
    transaction: &Transaction<'_>,
    writes: &[Write],
) -> Result<(), StoreError> {
    let mut left = writes;
    while let Some((first, rest)) = left.split_first() {
        let together = left
            .iter()
            .take_while(|write| is_one_request(write))
            .count();
        if together == 0 {
            apply(transaction, first).await?;
            left = rest;
        } else {
            let (now, later) = left.split_at(together);
            try_join_all(now.iter().map(|write| apply(transaction, write))).await?;
            left = later;
        }
    }
    Ok(())
}

/// What takes more than one goes by itself, or a later write might come before its second.
fn is_one_request(write: &Write) -> bool {
    !matches!(write, Write::DropPart { .. } | Write::ForgetServer)
}

async fn apply(transaction: &Transaction<'_>, write: &Write) -> Result<(), StoreError> {
    let open = |name: &str| transaction.object_store(name).map_err(refused);
    match write {
        Write::Meta { key, value } => put(&open(META)?, key, value).await,
        Write::Heads { part, value } => {
            put(&open(HEADS)?, &numbered(u64::from(*part)), value).await
        }
        Write::Events { part, value } => {
            put(&open(EVENTS)?, &numbered(u64::from(*part)), value).await
        }
        Write::Tail { cursor, value } => put(&open(TAIL)?, &numbered(*cursor), value).await,
        Write::DropTail { cursor } => delete(&open(TAIL)?, &numbered(*cursor)).await,
        Write::DropPart { part } => {
            let key = numbered(u64::from(*part));
            delete(&open(HEADS)?, &key).await?;
            delete(&open(EVENTS)?, &key).await
        }
        Write::ForgetServer => {
            for name in [HEADS, EVENTS, TAIL] {
                open(name)?
                    .clear()
                    .map_err(refused)?
                    .await
                    .map_err(refused)?;
            }
            Ok(())
        }
        Write::AddOutbox { key, value } => {
            let store = open(OUTBOX)?;
            store
                .add(JsValue::from(Uint8Array::from(value.as_slice())))
                .with_key(key.clone())
                .primitive()
                .map_err(refused)?
                .await
                .map(|_: String| ())
                .map_err(refused)
        }
        Write::DropOutbox { key } => delete(&open(OUTBOX)?, key).await,
        Write::Journal { key, value } => put(&open(JOURNAL)?, key, value).await,
        Write::DropJournal { key } => delete(&open(JOURNAL)?, key).await,
        Write::Draft { key, value } => put(&open(DRAFTS)?, key, value).await,
        Write::DropDraft { key } => delete(&open(DRAFTS)?, key).await,
        Write::DropMeta { key } => delete(&open(META)?, key).await,
        Write::DropPhoto { digest } => delete(&open(PHOTOS)?, &hex(&digest.0)).await,
        Write::Photo { digest, value } => put(&open(PHOTOS)?, &hex(&digest.0), value).await,
        Write::PhotoSent { digest } => delete(&open(WAITING)?, &hex(&digest.0)).await,
        Write::PhotoWaiting { digest } => put(&open(WAITING)?, &hex(&digest.0), b"1").await,
    }
}

pub(super) async fn put(
    store: &ObjectStore<'_>,
    key: &str,
    value: &[u8],
) -> Result<(), StoreError> {
    store
        .put(JsValue::from(Uint8Array::from(value)))
        .with_key(key.to_owned())
        .primitive()
        .map_err(refused)?
        .await
        .map(|_: String| ())
        .map_err(refused)
}

async fn delete(store: &ObjectStore<'_>, key: &str) -> Result<(), StoreError> {
    store
        .delete(key)
        .primitive()
        .map_err(refused)?
        .await
        .map_err(refused)
}
