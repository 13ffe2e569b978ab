//! The Durable Object of one office: its log, devices and sessions, one request after the other.

mod backup;
mod bring_in;
mod devices;
pub mod enrolment;
mod erasing;
mod exchange;
mod found;
mod hold;
mod live;
pub mod message;
mod packing;
mod page;
mod post;
mod report;
mod schedule;
mod set_back;
mod staff;
pub mod transfer;
mod webhook;
mod window;
mod written;

use std::cell::RefCell;

use domain::head::FOLD_VERSION;
use domain::id::{DeviceId, Instant, PersonId, StreamId};
use domain::log::Shelf;
use worker::{
    DurableObject, Env, Method, Request, Response, SqlStorage, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

use crate::auth::token;
use crate::clock;
use crate::log::{self, Meta, SCHEMA};
use crate::reply::{self, Answered, Fault};

/// The header in which the Worker hands on the session's token. A client's own is never passed on.
pub const TOKEN_HEADER: &str = "X-Session-Token";

/// The header in which a tablet says how it is.
pub const REPORT_HEADER: &str = "X-Tablet";
/// Rows SQLite read for an answer.
const ROWS_READ_HEADER: &str = "X-Rows-Read";

#[durable_object]
pub struct OfficeLog {
    state: State,
    env: Env,
    /// Folded streams, as they stand after the last committed transaction.
    shelf: RefCell<Shelf>,
}

impl DurableObject for OfficeLog {
    fn new(state: State, env: Env) -> Self {
        live::answer_pings(&state);
        OfficeLog {
            state,
            env,
            shelf: RefCell::new(Shelf::default()),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        match self.route(request).await {
            Ok(response) => Ok(response),
            Err(fault) => fault.response(),
        }
    }

    async fn alarm(&self) -> worker::Result<Response> {
        // Every failure plans the next try itself; what is left is told to the log and met by the next batch.
        if let Err(fault) = self.ring().await {
            worker::console_error!("alarm: {fault}");
        }
        Response::empty()
    }

    /// The socket only speaks; what a tablet says is not heard.
    async fn websocket_message(
        &self,
        _socket: WebSocket,
        _message: WebSocketIncomingMessage,
    ) -> worker::Result<()> {
        Ok(())
    }

    async fn websocket_close(
        &self,
        _socket: WebSocket,
        _code: usize,
        _reason: String,
        _was_clean: bool,
    ) -> worker::Result<()> {
        Ok(())
    }

    async fn websocket_error(
        &self,
        _socket: WebSocket,
        _error: worker::Error,
    ) -> worker::Result<()> {
        Ok(())
    }
}

/// Who asks, by their session.
#[derive(Clone, Copy, Debug)]
struct Caller {
    person: PersonId,
    device: DeviceId,
    token_hash: domain::id::Digest,
    /// Removed from the staff: may still hand in what they wrote, and see nothing.
    on_staff: bool,
}

impl OfficeLog {
    async fn route(&self, mut request: Request) -> Answered {
        let path = request.path();
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        let sql = self.sql();
        log::counted::take();
        if let (Method::Post, ["internal", "found"]) = (request.method(), segments.as_slice()) {
            return self.found(&request.json().await?);
        }
        if let (Method::Post, ["internal", "restore"]) = (request.method(), segments.as_slice()) {
            return self.restore(&request.json().await?).await;
        }
        // An office nobody founded has no sessions: the same answer as a wrong token.
        let meta = self.meta(&sql)?.ok_or(Fault::NotSignedIn)?;
        match (request.method(), segments.as_slice()) {
            (Method::Post, ["internal", "session"]) => {
                let open = request.json().await?;
                return self.open_session(&sql, &meta, &open);
            }
            (Method::Post, ["internal", "forget", person]) => {
                let person = person.parse().map_err(|_| Fault::NotFound)?;
                enrolment::forget_sessions(&sql, person)?;
                return reply::done();
            }
            (Method::Post, ["internal", "export"]) => {
                return self.export(&meta, &request.json().await?).await;
            }
            (Method::Post, ["internal", "trial"]) => {
                return self.try_out(request.json().await?).await;
            }
            (Method::Get, ["internal", "demo"]) => return staff::of_demo(&sql, &meta),
            _ => {}
        }
        let caller = self.caller(&sql, &meta, &request)?;
        report::note(&sql, caller, &request)?;
        let known = log::counted::take();
        if let (Method::Post, ["api", "push"]) = (request.method(), segments.as_slice()) {
            let body = request.text().await?;
            let before = log::counted::take().saturating_add(known);
            let answered = self.push(&sql, &meta, caller, &body);
            let read = before.saturating_add(log::counted::take());
            // What was taken stands, whether the alarm can be set or not: the next batch sets it.
            let _ = self.wake(&sql).await;
            let _ = self.plan_backup(&sql, &meta).await;
            let _ = self.erase_photos().await;
            return self.with_rows_read(answered, read);
        }
        if let (Method::Post, ["api", "hold"]) = (request.method(), segments.as_slice()) {
            let body = request.text().await?;
            return self.hold(&sql, &meta, caller, &body);
        }
        if let (Method::Post, ["api", "replay"]) = (request.method(), segments.as_slice()) {
            let body = request.text().await?;
            return self.replay(&sql, &meta, caller, &body);
        }
        if let (Method::Post, ["api", "hand_back"]) = (request.method(), segments.as_slice()) {
            let body = request.text().await?;
            return self.hand_back(&sql, &meta, caller, &body);
        }
        if let (Method::Get, ["internal", "hands_in"]) = (request.method(), segments.as_slice()) {
            return self.describe_session(&meta, caller);
        }
        if let (Method::Post, ["internal", "anew"]) = (request.method(), segments.as_slice()) {
            return self.begin_anew(&sql, &meta, caller);
        }
        if !caller.on_staff {
            return Err(Fault::NotOnStaff);
        }
        let url = request.url()?;
        match (request.method(), segments.as_slice()) {
            (Method::Get, ["internal", "session"]) => self.describe_session(&meta, caller),
            (Method::Delete, ["internal", "session"]) => {
                enrolment::close_session(&sql, caller.token_hash)?;
                reply::done()
            }
            (Method::Get, ["internal", "code", person]) => {
                let person = person.parse().map_err(|_| Fault::NotFound)?;
                staff::may_give_code(&sql, &meta, caller.person, person)
            }
            (Method::Get, ["api", "log"]) => {
                let meta = self.placed_by(&sql, &meta, caller, &url)?;
                exchange::pull(&sql, &meta, &url)
            }
            (Method::Get, ["api", "set_back"]) => set_back::told(&sql, &meta, caller.person),
            (Method::Post, ["api", "set_back", "end"]) => {
                let wanted: set_back::End = request.json().await.map_err(|_| Fault::Unreadable)?;
                self.end_waiting(&sql, &meta, caller.person, &wanted)
            }
            (Method::Get, ["api", "first"]) => self.first(&sql, &meta).await,
            (Method::Get, ["api", "first", "packed"]) => packing::part(&sql, &url),
            (Method::Get, ["api", "first", "heads"])
                if url.query_pairs().any(|(key, _)| key == "cut") =>
            {
                window::heads(&sql, &url)
            }
            (Method::Get, ["api", "first", "heads"]) => exchange::first_heads(&sql, &url),
            (Method::Get, ["api", "window"]) => window::starts(&sql, &meta, &url),
            (Method::Get, ["api", "older"]) => {
                self.telling_rows_read(known, || window::older(&sql, &url))
            }
            (Method::Get, ["api", "figures"]) => {
                self.telling_rows_read(known, || self.figures(&sql, &meta, &url))
            }
            (Method::Post, ["api", "streams"]) => {
                let wanted = request.json().await.map_err(|_| Fault::Unreadable)?;
                self.telling_rows_read(known, || window::streams(&sql, &wanted))
            }
            (Method::Get, ["api", "first", "events"]) => exchange::first_events(&sql, &url),
            (Method::Get, ["api", "streams", stream]) => {
                let stream: StreamId = stream.parse().map_err(|_| Fault::NotFound)?;
                exchange::stream(&sql, stream)
            }
            (Method::Get, ["api", "held", command]) => {
                let command = command.parse().map_err(|_| Fault::NotFound)?;
                hold::bytes(&sql, &meta, caller, command)
            }
            (Method::Get, ["api", "live"]) => self.listen(&sql, &request, caller),
            (Method::Get, ["api", "webhook"]) => webhook::told(&sql, &meta, caller.person),
            (Method::Post, ["api", "webhook"]) => {
                let wanted: webhook::Wanted =
                    request.json().await.map_err(|_| Fault::Unreadable)?;
                self.set_webhook(&sql, &meta, caller.person, &wanted)
            }
            (Method::Post, ["api", "webhook", "switch"]) => {
                let wanted: webhook::Switch =
                    request.json().await.map_err(|_| Fault::Unreadable)?;
                self.switch_webhook(&sql, &meta, caller.person, &wanted)
            }
            (Method::Post, ["api", "webhook", "try"]) => {
                self.try_webhook(&sql, &meta, caller.person).await
            }
            (Method::Post, ["api", "bring_in"]) => {
                let body = request.text().await?;
                let answered = self.bring_in(&sql, &meta, caller, &body);
                // As after a push.
                let _ = self.wake(&sql).await;
                answered
            }
            (Method::Post, ["api", "devices", "loss"]) => {
                let loss: bring_in::Loss = request.json().await.map_err(|_| Fault::Unreadable)?;
                bring_in::note_loss(&sql, &meta, caller, &loss)
            }
            (Method::Get, ["api", "devices", "losses"]) => {
                bring_in::losses(&sql, &meta, caller.person)
            }
            (Method::Get, ["api", "devices"]) => devices::list(&sql, &meta, caller.person),
            (Method::Post, ["api", "devices", device, "revoke"]) => {
                let device = device.parse().map_err(|_| Fault::NotFound)?;
                self.revoke(&sql, &meta, caller.person, device)
            }
            (Method::Post, ["api", "demo", "clock"]) => {
                let wanted: message::ClockTo =
                    request.json().await.map_err(|_| Fault::Unreadable)?;
                staff::move_clock(&sql, &meta, caller.person, wanted.to)
            }
            _ => Err(Fault::NotFound),
        }
    }

    /// Answers, and tells what that cost beside the rows that are `known` of already.
    fn telling_rows_read(&self, known: u64, answer: impl FnOnce() -> Answered) -> Answered {
        // Another object may have read while the question came in.
        log::counted::take();
        let answered = answer();
        self.with_rows_read(answered, known.saturating_add(log::counted::take()))
    }

    /// What an answer cost, told on a machine for trying things out only.
    fn with_rows_read(&self, answered: Answered, read: u64) -> Answered {
        let response = answered?;
        if self
            .env
            .var("ALLOW_DEMO")
            .is_ok_and(|value| value.to_string() == "1")
        {
            response
                .headers()
                .set(ROWS_READ_HEADER, &read.to_string())?;
        }
        Ok(response)
    }

    async fn try_out(&self, trial: message::Trial) -> Answered {
        match trial {
            message::Trial::Lose => self.state.storage().delete_all().await?,
            message::Trial::Night => {
                self.plan(schedule::Due::Backup, 0).await?;
                self.ring().await?;
            }
            message::Trial::Evict => {}
        }
        self.shelf.borrow_mut().clear();
        reply::done()
    }

    fn sql(&self) -> SqlStorage {
        self.state.storage().sql()
    }

    fn meta(&self, sql: &SqlStorage) -> Result<Option<Meta>, Fault> {
        let meta = log::meta(sql)?;
        if let Some(meta) = meta
            && meta.fold != FOLD_VERSION
        {
            log::in_transaction(&self.state, || log::rebuild_heads(sql, meta.schema))?;
        }
        // After the heads: a step may read them.
        if let Some(meta) = meta
            && meta.schema < SCHEMA
        {
            log::in_transaction(&self.state, || log::migrate(sql, meta.schema))?;
            return Ok(log::meta(sql)?);
        }
        Ok(meta)
    }

    fn caller(&self, sql: &SqlStorage, meta: &Meta, request: &Request) -> Result<Caller, Fault> {
        let given = request
            .headers()
            .get(TOKEN_HEADER)?
            .ok_or(Fault::NotSignedIn)?;
        let token_hash = token::hash(&given);
        let session =
            enrolment::session(sql, token_hash, clock::real())?.ok_or(Fault::NotSignedIn)?;
        if session.revoked {
            return Err(Fault::DeviceRevoked);
        }
        Ok(Caller {
            person: session.person,
            device: session.device,
            token_hash,
            on_staff: staff::on_staff(sql, meta, session.person)?,
        })
    }
}

/// The office's time.
fn now(meta: &Meta) -> Instant {
    clock::of_office(meta.clock_moved_by)
}
