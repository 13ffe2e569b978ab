//! What is not on this tablet and is asked for: a stream before anything is decided on it, an older case by unit,
//! number or month, and the figures of a month that is not here whole.

use std::collections::BTreeSet;

use domain::calendar::Period;
use domain::event::Envelope;
use domain::head::{HeadData, HeadRow};
use domain::id::{Cursor, StreamId};
use domain::sync::message::PullReply;
use domain::sync::window::message::{FiguresReply, OlderReply, StreamsRequest};
use domain::sync::window::{Finding, root};

use super::account::checked;
use super::boot::json;
use super::first_sync::RawEvents;
use super::message::{AccountError, Older};
use super::window::GUESTS;
use super::{Engine, Open};
use crate::store::{Durability, Store, Write};
use crate::sync::http::{self, NetFault};

/// Streams asked for in one go.
const AT_ONCE: usize = 100;
/// So often a fetch is repeated because the log was read on meanwhile.
const TRIES: usize = 3;

/// A stream as the server gave it.
struct Fetched {
    stream: StreamId,
    events: Vec<Envelope>,
}

impl Engine {
    /// Before a reply is taken in: streams it goes on with whose beginning is not here.
    pub(super) async fn bring_what_continues(
        &self,
        open: &Open,
        reply: &PullReply,
    ) -> Result<(), NetFault> {
        let missing = open.replica.borrow().not_here(reply);
        for some in missing.chunks(AT_ONCE) {
            self.bring(open, some).await?;
        }
        Ok(())
    }

    /// Whether a stream that is looked at could be had from the server.
    pub(super) fn may_have_left(&self, open: &Open, stream: StreamId) -> bool {
        let replica = open.replica.borrow();
        replica.window().is_some()
            && replica.head(stream).is_none()
            && !open.in_vain.borrow().contains(&stream)
    }

    /// What somebody looks at and could not be had before: there is a network now.
    pub(super) async fn bring_what_is_looked_at(&self, open: &Open) {
        let watched = self.watched.borrow().clone();
        for stream in watched {
            if self.may_have_left(open, stream) && self.bring(open, &[stream]).await.is_ok() {
                self.tell_stream(stream);
            }
        }
    }

    /// Brings streams that may have left, and what stays with them, whole up to the cursor. What the server does not
    /// know either is left as it is.
    pub(super) async fn bring(&self, open: &Open, wanted: &[StreamId]) -> Result<(), NetFault> {
        let mut wanted = wanted.to_vec();
        while !wanted.is_empty() {
            let rows = self.bring_these(open, &wanted).await?;
            let replica = open.replica.borrow();
            let beside: BTreeSet<StreamId> = rows
                .iter()
                .flat_map(|row| match &row.data {
                    HeadData::Complaint(case) => {
                        case.work_orders.iter().map(|it| it.stream()).collect()
                    }
                    _ => vec![root(row)],
                })
                .filter(|stream| !replica.knows(*stream))
                .collect();
            wanted = beside.into_iter().collect();
        }
        Ok(())
    }

    async fn bring_these(
        &self,
        open: &Open,
        wanted: &[StreamId],
    ) -> Result<Vec<HeadRow>, NetFault> {
        for _ in 0..TRIES {
            let at = open.replica.borrow().cursor;
            let fetched = fetch(wanted, at).await?;
            if open.replica.borrow().cursor == at {
                return self.keep(open, fetched).await;
            }
        }
        Err(NetFault::Broken)
    }

    /// Durable first, then believed: each stream in a page of its own, so that it can go alone.
    async fn keep(&self, open: &Open, fetched: Vec<Fetched>) -> Result<Vec<HeadRow>, NetFault> {
        let mut rows = Vec::new();
        let mut writes = Vec::new();
        let mut pages = Vec::new();
        let next = open.parts.borrow().values().copied().max();
        let mut page = next.map_or(GUESTS, |last| last.saturating_add(1).max(GUESTS));
        for Fetched { stream, events } in fetched {
            // A guest of this tablet that is known by now has nothing to bring.
            if open.replica.borrow().knows(stream) {
                continue;
            }
            if events.is_empty() {
                open.in_vain.borrow_mut().insert(stream);
            }
            let row = open.replica.borrow_mut().bring(stream, &events);
            let Some(row) = row else { continue };
            writes.push(Write::Heads {
                part: page,
                value: json(&[&row]),
            });
            writes.push(Write::Events {
                part: page,
                value: json(&events),
            });
            pages.push((stream, page));
            rows.push(row);
            page = page.saturating_add(1);
        }
        if open
            .store
            .commit(writes, Durability::Relaxed)
            .await
            .is_err()
        {
            // What could not be kept is not believed either.
            let gone = pages.iter().map(|(stream, _)| *stream).collect();
            open.replica.borrow_mut().let_go(&gone);
            return Err(NetFault::NoRoom);
        }
        open.durable_parts
            .borrow_mut()
            .extend(pages.iter().map(|(_, page)| *page));
        let streams: Vec<StreamId> = pages.iter().map(|(stream, _)| *stream).collect();
        open.parts.borrow_mut().extend(pages);
        self.note_unreadable(open);
        self.refresh(streams);
        Ok(rows)
    }

    /// Looks for older cases; nothing of them is kept before one is opened.
    pub(super) async fn older(&self, finding: &Finding) -> Result<Older, AccountError> {
        let asked = match finding {
            Finding::Unit(unit) => format!("unit={unit}"),
            Finding::Number(number) => format!("number={}", percent_encoded(number)),
            Finding::Month(month) => format!("month={month}"),
        };
        let answered = checked(http::get(&format!("/api/older?{asked}")).await)?;
        let reply: OlderReply = answered.read().map_err(|_| AccountError::ServerTrouble)?;
        Ok(Older {
            rows: reply.heads.into(),
            more: reply.more,
        })
    }

    /// What a month comes to over everything there is.
    pub(super) async fn figures(&self, month: Period) -> Result<FiguresReply, AccountError> {
        let answered = checked(http::get(&format!("/api/figures?month={month}")).await)?;
        answered.read().map_err(|_| AccountError::ServerTrouble)
    }
}

async fn fetch(streams: &[StreamId], at: Cursor) -> Result<Vec<Fetched>, NetFault> {
    let request = StreamsRequest {
        streams: streams.to_vec(),
        at,
    };
    let answered = http::post("/api/streams", &request).await?;
    if !answered.ok() {
        return Err(NetFault::NotOurs);
    }
    read(&answered.body, streams)
}

/// The streams of an answer, where its rows are what was sent; one the log has not gets no event.
fn read(body: &[u8], streams: &[StreamId]) -> Result<Vec<Fetched>, NetFault> {
    let rows = RawEvents::read(body)?;
    let events: Vec<Envelope> = domain::json::read(rows).map_err(|_| NetFault::NotOurs)?;
    Ok(streams
        .iter()
        .map(|stream| Fetched {
            stream: *stream,
            events: events
                .iter()
                .filter(|envelope| envelope.stream == *stream)
                .cloned()
                .collect(),
        })
        .collect())
}

/// A number as it may stand in an address.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
