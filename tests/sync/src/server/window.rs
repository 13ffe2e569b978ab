//! What a tablet is given to hold, by the rules and the statements of the Worker's own `log/window.rs`.

use domain::calendar::Period;
use domain::command::day;
use domain::id::{Cursor, Instant, StreamId};
use domain::log::{EventLog as _, LogHead, SetBackLog};
use domain::sync::window::message::WindowReply;
use domain::sync::window::{Window, begins_at, first_month};

use super::{KEY, Server};
use crate::bug::Bug;
use crate::message::{First, Reply, StreamsAnswer};
use crate::office::{OFFICE, UTC_OFFSET_MINUTES};
use crate::violation::Held;

/// Beyond that a first sync is made anew: in a seed some dozen events are what thousands are in an office.
const READY_BEHIND: u64 = 60;

impl Server {
    /// As it lay ready, where it does: what holds of it is asked as the Worker's `log/packed.rs` asks it.
    pub(super) fn first(&mut self, now: Instant) -> Held<Reply> {
        let head = self.log.head()?;
        let window = self.windows(None, now)?.pop();
        if let Some(ready) = &self.ready {
            let holds = ready.epoch == self.log.epoch()?
                && ready.window == window
                && SetBackLog::hash_at(&self.log, ready.at)? == Some(ready.hash);
            let near = head.cursor.0.saturating_sub(ready.at.0) <= READY_BEHIND;
            if near && holds {
                let place = if self.is(Bug::ReadyCalledWhole) {
                    head
                } else {
                    LogHead {
                        cursor: ready.at,
                        hash: ready.hash,
                    }
                };
                return Ok(Reply::First(First {
                    at: place.cursor,
                    hash: place.hash,
                    seal: Some(KEY.seal(OFFICE, place.cursor, place.hash)),
                    head: head.cursor,
                    server_time: now,
                    ..ready.clone()
                }));
            }
        }
        let first = self.first_anew(head, window, now)?;
        self.ready = self.makes_ready.then(|| first.clone());
        Ok(Reply::First(first))
    }

    fn first_anew(&self, head: LogHead, window: Option<Window>, now: Instant) -> Held<First> {
        let cut = window.map_or(Cursor(0), |window| window.cut);
        let heads = self.log.heads_living(cut)?;
        let streams: Vec<StreamId> = heads.iter().map(|row| row.stream).collect();
        Ok(First {
            epoch: self.log.epoch()?,
            seal: Some(KEY.seal(OFFICE, head.cursor, head.hash)),
            at: head.cursor,
            hash: head.hash,
            head: head.cursor,
            window,
            events: self.log.whole(&streams, head.cursor)?,
            heads,
            server_time: now,
        })
    }

    pub(super) fn streams(&self, streams: Vec<StreamId>, at: Cursor, now: Instant) -> Held<Reply> {
        Ok(Reply::Streams(StreamsAnswer {
            events: self.log.whole(&streams, at)?,
            streams,
            at,
            server_time: now,
        }))
    }

    pub(super) fn starts(&self, known: Option<Period>, now: Instant) -> Held<Reply> {
        Ok(Reply::Window(WindowReply {
            starts: self.windows(known, now)?,
            server_time: now,
        }))
    }

    /// Where each month begins that a tablet may hold from, after the one it stands at.
    fn windows(&self, known: Option<Period>, now: Instant) -> Held<Vec<Window>> {
        let Some(months) = self.holds_months else {
            return Ok(Vec::new());
        };
        let Some(first) = self.log.received_at(Cursor(1))? else {
            return Ok(Vec::new());
        };
        let last = first_month(day(now, UTC_OFFSET_MINUTES), months);
        let began = Period::month_of(day(first, UTC_OFFSET_MINUTES));
        let mut month = known.unwrap_or(began).max(began).next();
        let mut windows = Vec::new();
        while month.first_day() <= last.first_day() {
            let cut = self.start_of(begins_at(month, UTC_OFFSET_MINUTES))?;
            windows.push(Window { from: month, cut });
            month = month.next();
        }
        Ok(windows)
    }

    /// The first event that every tablet holds by now, whatever has left it.
    pub fn holds_since(&self, now: Instant) -> Held<Cursor> {
        let window = self.windows(None, now)?.pop();
        Ok(window.map_or(Cursor(0), |window| window.cut))
    }

    fn start_of(&self, at: Instant) -> Held<Cursor> {
        let (mut low, mut high) = (1, self.log.head()?.cursor.0 + 1);
        while low < high {
            let middle = u64::midpoint(low, high);
            let received = self.log.received_at(Cursor(middle))?.unwrap_or_default();
            if received < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(Cursor(low))
    }
}
