//! The first sync: heads first, so that the list is usable; then whole streams, part by part, resumable.

use std::collections::VecDeque;

use domain::head::HeadRow;
use domain::sync::message::{EventsPart, FirstReply};
use futures::channel::oneshot;
use serde::Deserialize;
use serde_json::value::RawValue;
use wasm_bindgen_futures::spawn_local;

use super::boot::{FirstSync, META_CURSOR, META_FIRST, Standing, json};
use super::{Engine, Open};
use crate::store::{Durability, Store, Write};
use crate::sync::http::{self, Answered, NetFault};

/// Parts asked for at once on a quick line: the server makes one while this tablet stores another.
const AT_ONCE: usize = 3;
/// A part that took longer came over a line on which two at once would only keep each other from arriving in time.
const QUICK_MILLIS: u64 = 1_000;

/// The answers to these paths, in their order, asked for ahead of their use.
struct Coming<Paths> {
    paths: Paths,
    asked: VecDeque<oneshot::Receiver<(Result<Answered, NetFault>, u64)>>,
    at_once: usize,
}

impl<Paths: Iterator<Item = String>> Coming<Paths> {
    fn of(paths: Paths) -> Self {
        Coming {
            paths,
            asked: VecDeque::new(),
            at_once: 1,
        }
    }

    /// The next one; `None` after the last.
    async fn next(&mut self) -> Option<Result<Answered, NetFault>> {
        self.ask();
        let (answered, took) = match self.asked.pop_front()?.await {
            Ok(told) => told,
            Err(_) => return Some(Err(NetFault::NoNetwork)),
        };
        self.at_once = if took <= QUICK_MILLIS { AT_ONCE } else { 1 };
        self.ask();
        Some(answered)
    }

    fn ask(&mut self) {
        while self.asked.len() < self.at_once {
            let Some(path) = self.paths.next() else {
                return;
            };
            let (tell, told) = oneshot::channel();
            spawn_local(async move {
                let began = crate::clock::ticks();
                let answered = http::get(&path).await;
                let took = crate::clock::ticks().saturating_sub(began);
                // Whoever asked may have given up on an earlier part.
                let _ = tell.send((answered, took));
            });
            self.asked.push_back(told);
        }
    }
}

/// Only the rows of a part are kept, byte for byte.
#[derive(Deserialize)]
struct RawEvents<'a> {
    #[serde(borrow)]
    events: &'a RawValue,
}

/// Likewise of heads.
#[derive(Deserialize)]
struct RawHeads<'a> {
    #[serde(borrow)]
    heads: &'a RawValue,
}

impl Engine {
    pub(super) async fn first_sync(&self, open: &Open) -> Result<(), NetFault> {
        let answered = http::get("/api/first").await?;
        match answered.status {
            200 => {}
            401 => return self.session_is_gone(),
            _ => return Err(NetFault::NotOurs),
        }
        let reply: FirstReply = answered.read()?;
        self.learn_clock(reply.server_time, u64::MAX - 1);
        let parts = u32::try_from(reply.streams.div_ceil(reply.part_streams.max(1)))
            .map_err(|_| NetFault::NotOurs)?;
        let first = FirstSync {
            epoch: reply.epoch,
            at: reply.at,
            hash: reply.hash,
            parts,
            heads_done: false,
        };
        // A first sync begun earlier at another head starts anew: parts of two heads must not be mixed.
        let mut writes = vec![Write::ForgetServer];
        writes.push(Write::Meta {
            key: META_FIRST.to_owned(),
            value: json(&first),
        });
        self.commit(open, writes).await?;
        open.durable_parts.borrow_mut().clear();
        self.set_status(|status| status.first = Some((0, u64::from(parts) * 2)));
        self.take_all_heads(open, parts).await?;
        let paths =
            (0..parts).map(|part| format!("/api/first/events?part={part}&at={}", first.at.0));
        let mut coming = Coming::of(paths);
        for part in 0..parts {
            let Some(answered) = coming.next().await else {
                return Err(NetFault::NotOurs);
            };
            self.take_events(open, part, first, &answered?).await?;
            let done = u64::from(parts) + u64::from(part) + 1;
            self.set_status(|status| status.first = Some((done, u64::from(parts) * 2)));
        }
        let standing = Standing {
            epoch: first.epoch,
            cursor: first.at,
            hash: first.hash,
        };
        let write = Write::Meta {
            key: META_CURSOR.to_owned(),
            value: json(&standing),
        };
        self.commit(open, vec![write]).await?;
        open.first_sync_done.set(true);
        self.set_status(|status| status.first = None);
        self.hold_what_is_pending().await;
        // The heads are shown since they came; what is pending can be decided on whole streams only now.
        let watched = self.watched.borrow().clone();
        self.refresh(watched);
        self.tell_office().await;
        Ok(())
    }

    async fn take_all_heads(&self, open: &Open, parts: u32) -> Result<(), NetFault> {
        let mut coming = Coming::of((0..parts).map(|part| format!("/api/first/heads?part={part}")));
        for part in 0..parts {
            let Some(answered) = coming.next().await else {
                return Err(NetFault::NotOurs);
            };
            let answered = answered?;
            if !answered.ok() {
                return Err(NetFault::NotOurs);
            }
            let raw: RawHeads<'_> =
                serde_json::from_slice(&answered.body).map_err(|_| NetFault::NotOurs)?;
            let bytes = raw.heads.get().as_bytes();
            let rows = HeadRow::read_all(bytes).map_err(|_| NetFault::NotOurs)?;
            let write = Write::Heads {
                part,
                value: bytes.to_vec(),
            };
            self.commit(open, vec![write]).await?;
            open.parts
                .borrow_mut()
                .extend(rows.iter().map(|row| (row.stream, part)));
            open.replica.borrow_mut().take_heads(rows);
            self.set_status(|status| {
                status.first = Some((u64::from(part) + 1, u64::from(parts) * 2));
            });
        }
        // From here commands are numbered with what is seen, although the streams still come in.
        self.refresh_all();
        self.tell_office().await;
        Ok(())
    }

    async fn take_events(
        &self,
        open: &Open,
        part: u32,
        first: FirstSync,
        answered: &Answered,
    ) -> Result<(), NetFault> {
        if !answered.ok() {
            return Err(NetFault::NotOurs);
        }
        // Read once to be sure that every row is one of ours; kept as it came.
        answered.read::<EventsPart>()?;
        let body = std::str::from_utf8(&answered.body).map_err(|_| NetFault::NotOurs)?;
        let raw: RawEvents<'_> = serde_json::from_str(body).map_err(|_| NetFault::NotOurs)?;
        let write = Write::Events {
            part,
            value: raw.events.get().as_bytes().to_vec(),
        };
        self.commit(open, vec![write]).await?;
        open.durable_parts.borrow_mut().insert(part);
        open.replica
            .borrow_mut()
            .stand_at(first.epoch, first.at, first.hash);
        Ok(())
    }

    async fn commit(&self, open: &Open, writes: Vec<Write>) -> Result<(), NetFault> {
        let stored = open.store.commit(writes, Durability::Relaxed).await;
        stored.map_err(|_| NetFault::NotOurs)
    }
}
