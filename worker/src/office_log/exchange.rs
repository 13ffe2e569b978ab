//! Commands up, events down.

use domain::command::day;
use domain::id::{Cursor, Digest, Instant, OfficeId, StreamId};
use domain::log::{Drawing, EventLog as _, Pushing, Shelf, draw_repairs, push};
use domain::sync::message::{FirstReply, PushReply, PushRequest};
use worker::{SqlStorage, Url};

use super::page::{EventsPage, HeadsPage, PullPage};
use super::written::{one_batch_of, read};
use super::{Caller, OfficeLog, enrolment, now};
use crate::limits;
use crate::log::{self, Meta, SqlLog, StorageFault};
use crate::reply::{self, Answered, Fault, PushStopped};

impl OfficeLog {
    /// One batch, one transaction. What was answered before a fault is committed with it.
    pub(super) fn push(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        caller: Caller,
        body: &str,
    ) -> Answered {
        let request: PushRequest = read(body)?;
        one_batch_of(&request.commands)?;
        let before = self.head(sql)?;
        self.admit(sql, meta, caller, request.epoch, request.at)?;
        let people = enrolment::people_of(sql, caller.device)?;
        let pushing = Pushing {
            office: meta.office,
            now: now(meta),
            device: Some(caller.device),
            may_write: &|person| people.contains(&person),
        };
        let (outcome, head) = self.written(sql, meta, before, |log, shelf| {
            let today = day(
                pushing.now,
                log::signed::utc_offset_minutes(sql, meta.office)?,
            );
            log::signed::begin_month(sql, today, log.head()?.hash)?;
            let outcome = push(log, shelf, &pushing, &request.commands)?;
            draw(sql, log, shelf, pushing.office, pushing.now)?;
            Ok(outcome)
        })?;
        match outcome.fault {
            None => reply::json(&PushReply {
                epoch: meta.epoch,
                answers: outcome.answers,
                head,
                server_time: now(meta),
            }),
            Some(fault) => Err(Fault::PushStopped(Box::new(PushStopped {
                fault,
                answers: outcome.answers,
                epoch: meta.epoch,
                head,
                server_time: now(meta),
            }))),
        }
    }
}

/// Whatever was signed for: the samples of those months are brought up to their rate (M4(3)b).
pub(super) fn draw(
    sql: &SqlStorage,
    log: &mut SqlLog,
    shelf: &mut Shelf,
    office: OfficeId,
    now: Instant,
) -> Result<(), StorageFault> {
    for period in log.take_signed() {
        let Some(seed) = log::signed::seed(sql, period)? else {
            continue;
        };
        let drawing = Drawing {
            office,
            period,
            seed,
            now,
        };
        draw_repairs(log, shelf, drawing, &log::signed::orders(sql, period)?)?;
    }
    Ok(())
}

pub fn pull(sql: &SqlStorage, meta: &Meta, url: &Url) -> Answered {
    let after = Cursor(number(url, "after")?);
    let hash = match text(url, "hash") {
        Some(hash) => Some(Digest::parse(&hash).ok_or(Fault::Invalid { field: "hash" })?),
        None => None,
    };
    let head = SqlLog::new(sql.clone()).head()?.cursor;
    let Some(page) = log::page(sql, after, hash)? else {
        return Err(Fault::ServerSetBack {
            epoch: meta.epoch,
            head,
        });
    };
    reply::json(&PullPage {
        epoch: meta.epoch,
        events: page.events,
        heads: page.heads,
        cursor: page.cursor,
        hash: page.hash,
        head,
        server_time: now(meta),
        seal: meta.key.seal(meta.office, page.cursor, page.hash),
    })
}

pub fn first(sql: &SqlStorage, meta: &Meta) -> Result<FirstReply, Fault> {
    let head = SqlLog::new(sql.clone()).head()?;
    let window = log::window::present(sql, meta.office, now(meta))?;
    let (at, hash, parts, packed) = match log::packed::ready(sql, meta, window, head.cursor)? {
        Some(pack) => (pack.at, pack.hash, pack.keys, pack.parts),
        None => {
            let cut = window.map_or(Cursor(0), |window| window.cut);
            let parts = log::window::parts(sql, cut)?;
            (head.cursor, head.hash, parts, Vec::new())
        }
    };
    Ok(FirstReply {
        epoch: meta.epoch,
        office: meta.office,
        at,
        hash,
        streams: log::first(sql)?,
        part_streams: limits::PART_STREAMS,
        parts,
        window,
        fold: domain::head::FOLD_VERSION,
        server_time: now(meta),
        seal: Some(meta.key.seal(meta.office, at, hash)),
        head: (at != head.cursor).then_some(head.cursor),
        packed,
    })
}

pub fn first_heads(sql: &SqlStorage, url: &Url) -> Answered {
    let part = number(url, "part")?;
    reply::json(&HeadsPage {
        part,
        heads: log::heads_part(sql, part)?,
    })
}

pub fn first_events(sql: &SqlStorage, url: &Url) -> Answered {
    let part = number(url, "part")?;
    let events = log::events_part(sql, part, Cursor(number(url, "at")?))?;
    reply::json(&EventsPage::of(part, events))
}

pub fn stream(sql: &SqlStorage, stream: StreamId) -> Answered {
    let events = log::whole_stream(sql, stream)?.ok_or(Fault::NotFound)?;
    reply::json(&EventsPage::of(0, events))
}

pub(super) fn text(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

pub(super) fn number(url: &Url, name: &'static str) -> Result<u64, Fault> {
    text(url, name)
        .and_then(|value| value.parse().ok())
        .ok_or(Fault::Invalid { field: name })
}
