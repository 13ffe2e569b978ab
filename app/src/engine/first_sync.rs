//! The first sync: heads first, so that the list is usable; then whole streams, part by part, resumable.

use std::collections::VecDeque;
use std::rc::Rc;

use domain::head::HeadRow;
use domain::id::{Digest, StreamId};
use domain::sync::message::FirstReply;
use domain::sync::window::message::{PartKey, StreamsRequest};
use futures::channel::oneshot;
use serde::Deserialize;
use serde_json::value::RawValue;
use wasm_bindgen_futures::spawn_local;

use super::boot::{FirstSync, META_CURSOR, META_FIRST, Standing, json};
use super::idle::when_idle;
use super::packed::{self, Packed};
use super::window::META_WINDOW;
use super::{Engine, Open, digest, quick};
use crate::store::{Durability, Store, Write};
use crate::sync::http::{self, Answered, NetFault};

/// Parts asked for at once on a quick line: the server makes one while this tablet stores another.
const AT_ONCE: usize = 6;
/// A part that took longer came over a line on which two at once would only keep each other from arriving in time.
const QUICK_MILLIS: u64 = 1_000;
/// Parts on their way into the storage at once: each is held in memory until it is there.
const STORED_AT_ONCE: usize = 3;
/// Bytes of heads that may wait in memory until the list has been drawn: some 15,000 cases.
const LATER_BYTES: usize = 16_000_000;

/// The answers to these paths, in their order, asked for ahead of their use.
struct Coming<Asks> {
    asks: Asks,
    asked: VecDeque<oneshot::Receiver<(Result<Came, NetFault>, u64)>>,
    at_once: usize,
}

/// One part, asked for.
enum Ask {
    Path(String),
    /// These streams, whole.
    Streams(StreamsRequest),
    /// Ready at the server; otherwise as any other.
    Packed(Packed, Box<Ask>),
}

/// What came of a part.
enum Came {
    Answer(Answered),
    /// Its list and nothing else, as it lay ready: heads to be read, events to be kept.
    List(Vec<u8>),
}

impl Ask {
    fn or_ready(self, packed: Option<Packed>) -> Self {
        match packed {
            Some(packed) => Ask::Packed(packed, Box::new(self)),
            None => self,
        }
    }

    async fn answer(self) -> Result<Came, NetFault> {
        let plain = match self {
            Ask::Packed(packed, otherwise) => match packed.list().await? {
                Some(list) => return Ok(Came::List(list)),
                None => *otherwise,
            },
            plain => plain,
        };
        let answered = match plain {
            Ask::Path(path) => http::get(&path).await,
            Ask::Streams(request) => http::post("/api/streams", &request).await,
            Ask::Packed(..) => Err(NetFault::NotOurs),
        };
        answered.map(Came::Answer)
    }
}

impl<Asks: Iterator<Item = Ask>> Coming<Asks> {
    /// Begins to ask; `took` is what the last answer over this line took.
    fn of(asks: Asks, took: u64) -> Self {
        let mut coming = Coming {
            asks,
            asked: VecDeque::new(),
            at_once: at_once(took),
        };
        coming.ask();
        coming
    }

    /// The next one; `None` after the last.
    async fn next(&mut self) -> Option<Result<Came, NetFault>> {
        let (answered, took) = match self.asked.pop_front()?.await {
            Ok(told) => told,
            Err(_) => return Some(Err(NetFault::NoNetwork)),
        };
        self.at_once = at_once(took);
        self.ask();
        Some(answered)
    }

    fn ask(&mut self) {
        while self.asked.len() < self.at_once {
            let Some(ask) = self.asks.next() else {
                return;
            };
            let (tell, told) = oneshot::channel();
            spawn_local(async move {
                let began = crate::clock::ticks();
                let answered = ask.answer().await;
                let took = crate::clock::ticks().saturating_sub(began);
                // Whoever asked may have given up on an earlier part.
                let _ = tell.send((answered, took));
            });
            self.asked.push_back(told);
        }
    }
}

const fn at_once(took: u64) -> usize {
    if took <= QUICK_MILLIS { AT_ONCE } else { 1 }
}

/// Parts on their way into the storage, while the next ones are read.
#[derive(Default)]
struct Storing {
    waiting: VecDeque<oneshot::Receiver<Result<(), NetFault>>>,
    /// Heads that were read, and are shown before they are stored.
    later: VecDeque<(u32, Vec<u8>)>,
    stored: u64,
    failed: Option<NetFault>,
}

/// What is to be stored of an answer.
enum Taken {
    /// Read already.
    Heads(Vec<u8>),
    /// Kept as it came: that it is whole is seen here, what its rows say when their stream is opened, chain and all.
    Events(Came),
}

impl Taken {
    async fn write(self, part: u32) -> Result<Write, NetFault> {
        Ok(match self {
            Taken::Heads(value) => Write::Heads { part, value },
            Taken::Events(Came::List(value)) => Write::Events { part, value },
            Taken::Events(Came::Answer(answered)) => Write::Events {
                part,
                value: rows_of(answered.body).await?,
            },
        })
    }
}

impl Storing {
    fn store(&mut self, open: &Rc<Open>, part: u32, taken: Taken) {
        let of_events = matches!(taken, Taken::Events(_));
        let open = open.clone();
        let (tell, told) = oneshot::channel();
        spawn_local(async move {
            let stored = async {
                let writes = vec![taken.write(part).await?];
                let stored = open.store.commit(writes, Durability::Relaxed).await;
                stored.map_err(|_| NetFault::NoRoom)
            };
            let stored = stored.await;
            if stored.is_ok() && of_events {
                open.durable_parts.borrow_mut().insert(part);
            }
            let _ = tell.send(stored);
        });
        self.waiting.push_back(told);
    }

    /// Stores a part of heads when there is time, or at once where too many wait already.
    async fn store_later(
        &mut self,
        open: &Rc<Open>,
        part: u32,
        list: Vec<u8>,
    ) -> Result<(), NetFault> {
        let waiting: usize = self.later.iter().map(|(_, list)| list.len()).sum();
        if waiting.saturating_add(list.len()) <= LATER_BYTES {
            self.later.push_back((part, list));
            return Ok(());
        }
        self.store(open, part, Taken::Heads(list));
        self.until(STORED_AT_ONCE).await
    }

    /// Stores the heads that wait, whenever the page has nothing to do.
    async fn store_what_waits(&mut self, open: &Rc<Open>) -> Result<(), NetFault> {
        while !self.later.is_empty() {
            when_idle().await;
            let most = self.later.len().min(STORED_AT_ONCE);
            let some: Vec<_> = self.later.drain(..most).collect();
            for (part, list) in some {
                self.store(open, part, Taken::Heads(list));
            }
            self.until(0).await?;
        }
        Ok(())
    }

    /// Waits until no more than `most` are on their way.
    async fn until(&mut self, most: usize) -> Result<(), NetFault> {
        while self.waiting.len() > most
            && let Some(told) = self.waiting.pop_front()
        {
            match told.await {
                Ok(Ok(())) => self.stored += 1,
                Ok(Err(fault)) => self.failed = Some(fault),
                Err(_) => self.failed = Some(NetFault::NoRoom),
            }
        }
        match &self.failed {
            Some(fault) => Err(fault.clone()),
            None => Ok(()),
        }
    }
}

/// The rows of an answer, byte for byte, where they are what was sent. The browser's own way of hashing runs beside the
/// page; where it says no, or there is none, the answer is read whole to say what is wrong with it.
async fn rows_of(mut body: Vec<u8>) -> Result<Vec<u8>, NetFault> {
    if let Some((digest, rows)) = quick::events(&body)
        && digest::of(body.get(rows.clone()).unwrap_or_default()).await == Some(digest)
    {
        body.truncate(rows.end);
        body.drain(..rows.start);
        return Ok(body);
    }
    RawEvents::read(&body).map(<[u8]>::to_vec)
}

/// Only the rows of a part are kept, byte for byte.
#[derive(Deserialize)]
pub(super) struct RawEvents<'a> {
    #[serde(borrow)]
    events: &'a RawValue,
    /// Of their bytes; an older server names none.
    #[serde(default)]
    digest: Option<Digest>,
}

impl<'a> RawEvents<'a> {
    /// The rows of an answer, where they are what was sent.
    pub fn read(body: &'a [u8]) -> Result<&'a [u8], NetFault> {
        let raw: RawEvents<'a> = domain::json::read(body).map_err(|_| NetFault::NotOurs)?;
        let bytes = raw.events.get().as_bytes();
        match raw.digest {
            Some(digest) if Digest::of(&[bytes]) != digest => Err(NetFault::Broken),
            _ => Ok(bytes),
        }
    }
}

/// Likewise of heads.
#[derive(Deserialize)]
struct RawHeads<'a> {
    #[serde(borrow)]
    heads: &'a RawValue,
}

impl Engine {
    pub(super) async fn first_sync(&self, open: &Rc<Open>) -> Result<(), NetFault> {
        let began = crate::clock::ticks();
        let answered = http::get("/api/first").await?;
        let took = crate::clock::ticks().saturating_sub(began);
        if answered.status != 200 {
            return Err(self.not_pulled(&answered));
        }
        let mut reply: FirstReply = answered.read()?;
        if !packed::may_take(&reply) {
            reply.packed.clear();
        }
        self.learn_clock(reply.server_time, u64::MAX - 1);
        let asks = heads_of(&reply);
        let parts = u32::try_from(asks.len()).map_err(|_| NetFault::NotOurs)?;
        let first = FirstSync {
            epoch: reply.epoch,
            at: reply.at,
            hash: reply.hash,
            parts,
            heads_done: false,
        };
        let heads = Coming::of(asks.into_iter(), took);
        let before = self.epoch_kept(open).await;
        // A first sync begun earlier at another head starts anew: parts of two heads must not be mixed.
        let mut writes = vec![Write::ForgetServer];
        writes.push(Write::Meta {
            key: META_FIRST.to_owned(),
            value: json(&first),
        });
        self.commit(open, writes).await?;
        open.durable_parts.borrow_mut().clear();
        self.set_status(|status| status.first = Some((0, u64::from(parts) * 2)));
        let mut storing = Storing::default();
        let taken = self
            .take_parts(open, first, &reply, heads, took, &mut storing)
            .await;
        // Also after a fault: nothing of this try may arrive in the storage during the next.
        let stored = storing.until(0).await;
        taken.and(stored)?;
        let standing = Standing {
            epoch: first.epoch,
            cursor: first.at,
            hash: first.hash,
            seal: reply.seal,
            whole: reply.is_whole(),
        };
        let mut writes = vec![Write::Meta {
            key: META_CURSOR.to_owned(),
            value: json(&standing),
        }];
        writes.push(window_of(&reply));
        // It stood in another epoch before: what was written here since may be lost there.
        if before.is_some_and(|epoch| epoch != first.epoch) {
            writes.extend(self.owing(open).await?);
        }
        self.commit(open, writes).await?;
        if let Some(window) = reply.window {
            open.replica.borrow_mut().look_through(window);
        }
        self.read_owed(open).await;
        open.first_sync_done.set(true);
        self.set_status(|status| status.first = None);
        self.hold_what_is_pending().await;
        // The heads are shown since they came; what is pending can be decided on whole streams only now.
        let watched = self.watched.borrow().clone();
        self.refresh(watched);
        self.tell_office().await;
        Ok(())
    }

    async fn take_parts(
        &self,
        open: &Rc<Open>,
        first: FirstSync,
        reply: &FirstReply,
        mut heads: Coming<impl Iterator<Item = Ask>>,
        took: u64,
        storing: &mut Storing,
    ) -> Result<(), NetFault> {
        let all = u64::from(first.parts) * 2;
        let mut asks = Vec::new();
        for part in 0..first.parts {
            let Some(answered) = heads.next().await else {
                return Err(NetFault::NotOurs);
            };
            let (streams, list) = take_heads(open, part, answered?)?;
            asks.push(events_of(reply, part, streams));
            storing.store_later(open, part, list).await?;
            let taken = u64::from(part).saturating_add(1);
            self.set_status(|status| status.first = Some((taken, all)));
        }
        // From here commands are numbered with what is seen, although the streams still come in.
        self.refresh_all();
        self.tell_office().await;
        // Whoever looks for a case now does not wait for what nobody has asked to see yet.
        storing.store_what_waits(open).await?;
        let mut events = Coming::of(asks.into_iter(), took);
        for part in 0..first.parts {
            let Some(answered) = events.next().await else {
                return Err(NetFault::NotOurs);
            };
            take_events(open, part, answered?, storing)?;
            open.replica
                .borrow_mut()
                .stand_at(first.epoch, first.at, first.hash);
            storing.until(STORED_AT_ONCE).await?;
            self.set_status(|status| status.first = Some((storing.stored, all)));
        }
        Ok(())
    }

    async fn commit(&self, open: &Open, writes: Vec<Write>) -> Result<(), NetFault> {
        let stored = open.store.commit(writes, Durability::Relaxed).await;
        stored.map_err(|_| NetFault::NoRoom)
    }
}

/// The parts of heads, in their order: the open ones, then by their last event. An older server has them by number.
fn heads_of(reply: &FirstReply) -> Vec<Ask> {
    if reply.parts.is_empty() {
        let parts = reply.streams.div_ceil(reply.part_streams.max(1));
        return (0..parts)
            .map(|part| Ask::Path(format!("/api/first/heads?part={part}")))
            .collect();
    }
    let cut = reply.window.map_or(0, |window| window.cut.0);
    let key = |key: &PartKey| format!("{}.{}", key.until.0, key.stream);
    let ends = reply.parts.iter().skip(1).map(Some).chain([None]);
    let parts = reply.parts.iter().zip(ends);
    (0..)
        .zip(parts)
        .map(|(part, (from, to))| {
            let to = to.map_or_else(String::new, |to| format!("&to={}", key(to)));
            let path = format!("/api/first/heads?from={}{to}&cut={cut}", key(from));
            Ask::Path(path).or_ready(Packed::heads(reply, part))
        })
        .collect()
}

/// The events of a part: of exactly the streams whose heads came, whatever moved meanwhile.
fn events_of(reply: &FirstReply, part: u32, streams: Vec<StreamId>) -> Ask {
    if reply.parts.is_empty() {
        let at = reply.at.0;
        return Ask::Path(format!("/api/first/events?part={part}&at={at}"));
    }
    let request = StreamsRequest {
        streams,
        at: reply.at,
    };
    Ask::Streams(request).or_ready(Packed::events(reply, part))
}

/// Where the holdings of this tablet begin from now on.
fn window_of(reply: &FirstReply) -> Write {
    let key = META_WINDOW.to_owned();
    match &reply.window {
        Some(window) => Write::Meta {
            key,
            value: json(window),
        },
        None => Write::DropMeta { key },
    }
}

fn take_heads(
    open: &Rc<Open>,
    part: u32,
    came: Came,
) -> Result<(Vec<StreamId>, Vec<u8>), NetFault> {
    let list = match came {
        Came::List(list) => list,
        Came::Answer(answered) if !answered.ok() => return Err(NetFault::NotOurs),
        Came::Answer(answered) => match quick::heads(&answered.body) {
            Some(rows) => answered.body.get(rows).unwrap_or_default().to_vec(),
            None => {
                let raw: RawHeads<'_> =
                    domain::json::read(&answered.body).map_err(|_| NetFault::NotOurs)?;
                raw.heads.get().as_bytes().to_vec()
            }
        },
    };
    let rows = HeadRow::read_all(&list).map_err(|_| NetFault::NotOurs)?;
    open.parts
        .borrow_mut()
        .extend(rows.iter().map(|row| (row.stream, part)));
    let streams = rows.iter().map(|row| row.stream).collect();
    open.replica.borrow_mut().take_heads(rows);
    Ok((streams, list))
}

fn take_events(
    open: &Rc<Open>,
    part: u32,
    came: Came,
    storing: &mut Storing,
) -> Result<(), NetFault> {
    if let Came::Answer(answered) = &came
        && !answered.ok()
    {
        return Err(NetFault::NotOurs);
    }
    storing.store(open, part, Taken::Events(came));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_with_one_byte_turned_is_not_kept() {
        let events = r#"[{"seq":1, "body":{"a":1}}]"#;
        let digest = Digest::of(&[events.as_bytes()]);
        let whole = format!(r#"{{"part":0,"digest":"{digest}","events":{events}}}"#);
        assert_eq!(RawEvents::read(whole.as_bytes()), Ok(events.as_bytes()));
        let turned = whole.replace(r#""a":1"#, r#""a":2"#);
        assert_eq!(RawEvents::read(turned.as_bytes()), Err(NetFault::Broken));
        let cut = whole.get(..whole.len() - 3).unwrap();
        assert_eq!(RawEvents::read(cut.as_bytes()), Err(NetFault::NotOurs));
        let older = format!(r#"{{"part":0,"events":{events}}}"#);
        assert_eq!(RawEvents::read(older.as_bytes()), Ok(events.as_bytes()));
    }
}
